"""How a table lies on paper: the way of the page, widths of columns, size of letters, heights of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from attrs import frozen

from congvan.excel.cells import decimals_of, note_mark, shown, text_of
from congvan.excel.stock.columns import COMFORT_MM, Growth, Need, parted, widths_of
from congvan.model import Column, ColumnKind, Footnote, Orientation, Table
from congvan.standard import Standard
from congvan.vietnamese.widths import text_width

PADDING_MM = 1.6
"""What a cell keeps free beside its text, both sides together: Excel's own margins and some air."""

SAFETY = 0.97
"""How much of a width is counted on: Excel sets type a little wider on paper than its metrics say."""

LONGEST_MM = 400.0
"""Text beyond this length does not make its column any wider."""

EMPTY_MM = {
    ColumnKind.TEXT: 25.0,
    ColumnKind.CHOICE: 20.0,
    ColumnKind.DATE: 25.0,
    ColumnKind.INTEGER: 18.0,
    ColumnKind.DECIMAL: 22.0,
    ColumnKind.FORMULA: 18.0,
    ColumnKind.STT: 11.0,
}
"""The usual width of a column in mm: one that is still to be filled in has nothing to measure."""

WRITTEN_KINDS = frozenset({ColumnKind.TEXT, ColumnKind.CHOICE})
"""Kinds whose cells may take several lines."""

_GROWTH = {ColumnKind.TEXT: Growth.TEXT, ColumnKind.CHOICE: Growth.TEXT, ColumnKind.STT: Growth.NONE}

LEADING = 1.05
"""Rows are this much higher than their lines: Excel clips what does not fit to the point."""


@frozen(kw_only=True)
class Layout:
    """Column widths in mm, the size of the table's letters in pt, and the way the page lies.

    `split` is the last column, from 1, of the left half of a form's head; None where it is not parted.
    """

    landscape: bool
    size_pt: float
    widths_mm: tuple[float, ...]
    line_factor: float
    split: int | None = None

    @property
    def width_mm(self) -> float:
        """The width of the table."""
        return sum(self.widths_mm)

    def lines(self, text: str, width_mm: float, size_pt: float, *, bold: bool = False) -> int:
        """How many lines a text takes in a cell of this width."""
        return line_count(text, (width_mm - PADDING_MM) * SAFETY, size_pt, bold=bold)

    def height_pt(self, lines: int, size_pt: float) -> float:
        """The height of a row of so many lines."""
        return round(lines * size_pt * self.line_factor * LEADING + 2, 1)


@frozen
class _Measured:
    """The texts of a column that decide its width: headings in bold, cells, the totals line in bold."""

    column: Column
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    totals: tuple[str, ...]

    def need(self, size_pt: float) -> Need:
        # A number is never broken, so its whole length counts as a word.
        whole = self.column.kind not in WRITTEN_KINDS
        words = _words(self.cells, whole=whole)
        bold = [*_words(self.headings, whole=False), *_words(self.totals, whole=whole)]
        least = max(_widest(words, size_pt), _widest(bold, size_pt, bold=True)) / SAFETY + PADDING_MM
        usual = EMPTY_MM[self.column.kind]
        lines = _widest([line for cell in self.cells for line in cell.split("\n")], size_pt)
        heading = _widest(self.headings, size_pt, bold=True)
        wanted = max(usual, max(lines, min(heading, COMFORT_MM)) / SAFETY + PADDING_MM)
        return Need(
            least=least,
            wanted=min(max(least, wanted), LONGEST_MM),
            given=self.column.width,
            growth=_GROWTH.get(self.column.kind, Growth.FIGURES),
        )


