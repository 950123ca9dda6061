"""Rows from the first sheet of a workbook, or one named (.xlsx)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from congvan.batch.data.rows import digest_of
from congvan.batch.data.sheets import Sheet
from congvan.batch.faults import BatchError, problem
from congvan.problems import Place, Problem

if TYPE_CHECKING:
    from openpyxl import Workbook


def sheet_of(data: bytes, *, file: str, name: str | None) -> Sheet:
    """The sheet called `name`, the first for None, with the values Excel reckoned last.

    Raises BatchError for what is no workbook, has no such sheet, or holds cells in error or not reckoned.
    """
    book = _opened(data, file, values=True)
    if name is not None and name not in book.sheetnames:
        known = "; ".join(book.sheetnames)
        raise BatchError(problem("unknown-sheet", Place(file), name=name, known=known))
    title = name or book.sheetnames[0]
    rows, problems, doubtful = _read(book[title], file)
    if doubtful:
        problems += _not_reckoned(_opened(data, file, values=False)[title], doubtful, file)
    if problems:
        raise BatchError(sorted(problems, key=lambda found: found.place.line or 0))
    heading = rows[0] if rows else (1, ())
    return Sheet(
        columns=heading[1], rows=rows[1:], file=file, digest=digest_of(data), heading_line=heading[0]
    )


def _opened(data: bytes, file: str, *, values: bool) -> Workbook:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    except (BadZipFile, KeyError, ValueError, OSError):
        raise BatchError(problem("not-a-workbook", Place(file), name=file)) from None


def _read(
    sheet: Any, file: str
) -> tuple[list[tuple[int, Sequence[object]]], list[Problem], set[tuple[int, int]]]:
    """Rows with their lines, problems, and the cells without value that may be formulas."""
    rows: list[tuple[int, Sequence[object]]] = []
    problems: list[Problem] = []
    doubtful: set[tuple[int, int]] = set()
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        for index, cell in enumerate(cells, start=1):
            if cell.value is None:
                # A cell that is there and holds nothing: a format alone, or a formula never reckoned.
                doubtful.update([(line, index)] if hasattr(cell, "row") else [])
            elif cell.data_type == "e":
                place = Place(file, line, path=str(cell.coordinate))
                problems.append(problem("error-cell", place, value=cell.value))
        values = [cell.value for cell in cells]
        if rows or any(value is not None for value in values):
            rows.append((line, values))
    return rows, problems, doubtful


def _not_reckoned(sheet: Any, doubtful: set[tuple[int, int]], file: str) -> Iterator[Problem]:
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        for index, cell in enumerate(cells, start=1):
            if (line, index) in doubtful and cell.value is not None:
                place = Place(file, line, path=str(cell.coordinate))
                yield problem("formula-without-value", place, value=str(cell.value)[:60])
