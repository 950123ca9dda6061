"""Every rule of Nghị định 30/2020/NĐ-CP that congvan knows by id, in short words of our own (quy tắc)."""

from __future__ import annotations

import re

from congvan.standard.standard import Basis, Rule

_LAW, _FORM, _PRACTICE, _FLAG = Basis.LAW, Basis.FORM, Basis.PRACTICE, Basis.FLAG

_APPENDICES = {
    "PL1": "Phụ lục I, phần I",
    "PL1P2": "Phụ lục I, phần II",
    "PL2": "Phụ lục II",
    "PL3": "Phụ lục III",
}
_ID = re.compile(r"ND30-(?P<part>D\d+|PL\dP?\d?)(?:[.-](?P<rest>[^#]+))?(?:#.*)?")


def clause_of(rule_id: str) -> str:
    """Where a rule stands: "Phụ lục I, phần I, mục II, khoản 6, điểm e"; empty for rules of practice."""
    found = _ID.fullmatch(rule_id)
    if found is None:
        return ""
    part, rest = found["part"], found["rest"] or ""
    if part.startswith("D"):
        return _joined(f"Điều {part[1:]}", rest, ("khoản", "điểm"))
    if part == "PL3" and rest.startswith("M"):
        return f"{_APPENDICES[part]}, Mẫu {rest[1:]}"
    if part == "PL1" and rest.startswith("V."):
        return "Phụ lục I, phần I, mục V" + (", chú thích" if rest == "V.fn1" else f", dòng {rest[2:]}")
    return _joined(_APPENDICES[part], rest, ("mục", "khoản", "điểm", "ý"))


def _joined(head: str, rest: str, nouns: tuple[str, ...]) -> str:
    steps = (f"{noun} {step}" for noun, step in zip(nouns, filter(None, rest.split(".")), strict=False))
    return ", ".join((head, *steps))


def _rules(basis: Basis, *rows: tuple[str, str], confirmed: bool = True) -> tuple[Rule, ...]:
    return tuple(
        Rule(id=rule_id, clause=clause_of(rule_id), text_vi=text, basis=basis, confirmed=confirmed)
        for rule_id, text in rows
    )


_PAGE = _rules(
    _LAW,
    ("ND30-PL1-I.1", "Khổ giấy A4 (210 mm x 297 mm)."),
    (
        "ND30-PL1-I.2",
        "Trình bày theo chiều dài trang; chỉ xoay ngang khi có bảng biểu không tách thành phụ lục.",
    ),
    ("ND30-PL1-I.3", "Lề trên và dưới 20-25 mm, lề trái 30-35 mm, lề phải 15-20 mm."),
    ("ND30-PL1-I.4#1", "Phông chữ Times New Roman cho toàn văn bản, kể cả phụ lục."),
    ("ND30-PL1-I.4#2", "Bộ mã Unicode theo TCVN 6909:2001."),
    ("ND30-PL1-I.4#3", "Chữ màu đen."),
    ("ND30-PL1-I.5", "Cỡ chữ, kiểu chữ theo từng thành phần thể thức."),
    ("ND30-PL1-I.6", "Vị trí các thành phần theo sơ đồ bố trí."),
    ("ND30-PL1-I.7#1", "Số trang là chữ số Ả Rập, bắt đầu từ 1, cỡ 13-14, kiểu đứng."),
    ("ND30-PL1-I.7#2", "Số trang đặt canh giữa, trong phần lề trên."),
    ("ND30-PL1-I.7#3", "Không hiển thị số của trang thứ nhất."),
    ("ND30-PL1-I.7#4", "Phụ lục đánh số trang riêng."),
)

_NATION = _rules(
    _LAW,
    ("ND30-PL1-II.1.a#1", "Quốc hiệu: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM."),
    ("ND30-PL1-II.1.a#2", "Quốc hiệu in hoa, cỡ 12-13, đứng, đậm."),
    ("ND30-PL1-II.1.a#3", "Quốc hiệu ở trên cùng, bên phải, chỉ trên trang đầu."),
    ("ND30-PL1-II.1.b#1", "Tiêu ngữ: Độc lập - Tự do - Hạnh phúc, gạch nối có cách chữ hai bên."),
    ("ND30-PL1-II.1.b#2", "Tiêu ngữ in thường, cỡ 13-14, đứng, đậm, canh giữa dưới Quốc hiệu."),
    ("ND30-PL1-II.1.b#3", "Dưới Tiêu ngữ có đường kẻ ngang nét liền, dài bằng dòng chữ."),
    ("ND30-PL1-II.1.c", "Quốc hiệu và Tiêu ngữ cách nhau dòng đơn."),
) + _rules(_FORM, ("ND30-PL1-II.1#fit", "Quốc hiệu nằm trên một dòng."))

