"""Fixed phrases around dates: deadlines, periods, link lines and stamps (thời hạn, kỳ số liệu, kèm theo)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from congvan.vietnamese.dates import BLANK, ClockTime, DateParts, long_date, short_date
from congvan.vietnamese.hygiene import tone_key
from congvan.vietnamese.numbers import roman


class DeadlineWording(Enum):
    """How a deadline is worded; the value is the phrase as printed (PRAC-14)."""

    BEFORE = "trước"
    AT_THE_LATEST = "chậm nhất"
    THROUGH = "đến hết"
    WITHIN = "trong ngày"

    @property
    def is_inclusive(self) -> bool:
        """Whether the named day still counts: "trước" leaves it out, the other three keep it."""
        return self is not DeadlineWording.BEFORE


def deadline_wording(text: str) -> DeadlineWording | None:
    """The wording that this phrase is, in any case or spacing; None when it is none of the four."""
    return next((item for item in DeadlineWording if tone_key(item.value) == tone_key(text)), None)


def deadline_phrase(wording: DeadlineWording, day: date, time: ClockTime | None = None) -> str:
    """The deadline in words: "chậm nhất 14 giờ 00 ngày 15/4/2027", "trước ngày 15/4/2027"."""
    day_text = f"ngày {short_date(day)}"
    if wording is DeadlineWording.WITHIN:
        return f"trong {day_text}" + (f", chậm nhất {time.long}" if time else "")
    return " ".join([wording.value, *([time.long] if time else []), day_text])


def last_day(wording: DeadlineWording, day: date, time: ClockTime | None = None) -> date:
    """The last day on which the deadline is still met: the day before for "trước ngày", else the day itself.

    "trước 14 giờ 00 ngày 15/4/2027" can still be met on 15/4; "trước 00 giờ 00" cannot.
    """
    if wording.is_inclusive or (time and time > ClockTime(0, 0)):
        return day
    return day - timedelta(days=1)


def period_phrase(start: date, end: date) -> str:
    """A span of days, both ends included: "từ ngày 15/12/2026 đến ngày 14/3/2027"."""
    return f"từ ngày {short_date(start)} đến ngày {short_date(end)}"


def appendix_label(position: int, count: int) -> str:
    """The label of the appendix at `position` (from 1) among `count`: "Phụ lục", "Phụ lục II".

    ND30-PL1-III.1.a#2: Roman numbers from two appendices on.
    """
    return "Phụ lục" if count == 1 else f"Phụ lục {roman(position)}"


def link_line(document: str, reference: str | None, day: date | DateParts | None, issuer: str) -> str:
    """The line "(Kèm theo Quyết định số 15/QĐ-SNV ngày 05 tháng 11 năm 2026 của Sở Nội vụ)".

    ND30-PL1-III.1.c: `document` is the type as printed ("Công văn"); on paper the line is filled in; for an
    electronic document pass None as `reference` and `day`, and both stay blank.
    """
    number = f" {reference} " if reference else BLANK
    return f"(Kèm theo {document} số{number}{long_date(day)}{'' if day is None else ' '}của {issuer})"


def stamp_line(reference: str, signed: datetime) -> str:
    """What an agency's signature prints on a file of its own: "Số: 15/QĐ-SNV; 05/11/2026; 16:05:09".

    ND30-PL1-III.1.d#4, in the form of Mẫu 2.2.
    """
    return f"Số: {reference}; {signed:%d/%m/%Y}; {signed:%H:%M:%S}"
