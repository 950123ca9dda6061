"""Texts the model keeps become markup by a shorter way than any text, to the same end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from congvan.word.markup import TEXT_OPEN, sound_markup, sound_texts, text_markup
from tests.support.any_text import any_lines, any_text


@given(any_lines())
def test_a_text_of_the_model_becomes_the_markup_of_any_text(text: str) -> None:
    assert sound_markup(text) == text_markup(text)


@given(st.lists(st.one_of(any_text(blank=True), any_lines()), min_size=1))
def test_many_texts_become_what_each_becomes_alone(texts: list[str]) -> None:
    # Beside a break at an end of a text nothing may stand, or a `w:t` of nothing.
    nothing = f"{TEXT_OPEN}</w:t>"
    found = [f"{TEXT_OPEN}{text.decode()}</w:t>".replace(nothing, "") for text in sound_texts(texts)]
    assert found == [text_markup(text).replace(nothing, "") for text in texts]
