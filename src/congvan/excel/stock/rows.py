"""The data rows of a table as XML, many at a time: one pattern, filled by columns of cells (hàng số liệu)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from attrs import frozen
from immutabledict import immutabledict

from congvan.excel.cells import note_mark, text_of
from congvan.excel.markup import EPOCH, attribute_text, plain_texts, text_element
from congvan.excel.stock.layout import PADDING_MM, SAFETY
from congvan.excel.stock.lines import Lines
from congvan.excel.stock.measuring import TOGETHER, Number, line_width, texts_of
from congvan.excel.stock.page import Page
from congvan.excel.workbook import Look, letters
from congvan.excel.workbook.sheets import FORMULA_SIGNS, height, reckoned
from congvan.model import Cell, Column, ColumnKind, Footnote, Link, Run, Script, Table, Text, Value
from congvan.model.body import run_text
from congvan.model.tables.formula import Formula
from congvan.model.tables.groups import Heading

_SIGNS = frozenset(FORMULA_SIGNS)
_ROW = "\0"
"""Stands for the number of the row in the pattern of a formula."""


@frozen(kw_only=True)
class Filling:
    """What is put over a table's own cells; places are row and leaf column, both from 0.

    `opened` are cells to fill in; `linked` formulas, with their results; `mark` gives the text that stands
    beside a row, or for `g` beside the line of a group.
    """

    opened: frozenset[tuple[int, int]] = frozenset()
    linked: Mapping[tuple[int, int], tuple[str, Number | None]] = immutabledict()
    mark: Callable[[Literal["r", "g"], int], str] | None = None


NOTHING = Filling()
"""A table as it is."""


@frozen
class Strip:
    """The cells of a column: what each has of its own, what all have before it and after it."""

    before: str
    own: Iterable[str]
    after: str


@frozen(kw_only=True)
class Rows:
    """The rows of a table on its page, each column in its look; `heading` writes the line of a group."""

    page: Page
    table: Table
    lines: Lines
    looks: Sequence[Look]
    filling: Filling
    heading: Callable[[Heading], str]

    def __call__(self) -> Iterator[str]:
        """The rows as XML, some at a time."""
        notes = 0
        for heading, stretch in self.table.stretches:
            if heading is not None:
                yield self.heading(heading)
            for first in range(stretch.start, stretch.stop, TOGETHER):
                numbers = range(first, min(first + TOGETHER, stretch.stop))
                rows = self._rows(numbers)
                rich, notes = self._rich_cells(rows, notes)
                yield self._written(numbers, rows, rich)

    def _rows(self, numbers: range) -> Sequence[tuple[Cell, ...]]:
        rows = self.table.rows[numbers.start : numbers.stop]
        blank = len(numbers) - len(rows)
        return (*rows, *[(None,) * len(self.looks)] * blank) if blank else rows

    def _written(
        self, numbers: range, rows: Sequence[tuple[Cell, ...]], rich: Mapping[int, Mapping[int, str]]
    ) -> str:
        columns = list(zip(*rows, strict=True))
        first = self.lines.row(numbers.start)
        places = list(map(str, range(first, first + len(numbers))))
        # What all rows have in common, and what each has of its own, in turn.
        laid: list[str | Iterable[str]] = ['<row r="', places, '"', self._heights(numbers.start, columns)]
        before = ">"
        for position, cells in enumerate(columns):
            strip = self._strip(position, cells, numbers, rows, rich.get(position))
            laid += [f'{before}<c r="{letters(position + 1)}', places, f'"{strip.before}', strip.own]
            before = strip.after
        if self.filling.mark is not None:
            marks = [self.filling.mark("r", number) for number in numbers]
            laid += [f'{before}<c r="{letters(len(columns) + 1)}', places, '" t="inlineStr"><is><t>', marks]
            before = "</t></is></c>"
        return _interleaved([*laid, f"{before}</row>"], len(numbers))

    def _style(self, position: int) -> int:
        return self.page.sheet.styles.number(self.looks[position])

    # Cells: what follows `<c r="A1"`

    def _strip(
        self,
        position: int,
        cells: Sequence[Cell],
        numbers: range,
        rows: Sequence[tuple[Cell, ...]],
        rich: Mapping[int, str] | None,
    ) -> Strip:
        leaf = self.table.leaves[position]
        start = f' s="{self._style(position)}"'
        match leaf.kind:
            case ColumnKind.STT:
                strip = Strip(f"{start}><v>", map(str, self.table.running_numbers(numbers)), "</v></c>")
            case ColumnKind.FORMULA:
                results = self.table.figures(position, rows)
                strip = Strip("", self._formulas(leaf, start, numbers.start, results), "")
            case ColumnKind.TEXT | ColumnKind.CHOICE:
                strip = self._texts(position, start, cells)
            case ColumnKind.DATE:
                days = [cell.toordinal() - EPOCH if isinstance(cell, date) else None for cell in cells]
                strip = _values(start, days)
            case _:
                strip = _values(start, cells)
        if rich or self.filling is not NOTHING:
            return Strip("", self._filled(position, numbers, strip, rich or {}), "")
        return strip

    def _texts(self, position: int, start: str, cells: Sequence[Cell]) -> Strip:
        given = [cell for cell in cells if type(cell) is str]
        # Few begin like a formula: their first letters tell.
        plain = given and _SIGNS.isdisjoint([text[0] for text in given])
        texts = plain_texts(given) if plain else None
        if texts is not None and len(texts) == len(cells):
            return Strip(f'{start} t="inlineStr"><is><t>', texts, "</t></is></c>")
        sheet, look = self.page.sheet, self.looks[position]
        empty = f"{start}/>"
        return Strip("", [sheet.text(cell, look) if type(cell) is str else empty for cell in cells], "")

    def _formulas(self, leaf: Column, start: str, first: int, results: Sequence[Number | None]) -> list[str]:
        pattern = _formula_pattern(self.table, Formula.parse(leaf.formula or ""))
        return [
            f"{start}{reckoned(pattern.replace(_ROW, str(row)), result)}"
            for row, result in enumerate(results, self.lines.row(first))
        ]

    def _filled(self, position: int, numbers: range, strip: Strip, rich: Mapping[int, str]) -> list[str]:
        """The cells of a column with what is put over them."""
        start = f' s="{self._style(position)}"'
        made = []
        for number, own in zip(numbers, strip.own, strict=True):
            place, cell = (number, position), f"{strip.before}{own}{strip.after}"
            if number - numbers.start in rich:
                cell = f'{start} t="inlineStr"><is>{rich[number - numbers.start]}</is></c>'
            if place in self.filling.linked:
                cell = f"{start}{reckoned(*self.filling.linked[place])}"
            if place in self.filling.opened:
                style, rest = cell.removeprefix(' s="').split('"', 1)
                cell = f' s="{self.page.sheet.styles.opened(int(style))}"{rest}'
            made.append(cell)
        return made

    # Runs

    def _rich_cells(
        self, rows: Sequence[tuple[Cell, ...]], notes: int
    ) -> tuple[dict[int, dict[int, str]], int]:
        """The insides of cells of several runs, by column and row, and how many notes there are so far.

        Notes are numbered in reading order, so that this goes row by row.
        """
        found: dict[int, dict[int, str]] = {}
        if not self.table.runs:
            return found, notes
        for number, row in enumerate(rows):
            if tuple not in map(type, row):
                continue
            for position, cell in enumerate(row):
                if isinstance(cell, tuple):
                    marks = iter(range(notes + 1, notes + 1 + len(cell)))
                    found.setdefault(position, {})[number] = self._runs(cell, marks, position)
                    notes += sum(isinstance(run, Footnote) for run in cell)
        return found, notes

    def _runs(self, runs: tuple[Run, ...], numbers: Iterator[int], position: int) -> str:
        """Runs as Excel's rich text, a footnote as its raised mark; plain words where no run has a look."""
        if not any(map(_has_look, runs)):
            return text_element(text_of(runs))
        return "".join(self._run(run, numbers, self.looks[position]) for run in runs)

    def _run(self, run: Run, numbers: Iterator[int], look: Look) -> str:
        if isinstance(run, Footnote):
            return self._piece(note_mark(next(numbers)), look, script=Script.SUPERSCRIPT)
        bold, italic = getattr(run, "bold", False), getattr(run, "italic", False)
        script = run.script if isinstance(run, Text) else Script.NORMAL
        return self._piece(run_text(run), look, bold=bold, italic=italic, script=script)

    def _piece(
        self, text: str, look: Look, *, bold: bool = False, italic: bool = False, script: Script
    ) -> str:
        font = attribute_text(self.page.font)
        marks = f"{'<b/>' if bold or look.bold else ''}{'<i/>' if italic or look.italic else ''}"
        raised = "" if script is Script.NORMAL else f'<vertAlign val="{script.value}"/>'
        return (
            f'<r><rPr><rFont val="{font}"/><family val="1"/>{marks}<sz val="{look.size_pt:g}"/>{raised}</rPr>'
            f"{text_element(text)}</r>"
        )

    # Heights

    def _heights(self, first: int, columns: Sequence[Sequence[Cell]]) -> str | list[str]:
        """One line is left to Excel; more are counted, for Excel measures only when it opens the file."""
        counted = [
            self._lines(position, cells) for position, cells in enumerate(columns) if self._wraps(position)
        ]
        if not counted:
            return ""
        lines = counted[0] if len(counted) == 1 else list(map(max, *counted))
        return ["" if count == 1 else self._height(first + row, count) for row, count in enumerate(lines)]

    def _wraps(self, position: int) -> bool:
        measure = self.page.layout.measures[position]
        return measure.breaks or measure.line * self.page.layout.size_pt > self._room(position)

    def _room(self, position: int) -> float:
        return (self.page.layout.widths_mm[position] - PADDING_MM) * SAFETY

    def _lines(self, position: int, cells: Sequence[Cell]) -> list[int]:
        layout, room = self.page.layout, self._room(position) / self.page.layout.size_pt
        width = layout.widths_mm[position]
        return [
            1 if line_width(text) <= room and "\n" not in text else layout.lines(text, width, layout.size_pt)
            for text in texts_of(cells)
        ]

    def _height(self, row: int, lines: int) -> str:
        layout = self.page.layout
        path = f"{self.page.path}.rows[{row}]"
        return height(self.page.fitting(layout.height_pt(lines, layout.size_pt), path))


