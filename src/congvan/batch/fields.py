"""What each column is for: a value of the source, a field of the dispatch, or nothing (công dụng của cột)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from enum import Enum
from typing import Any

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.batch.data.rows import Rows, as_name
from congvan.batch.faults import problem
from congvan.model import Appendix, Block, Column, ColumnKind, Dispatch, Table
from congvan.model.tables.columns import FILLED_BY_CONGVAN
from congvan.problems import ModelError, Place, Problem
from congvan.source import Source
from congvan.vietnamese.dates import parse_date
from congvan.vietnamese.hygiene import nearest

_TABLE = re.compile(r"tables\.(?P<name>[^\W\d]\w*)\.rows")
_LISTS = ("recipients", "copies_to")
_TEXTS = ("subject",)
_SIGNATORY = {"signatory.name": "name", "signatory.position": "position", "signatory.authority": "authority"}
FIELDS = (*_LISTS, *_TEXTS, *_SIGNATORY)
"""The fields that a column may set, beside `tables.<name>.rows`."""
_SYNONYMS = {"kinh_gui": "recipients", "noi_nhan": "copies_to", "trich_yeu": "subject"}
_SEPARATOR = re.compile(r"[;\n]")


class Use(Enum):
    """What a column is for."""

    VALUE = "value"
    FIELD = "field"
    NUMBER = "number"
    DATE = "date"
    NOTHING = "nothing"


@frozen
class Columns:
    """What every column of a batch is for, with the name of the value or the path of the field.

    `given` are the values with their positions, `set` the fields, `said` both, in the order of their names.
    """

    uses: tuple[tuple[Use, str], ...]
    given: tuple[tuple[int, str], ...] = field(init=False)
    set: tuple[tuple[int, str], ...] = field(init=False)
    said: tuple[tuple[int, str], ...] = field(init=False)

    @given.default
    def _given(self) -> tuple[tuple[int, str], ...]:
        return self._of(Use.VALUE)

    @set.default
    def _set(self) -> tuple[tuple[int, str], ...]:
        return self._of(Use.FIELD)

    @said.default
    def _said(self) -> tuple[tuple[int, str], ...]:
        return tuple(sorted((*self.given, *self.set), key=lambda column: column[1]))

    def _of(self, wanted: Use) -> tuple[tuple[int, str], ...]:
        return tuple((index, name) for index, (use, name) in enumerate(self.uses) if use is wanted)

    def values(self, cells: tuple[object, ...]) -> dict[str, object]:
        """The values of the source that a row says."""
        return {name: cells[index] for index, name in self.given}

    def fields(self, cells: tuple[object, ...]) -> Iterator[tuple[str, object]]:
        """The fields that a row sets; an empty cell sets nothing."""
        for index, path in self.set:
            if cells[index] is not None and cells[index] != "":
                yield path, cells[index]

    def cell(self, wanted: Use, cells: tuple[object, ...]) -> object:
        """The cell of the only column of that use; None without one."""
        for index, (use, _) in enumerate(self.uses):
            if use is wanted:
                return cells[index]
        return None

    @property
    def unused(self) -> tuple[int, ...]:
        """The columns that are for nothing, counted from 0."""
        return tuple(index for index, (use, _) in enumerate(self.uses) if use is Use.NOTHING)


def columns_of(
    rows: Rows, source: Source, *, number: str | None = None, date: str | None = None
) -> tuple[Columns, tuple[Problem, ...]]:
    """What each column is for; `number` and `date` name the columns of those of issue.

    Problems are two columns for one value, and names given that no column has.
    """
    special = {as_name(name): use for name, use in ((number, Use.NUMBER), (date, Use.DATE)) if name}
    uses = tuple(_use(column, source, special) for column in rows.columns)
    problems = [
        problem("unknown-column", Place(rows.file), name=name, known="; ".join(rows.columns))
        for name in (number, date)
        if name is not None and as_name(name) not in {as_name(column) for column in rows.columns}
    ]
    seen: dict[tuple[Use, str], str] = {}
    for column, use in zip(rows.columns, uses, strict=True):
        if use[0] is not Use.NOTHING and (first := seen.setdefault(use, column)) != column:
            problems.append(problem("same-target", Place(rows.file), name=column, other=first, target=use[1]))
    return Columns(uses), tuple(problems)


def _use(column: str, source: Source, special: Mapping[str, Use]) -> tuple[Use, str]:
    name = as_name(column)
    if name in special:
        return special[name], ""
    if column in source.names:
        return Use.VALUE, column
    if found := next((value for value in sorted(source.names) if as_name(value) == name), None):
        return Use.VALUE, found
    path = _SYNONYMS.get(name, column)
    if path in FIELDS or _TABLE.fullmatch(path):
        return Use.FIELD, path
    return Use.NOTHING, ""


def with_field(dispatch: Dispatch, path: str, cell: object) -> Dispatch:
    """The dispatch with one of `FIELDS`, or the rows of a table, replaced; ModelError for what cannot be."""
    if found := _TABLE.fullmatch(path):
        return _with_rows(dispatch, found["name"], cell)
    if path in _SIGNATORY:
        first, *rest = dispatch.signatory
        change: dict[str, Any] = {_SIGNATORY[path]: cell}
        return evolve(dispatch, signatory=(evolve(first, **change), *rest))
    return evolve(dispatch, **{path: _listed(cell) if path in _LISTS else cell})  # type: ignore[arg-type]


def _listed(cell: object) -> tuple[object, ...]:
    if isinstance(cell, str):
        return tuple(part.strip() for part in _SEPARATOR.split(cell) if part.strip())
    return tuple(cell) if isinstance(cell, Iterable) and not isinstance(cell, Mapping) else (cell,)


def _with_rows(dispatch: Dispatch, name: str, cell: object) -> Dispatch:
    tables = dispatch.tables
    if name not in tables:
        known = "; ".join(nearest(name, tables, count=3) or tables) or "–"
        raise ModelError(problem("unknown-table", name=name, known=known))
    table = tables[name]
    lines = _Lines(table)
    filled = evolve(
        table, rows=tuple(lines.row(line) for line in (cell if isinstance(cell, list | tuple) else (cell,)))
    )

    def changed(block: Block) -> Block:
        return filled if block is table else block

    appendices = tuple(_with_content(appendix, changed) for appendix in dispatch.appendices)
    return evolve(dispatch, body=tuple(map(changed, dispatch.body)), appendices=appendices)


def _with_content(appendix: Appendix, changed: Callable[[Block], Block]) -> Appendix:
    if appendix.blocks:
        return evolve(appendix, blocks=tuple(map(changed, appendix.blocks)))
    if appendix.tables:
        tables = (changed(table) for table in appendix.tables)
        return evolve(appendix, tables=[table for table in tables if isinstance(table, Table)])
    return appendix


class _Lines:
    """Turns the lines of one table into its rows; lines under the same headings are looked up once."""

    def __init__(self, table: Table) -> None:
        """Nothing is looked up before there is a line."""
        self.leaves = table.leaves
        self.usual = [_USUAL_TYPE.get(leaf.kind) for leaf in self.leaves]
        self.positions = _positions(self.leaves)
        self.orders: dict[tuple[str, ...], tuple[int, ...]] = {}

    def row(self, line: object) -> tuple[Any, ...]:
        """The cells of a line, by heading or in the order of the columns."""
        cells: list[object] = [None] * len(self.leaves)
        order, values = self._named(line) if isinstance(line, Mapping) else self._listed(line)
        for position, value in zip(order, values, strict=True):
            is_usual = type(value) is self.usual[position] and value != ""
            cells[position] = value if is_usual else _cell(self.leaves[position], value)
        return tuple(cells)

    def _named(self, line: Mapping[str, object]) -> tuple[Sequence[int], Iterable[object]]:
        names = tuple(line)
        if names not in self.orders:
            unknown = [name for name in names if as_name(name) not in self.positions]
            if unknown:
                known = "; ".join(leaf.key or leaf.title for leaf in self.leaves if _is_typed(leaf))
                raise ModelError(problem("unknown-table-column", name="; ".join(unknown), known=known))
            self.orders[names] = tuple(self.positions[as_name(name)] for name in names)
        return self.orders[names], line.values()

    def _listed(self, line: object) -> tuple[Sequence[int], Iterable[object]]:
        """A line without headings: a value for every column, or only for those that somebody fills in."""
        given = list(line) if isinstance(line, list | tuple) else [line]
        typed = [index for index, leaf in enumerate(self.leaves) if _is_typed(leaf)]
        if len(given) not in (len(typed), len(self.leaves)):
            raise ModelError(problem("table-row-length", expected=len(typed), found=len(given)))
        return range(len(given)) if len(given) == len(self.leaves) else typed, given


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


def _positions(leaves: tuple[Column, ...]) -> immutabledict[str, int]:
    titles = {as_name(leaf.title): index for index, leaf in enumerate(leaves)}
    return immutabledict(titles | {as_name(leaf.key): i for i, leaf in enumerate(leaves) if leaf.key})


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
