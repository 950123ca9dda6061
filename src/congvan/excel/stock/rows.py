"""The data rows of a table as XML, many at a time: one pattern, filled by columns of cells (hàng số liệu)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat

from attrs import frozen
from immutabledict import immutabledict

from congvan.excel.cells import note_mark, text_of
from congvan.excel.markup import EPOCH, attribute_text, plain_texts, text_element
from congvan.excel.stock.layout import PADDING_MM, SAFETY
from congvan.excel.stock.measuring import TOGETHER, Number, chunks, line_width, texts_of
from congvan.excel.stock.page import Page
from congvan.excel.workbook import Look, letters
from congvan.excel.workbook.sheets import FORMULA_SIGNS, height, reckoned
from congvan.model import Cell, Column, ColumnKind, Footnote, Link, Run, Script, Table, Text, Value
from congvan.model.body import run_text
from congvan.model.tables.formula import Formula

_SIGNS = frozenset(FORMULA_SIGNS)
_ROW = "\0"
"""Stands for the number of the row in the pattern of a formula."""


@frozen(kw_only=True)
class Filling:
    """What is put over a table's own cells; places are row and leaf column, both from 0.

    `opened` are cells to fill in; `linked` formulas, with their results; `mark` gives the text that stands
    beside a row.
    """

    opened: frozenset[tuple[int, int]] = frozenset()
    linked: Mapping[tuple[int, int], tuple[str, Number | None]] = immutabledict()
    mark: Callable[[int], str] | None = None


NOTHING = Filling()
"""A table as it is."""


@frozen(kw_only=True)
class Rows:
    """The rows of a table from row `top` of its page on, each column in its look."""

    page: Page
    table: Table
    top: int
    looks: Sequence[Look]
    filling: Filling

    def __call__(self) -> Iterator[str]:
        """The rows as XML, some at a time."""
        notes = 0
        for first, rows in chunks(self.table.rows):
            rich, notes = self._rich_cells(rows, notes)
            yield self._written(first, rows, rich)
        blank = (None,) * len(self.looks)
        count, first = self.table.blank_rows, len(self.table.rows)
        for done in range(0, count, TOGETHER):
            yield self._written(first + done, [blank] * min(TOGETHER, count - done), {})

    def _written(
        self, first: int, rows: Sequence[tuple[Cell, ...]], rich: Mapping[int, Mapping[int, str]]
    ) -> str:
        columns = list(zip(*rows, strict=True))
        numbers = list(map(str, range(self.top + first, self.top + first + len(rows))))
        filled: list[Iterator[str] | Sequence[str]] = [numbers, self._heights(first, columns)]
        pattern = ['<row r="%s"%s>']
        for position, (leaf, cells) in enumerate(zip(self.table.leaves, columns, strict=True)):
            made = self._cells(position, leaf, cells, first, rows)
            for row, inside in rich.get(position, {}).items():
                made[row] = f' s="{self._style(position)}" t="inlineStr"><is>{inside}</is></c>'
            filled += [numbers, self._filled(position, first, made)]
            pattern.append(f'<c r="{letters(position + 1)}%s"%s')
        if self.filling.mark is not None:
            marks = map(self.filling.mark, range(first, first + len(rows)))
            filled += [numbers, [f' t="inlineStr"><is><t>{mark}</t></is></c>' for mark in marks]]
            pattern.append(f'<c r="{letters(len(columns) + 1)}%s"%s')
        pattern.append("</row>")
        return "".join(map("".join(pattern).__mod__, zip(*filled, strict=False)))

    def _style(self, position: int) -> int:
        return self.page.sheet.styles.number(self.looks[position])

    # Cells: what follows `<c r="A1"`

    def _cells(
        self, position: int, leaf: Column, cells: Sequence[Cell], first: int, rows: Sequence[tuple[Cell, ...]]
    ) -> list[str]:
        start = f' s="{self._style(position)}"'
        match leaf.kind:
            case ColumnKind.STT:
                return [f"{start}><v>{number}</v></c>" for number in range(first + 1, first + 1 + len(cells))]
            case ColumnKind.FORMULA:
                return self._formulas(leaf, start, first, self.table.figures(position, rows))
            case ColumnKind.TEXT | ColumnKind.CHOICE:
                return self._texts(position, start, cells)
        empty = f"{start}/>"
        if leaf.kind is ColumnKind.DATE:
            return [
                f"{start}><v>{cell.toordinal() - EPOCH}</v></c>" if isinstance(cell, date) else empty
                for cell in cells
            ]
        return [empty if cell is None else f"{start}><v>{cell}</v></c>" for cell in cells]

    def _texts(self, position: int, start: str, cells: Sequence[Cell]) -> list[str]:
        given = [cell for cell in cells if type(cell) is str]
        # Few begin like a formula: their first letters tell.
        plain = given and _SIGNS.isdisjoint(text[0] for text in given)
        texts = plain_texts(given) if plain else None
        if texts is not None:
            made = [f'{start} t="inlineStr"><is><t>{text}</t></is></c>' for text in texts]
        else:
            look = self.looks[position]
            made = [self.page.sheet.text(text, look) for text in given]
        if len(made) == len(cells):
            return made
        following = iter(made)
        return [next(following) if type(cell) is str else f"{start}/>" for cell in cells]

    def _formulas(self, leaf: Column, start: str, first: int, results: Sequence[Number | None]) -> list[str]:
        pattern = _formula_pattern(self.table, Formula.parse(leaf.formula or ""))
        return [
            f"{start}{reckoned(pattern.replace(_ROW, str(row)), result)}"
            for row, result in enumerate(results, self.top + first)
        ]

    def _filled(self, position: int, first: int, made: list[str]) -> list[str]:
        """The cells of a column with what is put over them."""
        if not (self.filling.opened or self.filling.linked):
            return made
        for number, cell in enumerate(made):
            place = (first + number, position)
            if place in self.filling.linked:
                made[number] = f' s="{self._style(position)}"{reckoned(*self.filling.linked[place])}'
            elif place in self.filling.opened:
                style, rest = cell.removeprefix(' s="').split('"', 1)
                made[number] = f' s="{self.page.sheet.styles.opened(int(style))}"{rest}'
        return made

    # Runs

    def _rich_cells(
        self, rows: Sequence[tuple[Cell, ...]], notes: int
    ) -> tuple[dict[int, dict[int, str]], int]:
        """The insides of cells of several runs, by column and row, and how many notes there are so far.

        Notes are numbered in reading order, so that this goes row by row.
        """
        found: dict[int, dict[int, str]] = {}
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

    def _heights(self, first: int, columns: Sequence[Sequence[Cell]]) -> Iterator[str] | list[str]:
        """One line is left to Excel; more are counted, for Excel measures only when it opens the file."""
        counted = [
            self._lines(position, cells) for position, cells in enumerate(columns) if self._wraps(position)
        ]
        if not counted:
            return repeat("")
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
