"""The letters that number điểm: a b c d đ e g h i k l m n o p q r s t u v x y (ND30-PL1-II.6.đ#5)."""

from __future__ import annotations

POINT_LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
"""The 23 letters in order: no ă â ê ô ơ ư, and no f j w z."""


class PointAlphabetExhausted(ValueError):  # noqa: N818  (it says what happened, as StopIteration does)
    """More điểm than there are letters: the 24th has none, and doubled letters are not in the decree."""


def point_letter(index: int) -> str:
    """The letter of the điểm at `index`, counted from 0; PointAlphabetExhausted past the 23rd."""
    if index < 0:
        raise ValueError(f"{index} is not a position")
    if index >= len(POINT_LETTERS):
        raise PointAlphabetExhausted(f"điểm {index + 1} has no letter: there are {len(POINT_LETTERS)}")
    return POINT_LETTERS[index]


def point_index(letter: str) -> int | None:
    """The position of a letter counted from 0, or None when it numbers no điểm (ă, ê, f, w, aa ...)."""
    return POINT_LETTERS.index(letter) if letter in POINT_LETTERS else None


def next_point_letter(letter: str) -> str:
    """The letter after `letter`; ValueError when `letter` numbers no điểm, PointAlphabetExhausted after y."""
    index = point_index(letter)
    if index is None:
        raise ValueError(f"«{letter}» is not a letter of a điểm")
    return point_letter(index + 1)