_ISSUER = (
    *_rules(
        _LAW,
        (
            "ND30-PL1-II.2.a#1",
            "Ghi đầy đủ tên chính thức của cơ quan, tổ chức hoặc chức danh nhà nước ban hành.",
        ),
        ("ND30-PL1-II.2.a#2", "Có cơ quan chủ quản trực tiếp thì ghi ở dòng trên."),
        ("ND30-PL1-II.2.a#3", "Cơ quan chủ quản ở địa phương ghi kèm tên đơn vị hành chính."),
        ("ND30-PL1-II.2.a#4", "Chỉ tên cơ quan chủ quản được viết tắt cụm từ thông dụng (UBND, HĐND)."),
    ),
    *_rules(
        _PRACTICE,
        (
            "ND30-PL1-II.2.a#5",
            "Chính phủ, bộ, cơ quan ngang bộ, HĐND và UBND các cấp không ghi cơ quan chủ quản.",
        ),
    ),
    *_rules(
        _LAW,
        ("ND30-PL1-II.2.b#1", "Tên cơ quan ban hành in hoa, cỡ 12-13, đứng, đậm, canh giữa."),
        ("ND30-PL1-II.2.b#2", "Dưới tên cơ quan có đường kẻ nét liền, dài 1/3 đến 1/2 dòng chữ, cân đối."),
        ("ND30-PL1-II.2.b#3", "Tên cơ quan chủ quản in hoa, cỡ 12-13, đứng, không đậm."),
        ("ND30-PL1-II.2.b#4", "Tên cơ quan cách dòng đơn, dài thì ngắt thành nhiều dòng."),
    ),
    *_rules(
        _PRACTICE,
        ("ND30-PL1-II.2#two", "Tên UBND tỉnh là một cơ quan trên hai dòng, cả hai dòng đậm."),
    ),
)

_REFERENCE = (
    *_rules(
        _LAW,
        ("ND30-PL1-II.3.a#1", "Số văn bản là số thứ tự trong một năm, ghi bằng chữ số Ả Rập."),
        ("ND30-PL1-II.3.a#2", "Hội đồng, ban, tổ dùng dấu của cơ quan thì có hệ thống số riêng."),
        ("ND30-PL1-II.3.b#1", "Văn bản có tên loại: số/chữ viết tắt tên loại-chữ viết tắt cơ quan."),
        (
            "ND30-PL1-II.3.b#2",
            "Công văn: số/chữ viết tắt cơ quan-chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực.",
        ),
        ("ND30-PL1-II.3.b#3", "Chữ viết tắt đơn vị, lĩnh vực do người đứng đầu quy định, ngắn gọn, dễ hiểu."),
        ("ND30-PL1-II.3.c#1", "Từ «Số» in thường, cỡ 13, đứng, có dấu hai chấm theo sau."),
        ("ND30-PL1-II.3.c#2", "Số nhỏ hơn 10 ghi thêm số 0 phía trước."),
        ("ND30-PL1-II.3.c#3", "Ký hiệu in hoa, cỡ 13, đứng (trừ QyĐ, CTr, TTr, TrS)."),
        ("ND30-PL1-II.3.c#4", "Dấu gạch chéo và gạch nối không có khoảng trống hai bên."),
        ("ND30-PL1-II.3.c#5", "Số, ký hiệu canh giữa dưới tên cơ quan ban hành."),
        ("ND30-PL1-II.3#13", "Cỡ chữ của số, ký hiệu đúng là 13."),
    ),
    *_rules(_FLAG, ("ND30-PL1-II.3#qppl", "Năm trong ký hiệu chỉ có ở văn bản quy phạm pháp luật.")),
)

_PLACE_AND_DATE = (
    *_rules(
        _LAW,
        ("ND30-PL1-II.4.a#1", "Cơ quan trung ương ghi tên tỉnh, thành phố nơi đóng trụ sở."),
        ("ND30-PL1-II.4.a#2", "Cơ quan địa phương ghi tên đơn vị hành chính nơi đóng trụ sở."),
        ("ND30-PL1-II.4.a#3", "Đơn vị mang tên người, chữ số, sự kiện thì ghi đầy đủ cả danh từ chung."),
        ("ND30-PL1-II.4.a#4", "Đơn vị công an, quân đội theo quy định riêng."),
        ("ND30-PL1-II.4.b#1", "Ghi đầy đủ ngày, tháng, năm bằng chữ số Ả Rập, kèm các từ ngày, tháng, năm."),
        ("ND30-PL1-II.4.b#2", "Ngày nhỏ hơn 10 và tháng 1, tháng 2 ghi thêm số 0; tháng 3 đến 9 thì không."),
        ("ND30-PL1-II.4.c#1", "Cùng dòng với số, ký hiệu; in thường, cỡ 13-14, nghiêng."),
        ("ND30-PL1-II.4.c#2", "Chữ cái đầu của địa danh viết hoa, sau địa danh có dấu phẩy."),
        ("ND30-PL1-II.4.c#3", "Canh giữa dưới Quốc hiệu và Tiêu ngữ."),
    ),
    *_rules(_FORM, ("ND30-PL1-II.4#bb", "Biên bản không có dòng địa danh và thời gian.")),
    *_rules(
        _FLAG,
        ("ND30-PL1-II.4#hue", "Huế: cả «Huế, ngày» và «Thành phố Huế, ngày» đều gặp."),
        confirmed=False,
    ),
)

