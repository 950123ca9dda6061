"""The workbook itself: forms with live sums, details, units, who is missing, findings (bảng tổng hợp)."""

from __future__ import annotations

from attrs import define, field
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from congvan.excel.forms import dispatch_key
from congvan.excel.names import distinct
from congvan.excel.stock.book import describe, empty_book, finished, set_up
from congvan.excel.stock.grid import Grid
from congvan.excel.stock.head import title_look, unit_look
from congvan.excel.stock.layout import layout_of
from congvan.excel.stock.looks import Look, Pen
from congvan.excel.stock.page import Page
from congvan.model import ColumnKind, Orientation, Table
from congvan.returns.collecting import Collection
from congvan.returns.states import STATES_SHEET, rows_of
from congvan.returns.summary.tables import details_table, findings_table, overdue_table, units_table
from congvan.returns.totals import BEFORE, Added, Total, totals
from congvan.standard import Standard

UNITS_SHEET, OVERDUE_SHEET, FINDINGS_SHEET = "Đơn vị", "Thiếu, muộn", "Kiểm tra"


def summary_workbook(collection: Collection, standard: Standard) -> bytes:
    """The bytes of the summary; the same collection gives the same bytes."""
    book = empty_book(standard)
    writer = _Writer(book, standard, Pen(standard.font))
    found = totals(collection)
    names = distinct(
        [name for total in found for name in (_title(total), f"{_title(total)} - chi tiết")],
        [UNITS_SHEET, OVERDUE_SHEET, FINDINGS_SHEET, STATES_SHEET],
    )
    pairs = list(zip(found, names[::2], names[1::2], strict=True))
    sent = len(collection.standings) - len(collection.missing)
    said = f"Tổng hợp số liệu của {sent}/{len(collection.standings)} đơn vị"
    written = [(total, writer.page(name, total.table, said), details) for total, name, details in pairs]
    writer.page(UNITS_SHEET, units_table(collection))
    writer.page(OVERDUE_SHEET, overdue_table(collection))
    writer.page(FINDINGS_SHEET, findings_table(collection))
    for total, grid, name in written:
        details = writer.page(name, details_table(total))
        _link(grid, details, total)
    _write_states(book, collection)
    describe(book, collection.dispatch, f"Tổng hợp: {collection.dispatch.subject}")
    return finished(book, writer.pages, standard)


def _title(total: Total) -> str:
    return (total.table.title or "").partition(":")[0].strip() or total.form


@define
class _Writer:
    """Writes the sheets of the summary one after another."""

    book: Workbook
    standard: Standard
    pen: Pen
    pages: list[Page] = field(factory=list)

    def page(self, name: str, table: Table, said: str | None = None) -> Grid:
        layout = layout_of(table, Orientation.LANDSCAPE, self.standard, right_mm=None)
        page = Page(sheet=self.book.create_sheet(name), pen=self.pen, layout=layout, path=name)
        page.line(table.title or name, title_look(self.standard))
        if said is not None:
            page.line(said, Look(size_pt=layout.size_pt, italic=True, across="center"))
        if table.unit is not None:
            page.line(f"Đơn vị tính: {table.unit}", unit_look(layout.size_pt))
        grid = Grid(page, table)
        grid.write(self.standard.footnote_pt)
        set_up(page, grid, self.standard)
        self.pages.append(page)
        return grid


def _link(grid: Grid, details: Grid, total: Total) -> None:
    """Put live formulas over the figures of the total form, so that a reader sees what they add up."""
    columns: dict[int, str] = {}
    for column, leaf in enumerate(total.leaves):
        if leaf.kind is not ColumnKind.STT:
            columns[column] = get_column_letter(BEFORE + 1 + len(columns))
    top, _ = grid.data_rows
    for added in total.added:
        cell = grid.page.sheet.cell(top + added.row, added.column + 1)
        cell.value = "=" + _formula(added, details, columns[added.column], total)
        grid.page.results[cell.coordinate] = added.value


def _formula(added: Added, details: Grid, letter: str, total: Total) -> str:
    """A sum over the details of one row of the form; of a list, the very cell."""
    sheet = "'" + details.page.sheet.title.replace("'", "''") + "'"
    first, last = details.data_rows
    if total.details[added.details[0]].is_listed:
        return f"{sheet}!{letter}{first + added.details[0]}"
    rows = f"{sheet}!$C${first}:$C${last}"
    return f"SUMIFS({sheet}!${letter}${first}:${letter}${last},{rows},{added.row + 1})"


def _write_states(book: Workbook, collection: Collection) -> None:
    """How every unit stands, out of sight, for the reminder to be written from."""
    sheet = book.create_sheet(STATES_SHEET)
    for number, pair in enumerate(rows_of(collection, dispatch_key(collection.dispatch)), 1):
        for column, text in enumerate(pair, 1):
            sheet.cell(number, column, text).data_type = "s"
    sheet.sheet_state = "veryHidden"
