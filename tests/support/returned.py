"""Forms filled in and damaged as people do, for tests of what is read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congvan.excel.forms import form
from congvan.model import Dispatch
from congvan.opc import read_package
from congvan.problems import Problem
from congvan.returns import ReturnedFile
from congvan.standard import ND30
from tests.support.assigned import assigned_dispatch

Damage = Callable[[Workbook], None]

RESULTS_SHEET, PEOPLE_SHEET = "Biểu mẫu 1", "Biểu mẫu 2"


@cache
def blank(unit: str, dispatch: Dispatch | None = None) -> bytes:
    """The form that a unit gets, before it fills anything in; made once, for it is the same every time."""
    return form(dispatch or assigned_dispatch(), unit, standard=ND30)


def edited(data: bytes, *damages: Damage) -> bytes:
    """The workbook as openpyxl saves it after some damage; what openpyxl loses is lost."""
    book, held = load_workbook(BytesIO(data)), BytesIO()
    for damage in damages:
        damage(book)
    book.save(held)
    return held.getvalue()


def marked(sheet: Worksheet, mark: str) -> Any:
    """The cell with a mark; a row's stands beside the table, a column's above it."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == mark)


def place_of(book: Workbook, form_name: str, row: int, column: int) -> Any:
    """The cell of a form's row and leaf column, both from 0."""
    for sheet in book.worksheets:
        try:
            line = marked(sheet, f"cv:{form_name}:r{row}").row
            return sheet.cell(line, marked(sheet, f"cv:{form_name}:c{column}").column)
        except StopIteration:
            continue
    raise KeyError(form_name)


def fill(values: Mapping[tuple[str, int, int], Any]) -> Damage:
    """Fill in cells by form, row and leaf column."""

    def damage(book: Workbook) -> None:
        for (name, row, column), value in values.items():
            place_of(book, name, row, column).value = value

    return damage


STC_FILLED = {
    ("bm1", 0, 2): 12,
    ("bm1", 0, 3): 1250.5,
    ("bm1", 1, 2): 340,
    ("bm1", 1, 4): "ước thực hiện",
}
"""What the finance department fills in, plain and whole."""

X1_FILLED = {
    ("bm1", 0, 2): 5,
    ("bm1", 1, 2): 7,
    ("bm2", 0, 1): "Lê Thị Mẫu",
    ("bm2", 0, 4): 2,
    ("bm2", 0, 5): 3,
    ("bm2", 1, 1): "+Phạm",
    ("bm2", 1, 4): 1,
}
"""What a commune fills in: two figures, and two people on a list."""


def stc(*damages: Damage, **values: Any) -> bytes:
    """The finance department's form, filled in and then damaged."""
    return edited(blank("STC"), fill(STC_FILLED), *damages)


def returned(data: bytes, name: str = "stc.xlsx", received: datetime | None = None) -> ReturnedFile:
    return ReturnedFile(name, data, received)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with one part more or another."""
    return read_package(data).with_parts({name: content})


def short(problem: Problem) -> str:
    """The code of a problem without the name of the package."""
    return problem.code.removeprefix("congvan.")