_SUBJECT = (
    *_rules(
        _LAW,
        ("ND30-PL1-II.5.b#1", "Tên loại in hoa, cỡ 13-14, đứng, đậm, canh giữa."),
        ("ND30-PL1-II.5.b#2", "Trích yếu dưới tên loại in thường, cỡ 13-14, đứng, đậm, canh giữa."),
        ("ND30-PL1-II.5.b#3", "Dưới trích yếu có đường kẻ nét liền, dài 1/3 đến 1/2 dòng chữ."),
        ("ND30-PL1-II.5.b#4", "Công văn không ghi tên loại; trích yếu sau «V/v» in thường, cỡ 12-13, đứng."),
        ("ND30-PL1-II.5.b#5", "Trích yếu công văn canh giữa dưới số, ký hiệu, cách dòng 6 pt."),
    ),
    *_rules(
        _FORM, ("ND30-PL1-II.5.b#6", "Dưới trích yếu công văn không có đường kẻ, cuối không có dấu chấm.")
    ),
    *_rules(
        _PRACTICE, ("ND30-PL1-II.5#style", "Trích yếu là một cụm từ ngắn; sau «V/v» không viết hoa chữ đầu.")
    ),
    *_rules(_FORM, ("ND30-PL1-II.5#short", "Trích yếu ngắn gọn, không lặp lại «về việc» sau «V/v».")),
)

_BODY = (
    *_rules(
        _LAW,
        (
            "ND30-PL1-II.6.a#1",
            "Căn cứ ghi đủ tên loại, số, ký hiệu, cơ quan, ngày, trích yếu; luật chỉ ghi tên.",
        ),
        ("ND30-PL1-II.6.a#2", "Căn cứ in thường, nghiêng, cỡ 13-14, dưới tên loại và trích yếu."),
        ("ND30-PL1-II.6.a#3", "Mỗi căn cứ một dòng, cuối dòng dấu chấm phẩy, dòng cuối dấu chấm."),
    ),
    *_rules(
        _FORM, ("ND30-PL1-II.6.a#4", "Dòng cuối phần căn cứ là «Theo đề nghị của ...», cũng in nghiêng.")
    ),
    *_rules(
        _LAW,
        ("ND30-PL1-II.6.b#1", "Viện dẫn lần đầu ghi đủ tên loại, số, ký hiệu, ngày, cơ quan, trích yếu."),
        ("ND30-PL1-II.6.b#2", "Viện dẫn lần sau chỉ ghi tên loại và số, ký hiệu."),
    ),
    *_rules(
        _PRACTICE, ("ND30-PL1-II.6.b#3", "Viện dẫn viết theo mẫu: Nghị định số ... ngày ... của ... về ...")
    ),
    *_rules(
        _LAW,
        (
            "ND30-PL1-II.6.c",
            "Bố cục theo phần, chương, mục, tiểu mục, điều, khoản, điểm hoặc phần, mục, khoản, điểm.",
        ),
        ("ND30-PL1-II.6.d", "Phần, chương, mục, tiểu mục, điều phải có tiêu đề."),
        (
            "ND30-PL1-II.6.đ#1",
            "Phần, chương: số La Mã, dòng riêng, canh giữa, đậm; tiêu đề in hoa ngay dưới.",
        ),
        (
            "ND30-PL1-II.6.đ#2",
            "Mục, tiểu mục: số Ả Rập, dòng riêng, canh giữa, đậm; tiêu đề in hoa ngay dưới.",
        ),
        ("ND30-PL1-II.6.đ#3", "Điều: số Ả Rập và dấu chấm, in thường, đậm, lùi đầu dòng 1 hoặc 1,27 cm."),
        ("ND30-PL1-II.6.đ#4", "Khoản: số Ả Rập và dấu chấm, đứng; có tiêu đề thì dòng riêng, đậm."),
        ("ND30-PL1-II.6.đ#5", "Điểm: chữ cái tiếng Việt theo thứ tự và dấu đóng ngoặc đơn, đứng."),
        ("ND30-PL1-II.6.đ#6", "Bố cục phần, mục: mục đánh số La Mã, tiêu đề in hoa, đậm."),
        ("ND30-PL1-II.6.e#1", "Nội dung in thường, đứng, cỡ 13-14, canh đều hai lề."),
        ("ND30-PL1-II.6.e#2", "Đầu dòng lùi vào 1 cm hoặc 1,27 cm, thống nhất trong văn bản."),
        ("ND30-PL1-II.6.e#3", "Khoảng cách giữa các đoạn tối thiểu 6 pt."),
        ("ND30-PL1-II.6.e#4", "Khoảng cách dòng từ dòng đơn đến 1,5 dòng."),
    ),
    *_rules(
        _FORM,
        ("ND30-PL1-II.6.e#5", "Nội dung dùng một cỡ chữ thống nhất, 13 hoặc 14."),
        ("ND30-PL1-II.6.đ#7", "Các điểm theo đúng thứ tự a, b, c, d, đ, e, g ..., không bỏ chữ."),
        ("ND30-PL1-II.6.đ#8", "Các phần, chương, mục, điều, khoản theo đúng thứ tự, không bỏ số."),
        ("ND30-PL1-II.6#end", "Nội dung kết thúc bằng «./.»."),
        ("ND30-PL1-II.6#qd", "Quyết định: dòng thẩm quyền, căn cứ, dòng QUYẾT ĐỊNH: rồi đến các điều."),
    ),
)

