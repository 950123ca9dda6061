"""What the cells of a table show: typed words, running numbers, results, totals as Vietnamese prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any

from congvan.model import Cell, Column, ColumnKind, Run, Table
from congvan.model.body import run_text
from congvan.model.tables.columns import MOST_DECIMALS
from congvan.model.tables.groups import Heading
from congvan.vietnamese.dates import short_date
from congvan.vietnamese.hygiene import nfc
from congvan.vietnamese.numbers import grouped

WRITTEN_KINDS = (ColumnKind.TEXT, ColumnKind.CHOICE)
"""Kinds whose cells hold words, or nothing."""

Shown = str | tuple[Run, ...]
"""What a cell shows: plain words, or runs with looks; empty for nothing."""


def shown_columns(table: Table) -> tuple[tuple[Shown, ...], ...]:
    """Every column from the first row to the last; blank rows go on with the running numbers."""
    count = len(table.rows) + table.blank_rows
    cells = zip(*table.rows, strict=True) if table.rows else repeat(())
    columns = zip(table.leaves, cells, strict=False)
    return tuple([_column(table, leaf, column, count) for leaf, column in columns])


def shown_sums(table: Table, heading: Heading | None = None) -> tuple[str, ...]:
    """The line of sums, of a group or the whole table: empty where nothing is added up, or is there yet."""
    rows = table.rows if heading is None else table.rows[heading.rows.start : heading.rows.stop]
    summed = table.total.columns if table.total is not None else ()
    sums = []
    for position, leaf in enumerate(table.leaves):
        total = table.sum_at(position, rows) if leaf.key in summed else None
        sums.append("" if total is None else _figure(total, table.decimals_at(position)))
    return tuple(sums)


def words(shown: Shown) -> str:
    """The plain words of a cell, for measuring."""
    return shown if isinstance(shown, str) else nfc("".join(run_text(run) for run in shown))


def _column(table: Table, leaf: Column, cells: Sequence[Cell], count: int) -> tuple[Shown, ...]:
    if leaf.kind is ColumnKind.STT:
        return tuple(str(number) for _, rows in table.stretches for number in table.running_numbers(rows))
    if leaf.kind is ColumnKind.FORMULA:
        cells = table.numbers_at(table.leaves.index(leaf))
    blank = [""] * (count - len(cells))
    if leaf.kind in WRITTEN_KINDS:
        # What is written is shown as it is.
        written: Sequence[Any] = (
            cells if None not in cells else ["" if cell is None else cell for cell in cells]
        )
        return (*written, *blank)
    decimals = _decimals(leaf, cells)
    return (*[_shown(cell, decimals) for cell in cells], *blank)


def _decimals(leaf: Column, cells: Sequence[Cell]) -> int:
    """As many as the longest figure of the column has, a result no more than `MOST_DECIMALS`."""
    numbers = [Decimal(cell).normalize() for cell in cells if isinstance(cell, int | Decimal)]
    longest = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
    return max(0, min(longest, MOST_DECIMALS) if leaf.kind is ColumnKind.FORMULA else longest)


def _shown(cell: Cell, decimals: int) -> Shown:
    match cell:
        case None:
            return ""
        case date():
            return short_date(cell)
        case int() | Decimal():
            return _figure(cell, decimals)
    return cell


def _figure(number: int | Decimal, decimals: int) -> str:
    return grouped(number, decimals=decimals)
