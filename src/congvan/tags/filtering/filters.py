"""The filters of the tag language that are our own: each on plain data, its cost bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from zlib import crc32

from immutabledict import immutabledict

from congvan.tags.absent import Absent
from congvan.tags.faults import TagError
from congvan.tags.limits import check_format, check_padding, check_size, too_large
from congvan.tags.printing import as_text
from congvan.tags.reaching import reached
from congvan.vietnamese.dates import DateParts, long_date, short_date, weekday
from congvan.vietnamese.letters import POINT_LETTERS, point_letter
from congvan.vietnamese.numbers import grouped, number_words, roman, round_half_up

_MOST_DECIMALS = 28
_LEEWAY = 5
_WORDS = re.compile(r"([-\s({\[<]+)")
_WORD = re.compile(r"\w+")
_SIZES = ("K", "M", "G", "T", "P", "E", "Z", "Y")
_ROUNDED = {"common": None, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}
_MISSING = object()


def _join(values: Iterable[object], d: str = "", attribute: str | int | None = None) -> str:
    found = values if attribute is None else (reached(value, attribute) for value in values)
    texts = [as_text(value) for value in found]
    check_size(sum(map(len, texts)) + len(d) * len(texts))
    return d.join(texts)


def _title(text: object) -> str:
    words = _WORDS.split(as_text(text))
    return "".join(word[:1].upper() + word[1:].lower() for word in words)


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


def _indent(text: object, width: int | str = 4, first: bool = False, blank: bool = False) -> str:  # noqa: FBT001, FBT002  (Jinja's own)
    check_padding(len(width) if isinstance(width, str) else width)
    pad = width if isinstance(width, str) else " " * width
    lines = as_text(text).split("\n")
    check_size(sum(map(len, lines)) + len(lines) * len(pad))
    begun, *others = lines
    rest = (f"{pad}{line}" if line or blank else line for line in others)
    return "\n".join([f"{pad}{begun}" if first else begun, *rest])


def _truncate(
    text: object,
    length: int = 255,
    killwords: bool = False,  # noqa: FBT001, FBT002  (Jinja's own)
    end: str = "...",
    leeway: int = _LEEWAY,
) -> str:
    whole = as_text(text)
    if len(whole) <= length + leeway:
        return whole
    kept = whole[: max(0, length - len(end))]
    return f"{kept if killwords else kept.rsplit(' ', 1)[0]}{end}"


def _whole(value: object, default: object = _MISSING, base: int = 10) -> object:
    try:
        if isinstance(value, Decimal) and value.adjusted() > _MOST_DECIMALS:
            raise ValueError(value)
        if isinstance(value, str):
            return _whole_of_text(value, base)
        return int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        if default is _MISSING:
            raise TagError("congvan.tags.cannot-evaluate", reason=f"int: {value!r}") from None
        return default


def _whole_of_text(text: str, base: int) -> int:
    try:
        return int(text, base)
    except ValueError:
        return int(float(text))


def _float(value: object, default: object = _MISSING) -> object:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        if default is _MISSING:
            raise TagError("congvan.tags.cannot-evaluate", reason=f"float: {value!r}") from None
        return default


def _round(value: float | Decimal, precision: int = 0, method: str = "common") -> float | Decimal:
    if not 0 <= precision <= _MOST_DECIMALS:
        raise too_large(_MOST_DECIMALS)
    if method not in _ROUNDED:
        raise TagError("congvan.tags.cannot-evaluate", reason=f"round: {method}")
    if isinstance(value, int):
        return value
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    way = _ROUNDED[method]
    if way is None:
        rounded = round_half_up(exact, precision)
    else:
        rounded = exact.quantize(Decimal(1).scaleb(-precision), rounding=way)
    return rounded if isinstance(value, Decimal) else float(rounded)


def _default(value: object, default_value: object = "", boolean: bool = False) -> object:  # noqa: FBT001, FBT002  (Jinja's own)
    return default_value if isinstance(value, Absent) or (boolean and not value) else value


def _trim(text: object, chars: str | None = None) -> str:
    return as_text(text).strip(chars)


def _word_count(text: object) -> int:
    return len(_WORD.findall(as_text(text)))


def _file_size(value: object, binary: bool = False) -> str:  # noqa: FBT001, FBT002  (Jinja's own)
    size, base = float(as_text(value).replace(",", ".")), 1024 if binary else 1000
    if size < base:
        return "1 Byte" if size == 1 else f"{int(size)} Bytes"
    power = 1
    while size >= base ** (power + 1) and power < len(_SIZES):
        power += 1
    unit = f"{_SIZES[power - 1]}iB" if binary else f"{_SIZES[power - 1].replace('K', 'k')}B"
    return f"{size / base**power:.1f} {unit}".replace(".", ",")


def _drawn(values: Sequence[object]) -> object:
    """Jinja draws by chance; equal input has to give equal letters."""
    if not values:
        raise TagError("congvan.tags.cannot-evaluate", reason="random: []")
    return values[crc32("\0".join(map(str, values)).encode("utf-8", "replace")) % len(values)]


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
        raise too_large(_MOST_DECIMALS)
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
        "filesizeformat": _file_size,
        "float": _float,
        "forceescape": as_text,
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
        "random": _drawn,
        "replace": _replace,
        "roman": roman,
        "round": _round,
        "safe": as_text,
        "short_date": _short_date,
        "string": as_text,
        "title": _title,
        "trim": _trim,
        "truncate": _truncate,
        "urlize": as_text,
        "upper": lambda text: as_text(text).upper(),
        "weekday": _weekday,
        "wordcount": _word_count,
    }
)
"""Filters that need no Jinja, by name; `e` and `safe` change nothing: all that tags print is escaped."""