_SIGNATURE = (
    *_rules(
        _LAW,
        ("ND30-PL1-II.7.b#1", "Ký thay mặt tập thể: TM. và tên tập thể hoặc cơ quan."),
        ("ND30-PL1-II.7.b#2", "Quyền cấp trưởng: Q. và chức vụ người đứng đầu."),
        ("ND30-PL1-II.7.b#3", "Ký thay: KT. và chức vụ người đứng đầu, dòng dưới là chức vụ cấp phó."),
        ("ND30-PL1-II.7.b#4", "Ký thừa lệnh: TL. và chức vụ người đứng đầu, dòng dưới là chức vụ người ký."),
        (
            "ND30-PL1-II.7.b#5",
            "Ký thừa ủy quyền: TUQ. và chức vụ người đứng đầu, dòng dưới là chức vụ người ký.",
        ),
        ("ND30-PL1-II.7.b#6", "Quyền hạn ghi có dấu chấm và một khoảng trống, không dùng dấu gạch chéo."),
        ("ND30-PL1-II.7.c#1", "Chỉ ghi chức vụ lãnh đạo chính thức do nhà nước quy định."),
        (
            "ND30-PL1-II.7.c#2",
            "Tổ chức tư vấn: ghi chức danh trong tổ chức, kèm chức vụ nếu được dùng dấu cơ quan.",
        ),
        (
            "ND30-PL1-II.7.c#3",
            "Ban chỉ đạo, hội đồng do lãnh đạo bộ đứng đầu: ghi cả chức vụ và tên cơ quan.",
        ),
        ("ND30-PL1-II.7.c#4", "Họ và tên đầy đủ, phía trước không ghi học hàm, học vị, danh hiệu."),
        (
            "ND30-PL1-II.7.d",
            "Hình ảnh chữ ký số: chữ ký màu xanh, định dạng png nền trong, giữa chức vụ và họ tên.",
        ),
        ("ND30-PL1-II.7.đ#1", "Quyền hạn, chức vụ in hoa, cỡ 13-14, đứng, đậm, canh giữa."),
        ("ND30-PL1-II.7.đ#2", "Họ và tên in thường, cỡ 13-14, đứng, đậm, canh giữa dưới chức vụ."),
        ("ND30-D13.2", "Cơ quan làm việc theo chế độ tập thể: cấp phó ký TM. tập thể, KT. người đứng đầu."),
        ("ND30-D13.4", "Người được ký thừa lệnh có thể giao cấp phó ký thay."),
        ("ND30-D13.6", "Văn bản giấy ký bằng mực xanh."),
    ),
    *_rules(
        _FORM,
        ("ND30-PL1-II.7#line", "Thứ tự: TM., rồi Q., KT., TL. hoặc TUQ., rồi chức vụ của chính người ký."),
    ),
    *_rules(
        _PRACTICE, ("ND30-PL1-II.7#keep", "Khối chữ ký đi cùng ít nhất hai dòng nội dung trên một trang.")
    ),
)

_SEAL = _rules(
    _LAW,
    ("ND30-PL1-II.8.a", "Hình ảnh dấu màu đỏ, đúng kích thước, trùm khoảng 1/3 chữ ký về bên trái."),
    ("ND30-PL1-II.8.b#1", "Văn bản kèm theo cùng tệp tin: chỉ ký số văn bản chính."),
    ("ND30-PL1-II.8.b#2", "Văn bản kèm theo khác tệp tin: ký số từng tệp, góc trên bên phải trang đầu."),
    (
        "ND30-PL1-II.8.b#3",
        "Ghi số, ký hiệu và thời gian ký: Times New Roman, in thường, đứng, cỡ 10, màu đen.",
    ),
    ("ND30-D33.1.b", "Văn bản giấy: dấu trùm khoảng 1/3 chữ ký về bên trái."),
    (
        "ND30-D33.1.c",
        "Phụ lục giấy: đóng dấu trên trang đầu, trùm một phần tên cơ quan hoặc tiêu đề phụ lục.",
    ),
    ("ND30-D33.1.đ", "Dấu giáp lai ở giữa mép phải, mỗi dấu tối đa 05 tờ."),
)

