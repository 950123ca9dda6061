"""Lengths keep their value through every view."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.units import Length, mm_to_twips


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_a_length_in_twips_comes_back_as_it_went_in(twips: int) -> None:
    assert Length.from_twips(twips).twips == twips


@pytest.mark.parametrize(("mm", "twips"), [(210, 11906), (297, 16838), (30, 1701), (15, 850), (12.7, 720)])
def test_the_decrees_millimetres_are_words_twips(mm: float, twips: int) -> None:
    assert mm_to_twips(mm) == twips


def test_a_length_shows_itself_in_every_unit() -> None:
    length = Length.from_pt(13.5)
    assert (length.pt, length.half_points, length.twips) == (13.5, 27, 270)
    assert Length.from_mm(25.4).pt == pytest.approx(72)
    assert Length.from_mm(25.4).mm == pytest.approx(25.4)


def test_a_length_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(Length.from_mm(20)))
    assert copy == Length.from_mm(20)
    assert type(copy) is Length
