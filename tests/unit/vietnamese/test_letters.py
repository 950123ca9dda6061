"""The letters of điểm: twenty-three, and never a twenty-fourth."""

from __future__ import annotations

import pytest

from congvan.vietnamese.letters import (
    POINT_LETTERS,
    PointAlphabetExhausted,
    next_point_letter,
    point_index,
    point_letter,
)


def test_the_letters_run_from_a_to_y_with_d_bar_after_d() -> None:
    assert "".join(map(point_letter, range(23))) == "abcdđeghiklmnopqrstuvxy"


def test_the_24th_point_is_refused_rather_than_wrapped() -> None:
    with pytest.raises(PointAlphabetExhausted):
        point_letter(23)
    with pytest.raises(PointAlphabetExhausted):
        next_point_letter("y")


@pytest.mark.parametrize("letter", ["ă", "ê", "ơ", "f", "j", "w", "z", "aa", "A", ""])
def test_letters_outside_the_decree_number_nothing(letter: str) -> None:
    assert point_index(letter) is None
    with pytest.raises(ValueError, match="điểm"):
        next_point_letter(letter)


def test_positions_and_letters_agree() -> None:
    assert [point_index(letter) for letter in POINT_LETTERS] == list(range(23))
    assert next_point_letter("d") == "đ"
    with pytest.raises(ValueError, match="-1"):
        point_letter(-1)