_RECIPIENTS = (
    *_rules(
        _LAW,
        (
            "ND30-PL1-II.9.b",
            "«Kính gửi» chỉ có ở công văn, tờ trình, báo cáo gửi cấp trên; nơi nhận ghi «Như trên».",
        ),
        ("ND30-PL1-II.9.c", "Các loại văn bản khác chỉ có «Nơi nhận»."),
        ("ND30-PL1-II.9.d#1", "«Kính gửi» và tên nơi nhận in thường, cỡ 13-14, đứng."),
        ("ND30-PL1-II.9.d#2", "Một nơi nhận thì ghi cùng dòng với «Kính gửi»."),
        (
            "ND30-PL1-II.9.d#3",
            "Hai nơi nhận trở lên: mỗi nơi một dòng, gạch đầu dòng, cuối dòng «;», dòng cuối «.».",
        ),
        ("ND30-PL1-II.9.d#4", "Các gạch đầu dòng thẳng hàng dưới dấu hai chấm."),
        ("ND30-PL1-II.9.d#5", "Từ «Nơi nhận:» dòng riêng, sát lề trái, cỡ 12, nghiêng, đậm."),
        ("ND30-PL1-II.9.d#6", "Danh sách nơi nhận cỡ 11, đứng, gạch đầu dòng sát lề trái, cuối dòng «;»."),
        (
            "ND30-PL1-II.9.d#7",
            "Dòng cuối: «- Lưu: VT, đơn vị soạn thảo», số bản lưu, kết thúc bằng dấu chấm.",
        ),
    ),
    *_rules(_FORM, ("ND30-PL1-II.9#sp", "Giữa đơn vị và số bản lưu có hay không có khoảng trống đều gặp.")),
)

_FIT = _rules(
    _FORM,
    ("DOCX-FIT.1", "Cột phải đủ rộng cho Quốc hiệu trên một dòng."),
    ("DOCX-FIT.2", "Tên cơ quan dài ngắt dòng chủ động trong cột trái."),
    ("DOCX-FIT.3", "Địa danh dài: dùng bộ cỡ nhỏ hoặc cho phần đầu vượt lề tối đa 5 mm mỗi bên."),
    ("DOCX-FIT.4", "Cột phải không hẹp hơn 90 mm và không hẹp hơn cột trái."),
    ("DOCX-FIT.5", "Ngắt tên cơ quan ở ranh giới cụm từ, không tách từ ghép."),
    ("DOCX-FIT.6", "Đường kẻ tính theo độ rộng thật của dòng chữ."),
)

_STYLES = _rules(
    _LAW,
    ("ND30-PL1-V.1a", "Quốc hiệu: in hoa, cỡ 12-13, đứng, đậm."),
    ("ND30-PL1-V.1b", "Tiêu ngữ: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.1c", "Đường kẻ dưới Tiêu ngữ: dài bằng dòng chữ."),
    ("ND30-PL1-V.2a", "Cơ quan chủ quản: in hoa, cỡ 12-13, đứng."),
    ("ND30-PL1-V.2b", "Cơ quan ban hành: in hoa, cỡ 12-13, đứng, đậm."),
    ("ND30-PL1-V.2c", "Đường kẻ dưới tên cơ quan: 1/3 đến 1/2 dòng chữ."),
    ("ND30-PL1-V.3", "Số, ký hiệu: cỡ 13, đứng."),
    ("ND30-PL1-V.4", "Địa danh và thời gian: in thường, cỡ 13-14, nghiêng."),
    ("ND30-PL1-V.5a1", "Tên loại: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.5a2", "Trích yếu: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.5a3", "Đường kẻ dưới trích yếu: 1/3 đến 1/2 dòng chữ."),
    ("ND30-PL1-V.5b", "Trích yếu công văn: in thường, cỡ 12-13, đứng."),
    ("ND30-PL1-V.6", "Nội dung: in thường, cỡ 13-14, đứng."),
    ("ND30-PL1-V.6a1", "Từ «Phần», «Chương» và số: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a2", "Tiêu đề phần, chương: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a3", "Từ «Mục» và số: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a4", "Tiêu đề mục: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a5", "Từ «Tiểu mục» và số: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a6", "Tiêu đề tiểu mục: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a7", "Điều: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6a8", "Khoản: in thường, cỡ 13-14, đứng."),
    ("ND30-PL1-V.6a9", "Điểm: in thường, cỡ 13-14, đứng."),
    ("ND30-PL1-V.6b1", "Từ «Phần» và số: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6b2", "Tiêu đề phần: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6b3", "Số và tiêu đề mục: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6b4", "Khoản có tiêu đề: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.6b5", "Khoản không có tiêu đề: in thường, cỡ 13-14, đứng."),
    ("ND30-PL1-V.6b6", "Điểm: in thường, cỡ 13-14, đứng."),
    ("ND30-PL1-V.7a", "Quyền hạn của người ký: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.7b", "Chức vụ của người ký: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.7c", "Họ và tên người ký: in thường, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.8a", "Kính gửi và nơi nhận: in thường, cỡ 13-14, đứng."),
    ("ND30-PL1-V.8b1", "Từ «Nơi nhận»: in thường, cỡ 12, nghiêng, đậm."),
    ("ND30-PL1-V.8b2", "Danh sách nơi nhận: in thường, cỡ 11, đứng."),
    ("ND30-PL1-V.9a", "Từ «Phụ lục» và số thứ tự: in thường, cỡ 14, đứng, đậm."),
    ("ND30-PL1-V.9b", "Tiêu đề phụ lục: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.10", "Dấu chỉ mức độ khẩn: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.11", "Ký hiệu người soạn thảo và số lượng bản: cỡ 11, đứng."),
    ("ND30-PL1-V.12", "Địa chỉ, thư điện tử, điện thoại: in thường, cỡ 11-12, đứng."),
    ("ND30-PL1-V.13", "Chỉ dẫn phạm vi lưu hành: in hoa, cỡ 13-14, đứng, đậm."),
    ("ND30-PL1-V.14", "Số trang: cỡ 13-14, đứng."),
    ("ND30-PL1-V.fn1", "Cỡ chữ Quốc hiệu, Tiêu ngữ, ngày tháng đi cùng bộ: 12/13/13 hoặc 13/14/14."),
)

