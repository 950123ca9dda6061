"""What a worksheet can hold, and what of a table it could not keep as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from congvan.excel.cells import text_of
from congvan.model import Cell, Column, Group, Table
from congvan.problems import Place, Problem

MOST_ROWS = 1_048_576
"""Rows of a worksheet."""

ROWS_AROUND = 64
"""Rows kept for what stands above and below the data."""

MOST_COLUMNS = 16_384
"""Columns of a worksheet."""

MOST_CHARACTERS = 32_767
"""Characters of a cell, in UTF-16 units as Excel counts them."""

MOST_GROUPS = 255
"""Groups of one level: what one function adds up."""

MOST_DIGITS = 15
"""Digits of a number that Excel keeps; it turns the rest to zeros without a word."""

FIRST_DAY = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike: Excel takes 1900 for a leap year."""

_TOGETHER = 1000

HIGHEST_ROW_PT = 409.0
"""The height of a row, in points."""


def problem(code: str, path: str, **parameters: object) -> Problem:
    """A problem of the room, `code` without its `congvan.excel.` prefix."""
    return Problem(f"congvan.excel.{code}", place=Place(path=path), parameters=parameters)


def table_problems(table: Table, path: str) -> Iterator[Problem]:
    """Everything of a table that no worksheet could keep as it is."""
    leaves = table.leaves
    count = len(table.rows) + table.blank_rows + len(table.group_lines)
    if count > MOST_ROWS - ROWS_AROUND:
        yield problem("too-many-rows", path, rows=count, most=MOST_ROWS - ROWS_AROUND)
    if len(leaves) > MOST_COLUMNS:
        yield problem("too-many-columns", path, columns=len(leaves), most=MOST_COLUMNS)
    yield from _heading_problems(table.columns, path)
    yield from _group_problems(table.groups, f"{path}.groups")
    for first in range(0, len(table.rows), _TOGETHER):
        rows = table.rows[first : first + _TOGETHER]
        # Column by column most are done with one question; only what is odd is looked at cell by cell.
        if not all(map(_is_kept, zip(*rows, strict=True))):
            yield from _row_problems(leaves, rows, first, path)


def _is_kept(cells: tuple[Cell, ...]) -> bool:
    """Whether a worksheet surely keeps all these cells of one column."""
    kinds = {*map(type, cells)}
    if kinds == {str}:
        return max(map(len, cells)) * 2 <= MOST_CHARACTERS  # type: ignore[arg-type]
    given = [cell for cell in cells if cell is not None]
    kinds.discard(type(None))
    if kinds <= {str}:
        return max(map(len, given), default=0) * 2 <= MOST_CHARACTERS  # type: ignore[arg-type]
    if kinds == {date}:
        return min(given) >= FIRST_DAY  # type: ignore[operator]
    return kinds <= {int, Decimal} and max(map(len, map(str, given))) <= MOST_DIGITS


def _row_problems(
    leaves: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]], first: int, path: str
) -> Iterator[Problem]:
    for number, row in enumerate(rows, first):
        for leaf, cell in zip(leaves, row, strict=True):
            if cell is not None:
                yield from _cell_problems(cell, f"{path}.rows[{number}].{leaf.key or leaf.title}")


def text_problems(text: str, path: str) -> Iterator[Problem]:
    """A text that is longer than a cell."""
    if len(text) * 2 <= MOST_CHARACTERS:
        return
    length = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MOST_CHARACTERS:
        yield problem("text-too-long", path, length=length, most=MOST_CHARACTERS)


def _heading_problems(columns: tuple[Column, ...], path: str) -> Iterator[Problem]:
    for number, column in enumerate(columns):
        place = f"{path}.columns[{number}]"
        yield from text_problems(column.title, f"{place}.title")
        if column.columns:
            yield from _heading_problems(column.columns, place)


def _group_problems(groups: tuple[Group, ...], path: str) -> Iterator[Problem]:
    if len(groups) > MOST_GROUPS:
        yield problem("too-many-groups", path, groups=len(groups), most=MOST_GROUPS)
    for number, group in enumerate(groups):
        yield from text_problems(group.title, f"{path}[{number}].title")
        yield from _group_problems(group.groups, f"{path}[{number}].groups")


def _cell_problems(cell: Cell, path: str) -> Iterator[Problem]:
    match cell:
        case str() | tuple():
            yield from text_problems(text_of(cell), path)
        case int() | Decimal():
            digits = len(Decimal(cell).normalize().as_tuple().digits)
            if digits > MOST_DIGITS:
                yield problem("number-too-long", path, value=cell, most=MOST_DIGITS)
        case date():
            if cell < FIRST_DAY:
                yield problem("date-too-early", path, value=cell, first=FIRST_DAY)
