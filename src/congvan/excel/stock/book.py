"""The workbook of an appendix: a sheet for each table, set up to print (XLSX-1, 2, 5, 7, 9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from congvan.excel.names import sheet_names
from congvan.excel.stock.choices import list_of
from congvan.excel.stock.grid import Grid
from congvan.excel.stock.head import right_mm, title_look, unit_look, write_head
from congvan.excel.stock.layout import Layout, layout_of
from congvan.excel.stock.looks import Pen
from congvan.excel.stock.packing import packed
from congvan.excel.stock.page import Page
from congvan.model import ColumnKind, Dispatch
from congvan.problems import RenderError
from congvan.standard import Component, Standard
from congvan.vietnamese.dates import DateParts
from congvan.vietnamese.wording import appendix_label

ORDINARY_PT = 12
"""The size of the ordinary font, whose digit is the unit of widths: Times New Roman 12 makes it 8 pixels."""

PIXELS_PER_UNIT = 8
PIXELS_PER_MM = 96 / 25.4
MM_PER_INCH = 25.4
A4 = 9
"""Excel's number for the paper."""


def workbook(dispatch: Dispatch, position: int, *, standard: Standard) -> bytes:
    """The workbook of the appendix at `position`; RenderError with every `congvan.excel.row-too-high`."""
    tables = dispatch.appendices[position].tables
    label = appendix_label(position + 1, len(dispatch.appendices))
    book = empty_book(standard)
    names = sheet_names(tables, label)
    writer = _Writer(book, Pen(standard.font), dispatch, position, standard)
    pages = [writer.page(number, name) for number, name in enumerate(names)]
    problems = [problem for page in pages for problem in page.problems]
    if problems:
        raise RenderError(problems)
    describe(book, dispatch, dispatch.appendices[position].title or label)
    return finished(book, pages, standard)


def finished(book: Workbook, pages: Iterable[Page], standard: Standard) -> bytes:
    """The bytes of a workbook whose formulas show their results where nobody reckons."""
    results: dict[str, dict[str, Decimal | None]] = {
        f"xl/worksheets/sheet{book.sheetnames.index(page.sheet.title) + 1}.xml": page.results
        for page in pages
        if page.results
    }
    return packed(_saved(book), results, standard.font)


@frozen
class _Writer:
    """Writes the sheets of one workbook."""

    book: Workbook
    pen: Pen
    dispatch: Dispatch
    position: int
    standard: Standard

    def page(self, number: int, name: str) -> Page:
        appendix = self.dispatch.appendices[self.position]
        table = appendix.tables[number]
        right = right_mm(appendix, self.standard)
        layout = layout_of(table, appendix.orientation, self.standard, right_mm=right)
        path = f"appendices[{self.position}].tables[{number}]"
        page = Page(sheet=self.book.create_sheet(name), pen=self.pen, layout=layout, path=path)
        write_head(page, self.dispatch, self.position, self.standard)
        if table.title is not None:
            page.line(table.title, title_look(self.standard))
        if table.unit is not None:
            page.line(f"Đơn vị tính: {table.unit}", unit_look(layout.size_pt))
        grid = Grid(page, table)
        grid.write(self.standard.footnote_pt)
        self.choices(grid)
        set_up(page, grid, self.standard)
        return page

    def choices(self, grid: Grid) -> None:
        """Lists to choose from, over data and blank rows."""
        first, last = grid.data_rows
        for position, leaf in enumerate(grid.table.leaves):
            if leaf.kind is ColumnKind.CHOICE and last >= first:
                rule = DataValidation(
                    type="list",
                    formula1=list_of(self.book, leaf.choices),
                    allow_blank=True,
                    showErrorMessage=True,
                    errorTitle="Giá trị không có trong danh sách",
                    error="Hãy chọn một giá trị trong danh sách của ô.",
                )
                rule.add(f"{grid.address(position, first)}:{grid.address(position, last)}")
                grid.page.sheet.add_data_validation(rule)


def empty_book(standard: Standard) -> Workbook:
    """A workbook whose ordinary font is the standard's, not Calibri (XLSX-5)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    font = Font(name=standard.font, size=ORDINARY_PT, family=1)
    # openpyxl has no public way to change the first font of the list, the one of every cell without a look.
    inner = cast(Any, book)
    inner._fonts[0] = font
    inner._named_styles["Normal"].font = font
    book.calculation.fullCalcOnLoad = True
    return book


def set_up(page: Page, grid: Grid, standard: Standard) -> None:
    """Widths, heading rows that stay and repeat, the print area and the paper of a written page."""
    sheet, layout = page.sheet, page.layout
    for number, width in enumerate(layout.widths_mm):
        letter = grid.address(number, 1)[:-1]
        sheet.column_dimensions[letter].width = int(width * PIXELS_PER_MM) / PIXELS_PER_UNIT
    sheet.sheet_format.defaultRowHeight = layout.height_pt(1, layout.size_pt)
    sheet.sheet_view.showGridLines = False
    top, bottom = grid.heading_rows
    sheet.freeze_panes = f"A{bottom + 1}"
    sheet.print_title_rows = f"{top}:{bottom}"
    sheet.print_area = f"A1:{grid.address(page.columns - 1, page.row - 1)}"
    _set_up_paper(sheet, layout, standard)


def _set_up_paper(sheet: Worksheet, layout: Layout, standard: Standard) -> None:
    rules = standard.page
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if layout.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.useFirstPageNumber = True
    sheet.page_setup.firstPageNumber = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = rules.margin_left_mm / MM_PER_INCH
    sheet.page_margins.right = rules.margin_right_mm / MM_PER_INCH
    sheet.page_margins.top = rules.margin_top_mm / MM_PER_INCH
    sheet.page_margins.bottom = rules.margin_bottom_mm / MM_PER_INCH
    sheet.page_margins.header = rules.header_distance_mm / MM_PER_INCH
    sheet.page_margins.footer = rules.footer_distance_mm / MM_PER_INCH
    size = standard.style(Component.PAGE_NUMBER).sample_pt
    header = cast(Any, sheet).oddHeader
    header.center.text = f'&"{standard.font},Regular"&{size:g}&P'
    sheet.HeaderFooter.differentFirst = True


def describe(book: Workbook, dispatch: Dispatch, title: str) -> None:
    """Title, creator and days of a workbook, from the dispatch alone."""
    day = datetime.combine(_day(dispatch.date), datetime.min.time())
    book.properties.title = title
    book.properties.creator = ", ".join(issuer.name for issuer in dispatch.issuer)
    book.properties.created = day
    book.properties.modified = day


def _day(parts: DateParts) -> date:
    """The day of issue; the first of what is still blank."""
    return date(parts.year, parts.month or 1, parts.day or 1)


def _saved(book: Workbook) -> bytes:
    # Workbook.save would write today's date as the day of the last change.
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return held.getvalue()