_APPENDIX = (
    *_rules(
        _LAW,
        ("ND30-PL1-III.1.a#1", "Văn bản phải có chỉ dẫn về mọi phụ lục kèm theo."),
        ("ND30-PL1-III.1.a#2", "Hai phụ lục trở lên đánh số La Mã; một phụ lục không đánh số."),
        ("ND30-PL1-III.1.b#1", "Từ «Phụ lục» và số: dòng riêng, canh giữa, in thường, cỡ 14, đứng, đậm."),
        ("ND30-PL1-III.1.b#2", "Tiêu đề phụ lục: canh giữa, in hoa, cỡ 13-14, đứng, đậm."),
        ("ND30-PL1-III.1.c#1", "Dòng «Kèm theo ...»: canh giữa dưới tiêu đề, in thường, cỡ 13-14, nghiêng."),
        ("ND30-PL1-III.1.c#2", "Văn bản giấy: dòng «Kèm theo ...» ghi đầy đủ."),
        ("ND30-PL1-III.1.c#3", "Văn bản điện tử: để trống số và thời gian ở dòng «Kèm theo ...»."),
        ("ND30-PL1-III.1.d#1", "Phụ lục cùng tệp tin: chỉ ký số văn bản, không ký phụ lục."),
        ("ND30-PL1-III.1.d#2", "Phụ lục khác tệp tin: cơ quan ký số từng tệp."),
        (
            "ND30-PL1-III.1.d#3",
            "Chữ ký số của tệp phụ lục ở góc trên bên phải trang đầu, không hiển thị hình ảnh.",
        ),
        ("ND30-PL1-III.1.d#4", "Ghi số, ký hiệu và thời gian ký, cỡ 10, đứng, màu đen."),
        ("ND30-PL1-III.1.đ", "Số trang của phụ lục đánh riêng theo từng phụ lục."),
    ),
    *_rules(
        _FORM,
        ("ND30-PL3-M2.1#rule", "Dưới dòng «Kèm theo ...» của phụ lục giấy có đường kẻ ngắn."),
        ("ND30-PL3-M2.2#rule", "Dưới dòng «Kèm theo ...» của phụ lục điện tử có đường kẻ ngắn."),
        ("ND30-PL3-M2#end", "Nội dung phụ lục kết thúc bằng «./.», bảng biểu thì thường không."),
    ),
    *_rules(
        _LAW,
        ("ND30-PL3-M1.3", "Văn bản ban hành kèm theo quyết định có phần đầu riêng, không số, không ngày."),
    ),
)

_MARKS = _rules(
    _LAW,
    ("ND30-PL1-III.2.a", "Dấu độ mật và dấu thu hồi theo pháp luật bảo vệ bí mật nhà nước."),
    ("ND30-PL1-III.2.b#1", "Mức độ khẩn: hỏa tốc, thượng khẩn, khẩn."),
    ("ND30-PL1-III.2.b#2", "Khung HỎA TỐC 30x8 mm, THƯỢNG KHẨN 40x8 mm, KHẨN 20x8 mm; chữ đậm, màu đỏ tươi."),
    ("ND30-PL1-III.2.c", "XEM XONG TRẢ LẠI, LƯU HÀNH NỘI BỘ: khung đơn, in hoa, cỡ 13-14, đậm."),
    ("ND30-PL1-III.3", "Ký hiệu người soạn thảo in hoa và số lượng bản, cỡ 11, đứng."),
    ("ND30-PL1-III.4", "Địa chỉ cơ quan ở cuối trang đầu, cỡ 11-12, dưới đường kẻ hết chiều rộng."),
)

