"""The filters of the tag language that are our own: each on plain data, its cost bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from immutabledict import immutabledict

from congvan.tags.absent import Absent
from congvan.tags.faults import TagError
from congvan.tags.limits import check_format, check_padding, check_size
from congvan.tags.printing import as_text
from congvan.vietnamese.dates import DateParts, long_date, short_date, weekday
from congvan.vietnamese.letters import POINT_LETTERS, point_letter
from congvan.vietnamese.numbers import grouped, number_words, roman, round_half_up

_MOST_DECIMALS = 28
_MISSING = object()


def _join(values: Iterable[object], separator: str = "", attribute: str | None = None) -> str:
    if attribute is not None:
        raise TagError(
            "congvan.tags.cannot-evaluate", reason="join(attribute=...): use map(attribute=...) | join"
        )
    texts = [as_text(value) for value in values]
    check_size(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def _replace(text: object, old: str, new: str, count: int | None = None) -> str:
    subject = as_text(text)
    check_size(len(subject) + (len(new) + 1) * (subject.count(old) if old else len(subject) + 1))
    return subject.replace(old, new, -1 if count is None else count)


def _format(pattern: object, *values: object, **named: object) -> str:
    written = as_text(pattern)
    check_format(written)
    return written % (named or values)


def _center(text: object, width: int = 80) -> str:
    check_padding(width)
    return as_text(text).center(width)


def _indent(text: object, width: int = 4, first: bool = False) -> str:  # noqa: FBT001, FBT002  (Jinja's own)
    check_padding(width)
    lines = as_text(text).split("\n")
    check_size(sum(map(len, lines)) + len(lines) * width)
    pad = " " * width
    return (pad if first else "") + f"\n{pad}".join(lines)


def _truncate(text: object, length: int = 255, end: str = "...") -> str:
    whole = as_text(text)
    return whole if len(whole) <= length else whole[: max(0, length - len(end))].rstrip() + end


def _whole(value: object, default: object = _MISSING) -> object:
    try:
        if isinstance(value, Decimal) and value.adjusted() > _MOST_DECIMALS:
            raise ValueError(value)
        return int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        if default is _MISSING:
            raise TagError("congvan.tags.cannot-evaluate", reason=f"int: {value!r}") from None
        return default


def _float(value: object, default: object = _MISSING) -> object:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        if default is _MISSING:
            raise TagError("congvan.tags.cannot-evaluate", reason=f"float: {value!r}") from None
        return default


def _round(value: float | Decimal, decimals: int = 0) -> float | Decimal:
    if not 0 <= decimals <= _MOST_DECIMALS:
        raise TagError("congvan.tags.operand-too-large")
    if isinstance(value, int):
        return value
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = round_half_up(exact, decimals)
    return rounded if isinstance(value, Decimal) else float(rounded)


def _default(value: object, other: object = "", boolean: bool = False) -> object:  # noqa: FBT001, FBT002  (Jinja's own)
    return other if isinstance(value, Absent) or (boolean and not value) else value


def _items(value: Mapping[object, object]) -> list[tuple[object, object]]:
    return list(value.items())


def _letter(number: int) -> str:
    """The letter of a điểm, counted from 1: `{{ loop.index | letter }})` is a) b) c) d) đ) e)."""
    try:
        return point_letter(number - 1)
    except ValueError:
        raise TagError("congvan.tags.no-point-letter", number=number, most=len(POINT_LETTERS)) from None


def _weekday(day: date) -> str:
    return weekday(day)


def _short_date(day: date | DateParts) -> str:
    return short_date(day)


def _long_date(day: date | DateParts) -> str:
    return long_date(day)


def _grouped(value: float | Decimal, decimals: int | None = None) -> str:
    if decimals is not None and not 0 <= decimals <= _MOST_DECIMALS:
        raise TagError("congvan.tags.operand-too-large")
    return grouped(Decimal(repr(value)) if isinstance(value, float) else value, decimals=decimals)


PLAIN_FILTERS: immutabledict[str, Callable[..., object]] = immutabledict(
    {
        "abs": abs,
        "capitalize": lambda text: as_text(text).capitalize(),
        "center": _center,
        "count": len,
        "d": _default,
        "default": _default,
        "e": as_text,
        "escape": as_text,
        "float": _float,
        "format": _format,
        "grouped": _grouped,
        "in_words": number_words,
        "indent": _indent,
        "int": _whole,
        "items": _items,
        "join": _join,
        "length": len,
        "letter": _letter,
        "list": list,
        "long_date": _long_date,
        "lower": lambda text: as_text(text).lower(),
        "replace": _replace,
        "roman": roman,
        "round": _round,
        "short_date": _short_date,
        "string": as_text,
        "title": lambda text: as_text(text).title(),
        "trim": lambda text, characters=None: as_text(text).strip(characters),
        "truncate": _truncate,
        "upper": lambda text: as_text(text).upper(),
        "weekday": _weekday,
    }
)
"""Filters that need no Jinja, by name; `e` and `escape` change nothing: all that tags print is escaped."""