def _interleaved(strips: Sequence[str | Iterable[str]], count: int) -> str:
    """So many rows laid out by strips: a text is the same in each of them."""
    width = len(strips)
    pieces = [""] * (width * count)
    for number, strip in enumerate(strips):
        pieces[number::width] = [strip] * count if isinstance(strip, str) else strip
    return "".join(pieces)


def _values(start: str, cells: Sequence[object]) -> Strip:
    """Numbers, or nothing where there is none."""
    if None not in cells:
        return Strip(f"{start}><v>", map(str, cells), "</v></c>")
    return Strip(start, ["/>" if cell is None else f"><v>{cell}</v></c>" for cell in cells], "")


def _formula_pattern(table: Table, formula: Formula) -> str:
    """The formula of a column with a mark where the number of the row goes."""
    places = {name: f"{letters(table.index(name) + 1)}{_ROW}" for name in formula.names}
    written = formula.written(places)
    if "/" in written:
        written = f'IFERROR({written},"")'
    if places:
        # As in the model: while an input is empty, so is the result.
        written = f'IF(COUNT({",".join(places.values())})={len(places)},{written},"")'
    return written


def _has_look(run: Run) -> bool:
    match run:
        case Text():
            return run != Text(run.text)
        case Link() | Value():
            return run.bold or run.italic
    return isinstance(run, Footnote)
