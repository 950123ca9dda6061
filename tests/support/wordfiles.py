"""Small Word templates made by python-docx, and what a rendered file says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from functools import cache

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from congvan.opc import read_package

_STYLES = re.compile(
    r"(?:Normal|heading [1-3]|Title|header|footer)(?: Char)?"
    r"|List (?:Bullet|Number|Paragraph)|Table Grid|Normal Table|Default Paragraph Font|No List",
    re.IGNORECASE,
)


@cache
def _empty() -> bytes:
    """An empty document with a few styles: to read the 164 of python-docx takes longer than all else."""
    document = docx.Document()
    # python-docx leaves out an attribute that the schema asks for.
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
    styles = document.styles.element
    for style in list(styles.iterchildren(qn("w:style"))):
        if not _STYLES.fullmatch(style.find(qn("w:name")).get(qn("w:val"))):
            styles.remove(style)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def built(build: Callable[[Document], None]) -> bytes:
    """The file that `build` makes of an empty document."""
    document = docx.Document(io.BytesIO(_empty()))
    build(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def letter(
    *paragraphs: str, header: str = "", footer: str = "", table: Sequence[Sequence[str]] = ()
) -> bytes:
    """A document of plain paragraphs, then a table, with a header and a footer."""

    def build(document: Document) -> None:
        for text in paragraphs:
            document.add_paragraph(text)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        if footer:
            document.sections[0].footer.paragraphs[0].text = footer
        if table:
            grid = document.add_table(rows=0, cols=len(table[0]))
            for row in table:
                for cell, text in zip(grid.add_row().cells, row, strict=True):
                    cell.text = text

    return built(build)


def texts(data: bytes) -> list[str]:
    """The text of each paragraph of the body outside tables, as python-docx reads it."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def cells(data: bytes) -> list[list[str]]:
    """The text of each cell of the first table, row by row."""
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows]


def part(data: bytes, name: str) -> str:
    """The markup of a part."""
    return read_package(data).read(name).decode()


def sections(data: bytes) -> list[str]:
    """The markup of each section's properties, in order."""
    return re.findall(r"<w:sectPr.*?</w:sectPr>", part(data, "word/document.xml"))


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with the markup of a part changed."""
    package = read_package(data)
    return package.with_parts({name: change(package.read(name).decode()).encode()})


def a4(document: Document) -> None:
    """Make it a letter on A4 that lets appendices follow, with a footer on its first page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    section.first_page_footer.paragraphs[0].text = "Địa chỉ cơ quan"
    section.header.paragraphs[0].text = "số trang"
    document.add_paragraph("Văn bản")
    document.add_paragraph("{{p appendices }}")
