"""What each column is for: a value of the source, a field of the dispatch, or nothing (công dụng của cột)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from attrs import evolve, field, frozen

from congvan.batch.data.lines import are_sure, table_rows
from congvan.batch.data.rows import Lines, Row, Rows, as_name
from congvan.batch.faults import problem
from congvan.model import Appendix, Block, Dispatch, Table
from congvan.model.dispatch import named_tables
from congvan.problems import ModelError, Place, Problem
from congvan.source import Source
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
    said = {name: getattr(dispatch, name) for name in ("signatory", "body", "appendices")}
    return evolve(dispatch, **changes(said, path, cell))


def changes(said: Mapping[str, Any], path: str, cell: object) -> dict[str, Any]:
    """The fields of a dispatch that setting one of `FIELDS`, or the rows of a table, replaces.

    `said` are its fields by name, as far as it has them; ModelError for what cannot be.
    """
    if found := _TABLE.fullmatch(path):
        return _with_rows(said.get("body", ()), said.get("appendices", ()), found["name"], cell)
    if path in _SIGNATORY:
        first, *rest = said["signatory"]
        change: dict[str, Any] = {_SIGNATORY[path]: cell}
        return {"signatory": (evolve(first, **change), *rest)}
    return {path: _listed(cell) if path in _LISTS else cell}


def _listed(cell: object) -> tuple[object, ...]:
    if isinstance(cell, str):
        return tuple(part.strip() for part in _SEPARATOR.split(cell) if part.strip())
    return tuple(cell) if isinstance(cell, Iterable) and not isinstance(cell, Mapping) else (cell,)


def _with_rows(
    body: tuple[Block, ...], appendices: tuple[Appendix, ...], name: str, cell: object
) -> dict[str, Any]:
    tables = {named: (path, table) for path, named, table in named_tables(body, appendices)}
    if name not in tables:
        known = "; ".join(nearest(name, tables, count=3) or tables) or "–"
        raise ModelError(problem("unknown-table", name=name, known=known))
    path, table = tables[name]
    filled = evolve(table, rows=table_rows(table.leaves, cell))

    def changed(block: Block) -> Block:
        return filled if block is table else block

    if path.startswith("body"):
        return {"body": tuple(map(changed, body))}
    return {"appendices": tuple(_with_content(appendix, changed) for appendix in appendices)}


def _with_content(appendix: Appendix, changed: Callable[[Block], Block]) -> Appendix:
    content = tuple(map(changed, appendix.content))
    if content == () or all(new is old for new, old in zip(content, appendix.content, strict=True)):
        return appendix
    if appendix.blocks:
        return evolve(appendix, blocks=content)
    return evolve(appendix, tables=[table for table in content if isinstance(table, Table)])


def sure_tables(columns: Columns, steady: Mapping[str, Any], rows: Sequence[Row]) -> frozenset[str]:
    """The `tables.<name>.rows` whose lines are sure to be good in every one of these rows.

    `steady` are the fields of the dispatch that are the same in all of them: only their tables can be sure.
    """
    named = named_tables(steady.get("body", ()), steady.get("appendices", ()))
    tables = {name: table for _, name, table in named}
    found = set()
    for index, path in columns.set:
        name = _TABLE.fullmatch(path)
        table = tables.get(name["name"]) if name else None
        cells = [row.cells[index] for row in rows]
        lots = [cell for cell in cells if isinstance(cell, Lines)]
        if table is not None and len(lots) == len(cells) and are_sure(table, lots):
            found.add(path)
    return frozenset(found)
