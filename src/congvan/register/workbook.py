"""The register as a workbook in the decree's layout (ND30-PL4-I)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from congvan.excel.stock.layout import row_height_pt
from congvan.excel.stock.packing import packed
from congvan.opc import stamp
from congvan.register.entries import Entry, State
from congvan.register.series import Series
from congvan.standard import ND30, Component
from congvan.vietnamese.dates import short_date

COLUMNS = (
    ("Số, ký hiệu văn bản", 18),
    ("Ngày tháng văn bản", 19),
    ("Tên loại và trích yếu nội dung văn bản", 31),
    ("Người ký", 18),
    ("Nơi nhận văn bản", 15),
    ("Đơn vị, người nhận bản lưu", 23),
    ("Số lượng bản", 17),
    ("Ngày chuyển", 20),
    ("Ký nhận", 15),
    ("Ghi chú", 12),
)
"""The ten columns in order, with the widths in mm that the form gives them on a portrait page."""

_FIXED = datetime(1980, 1, 1)
_TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
_MM_PER_CHARACTER = 1.95  # of the standard font, by which a workbook measures its columns
_SIZE = 12.0
_TITLE_SIZE = 14.0
_PAGE_NUMBER_SIZE = round(ND30.style(Component.PAGE_NUMBER).size.low)
_DAY = "dd/mm/yyyy"
_A4 = 9
_INCH = 25.4
_LONGEST_TITLE = 31
_RESERVED = "Số đã giữ, chưa phát hành"
_VOID = "Số hủy"
_INSERTED = "Số chèn"

_CENTRE = Alignment(horizontal="center", vertical="top", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
_HEADING = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE = Side(style="thin", color="000000")
_FONT = Font(name=ND30.font, size=_SIZE)
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED = frozenset({2, 7, 8})
"""Columns whose cells are centred, counted from 1: the days, and the number of copies."""


@frozen
class Sheet:
    """One series and its lines, as one sheet."""

    series: Series
    entries: tuple[Entry, ...]


def workbook(sheets: Iterable[Sheet], *, parent: str | None) -> bytes:
    """The workbook of several series, the same bytes for the same lines."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # openpyxl has no public way to change the font of cells without a look of their own: Calibri.
    inner = cast(Any, book)
    inner._fonts[0] = inner._named_styles["Normal"].font = _FONT
    titles: set[str] = set()
    for sheet in sheets:
        _write(book.create_sheet(_sheet_title(sheet.series, titles)), sheet, parent)
    if not titles:
        book.create_sheet(_TITLE.capitalize())
    book.properties = DocumentProperties(creator="congvan", created=_FIXED, modified=_FIXED)
    return stamp(packed(_saved(book), {}, ND30.font), {})


def _saved(book: Workbook) -> bytes:
    # Workbook.save would write the time of saving, and other bytes every time.
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return held.getvalue()


def _sheet_title(series: Series, taken: set[str]) -> str:
    """A name of at most 31 letters, used once: `2027`, `2027 quyết định`, `2027 mật`."""
    words = (str(series.year), series.type.name if series.type else "", "mật" if series.secret else "")
    wanted = " ".join(word for word in words if word)
    name = wanted
    while name in taken:
        number = len(taken) + 1
        name = f"{wanted[: _LONGEST_TITLE - 4]} {number}"
    taken.add(name)
    return name


def _write(sheet: Worksheet, content: Sheet, parent: str | None) -> None:
    row = _write_head(sheet, content, parent)
    _write_headings(sheet, row, widths := _widths())
    for offset, entry in enumerate(content.entries, start=row + 2):
        values = tuple(_values(entry))
        for column, value in enumerate(values, start=1):
            _put(sheet.cell(offset, column), value, _CENTRE if column in _CENTRED else _LEFT)
        said = zip(values, widths, strict=True)
        texts = [(value, width) for value, width in said if isinstance(value, str)]
        sheet.row_dimensions[offset].height = row_height_pt(texts, _SIZE, ND30.body.single_line_factor)
    _set_page(sheet, row, widths)