_COPIES = _rules(
    _LAW,
    ("ND30-PL1P2-I.2", "Bản sao điện tử: PDF từ 1.4, ảnh màu, từ 200 dpi, tỷ lệ 100%."),
    ("ND30-PL1P2-I.3", "Chữ ký số bản sao ở góc trên bên phải trang đầu: hình thức sao, cơ quan, thời gian."),
    (
        "ND30-PL1P2-II.1",
        "Bản sao giấy: hình thức sao, cơ quan, số, địa danh, thời gian, chữ ký, dấu, nơi nhận.",
    ),
    ("ND30-PL1P2-II.1.c", "Số bản sao là một hệ thống chung cho các hình thức sao trong năm."),
    ("ND30-PL1P2-II.2.a", "Phần sao nằm ngay dưới văn bản được sao, dưới đường kẻ hết chiều rộng."),
    ("ND30-PL1P2-II.2.b", "Hình thức sao in hoa, cỡ 13-14, đậm."),
    ("ND30-PL1P2-II.3", "Bố trí phần sao theo sơ đồ của bản sao giấy."),
)

_CODES = _rules(
    _LAW,
    ("ND30-D7", "Có 29 loại văn bản hành chính; công văn và thư công không có chữ viết tắt."),
    ("ND30-PL3-I", "Chữ viết tắt tên loại theo bảng, đúng chữ hoa, chữ thường."),
    ("ND30-PL2-III.1.a", "Danh từ chung chỉ đơn vị hành chính không viết hoa, tên riêng viết hoa."),
    ("ND30-PL2-III.1.b", "Đơn vị mang chữ số, tên người, sự kiện thì viết hoa cả danh từ chung."),
    ("ND30-PL2-III.1.c", "Viết: Thủ đô Hà Nội, Thành phố Hồ Chí Minh."),
    ("ND30-PL2-IV.1.a", "Tên cơ quan viết hoa chữ đầu của từ chỉ loại và từ chỉ chức năng, lĩnh vực."),
    ("ND30-PL2-V.6", "Tên loại văn bản cụ thể viết hoa chữ đầu."),
    ("ND30-PL2-V.7", "Viết hoa Phần, Chương, Mục, Tiểu mục, Điều khi viện dẫn; khoản, điểm viết thường."),
    ("ND30-PL2-V.8.c", "Ngày trong tuần, tháng bằng chữ: thứ Hai, tháng Năm."),
    ("ND30-D15.1", "Số và thời gian theo thứ tự trong năm, không trùng, giấy và điện tử như nhau."),
    ("ND30-D15.3", "Số và thời gian của văn bản điện tử do hệ thống cấp; dự thảo được để trống."),
    ("ND30-D8.2.e", "Văn bản phải có nội dung."),
)

_TEXT = (
    *_rules(
        _FLAG,
        ("TEXT-TONE", "Vị trí dấu thanh (hoà, hòa) không được quy định: không tự sửa."),
        ("TEXT-WRAP", "Đoạn văn không bị ngắt giữa câu do dán."),
        ("TEXT-PERIOD#due", "Kỳ số liệu chốt trước thời hạn gửi cuối cùng."),
        ("CAL-DUE", "Thời hạn không rơi vào ngày nghỉ."),
        ("ND30-D15.2", "Văn bản mật đăng ký theo hệ thống số riêng."),
        ("GEO-1", "Từ ngày 01/7/2025 có 34 đơn vị hành chính cấp tỉnh và không còn cấp huyện."),
        ("GEO-3", "Thừa Thiên Huế là thành phố Huế từ ngày 01/01/2025."),
        (
            "GEO-6",
            "Cơ quan, đơn vị hành chính không còn thì không là nơi gửi, nơi nhận; viện dẫn cũ vẫn đúng.",
        ),
        ("GEO-7", "Các bộ được sắp xếp lại từ ngày 01/3/2025."),
    ),
    *_rules(
        _FLAG,
        ("GEO-4", "Đồng Nai, Quảng Ninh, Bắc Ninh có nguồn ghi là thành phố từ năm 2026."),
        confirmed=False,
    ),
    *_rules(
        _FORM,
        ("GEO-6#party", "Nơi gửi, nơi nhận là cơ quan, đơn vị đang có vào ngày của văn bản."),
        ("ND30-PL3-I#cited", "Ký hiệu của văn bản viện dẫn khớp với tên loại của nó."),
        ("TEXT-UNUSED", "Thời hạn, kỳ số liệu, viện dẫn đã khai báo đều được dùng trong lời văn."),
        ("TEXT-WEEKDAY", "Thứ trong tuần khớp với ngày đi kèm."),
        ("TEXT-DEADLINE", "Thời hạn không trước ngày của văn bản."),
        ("TEXT-PERIOD", "Kỳ số liệu kết thúc sau khi bắt đầu, đúng năm của báo cáo."),
        ("CCHC-ND09", "Kỳ số liệu của báo cáo định kỳ theo Điều 12 Nghị định số 09/2019/NĐ-CP."),
    ),
    *_rules(
        _PRACTICE,
        ("TEXT-SPACE", "Giữa các từ một khoảng trống, trước dấu câu không có, sau dấu phẩy có một."),
        ("TEXT-HIDDEN", "Không để sót ký tự vô hình do dán."),
    ),
)

