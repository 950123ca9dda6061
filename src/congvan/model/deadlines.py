"""Deadlines and the periods that figures cover (thời hạn, kỳ số liệu)."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from congvan.model.fields import as_optional_text, optional_text_problems, problem, refuse, type_problems
from congvan.problems import ModelError
from congvan.vietnamese.calendar import reporting_period
from congvan.vietnamese.dates import ClockTime, long_date, short_date, weekday
from congvan.vietnamese.wording import DeadlineWording, deadline_phrase, period_phrase

DEADLINE_PARTS = ("date", "time", "clock", "weekday", "full", "short")
PERIOD_PARTS = ("start", "end", "due", "name", "full", "short")


@frozen(kw_only=True)
class Deadline:
    """By when something is owed (thời hạn): a date, an hour that may be 24:00 or None, and how it is worded.

    `owed_by` says who owes `what`; both None when the letter does not say. Its parts print from its one date,
    so that a weekday can never be another date's.
    """

    date: date
    time: ClockTime | None = None
    wording: DeadlineWording = DeadlineWording.AT_THE_LATEST
    owed_by: str | None = field(default=None, converter=as_optional_text)
    what: str | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *type_problems("date", self.date, date),
                *type_problems("time", self.time, ClockTime, type(None)),
                *type_problems("wording", self.wording, DeadlineWording),
                *optional_text_problems("owed_by", self.owed_by),
                *optional_text_problems("what", self.what),
            ]
        )

    def text(self, part: str = "") -> str:
        """The deadline whole (`chậm nhất 14 giờ 00 ngày 15/4/2027`) or one of DEADLINE_PARTS; else KeyError.

        `date` 15/4/2027; `time` 14 giờ 00; `clock` 14h00; `weekday` thứ Năm; `full` ngày 15 tháng 4 năm 2027;
        `short` 14h00 ngày 15/4/2027. `time` and `clock` are empty without an hour.
        """
        hour = self.time.short if self.time else ""
        printed = {
            "": deadline_phrase(self.wording, self.date, self.time),
            "date": short_date(self.date),
            "time": self.time.long if self.time else "",
            "clock": hour,
            "weekday": weekday(self.date),
            "full": long_date(self.date),
            "short": f"{hour} ngày {short_date(self.date)}".strip(),
        }
        return printed[part]


@frozen(kw_only=True)
class Period:
    """The time that figures cover (kỳ số liệu), first and last day inclusive.

    `report` names the report of the calendar it came from (`quý III`), None for a period of its own; `due` is
    when that report is owed, None when no rule says so.
    """

    start: date
    end: date
    report: str | None = field(default=None, converter=as_optional_text)
    due: date | None = None

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *type_problems("start", self.start, date),
                *type_problems("end", self.end, date),
                *optional_text_problems("report", self.report),
                *type_problems("due", self.due, date, type(None)),
            ]
        )

    @classmethod
    def of_report(cls, report: str, year: int) -> Period:
        """The period of a report (`quý I`, `6 tháng`, `quý III`, `năm`) in a year; else ModelError."""
        found = reporting_period(report, year)
        if found is None:
            raise ModelError(problem("unknown-report", "report", value=report))
        return cls(start=found.start, end=found.end, report=found.name, due=found.due)

    def text(self, part: str = "") -> str:
        """The period whole (`từ ngày 15/12/2026 đến ngày 14/3/2027`) or one of PERIOD_PARTS; else KeyError.

        `start`, `end`, `due` short dates; `name` the report's name; `full` with dates in words; `short`
        without `ngày`. `due` and `name` are empty when the period has none.
        """
        printed = {
            "": period_phrase(self.start, self.end),
            "start": short_date(self.start),
            "end": short_date(self.end),
            "due": short_date(self.due) if self.due else "",
            "name": self.report or "",
            "full": f"từ {long_date(self.start)} đến {long_date(self.end)}",
            "short": f"{short_date(self.start)} - {short_date(self.end)}",
        }
        return printed[part]
