"""Placeholders are expressions: typed, strict, and unable to reach anything but the values given to them."""

from __future__ import annotations

import contextlib
import pickle
from datetime import date, time
from decimal import Decimal

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from congvan.problems import CongvanError, TemplateError
from congvan.tags import Limits, as_text, expression


@frozen
class Deadline:
    day: date
    _secret: str = "kín"

    @property
    def year(self) -> int:
        return self.day.year

    def fire(self) -> str:
        return "fired"

    def __str__(self) -> str:
        return "chậm nhất ngày 15/4/2027"


VALUES: dict[str, object] = {
    "year": 2028,
    "text": "a",
    "names": ["Sở Nội vụ", "Sở Tư pháp"],
    "row": {"items": "của dữ liệu", "key": 1},
    "deadline": Deadline(date(2027, 4, 15)),
    "rate": Decimal("1.5"),
}


def codes(text: str) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        expression(text).evaluate(VALUES, limits=Limits(steps=10_000))
    for problem in caught.value.problems:
        for language in ("vi", "en"):
            assert problem.code not in problem.message(language)
            assert "#hint" not in problem.hint(language)
        assert problem.parameters["expression"].removesuffix("…") == text[:200]
    return [problem.code.removeprefix("congvan.tags.") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("year - 1", 2027),
        ("rate * 2", Decimal("3.0")),
        ("names[1]", "Sở Tư pháp"),
        ("names | length", 2),
        ("text ~ year", "a2028"),
        ("row.items", "của dữ liệu"),
        ("row['key']", 1),
        ("row.get('no', 7)", 7),
        ("deadline.day", date(2027, 4, 15)),
        ("deadline.year + 1", 2028),
        ("'lớn' if year > 2000 else 'nhỏ'", "lớn"),
        ("names | map('upper')", ["SỞ NỘI VỤ", "SỞ TƯ PHÁP"]),
        ("nothing | default('trống')", "trống"),
        ("nothing is defined", False),
        ("names | join('; ')", "Sở Nội vụ; Sở Tư pháp"),
        ("1234567 | grouped", "1.234.567"),
        ("2.345 | round(2)", 2.35),
        ("'12' | int + 1", 13),
        ("deadline.day | long_date", "ngày 15 tháng 4 năm 2027"),
        ("deadline.day.timetuple is defined", False),
        ("[year, text] | first", 2028),
        ("'%s/%s' | format(year, text)", "2028/a"),
    ],
)
def test_the_value_keeps_its_type(text: str, value: object) -> None:
    result = expression(text).evaluate(VALUES)
    assert (result, type(result)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        "''.__class__.__mro__",
        "text['__class__']",
        "deadline.__init__.__globals__",
        "deadline['_secret']",
        "range.__globals__",
        "namespace.__init__",
        "self",
        "self.__init__.__globals__.__builtins__",
        "(names | map(attribute='__class__') | list)[0]",
        "names.append.__self__",
        "row.items.__class__ if false else text.upper.__self__",
    ],
)
def test_nothing_of_pythons_inside_is_reachable(text: str) -> None:
    assert set(codes(text)) <= {"forbidden", "unknown-name"}


@pytest.mark.parametrize(
    "text",
    [
        "deadline.fire()",
        "lipsum()",
        "cycler('a').pos()",
        "dict.fromkeys(names)",
        "names.append(1)",
        "text()",
    ],
)
def test_only_a_few_methods_can_be_called(text: str) -> None:
    assert set(codes(text)) <= {"not-callable", "unknown-name", "unknown-name-near"}


@pytest.mark.parametrize(
    "text",
    [
        "text | attr('__class__')",
        "names | map('attr', '__class__') | list",
        "names | join(attribute='__class__')",
        "'{0.__class__}'.format(text)",
        "'{0[__class__]}'.format(text)",
        "'{text.__class__}'.format(text=text)",
    ],
)
def test_no_filter_or_format_reads_what_a_tag_may_not(text: str) -> None:
    assert codes(text) == ["forbidden"]


