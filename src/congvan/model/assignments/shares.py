"""The cells of each form that each unit owes (phần của từng đơn vị)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    named = _by_unit([item for item, _ in parts])
    without = [frozenset(item.except_) for item, _ in parts]
    known: dict[tuple[int, ...], tuple[Position, ...]] = {}
    for unit in units:
        of_group = named.get(unit.group, ()) if unit.group is not None else ()
        own = (*named.get(unit.code, ()), *(index for index in of_group if unit.code not in without[index]))
        if own not in known:
            known[own] = tuple(sorted(set().union(*(parts[index][1] for index in own))))
        if known[own]:
            yield unit, known[own]


def _by_unit(items: Sequence[Assignment]) -> dict[str, list[int]]:
    """The positions of assignments by the unit or group they name."""
    found: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        found.setdefault(item.unit, []).append(index)
    return found


def _parts(
    units: tuple[Unit, ...], assignments: tuple[Assignment, ...], form: str, table: Table
) -> list[tuple[Assignment, frozenset[Position]]]:
    """What each leading assignment of a form names, without what it leaves to others."""
    own = [item for item in assignments if item.form == form and item.leads]
    rows = _open_rows(table) if own else {}
    cells = [_named_cells(item, table, rows) for item in own]
    named = _by_unit(own)
    groups = _groups(units)
    found = []
    for position, item in enumerate(own):
        names = _names(item, groups, named) if item.except_ else ()
        others = (cells[index] for name in names for index in named[name] if index != position)
        found.append((item, cells[position].difference(*others)))
    return found


def _groups(units: tuple[Unit, ...]) -> dict[str, set[str]]:
    """The codes of the units of every group."""
    found: dict[str, set[str]] = {}
    for unit in units:
        if unit.group is not None:
            found.setdefault(unit.group, set()).add(unit.code)
    return found


def _names(item: Assignment, groups: Mapping[str, set[str]], named: Mapping[str, object]) -> list[str]:
    """The units and groups that have assignments and whose parts this one leaves out.

    A group is named when each of its units is. What units its own group is without is another matter.
    """
    listed = {*item.except_} - groups.get(item.unit, set())
    covered = listed.union(*(groups[name] for name in listed if name in groups))
    whole = (name for name, members in groups.items() if members <= covered)
    return [name for name in sorted(covered.union(whole)) if name in named]


def _open_rows(table: Table) -> dict[int, list[Position]]:
    """The open cells of every row that has some."""
    found: dict[int, list[Position]] = {}
    for position in open_cells(table):
        found.setdefault(position[0], []).append(position)
    return found


def _named_cells(
    assignment: Assignment, table: Table, rows: Mapping[int, list[Position]]
) -> frozenset[Position]:
    """The open cells among the rows and columns of an assignment."""
    columns = {index for index, leaf in enumerate(table.leaves) if leaf.key in assignment.columns}
    asked = [row - 1 for row in assignment.rows] if assignment.rows else [*rows]
    cells = (position for row in asked for position in rows.get(row, ()))
    return frozenset(position for position in cells if not assignment.columns or position[1] in columns)


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
