"""Widths of text set in Times New Roman, in millimetres: they decide columns, breaks and rule lengths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import sub

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


_MOST_KEPT = 1 << 15
_LONGEST_KEPT = 32


class _Advances(dict[str, int]):
    """Advances by character; one that is not there is as wide as an em. No character has more than `most`."""

    def __init__(self, advances: Mapping[str, int]) -> None:
        super().__init__(advances)
        self.most = max(widths_table.UNITS_PER_EM, *advances.values())

    def __missing__(self, character: str) -> int:
        return widths_table.UNITS_PER_EM


class _WordAdvances(dict[str, int]):
    """Advances by word, with the space behind it: Vietnamese has some thousand syllables, each measured once.

    Shared between threads: what it keeps it could make again.
    """

    def __init__(self, advances: _Advances) -> None:
        super().__init__()
        self.most = advances.most
        self.space = advances[" "]
        self._advance = advances.__getitem__

    def __missing__(self, word: str) -> int:
        advance = sum(map(self._advance, word)) + self.space
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[word] = advance
        return advance


@cache
def _advances(bold: bool, italic: bool) -> _WordAdvances:  # noqa: FBT001  (asked for every text: by position)
    digits = _FACES[bold, italic]
    characters = (chr(code) for first, last in widths_table.RUNS for code in range(first, last + 1))
    advances = {character: int(digits[3 * n : 3 * n + 3], 36) for n, character in enumerate(characters)}
    return _WordAdvances(_Advances(advances | dict.fromkeys(_ZERO_WIDTH, 0)))


def text_width(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of one line of text in mm; a character the table lacks counts as wide as an em.

    Pairs are not kerned, as Word does not kern by default.
    """
    return Ruler(size_pt, bold=bold, italic=italic).width(nfc(text))


class Ruler:
    """Measures lines of text in one face and size, in mm; they are in normal form C already."""

    __slots__ = ("_advance", "_most_mm", "_size_pt", "_space")

    def __init__(self, size_pt: float, *, bold: bool = False, italic: bool = False) -> None:
        """For text of so many points."""
        advances = _advances(bold, italic)
        self._advance = advances.__getitem__
        self._space = advances.space
        self._size_pt = size_pt
        self._most_mm = self._mm(advances.most)

    def width(self, line: str) -> float:
        """The width of a line."""
        return self._mm(sum(map(self._advance, line.split(" "))) - self._space)

    def widths(self, words: Iterable[str]) -> list[float]:
        """The width of each of some words: what no space parts."""
        return [self._mm(units - self._space) for units in map(self._advance, words)]

    def widest(self, lines: Iterable[str], at_least: float = 0.0) -> float:
        """The width of the widest of some lines, or `at_least` where none is wider."""
        # What is too short to be wider, whatever its letters, need not be measured.
        letters, advance = int(at_least / self._most_mm), self._advance
        units = [sum(map(advance, line.split(" "))) for line in lines if len(line) > letters]
        return max(at_least, self._mm(max(units) - self._space)) if units else at_least

    def widest_of(self, columns: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
        """The width of the widest of some lines, and of the longest of their words, for each column of lines.

        Nothing is 0 wide.
        """
        lines = [*chain.from_iterable(columns)]
        # All words are looked up in one go; what is summed up to the end of a line tells its width.
        advances = [*map(self._advance, " ".join(lines).split(" "))]
        ends = [*accumulate([line.count(" ") + 1 for line in lines], initial=0)]
        summed = [*accumulate(advances, initial=0)]
        reached = [summed[end] for end in ends]
        units = [*map(sub, reached[1:], reached)]
        found = []
        first = 0
        for column in columns:
            last = first + len(column)
            line = max(units[first:last], default=self._space)
            word = max(advances[ends[first] : ends[last]], default=self._space)
            found.append((self._mm(line - self._space), self._mm(word - self._space)))
            first = last
        return found

    def widest_word(self, words: Iterable[str], at_least: float = 0.0) -> float:
        """As `widest`, of words: what no space parts."""
        return max(at_least, self._mm(max(map(self._advance, words), default=0) - self._space))

    def _mm(self, units: int) -> float:
        return units * self._size_pt * _MM_PER_PT / widths_table.UNITS_PER_EM