def _write_head(sheet: Worksheet, content: Sheet, parent: str | None) -> int:
    """What stands on the cover of a printed register; returns the row of the headings."""
    series, entries = content.series, content.entries
    kind = f" {series.type.name.upper()}" if series.type else ""
    secret = " MẬT" if series.secret else ""
    days = [entry.date for entry in entries if entry.state is not State.VOID]
    first, last = (str(entries[place].number) for place in (0, -1)) if entries else ("", "")
    lines = (
        (parent.upper() if parent else None, _SIZE, False),
        (series.issuer.upper(), _SIZE, True),
        (f"{_TITLE}{secret}{kind and ':'}{kind}", _TITLE_SIZE, True),
        (f"Năm: {series.year}", _SIZE, False),
        (f"Từ ngày {_day(days, min)} đến ngày {_day(days, max)}", _SIZE, False),
        (f"Từ số {first} đến số {last}", _SIZE, False),
        ("Quyển số:", _SIZE, False),
    )
    shown = [line for line in lines if line[0]]
    for row, (text, size, bold) in enumerate(shown, start=1):
        cell = sheet.cell(row, 1)
        _put_text(cell, str(text))
        cell.font = Font(name=ND30.font, size=size, bold=bold)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(COLUMNS))
    return len(shown) + 2


def _day(days: Sequence[date], choose: Any) -> str:
    return short_date(choose(days)) if days else "        "


def _write_headings(sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    texts = [(title, width) for (title, _), width in zip(COLUMNS, widths, strict=True)]
    height = row_height_pt(texts, _SIZE, ND30.body.single_line_factor, bold=True)
    sheet.row_dimensions[row].height = height
    for column, (title, _) in enumerate(COLUMNS, start=1):
        for offset, text in enumerate((title, f"({column})")):
            cell = sheet.cell(row + offset, column)
            _put(cell, text, _HEADING)
            cell.font = Font(name=ND30.font, size=_SIZE, bold=not offset, italic=bool(offset))


def _values(entry: Entry) -> Iterator[str | int | date | None]:
    """The ten cells of a line; what was never issued keeps its number, and says why."""
    entered = entry.particulars
    yield entry.reference
    yield entry.date if entry.state is not State.VOID else None
    yield entered.title if entered else None
    yield entered.signatory if entered else None
    yield entered.recipients if entered else None
    yield entered.archive if entered else None
    yield entry.copies if entered else None
    yield entry.transferred
    yield entry.receipt or None
    yield "; ".join(_notes(entry)) or None


def _notes(entry: Entry) -> Iterator[str]:
    if entry.state is State.RESERVED:
        yield _RESERVED
    if entry.state is State.VOID:
        yield f"{_VOID}: {entry.reason}"
    if entry.insertion is not None:
        yield f"{_INSERTED}: {entry.insertion}"
    if entry.note:
        yield entry.note


def _put(cell: Any, value: str | int | date | None, alignment: Alignment) -> None:
    if isinstance(value, str):
        _put_text(cell, value)
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = _DAY
    cell.font, cell.alignment, cell.border = _FONT, alignment, _BORDER


def _put_text(cell: Any, text: str) -> None:
    """Text that begins like a formula stays text."""
    cell.value = text
    cell.data_type = "s"


def _widths() -> tuple[float, ...]:
    """The columns in mm, in the form's proportions, over a page that lies down."""
    page = ND30.page
    width = page.height_mm - page.margin_left_mm - page.margin_right_mm
    total = sum(share for _, share in COLUMNS)
    return tuple(width * share / total for _, share in COLUMNS)


def _set_page(sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    """A4 lying down, headings on every page (XLSX-1, 7, 9)."""
    page = ND30.page
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width / _MM_PER_CHARACTER, 2)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right = page.margin_left_mm / _INCH, page.margin_right_mm / _INCH
    margins.top, margins.bottom = page.margin_top_mm / _INCH, page.margin_bottom_mm / _INCH
    margins.header = page.header_distance_mm / _INCH
    sheet.print_title_rows = f"{row}:{row + 1}"
    sheet.freeze_panes = f"A{row + 2}"
    sheet.HeaderFooter.differentFirst = True
    header = cast(Any, sheet).oddHeader.center
    header.text, header.font, header.size = "&P", f"{ND30.font},Regular", _PAGE_NUMBER_SIZE
