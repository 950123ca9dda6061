"""Tied formulas written out, once the blocks they name have come to stand."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from openpyxl.utils import get_column_letter

from congvan.excel.limits import MOST_COLUMNS, MOST_ROWS
from congvan.excel.template.placing.following import Bound, Manner, Session, Tied, plain
from congvan.excel.template.placing.positions import Columns, Rows, shared_depth
from congvan.excel.template.placing.references import quoted
from congvan.problems import Problem, RenderError

_Ends = tuple[tuple[int, bool], tuple[int, bool]]
"""First and last line of a reference, each with whether it moves with the turn its formula stands in."""

_Piece = tuple[tuple[int, int, int], tuple[int, ...]]


@frozen
class Relative:
    """A row number that moves with the turn a formula stands in: so many rows below its block's first."""

    below: int


def written(
    parts: Tied, session: Session, path: tuple[int, ...] = (), base: int | None = None
) -> list[str | Relative]:
    """A formula where everything stands now; `path` are the turns of its column.

    Row numbers of its own turn are relative to `base`, the first row of its block; text where that is None.
    Raises RenderError `congvan.excel.row-left-out`.
    """
    found: list[str | Relative] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        else:
            found += _placed(part, session, path, base)
    return found


def text_of(parts: Tied, session: Session) -> str:
    """A formula that has no cell of its own, where everything stands in the end."""
    return "".join(str(part) for part in written(parts, session))


def _placed(
    bound: Bound, session: Session, path: tuple[int, ...], base: int | None
) -> Iterator[str | Relative]:
    reference = bound.reference
    if reference.sheet is not None:
        yield quoted(session.names[bound.sheet]) + "!"
    columns = _columns(bound, session.columns[bound.sheet], path)
    rows = _rows(bound, session.rows[bound.sheet])
    gone = (bound.columns is not None and columns is None) or (bound.rows is not None and rows is None)
    if gone and bound.is_single:
        raise RenderError(Problem("congvan.excel.row-left-out", parameters={"reference": plain(reference)}))
    # Where nothing is left of a range, the sheet's last row stands for it: it is empty, and its sum is 0.
    columns = columns or ((MOST_COLUMNS, False), (MOST_COLUMNS, False))
    rows = rows or ((MOST_ROWS, False), (MOST_ROWS, False))
    yield from _line(bound, 0, columns, rows, base)
    if not reference.is_cell or columns[0] != columns[1] or rows[0] != rows[1]:
        yield ":"
        yield from _line(bound, 1, columns, rows, base)


def _line(
    bound: Bound, which: int, columns: _Ends, rows: _Ends, base: int | None
) -> Iterator[str | Relative]:
    reference = bound.reference
    if reference.columns is not None:
        held = "$" if reference.columns[which].fixed else ""
        yield held + get_column_letter(columns[which][0])
    if reference.rows is not None:
        row, moves = rows[which]
        if reference.rows[which].fixed or _must_hold(bound):
            yield "$"
        yield Relative(row - base) if moves and base is not None else str(row)


def _must_hold(bound: Bound) -> bool:
    """A rule of repeated rows that names a row outside them goes on naming that row in each of them."""
    spot = bound.spot
    if spot.manner is not Manner.FIRST or not spot.row_loops:
        return False
    return not any(shared_depth(path, spot.row_loops) for path in bound.row_paths)


def _rows(bound: Bound, rows: Rows) -> _Ends | None:
    if bound.rows is None:
        return None
    pieces = list(zip(bound.rows.pieces, bound.row_paths, strict=True))
    start = next((found for piece in pieces if (found := _row(bound, rows, piece, 0))), None)
    if start is None:
        return None
    end = next(found for piece in reversed(pieces) if (found := _row(bound, rows, piece, 1)))
    return start, (min(end[0], MOST_ROWS), end[1])


def _row(bound: Bound, rows: Rows, piece: _Piece, which: int) -> tuple[int, bool] | None:
    """The row of one end, and whether it moves with the turn the formula stands in."""
    (block, *offsets), path = piece
    spot = bound.spot
    mine = spot.row_loops if bound.sheet == spot.sheet else ()
    depth = shared_depth(path, mine)
    if spot.manner is not Manner.CELL:
        # A rule is written for the first of its rows; what it names in the same turn is in the first turn.
        first = not which or (spot.manner is Manner.FIRST and (depth > 0 or bound.is_single))
        known = rows.stack[0].get(block)
        return None if known is None else (known[0 if first else 1] + offsets[which], False)
    running = not which and depth > 0 and depth == len(path) and _is_running(bound)
    known = rows.stack[depth - 1 if running else depth].get(block)
    if known is None:
        return None
    return known[which] + offsets[which], depth > 0 and depth == len(mine) and not running


def _is_running(bound: Bound) -> bool:
    """`D$6:D6`: from the first of the rows to this one, as when a formula is filled down."""
    edges = bound.reference.rows
    return edges is not None and not bound.reference.is_cell and edges[0].fixed and not edges[1].fixed


def _columns(bound: Bound, columns: Columns, path: tuple[int, ...]) -> _Ends | None:
    if bound.still_columns is not None:
        first, last = bound.still_columns
        return (first, False), (last, False)
    if bound.columns is None:
        return None
    pieces = list(zip(bound.columns.pieces, bound.column_paths, strict=True))
    start = next((found for piece in pieces if (found := _column(bound, columns, path, piece, 0))), None)
    if start is None:
        return None
    end = next(found for piece in reversed(pieces) if (found := _column(bound, columns, path, piece, 1)))
    return (start, False), (min(end, MOST_COLUMNS), False)


def _column(bound: Bound, columns: Columns, path: tuple[int, ...], piece: _Piece, which: int) -> int | None:
    (block, *offsets), loops = piece
    spot = bound.spot
    mine = spot.column_loops if bound.sheet == spot.sheet else ()
    shared = shared_depth(loops, mine)
    known = columns.frames.get(path[: min(shared, len(path))], {}).get(block)
    first = not which or (spot.manner is Manner.FIRST and shared > 0)
    return None if known is None else known[0 if first else 1] + offsets[which]
