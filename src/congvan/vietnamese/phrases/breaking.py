"""The best lines for a column: as few as can be, of like length, broken where `gaps` says it costs least."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise

from attrs import frozen

from congvan.vietnamese.hygiene import nfc
from congvan.vietnamese.phrases.gaps import Gaps
from congvan.vietnamese.widths import Ruler

_RAGGED = 2.5
"""What a line costs that is as far from the length aimed at as the column is wide, squared."""
_MORE_LINES = 3
_MOST_WEIGHED = 100
"""Words of a text whose breakings are weighed against each other; a longer one is set line by line."""

_Breaking = tuple[int, float, tuple[int, ...]]
"""A way to break the first words: how often it parts what belongs together, its cost, where it breaks."""


@lru_cache(maxsize=2048)
def break_phrases(
    text: str, width_mm: float, size_pt: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """The text as lines no wider than `width_mm`: as few as can be, of like length, broken between phrases.

    SỞ NÔNG NGHIỆP / VÀ MÔI TRƯỜNG; never inside a word of several syllables or between a number and its noun,
    unless the column is too narrow for it. A single syllable wider than the column stands alone, too wide.
    A line feed in the text stays a break; a no-break space is never one. Empty text gives no line.
    """
    ruler = Ruler(size_pt, bold=bold, italic=italic)
    space = ruler.width(" ")
    lines: list[str] = []
    for line in text.split("\n"):
        words = _words(line)
        if words:
            widths = [width + space for width in ruler.widths(_words(nfc(line)))]
            lines += _balanced(words, _Column(tuple(accumulate(widths, initial=0.0)), space, width_mm))
    return tuple(lines)


def _words(line: str) -> tuple[str, ...]:
    words = line.replace("\t", " ").split(" ")
    return tuple(filter(None, words)) if "" in words else tuple(words)


@frozen
class _Column:
    """A column and the words to set in it: where each word starts on one endless line, all in mm."""

    starts: tuple[float, ...]
    space: float
    width: float

    def line(self, start: int, end: int) -> float:
        """The width of the words from `start` up to `end`, not included."""
        return self.starts[end] - self.starts[start] - self.space

    def holds(self, start: int, end: int) -> bool:
        """Whether these words may be a line: they fit, or there is but one of them."""
        return end - start == 1 or self.line(start, end) <= self.width

    def ends(self, start: int, last: int) -> range:
        """Where a line that starts so may end before `last`: up to the first at which it is too wide."""
        starts, space, width = self.starts, self.space, self.width
        begun, end = starts[start], min(start + 2, last)
        while end < last and starts[end] - begun - space <= width:
            end += 1
        return range(start + 1, end)


def _balanced(words: tuple[str, ...], column: _Column) -> list[str]:
    """The lines of the best breaking: least parted, then fewest lines, then least cost."""
    count = len(words)
    if column.holds(0, count):
        return [" ".join(words)]
    gaps = Gaps.of(words)
    if count > _MOST_WEIGHED:
        return _filled(words, gaps, column)
    found: list[_Breaking] = []
    for lines in range(2, count + 1):
        found += _best(lines, gaps, column)
        # A few more lines may spare a word; many more would only make a column of syllables.
        if found and (found[-1][0] == 0 or lines > len(found[0][2]) + _MORE_LINES):
            break
    best = min(found, key=lambda breaking: (breaking[0], len(breaking[2]), breaking[1]))
    edges = (0, *best[2], count)
    return [" ".join(words[start:end]) for start, end in pairwise(edges)]


def _filled(words: tuple[str, ...], gaps: Gaps, column: _Column) -> list[str]:
    """Each line as full as it can be without parting what belongs together."""
    lines = []
    start = 0
    while start < len(words):
        ends = column.ends(start, len(words) + 1)
        whole = [end for end in ends if end == len(words) or not gaps.after(end).parts]
        end = (whole or ends)[-1]
        lines.append(" ".join(words[start:end]))
        start = end
    return lines


def _best(lines: int, gaps: Gaps, column: _Column) -> tuple[_Breaking, ...]:
    """The best breaking into exactly so many lines, alone; empty when the column is too narrow for so few."""
    count = len(gaps.places) + 1
    target = column.line(0, count) / lines
    best: dict[int, _Breaking] = {0: (0, 0.0, ())}
    for left in range(lines - 1, 0, -1):
        longer: dict[int, _Breaking] = {}
        for start, (parted, cost, breaks) in best.items():
            for end in column.ends(start, count):
                if left == 1 and not column.holds(end, count):
                    continue
                gap = gaps.after(end)
                spent = cost + _strayed(column, start, end, target) + gap.cost
                step = (parted + gap.parts, spent, (*breaks, end))
                known = longer.get(end)
                if known is None or step < known:
                    longer[end] = step
        best = longer
    ends = [
        (parted, cost + _strayed(column, start, count, target), breaks)
        for start, (parted, cost, breaks) in best.items()
        if column.holds(start, count)
    ]
    return (min(ends),) if ends else ()


def _strayed(column: _Column, start: int, end: int, target: float) -> float:
    """What a line costs, growing as it strays from the length aimed at."""
    return _RAGGED * ((column.line(start, end) - target) / column.width) ** 2
