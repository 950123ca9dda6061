"""The template of the letters, built with python-docx on the package of the stock template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from benchmarks.letters.content import COLUMNS

STOCK = Path(__file__).parents[2] / "templates" / "cong-van.docx"
WIDTH = 7


def _written(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """A line as offices format theirs: by hand, every run with its font and size."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(6), Pt(0)
    form.line_spacing = Pt(18)
    form.first_line_indent = Mm(10)
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.name, run.font.size = "Times New Roman", Pt(14)


def _in_cell(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(3)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.name, run.font.size = "Times New Roman", Pt(12)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


HEAD = (
    ("UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: {{ number }}/{{ symbol }}", "Mẫu, ngày 09 tháng 3 năm 2027"),
)


def _built(body: list[str], cells: list[list[str]]) -> bytes:
    document = docx.Document(str(STOCK))
    for paragraph in list(document.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    _add_table(document, HEAD, columns=2)
    for text in body:
        _written(document.add_paragraph(), text)
    _add_table(document, cells, columns=WIDTH)
    section = document.sections[0]
    section.first_page_header.paragraphs[0].text = "Bản lưu hành nội bộ"
    section.first_page_footer.paragraphs[0].text = "Địa chỉ: số 1 đường Mẫu"
    section.footer.paragraphs[0].text = "Số: {{ number }}/{{ symbol }}"
    document.core_properties.title = "V/v {{ subject }}"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _add_table(document: Document, cells: Sequence[Sequence[str]], *, columns: int) -> None:
    table = document.add_table(rows=0, cols=columns)
    for number, texts in enumerate(cells):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            _in_cell(cell, text, bold=number == 0)


def _padded(text: str) -> list[str]:
    return [text, *[""] * (WIDTH - 1)]


HEADINGS = ["STT", "Họ và tên", "Đơn vị", "Lớp", "Sáng", "Chiều", "Ghi chú"]


def jinja_template() -> bytes:
    """In docxtpl's language: for docxtpl, rust-docxtpl and congvan."""
    body = [
        "V/v {{ subject }}",
        "Kính gửi:",
        "{%p for name in recipients %}",
        "- {{ name }}{% if loop.last %}.{% else %};{% endif %}",
        "{%p endfor %}",
        "{%p for line in body %}",
        "{{r line }}",
        "{%p endfor %}",
        "Nơi nhận:",
        "{%p for copy in copies %}",
        "- {{ copy }}",
        "{%p endfor %}",
        "{{ signatory }}",
        "Phụ lục",
    ]
    row = [f"{{{{ row.{column} }}}}" for column in COLUMNS]
    return _built(body, [HEADINGS, _padded("{%tr for row in rows %}"), row, _padded("{%tr endfor %}")])
