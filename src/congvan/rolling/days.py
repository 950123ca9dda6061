"""Days and periods in another year (ngày, kỳ số liệu sang năm khác)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import Enum

from congvan.vietnamese.calendar import add_working_days, is_working_day, reporting_periods


class Shift(Enum):
    """What becomes of a deadline that falls on a day off: the working day before, after, or as it falls."""

    BEFORE = "before"
    AFTER = "after"
    KEEP = "keep"


def same_day(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the last of February."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def moved_day(day: date, years: int, shift: Shift) -> date:
    """The same day so many years later, off days left as `shift` says (CAL, Civil Code Điều 148)."""
    moved = same_day(day, years)
    if shift is Shift.KEEP or is_working_day(moved):
        return moved
    return add_working_days(moved, -1 if shift is Shift.BEFORE else 1)


def moved_period(start: date, end: date, years: int) -> tuple[date, date, str | None]:
    """A period so many years later, and the report of the calendar it is; None for one of its own."""
    for year in (start.year, end.year):
        for known in reporting_periods(year):
            if (known.start, known.end) == (start, end):
                there = next(item for item in reporting_periods(year + years) if item.name == known.name)
                return there.start, there.end, known.name
    return same_day(start, years), same_day(end, years), None
