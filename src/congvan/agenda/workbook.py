"""Deadlines as a workbook: due date, who owes what to whom, working days left (bảng theo dõi)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from congvan.agenda.due import Due
from congvan.excel.stock.layout import row_height_pt
from congvan.excel.stock.packing import packed
from congvan.opc import stamp
from congvan.standard import ND30

_COLUMNS = (
    ("STT", 5),
    ("Hạn cuối", 11),
    ("Giờ", 7),
    ("Bên thực hiện", 24),
    ("Việc phải làm", 25),
    ("Gửi về", 15),
    ("Số, ký hiệu", 15),
    ("Trích yếu", 25),
    ("Còn (ngày làm việc)", 9),
    ("Tệp", 12),
)
_CENTRED = frozenset((1, 2, 3, 9))
"""Columns whose cells are centred, counted from 1: numbers, days, hours."""
_MM_PER_CHARACTER = 1.95  # of the standard font, by which a workbook measures its columns
_FIXED = datetime(1980, 1, 1)
_SIZE = 12.0
_FONT = Font(name=ND30.font, size=_SIZE)
_BOLD = Font(name=ND30.font, size=_SIZE, bold=True)
_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
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
        values = _cells(line - 1, item, today)
        for column, value in enumerate(values, start=1):
            _put(sheet.cell(line, column), value)
        sheet.row_dimensions[line].height = _height(values)
    _set_page(sheet)
    book.properties = DocumentProperties(creator="congvan", created=_FIXED, modified=_FIXED)
    return stamp(packed(_saved(book), {}, ND30.font), {})


def _height(values: Iterable[object], *, bold: bool = False) -> float:
    widths = (width * _MM_PER_CHARACTER for _, width in _COLUMNS)
    texts = zip(map(str, values), widths, strict=True)
    return row_height_pt(texts, _SIZE, ND30.body.single_line_factor, bold=bold)


def in_order(due: Iterable[Due]) -> list[Due]:
    """Deadlines by day and hour, a whole day after its hours."""
    return sorted(due, key=lambda item: (item.day, item.clock or "~", item.file, item.name))


def _write_headings(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].height = _height((title for title, _ in _COLUMNS), bold=True)
    for column, (title, width) in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(1, column, title)
        cell.font, cell.border = _BOLD, _BORDER
        cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _put(cell: Any, value: object) -> None:
    cell.value = value
    cell.font, cell.border = _FONT, _BORDER
    side = "center" if cell.column in _CENTRED else None
    cell.alignment = Alignment(side, "top", wrap_text=True)
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
