"""How the model takes a value in: NFC text, tuples, and the problems of what it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar, cast
from unicodedata import normalize

from attrs import frozen
from immutabledict import immutabledict

from congvan.problems import ModelError, Place, Problem
from congvan.vietnamese.hygiene import nfc, refused_characters

T = TypeVar("T")


@frozen
class Refused:
    """Stands where no value could be made of what was given; the checks tell its problems with the rest."""

    problems: tuple[Problem, ...]


def made_of(make: Callable[[str], T], text: str) -> T:
    """What `make` makes of a text, or a `Refused` for the checks of the field to report."""
    try:
        return make(text)
    except ModelError as error:
        return cast(T, Refused(error.problems))


def as_text(value: str) -> str:
    """Text in Unicode form C; anything else is passed on for the checks to refuse."""
    if type(value) is str:
        return normalize("NFC", value)
    # Of a kind of text that somebody made, what it says: how it would print itself is not the model's.
    return nfc(str.__str__(value)) if isinstance(value, str) else value


def as_optional_text(value: str | None) -> str | None:
    """Like `as_text`; None stays None."""
    return None if value is None else as_text(value)


def as_items(value: object, *single: type) -> tuple[Any, ...]:
    """Several items as a tuple, one of a `single` type as a tuple of one; else passed on to be refused."""
    if type(value) is tuple:
        return value
    if type(value) is list:
        return tuple(value)
    if isinstance(value, single):
        return (value,)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return tuple(value)
    return cast(tuple[Any, ...], value)


def as_made(make: Callable[[str], T], value: str | T | Iterable[str | T], single: type[T]) -> tuple[T, ...]:
    """Items as a tuple, each bare text made into one."""
    if value == ():
        return ()
    items = as_items(value, str, single)
    if not isinstance(items, tuple) or {*map(type, items)} <= {single}:
        return items
    return tuple([made_of(make, item) if isinstance(item, str) else item for item in items])


def as_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    """One text or several as a tuple of texts."""
    if value == ():
        return ()
    items = as_items(value, str)
    return tuple(map(as_text, items)) if isinstance(items, tuple) else items


def as_named(value: Mapping[str, T] | Iterable[tuple[str, T]]) -> immutabledict[str, T]:
    """A frozen mapping by name, in the order given."""
    if type(value) is immutabledict:
        return value
    try:
        return immutabledict(value)
    except (TypeError, ValueError):
        return cast("immutabledict[str, T]", value)


def problem(code: str, path: str, **parameters: object) -> Problem:
    """A problem of the model, `code` without its `congvan.model.` prefix."""
    return Problem(f"congvan.model.{code}", place=Place(path=path), parameters=parameters)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all problems at once, if there are any."""
    found = tuple(problems)
    if found:
        raise ModelError(found)


def type_problems(path: str, value: object, *expected: type) -> Iterator[Problem]:
    """A problem unless `value` is of an expected type; bool never passes for int, nor datetime for date."""
    # Of exactly that type, as nearly every value is: one look, for letters are made by the thousand.
    if type(value) in expected:
        return
    if isinstance(value, Refused):
        yield from (found.under(path) for found in value.problems)
        return
    confused = (isinstance(value, bool) and bool not in expected) or (
        isinstance(value, datetime) and date in expected
    )
    if confused or not isinstance(value, expected):
        names = ", ".join("None" if item is type(None) else item.__name__ for item in expected)
        yield problem("wrong-type", path, expected=names, found=type(value).__name__)


def text_problems(
    path: str, value: object, *, lines: int | None = 1, blank: bool = False
) -> Iterator[Problem]:
    """What is wrong with a text; `blank` allows an empty one, `lines` None several lines."""
    if type(value) is str and value.isprintable() and (blank or value.strip()):
        return
    if not isinstance(value, str):
        yield from type_problems(path, value, str)
        return
    if not blank and not value.strip():
        yield problem("empty", path)
    if lines == 1 and ("\n" in value or "\r" in value):
        yield problem("line-break", path, value=value.splitlines()[0] if value.strip() else "")
    for refused in refused_characters(value):
        if lines == 1 and value[refused.position] in "\n\r":
            continue
        yield problem("refused-character", path, character=refused.code_point, position=refused.position + 1)


def optional_text_problems(path: str, value: object) -> Iterator[Problem]:
    """Like `text_problems` for one line; None is allowed and means absent."""
    if value is not None:
        yield from text_problems(path, value)


def is_sound(text: object) -> bool:
    """True for a printable text that is not blank: it has no problem to look for."""
    return type(text) is str and text.isprintable() and bool(text.strip())


def is_sound_or_absent(text: object) -> bool:
    """Like `is_sound`; None is absent and has no problem either."""
    return text is None or is_sound(text)


def are_all(values: object, *expected: type) -> bool:
    """True for a tuple of items of exactly the expected types: it has no problem to look for."""
    return type(values) is tuple and {*map(type, values)} <= {*expected}


def item_problems(path: str, values: Iterable[object], *expected: type) -> Iterator[Problem]:
    """A problem for each item that is not of an expected type, or one for what is no tuple of items."""
    if not isinstance(values, tuple):
        yield from type_problems(path, values, *expected)
        return
    for index, value in enumerate(values):
        if type(value) not in expected:
            yield from type_problems(f"{path}[{index}]", value, *expected)


def texts_problems(path: str, values: tuple[str, ...]) -> Iterator[Problem]:
    """The problems of several texts of one line."""
    wrong = list(type_problems(path, values, tuple))
    yield from wrong
    for index, value in enumerate(() if wrong else values):
        yield from text_problems(f"{path}[{index}]", value)


def own_name_problems(path: str, name: str | None) -> Iterator[Problem]:
    """The problems of a name that placeholders use; None is allowed and means that nothing refers to it."""
    wrong = list(type_problems(path, name, str, type(None)))
    yield from wrong
    if not wrong and name is not None and not name.isidentifier():
        yield problem("bad-name", path, name=name)


def name_problems(path: str, values: Mapping[str, object], expected: type) -> Iterator[Problem]:
    """The problems of a mapping by name: names that no placeholder can write, values of another type."""
    wrong = list(type_problems(path, values, Mapping))
    yield from wrong
    for name, value in () if wrong else values.items():
        yield from own_name_problems(path, name)
        yield from type_problems(f"{path}.{name}", value, expected)
