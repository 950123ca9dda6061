"""The sheets of a unit's workbook: locked but for its own cells, marked so that they are found again."""

from __future__ import annotations

from attrs import evolve, frozen

from congvan.excel.forms.identity import IDENTITY_SHEET, Identity, column_mark, identity_with, line_mark
from congvan.excel.forms.rules import rule_of, runs_of
from congvan.excel.names import distinct
from congvan.excel.stock.book import finished, properties_of, set_up
from congvan.excel.stock.grid import Grid
from congvan.excel.stock.head import right_mm, title_look, unit_look, write_head
from congvan.excel.stock.layout import layout_of
from congvan.excel.stock.page import Page
from congvan.excel.stock.rows import Filling
from congvan.excel.workbook import ORDINARY, Book, Look, Protection, Sheet, State, address
from congvan.model import Appendix, Dispatch, Share, Table
from congvan.standard import Standard


def form_workbook(dispatch: Dispatch, text: Dispatch, shares: tuple[Share, ...], standard: Standard) -> bytes:
    """The workbook of what one unit owes; `text` is the printed dispatch.

    Raises RenderError with every `congvan.excel.row-too-high`.
    """
    identity = identity_with(dispatch, shares)
    names = distinct([_title(share) for share in shares], [IDENTITY_SHEET])
    title = f"{text.subject} - {identity.unit_name}"
    book = Book(standard.font, (*names, IDENTITY_SHEET), properties_of(text, title))
    writer = _Writer(book, text, standard)
    pages = [writer.page(share, name) for share, name in zip(shares, names, strict=True)]
    _write_identity(book, identity)
    return finished(book, pages)


def _title(share: Share) -> str:
    return (share.table.title or "").partition(":")[0].strip() or share.form


@frozen
class _Writer:
    """Writes the sheets of one workbook."""

    book: Book
    dispatch: Dispatch
    standard: Standard

    def page(self, share: Share, name: str) -> Page:
        table = self.dispatch.forms[share.form]
        position = _appendix_of(self.dispatch, table)
        named = _with_unit(self.dispatch, position, share.unit.name)
        appendix = named.appendices[position]
        right = right_mm(appendix, self.standard)
        layout = layout_of(table, appendix.orientation, self.standard, right_mm=right)
        sheet = self.book.add(Sheet(name=name, styles=self.book.styles))
        page = Page(sheet=sheet, layout=layout, font=self.standard.font, path=f"tables.{share.form}")
        write_head(page, named, position, self.standard)
        if table.title is not None:
            page.line(table.title, title_look(self.standard))
        page.line(f"Đơn vị: {share.unit.name}", Look(size_pt=layout.size_pt, bold=True))
        if table.unit is not None:
            page.line(f"Đơn vị tính: {table.unit}", unit_look(layout.size_pt))
        _mark_columns(page, share)
        grid = Grid(page, table)
        grid.write(self.standard.footnote_pt, _filling(share))
        set_up(page, grid, self.standard, black_and_white=True)
        self.rules(grid, share)
        sheet.hidden_column = page.columns + 1
        sheet.protection = Protection(insert_rows=bool(table.blank_rows))
        return page

    def rules(self, grid: Grid, share: Share) -> None:
        """Say what each of the unit's cells may hold."""
        for position, leaf in enumerate(grid.table.leaves):
            rows = [grid.lines.row(row) for row, column in share.cells if column == position]
            places = [
                f"{address(position + 1, first)}:{address(position + 1, last)}"
                for first, last in runs_of(rows)
            ]
            rule = rule_of(self.book, leaf, places) if rows else None
            if rule is not None:
                grid.page.sheet.rules.append(rule)


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


def _mark_columns(page: Page, share: Share) -> None:
    """Write marks in a hidden row above the headings.

    They move with columns that somebody puts in, as those beside rows do, and stay when sheets are renamed.
    """
    sheet = page.sheet
    cells = (
        (column + 1, sheet.text(column_mark(share.form, column), ORDINARY)) for column in range(page.columns)
    )
    sheet.add(cells, height_pt=page.layout.height_pt(1, page.layout.size_pt), hidden=True)


def _filling(share: Share) -> Filling:
    return Filling(opened=frozenset(share.cells), mark=lambda kind, row: line_mark(share.form, kind, row))


def _write_identity(book: Book, identity: Identity) -> None:
    sheet = Sheet(name=IDENTITY_SHEET, styles=book.styles, state=State.VERY_HIDDEN, protection=Protection())
    for pair in identity.rows:
        sheet.add((column, sheet.text(text, ORDINARY)) for column, text in enumerate(pair, 1))
    book.add(sheet)
