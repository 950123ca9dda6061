"""The table itself: headings, typed data, live totals, notes (bảng)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from attrs import define, evolve, field

from congvan.excel.cells import note_text, notes_of, number_format
from congvan.excel.stock.lines import Lines
from congvan.excel.stock.page import Page
from congvan.excel.stock.rows import NOTHING, Filling, Rows
from congvan.excel.workbook import ORDINARY, Across, Look, address, letters, row_xml
from congvan.model import Column, ColumnKind, Table, Total
from congvan.model.tables.columns import NUMERIC_KINDS
from congvan.model.tables.groups import Heading

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
    """Writes a table onto a page; where its rows stand, counted from 1, is known once they are written."""

    page: Page
    table: Table
    heading_rows: tuple[int, int] = field(default=(0, 0), init=False)
    lines: Lines = field(default=Lines(top=0, count=0), init=False)

    def write(self, note_pt: float, filling: Filling = NOTHING) -> None:
        """Write headings, data and blank rows, the totals line, and the notes in letters of `note_pt`."""
        self._headings()
        if self.table.column_numbers:
            self._numbers()
        self._data(filling)
        if self.table.total is not None:
            self._total(self.table.total)
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
        return f"$A$1:${letters(self.page.columns)}${self.page.sheet.row - 1}"

    def _headings(self) -> None:
        sheet, depth = self.page.sheet, self.table.depth
        top = sheet.row
        look = _heading_look(self.size_pt)
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

    def _numbers(self) -> None:
        """The line of the numbers of columns, which repeats on every page with the headings."""
        sheet = self.page.sheet
        look = Look(size_pt=self.size_pt, italic=True, across="center", framed=True)
        labels = self.table.column_labels
        heights = [
            self.page.text_height(label, look, number, number) for number, label in enumerate(labels, 1)
        ]
        cells = [(number, sheet.text(label, look)) for number, label in enumerate(labels, 1)]
        self.heading_rows = (self.heading_rows[0], sheet.row)
        sheet.add(cells, height_pt=self.page.fitting(max(heights)))

    def _data(self, filling: Filling) -> None:
        self.lines = Lines.of(self.table, self.page.sheet.row)
        rows = Rows(
            page=self.page,
            table=self.table,
            lines=self.lines,
            looks=self._looks(),
            filling=filling,
            heading=lambda heading: self._group(heading, filling),
        )
        self.page.sheet.later(self.lines.length, rows)

    def _looks(self, *, bold: bool = False) -> list[Look]:
        measures = self.page.layout.measures
        return [
            _look(leaf.kind, measure.decimals, self.size_pt, bold=bold)
            for leaf, measure in zip(self.table.leaves, measures, strict=True)
        ]

    def _group(self, heading: Heading, filling: Filling) -> str:
        """The line of a group: its mark under STT, its title where the totals line has its label, sums."""
        sheet, label = self.page.sheet, self.table.label_position
        stt = next((at for at, leaf in enumerate(self.table.leaves) if leaf.kind is ColumnKind.STT), None)
        title = heading.title if stt is not None else f"{heading.mark}. {heading.title}"
        cells = self._sums(heading)
        look = Look(size_pt=self.size_pt, bold=True, framed=True)
        cells[label + 1] = sheet.text(title, look)
        if stt is not None:
            cells[stt + 1] = sheet.text(heading.mark, evolve(look, across="center"))
        if filling.mark is not None:
            cells[self.page.columns + 1] = sheet.text(filling.mark("g", heading.number), ORDINARY)
        height = self.page.fitting(self.page.text_height(title, look, label + 1, label + 1))
        return row_xml(self.lines.heading(heading.number), cells.items(), height_pt=height)

    def _total(self, total: Total) -> None:
        cells, label = self._sums(None), self.table.label_position
        look = Look(size_pt=self.size_pt, bold=True, across="center", framed=True)
        cells[label + 1] = self.page.sheet.text(total.label, look)
        height = self.page.text_height(total.label, look, label + 1, label + 1)
        self.page.sheet.add(cells.items(), height_pt=self.page.fitting(height))

    def _sums(self, heading: Heading | None) -> _Cells:
        """A line of sums, of a group or of the whole table, the other cells empty."""
        sheet, table = self.page.sheet, self.table
        summed = table.total.columns if table.total is not None else ()
        cells: _Cells = {}
        for position, (leaf, look) in enumerate(zip(table.leaves, self._looks(bold=True), strict=True)):
            places = ",".join(self.lines.summed(position, heading)) if leaf.key in summed else ""
            if not places:
                cells[position + 1] = sheet.empty(look)
                continue
            result = self.page.layout.measures[position].total
            if heading is not None:
                result = table.sum_at(position, table.rows[heading.rows.start : heading.rows.stop])
            formula = f'IF(COUNT({places})=0,"",SUM({places}))'
            cells[position + 1] = sheet.formula(formula, result, look)
        return cells


# A look is compared and hashed for every cell of it: the same one each time is quickest.
@lru_cache(maxsize=64)
def _heading_look(size_pt: float) -> Look:
    return Look(size_pt=size_pt, bold=True, across="center", framed=True)


@lru_cache(maxsize=512)
def _look(kind: ColumnKind, decimals: int, size_pt: float, *, bold: bool) -> Look:
    shown = number_format(decimals) if kind in NUMERIC_KINDS else "General"
    return Look(
        size_pt=size_pt,
        bold=bold,
        across=ALIGNMENTS.get(kind, "left"),
        framed=True,
        number_format=DATE_FORMAT if kind is ColumnKind.DATE else shown,
    )


def _placed(columns: tuple[Column, ...], first: int = 1, level: int = 0) -> Iterator[tuple[Column, int, int]]:
    """Every heading with its first column, from 1, and its row, from 0; a group before what is in it."""
    for column in columns:
        yield column, first, level
        yield from _placed(column.columns, first, level + 1)
        first += len(column.leaves)
