"""A template as generated Python says what Jinja says, on any template and any values, or neither does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from congvan.problems import CongvanError
from congvan.tags import CompiledTemplate, Limits, PlainText, UnfinishedError, as_text, template
from congvan.tags.program.generating import page

LIMITS = Limits(steps=5_000, characters=200_000)
names = st.sampled_from(["a", "b", "xs", "row", "d", "nosuch", "range"])


class Plainly:
    """Prints everything as its text."""

    def write(self, value: object, _where: None) -> str:
        return as_text(value)

    def encoded(self, value: object, _where: None) -> bytes:
        return as_text(value).encode()

    def is_plain(self, value: object) -> bool:
        return not isinstance(value, Decimal)

    def texts(self, values: list[str]) -> list[bytes]:
        return [value.encode() for value in values]


@frozen
class Row:
    name: str
    n: int

    @property
    def twice(self) -> int:
        return 2 * self.n


def made(text: str) -> CompiledTemplate[None]:
    return template(text, surroundings=PlainText(), direct=lambda _: True)


def by_program(compiled: CompiledTemplate[None], values: dict[str, Any]) -> str | None:
    try:
        return compiled.encoded(values, Plainly(), limits=LIMITS).decode()
    except UnfinishedError:
        return None


def by_jinja(compiled: CompiledTemplate[None], values: dict[str, Any]) -> str | None:
    try:
        return compiled.render(values, limits=LIMITS)
    except CongvanError:
        return None


literals = st.sampled_from(
    ["1", "0", "2.5", "'x'", "''", "true", "none", "[1, 2]", "['a', b]", "{'k': a}", "()"]
)
atoms = st.one_of(names, literals)


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(
        ["+", "-", "*", "/", "//", "%", "**", "~", "and", "or", "==", "<", ">=", "in"]
    )
    tests = st.sampled_from(["defined", "undefined", "none", "odd", "string", "mapping", "in(xs)", "eq(1)"])
    filters = st.sampled_from(
        [
            "upper",
            "length",
            "default('z')",
            "d(1, true)",
            "join(',')",
            "first",
            "sort",
            "list",
            "int(0)",
            "string",
        ]
    )
    attributes = st.sampled_from(
        [".name", ".n", ".twice", ".items()", ".k", "['k']", "[0]", "[-1]", "[1:]", ".x.y"]
    )
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.tuples(inner, attributes).map("".join),
        st.tuples(inner, filters).map(lambda parts: f"{parts[0]} | {parts[1]}").map("({})".format),
        st.tuples(inner, tests).map(lambda parts: f"({parts[0]} is {parts[1]})"),
        st.tuples(inner, tests).map(lambda parts: f"({parts[0]} is not {parts[1]})"),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} if {parts[1]} else {parts[2]})"),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]} if {parts[1]})"),
        inner.map(lambda one: f"(not {one})"),
        inner.map(lambda one: f"(-{one})"),
    )


expressions = st.recursive(atoms, _deeper, max_leaves=5)
counters = ("index", "index0", "last", "first", "length", "revindex", "revindex0", "depth", "cycle(1, a)")
loops = st.sampled_from([f"loop.{name}" for name in (*counters, "previtem")])


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(expressions, inner, inner).map(
            lambda p: f"{{% if {p[0]} %}}{p[1]}{{% else %}}{p[2]}{{% endif %}}"
        ),
        st.tuples(expressions, inner, expressions, inner).map(
            lambda p: f"{{% if {p[0]} %}}{p[1]}{{% elif {p[2]} %}}{p[3]}{{% endif %}}"
        ),
        st.tuples(names, expressions, inner, loops).map(
            lambda p: f"{{% for {p[0]} in {p[1]} %}}{p[2]}[{{{{ {p[3]} }}}}]{{% endfor %}}"
        ),
        st.tuples(names, inner, inner).map(
            lambda p: f"{{% for {p[0]} in xs %}}{p[1]}{{% else %}}{p[2]}{{% endfor %}}"
        ),
        st.tuples(names, expressions).map(lambda p: f"{{% set {p[0]} = {p[1]} %}}"),
        inner.map(lambda one: f"{{% for k, v in d.items() %}}{{{{ k }}}}{one}{{% endfor %}}"),
        st.tuples(inner, inner).map("".join),
        st.tuples(expressions, inner).map(
            lambda p: f"{{% macro m(a) %}}{p[1]}{{% endmacro %}}{{{{ m({p[0]}) }}}}"
        ),
    )


texts = st.sampled_from(["", "chữ ", "<w:p>", "%", "'\"\\"])
printed = expressions.map(lambda one: f"{{{{ {one} }}}}")
templates = st.recursive(st.one_of(texts, printed), _blocks, max_leaves=8)
values: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=5),
    st.integers(-3, 99),
    st.sampled_from([Decimal("1.5"), 0.5, None, True, date(2027, 3, 9), Row("tên", 2), [], {}]),
)
contexts = st.fixed_dictionaries(
    {},
    optional={
        "a": values,
        "b": values,
        "xs": st.lists(values, max_size=3),
        "row": st.one_of(st.fixed_dictionaries({"name": values, "n": values}), st.just(Row("hàng", 7))),
        "d": st.dictionaries(st.sampled_from(["k", "name", "items"]), values, max_size=2),
    },
)


@settings(max_examples=120)
@given(templates, contexts)
def test_generated_code_says_what_jinja_says(text: str, context: dict[str, Any]) -> None:
    try:
        compiled = made(text)
    except CongvanError:
        return
    assert by_program(compiled, context) == by_jinja(compiled, context)


@pytest.mark.parametrize(
    "text",
    [
        "{{ a }}{% if b %}{{ row.name }}{% elif a == 1 %}x{% else %}{{ xs | length }}{% endif %}",
        "{% for r in xs %}{{ loop.index }}{{ r }}{% if not loop.last %}, {% endif %}{% else %}-{% endfor %}",
        "{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}{% set q = a * 2 %}{{ q if q > 1 else 'z' }}",
        "{% for x in xs | sort %}{{ loop.cycle('a', 'b') }}{{ x ~ '!' }}{% endfor %}{{ xs[1:] | join(' ') }}",
        "{{ nosuch | default('z') }}{{ nosuch is defined }}{{ row['name'].upper() }}",
    ],
)
def test_what_letters_use_is_generated(text: str) -> None:
    assert made(text).page is not None


@pytest.mark.parametrize(
    "text",
    [
        "{% set x = 1 %}{% for y in xs %}{{ x }}{% set x = x + y %}{{ x }}{% endfor %}{{ x }}",
        "{% if a %}{% set b = 5 %}{% endif %}{{ b }}",
        "{% for a in xs %}{% for a in xs %}{{ a }}{% endfor %}{{ loop.last }}{{ a }}{% endfor %}{{ a }}",
        "{% for x in xs %}{% if x > 1 %}{% set a = x %}{% endif %}{{ a }}{% endfor %}{{ a }}",
        "{% for x in xs %}{% else %}{% set a = 9 %}{% endfor %}{{ a }}",
        "{% for x in [] %}{% else %}{% set a = 9 %}{{ a }}{% endfor %}{{ a }}",
        "{% for range in xs %}{{ range }}{% endfor %}{% for n in range(3) %}{{ n }}{% endfor %}",
    ],
)
def test_names_have_the_reach_that_jinja_gives_them(text: str) -> None:
    compiled = made(text)
    context = {"a": 7, "b": 8, "xs": [1, 2, 3]}
    assert compiled.page is not None
    assert by_program(compiled, context) == by_jinja(compiled, context)


@pytest.mark.parametrize(
    "text",
    [
        "{{ a.__class__ }}",
        "{{ a['__class__'] }}",
        "{{ row | map(attribute='__class__') | list }}",
        "{{ '%c' * 99999999 }}",
        "{{ 9 ** 99999 }}",
        "{{ a.format_map(b) }}",
        "{{ row() }}",
        "{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}",
    ],
)
def test_generated_code_reaches_no_more_than_jinja(text: str) -> None:
    try:
        compiled = made(text)
    except CongvanError:
        return
    context = {"a": "x", "b": object(), "row": Row("a", 1)}
    assert by_program(compiled, context) is None
    assert by_jinja(compiled, context) is None


def test_values_read_only_once_are_read_once() -> None:
    def numbers() -> Iterator[int]:
        yield from (1, 2, 3)

    text = "{% for x in xs %}{{ loop.index }}:{{ x }} {% endfor %}"
    assert by_program(made(text), {"xs": numbers()}) == "1:1 2:2 3:3 "


@pytest.mark.parametrize(
    "body",
    [
        [["output", [["put", ["name", "x"], "__import__('os')"]]]],
        [["output", [["put", ["loop", "index"], 0]]]],
        [["output", [["put", ["binary", "if", ["const", 1], ["const", 1]], 0]]]],
        [["output", [["put", ["compare", ["const", 1], [["; import os", ["const", 1]]]], 0]]]],
        [["output", [["put", ["value", ["const", 1]], 0]]]],
        [["exec", "x"]],
        [["for", ["name", "x"], ["name", "xs"], "0)", [], []]],
        [["output", [["put", ["const", {"a": 1}], 0]]]],
    ],
)
def test_data_that_is_no_program_is_refused(body: list[Any]) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        page(body, direct=frozenset())


def test_names_cannot_leave_their_quotes() -> None:
    evil = "x') or __import__('os').system('id') or ('"
    body = [["output", [["put", ["attribute", ["name", evil], evil], 0]]]]
    assert page(body, direct=frozenset()).borrows is False
