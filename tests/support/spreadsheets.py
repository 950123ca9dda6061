"""Small workbooks made in tests, and what stands in those that come out."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def saved(book: Workbook) -> bytes:
    """A workbook of openpyxl in bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def made(
    cells: Mapping[str, object], *, title: str = "Biểu", change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook of one sheet with these cells; `change` may do more to the sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for name, value in cells.items():
        sheet[name].value = value
    if change is not None:
        change(sheet)
    return saved(book)


def opened(data: bytes, *, results: bool = False) -> Workbook:
    """A workbook read back with its formulas, or with the `results` kept beside them."""
    with warnings.catch_warnings():
        # openpyxl says aloud what it leaves out of newer workbooks.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), rich_text=True, data_only=results)


def values(data: bytes, sheet: str | None = None) -> dict[str, Any]:
    """The cells of a sheet that hold something, by name."""
    book = opened(data)
    page = book[sheet] if sheet else book.worksheets[0]
    return {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}


def cell(data: bytes, name: str) -> Cell:
    """A cell of the first sheet."""
    found = opened(data).worksheets[0][name]
    assert isinstance(found, Cell)
    return found


def part(data: bytes, name: str) -> str:
    """A part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def parts(data: bytes) -> dict[str, bytes]:
    """All parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A package with parts replaced or added."""
    kept = {**parts(data), **changes}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
    return file.getvalue()
