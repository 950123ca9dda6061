"""The office calendar: periods of administrative-reform reports, days off, working days (ngày làm việc)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from congvan.vietnamese.hygiene import tone_key


@frozen(kw_only=True)
class ReportingPeriod:
    """The time that one periodic report covers (kỳ báo cáo), first and last day included.

    `name` is its usual name, `names` every name it is known by; `due` is the last day to send it, None where
    no instruction says one, and left as it is when it is a day off: nothing regulates that. `is_cumulative`
    tells a period that counts from the start of the year from one of its own months only. `source` is the
    rule id the dates come from; CCHC-9T is the custom of some provinces.
    """

    name: str
    names: tuple[str, ...]
    year: int
    start: date
    end: date
    due: date | None = None
    is_cumulative: bool = False
    source: str


def reporting_periods(year: int) -> tuple[ReportingPeriod, ...]:
    """Every reporting period of a year: the ministry's four reports first, then those of Điều 12."""
    return (*_reports(year), *_other_periods(year))


def reporting_period(name: str, year: int) -> ReportingPeriod | None:
    """The period of this name ("quý III", "6 tháng", "năm") in a year; None when no period is called so."""
    wanted = tone_key(name)
    for period in reporting_periods(year):
        if wanted in {tone_key(known) for known in period.names}:
            return period
    return None


def _year_start(year: int) -> date:
    return date(year - 1, 12, 15)


def _report(year: int, names: tuple[str, ...], last_month: int, start: date) -> ReportingPeriod:
    return ReportingPeriod(
        name=names[0],
        names=names,
        year=year,
        start=start,
        end=date(year, last_month, 14),
        due=date(year, last_month, 20),
        is_cumulative=start == _year_start(year),
        source="CCHC-581",
    )


def _reports(year: int) -> tuple[ReportingPeriod, ...]:
    # Quý III covers its quarter only, while the other three count from the start of the year.
    return (
        _report(year, ("quý I", "quý 1", "3 tháng đầu năm", "báo cáo quý I"), 3, _year_start(year)),
        _report(year, ("6 tháng đầu năm", "6 tháng", "sáu tháng đầu năm", "sáu tháng"), 6, _year_start(year)),
        _report(year, ("quý III", "quý 3", "báo cáo quý III"), 9, date(year, 6, 15)),
        _report(year, ("năm", "cả năm", "12 tháng", "báo cáo năm"), 12, _year_start(year)),
    )


def _other(year: int, names: tuple[str, ...], start: date, end: date, source: str) -> ReportingPeriod:
    return ReportingPeriod(
        name=names[0],
        names=names,
        year=year,
        start=start,
        end=end,
        is_cumulative=start == _year_start(year) and end.month > 3,
        source=source,
    )


def _other_periods(year: int) -> tuple[ReportingPeriod, ...]:
    article, local = "CCHC-ND09", "CCHC-9T"
    return (
        _other(year, ("quý II", "quý 2"), date(year, 3, 15), date(year, 6, 14), article),
        _other(year, ("quý IV", "quý 4"), date(year, 9, 15), date(year, 12, 14), article),
        _other(
            year, ("6 tháng cuối năm", "sáu tháng cuối năm"), date(year, 6, 15), date(year, 12, 14), article
        ),
        _other(
            year, ("9 tháng", "9 tháng đầu năm", "chín tháng"), _year_start(year), date(year, 9, 14), local
        ),
        *(_month(year, month, article) for month in range(1, 13)),
    )


def _month(year: int, month: int, source: str) -> ReportingPeriod:
    start = date(year, month - 1, 15) if month > 1 else _year_start(year)
    names = tuple(dict.fromkeys((f"tháng {month}", f"tháng {month:02}")))
    return _other(year, names, start, date(year, month, 14), source)


@frozen
class DayOff:
    """A day off of state offices: the day, why, and whether its date is announced and not only expected."""

    day: date
    reason: str
    is_announced: bool = True


CULTURE_DAY = "Ngày Văn hóa Việt Nam"
_NEW_YEAR = "Tết Dương lịch"
_TET = "Tết Nguyên đán"
_KINGS = "Giỗ Tổ Hùng Vương"
_VICTORY = "Ngày Chiến thắng"
_LABOUR = "Ngày Quốc tế Lao động"
_NATION = "Quốc khánh"

