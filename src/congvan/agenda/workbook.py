"""Deadlines as a workbook: due date, who owes what to whom, working days left (bảng theo dõi)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from congvan.agenda.due import Due
from congvan.excel.stock.packing import packed
from congvan.opc import stamp
from congvan.standard import ND30

_COLUMNS = (
    ("STT", 6),
    ("Hạn cuối", 13),
    ("Giờ", 9),
    ("Bên thực hiện", 34),
    ("Việc phải làm", 44),
    ("Gửi về", 26),
    ("Số, ký hiệu", 18),
    ("Trích yếu", 44),
    ("Còn (ngày làm việc)", 13),
    ("Tệp", 24),
)
_FIXED = datetime(1980, 1, 1)
_FONT = Font(name=ND30.font, size=12)
_BOLD = Font(name=ND30.font, size=12, bold=True)
_A4 = 9


def as_workbook(due: Iterable[Due], *, today: date) -> bytes:
    """The deadlines, the next one first; days left are counted from `today`, negative when past."""
    book = Workbook()
    # openpyxl has no public way to change the font of cells without a look of their own: Calibri.
    inner = cast(Any, book)
    inner._fonts[0] = inner._named_styles["Normal"].font = _FONT
    sheet = book.worksheets[0]
    sheet.title = "Thời hạn"
    _write_headings(sheet)
    for line, item in enumerate(in_order(due), start=2):
        for column, value in enumerate(_cells(line - 1, item, today), start=1):
            _put(sheet.cell(line, column), value)
    _set_page(sheet)
    book.properties = DocumentProperties(creator="congvan", created=_FIXED, modified=_FIXED)
    return stamp(packed(_saved(book), {}, ND30.font), {})


def in_order(due: Iterable[Due]) -> list[Due]:
    """Deadlines by day and hour, a whole day after its hours."""
    return sorted(due, key=lambda item: (item.day, item.clock or "~", item.file, item.name))


def _write_headings(sheet: Worksheet) -> None:
    for column, (title, width) in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(1, column, title)
        cell.font = _BOLD
        cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _put(cell: Any, value: object) -> None:
    cell.value = value
    cell.font = _FONT
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, str):
        # A subject that begins with = is text, and stays it.
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _set_page(sheet: Worksheet) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _saved(book: Workbook) -> bytes:
    # Workbook.save would write the time of saving, and other bytes every time.
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return held.getvalue()


def _cells(number: int, item: Due, today: date) -> tuple[object, ...]:
    left = item.working_days_left(today)
    facts = (item.owed_by, item.what, item.owed_to, item.reference, item.subject)
    return number, item.day, item.clock, *facts, left, item.file
