"""The table itself: headings, typed data, live totals, notes (bảng)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import define, evolve, field, frozen
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

from congvan.excel.cells import decimals_of, note_mark, note_text, notes_of, number_format, text_of
from congvan.excel.stock.layout import cell_texts
from congvan.excel.stock.looks import Across, Look
from congvan.excel.stock.page import Page, escaped
from congvan.model import Cell, Column, ColumnKind, Footnote, Link, Run, Script, Table, Text, Value
from congvan.model.body import run_text
from congvan.model.formula import Formula

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


@frozen(kw_only=True)
class _DataColumn:
    """What the cells of a column have in common; `results` are a formula's by row."""

    position: int
    look: Look
    is_running: bool
    formula: Formula | None
    results: tuple[Decimal | None, ...]


@define
class Grid:
    """Writes a table onto a page; its rows, first and last counted from 1, are known once written."""

    page: Page
    table: Table
    heading_rows: tuple[int, int] = field(default=(0, 0), init=False)
    data_rows: tuple[int, int] = field(default=(0, -1), init=False)
    _notes: int = field(default=0, init=False)

    def write(self, note_pt: float) -> None:
        """Write headings, data and blank rows, the totals line, and the notes in letters of `note_pt`."""
        self._headings()
        self._data()
        if self.table.total is not None:
            self._total()
        look = Look(size_pt=note_pt)
        for number, note in enumerate(notes_of(self.table), 1):
            self.page.line(note_text(note, number), look)

    @property
    def size_pt(self) -> float:
        """The size of the table's letters."""
        return self.page.layout.size_pt

    def address(self, position: int, row: int) -> str:
        """A cell's address: `C7`."""
        return f"{get_column_letter(position + 1)}{row}"

    def _headings(self) -> None:
        top, depth = self.page.row, self.table.depth
        look = Look(size_pt=self.size_pt, bold=True, across="center", framed=True)
        heights = [self.page.layout.height_pt(1, self.size_pt)] * depth
        for column, first, level in _placed(self.table.columns):
            rows = 1 if column.columns else depth - level
            last = first + len(column.leaves) - 1
            text = f"{column.title}\n({column.unit})" if column.unit else column.title
            self.page.across(top + level, text, look, first=first, last=last, rows=rows)
            needed = self.page.text_height(text, look, first, last) - sum(heights[level : level + rows])
            heights[level + rows - 1] += max(0.0, needed)
        for height in heights:
            self.page.end_row(height)
        self.heading_rows = (top, top + depth - 1)

    def _data(self) -> None:
        top = self.page.row
        columns = self._columns()
        count = len(self.table.rows) + self.table.blank_rows
        for number in range(count):
            filled = number < len(self.table.rows)
            cells = self.table.rows[number] if filled else (None,) * len(columns)
            for column, cell in zip(columns, cells, strict=True):
                if column.is_running:
                    self.page.figure(self.page.row, column.position + 1, number + 1, column.look)
                elif column.formula is not None:
                    self._formula(column, column.formula, column.results[number] if filled else None)
                else:
                    self._cell(column.position, cell, column.look)
            self._end_row(number if filled else None)
        self.data_rows = (top, top + count - 1)

    def _columns(self) -> list[_DataColumn]:
        return [
            _DataColumn(
                position=position,
                look=look,
                is_running=leaf.kind is ColumnKind.STT,
                formula=Formula.parse(leaf.formula) if leaf.formula is not None else None,
                results=self.table.numbers_at(position) if leaf.formula is not None else (),
            )
            for position, (leaf, look) in enumerate(zip(self.table.leaves, self._looks(), strict=True))
        ]

    def _looks(self) -> list[Look]:
        looks = []
        for position, leaf in enumerate(self.table.leaves):
            look = Look(size_pt=self.size_pt, across=ALIGNMENTS.get(leaf.kind, "left"), framed=True)
            looks.append(evolve(look, number_format=self._format(leaf, position)))
        return looks

    def _format(self, leaf: Column, position: int) -> str:
        match leaf.kind:
            case ColumnKind.DATE:
                return DATE_FORMAT
            case ColumnKind.INTEGER | ColumnKind.DECIMAL | ColumnKind.FORMULA:
                return number_format(decimals_of(self.table, position))
        return "General"

    def _cell(self, position: int, cell: Cell, look: Look) -> None:
        row, column = self.page.row, position + 1
        match cell:
            case str():
                self.page.text(row, column, cell, look)
            case tuple():
                self.page.text(row, column, self._rich(cell, look), look)
            case _:
                self.page.figure(row, column, cell, look)

    def _rich(self, runs: tuple[Run, ...], look: Look) -> str | CellRichText:
        """Runs as Excel's rich text, a footnote as its raised mark; plain words where no run has a look."""
        if not any(map(_has_look, runs)):
            return text_of(runs)
        return CellRichText(*(self._block(run, look) for run in runs))

    def _block(self, run: Run, look: Look) -> TextBlock:
        if isinstance(run, Footnote):
            self._notes += 1
            font = self.page.pen.inline(look, bold=False, italic=False, script=Script.SUPERSCRIPT)
            return TextBlock(font, note_mark(self._notes))
        bold, italic = getattr(run, "bold", False), getattr(run, "italic", False)
        script = run.script if isinstance(run, Text) else Script.NORMAL
        font = self.page.pen.inline(look, bold=bold, italic=italic, script=script)
        return TextBlock(font, escaped(run_text(run)))

    def _formula(self, column: _DataColumn, formula: Formula, result: Decimal | None) -> None:
        row = self.page.row
        places = {name: self.address(self.table.index(name), row) for name in formula.names}
        written = formula.written(places)
        if "/" in written:
            written = f'IFERROR({written},"")'
        if places:
            # As in the model: while an input is empty, so is the result.
            written = f'IF(COUNT({",".join(places.values())})={len(places)},{written},"")'
        self.page.formula(row, column.position + 1, written, result, column.look)

    def _end_row(self, number: int | None) -> None:
        """One line is left to Excel; more are counted, for Excel measures only when it opens the file."""
        layout = self.page.layout
        lines = 1
        if number is not None:
            texts = zip(cell_texts(self.table, number), layout.widths_mm, strict=True)
            lines = max(layout.lines(text, width, self.size_pt) for text, width in texts)
        height = layout.height_pt(lines, self.size_pt) if lines > 1 else None
        self.page.end_row(height, path=f"{self.page.path}.rows[{number}]")

    def _total(self) -> None:
        total = self.table.total
        assert total is not None
        row = self.page.row
        looks = [evolve(look, bold=True) for look in self._looks()]
        for position, look in enumerate(looks):
            self.page.figure(row, position + 1, None, look)
        for key in total.columns:
            self._sum(key, looks[self.table.index(key)])
        label = self._label_position()
        look = evolve(looks[label], across="center", number_format="General")
        self.page.text(row, label + 1, total.label, look)
        self.page.end_row(self.page.text_height(total.label, look, label + 1, label + 1))

    def _sum(self, key: str, look: Look) -> None:
        first, last = self.data_rows
        if last < first:
            return
        position = self.table.index(key)
        places = f"{self.address(position, first)}:{self.address(position, last)}"
        formula = f'IF(COUNT({places})=0,"",SUM({places}))'
        self.page.formula(self.page.row, position + 1, formula, self.table.total_of(key), look)

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


def _has_look(run: Run) -> bool:
    match run:
        case Text():
            return run != Text(run.text)
        case Link() | Value():
            return run.bold or run.italic
    return isinstance(run, Footnote)


def _placed(columns: tuple[Column, ...], first: int = 1, level: int = 0) -> Iterator[tuple[Column, int, int]]:
    """Every heading with its first column, from 1, and its row, from 0; a group before what is in it."""
    for column in columns:
        yield column, first, level
        yield from _placed(column.columns, first, level + 1)
        first += len(column.leaves)
