"""What the cells of a table show: typed words, running numbers, results, totals as Vietnamese prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import cast

from congvan.model import Cell, Column, ColumnKind, Run, Table
from congvan.model.body import run_text
from congvan.model.tables.columns import MOST_DECIMALS
from congvan.model.tables.formula import Formula
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
    return tuple(_column(table, leaf, column, count) for leaf, column in columns)


def shown_totals(table: Table) -> tuple[str, ...]:
    """The totals line but for its label: empty where nothing is added up, or nothing to add is there yet."""
    if table.total is None:
        return ()
    totals = []
    for leaf in table.leaves:
        total = table.total_of(leaf.key) if leaf.key and leaf.key in table.total.columns else None
        totals.append("" if total is None or leaf.key is None else _figure(total, table.decimals(leaf.key)))
    return tuple(totals)


def words(runs: tuple[Run, ...]) -> str:
    """The plain words of a cell that holds runs, for measuring."""
    return nfc("".join(run_text(run) for run in runs))


def _column(table: Table, leaf: Column, cells: Sequence[Cell], count: int) -> tuple[Shown, ...]:
    if leaf.kind is ColumnKind.STT:
        return tuple(map(str, range(1, count + 1)))
    if leaf.kind is ColumnKind.FORMULA:
        cells = _results(table, leaf)
    blank = [""] * (count - len(cells))
    if leaf.kind in WRITTEN_KINDS:
        # What is written is shown as it is.
        return (*["" if cell is None else cast("Shown", cell) for cell in cells], *blank)
    decimals = _decimals(leaf, cells)
    return (*[_shown(cell, decimals) for cell in cells], *blank)


def _results(table: Table, leaf: Column) -> list[Decimal | None]:
    formula = Formula.parse(leaf.formula or "")
    inputs = {name: table.numbers(name) for name in formula.names}
    return [
        formula.value({name: numbers[row] for name, numbers in inputs.items()})
        for row in range(len(table.rows))
    ]


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
