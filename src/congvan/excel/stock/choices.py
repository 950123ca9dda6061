"""Lists of choices: in the rule of a cell itself, or on a hidden sheet where they do not fit (danh mục)."""

from __future__ import annotations

from typing import cast

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from congvan.excel.names import distinct

LONGEST_LIST = 255
"""Characters of a list of choices that stands in the rule itself; a longer one needs cells of its own."""

CHOICES_SHEET = "Danh mục"


def list_of(book: Workbook, choices: tuple[str, ...]) -> str:
    """The choices in the rule itself, or where they do not fit in, the cells of a hidden sheet."""
    listed = ",".join(choices)
    if len(listed) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices):
        return f'"{listed}"'
    sheet = _hidden_sheet(book)
    column = sheet.max_column + 1 if sheet["A1"].value is not None else 1
    for row, choice in enumerate(choices, 1):
        sheet.cell(row, column, choice).data_type = "s"
    letter = get_column_letter(column)
    return f"'{sheet.title}'!${letter}$1:${letter}${len(choices)}"


def _hidden_sheet(book: Workbook) -> Worksheet:
    """The sheet of long lists, made when first needed."""
    for known in book.worksheets:
        if known.sheet_state == "hidden":
            return cast(Worksheet, known)
    (name,) = distinct([CHOICES_SHEET], book.sheetnames)
    sheet: Worksheet = book.create_sheet(name)
    sheet.sheet_state = "hidden"
    return sheet
