"""The sheets of a unit's workbook: locked but for its own cells, marked so that they are found again."""

from __future__ import annotations

from attrs import evolve, frozen
from openpyxl import Workbook
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter

from congvan.excel.forms.identity import IDENTITY_SHEET, Identity, column_mark, identity_with, row_mark
from congvan.excel.forms.rules import rule_of, runs_of
from congvan.excel.names import distinct
from congvan.excel.stock.book import describe, empty_book, finished, set_up
from congvan.excel.stock.grid import Grid
from congvan.excel.stock.head import right_mm, title_look, unit_look, write_head
from congvan.excel.stock.layout import layout_of
from congvan.excel.stock.looks import Look, Pen
from congvan.excel.stock.page import Page
from congvan.model import Appendix, Dispatch, Share, Table
from congvan.problems import RenderError
from congvan.standard import Standard

OPEN_FILL = PatternFill("solid", fgColor="FFFFF2CC")
"""The ground of a cell to fill in; the sheet prints in black and white, so it is on the screen only."""

_UNLOCKED = Protection(locked=False)


def form_workbook(dispatch: Dispatch, text: Dispatch, shares: tuple[Share, ...], standard: Standard) -> bytes:
    """The workbook of what one unit owes; `text` is the printed dispatch.

    Raises RenderError with every `congvan.excel.row-too-high`.
    """
    book = empty_book(standard)
    writer = _Writer(book, Pen(standard.font), text, standard)
    names = distinct([_title(share) for share in shares], [IDENTITY_SHEET])
    pages = [writer.page(share, name) for share, name in zip(shares, names, strict=True)]
    problems = [problem for page in pages for problem in page.problems]
    if problems:
        raise RenderError(problems)
    identity = identity_with(dispatch, shares)
    _write_identity(book, identity)
    describe(book, text, f"{text.subject} - {identity.unit_name}")
    return finished(book, pages, standard)


def _title(share: Share) -> str:
    return (share.table.title or "").partition(":")[0].strip() or share.form


@frozen
class _Writer:
    """Writes the sheets of one workbook."""

    book: Workbook
    pen: Pen
    dispatch: Dispatch
    standard: Standard

    def page(self, share: Share, name: str) -> Page:
        table = self.dispatch.forms[share.form]
        position = _appendix_of(self.dispatch, table)
        named = _with_unit(self.dispatch, position, share.unit.name)
        appendix = named.appendices[position]
        right = right_mm(appendix, self.standard)
        layout = layout_of(table, appendix.orientation, self.standard, right_mm=right)
        page = Page(
            sheet=self.book.create_sheet(name), pen=self.pen, layout=layout, path=f"tables.{share.form}"
        )
        write_head(page, named, position, self.standard)
        if table.title is not None:
            page.line(table.title, title_look(self.standard))
        page.line(f"Đơn vị: {share.unit.name}", Look(size_pt=layout.size_pt, bold=True))
        if table.unit is not None:
            page.line(f"Đơn vị tính: {table.unit}", unit_look(layout.size_pt))
        marks = page.row
        page.end_row(layout.height_pt(1, layout.size_pt))
        grid = Grid(page, table)
        grid.write(self.standard.footnote_pt)
        set_up(page, grid, self.standard)
        _mark(page, grid, share, marks)
        self.open_cells(grid, share)
        _protect(page, table)
        return page

    def open_cells(self, grid: Grid, share: Share) -> None:
        """Unlock the cells of the unit and say what each may hold."""
        top, _ = grid.data_rows
        for row, column in share.cells:
            cell = grid.page.sheet.cell(top + row, column + 1)
            cell.protection = _UNLOCKED
            cell.fill = OPEN_FILL
        for position, leaf in enumerate(grid.table.leaves):
            rows = [row for row, column in share.cells if column == position]
            rule = rule_of(self.book, leaf) if rows else None
            if rule is not None:
                for first, last in runs_of(rows):
                    rule.add(f"{grid.address(position, top + first)}:{grid.address(position, top + last)}")
                grid.page.sheet.add_data_validation(rule)


def _appendix_of(dispatch: Dispatch, table: Table) -> int:
    return next(
        index
        for index, appendix in enumerate(dispatch.appendices)
        if any(table is item for item in appendix.content)
    )


def _with_unit(dispatch: Dispatch, position: int, unit: str) -> Dispatch:
    """The dispatch with a form's head filled in with the unit, where it leaves dots for it."""
    appendix = dispatch.appendices[position]
    head = appendix.letterhead
    if head is None or head.name is not None:
        return dispatch
    filled: Appendix = evolve(appendix, letterhead=evolve(head, name=unit))
    return evolve(
        dispatch,
        appendices=[*dispatch.appendices[:position], filled, *dispatch.appendices[position + 1 :]],
    )


def _mark(page: Page, grid: Grid, share: Share, marks: int) -> None:
    """Marks in a hidden row above the headings and a hidden column beside the table.

    They move with rows and columns that somebody puts in, and stay when sheets are renamed.
    """
    sheet, beside = page.sheet, page.columns + 1
    for column in range(page.columns):
        sheet.cell(marks, column + 1, column_mark(share.form, column))
    first, last = grid.data_rows
    for row in range(first, last + 1):
        sheet.cell(row, beside, row_mark(share.form, row - first))
    sheet.row_dimensions[marks].hidden = True
    sheet.column_dimensions[get_column_letter(beside)].hidden = True


def _protect(page: Page, table: Table) -> None:
    """Protect without a password: a seatbelt, not a lock; lists may get more rows."""
    protection = page.sheet.protection
    protection.enable()
    protection.formatColumns = False
    protection.formatRows = False
    protection.insertRows = not table.blank_rows
    page.sheet.page_setup.blackAndWhite = True


def _write_identity(book: Workbook, identity: Identity) -> None:
    sheet = book.create_sheet(IDENTITY_SHEET)
    for number, (name, value) in enumerate(identity.rows, 1):
        for column, text in ((1, name), (2, value)):
            cell = sheet.cell(number, column, text)
            # Whatever a subject begins with, it is no formula.
            cell.data_type = "s"
    sheet.sheet_state = "veryHidden"
    sheet.protection.enable()
