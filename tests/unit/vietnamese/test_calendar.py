"""The office calendar: reporting periods, days off, working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.calendar import (
    add_working_days,
    day_off_reason,
    holidays_of,
    is_working_day,
    reporting_period,
    reporting_periods,
)


@pytest.mark.parametrize(
    ("name", "start", "end", "due"),
    [
        ("quý III", date(2026, 6, 15), date(2026, 9, 14), date(2026, 9, 20)),
        ("năm", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 20)),
        ("quý I", date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 20)),
        ("6 tháng đầu năm", date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 20)),
        ("quý II", date(2026, 3, 15), date(2026, 6, 14), None),
        ("quý IV", date(2026, 9, 15), date(2026, 12, 14), None),
        ("6 tháng cuối năm", date(2026, 6, 15), date(2026, 12, 14), None),
        ("9 tháng", date(2025, 12, 15), date(2026, 9, 14), None),
        ("tháng 1", date(2025, 12, 15), date(2026, 1, 14), None),
        ("tháng 5", date(2026, 4, 15), date(2026, 5, 14), None),
    ],
)
def test_a_report_of_2026_covers_its_period(name: str, start: date, end: date, due: date | None) -> None:
    period = reporting_period(name, 2026)
    assert period is not None
    assert (period.start, period.end, period.due) == (start, end, due)


def test_the_due_dates_of_september_and_december_2026_are_sundays_left_as_they_are() -> None:
    dues = [period.due for period in reporting_periods(2026) if period.name in ("quý III", "năm")]
    assert [due and due.strftime("%a") for due in dues] == ["Sun", "Sun"]


def test_the_third_quarter_counts_its_own_months_and_nine_months_count_from_the_start() -> None:
    cumulative = {period.name for period in reporting_periods(2027) if period.is_cumulative}
    assert cumulative == {"quý I", "6 tháng đầu năm", "năm", "9 tháng"}


def test_names_are_accepted_as_people_type_them() -> None:
    assert reporting_period("Quý III", 2027) == reporting_period("quý 3", 2027)
    assert reporting_period("6 tháng", 2027) == reporting_period("Sáu tháng đầu năm", 2027)
    assert reporting_period("quý V", 2027) is None
    names = [name for period in reporting_periods(2027) for name in period.names]
    assert len(names) == len(set(names))


def test_the_culture_day_is_off_from_2026() -> None:
    assert day_off_reason(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert day_off_reason(date(2025, 11, 24)) is None
    assert day_off_reason(date(2028, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert date(2029, 11, 26) in {off.day for off in holidays_of(2029)}


def test_one_working_day_after_23_november_2026_is_the_25th() -> None:
    assert add_working_days(date(2026, 11, 23), 1) == date(2026, 11, 25)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 2), date(2026, 8, 31), date(2026, 4, 27), date(2026, 2, 16), date(2025, 5, 2)]
)
def test_exchanged_and_substitute_days_are_off(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 10), date(2026, 8, 22), date(2025, 4, 26), date(2024, 5, 4), date(2019, 1, 5)]
)
def test_saturdays_worked_in_exchange_are_working_days(day: date) -> None:
    assert day.weekday() == 5
    assert is_working_day(day)


def test_the_exchange_of_23_november_2026_is_not_invented() -> None:
    assert is_working_day(date(2026, 11, 23))
    assert not is_working_day(date(2026, 11, 28))


def test_expected_days_are_told_from_announced_ones() -> None:
    assert all(off.is_announced for off in holidays_of(2026))
    assert not any(off.is_announced for off in holidays_of(2027))
    assert date(2027, 2, 6) in {off.day for off in holidays_of(2027)}
    assert date(2027, 4, 16) in {off.day for off in holidays_of(2027)}


def test_weekends_are_off_by_name() -> None:
    assert day_off_reason(date(2027, 4, 17)) == "thứ Bảy"
    assert day_off_reason(date(2027, 4, 18)) == "Chủ nhật"
    assert day_off_reason(date(2027, 4, 15)) is None


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_carried_years_agree_with_the_holidays_library(year: int) -> None:
    from holidays import country_holidays

    library = {day for day in country_holidays("VN", years=year) if day.weekday() < 5}
    carried = {off.day for off in holidays_of(year) if off.day.weekday() < 5}
    known_gaps = {date(2026, 1, 2), date(2026, 11, 24)}
    assert carried - known_gaps == library - known_gaps


def test_no_days_move_to_the_next_working_day() -> None:
    assert add_working_days(date(2027, 4, 17), 0) == date(2027, 4, 19)
    assert add_working_days(date(2027, 4, 15), 0) == date(2027, 4, 15)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(min_value=1, max_value=20))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    end = add_working_days(day, count)
    passed = sum(is_working_day(day + timedelta(days=step)) for step in range(1, (end - day).days + 1))
    assert is_working_day(end)
    assert passed == count
    assert add_working_days(end, -count) <= day or not is_working_day(day)