def layout_of(
    table: Table, orientation: Orientation, standard: Standard, *, right_mm: float | None = None
) -> Layout:
    """The layout of a table: upright if it is comfortable so and not asked otherwise, else across the page.

    `right_mm` is what the right half of a form's head needs, None without one. Letters are as the standard
    sets tables, smaller where the longest words would not fit (XLSX-8).
    """
    page = standard.page
    measured = _measured(table)
    upright = page.text_width_mm
    needs = [one.need(standard.table_pt) for one in measured]
    landscape = orientation is Orientation.LANDSCAPE or sum(need.comfortable for need in needs) > upright
    width = page.height_mm - page.margin_left_mm - page.margin_right_mm if landscape else upright
    size = standard.table_pt
    while sum(need.asked for need in needs) > width and size > standard.table_size.low:
        size -= 1
        needs = [one.need(size) for one in measured]
    widths = _with_groups(table, widths_of(needs, width), size)
    split = None
    if right_mm is not None and (found := parted(needs, widths, right_mm)):
        widths, split = found
    return Layout(
        landscape=landscape,
        size_pt=size,
        widths_mm=tuple(widths),
        line_factor=standard.body.single_line_factor,
        split=split,
    )


def line_count(text: str, width_mm: float, size_pt: float, *, bold: bool = False) -> int:
    """How many lines a text takes when words move to the next line whole; a word too long is broken."""
    space = text_width(" ", size_pt, bold=bold)
    return sum(_paragraph_lines(line, width_mm, size_pt, space, bold) for line in text.split("\n"))


def _paragraph_lines(text: str, width_mm: float, size_pt: float, space: float, bold: bool) -> int:  # noqa: FBT001
    lines, used = 1, 0.0
    for word in text.split():
        width = text_width(word, size_pt, bold=bold)
        if used and used + space + width > width_mm:
            lines, used = lines + 1, 0.0
        used += width + (space if used else 0.0)
        if used > width_mm:
            more = ceil(used / width_mm) - 1
            lines, used = lines + more, used - more * width_mm
    return lines


def _measured(table: Table) -> list[_Measured]:
    totals = table.total.columns if table.total else ()
    columns = []
    for position, leaf in enumerate(table.leaves):
        decimals = decimals_of(table, position)
        if leaf.kind is ColumnKind.STT:
            cells = [str(len(table.rows) + table.blank_rows)]
        elif leaf.formula is not None:
            cells = [shown(number, decimals) for number in table.numbers_at(position)]
        else:
            cells = [_measured_text(shown(row[position], decimals), row[position]) for row in table.rows]
        total = table.total_of(leaf.key) if leaf.key and leaf.key in totals else None
        columns.append(
            _Measured(
                leaf,
                (*leaf.title.split("\n"), *([f"({leaf.unit})"] if leaf.unit else [])),
                (*cells, *leaf.choices),
                (shown(total, decimals),),
            )
        )
    return columns


def _measured_text(text: str, cell: object) -> str:
    marks = sum(isinstance(run, Footnote) for run in cell) if isinstance(cell, tuple) else 0
    return text + note_mark(0) * marks


def _words(texts: Iterable[str], *, whole: bool) -> set[str]:
    return set(texts) if whole else {word for text in texts for word in text.split()}


def _widest(texts: Iterable[str], size_pt: float, *, bold: bool = False) -> float:
    return max((text_width(text, size_pt, bold=bold) for text in texts), default=0.0)


def _with_groups(table: Table, widths: Sequence[float], size_pt: float) -> list[float]:
    """The widths with room for the longest word of each group's heading, taken evenly by its columns."""
    wider = list(widths)
    position = 0
    for column in table.columns:
        _widen(column, position, wider, size_pt)
        position += len(column.leaves)
    return wider


def _widen(column: Column, position: int, widths: list[float], size_pt: float) -> None:
    count = len(column.leaves)
    if not column.columns:
        return
    needed = _widest(_words([column.title], whole=False), size_pt, bold=True) / SAFETY + PADDING_MM
    lacking = needed - sum(widths[position : position + count])
    for index in range(position, position + count):
        widths[index] += max(0.0, lacking / count)
    for child in column.columns:
        _widen(child, position, widths, size_pt)
        position += len(child.leaves)


def cell_texts(table: Table, row: int) -> list[str]:
    """The texts of a row's text cells by position, empty for what is never more than a line."""
    cells = table.rows[row]
    return [_measured_text(text_of(cell), cell) if isinstance(cell, str | tuple) else "" for cell in cells]
