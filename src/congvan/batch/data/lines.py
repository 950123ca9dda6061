"""Lines as rows of a table of the dispatch: each value under its column, as it wants it (dòng của bảng)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from itertools import chain
from typing import Any

from attrs import evolve
from immutabledict import immutabledict

from congvan.batch.data.rows import Lines, as_name
from congvan.batch.faults import problem
from congvan.model import Column, ColumnKind, Table
from congvan.model.tables.columns import FILLED_BY_CONGVAN
from congvan.problems import ModelError
from congvan.vietnamese.dates import parse_date


def table_rows(leaves: tuple[Column, ...], cell: object) -> tuple[tuple[Any, ...], ...]:
    """The rows of a table with these columns that a cell says: lines of a second table, or a list."""
    if isinstance(cell, Lines):
        return _named_order(leaves, cell.names).rows(cell.cells)
    orders: dict[tuple[str, ...], _Order] = {}
    rows: list[tuple[Any, ...]] = []
    for line in cell if isinstance(cell, list | tuple) else (cell,):
        if isinstance(line, Mapping):
            names = tuple(line)
            order = orders.get(names) or orders.setdefault(names, _named_order(leaves, names))
            rows += order.rows(((*line.values(),),))
        else:
            rows += _listed_row(leaves, tuple(line) if isinstance(line, list | tuple) else (line,))
    return tuple(rows)


def are_sure(table: Table, lines: Iterable[Lines]) -> bool:
    """True when the table is sure to take in each of these lots of lines, with nothing wrong in any.

    All are looked at together. Groups part the rows of a table: then each lot has to be looked at by itself.
    """
    lots = tuple(lines)
    if table.groups or len({lot.names for lot in lots}) != 1:
        return False
    every = Lines(lots[0].names, tuple(chain.from_iterable(lot.cells for lot in lots)))
    try:
        return not evolve(table, rows=table_rows(table.leaves, every)).runs
    except ModelError:
        return False


def _listed_row(leaves: tuple[Column, ...], given: tuple[object, ...]) -> tuple[tuple[Any, ...], ...]:
    """A line without headings: a value for every column, or only for those that somebody fills in."""
    typed = [index for index, leaf in enumerate(leaves) if _is_typed(leaf)]
    if len(given) not in (len(typed), len(leaves)):
        raise ModelError(problem("table-row-length", expected=len(typed), found=len(given)))
    places = range(len(leaves)) if len(given) == len(leaves) else typed
    return _Order(leaves, tuple(places)).rows((given,))


def _named_order(leaves: tuple[Column, ...], names: tuple[str, ...]) -> _Order:
    positions = _positions(leaves)
    unknown = [name for name in names if as_name(name) not in positions]
    if unknown:
        known = "; ".join(leaf.key or leaf.title for leaf in leaves if _is_typed(leaf))
        raise ModelError(problem("unknown-table-column", name="; ".join(unknown), known=known))
    return _Order(leaves, tuple(positions[as_name(name)] for name in names))


class _Order:
    """Where the values of lines go among the columns of a table."""

    def __init__(self, leaves: tuple[Column, ...], places: tuple[int, ...]) -> None:
        """The first value of a line goes to the column at the first of `places`, and so on."""
        self.leaves = leaves
        self.sources = {place: index for index, place in enumerate(places)}

    def rows(self, lines: Sequence[tuple[object, ...]]) -> tuple[tuple[Any, ...], ...]:
        """The lines, which are equally long, as rows, every value as its column wants it."""
        if not lines:
            return ()
        given = list(zip(*lines, strict=True))
        # A column that is given nothing is empty.
        empty = (None,) * len(lines)
        columns = [
            _cells(leaf, given[self.sources[place]]) if place in self.sources else empty
            for place, leaf in enumerate(self.leaves)
        ]
        return tuple(zip(*columns, strict=True))


def _cells(leaf: Column, values: tuple[object, ...]) -> Sequence[object]:
    """The values of a column as it wants them; all are asked at once whether they are as nearly always."""
    if {*map(type, values)} == {_USUAL_TYPE.get(leaf.kind)} and "" not in values:
        return values
    return [_cell(leaf, value) for value in values]


_USUAL_TYPE = immutabledict(
    {
        ColumnKind.TEXT: str,
        ColumnKind.CHOICE: str,
        ColumnKind.INTEGER: int,
        ColumnKind.DECIMAL: int,
        ColumnKind.DATE: Date,
    }
)
"""What the cells of a column nearly always are; such a cell is taken as it is, unless it is empty."""


def _is_typed(leaf: Column) -> bool:
    return leaf.kind not in FILLED_BY_CONGVAN


def _positions(leaves: tuple[Column, ...]) -> dict[str, int]:
    titles = {as_name(leaf.title): index for index, leaf in enumerate(leaves)}
    return titles | {as_name(leaf.key): index for index, leaf in enumerate(leaves) if leaf.key}


def _cell(leaf: Column, value: object) -> object:
    """A cell as its column wants it: a date typed as text is read, a number in a text column is text."""
    if isinstance(value, str):
        if leaf.kind is ColumnKind.DATE and value:
            parts = parse_date(value)
            return (parts.as_date() if parts else None) or value
        return value or None
    if isinstance(value, int) and value is not True and leaf.kind in (ColumnKind.TEXT, ColumnKind.CHOICE):
        return str(value)
    return value
