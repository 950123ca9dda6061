"""The template of the letters, built with python-docx on the package of the stock template."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from benchmarks.letters.content import COLUMNS, Content

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


def docxtemplater_template() -> bytes:
    """In docxtemplater's language."""
    body = ["V/v {subject}", "Kính gửi:", *_looped("{#recipients}", "- {.}", "{/recipients}")]
    body += [*_looped("{#body}", "{.}", "{/body}"), "Nơi nhận:", *_looped("{#copies}", "- {.}", "{/copies}")]
    row = [f"{{{column}}}" for column in COLUMNS]
    row[0], row[-1] = f"{{#rows}}{row[0]}", f"{row[-1]}{{/rows}}"
    return _plain_braces(
        _built([*body, "{signatory}", "Phụ lục"], [HEADINGS, row]), "{number}", "{symbol}", "{subject}"
    )


def carbone_template() -> bytes:
    """In carbone's language: the next item of a list shows what repeats."""
    body = ["V/v {d.subject}", "Kính gửi:"]
    for name, before in (("recipients", "- "), ("body", ""), ("copies", "- ")):
        body += ["Nơi nhận:"] if name == "copies" else []
        body += [f"{before}{{d.{name}[i].text}}", f"{before}{{d.{name}[i+1].text}}"]
    rows = [[f"{{d.rows[{turn}].{column}}}" for column in COLUMNS] for turn in ("i", "i+1")]
    built = _built([*body, "{d.signatory}", "Phụ lục"], [HEADINGS, *rows])
    return _plain_braces(built, "{d.number}", "{d.symbol}", "{d.subject}")


def _looped(*lines: str) -> list[str]:
    return list(lines)


def _plain_braces(data: bytes, number: str, symbol: str, subject: str) -> bytes:
    """The tags that every template shares, in another language."""
    from congvan.opc import read_package

    package = read_package(data)
    changed = {}
    for name in package.names:
        if name.startswith(("word/document", "word/footer", "docProps/core")):
            text = package.read(name).decode()
            for mine, theirs in (("number", number), ("symbol", symbol), ("subject", subject)):
                text = text.replace(f"{{{{ {mine} }}}}", theirs)
            changed[name] = text.encode()
    return package.with_parts(changed)


def merge_template() -> bytes:
    """With merge fields, as Word's mail merge has them."""
    from congvan.opc import read_package

    body = [
        "V/v «subject»",
        "Kính gửi:",
        "«recipients»",
        "«body»",
        "Nơi nhận:",
        "«copies»",
        "«signatory»",
        "Phụ lục",
    ]
    row = [f"«row_{column}»" for column in COLUMNS]
    data = _plain_braces(_built(body, [HEADINGS, row]), "«number»", "«symbol»", "«subject»")
    package = read_package(data)
    changed = {}
    for name in package.names:
        if name.startswith(("word/document", "word/footer")):
            changed[name] = _FIELD.sub(_as_fields, package.read(name).decode()).encode()
        elif name == "docProps/core.xml":
            changed[name] = package.read(name).decode().replace("«subject»", "").encode()
    return package.with_parts(changed)


_FIELD = re.compile(r"<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t[^>]*>([^<]*«[^<]*)</w:t></w:r>")


def _as_fields(found: re.Match[str]) -> str:
    look, text = found.groups()
    pieces = []
    for place, piece in enumerate(re.split(r"«(\w+)»", text)):
        run = f'<w:r>{look}<w:t xml:space="preserve">{"«" + piece + "»" if place % 2 else piece}</w:t></w:r>'
        if place % 2:
            run = f'<w:fldSimple w:instr=" MERGEFIELD {piece} ">{run}</w:fldSimple>'
        pieces.append(run if piece else "")
    return "".join(pieces)


def from_scratch(content: Content) -> bytes:
    """The same letter written by python-docx, without a template's text."""
    document = docx.Document(str(STOCK))
    for paragraph in list(document.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    named = {"number": content.number, "symbol": content.symbol}
    head = [[text.replace("{{ ", "{").replace(" }}", "}").format(**named) for text in row] for row in HEAD]
    _add_table(document, head, columns=2)
    _written(document.add_paragraph(), f"V/v {content.subject}")
    _written(document.add_paragraph(), "Kính gửi:")
    for place, name in enumerate(content.recipients, start=1):
        _written(document.add_paragraph(), f"- {name}{'.' if place == len(content.recipients) else ';'}")
    for line in content.paragraphs:
        paragraph = document.add_paragraph()
        _written(paragraph, "")
        for piece in line:
            run = paragraph.add_run(piece.text)
            run.bold, run.italic = piece.bold or None, piece.italic or None
            run.font.name, run.font.size = "Times New Roman", Pt(14)
    for text in ("Nơi nhận:", *(f"- {copy}" for copy in content.copies), content.signatory, "Phụ lục"):
        _written(document.add_paragraph(), text)
    _add_table(document, [HEADINGS, *[list(row.values()) for row in content.rows]], columns=WIDTH)
    document.sections[0].footer.paragraphs[0].text = f"Số: {content.number}/{content.symbol}"
    document.core_properties.title = f"V/v {content.subject}"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
