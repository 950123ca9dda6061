"""What a worksheet can hold, and what of a table it could not keep as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from congvan.excel.cells import text_of
from congvan.model import Cell, Column, Table
from congvan.problems import Place, Problem

MOST_ROWS = 1_048_576
"""Rows of a worksheet."""

ROWS_AROUND = 64
"""Rows kept for what stands above and below the data."""

MOST_COLUMNS = 16_384
"""Columns of a worksheet."""

MOST_CHARACTERS = 32_767
"""Characters of a cell, in UTF-16 units as Excel counts them."""

MOST_DIGITS = 15
"""Digits of a number that Excel keeps; it turns the rest to zeros without a word."""

FIRST_DAY = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike: Excel takes 1900 for a leap year."""

HIGHEST_ROW_PT = 409.0
"""The height of a row, in points."""


def problem(code: str, path: str, **parameters: object) -> Problem:
    """A problem of the room, `code` without its `congvan.excel.` prefix."""
    return Problem(f"congvan.excel.{code}", place=Place(path=path), parameters=parameters)


def table_problems(table: Table, path: str) -> Iterator[Problem]:
    """Everything of a table that no worksheet could keep as it is."""
    leaves = table.leaves
    count = len(table.rows) + table.blank_rows
    if count > MOST_ROWS - ROWS_AROUND:
        yield problem("too-many-rows", path, rows=count, most=MOST_ROWS - ROWS_AROUND)
    if len(leaves) > MOST_COLUMNS:
        yield problem("too-many-columns", path, columns=len(leaves), most=MOST_COLUMNS)
    yield from _heading_problems(table.columns, path)
    for number, row in enumerate(table.rows):
        for leaf, cell in zip(leaves, row, strict=True):
            if cell is not None:
                yield from _cell_problems(cell, f"{path}.rows[{number}].{leaf.key or leaf.title}")


def text_problems(text: str, path: str) -> Iterator[Problem]:
    """A text that is longer than a cell."""
    length = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MOST_CHARACTERS:
        yield problem("text-too-long", path, length=length, most=MOST_CHARACTERS)


def _heading_problems(columns: tuple[Column, ...], path: str) -> Iterator[Problem]:
    for number, column in enumerate(columns):
        yield from text_problems(column.title, f"{path}.columns[{number}].title")
        yield from _heading_problems(column.columns, f"{path}.columns[{number}]")


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
