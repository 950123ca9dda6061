"""Letters of invented offices and people, for tests of what is printed."""

from __future__ import annotations

from attrs import evolve

from congvan.model import (
    Appendix,
    Archive,
    Circulation,
    Column,
    ColumnKind,
    Contact,
    Dispatch,
    Drafter,
    Footnote,
    Issuer,
    Letterhead,
    Level,
    Link,
    Medium,
    Orientation,
    Paragraph,
    Recipient,
    Reference,
    Script,
    SendAs,
    Signatory,
    Table,
    Text,
    Total,
    Urgency,
)
from congvan.vietnamese.dates import DateParts

NOTE = Footnote(
    (
        Paragraph("Phân công nhập liệu:"),
        Paragraph(
            (Text("Văn phòng Sở:", bold=True), Text(" biểu mẫu 1, biểu mẫu 3;")), level=Level.DASH, marker="-"
        ),
        Paragraph("Các phòng còn lại: biểu mẫu 2.", level=Level.PLUS, marker="+"),
    )
)

REGISTRATION = Table(
    name="dang_ky",
    title="Biểu mẫu 1. Danh sách đăng ký tập huấn",
    unit="buổi",
    columns=(
        Column(title="STT", kind=ColumnKind.STT),
        Column(title="Họ và tên", key="ho_ten"),
        Column(title="Ngày sinh", key="ngay_sinh", kind=ColumnKind.DATE),
        Column(title="Đơn vị công tác", key="don_vi"),
        Column(
            title="Số buổi",
            columns=(
                Column(title="Sáng", key="sang", kind=ColumnKind.INTEGER),
                Column(title="Chiều", key="chieu", kind=ColumnKind.INTEGER),
                Column(title="Cộng", key="cong", kind=ColumnKind.FORMULA, formula="sang + chieu"),
            ),
        ),
        Column(title="Kinh phí", key="kinh_phi", kind=ColumnKind.DECIMAL, unit="nghìn đồng"),
    ),
    rows=(),
    blank_rows=4,
    total=Total(label="Tổng cộng", under="ho_ten", columns=("sang", "chieu", "cong", "kinh_phi")),
)


def paragraphs() -> tuple[Paragraph, ...]:
    """A body with every level a công văn uses."""
    plan = "Thực hiện Kế hoạch số 14/KH-UBND ngày 15 tháng 01 năm 2027 của UBND tỉnh về chuyển đổi số, "
    return (
        Paragraph(f"{plan}Sở Nội vụ đề nghị các cơ quan, đơn vị phối hợp thực hiện một số nội dung như sau:"),
        Paragraph("Về nội dung đăng ký", level=Level.CLAUSE, marker="1.", heading=True),
        Paragraph(
            (Text("Mỗi cơ quan lập một danh sách theo Phụ lục"), NOTE, Text(" gửi kèm, gồm:")),
            level=Level.POINT,
            marker="a)",
        ),
        Paragraph("Số liệu tính từ ngày 15/12/2026 đến ngày 14/3/2027;", level=Level.DASH, marker="-"),
        Paragraph("Phần của từng phòng, ban chuyên môn.", level=Level.PLUS, marker="+"),
        Paragraph(
            (
                Text("Danh sách gửi về Sở Nội vụ chậm nhất trong ngày "),
                Text("15/4/2027", bold=True),
                Text(" (thứ Năm), đồng thời cập nhật tại "),
                Link("https://taphuan.lamgiang.example/dang-ky"),
                Text("; diện tích phòng học tối thiểu 60 m"),
                Text("2", script=Script.SUPERSCRIPT),
                Text("."),
            ),
            level=Level.POINT,
            marker="b)",
        ),
        Paragraph("Tổ chức thực hiện", level=Level.CLAUSE, marker="2.", heading=True),
        Paragraph(
            "Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện bảo đảm tiến độ. Trong quá trình "
            "thực hiện nếu có vướng mắc, kịp thời phản ánh về Sở Nội vụ để được hướng dẫn, giải quyết./."
        ),
    )


