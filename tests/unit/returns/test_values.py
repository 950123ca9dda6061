"""What people type, taken, converted or refused, column by column."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Column, ColumnKind
from congvan.returns.values import Refused, Taken, shown, value_of
from congvan.vietnamese.numbers import grouped

WHOLE = Column(title="Số", kind=ColumnKind.INTEGER)
DECIMAL = Column(title="Số", kind=ColumnKind.DECIMAL)
DAY = Column(title="Ngày", kind=ColumnKind.DATE)
WORDS = Column(title="Lời")
WAY = Column(title="Cách", kind=ColumnKind.CHOICE, choices=("Hòa giải", "Khởi kiện"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1 234 567", 1234567),
        ("\u221212", -12),
        ("'15", 15),
        ("12,0", 12),
    ],
)
def test_a_whole_number_typed_as_text_is_converted(typed: str, value: int) -> None:
    assert value_of(typed, WHOLE) == Taken(value, converted=True)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1234", "1234"),
    ],
)
def test_a_decimal_typed_as_text_is_converted_where_it_can_be_nothing_else(typed: str, value: str) -> None:
    assert value_of(typed, DECIMAL) == Taken(Decimal(value), converted=True)


@pytest.mark.parametrize("typed", ["1.234", "-1.234", "12,345", "999.999"])
def test_a_lone_group_of_three_is_never_guessed(typed: str) -> None:
    assert value_of(typed, DECIMAL) == Refused("congvan.returns.ambiguous-number")


@pytest.mark.parametrize("typed", ["5/3/27", "31/2/2027", "3/2027", "hôm qua", 5.5, 12, True])
def test_what_is_no_whole_day_is_refused(typed: Any) -> None:
    assert value_of(typed, DAY) == Refused("congvan.returns.expected-date")


@pytest.mark.parametrize("typed", ["hoà giải", " HÒA  GIẢI ", "hòa giải"])
def test_a_choice_is_known_by_any_spelling_of_its_tones(typed: str) -> None:
    assert value_of(typed, WAY) == Taken("Hòa giải", converted=True)


def test_another_word_is_no_choice() -> None:
    assert value_of("Hoa giai", WAY) == Refused("congvan.returns.not-a-choice")


def test_a_number_in_a_text_column_keeps_no_groups() -> None:
    assert value_of(912345678.0, WORDS) == Taken("912345678", converted=True)
    assert value_of(2.5, WORDS) == Taken("2,5", converted=True)


@pytest.mark.parametrize(
    "found", [float("nan"), float("inf"), 1e300, "1e5", "0x10", "½", "١٢", "--5", "1..5"]
)
def test_what_is_no_number_of_a_person_is_refused(found: Any) -> None:
    assert isinstance(value_of(found, DECIMAL), Refused)
    assert isinstance(value_of(found, WHOLE), Refused)


@pytest.mark.parametrize("column", [WHOLE, DECIMAL, DAY, WORDS, WAY])
@pytest.mark.parametrize("found", [None, "", "  ", "\u00a0\t"])
def test_blanks_are_no_value(found: Any, column: Column) -> None:
    assert value_of(found, column) == Taken(None)


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_is_taken_as_a_number_and_in_vietnamese_groups(number: int) -> None:
    assert value_of(float(number), WHOLE) == Taken(number)
    assert value_of(grouped(number), WHOLE) == Taken(number, converted=True)


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_a_decimal_in_vietnamese_groups_is_itself_or_a_finding(number: Decimal) -> None:
    found = value_of(grouped(number), DECIMAL)
    assert isinstance(found, Taken)
    assert found.value == number


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
def test_nothing_in_a_cell_is_ever_more_than_a_finding(found: Any) -> None:
    for column in (WHOLE, DECIMAL, DAY, WORDS, WAY):
        assert isinstance(value_of(found, column), Taken | Refused)
    assert isinstance(shown(found), str)


def test_a_number_of_days_is_the_day_it_counts() -> None:
    assert value_of(46086.0, DAY) == Taken(date(2026, 3, 5), converted=True)


@pytest.mark.parametrize("typed", [5, 31, 1990, 2026])
def test_a_day_of_the_month_or_a_year_typed_alone_is_no_day_of_long_ago(typed: int) -> None:
    """A cell that shows days makes 05/01/1900 of a 5, and 18/7/1905 of 2026."""
    shown_there = date(1899, 12, 30) + timedelta(days=typed)
    for found in (shown_there, datetime.combine(shown_there, time())):
        assert value_of(found, DAY) == Refused("congvan.returns.expected-date")


def test_what_is_outside_its_bounds_is_refused() -> None:
    age = Column(title="Tuổi", kind=ColumnKind.INTEGER, min=18, max=60)
    assert value_of(18.0, age) == Taken(18)
    assert value_of("61", age) == Refused("congvan.returns.out-of-bounds")
    day = Column(title="Ngày", kind=ColumnKind.DATE, max=date(2027, 12, 31))
    assert value_of("01/01/2028", day) == Refused("congvan.returns.out-of-bounds")
    assert value_of(None, age) == Taken(None)
