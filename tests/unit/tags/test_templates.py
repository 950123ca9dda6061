"""Texts with tags: compiled once, strict, every problem with its place."""

from __future__ import annotations

import contextlib
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.problems import CongvanError, TemplateError
from congvan.tags import Limits, tags_of, template


def problems(text: str, values: dict[str, object] | None = None) -> list[tuple[str, int | None, str]]:
    with pytest.raises(TemplateError) as caught:
        template(text).render(values or {}, limits=Limits(steps=100_000, characters=1_000_000))
    return [
        (problem.code.removeprefix("congvan.tags."), problem.place.line, problem.parameters["expression"])
        for problem in caught.value.problems
    ]


def test_loops_conditions_macros_and_captured_text_work() -> None:
    text = (
        "{% macro cell(value) %}<{{ value }}>{% endmacro %}"
        "{% for name in names %}{{ loop.index }}{{ cell(name) }}"
        "{% if not loop.last %};{% endif %}{% endfor %}"
        "{% set whole %}[{{ names | length }}]{% endset %}{{ whole }}"
        "{% set ns = namespace(sum=0) %}"
        "{% for n in range(4) %}{% set ns.sum = ns.sum + n %}{% endfor %}{{ ns.sum }}"
    )
    assert template(text).render({"names": ["a", "b"]}) == "1<a>;2<b>[2]6"


def test_every_unknown_name_is_told_at_once_with_its_line() -> None:
    assert problems("một {{ a }}\nhai {{ b }} {{ c | default('') }}\n{% if d %}{% endif %}") == [
        ("unknown-name", 1, "{{ a }}"),
        ("unknown-name", 2, "{{ b }}"),
        ("unknown-name", 3, "{% if d %}"),
    ]


def test_names_that_are_only_asked_about_are_optional() -> None:
    compiled = template("{{ a }}{% if b is defined %}{{ c | d('x') }}{% endif %}")
    assert (sorted(compiled.names), sorted(compiled.optional_names)) == (["a", "b", "c"], ["b", "c"])
    assert compiled.render({"a": 1}) == "1"


def test_every_broken_tag_is_told_at_once() -> None:
    assert problems("{{ a b }}\n{{ c | }}\n{{ fine }}") == [
        ("syntax", 1, "{{ a b }}"),
        ("syntax", 2, "{{ c | }}"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
    ],
)
def test_tags_that_load_or_rewrite_are_refused(text: str) -> None:
    assert problems(text)[0][0] == "unsupported-tag"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% for a in range(900) %}{% for b in range(900) %}x{% endfor %}{% endfor %}", "too-many-steps"),
        ("{% for a in range(90000) %}nhiều chữ ở đây{% endfor %}", "too-much-text"),
        (
            "{% set n = namespace(t='aaaa') %}{% for a in range(99) %}{% set n.t = n.t ~ n.t %}{% endfor %}",
            "operand-too-large",
        ),
        (
            "{% set n = namespace(t='aaaa') %}{% for a in range(99) %}"
            "{% set n.t %}{{ n.t }}{{ n.t }}{% endset %}{% endfor %}",
            "too-much-text",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "too-deep"),
        (
            "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(60) }}",
            "too-many-steps",
        ),
        ("{% for x in [[]] recursive %}{{ loop(range(99999)) }}{% endfor %}", "too-many-steps"),
    ],
)
def test_what_never_ends_or_swells_is_stopped(text: str, code: str) -> None:
    assert problems(text)[0][0] == code


def test_tags_in_values_stay_text() -> None:
    assert template("{{ a }}").render({"a": "{{ b }} {% x %} {#"}) == "{{ b }} {% x %} {#"


def test_raw_text_is_printed_as_typed() -> None:
    assert template("{% raw %}{{ a }} {%- b %}{% endraw %}{{ '{{' }}").render({}) == "{{ a }} {%- b %}{{"


def test_only_text_that_the_template_made_skips_the_writer() -> None:
    compiled = template("{% set a %}<{{ x }}>{% endset %}{{ a }}{{ a ~ '' }}{{ x }}")
    assert compiled.render(
        {"x": "&"}, lambda value, _place: str(value).replace("&", "+").replace("<", "(")
    ) == ("<+>(+>+")


def test_a_value_called_like_a_block_cannot_pass_as_markup() -> None:
    assert problems("{% call x.upper() %}{% endcall %}", {"x": "<b>"})[0][0] == "not-callable"


def test_one_template_serves_many_threads() -> None:
    compiled = template("{% for i in range(n) %}{{ x }}{% endfor %}")
    results: dict[int, str] = {}

    def work(number: int) -> None:
        for _ in range(50):
            results[number] = compiled.render({"n": number, "x": number})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: str(number) * number for number in range(8)}


def test_tags_are_found_whatever_their_strings_hold() -> None:
    text = "a {{ '}}' }} b {% if x == \"%}\" %} {# note }} #} c"
    assert [tag.text for tag in tags_of(text)] == ["{{ '}}' }}", '{% if x == "%}" %}', "{# note }} #}"]


@given(st.text(alphabet="{}%#-+ ax|'\"\n().", max_size=80))
def test_any_text_is_either_rendered_or_a_problem(text: str) -> None:
    with contextlib.suppress(CongvanError):
        template(text).render({"a": 1, "x": "y"}, limits=Limits(steps=1000, characters=10_000))


@given(st.text(alphabet=st.characters(exclude_characters="{%#\r"), max_size=80))
def test_text_without_tags_is_untouched(text: str) -> None:
    assert template(text).render({}) == text
