"""Days and hours as official documents write and read them (ngày, tháng, năm, giờ)."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Self

from attrs import field, frozen

BLANK = "\u00a0" * 6
"""Six no-break spaces: the place left for a number or a day that is filled in later (PRAC-1)."""

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

_YEAR = r"(?P<year>[12]\d{3})"
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_DATE_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_YEAR}",
        rf"{_YEAR}-{_MONTH}",
        rf"{_YEAR}-{_MONTH}-{_DAY}",
        rf"{_MONTH}/{_YEAR}",
        rf"{_DAY}(?P<sep>[/.-]){_MONTH}(?P=sep){_YEAR}",
        rf"(?:ngày\s+)?{_DAY}\s+tháng\s+{_MONTH}\s+năm\s+{_YEAR}",
        rf"tháng\s+{_MONTH}\s+năm\s+{_YEAR}",
    )
)
_CLOCK_SHAPE = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*(?::|h|giờ)\s*)(?:(?P<minute>\d{2})(?:\s*phút)?)?(?::00)?", re.IGNORECASE
)


def _check_day(part: DateParts, _attribute: object, day: int | None) -> None:
    if day is not None and part.month is None:
        raise ValueError("a day needs its month")
    if day is not None and part.month is not None:
        date(part.year, part.month, day)


def _check_month(_part: DateParts, _attribute: object, month: int | None) -> None:
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"month {month} is not in 1..12")


def _check_year(_part: DateParts, _attribute: object, year: int) -> None:
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is not in 1..9999")


@frozen(order=False)
class DateParts:
    """A date whose day, or day and month, may be blank (None); ValueError when it is not in the calendar."""

    year: int = field(validator=_check_year)
    month: int | None = field(default=None, validator=_check_month)
    day: int | None = field(default=None, validator=_check_day)

    @classmethod
    def of(cls, day: date) -> Self:
        """The parts of a whole date."""
        return cls(day.year, day.month, day.day)

    def as_date(self) -> date | None:
        """The whole date, or None while day or month is blank."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        """ISO form, as short as what is known: 2027-04-15, 2027-04 or 2027."""
        known = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(known)


def _check_clock(clock: ClockTime, _attribute: object, minute: int) -> None:
    if not (0 <= clock.hour <= 23 and 0 <= minute <= 59) and (clock.hour, minute) != (24, 0):
        raise ValueError(f"{clock.hour}:{minute:02} is not a time of day")


@frozen(order=True)
class ClockTime:
    """A time of day to the minute; 00:00 to 24:00, the end of the day; else ValueError."""

    hour: int
    minute: int = field(default=0, validator=_check_clock)

    @classmethod
    def of(cls, moment: time) -> Self:
        """The hour and minute of a standard time; seconds are dropped."""
        return cls(moment.hour, moment.minute)

    @property
    def long(self) -> str:
        """In words and figures: "14 giờ 00"."""
        return f"{self.hour:02} giờ {self.minute:02}"

    @property
    def short(self) -> str:
        """The short time: "14h00"."""
        return f"{self.hour:02}h{self.minute:02}"

    def __str__(self) -> str:
        """ISO form: 14:00."""
        return f"{self.hour:02}:{self.minute:02}"


def _two_digits(number: int) -> str:
    return f"{number:02}"


def _month(month: int) -> str:
    # The decree pads only months that could be read as the start of 10, 11, 12: January and February.
    return f"{month:02}" if month <= 2 else str(month)


def short_date(day: date | DateParts) -> str:
    """The short form 05/01/2027, 15/4/2027; parts still blank are left out: 4/2027 (ND30-PL1-II.4.b#2)."""
    parts = day if isinstance(day, DateParts) else DateParts.of(day)
    words = [str(parts.year)]
    if parts.month is not None:
        words.insert(0, _month(parts.month))
    if parts.day is not None:
        words.insert(0, _two_digits(parts.day))
    return "/".join(words)


def long_date(day: date | DateParts | None) -> str:
    """The full form "ngày 05 tháng 01 năm 2027" (ND30-PL1-II.4.b#1); blank parts show as `BLANK`."""
    parts = DateParts.of(day) if isinstance(day, date) else day
    if parts is None:
        return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    day_text = f" {_two_digits(parts.day)} " if parts.day is not None else BLANK
    month_text = f" {_month(parts.month)} " if parts.month is not None else BLANK
    return f"ngày{day_text}tháng{month_text}năm {parts.year}"


def place_and_date(place: str, day: date | DateParts | None) -> str:
    """The line under Tiêu ngữ: "Hà Tĩnh, ngày 03 tháng 02 năm 2026" (địa danh, thời gian, ND30-PL1-II.4)."""
    return f"{place}, {long_date(day)}"


def weekday(day: date) -> str:
    """The name of the day: "thứ Hai" to "thứ Bảy", "Chủ nhật" (ND30-PL2-V.8.c)."""
    return _WEEKDAYS[day.weekday()]


def clock(moment: time | ClockTime) -> str:
    """The time in words and figures: "14 giờ 00"."""
    return (moment if isinstance(moment, ClockTime) else ClockTime.of(moment)).long


def clock_short(moment: time | ClockTime) -> str:
    """The short time: "14h00"."""
    return (moment if isinstance(moment, ClockTime) else ClockTime.of(moment)).short


def parse_date(text: str) -> DateParts | None:
    """Read 2027-04-15, 15/4/2027, 3/2027, 2027-03, 2027 or the long form; None when it is not one date."""
    for shape in _DATE_SHAPES:
        if found := shape.fullmatch(text.strip()):
            groups = found.groupdict()
            try:
                return DateParts(*(_number(groups.get(name)) for name in ("year", "month", "day")))  # type: ignore[arg-type]
            except ValueError:
                return None
    return None


def parse_clock(text: str) -> ClockTime | None:
    """Read 14:00, 14h00, 14h or "14 giờ 00", and 24:00; None when it is not a time of day."""
    found = _CLOCK_SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return ClockTime(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
