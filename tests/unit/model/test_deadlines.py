"""Deadlines and periods print from their own dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Deadline, Period
from congvan.model.deadlines import DEADLINE_PARTS, PERIOD_PARTS
from congvan.problems import ModelError
from congvan.vietnamese.dates import ClockTime, parse_date
from congvan.vietnamese.wording import DeadlineWording

DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@given(
    st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    st.sampled_from(DeadlineWording),
    st.none() | st.integers(0, 24),
)
def test_a_deadline_never_prints_another_dates_weekday(
    day: date, wording: DeadlineWording, hour: int | None
) -> None:
    time = None if hour is None else ClockTime(hour)
    deadline = Deadline(date=day, time=time, wording=wording)
    assert DAYS.index(deadline.text("weekday")) == day.isoweekday() - 1
    for part in ("date", "full"):
        read = parse_date(deadline.text(part))
        assert read is not None
        assert read.as_date() == day
    assert deadline.text("date") in deadline.text()
    assert deadline.text("time") in deadline.text()


def test_a_deadline_prints_whole_or_in_part() -> None:
    deadline = Deadline(date=date(2027, 4, 15), time=ClockTime(14))
    assert {part: deadline.text(part) for part in ("", *DEADLINE_PARTS)} == {
        "": "chậm nhất 14 giờ 00 ngày 15/4/2027",
        "date": "15/4/2027",
        "time": "14 giờ 00",
        "clock": "14h00",
        "weekday": "thứ Năm",
        "full": "ngày 15 tháng 4 năm 2027",
        "short": "14h00 ngày 15/4/2027",
    }
    with pytest.raises(KeyError):
        deadline.text("hour")


def test_a_deadline_without_an_hour_prints_none() -> None:
    deadline = Deadline(date=date(2027, 1, 5), wording=DeadlineWording.BEFORE)
    assert deadline.text() == "trước ngày 05/01/2027"
    assert deadline.text("time") == deadline.text("clock") == ""
    assert deadline.text("short") == "ngày 05/01/2027"


@pytest.mark.parametrize(
    ("report", "start", "end", "due"),
    [
        ("quý III", date(2026, 6, 15), date(2026, 9, 14), date(2026, 9, 20)),
        ("năm", date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 20)),
        ("quý I", date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 20)),
        ("6 tháng", date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 20)),
    ],
)
def test_a_report_knows_its_period(report: str, start: date, end: date, due: date) -> None:
    period = Period.of_report(report, 2026)
    assert (period.start, period.end, period.due) == (start, end, due)


def test_an_unknown_report_is_refused() -> None:
    with pytest.raises(ModelError) as caught:
        Period.of_report("quý V", 2026)
    assert "quý V" in str(caught.value)


def test_a_period_prints_whole_or_in_part() -> None:
    period = Period(start=date(2026, 12, 15), end=date(2027, 3, 14))
    assert {part: period.text(part) for part in ("", *PERIOD_PARTS)} == {
        "": "từ ngày 15/12/2026 đến ngày 14/3/2027",
        "start": "15/12/2026",
        "end": "14/3/2027",
        "due": "",
        "name": "",
        "full": "từ ngày 15 tháng 12 năm 2026 đến ngày 14 tháng 3 năm 2027",
        "short": "15/12/2026 - 14/3/2027",
    }
