"""Widths of text set in Times New Roman, in millimetres: they decide columns, breaks and rule lengths."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from congvan.vietnamese import widths_table
from congvan.vietnamese.hygiene import nfc

_MM_PER_PT = 25.4 / 72
_FACES = {
    (False, False): widths_table.REGULAR,
    (True, False): widths_table.BOLD,
    (False, True): widths_table.ITALIC,
    (True, True): widths_table.BOLD_ITALIC,
}
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


class _Advances(dict[str, int]):
    """Advances by character; one that is not there is as wide as an em. No character has more than `most`."""

    def __init__(self, advances: Mapping[str, int]) -> None:
        super().__init__(advances)
        self.most = max(widths_table.UNITS_PER_EM, *advances.values())

    def __missing__(self, character: str) -> int:
        return widths_table.UNITS_PER_EM


@cache
def _advances(bold: bool, italic: bool) -> _Advances:  # noqa: FBT001  (asked for every text: by position)
    digits = _FACES[bold, italic]
    characters = (chr(code) for first, last in widths_table.RUNS for code in range(first, last + 1))
    advances = {character: int(digits[3 * n : 3 * n + 3], 36) for n, character in enumerate(characters)}
    return _Advances(advances | dict.fromkeys(_ZERO_WIDTH, 0))


def text_width(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of one line of text in mm; a character the table lacks counts as wide as an em.

    Pairs are not kerned, as Word does not kern by default.
    """
    return width_of(text_units(text, bold=bold, italic=italic), size_pt)


def text_units(text: str, *, bold: bool = False, italic: bool = False) -> int:
    """The width of one line of text at any size, in units of the font: what adds up without rounding."""
    return sum(map(_advances(bold, italic).__getitem__, nfc(text)))


def widest_units(lines: Collection[str], *, bold: bool = False, italic: bool = False) -> int:
    """The width in units of the font of the widest of some lines in normal form C; 0 for none."""
    advances = _advances(bold, italic)
    most, advance = advances.most, advances.__getitem__
    widest = 0
    # The longest first: once a line is too short to be wider, whatever its letters, so are all after it.
    for line in sorted(lines, key=len, reverse=True):
        if len(line) * most <= widest:
            break
        units = sum(map(advance, line))
        if units > widest:
            widest = units
    return widest


def width_of(units: int, size_pt: float) -> float:
    """So many units of the font in mm, at a size in points."""
    return units * size_pt * _MM_PER_PT / widths_table.UNITS_PER_EM


def widest_line(lines: tuple[str, ...], size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width in mm of the longest of some lines; 0.0 for none."""
    return max((text_width(line, size_pt, bold=bold, italic=italic) for line in lines), default=0.0)
