"""A block of rows as pieces of XML: text, numbers of rows, cells that take values, formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen
from openpyxl.utils import get_column_letter

from congvan.excel.template.cells import Cell, Computed, Fixed, Rich, RowPlan, Typed, Worded
from congvan.excel.template.placing.positions import Column
from congvan.excel.template.reaching import Values


@frozen
class Below:
    """The number of a row, so many below the first of its block."""

    rows: int


@frozen(kw_only=True)
class Live:
    """A cell that takes its content from values, in one column of the output."""

    cell: Typed | Worded | Rich
    name: str
    below: int
    values: Values | None


@frozen(kw_only=True)
class Formulas:
    """A cell with a formula, in one column of the output."""

    cell: Computed
    path: tuple[int, ...]


Segment = str | Below | Live | Formulas


def segments_of(
    plans: Iterable[RowPlan], outs: Sequence[Column] | None, given: Values, base: int | None = None
) -> list[Segment]:
    """The segments of a block; `outs` are the columns of the output, None where they are the template's.

    `base` is the row the block always begins on, None where that is not known.
    """
    found: list[Segment] = []
    for plan in plans:
        number = Below(plan.below) if base is None else str(base + plan.below)
        found += ('<row r="', number, f'"{plan.attributes}>')
        for column, cell in _placed(plan, outs):
            letter = get_column_letter(column.number if column else cell.column)
            found += (f'<c r="{letter}', number, '"')
            if isinstance(cell, Fixed):
                found.append(cell.inside)
            elif isinstance(cell, Computed):
                found.append(Formulas(cell=cell, path=column.path if column else ()))
            else:
                own = _own_values(column, given) if column and column.path else None
                found.append(Live(cell=cell, name=letter, below=plan.below, values=own))
        found.append("</row>")
    return joined_segments(found)


def joined_segments(segments: Iterable[Segment]) -> list[Segment]:
    """The same with texts that follow one another as one."""
    found: list[Segment] = []
    for segment in segments:
        if found and isinstance(segment, str) and isinstance(found[-1], str):
            found[-1] += segment
        else:
            found.append(segment)
    return found


def _placed(plan: RowPlan, outs: Sequence[Column] | None) -> Iterator[tuple[Column | None, Cell]]:
    if outs is None:
        for cell in plan.cells:
            yield None, cell
        return
    by_column = {cell.column: cell for cell in plan.cells}
    for column in outs:
        if column.template in by_column:
            yield column, by_column[column.template]


def _own_values(column: Column, given: Values) -> Values:
    """What the loops of a column give, not what was given to all."""
    nothing = object()
    return {name: value for name, value in column.values.items() if given.get(name, nothing) is not value}
