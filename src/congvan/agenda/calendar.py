"""Deadlines as an iCalendar file that any calendar takes in (tệp .ics)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from congvan.agenda.due import Due
from congvan.problems import OutputError, Problem

_VIETNAM = timezone(timedelta(hours=7))


def as_ics(due: Iterable[Due]) -> bytes:
    """One event for each deadline: a whole day, or the quarter of an hour before its hour.

    Two calls for the same deadlines give the same bytes, and an event keeps its identity while its source and
    name stay, so that a calendar updates it and never doubles it. Raises OutputError `library-missing`.
    """
    try:
        from icalendar import Calendar, Event
    except ModuleNotFoundError:
        raise OutputError(Problem("congvan.agenda.library-missing")) from None

    calendar = Calendar()
    calendar.add("prodid", "-//congvan//thoi han//VI")
    calendar.add("version", "2.0")
    for item in due:
        event = Event()
        event.add("uid", f"{_identity(item)}@congvan")
        event.add("dtstamp", datetime(item.day.year, 1, 1, tzinfo=UTC))
        event.add("summary", f"{item.what} ({item.owed_by})" if item.owed_by else item.what)
        event.add("description", _description(item))
        if item.deadline.time is None:
            event.add("dtstart", item.day)
            event.add("dtend", item.day + timedelta(days=1))
        else:
            moment = _moment(item)
            event.add("dtstart", moment - timedelta(minutes=15))
            event.add("dtend", moment)
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _identity(item: Due) -> str:
    """Of who sent it, its source and its name there: two offices may both have a `thu.md`."""
    return hashlib.sha256(f"{item.owed_to}\n{item.file}\n{item.name}".encode()).hexdigest()[:32]


def _moment(item: Due) -> datetime:
    """The hour of Vietnam as universal time; 24:00 is the start of the next day."""
    day, clock = item.deadline.date, item.deadline.time
    assert clock is not None
    start = datetime(day.year, day.month, day.day, tzinfo=_VIETNAM)
    return (start + timedelta(hours=clock.hour, minutes=clock.minute)).astimezone(UTC)


def _description(item: Due) -> str:
    lines = (
        f"Thời hạn: {item.deadline.text()}",
        f"Bên thực hiện: {item.owed_by}" if item.owed_by else "",
        f"Gửi về: {item.owed_to}",
        f"Văn bản: {item.reference} {item.subject}".replace("  ", " "),
        f"Tệp: {item.file}",
    )
    return "\n".join(line for line in lines if line)
