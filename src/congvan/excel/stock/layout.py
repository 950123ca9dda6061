"""How a table lies on paper: the way of the page, widths of columns, size of letters, heights of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import ceil

from attrs import frozen

from congvan.excel.limits import HIGHEST_ROW_PT
from congvan.excel.stock.columns import COMFORT_MM, Growth, Need, parted, widths_of
from congvan.excel.stock.measuring import (
    Measure,
    figure_width,
    line_width,
    longest_line,
    longest_word,
    measured,
    ruler,
)
from congvan.model import Column, ColumnKind, Orientation, Table
from congvan.standard import Standard
from congvan.vietnamese.widths import Ruler, text_width

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

_GROWTH = {ColumnKind.TEXT: Growth.TEXT, ColumnKind.CHOICE: Growth.TEXT, ColumnKind.STT: Growth.NONE}

LABEL_EMS = 2.5
"""The number of a column, with its formula, is broken where it is longer: in mm at 1 pt, 32.5 mm at 13 pt."""

_AFTER_HYPHENS = re.compile(r"[^-]*-+|[^-]+")

_ROUNDING_MM = 1e-6
"""A line is broken that lacks more than this: columns are as wide as their longest line, to the last bit."""

LEADING = 1.05
"""Rows are this much higher than their lines: Excel clips what does not fit to the point."""


@frozen(kw_only=True)
class Layout:
    """Column widths in mm, the size of the table's letters in pt, and the way the page lies.

    `measures` are what the columns hold.
    `split` is the last column, from 1, of the left half of a form's head; None where it is not parted.
    """

    landscape: bool
    size_pt: float
    widths_mm: tuple[float, ...]
    line_factor: float
    measures: tuple[Measure, ...]
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


@frozen(kw_only=True)
class _Column:
    """What decides a column's width, in mm at 1 pt: its headings, what it holds, the total below it.

    `word` is the widest of what is not broken, `line` the widest line, `heading` that of its headings.
    """

    leaf: Column
    measure: Measure
    word: float
    line: float
    heading: float

    def need(self, size_pt: float) -> Need:
        """What it asks for in letters of this size."""
        least = self.word * size_pt / SAFETY + PADDING_MM
        line = max(self.line * size_pt, min(self.heading * size_pt, COMFORT_MM))
        wanted = max(EMPTY_MM[self.leaf.kind], line / SAFETY + PADDING_MM)
        return Need(
            least=least,
            wanted=min(max(least, wanted), LONGEST_MM),
            given=self.leaf.width,
            growth=_GROWTH.get(self.leaf.kind, Growth.FIGURES),
        )


def _columns(table: Table) -> Iterator[_Column]:
    totals = table.total.columns if table.total else ()
    labels = table.column_labels if table.column_numbers else ()
    groups = table.group_lines
    for position, (leaf, measure) in enumerate(zip(table.leaves, measured(table), strict=True)):
        heading_word, heading_line = _heading(leaf.title, leaf.unit)
        word, line = max(measure.word, heading_word), measure.line
        if labels:
            word = max(word, min(text_width(labels[position], 1.0, italic=True), LABEL_EMS))
        if groups:
            words, titles = _of_groups(table, position, measure.decimals)
            word = max(word, words)
            line = max(line, titles)
        if leaf.key in totals and measure.total is not None:
            word = max(word, figure_width(measure.total, measure.decimals, bold=True))
        if leaf.choices:
            word, line = max(word, longest_word(leaf.choices)), max(line, longest_line(leaf.choices))
        yield _Column(leaf=leaf, measure=measure, word=word, line=line, heading=heading_line)


def _of_groups(table: Table, position: int, decimals: int) -> tuple[float, float]:
    """The widest word and line that the lines of groups have in a column, bold, in mm at 1 pt."""
    leaf, groups = table.leaves[position], table.group_lines
    texts = []
    if leaf.kind is ColumnKind.STT:
        texts += [group.mark for group in groups]
    if position == table.label_position:
        texts += [group.title for group in groups]
    word = longest_word(texts, bold=True)
    if table.total is not None and leaf.key in table.total.columns:
        sums = (table.sum_at(position, table.rows[group.rows.start : group.rows.stop]) for group in groups)
        figures = (figure_width(number, decimals, bold=True) for number in sums if number is not None)
        word = max(word, *figures, 0.0)
    return word, longest_line(texts, bold=True)


# The annexes of a batch are of one form: its headings are measured once.
@lru_cache(maxsize=1024)
def _heading(title: str, unit: str | None) -> tuple[float, float]:
    """The widest word and the widest line of a heading, bold, in mm at 1 pt."""
    lines = title.split("\n") + ([f"({unit})"] if unit else [])
    return longest_word(lines, bold=True), longest_line(lines, bold=True)


def layout_of(
    table: Table, orientation: Orientation, standard: Standard, *, right_mm: float | None = None
) -> Layout:
    """The layout of a table: upright if it is comfortable so and not asked otherwise, else across the page.

    `right_mm` is what the right half of a form's head needs, None without one. Letters are as the standard
    sets tables, smaller where the longest words would not fit (XLSX-8).
    """
    page = standard.page
    columns = [*_columns(table)]
    upright = page.text_width_mm
    needs = [column.need(standard.table_pt) for column in columns]
    landscape = orientation is Orientation.LANDSCAPE or sum(need.comfortable for need in needs) > upright
    width = page.height_mm - page.margin_left_mm - page.margin_right_mm if landscape else upright
    size = standard.table_pt
    while sum(need.asked for need in needs) > width and size > standard.table_size.low:
        size -= 1
        needs = [column.need(size) for column in columns]
    widths = _with_groups(table, widths_of(needs, width), size)
    split = None
    if right_mm is not None and (found := parted(needs, widths, right_mm)):
        widths, split = found
    return Layout(
        landscape=landscape,
        size_pt=size,
        widths_mm=tuple(widths),
        line_factor=standard.body.single_line_factor,
        measures=tuple(column.measure for column in columns),
        split=split,
    )


def line_count(text: str, width_mm: float, size_pt: float, *, bold: bool = False) -> int:
    """How many lines a text takes when words move to the next line whole; a word too long is broken."""
    room = (width_mm + _ROUNDING_MM) / size_pt
    if "\n" not in text and line_width(text, bold=bold) <= room:
        return 1
    measure = ruler(bold=bold)
    return sum(_paragraph_lines(line, room, measure) for line in text.split("\n"))


def row_height_pt(
    cells: Iterable[tuple[str, float]], size_pt: float, line_factor: float, *, bold: bool = False
) -> float:
    """The height of a row of texts, each in a cell so many mm wide; at most what Excel allows."""
    wanted = (line_count(text, (width - PADDING_MM) * SAFETY, size_pt, bold=bold) for text, width in cells)
    return min(round(max(wanted, default=1) * size_pt * line_factor * LEADING + 2, 1), HIGHEST_ROW_PT)


def _paragraph_lines(text: str, width: float, measure: Ruler) -> int:
    """The lines of one paragraph in a width given in mm at 1 pt."""
    space = measure.width(" ")
    lines, used = 1, 0.0
    words = text.split()
    for word, whole in zip(words, measure.widths(words), strict=True):
        # A word too long for a line is broken after hyphens first.
        pieces = [word] if whole <= width or "-" not in word else _AFTER_HYPHENS.findall(word)
        gap = space if used else 0.0
        for wide in measure.widths(pieces):
            if used and used + gap + wide > width:
                lines, used, gap = lines + 1, 0.0, 0.0
            used += gap + wide
            gap = 0.0
            if used > width:
                more = ceil(used / width) - 1
                lines, used = lines + more, used - more * width
    return lines


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
    needed = longest_word([column.title], bold=True) * size_pt / SAFETY + PADDING_MM
    lacking = needed - sum(widths[position : position + count])
    for index in range(position, position + count):
        widths[index] += max(0.0, lacking / count)
    for child in column.columns:
        _widen(child, position, widths, size_pt)
        position += len(child.leaves)
