"""How the model takes a value in: NFC text, tuples, and the problems of what it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeVar

from immutabledict import immutabledict

from congvan.problems import ModelError, Place, Problem
from congvan.vietnamese.hygiene import nfc, refused_characters

T = TypeVar("T")


def as_text(value: str) -> str:
    """Text in Unicode form C; anything else is passed on for the checks to refuse."""
    return nfc(value) if isinstance(value, str) else value


def as_optional_text(value: str | None) -> str | None:
    """Like `as_text`; None stays None."""
    return None if value is None else as_text(value)


def as_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    """One text or several as a tuple of texts."""
    return (as_text(value),) if isinstance(value, str) else tuple(as_text(item) for item in value)


def as_named(value: Mapping[str, T] | Iterable[tuple[str, T]]) -> immutabledict[str, T]:
    """A frozen mapping by name, in the order given."""
    return immutabledict(value)


def problem(code: str, path: str, **parameters: object) -> Problem:
    """A problem of the model, `code` without its `congvan.model.` prefix."""
    return Problem(f"congvan.model.{code}", place=Place(path=path), parameters=parameters)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all problems at once, if there are any."""
    found = tuple(problems)
    if found:
        raise ModelError(found)


def type_problems(path: str, value: object, *expected: type) -> Iterator[Problem]:
    """A problem unless `value` is of one of the expected types; bool never passes for int, nor datetime for date."""
    confused = (isinstance(value, bool) and bool not in expected) or (
        isinstance(value, datetime) and date in expected
    )
    if confused or not isinstance(value, expected):
        names = ", ".join("None" if item is type(None) else item.__name__ for item in expected)
        yield problem("wrong-type", path, expected=names, found=type(value).__name__)


def text_problems(
    path: str, value: object, *, lines: int | None = 1, blank: bool = False
) -> Iterator[Problem]:
    """The problems of a text: wrong type, empty unless `blank`, refused characters, more than one line unless `lines` is None."""
    if not isinstance(value, str):
        yield from type_problems(path, value, str)
        return
    if not blank and not value.strip():
        yield problem("empty", path)
    if lines == 1 and ("\n" in value or "\r" in value):
        yield problem("line-break", path, value=value.splitlines()[0] if value.strip() else "")
    for refused in refused_characters(value.replace("\n", "").replace("\r", "") if lines == 1 else value):
        yield problem("refused-character", path, character=refused.code_point, position=refused.position + 1)


def optional_text_problems(path: str, value: object) -> Iterator[Problem]:
    """Like `text_problems` for one line; None is allowed and means absent."""
    if value is not None:
        yield from text_problems(path, value)


def item_problems(path: str, values: Iterable[object], *expected: type) -> Iterator[Problem]:
    """A problem for each item that is not of an expected type."""
    for index, value in enumerate(values):
        yield from type_problems(f"{path}[{index}]", value, *expected)


def name_problems(path: str, values: Mapping[str, object], expected: type) -> Iterator[Problem]:
    """The problems of a mapping by name: names that no placeholder can write, values of another type."""
    for name, value in values.items():
        if not (isinstance(name, str) and name.isidentifier()):
            yield problem("bad-name", path, name=name)
        yield from type_problems(f"{path}.{name}", value, expected)
