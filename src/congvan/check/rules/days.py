"""Rules on dates, days of the week, deadlines and periods of figures (ND30-PL1-II.4.b, CAL, CCHC)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from congvan.check.findings import Finding, found
from congvan.check.reading import Passage, Reading
from congvan.model import Period
from congvan.vietnamese.calendar import (
    add_working_days,
    day_off_reason,
    reporting_period,
)
from congvan.vietnamese.dates import long_date, short_date, weekday
from congvan.vietnamese.wording import last_day

_SHORT = re.compile(
    r"(?<![\w/.,-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>[12]\d{3})(?![\w/-]|[.,]\d)"
)
_LONG = re.compile(
    r"\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>[12]\d{3}))?(?!\d)"
)
_WEEKDAY = re.compile(
    r"\b(?P<name>[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ\s+[Nn]hật|CN|T[2-7])(?!\w|\s+là\b)"
)
_WEEKDAY_SIGNS = ("thứ", "chủ", "Chủ", "CN", "T")
_SHORT_SIGN = re.compile(r"\d[/.-]\d")
_NUMBERS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
_RIGHTLY_CASED = re.compile(r"[Tt]hứ\s+(?:Hai|Ba|Tư|Năm|Sáu|Bảy|[2-7])|[Cc]hủ nhật|Chủ Nhật|CN|T[2-7]")
_BETWEEN_AFTER = re.compile(r"\s*(?P<mark>[,(\[-]?)\s*(?:là\s+|tức\s+|nhằm\s+)?")
_BETWEEN_BEFORE = re.compile(r"\s*[,(]?\s*(?:ngày\s+)?")
_ORDINAL = re.compile(r"(?:họp|lần|kỳ|khóa|khoá|phiên|buổi|tuần|đợt|ngày)\s+$", re.IGNORECASE)
"""Before thứ 5 these count sessions and turns, not days of the week."""
_YEARS_NEAR = range(-1, 2)
_OFFICE_YEARS = range(2000, 2101)
"""The years whose days off can be told."""


@frozen
class Written:
    """A date in words or figures: where it stands, the day it means, None when there is no such day."""

    start: int
    end: int
    text: str
    day: date | None


def short_dates(reading: Reading) -> Iterator[Finding]:
    """A typed short date is 05/3/2027: day in two figures, January and February too, and it exists.

    Rules: PRAC-9, ND30-PL1-II.4.b#2, TEXT-DATE.
    """
    for passage in _all(reading):
        for match in _SHORT.finditer(passage.typed) if _SHORT_SIGN.search(passage.typed) else ():
            day = _day(match, match["year"])
            where = (passage.path, match.start())
            if day is None:
                # With dots it may be a number of a section or a version.
                if match["sep"] == "/":
                    yield found("nd30.date.impossible", *where, value=match[0])
            elif match[0] != short_date(day):
                yield found("nd30.date.short-form", *where, value=match[0], expected=short_date(day))


def long_dates(reading: Reading) -> Iterator[Finding]:
    """A typed long date is "ngày 05 tháng 3 năm 2027", and it exists.

    Rules: ND30-PL1-II.4.b#2, TEXT-DATE.
    """
    for passage in _all(reading):
        for match in _LONG.finditer(passage.typed) if "ngày" in passage.typed else ():
            # A leap year, so that 29 February without a year is let be.
            day = _day(match, match["year"] or "2024")
            where = (passage.path, match.start())
            if day is None:
                yield found("nd30.date.impossible", *where, value=match[0])
                continue
            expected = long_date(day) if match["year"] else long_date(day).partition(" năm")[0]
            if " ".join(match[0].split()) != expected:
                yield found("nd30.date.long-form", *where, value=match[0], expected=expected)


def weekdays(reading: Reading) -> Iterator[Finding]:
    """A day of the week beside a date is that date's, with a capital: thứ Tư, Chủ nhật.

    Rules: TEXT-WEEKDAY, ND30-PL2-V.8.c.
    """
    for passage in reading.passages:
        may_name_one = any(sign in passage.text for sign in _WEEKDAY_SIGNS)
        named = [*_WEEKDAY.finditer(passage.text)] if may_name_one else []
        dates = _dates(passage) if named else []
        for match in named:
            counts = _ORDINAL.search(passage.text, max(0, match.start() - 10), match.start())
            written = None if counts else _beside(passage.text, match, dates)
            if written is None or written.day is None:
                continue
            where = (passage.path, match.start())
            if _named(match["name"]) != written.day.weekday():
                yield found(
                    "nd30.date.weekday",
                    *where,
                    value=match["name"],
                    date=written.text,
                    expected=weekday(written.day),
                )
            elif not _RIGHTLY_CASED.fullmatch(match["name"]):
                expected = weekday(written.day)
                yield found("nd30.date.weekday-case", *where, value=match["name"], expected=expected)


def deadlines(reading: Reading) -> Iterator[Finding]:
    """A deadline can still be met on the day of the letter, and does not end on a day off.

    Rules: TEXT-DEADLINE, CAL-DUE.
    """
    for name, deadline in reading.dispatch.deadlines.items():
        if deadline.date.year not in _OFFICE_YEARS:
            continue
        path, value = f"deadlines.{name}", deadline.text()
        last = last_day(deadline.wording, deadline.date, deadline.time)
        if last < reading.first_day:
            letter = short_date(reading.dispatch.date)
            yield found("nd30.deadline.past", path, value=value, letter=letter)
        elif reason := day_off_reason(last):
            day = short_date(last)
            near = {"before": _workday(last, -1), "after": _workday(last, 1)}
            yield found("nd30.deadline.day-off", path, value=value, day=day, reason=reason, **near)


def periods(reading: Reading) -> Iterator[Finding]:
    """A period ends after it starts and spans the days of the report it names, of a year near the letter's.

    Rules: TEXT-PERIOD, CCHC-ND09.
    """
    for name, period in reading.dispatch.periods.items():
        path = f"periods.{name}"
        value = period.text()
        if period.end < period.start:
            yield found("nd30.period.reversed", path, value=value)
        elif period.report is not None:
            yield from _report_findings(path, period, period.report, reading)


def figures_after_deadlines(reading: Reading) -> Iterator[Finding]:
    """Figures are closed before the last deadline to send them.

    Rule: TEXT-PERIOD#due.
    """
    deadlines = reading.dispatch.deadlines.values()
    latest = max((deadline.date for deadline in deadlines), default=None)
    for name, period in reading.dispatch.periods.items():
        if latest is not None and period.start <= latest < period.end:
            value, deadline = period.text("end"), short_date(latest)
            yield found("nd30.period.after-deadline", f"periods.{name}", value=value, deadline=deadline)


def _report_findings(path: str, period: Period, report: str, reading: Reading) -> Iterator[Finding]:
    expected = reporting_period(report, period.end.year) if period.end.year in _OFFICE_YEARS else None
    if expected is None:
        return
    if (period.start, period.end) != (expected.start, expected.end):
        days = Period(start=expected.start, end=expected.end).text()
        yield found("nd30.period.not-of-report", path, value=period.text(), report=report, expected=days)
    elif period.end.year - reading.dispatch.date.year not in _YEARS_NEAR:
        letter = short_date(reading.dispatch.date)
        yield found("nd30.period.other-year", path, value=period.text(), report=report, letter=letter)


def _workday(day: date, step: int) -> str:
    near = add_working_days(day, step)
    return f"{weekday(near)}, {short_date(near)}"


def _all(reading: Reading) -> Iterator[Passage]:
    yield from reading.fields
    yield from reading.passages


def _dates(passage: Passage) -> list[Written]:
    """Every whole date as printed, in reading order."""
    found_dates = [
        Written(match.start(), match.end(), match[0], _day(match, match["year"]))
        for shape in (_SHORT, _LONG)
        for match in shape.finditer(passage.text)
        if match["year"]
    ]
    return sorted(found_dates, key=lambda written: written.start)


def _beside(text: str, match: re.Match[str], dates: list[Written]) -> Written | None:
    """The date a day of the week belongs to: the one it follows, unless it leads a next one after a comma."""
    before = next((item for item in reversed(dates) if item.end <= match.start()), None)
    after = next((item for item in dates if item.start >= match.end()), None)
    gap = _BETWEEN_AFTER.fullmatch(text[before.end : match.start()]) if before else None
    leads = after is not None and _BETWEEN_BEFORE.fullmatch(text[match.end() : after.start])
    if gap and (gap["mark"] == "(" or not leads):
        return before
    return after if leads else None


def _named(name: str) -> int:
    """The number of a day of the week, Monday 0."""
    last = name.split()[-1].casefold()
    if last in _NUMBERS:
        return _NUMBERS[last]
    return int(last[-1]) - 2 if last[-1].isdigit() else 6


def _day(match: re.Match[str], year: str) -> date | None:
    try:
        return date(int(year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
