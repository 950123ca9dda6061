"""One word per term: the English field and its Vietnamese synonym (bảng thuật ngữ)."""

from __future__ import annotations

from attrs import frozen


@frozen
class Term:
    """One term: the class that owns it, its English name, its exact Vietnamese key, its meaning."""

    owner: str
    name: str
    key: str
    meaning: str


def _terms(owner: str, *rows: tuple[str, str, str]) -> tuple[Term, ...]:
    return tuple(Term(owner, *row) for row in rows)


TERMS: tuple[Term, ...] = (
    *_terms(
        "Dispatch",
        ("type", "Loại", "tên loại văn bản; mặc định là công văn"),
        ("issuer", "Cơ quan ban hành", "cơ quan ban hành; một hoặc nhiều cơ quan (liên tịch)"),
        ("reference", "Số, ký hiệu", "số và ký hiệu; bỏ trống số khi chưa phát hành"),
        ("date", "Ngày", "ngày ban hành; có thể chưa ghi ngày, tháng"),
        ("subject", "Trích yếu", "trích yếu nội dung, không kèm «V/v»"),
        ("recipients", "Kính gửi", "cơ quan nhận"),
        ("bases", "Căn cứ", "căn cứ ban hành"),
        ("body", "Nội dung", "nội dung văn bản"),
        ("deadlines", "Thời hạn", "các thời hạn, gọi trong lời văn theo tên"),
        ("periods", "Kỳ số liệu", "các kỳ số liệu, gọi trong lời văn theo tên"),
        ("citations", "Viện dẫn", "các văn bản được viện dẫn, gọi theo tên"),
        ("signatory", "Người ký", "người ký; một hoặc nhiều người"),
        ("copies_to", "Nơi nhận", "các dòng Nơi nhận, trừ dòng Lưu"),
        ("archive", "Lưu", "nơi lưu bản gốc"),
        ("appendices", "Phụ lục", "các phụ lục, đánh số theo thứ tự"),
        ("units", "Đơn vị", "các đơn vị điền biểu mẫu; ghi tại chỗ hoặc nêu tên một bảng tính"),
        ("assignments", "Phân công", "đơn vị nào cung cấp biểu mẫu nào"),
        ("medium", "Hình thức", "điện tử hoặc giấy"),
        ("urgency", "Độ khẩn", "khẩn, thượng khẩn hoặc hỏa tốc"),
        ("secrecy", "Độ mật", "mật, tối mật hoặc tuyệt mật"),
        ("circulation", "Lưu hành", "chỉ dẫn phạm vi lưu hành"),
        ("drafter", "Người soạn thảo", "ký hiệu người soạn thảo và số lượng bản"),
        ("contact", "Địa chỉ liên hệ", "địa chỉ cơ quan ở chân trang đầu"),
        ("draft", "Dự thảo", "chữ đánh dấu bản dự thảo"),
        ("one_workbook", "Chung một bảng tính", "mọi phụ lục là bảng tính vào chung một tệp"),
    ),
    *_terms(
        "Source",
        ("format", "Định dạng", "phiên bản định dạng của tệp nguồn"),
        ("values", "Giá trị", "các giá trị thay vào chỗ {{ }}"),
        ("template", "Mẫu", "tệp mẫu Word của cơ quan"),
    ),
    *_terms(
        "Issuer",
        ("name", "Tên", "tên đầy đủ"),
        ("parent", "Cơ quan chủ quản", "cơ quan chủ quản trực tiếp"),
        ("place", "Địa danh", "địa danh ghi trước ngày"),
    ),
    *_terms(
        "Recipient",
        ("name", "Tên", "tên cơ quan hoặc nhóm cơ quan"),
        ("members", "Gồm", "các cơ quan trong nhóm"),
    ),
    *_terms("CopyTo", ("name", "Tên", "nơi nhận"), ("purpose", "Mục đích", "mục đích gửi, in trong ngoặc")),
    *_terms(
        "Archive",
        ("units", "Đơn vị", "các đơn vị lưu"),
        ("drafter", "Người soạn thảo", "ký hiệu người soạn thảo"),
        ("copies", "Số bản", "số lượng bản lưu"),
    ),
    *_terms(
        "Drafter",
        ("code", "Ký hiệu", "ký hiệu người soạn thảo"),
        ("copies", "Số bản", "số lượng bản phát hành"),
    ),
    *_terms(
        "Contact",
        ("address", "Địa chỉ", "địa chỉ trụ sở"),
        ("phone", "Điện thoại", "số điện thoại"),
        ("fax", "Fax", "số fax"),
        ("email", "Thư điện tử", "địa chỉ thư điện tử"),
        ("website", "Trang thông tin", "trang thông tin điện tử"),
    ),
    *_terms(
        "Signatory",
        ("authority", "Quyền hạn", "quyền hạn ký: TM., KT., TL., TUQ., Q.; để trống khi người đứng đầu ký"),
        ("position", "Chức vụ", "chức vụ của người ký"),
        ("name", "Họ và tên", "họ và tên người ký"),
    ),
    *_terms(
        "Deadline",
        ("date", "Ngày", "ngày hết hạn"),
        ("time", "Giờ", "giờ hết hạn, đến 24:00"),
        ("wording", "Cách nói", "trước, chậm nhất, đến hết hoặc trong ngày"),
        ("owed_by", "Bên thực hiện", "cơ quan phải thực hiện"),
        ("what", "Việc", "việc phải thực hiện"),
    ),
    *_terms(
        "Period",
        ("start", "Từ ngày", "ngày đầu kỳ"),
        ("end", "Đến ngày", "ngày cuối kỳ"),
        ("report", "Báo cáo", "tên kỳ báo cáo: quý I, 6 tháng, quý III, năm"),
        ("year", "Năm", "năm của kỳ báo cáo"),
        ("due", "Hạn gửi", "hạn gửi báo cáo"),
    ),
    *_terms(
        "Citation",
        ("type", "Loại", "tên loại văn bản được viện dẫn"),
        ("reference", "Số, ký hiệu", "số, ký hiệu như in trên văn bản đó"),
        ("date", "Ngày", "ngày ban hành văn bản đó"),
        ("issuer", "Cơ quan ban hành", "cơ quan ban hành văn bản đó"),
        ("subject", "Trích yếu", "trích yếu của văn bản đó"),
    ),
    *_terms(
        "Appendix",
        ("name", "Tên gọi", "tên để nhắc tới trong tệp nguồn"),
        ("title", "Tiêu đề", "tiêu đề phụ lục"),
        ("blocks", "Nội dung", "lời văn của phụ lục"),
        ("tables", "Biểu mẫu", "một hoặc nhiều bảng"),
        ("file", "Tệp", "tệp có sẵn gửi nguyên trạng"),
        ("send_as", "Gửi dưới dạng", "trong văn bản, bảng tính, văn bản riêng hoặc cả hai"),
        ("orientation", "Hướng giấy", "dọc hoặc ngang"),
        ("link_line", "Dòng kèm theo", "có in dòng (Kèm theo …) hay không"),
        ("letterhead", "Tiêu đề biểu mẫu", "phần đầu của biểu mẫu do nơi nhận điền"),
    ),
    *_terms(
        "Letterhead",
        ("parent", "Cơ quan chủ quản", "dòng trên tên cơ quan"),
        ("name", "Tên", "tên cơ quan; bỏ trống để in dòng chấm"),
        ("place", "Địa danh", "địa danh"),
        ("date", "Ngày", "ngày, có thể bỏ trống ngày và tháng"),
    ),
    *_terms(
        "Table",
        ("columns", "Cột", "các cột"),
        ("rows", "Hàng", "các hàng"),
        ("name", "Tên gọi", "tên để nhắc tới trong tệp nguồn"),
        ("title", "Tiêu đề", "tên biểu"),
        ("unit", "Đơn vị tính", "đơn vị tính chung của biểu"),
        ("blank_rows", "Hàng trống", "số hàng để trống"),
        ("total", "Tổng", "dòng tổng"),
        ("column_numbers", "Đánh số cột", "có in dòng số cột (1) (2) (3=1+2) dưới tiêu đề hay không"),
        ("groups", "Nhóm hàng", "các nhóm hàng, mỗi nhóm có dòng riêng cộng các hàng của nó; thay cho Hàng"),
        ("restarts", "Đánh lại số thứ tự", "mỗi nhóm đánh số từ 1 (mặc định) hay đánh số liền cả bảng"),
    ),
    *_terms(
        "Group",
        ("title", "Tiêu đề", "tên nhóm"),
        ("rows", "Hàng", "các hàng của nhóm"),
        ("groups", "Nhóm hàng", "các nhóm nhỏ trong nhóm, thay cho Hàng"),
    ),
    *_terms(
        "Column",
        ("title", "Tiêu đề", "tiêu đề cột"),
        ("key", "Khóa", "tên cột trong hàng và trong tổng"),
        ("kind", "Kiểu", "stt, chữ, số nguyên, số thập phân, ngày, lựa chọn hoặc công thức"),
        ("unit", "Đơn vị tính", "đơn vị tính của cột"),
        ("width", "Độ rộng", "độ rộng, milimét"),
        ("required", "Bắt buộc", "ô phải có số liệu"),
        ("choices", "Lựa chọn", "các giá trị được chọn"),
        ("min", "Nhỏ nhất", "số hoặc ngày nhỏ nhất được nhập"),
        ("max", "Lớn nhất", "số hoặc ngày lớn nhất được nhập"),
        ("formula", "Công thức", "phép tính trên các cột khác"),
        ("columns", "Cột con", "các cột dưới một tiêu đề chung"),
    ),
    *_terms(
        "Unit",
        ("code", "Mã", "mã ngắn, riêng của đơn vị"),
        ("name", "Tên", "tên đơn vị"),
        ("group", "Nhóm", "nhóm đơn vị, để phân công cho cả nhóm"),
    ),
    *_terms(
        "Assignment",
        ("unit", "Đơn vị", "mã đơn vị hoặc tên nhóm"),
        ("division", "Bộ phận", "phòng, ban trong đơn vị"),
        ("form", "Biểu mẫu", "tên gọi của bảng trong phụ lục"),
        ("rows", "Hàng", "số thứ tự các hàng: 5, 7 hoặc 1-3; bỏ trống là tất cả"),
        ("columns", "Cột", "khóa các cột; bỏ trống là tất cả"),
        ("role", "Vai trò", "chủ trì hoặc phối hợp"),
        (
            "except",
            "Trừ",
            "các đơn vị, nhóm mà phần của họ được trừ ra; đơn vị của nhóm được giao thì không phải điền",
        ),
        ("what", "Nội dung", "phần việc, nói bằng lời"),
        ("note", "Ghi chú", "lời thêm vào phân công"),
    ),
    *_terms(
        "Paragraph",
        ("level", "Cấp", "phần, chương, mục, điều, khoản, điểm, gạch đầu dòng … hoặc đoạn văn"),
        ("marker", "Đầu dòng", "ký hiệu đầu dòng như được gõ: 1., a), -"),
        ("text", "Lời", "lời văn của đoạn hoặc của ô"),
        ("heading", "Đề mục", "có phải đề mục hay không"),
    ),
    *_terms(
        "Total",
        ("label", "Nhãn", "chữ của dòng tổng"),
        ("under", "Dưới cột", "cột ghi nhãn"),
        ("columns", "Các cột", "các cột được cộng"),
    ),
)
"""Every term, in the order of the model."""


def terms_of(owner: str) -> tuple[Term, ...]:
    """The terms of one class of the model, in its order; empty for an unknown class."""
    return tuple(term for term in TERMS if term.owner == owner)


def vietnamese_key(owner: str, name: str) -> str:
    """The Vietnamese key of a field; the English name when it has none."""
    return next((term.key for term in TERMS if (term.owner, term.name) == (owner, name)), name)
