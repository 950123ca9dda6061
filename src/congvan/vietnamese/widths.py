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
    return Ruler(size_pt, bold=bold, italic=italic).width(nfc(text))


class Ruler:
    """Measures lines of text in one face and size, in mm; they are in normal form C already."""

    __slots__ = ("_advance", "_most", "_size_pt")

    def __init__(self, size_pt: float, *, bold: bool = False, italic: bool = False) -> None:
        """For text of so many points."""
        advances = _advances(bold, italic)
        self._advance = advances.__getitem__
        self._most = advances.most
        self._size_pt = size_pt

    def width(self, line: str) -> float:
        """The width of a line."""
        return self._mm(sum(map(self._advance, line)))

    def widest(self, lines: Collection[str]) -> float:
        """The width of the widest of some lines; 0.0 for none."""
        if not lines:
            return 0.0
        advance = self._advance
        # The longest first: what is too short to be wider, whatever its letters, need not be measured.
        longest = max(lines, key=len)
        widest = sum(map(advance, longest))
        if len(lines) > 1:
            least = widest // self._most
            widest = max([widest, *[sum(map(advance, line)) for line in lines if len(line) > least]])
        return self._mm(widest)

    def _mm(self, units: int) -> float:
        return units * self._size_pt * _MM_PER_PT / widths_table.UNITS_PER_EM
