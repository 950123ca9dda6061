"""The cells of each form that each unit owes (phần của từng đơn vị)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from congvan.model.assignments.parts import Assignment, Unit
from congvan.model.table import FILLED_BY_CONGVAN, Table

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
    found = []
    for unit in units:
        for form, table in forms.items():
            cells = _cells_of(unit, units, assignments, form, table)
            if cells:
                found.append(Share(unit=unit, form=form, table=table, cells=tuple(sorted(cells))))
    return tuple(found)


def _cells_of(
    unit: Unit, units: tuple[Unit, ...], assignments: tuple[Assignment, ...], form: str, table: Table
) -> set[Position]:
    own = [item for item in assignments if item.form == form and item.leads]
    cells: set[Position] = set()
    for item in own:
        if item.unit not in (unit.code, unit.group):
            continue
        part = _named_cells(item, table)
        for other in own:
            if other is not item and _names(units, other.unit, item.except_):
                part -= _named_cells(other, table)
        cells |= part
    return cells


def _names(units: tuple[Unit, ...], unit: str, listed: tuple[str, ...]) -> bool:
    """Whether a list of codes and groups names a unit, or all units of a group."""
    if unit in listed:
        return True
    members = {item.code for item in units if item.group in listed}
    wanted = {item.code for item in units if unit in (item.code, item.group)}
    return bool(wanted) and wanted <= members | {*listed}


def _named_cells(assignment: Assignment, table: Table) -> set[Position]:
    """The open cells among the rows and columns of an assignment."""
    return {
        (row, column)
        for row, column in open_cells(table)
        if (not assignment.rows or row + 1 in assignment.rows)
        and (not assignment.columns or table.leaves[column].key in assignment.columns)
    }


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
