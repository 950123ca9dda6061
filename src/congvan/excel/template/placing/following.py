"""Formulas that follow the cells they name: tied to the blocks of their sheets, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache

from attrs import frozen
from openpyxl.utils import get_column_letter

from congvan.excel.template.placing.axis import Axis, Stretch
from congvan.excel.template.placing.positions import Columns, Rows, shared_depth
from congvan.excel.template.placing.references import Edge, Formula, Reference, formula, quoted
from congvan.problems import Problem, TemplateError


class Manner(Enum):
    """How a formula is read: from its own cell, from the first cell of a range, or from outside the rows."""

    CELL = "cell"
    FIRST = "first"
    WHOLE = "whole"


@frozen(kw_only=True)
class Plan:
    """What formulas must know of a sheet of the template; `renamed` when its name holds tags."""

    name: str
    number: int
    rows: Axis
    columns: Axis
    renamed: bool

    @property
    def moves(self) -> bool:
        """Whether a reference to it may read otherwise in the output."""
        return self.rows.moves or self.columns.moves


@frozen(kw_only=True)
class Spot:
    """Where a formula stands: its sheet, and the blocks and loops of its cell (None where it has no cell)."""

    sheet: int
    manner: Manner
    row_block: int | None = None
    row_loops: tuple[int, ...] = ()
    column_loops: tuple[int, ...] = ()


@frozen(kw_only=True)
class Bound:
    """A reference tied to the blocks of its sheet; `row_paths` are the loops of each piece of `rows`.

    `still_columns` are its first and last column where no output has them elsewhere.
    """

    reference: Reference
    sheet: int
    rows: Stretch | None
    columns: Stretch | None
    row_paths: tuple[tuple[int, ...], ...]
    column_paths: tuple[tuple[int, ...], ...]
    still_columns: tuple[int, int] | None
    spot: Spot

    @property
    def is_single(self) -> bool:
        """Whether it must stay one cell."""
        return self.reference.is_cell and not self.reference.spreads and self.spot.manner is not Manner.WHOLE


Tied = tuple[str | Bound, ...]
"""A formula; all of it text when nothing it names ever moves."""


@frozen(kw_only=True)
class Session:
    """Where everything stands in one rendering, by number of the sheet."""

    names: Sequence[str]
    rows: Sequence[Rows]
    columns: Sequence[Columns]


def tied(typed: str, spot: Spot, plans: Sequence[Plan]) -> Tied:
    """A formula tied to the sheets it names; raises TemplateError for what could only be guessed."""
    if not any(plan.moves or plan.renamed for plan in plans):
        return (typed,)
    parts = _tied_parts(formula(typed, moving=any(plan.moves for plan in plans)), spot, plans)
    return _joined(parts)


def without_sheet_names(typed: str, plans: Sequence[Plan]) -> str:
    """A formula without the names of sheets that hold tags: the only tags it may have."""
    for plan in plans:
        if plan.renamed:
            typed = typed.replace(quoted(plan.name), "")
    return typed


def needs(parts: Tied) -> Iterator[int]:
    """The other sheets whose rows must stand before this formula can be written."""
    for part in parts:
        if isinstance(part, Bound) and part.sheet != part.spot.sheet:
            yield part.sheet


def tied_reference(reference: Reference, spot: Spot, plans: Sequence[Plan]) -> Bound:
    """A reference tied to the sheet it names."""
    bound = _bound(reference, spot, plans)
    assert isinstance(bound, Bound)
    return bound


def _tied_parts(parts: Formula, spot: Spot, plans: Sequence[Plan]) -> Iterator[str | Bound]:
    for part in parts:
        yield part if isinstance(part, str) else _bound(part, spot, plans)


def _joined(parts: Iterator[str | Bound]) -> Tied:
    found: list[str | Bound] = []
    for part in parts:
        if found and isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


@cache
def _folded(name: str) -> str:
    return name.casefold()


def _bound(reference: Reference, spot: Spot, plans: Sequence[Plan]) -> str | Bound:
    plan = _plan_of(reference, spot, plans)
    if plan is None:
        return plain(reference)
    if not plan.moves and not (plan.renamed and reference.sheet is not None):
        return plain(reference)
    rows = _stretch(reference.rows, plan.rows)
    columns = _stretch(reference.columns, plan.columns)
    if (rows is not None and not rows.pieces) or (columns is not None and not columns.pieces):
        raise _refused("congvan.excel.refers-to-tags", reference)
    if _is_still(reference, plan) and spot.manner is not Manner.FIRST:
        return plain(reference)
    bound = Bound(
        reference=reference,
        sheet=plan.number,
        rows=rows,
        columns=columns,
        row_paths=_paths(rows, plan.rows),
        column_paths=_paths(columns, plan.columns),
        still_columns=_still_columns(reference, plan),
        spot=spot,
    )
    _check(bound)
    in_place = plan.number == spot.sheet
    for stretch, axis, mine in (
        (rows, plan.rows, spot.row_loops if in_place else ()),
        (columns, plan.columns, spot.column_loops if in_place else ()),
    ):
        if stretch is not None and not _is_whole(stretch, axis, mine):
            raise _refused("congvan.excel.part-of-repeated", reference)
    return bound


def _is_still(reference: Reference, plan: Plan) -> bool:
    """Whether a reference reads the same in every output."""
    return is_still(reference, plan) and not (plan.renamed and reference.sheet is not None)


def is_still(reference: Reference, plan: Plan) -> bool:
    """Whether the cells that a reference names stand in every output where the template has them."""
    return all(
        edges is None or axis.is_still(edges[1].line)
        for edges, axis in ((reference.rows, plan.rows), (reference.columns, plan.columns))
    )


def _plan_of(reference: Reference, spot: Spot, plans: Sequence[Plan]) -> Plan | None:
    if reference.sheet is None:
        return plans[spot.sheet] if spot.sheet >= 0 else None
    wanted = _folded(reference.sheet)
    return next((plan for plan in plans if _folded(plan.name) == wanted), None)


def _stretch(edges: tuple[Edge, Edge] | None, axis: Axis) -> Stretch | None:
    return None if edges is None else axis.stretch(edges[0].line, edges[1].line)


def _still_columns(reference: Reference, plan: Plan) -> tuple[int, int] | None:
    edges = reference.columns
    if edges is None or not plan.columns.is_still(edges[1].line):
        return None
    return edges[0].line, edges[1].line


def _paths(stretch: Stretch | None, axis: Axis) -> tuple[tuple[int, ...], ...]:
    return () if stretch is None else tuple(axis.blocks[piece[0]].loops for piece in stretch.pieces)


def _check(bound: Bound) -> None:
    """Refuse what is not known yet when the formula is written, and one cell that becomes many."""
    spot, rows = bound.spot, bound.rows
    in_place = spot.manner is Manner.CELL and bound.sheet == spot.sheet
    if in_place and rows is not None and spot.row_block is not None and rows.last_block > spot.row_block:
        raise _refused("congvan.excel.refers-ahead", bound.reference)
    if bound.is_single and spot.manner is Manner.CELL:
        mine = spot.row_loops if in_place else ()
        across = spot.column_loops if in_place else ()
        if _repeats(bound.row_paths, mine) or _repeats(bound.column_paths, across):
            raise _refused("congvan.excel.cell-of-many", bound.reference)


def _repeats(paths: tuple[tuple[int, ...], ...], mine: tuple[int, ...]) -> bool:
    return any(shared_depth(path, mine) < len(path) for path in paths)


def _is_whole(stretch: Stretch, axis: Axis, mine: tuple[int, ...]) -> bool:
    """Whether a stretch has all of each loop it sees from outside: else what lies between comes along."""
    covered = {block: high - low + 1 for block, low, high in stretch.pieces}
    for number, *_ in stretch.pieces:
        path = axis.blocks[number].loops
        shared = shared_depth(path, mine)
        if shared == len(path):
            continue
        around = [block for block in axis.blocks if path[shared] in block.loops]
        if any(covered.get(block.number) != block.size for block in around):
            return False
    return True


def _refused(code: str, reference: Reference) -> TemplateError:
    return TemplateError(Problem(code, parameters={"reference": plain(reference)}))


def plain(reference: Reference) -> str:
    """A reference as the template has it."""
    sheet = "" if reference.sheet is None else quoted(reference.sheet) + "!"
    ends = [_end(reference, which) for which in ((0,) if reference.is_cell else (0, 1))]
    return sheet + ":".join(ends)


def _end(reference: Reference, which: int) -> str:
    text = ""
    if reference.columns is not None:
        edge = reference.columns[which]
        text = ("$" if edge.fixed else "") + get_column_letter(edge.line)
    if reference.rows is not None:
        edge = reference.rows[which]
        text += ("$" if edge.fixed else "") + str(edge.line)
    return text
