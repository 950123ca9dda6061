"""Which value it was that a tag could not print: its way from the top, found when it matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, has

from congvan.problems import CongvanError, Problem, TemplateError
from congvan.tags import as_text, tags_of
from congvan.tags.faults import TagError
from congvan.tags.program.asking import Ask, Asking
from congvan.word.linting.stories import Story, stories_of
from congvan.word.markup import escape_line

_STEP = re.compile(r"\[\]|[^.\[\]]+")
_ABSENT = object()
_MOST = 100_000


def with_paths(data: bytes, values: Mapping[str, object], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a render, each with the path of its value (`rows[2].name`) where there is one."""
    _, stories = stories_of(data)
    asks = _by_tag(stories)
    return _typed((_with_path(problem, asks, values) for problem in problems), stories)


def as_typed(data: bytes, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of a template, each quoting its tag as its author typed it (`{%p if a %}`)."""
    try:
        _, stories = stories_of(data)
    except TemplateError:
        return problems
    return _typed(problems, stories)


def _typed(problems: Iterable[Problem], stories: tuple[Story, ...]) -> tuple[Problem, ...]:
    typed = {
        (story.locate(tag), tag.text): story.patch.typed.get(tag.start, tag.text)
        for story in stories
        for tag in tags_of(story.patch.markup)
    }
    found: list[Problem] = []
    for problem in problems:
        place = evolve(problem.place, path=None)
        shown = typed.get((place, problem.parameters.get("expression", "")))
        parameters = problem.parameters if shown is None else {**problem.parameters, "expression": shown}
        found.append(evolve(problem, parameters=parameters))
    return tuple(found)


def _by_tag(stories: tuple[Story, ...]) -> dict[str, tuple[Ask, ...]]:
    """What each tag reads, by its text; and what each part prints, by where it stands."""
    found: dict[str, tuple[Ask, ...]] = {}
    for story in stories:
        asking = Asking()
        asking.read(story.patch.markup, story.locate)
        for tag, asks in asking.printed:
            for key in (tag.text, story.locate(tag).part or ""):
                found[key] = (*found.get(key, ()), *asks)
    return found


def _with_path(
    problem: Problem, asks: Mapping[str, tuple[Ask, ...]], values: Mapping[str, object]
) -> Problem:
    if problem.place.path is not None:
        return problem
    # A value that cannot be written tells of itself, not of the tag: what its part prints is looked through.
    expression = problem.parameters.get("expression") or problem.place.part or ""
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
