"""What the cells of a table show: typed words, running numbers, results, totals as Vietnamese prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from congvan.model import Cell, Column, ColumnKind, Run, Table
from congvan.model.body import run_text
from congvan.model.formula import Formula
from congvan.model.table import MOST_DECIMALS
from congvan.vietnamese.dates import short_date
from congvan.vietnamese.numbers import grouped

Shown = str | tuple[Run, ...]
"""What a cell shows: plain words, or runs with looks; empty for nothing."""


def shown_columns(table: Table) -> tuple[tuple[Shown, ...], ...]:
    """Every column from the first row to the last; blank rows go on with the running numbers."""
    count = len(table.rows) + table.blank_rows
    return tuple(_column(table, position, count) for position in range(len(table.leaves)))


def shown_totals(table: Table) -> tuple[str, ...]:
    """The totals line but for its label: empty where nothing is added up, or nothing to add is there yet."""
    if table.total is None:
        return ()
    totals = []
    for leaf in table.leaves:
        total = table.total_of(leaf.key) if leaf.key and leaf.key in table.total.columns else None
        totals.append("" if total is None or leaf.key is None else _figure(total, table.decimals(leaf.key)))
    return tuple(totals)


def words(shown: Shown) -> str:
    """The plain words of a cell, for measuring."""
    return shown if isinstance(shown, str) else "".join(run_text(run) for run in shown)


def _column(table: Table, position: int, count: int) -> tuple[Shown, ...]:
    leaf = table.leaves[position]
    if leaf.kind is ColumnKind.STT:
        return tuple(str(number) for number in range(1, count + 1))
    cells: Sequence[Cell] = [row[position] for row in table.rows]
    if leaf.kind is ColumnKind.FORMULA:
        cells = _results(table, leaf)
    decimals = _decimals(leaf, cells)
    return (*(_shown(cell, decimals) for cell in cells), *[""] * (count - len(cells)))


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
