"""The workbook itself: forms with live sums, details, units, who is missing, findings (bảng tổng hợp)."""

from __future__ import annotations

from attrs import define, field

from congvan.excel.forms import dispatch_key
from congvan.excel.names import distinct
from congvan.excel.stock.book import finished, properties_of, set_up
from congvan.excel.stock.grid import Grid
from congvan.excel.stock.head import title_look, unit_look
from congvan.excel.stock.layout import layout_of
from congvan.excel.stock.page import Page
from congvan.excel.stock.rows import NOTHING, Filling
from congvan.excel.workbook import ORDINARY, Book, Look, Sheet, State, letters, quoted_name
from congvan.model import ColumnKind, Orientation, Table
from congvan.returns.collecting import Collection
from congvan.returns.states import STATES_SHEET, rows_of
from congvan.returns.summary.tables import details_table, findings_table, overdue_table, units_table
from congvan.returns.totals import BEFORE, Added, Total, totals
from congvan.standard import Standard

UNITS_SHEET, OVERDUE_SHEET, FINDINGS_SHEET = "Đơn vị", "Thiếu, muộn", "Kiểm tra"


def summary_workbook(collection: Collection, standard: Standard) -> bytes:
    """The bytes of the summary; the same collection gives the same bytes."""
    found = totals(collection)
    own = [UNITS_SHEET, OVERDUE_SHEET, FINDINGS_SHEET, STATES_SHEET]
    names = distinct(
        [name for total in found for name in (_title(total), f"{_title(total)} - chi tiết")], own
    )
    book = Book(
        standard.font,
        (*names, *own),
        properties_of(collection.dispatch, f"Tổng hợp: {collection.dispatch.subject}"),
    )
    writer = _Writer(book, standard)
    sent = len(collection.standings) - len(collection.missing)
    said = f"Tổng hợp số liệu của {sent}/{len(collection.standings)} đơn vị"
    # The sums name the rows of details, which stand behind them in the workbook.
    details = [
        writer.page(name, details_table(total)) for total, name in zip(found, names[1::2], strict=True)
    ]
    sums = [
        writer.page(name, total.table, said, _sums(total, grid))
        for total, name, grid in zip(found, names[::2], details, strict=True)
    ]
    lists = (
        writer.page(UNITS_SHEET, units_table(collection)),
        writer.page(OVERDUE_SHEET, overdue_table(collection)),
        writer.page(FINDINGS_SHEET, findings_table(collection)),
    )
    for grid in (*sums, *lists, *details):
        book.add(grid.page.sheet)
    book.add(_states(book, collection))
    return finished(book, writer.pages)


def _title(total: Total) -> str:
    return (total.table.title or "").partition(":")[0].strip() or total.form


@define
class _Writer:
    """Writes the sheets of the summary one after another."""

    book: Book
    standard: Standard
    pages: list[Page] = field(factory=list)

    def page(self, name: str, table: Table, said: str | None = None, filling: Filling = NOTHING) -> Grid:
        layout = layout_of(table, Orientation.LANDSCAPE, self.standard, right_mm=None)
        sheet = Sheet(name=name, styles=self.book.styles)
        page = Page(sheet=sheet, layout=layout, font=self.standard.font, path=name)
        page.line(table.title or name, title_look(self.standard))
        if said is not None:
            page.line(said, Look(size_pt=layout.size_pt, italic=True, across="center"))
        if table.unit is not None:
            page.line(f"Đơn vị tính: {table.unit}", unit_look(layout.size_pt))
        grid = Grid(page, table)
        grid.write(self.standard.footnote_pt, filling)
        set_up(page, grid, self.standard)
        self.pages.append(page)
        return grid


def _sums(total: Total, details: Grid) -> Filling:
    """Live formulas over the figures of the total form, so that a reader sees what they add up."""
    columns: dict[int, str] = {}
    for column, leaf in enumerate(total.leaves):
        if leaf.kind is not ColumnKind.STT:
            columns[column] = letters(BEFORE + 1 + len(columns))
    return Filling(
        linked={
            (added.row, added.column): (_formula(added, details, columns[added.column], total), added.value)
            for added in total.added
        }
    )


def _formula(added: Added, details: Grid, letter: str, total: Total) -> str:
    """A sum over the details of one row of the form; of a list, the very cell."""
    sheet = quoted_name(details.page.sheet.name)
    lines = details.lines
    first, last = lines.row(0), lines.row(lines.count - 1)
    if total.details[added.details[0]].is_listed:
        return f"{sheet}!{letter}{first + added.details[0]}"
    rows = f"{sheet}!$C${first}:$C${last}"
    return f"SUMIFS({sheet}!${letter}${first}:${letter}${last},{rows},{added.row + 1})"


def _states(book: Book, collection: Collection) -> Sheet:
    """How every unit stands, out of sight, for the reminder to be written from."""
    sheet = Sheet(name=STATES_SHEET, styles=book.styles, state=State.VERY_HIDDEN)
    for pair in rows_of(collection, dispatch_key(collection.dispatch)):
        sheet.add((column, sheet.text(text, ORDINARY)) for column, text in enumerate(pair, 1))
    return sheet
