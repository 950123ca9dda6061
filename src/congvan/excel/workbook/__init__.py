"""A workbook written from the top, row by row, without anything else loaded (sổ tính)."""

from congvan.excel.workbook.book import Book
from congvan.excel.workbook.looks import ORDINARY, Across, Down, Look
from congvan.excel.workbook.paper import SetUp
from congvan.excel.workbook.parts import Properties
from congvan.excel.workbook.rules import Rule
from congvan.excel.workbook.sheets import (
    Protection,
    Sheet,
    State,
    address,
    letters,
    quoted_name,
    row_xml,
)

__all__ = [
    "ORDINARY",
    "Across",
    "Book",
    "Down",
    "Look",
    "Properties",
    "Protection",
    "Rule",
    "SetUp",
    "Sheet",
    "State",
    "address",
    "letters",
    "quoted_name",
    "row_xml",
]
