"""The table itself: headings, typed data, live totals, notes (bảng)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve, field

from congvan.excel.cells import note_text, notes_of, number_format
from congvan.excel.stock.page import Page
from congvan.excel.stock.rows import NOTHING, Filling, Rows
from congvan.excel.workbook import Across, Look, address
from congvan.model import Column, ColumnKind, Table

ALIGNMENTS: dict[ColumnKind, Across] = {
    ColumnKind.STT: "center",
    ColumnKind.DATE: "center",
    ColumnKind.INTEGER: "right",
    ColumnKind.DECIMAL: "right",
    ColumnKind.FORMULA: "right",
}
"""How the cells of a kind lie; the others lie left."""

DATE_FORMAT = "dd/mm/yyyy"
"""How a date shows (XLSX-13)."""

_Cells = dict[int, str]


@define
class Grid:
    """Writes a table onto a page; its rows, first and last counted from 1, are known once written."""

    page: Page
    table: Table
    heading_rows: tuple[int, int] = field(default=(0, 0), init=False)
    data_rows: tuple[int, int] = field(default=(0, -1), init=False)

    def write(self, note_pt: float, filling: Filling = NOTHING) -> None:
        """Write headings, data and blank rows, the totals line, and the notes in letters of `note_pt`."""
        self._headings()
        self._data(filling)
        if self.table.total is not None:
            self._total()
        look = Look(size_pt=note_pt)
        for number, note in enumerate(notes_of(self.table), 1):
            self.page.line(note_text(note, number), look)

    @property
    def size_pt(self) -> float:
        """The size of the table's letters."""
        return self.page.layout.size_pt

    @property
    def area(self) -> str:
        """Everything written so far from the first cell of the page on, as a range."""
        return f"$A$1:{_fixed(address(self.page.columns, self.page.sheet.row - 1))}"

    def address(self, position: int, row: int) -> str:
        """A cell's address: `C7`."""
        return address(position + 1, row)

    def _headings(self) -> None:
        sheet, depth = self.page.sheet, self.table.depth
        top = sheet.row
        look = Look(size_pt=self.size_pt, bold=True, across="center", framed=True)
        heights = [self.page.layout.height_pt(1, self.size_pt)] * depth
        empty = sheet.empty(look)
        lines: list[_Cells] = [dict.fromkeys(range(1, self.page.columns + 1), empty) for _ in range(depth)]
        for column, first, level in _placed(self.table.columns):
            rows = 1 if column.columns else depth - level
            last = first + len(column.leaves) - 1
            text = f"{column.title}\n({column.unit})" if column.unit else column.title
            lines[level][first] = sheet.text(text, look)
            if last > first or rows > 1:
                sheet.merge(address(first, top + level), address(last, top + level + rows - 1))
            needed = self.page.text_height(text, look, first, last) - sum(heights[level : level + rows])
            heights[level + rows - 1] += max(0.0, needed)
        for line, height in zip(lines, heights, strict=True):
            sheet.add(line.items(), height_pt=self.page.fitting(height))
        self.heading_rows = (top, top + depth - 1)

    def _data(self, filling: Filling) -> None:
        top = self.page.sheet.row
        count = len(self.table.rows) + self.table.blank_rows
        rows = Rows(page=self.page, table=self.table, top=top, looks=self._looks(), filling=filling)
        self.page.sheet.later(count, rows)
        self.data_rows = (top, top + count - 1)

    def _looks(self, *, bold: bool = False) -> list[Look]:
        return [
            Look(
                size_pt=self.size_pt,
                bold=bold,
                across=ALIGNMENTS.get(leaf.kind, "left"),
                framed=True,
                number_format=_format(leaf, measure.decimals),
            )
            for leaf, measure in zip(self.table.leaves, self.page.layout.measures, strict=True)
        ]

    def _total(self) -> None:
        total = self.table.total
        assert total is not None
        sheet = self.page.sheet
        looks = self._looks(bold=True)
        cells: _Cells = {number: sheet.empty(look) for number, look in enumerate(looks, 1)}
        for key in total.columns:
            position = self.table.index(key)
            cells[position + 1] = self._sum(position, looks[position])
        label = self._label_position()
        look = evolve(looks[label], across="center", number_format="General")
        cells[label + 1] = sheet.text(total.label, look)
        height = self.page.text_height(total.label, look, label + 1, label + 1)
        sheet.add(cells.items(), height_pt=self.page.fitting(height))

    def _sum(self, position: int, look: Look) -> str:
        first, last = self.data_rows
        if last < first:
            return self.page.sheet.empty(look)
        places = f"{self.address(position, first)}:{self.address(position, last)}"
        formula = f'IF(COUNT({places})=0,"",SUM({places}))'
        return self.page.sheet.formula(formula, self.page.layout.measures[position].total, look)

    def _label_position(self) -> int:
        """The column of the label: the one asked for, else the first that is neither STT nor added up."""
        total = self.table.total
        assert total is not None
        if total.under is not None:
            return self.table.index(total.under)
        free = (
            position
            for position, leaf in enumerate(self.table.leaves)
            if leaf.kind is not ColumnKind.STT and (leaf.key is None or leaf.key not in total.columns)
        )
        return next(free, 0)


def _fixed(place: str) -> str:
    column = place.rstrip("0123456789")
    return f"${column}${place.removeprefix(column)}"


def _format(leaf: Column, decimals: int) -> str:
    match leaf.kind:
        case ColumnKind.DATE:
            return DATE_FORMAT
        case ColumnKind.INTEGER | ColumnKind.DECIMAL | ColumnKind.FORMULA:
            return number_format(decimals)
    return "General"


def _placed(columns: tuple[Column, ...], first: int = 1, level: int = 0) -> Iterator[tuple[Column, int, int]]:
    """Every heading with its first column, from 1, and its row, from 0; a group before what is in it."""
    for column in columns:
        yield column, first, level
        yield from _placed(column.columns, first, level + 1)
        first += len(column.leaves)
