"""What a table holds, measured once: words, lines and figures, column by column (đo chữ, số)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import define, frozen

from congvan.excel.cells import note_mark, shown, text_of
from congvan.model import Cell, Column, ColumnKind, Footnote, Table
from congvan.model.tables.columns import MOST_DECIMALS
from congvan.model.tables.formula import Formula
from congvan.vietnamese.widths import Ruler

Number = int | Decimal

TOGETHER = 1000
"""Rows that are looked at together: column by column is quickest, and no column is ever held whole."""

WRITTEN_KINDS = frozenset({ColumnKind.TEXT, ColumnKind.CHOICE})
"""Kinds whose cells may take several lines."""


_REGULAR, _BOLD = Ruler(1.0), Ruler(1.0, bold=True)


def ruler(*, bold: bool = False) -> Ruler:
    """What measures lines and words in mm at a size of 1 pt."""
    return _BOLD if bold else _REGULAR


def line_width(line: str, *, bold: bool = False) -> float:
    """The width of a line in mm at a size of 1 pt."""
    return ruler(bold=bold).width(line)


def longest_word(texts: Iterable[str], *, bold: bool = False) -> float:
    """The width of the longest word in mm at a size of 1 pt; 0 without one."""
    return ruler(bold=bold).widest_word({word for text in texts for word in text.split()})


def longest_line(texts: Iterable[str], *, bold: bool = False) -> float:
    """The width of the longest line in mm at a size of 1 pt; 0 without one."""
    return ruler(bold=bold).widest(texts)


def figure_width(number: Number, decimals: int, *, bold: bool = False) -> float:
    """The width of a figure in mm at a size of 1 pt: digits are all as wide, and so are its marks."""
    digit, mark, sign = ruler(bold=bold).widths("0.-")
    written = f"{number:,.{decimals}f}"
    marks = written.count(",") + written.count(".")
    minus = written.count("-")
    return (len(written) - marks - minus) * digit + marks * mark + minus * sign


def texts_of(cells: Sequence[Cell]) -> Sequence[str]:
    """The words of text cells, nothing of an empty one; a footnote's mark counts as its text."""
    if {*map(type, cells)} == {str}:
        return cells  # type: ignore[return-value]
    return [cell if type(cell) is str else _words_of(cell) for cell in cells]


def _words_of(cell: Cell) -> str:
    if not isinstance(cell, tuple):
        return ""
    return text_of(cell) + note_mark(0) * sum(isinstance(run, Footnote) for run in cell)


def chunks(rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[int, Sequence[tuple[Cell, ...]]]]:
    """The rows some at a time, each time with the number of the first, from 0."""
    for first in range(0, len(rows), TOGETHER):
        yield first, rows[first : first + TOGETHER]


@frozen(kw_only=True)
class Measure:
    """What of a column decides its width and how its cells show.

    `word` is the widest of what cannot be broken and `line` the widest line, in mm at 1 pt; `breaks` says
    whether a cell has lines of its own; `total` is the sum of its figures, None without one.
    """

    word: float
    line: float
    breaks: bool = False
    decimals: int = 0
    total: Number | None = None


@define
class _Texts:
    """Gathers the longest word and line of a column of text."""

    word: float = 0.0
    line: float = 0.0
    breaks: bool = False

    def take(self, cells: Sequence[Cell]) -> None:
        texts = {*texts_of(cells)}
        together = "\n".join(texts)
        if together.count("\n") >= len(texts):
            self.breaks = True
            texts = {*together.split("\n")}
        measure = ruler()
        self.word = measure.widest_word({*together.split()}, self.word)
        self.line = measure.widest(texts, self.line)

    def measure(self) -> Measure:
        return Measure(word=self.word, line=self.line, breaks=self.breaks)


@define
class _Figures:
    """Gathers the figures of a column: only the longest of them decide its width."""

    least: Number | None = None
    most: Number | None = None
    decimals: int = 0
    total: Number = 0

    def take(self, cells: Sequence[Cell]) -> None:
        given: list[Number] = [cell for cell in cells if cell is not None]  # type: ignore[misc]
        if not given:
            return
        low, high = min(given), max(given)
        self.least = low if self.least is None else min(self.least, low)
        self.most = high if self.most is None else max(self.most, high)
        if {*map(type, given)} != {int}:
            self.decimals = max(self.decimals, max(map(_decimals, given)))
        self.total += sum(given)

    def measure(self, leaf: Column, expected: int) -> Measure:
        """The measure; `expected` decimals are kept where there is no figure yet."""
        if self.least is None or self.most is None:
            return Measure(word=0.0, line=0.0, decimals=expected)
        decimals = self.decimals
        if leaf.formula is not None:
            decimals = min(decimals, MOST_DECIMALS)
        widest = max(figure_width(number, decimals) for number in (self.least, self.most))
        return Measure(word=widest, line=widest, decimals=decimals, total=self.total)


def _decimals(number: Number) -> int:
    if isinstance(number, int):
        return 0
    written = str(number)
    if "E" in written:
        return max(0, -int(number.normalize().as_tuple().exponent))
    return len(written.partition(".")[2].rstrip("0"))


def measured(table: Table) -> tuple[Measure, ...]:
    """The measures of all columns from left to right."""
    leaves = table.leaves
    gathered = [_gatherer(leaf) for leaf in leaves]
    for _, rows in chunks(table.rows):
        columns = list(zip(*rows, strict=True))
        for position, gatherer in enumerate(gathered):
            if gatherer is not None:
                computed = leaves[position].formula is not None
                gatherer.take(table.figures(position, rows) if computed else columns[position])
    found: dict[int, Measure] = {}
    # A formula shows as many decimals as its inputs may have while there is no result yet.
    for position in sorted(range(len(leaves)), key=lambda number: leaves[number].formula is not None):
        found[position] = _measure(table, position, gathered[position], found)
    return tuple(found[position] for position in range(len(leaves)))


def _measure(
    table: Table, position: int, gatherer: _Texts | _Figures | None, known: Mapping[int, Measure]
) -> Measure:
    leaf = table.leaves[position]
    match gatherer:
        case _Texts():
            return gatherer.measure()
        case _Figures():
            return gatherer.measure(leaf, _expected(table, leaf, known))
    width = line_width(_fixed(table, leaf, position))
    return Measure(word=width, line=width)


def _gatherer(leaf: Column) -> _Texts | _Figures | None:
    if leaf.kind in WRITTEN_KINDS:
        return _Texts()
    return None if leaf.kind in (ColumnKind.STT, ColumnKind.DATE) else _Figures()


def _fixed(table: Table, leaf: Column, position: int) -> str:
    """The longest text of a column of running numbers, or of days, which are all as long."""
    if leaf.kind is ColumnKind.STT:
        return str(len(table.rows) + table.blank_rows)
    day = next((row[position] for row in table.rows if row[position] is not None), None)
    return shown(day, 0) if isinstance(day, date) else ""


def _expected(table: Table, leaf: Column, known: Mapping[int, Measure]) -> int:
    """As many decimals as a column may need that has no figures yet."""
    if leaf.kind is ColumnKind.DECIMAL:
        return MOST_DECIMALS
    if leaf.formula is None:
        return 0
    if "/" in leaf.formula or "." in leaf.formula:
        return MOST_DECIMALS
    return max((known[table.index(name)].decimals for name in Formula.parse(leaf.formula).names), default=0)
