"""How a value reads when a tag prints it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from attrs import has

from congvan.tags.absent import Absent
from congvan.tags.faults import TagError
from congvan.tags.limits import check_size
from congvan.vietnamese.dates import ClockTime, DateParts, clock, short_date

_LONGEST_NUMBER = 1000


def present(value: object) -> object:
    """The value; raises MissingNameError where a name has none."""
    if isinstance(value, Absent):
        str(value)
    return value


def as_text(value: object) -> str:
    """A value as printed: text as it is, numbers with a decimal comma, dates short, times as "14 giờ 00".

    A value that says by its own `__str__` how it reads is let speak. Raises TagError
    `congvan.tags.not-printable` for what has no text of its own: None, booleans, lists, mappings and anything
    else.
    """
    if isinstance(value, Absent):
        return str(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        raise TagError("congvan.tags.not-printable", kind=type(value).__name__)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, date | DateParts) and not isinstance(value, datetime):
        return short_date(value)
    if isinstance(value, time | ClockTime):
        return clock(value)
    if has(type(value)) and "__str__" in vars(type(value)):
        text = str(value)
        check_size(len(text))
        return text
    raise TagError("congvan.tags.not-printable", kind=type(value).__name__)


def plain(value: object) -> Any:
    """The value as plain data, for filters that say all of it; raises as `as_text`."""
    present(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return as_text(value)


def _number(value: float | Decimal) -> str:
    if isinstance(value, int):
        return str(value)
    # 0.1 + 0.2 is 0,3 on paper: a float is good for fifteen digits.
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(f"{value:.15g}")))
    if not exact.is_finite() or math.fabs(exact.adjusted()) > _LONGEST_NUMBER:
        raise TagError("congvan.tags.not-printable", kind=str(value))
    return format(exact, "f").replace(".", ",")
