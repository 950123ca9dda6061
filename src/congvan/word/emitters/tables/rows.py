"""The rows of a table of figures: grouped headings, data, blank rows, the totals line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Self, cast

from attrs import evolve, field, frozen

from congvan.model import Column, Table
from congvan.word.emitters.grids import (
    CELL_END,
    GRID_END,
    ROW_END,
    Merge,
    Vertical,
    cell_start,
    grid_start,
    row_start,
    twips,
)
from congvan.word.emitters.runs import LINE_BREAK, plain_run, run_pieces
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.tables.columns import is_tight, needs, widths
from congvan.word.emitters.tables.figures import Shown, shown_columns, shown_sums
from congvan.word.emitters.tables.lines import ALIGNMENTS, group_row, group_texts, number_row, total_row
from congvan.word.emitters.writing import Markup, Written, together
from congvan.word.fragment import Need
from congvan.word.looks import Family, Look
from congvan.word.markup import RUN_END, RUN_START, run_properties, sound_markup, sound_texts

LAST_ROWS_KEPT = 2
"""How many rows stay with what must not stand alone after the table."""

_UNIT_LOOK = run_properties(bold=False, italic=True)
_START, _END = RUN_START.encode(), RUN_END.encode()


def table_blocks(table: Table, sheet: Sheet, *, kept: bool = False) -> list[Markup | Need]:
    """Title, unit line, the table over the whole width, a spacer; `kept` ties its end to what follows."""
    columns = shown_columns(table)
    totals = shown_sums(table) if table.total is not None else ()
    measured = _measured(table, columns, totals)
    needed = needs(table, measured, sheet)
    chosen = sheet.of(Family.SMALL) if is_tight(needed, sheet.width_mm) else sheet.of(Family.ORDINARY)
    if chosen.family is not sheet.family:
        needed = needs(table, measured, chosen)
    across = twips(widths(needed, sheet.width_mm))
    start = _above(table, sheet) + grid_start(sheet.id(Look.TABLE), across)
    heading = _heading_rows(table, across, chosen)
    if table.column_numbers:
        heading.append(number_row(table, across, chosen))
    data = _data_rows(table, columns, across, chosen, kept=LAST_ROWS_KEPT - bool(totals) if kept else 0)
    total = total_row(table, table.total, totals, across, chosen, keep=kept) if table.total else ""
    return [start, *heading, *data, total, GRID_END, sheet.spacer(keep_next=kept)]


def _above(table: Table, sheet: Sheet) -> str:
    title = sheet.written(Look.TABLE_TITLE, table.title, keep_next=True) if table.title else ""
    unit = sheet.written(Look.UNIT, f"Đơn vị tính: {table.unit}", keep_next=True) if table.unit else ""
    return title + unit or sheet.gap()


def _measured(
    table: Table, columns: Sequence[Sequence[Shown]], totals: tuple[str, ...]
) -> Sequence[Sequence[Shown]]:
    """The columns with what the lines of groups and of totals say in them."""
    lines = [group_texts(table, heading) for heading in table.group_lines]
    if table.total is not None:
        label = None if table.total.under is None else table.index(table.total.under)
        lines.append([table.total.label if at == label else total for at, total in enumerate(totals)])
    if not lines:
        return columns
    return [(*column, *line) for column, line in zip(columns, zip(*lines, strict=True), strict=True)]


def _heading_rows(table: Table, across: Sequence[int], sheet: Sheet) -> list[str]:
    """As many rows as the groups are deep; a column without a group runs over all of them."""
    start = row_start(heading=True)
    level = [_Heading(column) for column in table.columns]
    depth = table.depth
    rows = []
    for row in range(depth):
        last = row == depth - 1
        rows.append(f"{start}{_heading_cells(level, across, sheet, last=last)}{ROW_END}")
        if not last:
            level = [below for heading in level for below in heading.below()]
    return rows


def _heading_cells(headings: Sequence[_Heading], across: Sequence[int], sheet: Sheet, *, last: bool) -> str:
    opening = sheet.opening(Look.HEADING_CELL, keep_next=True)
    cells = []
    position = 0
    for heading in headings:
        column = heading.column
        span = len(column.leaves) if column.columns else 1
        width = sum(across[position : position + span])
        start = cell_start(width, Vertical.MIDDLE, span, heading.merge(last=last))
        words = "" if heading.goes_on else _title_runs(column.title, column.unit)
        cells.append(f"{start}{opening}{words}</w:p>{CELL_END}")
        position += span
    return "".join(cells)


@lru_cache(maxsize=512)
def _title_runs(title: str, unit: str | None) -> str:
    """The runs of a column's title and unit: letters after each other have the same."""
    if not unit:
        return plain_run(title)
    return f"{plain_run(title)}{LINE_BREAK}<w:r>{_UNIT_LOOK}{sound_markup(f'({unit})')}</w:r>"