@pytest.mark.parametrize("name", ["tojson", "pprint", "urlencode", "xmlattr"])
def test_filters_that_say_a_whole_value_say_plain_data_only(name: str) -> None:
    assert set(codes(f"range | {name}")) <= {"not-printable", "cannot-evaluate"}


@pytest.mark.parametrize(
    "text",
    [
        "'a' * 10000000",
        "names * 10000000",
        "2 ** 100000",
        "2 ** (2 ** 11) * (2 ** (2 ** 11)) * (2 ** (2 ** 11))",
        "'%9999999d' % 1",
        "'%*d' % (9999999, 1)",
        "'%99999d' | format(1)",
        "'a' | center(100000)",
        "'a'.ljust(100000000)",
        "('a' * 999999) ~ ('b' * 999999)",
        "('a' * 999999) + ('b' * 999999)",
        "('a' * 1000).replace('a', 'b' * 9999)",
        "('a' * 1000) | replace('a', 'b' * 9999)",
        "('a' * 1000) | join('b' * 9999)",
        "('b' * 9999).join('a' * 1000)",
        "range(10000000000)",
        "'a' | indent(1000000)",
        "1 | round(9999999)",
    ],
)
def test_no_operand_grows_beyond_reason(text: str) -> None:
    assert codes(text) == ["operand-too-large"]


@pytest.mark.parametrize("text", ["(" * 3000 + "1" + ")" * 3000, "+".join(["1"] * 4000), "1" * 20_000])
def test_what_is_too_deep_is_refused(text: str) -> None:
    assert codes(text) == ["too-deep"]


@pytest.mark.parametrize("text", ["", "year +", "a b", "}}", "{{ year }}", "'", "year = 1"])
def test_what_is_no_expression_is_a_syntax_problem(text: str) -> None:
    assert codes(text) == ["syntax"]


def test_every_name_without_a_value_is_told_at_once_with_the_nearest_one() -> None:
    with pytest.raises(TemplateError) as caught:
        expression("yaer + month + (maybe | default(0))").evaluate(VALUES)
    said = [(problem.code, problem.parameters["name"]) for problem in caught.value.problems]
    assert said == [
        ("congvan.tags.unknown-name-near", "yaer"),
        ("congvan.tags.unknown-name", "month"),
    ] or said == [
        ("congvan.tags.unknown-name", "month"),
        ("congvan.tags.unknown-name-near", "yaer"),
    ]
    assert "year" in "".join(problem.hint("vi") for problem in caught.value.problems)


def test_a_part_that_does_not_exist_is_named() -> None:
    assert codes("deadline.dya") == ["unknown-name-near"]
    assert codes("names[7]") == ["unknown-name"]


def test_what_python_cannot_compute_is_a_problem() -> None:
    assert codes("1 / 0") == ["division-by-zero"]
    assert codes("year + text") == ["wrong-types"]


def test_the_names_are_known_before_there_are_values() -> None:
    assert expression("a.b + c[d] | default(e)").names == {"a", "c", "d", "e"}


def test_an_expression_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(expression("year - 1")))
    assert again.evaluate({"year": 2028}) == 2027


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Kính gửi", "Kính gửi"),
        (12, "12"),
        (Decimal("1.50"), "1,50"),
        (0.1, "0,1"),
        (date(2027, 1, 5), "05/01/2027"),
        (time(14, 0), "14 giờ 00"),
        (Deadline(date(2027, 4, 15)), "chậm nhất ngày 15/4/2027"),
    ],
)
def test_values_are_printed_as_official_text_has_them(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    "value", [None, True, [1], {"a": 1}, object(), float("nan"), Decimal("1E+9999"), len]
)
def test_what_has_no_text_of_its_own_is_not_printed(value: object) -> None:
    with pytest.raises(Exception, match="not-printable"):
        as_text(value)


@given(st.text(max_size=60))
def test_any_text_is_either_evaluated_or_a_problem(text: str) -> None:
    with contextlib.suppress(CongvanError):
        expression(text).evaluate(VALUES, limits=Limits(steps=1000))


@given(st.integers(), st.integers())
def test_small_sums_are_exact(left: int, right: int) -> None:
    assert expression("a + b").evaluate({"a": left, "b": right}) == left + right
