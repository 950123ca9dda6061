"""Days and hours: the decree's month rule, blanks of drafts, and what is read."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.dates import (
    BLANK,
    ClockTime,
    DateParts,
    clock,
    clock_short,
    long_date,
    parse_clock,
    parse_date,
    place_and_date,
    short_date,
    weekday,
)


@pytest.mark.parametrize(
    ("place", "day", "line"),
    [
        ("Lạng Sơn", date(2026, 11, 5), "Lạng Sơn, ngày 05 tháng 11 năm 2026"),
        ("Hà Tĩnh", date(2026, 2, 3), "Hà Tĩnh, ngày 03 tháng 02 năm 2026"),
        ("Hà Tĩnh", date(2026, 3, 9), "Hà Tĩnh, ngày 09 tháng 3 năm 2026"),
    ],
)
def test_the_place_and_date_line_pads_january_and_february_only(place: str, day: date, line: str) -> None:
    assert place_and_date(place, day) == line


@pytest.mark.parametrize(
    ("day", "short"),
    [
        (date(2027, 1, 5), "05/01/2027"),
        (date(2027, 4, 15), "15/4/2027"),
        (date(2027, 9, 9), "09/9/2027"),
        (date(2027, 10, 1), "01/10/2027"),
        (DateParts(2027, 4), "4/2027"),
        (DateParts(2027), "2027"),
    ],
)
def test_the_short_date_follows_the_same_month_rule(day: date | DateParts, short: str) -> None:
    assert short_date(day) == short


def test_a_draft_leaves_at_least_six_blanks_for_what_is_still_to_come() -> None:
    assert len(BLANK) >= 6
    assert not BLANK.strip("\u00a0")
    assert long_date(DateParts(2026, 12)) == f"ngày{BLANK}tháng 12 năm 2026"
    assert long_date(DateParts(2026)) == f"ngày{BLANK}tháng{BLANK}năm 2026"
    assert long_date(None) == f"ngày{BLANK}tháng{BLANK}năm{BLANK}"


def test_weekdays_carry_the_decrees_capitals() -> None:
    names = [weekday(date(2027, 3, day)) for day in range(1, 8)]
    assert names == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


def test_hours_are_written_with_two_digits_and_the_day_may_end_at_24() -> None:
    assert clock(time(14, 0)) == "14 giờ 00"
    assert clock(time(8, 5)) == "08 giờ 05"
    assert clock(ClockTime(24)) == "24 giờ 00"
    assert clock_short(ClockTime(14, 30)) == "14h30"


@pytest.mark.parametrize(
    "text", ["14:00", "14h00", "14h", "14 giờ 00", "14 giờ", "14 GIỜ 00 phút", "14:00:00"]
)
def test_an_hour_is_read_in_every_usual_form(text: str) -> None:
    assert parse_clock(text) == ClockTime(14)


@pytest.mark.parametrize("text", ["24:01", "25:00", "14:60", "14", "chiều", "", "14:0"])
def test_what_is_no_hour_is_not_guessed(text: str) -> None:
    assert parse_clock(text) is None


def test_the_end_of_the_day_sorts_last() -> None:
    assert parse_clock("24:00") == ClockTime(24, 0) > ClockTime(23, 59)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2027-04-15", DateParts(2027, 4, 15)),
        ("15/4/2027", DateParts(2027, 4, 15)),
        ("15/04/2027", DateParts(2027, 4, 15)),
        ("28/12/2027", DateParts(2027, 12, 28)),
        ("28-12-2027", DateParts(2027, 12, 28)),
        ("28.12.2027", DateParts(2027, 12, 28)),
        ("2027-03", DateParts(2027, 3)),
        ("3/2027", DateParts(2027, 3)),
        ("2027", DateParts(2027)),
        ("ngày 05 tháng 01 năm 2027", DateParts(2027, 1, 5)),
        (" tháng 3 năm 2027 ", DateParts(2027, 3)),
        ("29/2/2028", DateParts(2028, 2, 29)),
    ],
)
def test_a_date_is_read_in_every_usual_form(text: str, parts: DateParts) -> None:
    assert parse_date(text) == parts


@pytest.mark.parametrize(
    "text",
    ["29/2/2027", "31/4/2027", "2027-13", "13/2027", "12/31/2027", "15/4-2027", "15/4", "27", "mai", ""],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert parse_date(text) is None


def test_parts_that_make_no_date_are_refused() -> None:
    for parts in ((2027, 2, 30), (2027, None, 5), (2027, 13, None), (0, 1, 1)):
        with pytest.raises(ValueError, match=r"."):
            DateParts(*parts)
    with pytest.raises(ValueError, match="24:30"):
        ClockTime(24, 30)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_printed_date_reads_back_as_itself(day: date) -> None:
    for text in (short_date(day), long_date(day), day.isoformat(), str(DateParts.of(day))):
        parts = parse_date(text)
        assert parts is not None
        assert parts.as_date() == day


@given(st.times())
def test_every_printed_hour_reads_back_as_itself(moment: time) -> None:
    expected = ClockTime(moment.hour, moment.minute)
    assert (
        parse_clock(clock(moment))
        == parse_clock(clock_short(moment))
        == parse_clock(str(expected))
        == expected
    )