# State offices' days off as announced (2025, 2026), and as the lunar calendar lets one expect them (2027):
# the years people write about today, so that no letter pays for the library that knows all the others.
_ANNOUNCED = {
    2025: (
        ((1, 1), _NEW_YEAR),
        *(((1, day), _TET) for day in range(27, 32)),
        ((4, 7), _KINGS),
        ((4, 30), _VICTORY),
        ((5, 1), _LABOUR),
        ((5, 2), "nghỉ hoán đổi cho ngày 26/4/2025"),
        ((9, 1), _NATION),
        ((9, 2), _NATION),
    ),
    2026: (
        ((1, 1), _NEW_YEAR),
        ((1, 2), "nghỉ hoán đổi cho ngày 10/01/2026"),
        *(((2, day), _TET) for day in range(16, 21)),
        ((4, 26), _KINGS),
        ((4, 27), f"nghỉ bù {_KINGS}"),
        ((4, 30), _VICTORY),
        ((5, 1), _LABOUR),
        ((8, 31), "nghỉ hoán đổi cho ngày 22/8/2026"),
        ((9, 1), _NATION),
        ((9, 2), _NATION),
        ((11, 24), CULTURE_DAY),
    ),
}
_EXPECTED = {
    2027: (
        ((1, 1), _NEW_YEAR),
        *(((2, day), _TET) for day in range(4, 11)),
        ((4, 16), _KINGS),
        ((4, 30), _VICTORY),
        ((5, 1), _LABOUR),
        ((5, 3), f"nghỉ bù {_LABOUR}"),
        ((9, 2), _NATION),
        ((9, 3), _NATION),
        ((11, 24), CULTURE_DAY),
    ),
}
_MADE_UP = frozenset((date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)))
"""Saturdays worked in exchange for a day off."""


def holidays_of(year: int) -> tuple[DayOff, ...]:
    """The days off of a year beside weekends, in order, those in lieu and exchanged ones included.

    Yearly decisions unknown to this version are not invented: `is_announced` is False, or the day absent.
    """
    if year in _ANNOUNCED:
        return tuple(DayOff(date(year, *day), reason) for day, reason in _ANNOUNCED[year])
    if year in _EXPECTED:
        return tuple(DayOff(date(year, *day), reason, is_announced=False) for day, reason in _EXPECTED[year])
    return _computed(year)


@cache
def _computed(year: int) -> tuple[DayOff, ...]:
    """The days of a year that has no table, by the `holidays` library, loaded only now."""
    from holidays import country_holidays

    named = {day: str(reason) for day, reason in country_holidays("VN", years=year, language="vi").items()}
    if year >= 2026 and CULTURE_DAY not in named.values():
        # Older releases of the library do not know the day that Nghị quyết 28/2026/QH16 added.
        named |= _culture_day(year, lambda day: day.weekday() >= 5 or day in named)
    return tuple(DayOff(day, reason, is_announced=year < 2025) for day, reason in sorted(named.items()))


def _culture_day(year: int, is_off: Callable[[date], bool]) -> dict[date, str]:
    day = date(year, 11, 24)
    days = {day: CULTURE_DAY}
    if day.weekday() >= 5:
        while is_off(day):
            day += timedelta(days=1)
        days[day] = f"{CULTURE_DAY} (nghỉ bù)"
    return days


@cache
def _made_up_saturdays(year: int) -> frozenset[date]:
    """The days worked in exchange for a day off; the library keeps those of the years without a table."""
    if year in _ANNOUNCED or year in _EXPECTED:
        return _MADE_UP
    from holidays import country_holidays

    # A Saturday made up for may lie in the year before the day off it pays for.
    known = country_holidays("VN", years=(year, year + 1))
    return frozenset(getattr(known, "weekend_workdays", ()))


def day_off_reason(day: date) -> str | None:
    """Why offices are closed on a day ("Chủ nhật", "Quốc khánh"); None on a working day."""
    if day.weekday() >= 5 and day in _made_up_saturdays(day.year):
        return None
    named = next((off.reason for off in holidays_of(day.year) if off.day == day), None)
    if named:
        return named
    return {5: "thứ Bảy", 6: "Chủ nhật"}.get(day.weekday())


def is_working_day(day: date) -> bool:
    """Whether state offices work: Monday to Friday but for days off, and made-up Saturdays."""
    return day_off_reason(day) is None


def add_working_days(day: date, count: int) -> date:
    """The working day `count` working days after `day`, or before it when negative; `day` is not counted.

    With 0 it is `day` itself, or the next working day when `day` is off (Civil Code, Điều 147-148).
    """
    if count == 0:
        while not is_working_day(day):
            day += timedelta(days=1)
        return day
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day