_PRACTICES = _rules(
    _PRACTICE,
    ("PRAC-1", "Dự thảo để trống số và ngày, tối thiểu 6 ký tự trống."),
    ("PRAC-2", "Dấu «./.» viết liền sau chữ cuối."),
    ("PRAC-3", "Chú thích mục đích trong nơi nhận đứng trước dấu chấm phẩy: (để b/c), (để thực hiện)."),
    ("PRAC-4", "Dòng lưu: Lưu: VT, đơn vị, chữ tắt người soạn thảo, số bản."),
    ("PRAC-5", "Chữ tắt người soạn thảo ngay sau đơn vị."),
    ("PRAC-6", "Nơi nhận cùng loại gộp một dòng: Các Bộ: Công an, Tư pháp."),
    ("PRAC-7", "Chữ DỰ THẢO phải bỏ trước khi cấp số."),
    ("PRAC-8", "Cơ quan nhắc lần đầu ghi đủ tên kèm «sau đây viết tắt là»."),
    ("PRAC-9", "Ngày viết ngắn trong căn cứ và nội dung."),
    ("PRAC-10", "Văn bản của Hà Nội hay viết «Thành phố Hà Nội»."),
    ("PRAC-11", "Chuỗi quyền hạn ký nhiều dòng."),
    ("PRAC-12", "Sau chức vụ người ký không ghi tên cơ quan."),
    ("PRAC-13", "Công văn mở đầu bằng «Thực hiện ...», kết bằng «Trân trọng./.»."),
    ("PRAC-14", "«trước ngày» không gồm ngày đó; «chậm nhất», «đến hết», «trong ngày» có gồm."),
    ("PRAC-15", "Chú thích chữ ký số: người ký, thư điện tử, cơ quan, thời gian."),
    ("PRAC-16", "Khoảng trống không ngắt trong «Điều 5», «ngày 05», «KT. CHỦ TỊCH»."),
    ("PRAC-17", "Từ trang thứ hai phần đầu trang chỉ có số trang."),
    ("PRAC-18", "Dấu cộng chi tiết cho dấu gạch đầu dòng đứng trước nó."),
)

_WORKBOOKS = (
    *_rules(
        _PRACTICE,
        ("XLSX-1", "Trang in A4, vừa một trang theo chiều ngang."),
        ("XLSX-2", "Lề in trong khoảng của văn bản."),
    ),
    *_rules(
        _LAW,
        ("XLSX-3", "Dòng đầu canh phải, cỡ 10, đứng, dành cho số, ký hiệu và thời gian ký."),
        ("XLSX-4", "Tiếp theo là «Phụ lục», tiêu đề, dòng «Kèm theo ...» và đường kẻ."),
        ("XLSX-5", "Times New Roman trong mọi ô, đầu trang, chân trang."),
        ("XLSX-6", "Chữ màu đen, không dùng màu chủ đề trong phần chính thức."),
        ("XLSX-7", "Số trang ở giữa đầu trang, ẩn ở trang đầu, đánh riêng."),
    ),
    *_rules(
        _PRACTICE,
        ("XLSX-8", "Nội dung cỡ 12-14, bảng rộng có thể 10-11."),
        ("XLSX-9", "Lặp lại dòng tiêu đề bảng, kẻ khung, có cột STT, ghi đơn vị tính."),
        ("XLSX-10", "Không gộp ô trong số liệu; số là số thật."),
        ("XLSX-11", "Mỗi phụ lục một trang tính mang tên phụ lục."),
        ("XLSX-12", "Chữ bắt đầu bằng =, +, -, @ lưu dạng chữ, không phải công thức."),
        ("XLSX-13", "Ngày là ngày thật, hiển thị ngày/tháng/năm."),
    ),
    *_rules(_LAW, ("XLSX-14", "Văn bản chính phải nhắc đến tệp phụ lục.")),
)

RULES = (
    *_PAGE,
    *_NATION,
    *_ISSUER,
    *_REFERENCE,
    *_PLACE_AND_DATE,
    *_SUBJECT,
    *_BODY,
    *_SIGNATURE,
    *_SEAL,
    *_RECIPIENTS,
    *_FIT,
    *_STYLES,
    *_APPENDIX,
    *_MARKS,
    *_COPIES,
    *_CODES,
    *_TEXT,
    *_PRACTICES,
    *_WORKBOOKS,
)
"""Every rule, in the order of the instrument; ids are stable and never used again for another rule."""
