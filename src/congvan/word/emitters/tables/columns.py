"""How wide the columns of a table are: as asked, else as their words need; together the whole width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen

from congvan.model import Column, ColumnKind, Table
from congvan.vietnamese.widths import Ruler
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.tables.figures import WRITTEN_KINDS, Shown, words
from congvan.word.looks import CELL_MARGIN_MM, Look

LEAST_MM = 8.0
"""A column to write in is no narrower."""

TEXT_LEAST_MM = 30.0
"""What a column of text wants even while it is empty."""

LONGEST_LINE_MM = 90.0
"""Text that needs more on one line is content with several."""

HEADING_LINES = 2
"""A heading is content with so many lines."""

LABEL_MM = 32.0
"""The number of a column, with its formula, is broken where it is longer."""

SAMPLES = {
    ColumnKind.DATE: "00/00/0000",
    ColumnKind.INTEGER: "00.000",
    ColumnKind.DECIMAL: "000.000",
    ColumnKind.FORMULA: "000.000",
}
"""What is written by hand into a cell that is empty yet."""

STRETCH = {ColumnKind.STT: 0.0, ColumnKind.DATE: 0.2, ColumnKind.TEXT: 1.0, ColumnKind.CHOICE: 1.0}
"""How readily a column takes room that no column needs; columns of figures hardly do."""

STRETCH_OF_FIGURES = 0.3
SLACK_MM = 0.5
MARGINS_MM = 2 * CELL_MARGIN_MM + SLACK_MM


@frozen(kw_only=True)
class Need:
    """What a column asks for in mm: `least` for its longest word, `wanted` for its longest line.

    `given` is the width set by hand, None when the words decide; `stretch` its share of room left over.
    """

    least: float
    wanted: float
    given: float | None
    stretch: float


def needs(table: Table, columns: Sequence[Sequence[Shown]], sheet: Sheet) -> tuple[Need, ...]:
    """What every leaf column needs in the sheet's family of sizes."""
    labels = table.column_labels if table.column_numbers else ("",) * len(table.leaves)
    measured = sheet.ruler(Look.CELL).widest_of([_lines(column) for column in columns])
    asked = zip(table.leaves, measured, labels, strict=True)
    return tuple([_need(leaf, widest, label, sheet) for leaf, widest, label in asked])


def _lines(column: Sequence[Any]) -> list[str]:
    """The lines of a column's cells, each once."""
    plain = {*map(type, column)} <= {str}
    return "\n".join({*column} if plain else {words(shown) for shown in column}).splitlines()


def _need(leaf: Column, widest: tuple[float, float], label: str, sheet: Sheet) -> Need:
    """What a column needs whose widest line and longest word are so wide."""
    line, word = widest
    is_text = leaf.kind in WRITTEN_KINDS
    title, title_word = _title(leaf.title, leaf.unit, sheet)
    numbered = min(_italic_width(label, sheet), LABEL_MM) if label else 0.0
    blank = (
        TEXT_LEAST_MM - MARGINS_MM if is_text else sheet.fixed_width(SAMPLES.get(leaf.kind, ""), Look.CELL)
    )
    # Figures and dates never break; text breaks between words.
    longest = word if is_text else line
    least = max(LEAST_MM - MARGINS_MM, title_word, numbered, longest) + MARGINS_MM
    wanted = max(title / HEADING_LINES, blank, line) + MARGINS_MM
    return Need(
        least=least,
        wanted=max(least, min(wanted, LONGEST_LINE_MM)),
        given=leaf.width,
        stretch=STRETCH.get(leaf.kind, STRETCH_OF_FIGURES),
    )


@lru_cache(maxsize=512)
def _title(title: str, unit: str | None, sheet: Sheet) -> tuple[float, float]:
    """The widths of a column's title on one line, and of the longest word of the title and the unit."""
    ruler = sheet.ruler(Look.HEADING_CELL)
    width = ruler.width(title)
    parts = title.split()
    if unit:
        parts += f"({unit})".split()
    return width, width if parts == [title] else ruler.widest_word(parts)


def _italic_width(label: str, sheet: Sheet) -> float:
    return Ruler(sheet.style(Look.CELL).size_pt, italic=True).width(label)


def is_tight(needed: Sequence[Need], width_mm: float) -> bool:
    """Whether longest words would have to be broken for the columns to fit."""
    return sum([need.least for need in needed]) > width_mm


def widths(needed: Sequence[Need], width_mm: float) -> tuple[float, ...]:
    """Widths in mm that add up to `width_mm`; those given by hand keep theirs while the others find room."""
    free = [need for need in needed if need.given is None]
    given = sum([need.given for need in needed if need.given is not None])
    rest = width_mm - given
    if not free or rest < sum([need.least for need in free]):
        asked = [need.given if need.given is not None else need.least for need in needed]
        return tuple(width * width_mm / sum(asked) for width in asked)
    if len(free) == len(needed):
        return tuple(_shared(free, rest))
    shared = iter(_shared(free, rest))
    return tuple(need.given if need.given is not None else next(shared) for need in needed)


def _shared(needed: Sequence[Need], width_mm: float) -> list[float]:
    """Room for columns without a width of their own: first the longest words, then what their lines want.

    What lacks is taken from columns of text: their lines break without harm.
    """
    wanted = [need.wanted for need in needed]
    spare = width_mm - sum(wanted)
    if spare >= 0:
        weights = [need.stretch * need.wanted for need in needed]
        return _spread(wanted, spare, weights if any(weights) else wanted)
    slack = [need.wanted - need.least for need in needed]
    of_text = [room if need.stretch >= 1 else 0.0 for need, room in zip(needed, slack, strict=True)]
    if sum(of_text) >= -spare:
        return _spread(wanted, spare, of_text)
    least = [need.least for need in needed]
    return _spread(least, width_mm - sum(least), slack)


def _spread(widths_mm: Sequence[float], spare_mm: float, weights: Sequence[float]) -> list[float]:
    """Widths with room given (or taken, where negative) by weight."""
    total = sum(weights)
    if not total:
        return list(widths_mm)
    return [width + spare_mm * weight / total for width, weight in zip(widths_mm, weights, strict=True)]
