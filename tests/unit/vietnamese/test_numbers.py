"""Numbers in words, Roman numerals, padding and grouping."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.numbers import (
    from_roman,
    grouped,
    leading_zero,
    number_words,
    parse_grouped,
    roman,
    round_half_up,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (2024, "hai nghìn không trăm hai mươi tư"),
        (1_000_000, "một triệu"),
        (21_000_000_000, "hai mươi mốt tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (-3, "âm ba"),
    ],
)
def test_a_number_is_said_as_vietnamese_says_it(number: int, words: str) -> None:
    assert number_words(number) == words


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=10**15))
def test_two_numbers_never_share_their_words(one: int, other: int) -> None:
    assert (number_words(one) == number_words(other)) == (one == other)


@given(st.integers(min_value=1, max_value=3999))
def test_every_roman_numeral_reads_back(number: int) -> None:
    assert from_roman(roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VV", "iv", "IC", "A", "IIX"])
def test_what_is_no_roman_numeral_is_refused(text: str) -> None:
    assert from_roman(text) is None


def test_there_is_no_roman_zero() -> None:
    with pytest.raises(ValueError, match="0"):
        roman(0)


def test_document_numbers_below_ten_get_a_zero() -> None:
    assert [leading_zero(number) for number in (5, 12, 1234)] == ["05", "12", "1234"]


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (1234567, None, "1.234.567"),
        (Decimal("1234567.89"), None, "1.234.567,89"),
        (Decimal("-0.5"), 0, "-1"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("1E+3"), None, "1.000"),
        (7, 2, "7,00"),
    ],
)
def test_thousands_are_grouped_by_full_stops(number: Decimal | int, decimals: int | None, text: str) -> None:
    assert grouped(number, decimals=decimals) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_grouped_number_reads_back(number: Decimal) -> None:
    assert parse_grouped(grouped(number)) == number


@pytest.mark.parametrize(
    "text", ["1.5", "1,234.5", "1.2345", "12.34", "0.123", "1e3", "", "٣", "1 000", ",5"]
)
def test_a_number_that_could_mean_two_things_is_refused(text: str) -> None:
    assert parse_grouped(text) is None


def test_plain_and_grouped_numbers_are_read() -> None:
    assert parse_grouped("1234567,89") == parse_grouped("1.234.567,89") == Decimal("1234567.89")
    assert parse_grouped(" -5 ") == parse_grouped("\u22125") == -5


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_rounding_moves_a_number_by_half_a_unit_at_most(number: Decimal) -> None:
    assert abs(round_half_up(number, 0) - number) <= Decimal("0.5")
