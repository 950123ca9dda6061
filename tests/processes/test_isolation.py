"""A template filled in by a process of its own: the same letter, the same problems, and an end to it."""

from __future__ import annotations

import pytest

from congvan.problems import RenderError, TemplateError
from congvan.word import Template, render_within
from tests.support.wordfiles import letter

VALUES = {"a": "R&D"}


def test_the_letter_is_the_same() -> None:
    data = letter("{{ a }}")
    assert render_within(60, data, VALUES) == Template(data).render(VALUES)
    assert render_within(60, data, {}, missing="mark") == Template(data, missing="mark").render({})


def test_the_problems_are_the_same() -> None:
    for wanted, text in ((TemplateError, "{{ a b }}"), (RenderError, "{{ nosuch }}")):
        with pytest.raises(wanted) as caught:
            render_within(60, letter(text), VALUES)
        with pytest.raises(wanted) as here:
            Template(letter(text)).render(VALUES)
        assert caught.value.problems == here.value.problems


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(RenderError) as caught:
        render_within(0.05, letter("{{ a }}"), VALUES)
    (problem,) = caught.value.problems
    assert (problem.code, problem.parameters["most"]) == ("congvan.word.too-slow", "0.05")