def plain_letter(**changes: object) -> Dispatch:
    """A công văn of a sở with two addressees; `changes` replace its fields."""
    fields: dict[str, object] = {
        "issuer": Issuer("Sở Nội vụ", "UBND tỉnh Lam Giang", place="Lam Giang"),
        "reference": Reference("SNV-CCHC&VTLT"),
        "date": DateParts(2027, 3),
        "subject": "đăng ký nhu cầu tập huấn kỹ năng số năm 2027",
        "recipients": (
            Recipient("Văn phòng UBND tỉnh"),
            Recipient("Các Sở", ("Tư pháp", "Tài chính", "Khoa học và Công nghệ", "Xây dựng")),
        ),
        "body": paragraphs(),
        "signatory": Signatory(
            authority=("KT. Giám đốc",), position="Phó Giám đốc", name="Phan Thị Thu Nguyệt"
        ),
        "copies_to": ("Như trên", "UBND tỉnh (để b/c)", "Các phòng: CCVC, TCBC (để thực hiện)"),
        "archive": Archive(units=("VT", "P.CCHC"), copies=3),
    }
    return Dispatch(**(fields | changes))  # type: ignore[arg-type]


def full_letter() -> Dispatch:
    """A letter that carries every mark, a table in its body and appendices of every kind."""
    costs = Table(
        columns=(
            Column(title="STT", kind=ColumnKind.STT),
            Column(title="Nội dung chi", key="noi_dung"),
            Column(title="Số tiền", key="so_tien", kind=ColumnKind.DECIMAL, unit="đồng"),
        ),
        rows=((None, "Thuê giảng viên", 12_500_000), (None, "In tài liệu", 3_250_000)),
        total=Total(columns=("so_tien",)),
    )
    return plain_letter(
        urgency=Urgency.IMMEDIATE,
        circulation=Circulation.INTERNAL,
        drafter=Drafter("pl", 300),
        draft="DỰ THẢO LẦN 2",
        contact=Contact(
            address="Số 12 đường Trần Quang Diệu, phường Bình Minh, tỉnh Lam Giang",
            phone="0239.385.0000",
            email="sonoivu@lamgiang.example",
            website="https://sonoivu.lamgiang.example",
        ),
        body=(*paragraphs()[:-1], costs, paragraphs()[-1]),
        appendices=(
            Appendix(
                name="dang_ky",
                title="Danh sách đăng ký nhu cầu tập huấn kỹ năng số của cán bộ, công chức năm 2027",
                tables=REGISTRATION,
                send_as=SendAs.BOTH,
                orientation=Orientation.LANDSCAPE,
            ),
            Appendix(
                title="Tổng hợp kết quả", tables=evolve(REGISTRATION, name=None), send_as=SendAs.WORKBOOK
            ),
            Appendix(
                title="Báo cáo kết quả thực hiện",
                blocks=paragraphs()[1:4],
                letterhead=Letterhead(parent="UBND tỉnh Lam Giang", place="Lam Giang", date=DateParts(2027)),
            ),
        ),
    )


def joint_letter() -> Dispatch:
    """A letter that two offices issue and sign together, on paper."""
    return plain_letter(
        issuer=(
            Issuer("Sở Nội vụ", "UBND tỉnh Lam Giang", place="Lam Giang"),
            Issuer("Sở Tài chính", "UBND tỉnh Lam Giang"),
        ),
        reference=Reference("SNV-STC", 5),
        date=DateParts(2027, 2, 3),
        medium=Medium.PAPER,
        recipients=Recipient("Ủy ban nhân dân các xã, phường"),
        signatory=(
            Signatory(authority=("KT. Giám đốc Sở Tài chính",), position="Phó Giám đốc", name="Lê Văn Mẫu"),
            Signatory(position="Giám đốc Sở Nội vụ", name="Nguyễn Thị Ví Dụ"),
        ),
    )
