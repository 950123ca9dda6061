"""The cells of each form that each unit owes (phần của từng đơn vị)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from congvan.model.assignments.parts import Assignment, Unit
from congvan.model.tables.columns import FILLED_BY_CONGVAN
from congvan.model.tables.table import Table

Position = tuple[int, int]
"""A cell of a table: row, counted from 0 with the blank ones at the end, and leaf column from 0."""


@frozen(kw_only=True)
class Share:
    """What one unit owes of one form: the cells that are open to it, in reading order; never empty."""

    unit: Unit
    form: str
    table: Table
    cells: tuple[Position, ...]


def shares(
    units: tuple[Unit, ...], assignments: tuple[Assignment, ...], forms: Mapping[str, Table]
) -> tuple[Share, ...]:
    """What every unit owes, in the order of units and of forms; who owes nothing is left out."""
    found: dict[str, list[Share]] = {}
    for form, table in forms.items():
        for unit, cells in _owed(units, assignments, form, table):
            share = Share(unit=unit, form=form, table=table, cells=cells)
            found.setdefault(unit.code, []).append(share)
    return tuple(share for unit in units for share in found.get(unit.code, ()))


def _owed(
    units: tuple[Unit, ...], assignments: tuple[Assignment, ...], form: str, table: Table
) -> Iterator[tuple[Unit, tuple[Position, ...]]]:
    """The units that owe cells of a form; those of one group share one tuple of them."""
    parts = _parts(units, assignments, form, table)
    known: dict[tuple[int, ...], tuple[Position, ...]] = {}
    for unit in units:
        own = tuple(index for index, (item, _) in enumerate(parts) if item.binds(unit))
        if own not in known:
            known[own] = tuple(sorted(set().union(*(parts[index][1] for index in own))))
        if known[own]:
            yield unit, known[own]


def _parts(
    units: tuple[Unit, ...], assignments: tuple[Assignment, ...], form: str, table: Table
) -> list[tuple[Assignment, frozenset[Position]]]:
    """What each leading assignment of a form names, without what it leaves to others."""
    own = [item for item in assignments if item.form == form and item.leads]
    named = [_named_cells(item, table) for item in own]
    found = []
    for item, cells in zip(own, named, strict=True):
        others = (
            part
            for other, part in zip(own, named, strict=True)
            if other is not item and _names(units, other.unit, _others(units, item))
        )
        found.append((item, cells.difference(*others)))
    return found


def _others(units: tuple[Unit, ...], item: Assignment) -> tuple[str, ...]:
    """Whose parts an assignment leaves out; not those of units that its own group is without."""
    members = {unit.code for unit in units if unit.group == item.unit}
    return tuple(code for code in item.except_ if code not in members)


def _names(units: tuple[Unit, ...], unit: str, listed: tuple[str, ...]) -> bool:
    """Whether a list of codes and groups names a unit, or all units of a group."""
    if unit in listed:
        return True
    members = {item.code for item in units if item.group in listed}
    wanted = {item.code for item in units if unit in (item.code, item.group)}
    return bool(wanted) and wanted <= members | {*listed}


def _named_cells(assignment: Assignment, table: Table) -> frozenset[Position]:
    """The open cells among the rows and columns of an assignment."""
    rows = {row - 1 for row in assignment.rows}
    columns = {index for index, leaf in enumerate(table.leaves) if leaf.key in assignment.columns}
    return frozenset(
        (row, column)
        for row, column in open_cells(table)
        if (not assignment.rows or row in rows) and (not assignment.columns or column in columns)
    )


def open_cells(table: Table) -> Iterator[Position]:
    """The cells of a table that somebody has to fill in: empty ones no formula or number stands in."""
    typed = [index for index, leaf in enumerate(table.leaves) if leaf.kind not in FILLED_BY_CONGVAN]
    for row, cells in enumerate(table.rows):
        for column in typed:
            if cells[column] is None:
                yield row, column
    for row in range(len(table.rows), len(table.rows) + table.blank_rows):
        for column in typed:
            yield row, column
