"""What a tag may reach and call: keys, fields, a few methods; and what each of them may cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from datetime import date, datetime, time
from functools import cache, cached_property
from types import BuiltinMethodType, MethodType
from typing import Any, cast

from attrs import fields_dict, has
from immutabledict import immutabledict

from congvan.tags.absent import missing_error
from congvan.tags.faults import TagError
from congvan.tags.limits import Meter, check_format, check_padding, check_size, too_large
from congvan.tags.printing import as_text, present

_MOST_RANGE = 100_000
_METHODS: immutabledict[type, frozenset[str]] = immutabledict(
    {
        str: frozenset(
            [
                "upper",
                "lower",
                "capitalize",
                "title",
                "casefold",
                "swapcase",
                "format",
                "partition",
                "rpartition",
                "rsplit",
                "rfind",
                "index",
                "rindex",
                "isalnum",
                "isalpha",
                "isdecimal",
                "isnumeric",
                "isspace",
                "istitle",
                "strip",
                "lstrip",
                "rstrip",
                "split",
                "splitlines",
                "startswith",
                "endswith",
                "replace",
                "find",
                "count",
                "join",
                "center",
                "ljust",
                "rjust",
                "zfill",
                "removeprefix",
                "removesuffix",
                "isdigit",
                "isupper",
                "islower",
            ]
        ),
        dict: frozenset(["items", "keys", "values", "get", "copy"]),
        list: frozenset(("index", "count")),
        tuple: frozenset(("index", "count")),
        float: frozenset(("is_integer",)),
        date: frozenset(("isoformat", "weekday", "isoweekday", "strftime", "replace")),
        datetime: frozenset(("date", "time")),
        time: frozenset(("isoformat", "strftime")),
    }
)
_FIELDS: immutabledict[type, frozenset[str]] = immutabledict(
    {
        date: frozenset(("year", "month", "day")),
        datetime: frozenset(("hour", "minute", "second")),
        time: frozenset(("hour", "minute", "second")),
    }
)
_PADDING = frozenset(("center", "ljust", "rjust", "zfill"))


@cache
def is_readable(owner: Any, name: str) -> bool:
    """Whether a tag may read the attribute `name` of a value of the class `owner`."""
    if name.startswith("_"):
        return False
    if has(owner):
        return name in fields_dict(owner) or isinstance(
            getattr(owner, name, None), property | cached_property
        )
    if hasattr(owner, "__dataclass_fields__"):
        return name in owner.__dataclass_fields__
    if issubclass(owner, tuple) and name in getattr(owner, "_fields", ()):
        return True
    return any(name in _METHODS.get(kind, ()) or name in _FIELDS.get(kind, ()) for kind in owner.__mro__)


def reached(owner: object, path: str | int) -> object:
    """What `owner.path` comes to (`a.b`, `0`), by keys, positions and the fields that tags may read."""
    value = owner
    for step in (path,) if isinstance(path, int) else path.split("."):
        value = _step(value, int(step) if isinstance(step, str) and step.isdecimal() else step)
    return value


def _step(owner: object, step: str | int) -> object:
    present(owner)
    if isinstance(owner, Mapping) and step in owner:
        return owner[step]
    if isinstance(step, int):
        if isinstance(owner, Sequence) and step < len(owner):
            return owner[step]
    elif is_readable(cast("Any", type(owner)), step) and hasattr(owner, step):
        return getattr(owner, step)
    if str(step).startswith("_"):
        raise TagError("congvan.tags.forbidden", name=step)
    raise missing_error(step, owner)


def is_callable(function: Callable[..., object]) -> bool:
    """Whether a tag may call it: `range`, and the few methods of plain data."""
    if function is bounded_range:
        return True
    if not isinstance(function, BuiltinMethodType | MethodType):
        return False
    owner = type(function.__self__)
    return any(function.__name__ in _METHODS.get(kind, ()) for kind in owner.__mro__)


def turns(values: object, meter: Meter, size: int) -> Iterable[object]:
    """The values a loop turns over, each turn paid for, with `size` characters of template text in each."""
    present(values)
    if not isinstance(values, Iterable):
        raise TagError("congvan.tags.not-iterable", kind=type(values).__name__)
    if isinstance(values, Sized):
        meter.step(len(values))
        meter.write(len(values) * size)
        return values
    return _paid(values, meter, size)


def _paid(values: Iterable[object], meter: Meter, size: int) -> Iterable[object]:
    for value in values:
        meter.step()
        meter.write(size)
        yield value


def joined_text(values: Sequence[object]) -> str:
    """What `~` makes of its operands."""
    texts = [as_text(value) for value in values]
    check_size(sum(map(len, texts)))
    return "".join(texts)


def bounded_range(*bounds: int) -> range:
    """`range`, of at most 100,000 numbers."""
    numbers = range(*bounds)
    if len(numbers) > _MOST_RANGE:
        raise too_large(_MOST_RANGE)
    return numbers


def called(function: Callable[..., object], args: tuple[object, ...], named: Mapping[str, object]) -> object:
    """What a call of one of the few methods comes to; raises TagError as `check_call`."""
    subject = getattr(function, "__self__", None)
    if isinstance(subject, str) and getattr(function, "__name__", "") == "format":
        from congvan.tags.filtering.formatting import formatted

        return formatted(subject, args, named)
    check_call(function, args)
    return function(*args, **named)


def check_call(function: Callable[..., object], args: tuple[object, ...]) -> None:
    """Raises TagError `congvan.tags.operand-too-large` for a method that would make too much text."""
    name = getattr(function, "__name__", "")
    subject = getattr(function, "__self__", None)
    if name == "strftime" and args:
        check_format(str(args[0]))
    if not isinstance(subject, str):
        return
    if name in _PADDING and args:
        check_padding(args[0])
    elif name == "replace" and len(args) > 1 and isinstance(args[0], str) and isinstance(args[1], str):
        check_size(len(subject) + (subject.count(args[0]) + 1) * len(args[1]))
    elif name == "join" and args and isinstance(args[0], Sequence):
        sizes = sum(len(item) for item in args[0] if isinstance(item, Sized))
        check_size(sizes + len(subject) * len(args[0]))
