"""What the letters say: invented people and agencies, the shape of real dispatches."""

from __future__ import annotations

from attrs import frozen

SENTENCES = (
    "Thực hiện kế hoạch công tác năm, Sở Nội vụ đề nghị các cơ quan, đơn vị phối hợp rà soát số liệu",
    "đối chiếu danh sách đã gửi với hồ sơ lưu tại đơn vị, bổ sung những trường hợp còn thiếu",
    "báo cáo rõ số lớp đã mở, số học viên hoàn thành và những khó khăn khi tổ chức",
    "kinh phí thực hiện lấy từ nguồn chi thường xuyên được giao, không phát sinh thêm",
    "số liệu chưa khớp (chênh lệch < 5%) thì ghi rõ lý do trong cột ghi chú",
)
LABELS = ("Về nội dung:", "Thời gian thực hiện:", "Lưu ý:", "Phòng CCHC & VTLT:")


@frozen
class Piece:
    """Some text of a paragraph and its look."""

    text: str
    bold: bool = False
    italic: bool = False


@frozen
class Content:
    """Everything a letter says, as the script that makes it has it in hand."""

    number: str
    symbol: str
    subject: str
    recipients: tuple[str, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    copies: tuple[str, ...]
    signatory: str
    rows: tuple[dict[str, str], ...]

    @property
    def texts(self) -> list[str]:
        """The text of each paragraph."""
        return ["".join(piece.text for piece in paragraph) for paragraph in self.paragraphs]


COLUMNS = ("stt", "ten", "don_vi", "buoi", "sang", "chieu", "ghi_chu")


def _paragraph(number: int) -> tuple[Piece, ...]:
    text = f"{SENTENCES[number % 5]}; {SENTENCES[(number + 2) % 5]}."
    if number % 5 == 4:
        return (Piece(text),)
    label = Piece(f"{number + 1}. {LABELS[number % 4]} ", bold=True)
    if number % 3:
        return (label, Piece(text))
    return (label, Piece(text), Piece(f" (hạn cuối 15/{number % 9 + 1}/2027)", italic=True))


def _row(number: int) -> dict[str, str]:
    values = (
        str(number),
        f"Nguyễn Thị Mẫu {number}",
        f"Phòng Tổng hợp số {number % 7 + 1}",
        "Tập huấn kỹ năng số",
        str(number * 3 % 40),
        str(number * 5 % 30),
        "Đã đăng ký" if number % 4 else "Chờ xác nhận, R&D",
    )
    return dict(zip(COLUMNS, values, strict=True))


def content(*, paragraphs: int, rows: int) -> Content:
    """A letter of so many paragraphs, with a table of so many rows."""
    return Content(
        number="412",
        symbol="SNV-CCHC&VTLT",
        subject="đăng ký nhu cầu tập huấn kỹ năng số năm 2027",
        recipients=("Văn phòng UBND tỉnh", "Sở Tài chính", "Sở Khoa học và Công nghệ", "UBND các xã, phường"),
        paragraphs=tuple(_paragraph(number) for number in range(paragraphs)),
        copies=("Như trên", "UBND tỉnh (để b/c)", "Lưu: VT, P.CCHC&VTLT."),
        signatory="Trần Văn Thử",
        rows=tuple(_row(number + 1) for number in range(rows)),
    )
