"""A worksheet that is written from the top, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import define, field
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from congvan.excel.limits import HIGHEST_ROW_PT
from congvan.excel.stock.layout import Layout
from congvan.excel.stock.looks import Look, Pen
from congvan.problems import Place, Problem

ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a text look like a formula to whoever edits or imports it (XLSX-12)."""


@define(kw_only=True)
class Page:
    """The worksheet of one table: `row` is the next to write, from 1; `path` is the table's in the dispatch.

    `results` are the values of formulas by cell, None for an empty one; `problems` what could not be shown.
    """

    sheet: Worksheet
    pen: Pen
    layout: Layout
    path: str
    row: int = 1
    results: dict[str, Decimal | None] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.layout.widths_mm)

    def width(self, first: int, last: int) -> float:
        """The width in mm of the columns from `first` to `last`, counted from 1."""
        return sum(self.layout.widths_mm[first - 1 : last])

    def text(self, row: int, column: int, text: str | CellRichText, look: Look) -> None:
        """Write words: a string whatever it begins with; an empty one leaves the cell empty."""
        quoted = isinstance(text, str) and text.startswith(FORMULA_SIGNS)
        cell = self.sheet.cell(row, column)
        self.pen.dress(cell, look.as_quoted() if quoted else look)
        if text:
            cell.value = escaped(text) if isinstance(text, str) else text
            cell.data_type = "s"

    def figure(self, row: int, column: int, value: int | Decimal | date | None, look: Look) -> None:
        """Write a number or a date; None leaves the cell empty."""
        cell = self.sheet.cell(row, column)
        self.pen.dress(cell, look)
        if value is not None:
            cell.value = value
            # openpyxl sets a date's format over the look's.
            self.pen.dress(cell, look)

    def formula(self, row: int, column: int, formula: str, result: Decimal | None, look: Look) -> None:
        """Write a live formula, without its `=`, and remember its result for those who do not reckon."""
        cell = self.sheet.cell(row, column)
        self.pen.dress(cell, look)
        cell.value = f"={formula}"
        self.results[cell.coordinate] = result

    def line(
        self,
        text: str,
        look: Look,
        *,
        first: int = 1,
        last: int | None = None,
        height_pt: float | None = None,
    ) -> None:
        """Write a line across columns and go on to the next row; `height_pt` None is as high as the text."""
        self.across(self.row, text, look, first=first, last=last or self.columns)
        self.end_row(
            self.text_height(text, look, first, last or self.columns) if height_pt is None else height_pt
        )

    def across(self, row: int, text: str, look: Look, *, first: int, last: int, rows: int = 1) -> None:
        """Write words into one cell over several columns and rows, all of them dressed alike."""
        for below in range(row, row + rows):
            for column in range(first, last + 1):
                self.pen.dress(self.sheet.cell(below, column), look)
        self.text(row, first, text, look)
        if last > first or rows > 1:
            self.sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=first, end_column=last)

    def text_height(self, text: str, look: Look, first: int, last: int) -> float:
        """The height in pt that a text needs over these columns."""
        lines = self.layout.lines(text, self.width(first, last), look.size_pt, bold=look.bold)
        return self.layout.height_pt(lines, look.size_pt)

    def end_row(self, height_pt: float | None = None, *, path: str | None = None) -> None:
        """Go on to the next row; None leaves its height to Excel, `path` names the row if it is too high."""
        if height_pt is not None:
            if height_pt > HIGHEST_ROW_PT:
                self.problems.append(_too_high(path or self.path, height_pt))
            self.sheet.row_dimensions[self.row].height = min(height_pt, HIGHEST_ROW_PT)
        self.row += 1

    def heights(self, row: int, heights_pt: Iterable[float]) -> None:
        """Set the heights of rows from `row` on."""
        for number, height in enumerate(heights_pt):
            self.sheet.row_dimensions[row + number].height = min(height, HIGHEST_ROW_PT)


def escaped(text: str) -> str:
    """The text with `_x0041_` kept as it is: Excel reads it as a code for a letter."""
    return ESCAPE.sub("_x005F_", text)


def _too_high(path: str, height_pt: float) -> Problem:
    return Problem(
        "congvan.excel.row-too-high",
        place=Place(path=path),
        parameters={"height": round(height_pt), "most": round(HIGHEST_ROW_PT)},
    )
