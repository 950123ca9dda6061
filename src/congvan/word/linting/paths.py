"""Which value it was that a tag could not print: its way from the top, found when it matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, has

from congvan.problems import CongvanError, Problem
from congvan.tags import as_text
from congvan.tags.faults import TagError
from congvan.tags.program.asking import Ask, Asking
from congvan.word.linting.stories import asking_of, stories_of
from congvan.word.markup import escape_line

_STEP = re.compile(r"\[\]|[^.\[\]]+")
_ABSENT = object()
_MOST = 100_000


def with_paths(data: bytes, values: Mapping[str, object], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a render, each with the path of its value (`rows[2].name`) where there is one."""
    _, stories = stories_of(data)
    asks = _by_tag(asking_of(stories))
    return tuple(_with_path(problem, asks, values) for problem in problems)


def _by_tag(asking: Asking) -> dict[str, tuple[Ask, ...]]:
    found: dict[str, tuple[Ask, ...]] = {}
    for tag, asks in asking.printed:
        found[tag.text] = (*found.get(tag.text, ()), *asks)
    return found


def _with_path(
    problem: Problem, asks: Mapping[str, tuple[Ask, ...]], values: Mapping[str, object]
) -> Problem:
    if problem.place.path is not None:
        return problem
    expression = problem.parameters.get("expression", "")
    for ask in asks.get(expression, ()):
        path = _failing(ask.path, values)
        if path is not None:
            return evolve(problem, place=evolve(problem.place, path=path))
    return problem


def _failing(path: str, values: Mapping[str, object]) -> str | None:
    """The first value on a way that is not there or cannot be printed."""
    for count, (found, value) in enumerate(_walked(_STEP.findall(path), values, "")):
        if value is _ABSENT or not _prints(value):
            return found
        if count > _MOST:
            break
    return None


def _walked(steps: Sequence[str], value: object, path: str) -> Iterator[tuple[str, object]]:
    if not steps:
        yield path, value
        return
    step, rest = steps[0], steps[1:]
    if step == "[]":
        if isinstance(value, Sequence) and not isinstance(value, str):
            for index, item in enumerate(value):
                yield from _walked(rest, item, f"{path}[{index}]")
        return
    below = f"{path}.{step}" if path else step
    if isinstance(value, Mapping):
        inner = value.get(step, _ABSENT)
    else:
        inner = getattr(value, step, _ABSENT) if has(type(value)) else _ABSENT
    if inner is _ABSENT:
        yield below, _ABSENT
    else:
        yield from _walked(rest, inner, below)


def _prints(value: object) -> bool:
    try:
        escape_line(as_text(value))
    except (TagError, CongvanError):
        return False
    return True
