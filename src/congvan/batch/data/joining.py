"""A second table, joined by key: each unit's own lines of a form, or its own addressees (bảng kèm theo)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from operator import itemgetter

from attrs import evolve, frozen

from congvan.batch.data.rows import Lines, Rows
from congvan.batch.faults import BatchError, problem
from congvan.problems import Problem
from congvan.vietnamese.hygiene import nearest


@frozen(kw_only=True)
class Join:
    """Rows that belong to the rows of a batch: `into` is the field they fill, `tables.<name>.rows`.

    Their own `key` column names the row of the batch they belong to, several of them may name the same.
    """

    into: str
    rows: Rows


def joined(rows: Rows, joins: tuple[Join, ...]) -> Rows:
    """The rows with one more column for each join; BatchError for lines that belong to no row."""
    problems = [found for join in joins for found in _strays(rows, join)]
    if problems:
        raise BatchError(problems)
    for join in joins:
        if join.into in rows.columns:
            raise BatchError(problem("same-heading", rows.place(rows.rows[0]), name=join.into))
        cells = _cells(join)
        own = rows.rows
        rows = evolve(
            rows,
            columns=(*rows.columns, join.into),
            rows=evolve(
                own,
                cells=tuple((*said, cells(key)) for said, key in zip(own.cells, own.keys, strict=True)),
            ),
            digest=rows.digest + join.rows.digest,
        )
    return rows


def _cells(join: Join) -> Callable[[str], object]:
    """What the lines of a key come to in the cell of its row: lines of a table, or a list."""
    others = [index for index, name in enumerate(join.rows.columns) if name != join.rows.key]
    names = tuple(join.rows.columns[index] for index in others)
    found: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    pick = _picker(others)
    for key, cells in zip(join.rows.rows.keys, join.rows.rows.cells, strict=True):
        found[key].append(pick(cells))
    if join.into.startswith("tables."):
        return lambda key: Lines(names, tuple(found[key]))
    if len(names) == 1:
        return lambda key: tuple(only for (only,) in found[key])
    return lambda key: tuple(dict(zip(names, cells, strict=True)) for cells in found[key])


def _picker(places: list[int]) -> Callable[[tuple[object, ...]], tuple[object, ...]]:
    """What picks the cells at these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def _strays(rows: Rows, join: Join) -> list[Problem]:
    known = {*rows.rows.keys}
    if known.issuperset(join.rows.rows.keys):
        return []
    return [
        problem(
            "stray-line",
            join.rows.place(row, join.rows.key),
            value=row.key,
            row=row.line,
            known="; ".join(nearest(row.key, known, count=3)) or "–",
        )
        for row in join.rows.rows
        if row.key not in known
    ]
