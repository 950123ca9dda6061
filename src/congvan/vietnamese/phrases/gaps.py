"""What a break between two words costs: the spaces of a text, weighed by the phrases the words make.

Nothing here knows how wide anything is; lines are chosen by these costs in `breaking`.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Self

from attrs import field, frozen

from congvan.vietnamese.hygiene import tone_key
from congvan.vietnamese.phrases.words import DATE_NOUNS, vocabulary

_BORDER, _COMMA, _FAIR, _WITHIN, _POOR = 0.0, 0.2, 0.35, 0.7, 1.0
"""What a break costs: before a phrase, after a comma, between words, inside ỦY BAN / NHÂN DÂN, at a dash."""
_WHOLE_PART = 3
"""A head of so many syllables (BAN CHỈ ĐẠO) may have a line of its own."""
_LONGEST = 5
"""The most words a compound has."""
_ROMAN = "IVXLC"
_NUMBER = re.compile(rf"\d[\d.,/-]*%?|[{_ROMAN}]+")
_DASHES = ("-", "–")
_EDGES = "“”‘’\"'()[]«»,;:."


@frozen
class Gap:
    """The space after a word: what breaking there costs, and whether a break parts what belongs together."""

    cost: float
    parts: bool = False


_NEVER = Gap(_POOR, parts=True)
_INSIDE = Gap(2 * _POOR, parts=True)
"""THÀNH PHỐ / HỒ CHÍ MINH is bad, THÀNH / PHỐ HỒ CHÍ MINH is worse."""
_WITHIN_A_BODY, _AFTER_COMMA, _AT_DASH = Gap(_WITHIN), Gap(_COMMA), Gap(_POOR)
_BEFORE_PHRASE, _BETWEEN_WORDS = Gap(_BORDER), Gap(_FAIR)


class _Unit(NamedTuple):
    """Words that make one compound, or one word: the key of the whole, of its first and its last word."""

    words: tuple[str, ...]
    key: str
    first: str
    last: str


@frozen
class Gaps:
    """The spaces between words, each weighed when a line could first end there.

    `places` says of every word but the last in which unit it stands, and as which of its words.
    """

    units: list[_Unit]
    places: list[tuple[int, int]]
    _known: dict[int, Gap] = field(init=False, factory=dict)

    @classmethod
    def of(cls, words: tuple[str, ...]) -> Self:
        """Those of a text."""
        units = _units(words)
        places = [(at, place) for at, unit in enumerate(units) for place in range(1, len(unit.words) + 1)]
        return cls(units, places[:-1])

    def after(self, count: int) -> Gap:
        """What a break after so many words costs."""
        known = self._known.get(count)
        if known is None:
            at, place = self.places[count - 1]
            unit = self.units[at]
            whole = place == len(unit.words)
            known = self._known[count] = _between(self.units, at) if whole else _inside(unit, place)
        return known


def _inside(unit: _Unit, place: int) -> Gap:
    """A gap inside a compound: ỦY BAN / NHÂN DÂN may be broken in two words if it must, nothing else."""
    return _WITHIN_A_BODY if len(unit.words) == 4 and place == 2 else _INSIDE


def _units(words: tuple[str, ...]) -> list[_Unit]:
    """The words grouped into compounds, the longest known one first."""
    bare = tuple([word.strip(_EDGES) for word in words])
    keys = [*map(tone_key, bare)]
    longest = vocabulary().longest
    # A mark that stands apart is a word without a key: then any group may be a compound and a mark.
    has_marks = "" in keys
    units = []
    start = 0
    while start < len(words):
        most = _LONGEST if has_marks else longest.get(keys[start].partition(" ")[0], 1)
        end, key = _unit_end(words, bare, keys, start, most) if most > 1 else (start + 1, keys[start])
        units.append(_Unit(words[start:end], key, keys[start], keys[end - 1]))
        start = end
    return units


def _unit_end(
    words: tuple[str, ...], bare: tuple[str, ...], keys: list[str], start: int, most: int
) -> tuple[int, str]:
    """Where the longest compound ends that begins here, and its key; one word where none does."""
    compounds = vocabulary().compounds
    for end in range(min(start + most, len(words)), start + 1, -1):
        key = " ".join(filter(None, keys[start:end]))
        if key in compounds:
            # Words without marks have one key, together or each by itself.
            if bare[start:end] == words[start:end]:
                return end, key
            key = tone_key(" ".join(words[start:end]).strip(_EDGES))
            if key in compounds and not any(word[-1] in _EDGES for word in words[start : end - 1]):
                return end, key
    return start + 1, keys[start]


def _between(units: list[_Unit], number: int) -> Gap:
    """The gap between a unit and the next: inside a name or a number's phrase, at a border, or neither."""
    words = vocabulary()
    before, after = units[number], units[number + 1]
    if before.words[-1][-1] in ",;:":
        return _AFTER_COMMA
    if _belongs(units, number) or before.key in words.connecting:
        return _NEVER
    if after.words[0] in _DASHES or (before.key in words.heads and len(before.words) < _WHOLE_PART):
        return _AT_DASH
    is_border = after.key in words.connecting or after.key in words.heads or after.first in words.connecting
    return _BEFORE_PHRASE if is_border else _BETWEEN_WORDS


def _belongs(units: list[_Unit], number: int) -> bool:
    """Whether the next unit belongs to this one: Điều 5, 30 ngày, 2026 - 2030, TỈNH LẠNG SƠN, V/v."""
    words = vocabulary()
    before, after = units[number], units[number + 1]
    if before.words[-1] in (*_DASHES, "V/v"):
        return True
    if _is_number(after.words[0]):
        return before.last in words.labels
    if _is_number(before.words[-1]):
        if after.words[0] in DATE_NOUNS:
            return True
        labelled = number > 0 and units[number - 1].last in words.labels
        return after.words[0] in _DASHES or (not labelled and after.key not in words.connecting)
    return _is_name(units, number)


def _is_number(word: str) -> bool:
    bare = word.strip(_EDGES)
    return (bare[:1].isdecimal() or bare[:1] in _ROMAN) and _NUMBER.fullmatch(bare) is not None


def _is_name(units: list[_Unit], number: int) -> bool:
    """Whether the next unit goes on with the name that follows an administrative noun or a capital."""
    words = vocabulary()
    before, after = units[number], units[number + 1]
    if after.key in words.connecting or after.key in words.heads or after.words[0] in _DASHES:
        return False
    if before.key in words.units:
        return True
    if len(before.words) > 1 or len(after.words) > 1:
        return False
    if number + 2 < len(units) and units[number + 2].words[0] in _DASHES:
        return True
    if after.words[0].isupper():
        # In capitals nothing shows where a name ends: two syllables after the noun are taken as the name.
        return number > 0 and units[number - 1].key in words.units
    return before.words[0][0].isupper() and after.words[0][0].isupper()
