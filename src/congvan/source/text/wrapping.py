"""Pasted text whose lines were broken by hand: probably one paragraph, read as many (dòng bị ngắt cứng)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from congvan.source.text.body import Line
from congvan.source.text.levels import read_marker

_FEWEST = 3
_SHORTEST = 40
_SPREAD = 20
_ENDS = (".", ";", ":", "!", "?", "/", "\\", "”", '"')


def hard_wrapped(lines: Iterable[Line]) -> Iterator[Line]:
    """The first line of each stretch that looks like one paragraph broken at the edge of a page."""
    stretch: list[Line] = []
    for line in lines:
        if stretch and _continues(stretch[-1], line):
            stretch.append(line)
            continue
        if _is_wrapped(stretch):
            yield stretch[0]
        stretch = [line] if line.text else []
    if _is_wrapped(stretch):
        yield stretch[0]


def _continues(before: Line, line: Line) -> bool:
    is_prose = (
        bool(line.text) and not line.text.startswith(("|", "{%", "[^")) and read_marker(line.text) is None
    )
    return is_prose and len(before.text) >= _SHORTEST and not before.text.endswith(_ENDS)


def _is_wrapped(stretch: list[Line]) -> bool:
    if len(stretch) < _FEWEST or not any(line.text[0].islower() for line in stretch[1:]):
        return False
    sizes = [len(line.text) for line in stretch[:-1]]
    return max(sizes) - min(sizes) <= _SPREAD