@frozen
class _Heading:
    """A heading in one row: a column's own, or the continuation of one that began above."""

    column: Column
    goes_on: bool = False

    def merge(self, *, last: bool) -> Merge | None:
        """Its part in a cell over several rows; none in the `last` row and over columns of its own."""
        if self.goes_on:
            return Merge.GOES_ON
        return None if last or self.column.columns else Merge.BEGINS

    def below(self) -> list[_Heading]:
        """What stands under it in the next row."""
        columns = self.column.columns
        return [_Heading(column) for column in columns] if columns else [_Heading(self.column, True)]


def _data_rows(
    table: Table, columns: Sequence[Sequence[Shown]], across: Sequence[int], sheet: Sheet, *, kept: int
) -> list[Markup | Need]:
    """The rows of data, blank ones too; the last `kept` of them stay with what follows."""
    cells = _Cells.of([*chain.from_iterable(zip(*columns, strict=True))], sheet)
    width, first_kept = len(columns), max(0, len(columns[0]) - kept)
    pieces: list[Markup | Need] = []
    for heading, rows in table.stretches:
        if heading is not None:
            pieces.append(group_row(table, heading, across, sheet))
        middle = min(max(rows.start, first_kept), rows.stop)
        for first, last, keep in ((rows.start, middle, False), (middle, rows.stop, True)):
            if first < last:
                some = cells.some(first * width, last * width)
                pieces += _rows(table, some, across, sheet, keep=keep)
    return pieces


@frozen
class _Cells:
    """The runs of cells, row by row: what is in each, between `before` and `after` that all share.

    `plain` ones are words alone, in UTF-8.
    """

    runs: Sequence[Written]
    before: str = ""
    after: str = ""
    plain: bool = field(default=False, kw_only=True)

    @classmethod
    def of(cls, shown: Sequence[Shown], sheet: Sheet) -> Self:
        """Those of what cells show: plain words all at once."""
        if {*map(type, shown)} <= {str}:
            texts = sound_texts(cast("Sequence[str]", shown))
            if all(texts):
                return cls(texts, RUN_START, RUN_END, plain=True)
            return cls([b"%b%b%b" % (_START, text, _END) if text else b"" for text in texts], plain=True)
        return cls(
            [
                plain_run(cell) if isinstance(cell, str) else together(run_pieces(cell, sheet))
                for cell in shown
            ]
        )

    def some(self, first: int, last: int) -> Self:
        """Those from the first of some cells up to the last, not included."""
        if last - first == len(self.runs):
            return self
        return evolve(self, runs=self.runs[first:last])


def _rows(
    table: Table, cells: _Cells, across: Sequence[int], sheet: Sheet, *, keep: bool
) -> list[Markup | Need]:
    """Rows of cells: in each row the same beginnings, and between them the runs."""
    end = f"{cells.after}</w:p>{CELL_END}"
    starts = [
        f"{end}{cell_start(width, Vertical.MIDDLE)}"
        f"{sheet.opening(Look.CELL, keep_next=keep, alignment=ALIGNMENTS.get(leaf.kind))}{cells.before}"
        for leaf, width in zip(table.leaves, across, strict=True)
    ]
    first = f"{row_start()}{starts[0].removeprefix(end)}"
    encoded = [f"{end}{ROW_END}{first}".encode(), *(start.encode() for start in starts[1:])]
    pieces: list[Written] = [b""] * (2 * len(cells.runs) + 1)
    pieces[:-1:2] = encoded * (len(cells.runs) // len(starts))
    pieces[1::2] = cells.runs
    pieces[0], pieces[-1] = first.encode(), f"{end}{ROW_END}".encode()
    if cells.plain:
        return [b"".join(cast("list[bytes]", pieces))]
    whole = together(cast("list[Markup | Need]", pieces))
    if isinstance(whole, str | bytes):
        return [whole]
    return [*chain.from_iterable([piece] if isinstance(piece, str | bytes) else piece for piece in pieces)]
