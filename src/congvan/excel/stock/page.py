"""A sheet with a layout: lines across its columns, rows as high as their text."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from congvan.excel.limits import HIGHEST_ROW_PT
from congvan.excel.stock.layout import Layout
from congvan.excel.workbook import Look, Sheet, address
from congvan.problems import Place, Problem


@define(kw_only=True)
class Page:
    """The worksheet of one table; `path` is the table's in the dispatch.

    `problems` are what could not be shown; those of rows are known when the sheet has been written.
    """

    sheet: Sheet
    layout: Layout
    font: str
    path: str
    problems: list[Problem] = field(factory=list)

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.layout.widths_mm)

    def width(self, first: int, last: int) -> float:
        """The width in mm of the columns from `first` to `last`, counted from 1."""
        return sum(self.layout.widths_mm[first - 1 : last])

    def line(self, text: str, look: Look, *, height_pt: float | None = None) -> None:
        """Write a line across the page; `height_pt` None is as high as the text."""
        last = self.columns
        if height_pt is None:
            height_pt = self.text_height(text, look, 1, last)
        if last > 1:
            self.sheet.merge(address(1, self.sheet.row), address(last, self.sheet.row))
        self.sheet.add([(1, self.sheet.text(text, look))], height_pt=self.fitting(height_pt))

    def side_by_side(
        self, texts: Sequence[tuple[str, Look, int, int]], *, height_pt: float | None = None
    ) -> None:
        """Write a row of texts, each over the columns from its first to its last, counted from 1."""
        row = self.sheet.row
        cells = []
        needed = height_pt or 0.0
        for text, look, first, last in texts:
            if height_pt is None:
                needed = max(needed, self.text_height(text, look, first, last))
            if last > first:
                self.sheet.merge(address(first, row), address(last, row))
            cells.append((first, self.sheet.text(text, look)))
        self.sheet.add(cells, height_pt=self.fitting(needed))

    def text_height(self, text: str, look: Look, first: int, last: int) -> float:
        """The height in pt that a text needs over these columns."""
        lines = self.layout.lines(text, self.width(first, last), look.size_pt, bold=look.bold)
        return self.layout.height_pt(lines, look.size_pt)

    def fitting(self, height_pt: float, path: str | None = None) -> float:
        """The height of a row; one higher than Excel allows is a problem, of the row that `path` names."""
        if height_pt <= HIGHEST_ROW_PT:
            return height_pt
        self.problems.append(_too_high(path or self.path, height_pt))
        return HIGHEST_ROW_PT


def _too_high(path: str, height_pt: float) -> Problem:
    return Problem(
        "congvan.excel.row-too-high",
        place=Place(path=path),
        parameters={"height": round(height_pt), "most": round(HIGHEST_ROW_PT)},
    )
