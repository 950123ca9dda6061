"""The workbook of appendices: a sheet for each table, set up to print (XLSX-1, 2, 5, 7, 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from attrs import evolve, frozen

from congvan.excel.names import sheet_names
from congvan.excel.stock.grid import Grid
from congvan.excel.stock.head import right_mm, title_look, unit_look, write_head
from congvan.excel.stock.layout import layout_of
from congvan.excel.stock.limiting import asked, limits_rule
from congvan.excel.stock.page import Page
from congvan.excel.workbook import Book, Properties, Rule, SetUp, Sheet
from congvan.model import Dispatch
from congvan.model.tables.columns import FILLED_BY_CONGVAN
from congvan.problems import RenderError
from congvan.standard import Standard
from congvan.vietnamese.dates import DateParts
from congvan.vietnamese.wording import appendix_label


def workbook(dispatch: Dispatch, positions: Sequence[int], *, standard: Standard) -> Callable[[], bytes]:
    """The workbook of the appendices at these positions, laid out; called, it is its bytes.

    Raises RenderError with every `.row-too-high` then.
    """
    count = len(dispatch.appendices)
    chosen = [(dispatch.appendices[at], appendix_label(at + 1, count)) for at in positions]
    names = sheet_names((appendix.tables, label) for appendix, label in chosen)
    first, label = chosen[0]
    title = dispatch.subject if len(chosen) > 1 else first.title or label
    book = Book(standard.font, names, properties_of(dispatch, title))
    tables = [(at, number) for at in positions for number in range(len(dispatch.appendices[at].tables))]
    writer = _Writer(book, dispatch, standard)
    pages = [writer.page(*place, name) for place, name in zip(tables, names, strict=True)]
    return partial(finished, book, pages)


def finished(book: Book, pages: Iterable[Page]) -> bytes:
    """The bytes of a workbook; RenderError with every `congvan.excel.row-too-high` of its pages."""
    data = book.data()
    problems = [problem for page in pages for problem in page.problems]
    if problems:
        raise RenderError(problems)
    return data


@frozen
class _Writer:
    """Writes the sheets of one workbook."""

    book: Book
    dispatch: Dispatch
    standard: Standard

    def page(self, position: int, number: int, name: str) -> Page:
        appendix = self.dispatch.appendices[position]
        table = appendix.tables[number]
        right = right_mm(appendix, self.standard)
        layout = layout_of(table, appendix.orientation, self.standard, right_mm=right)
        path = f"appendices[{position}].tables[{number}]"
        sheet = self.book.add(Sheet(name=name, styles=self.book.styles))
        page = Page(sheet=sheet, layout=layout, font=self.standard.font, path=path)
        write_head(page, self.dispatch, position, self.standard)
        if table.title is not None:
            page.line(table.title, title_look(self.standard))
        if table.unit is not None:
            page.line(f"Đơn vị tính: {table.unit}", unit_look(layout.size_pt))
        grid = Grid(page, table)
        grid.write(self.standard.footnote_pt)
        self.rules(grid)
        set_up(page, grid, self.standard)
        return page

    def rules(self, grid: Grid) -> None:
        """What columns take over data and blank rows; where somebody fills in, also what must be there."""
        for position, leaf in enumerate(grid.table.leaves):
            is_asked = leaf.required and grid.table.blank_rows > 0 and leaf.kind not in FILLED_BY_CONGVAN
            places = grid.lines.ranges(position) if leaf.is_limited or is_asked else ()
            if places:
                limits = limits_rule(self.book, leaf, places) if leaf.is_limited else None
                rule = limits or Rule(places=places)
                grid.page.sheet.rules.append(evolve(rule, prompt=asked(leaf)) if is_asked else rule)


def set_up(page: Page, grid: Grid, standard: Standard, *, black_and_white: bool = False) -> None:
    """Widths, heading rows that stay and repeat, the print area and the paper of a written page."""
    layout = page.layout
    page.sheet.widths_mm = layout.widths_mm
    page.sheet.set_up = evolve(
        SetUp.of(standard, landscape=layout.landscape, titles=grid.heading_rows),
        area=grid.area,
        black_and_white=black_and_white,
        row_pt=layout.height_pt(1, layout.size_pt),
    )


def properties_of(dispatch: Dispatch, title: str) -> Properties:
    """Title, creator and day of a workbook, from the dispatch alone."""
    creator = ", ".join(issuer.name for issuer in dispatch.issuer)
    return Properties(title=title, creator=creator, day=_day(dispatch.date))


def _day(parts: DateParts) -> date:
    """The day of issue; the first of what is still blank."""
    return date(parts.year, parts.month or 1, parts.day or 1)
