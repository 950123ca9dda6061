"""Every problem of a template at once: what stops it, what it would lose, what its data lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from congvan.problems import CongvanError, Place, Problem, Severity, TemplateError
from congvan.tags.program.asking import Ask
from congvan.word.linting.stories import Story, asking_of, stories_of
from congvan.word.template import Template


def lint(
    data: bytes, *, values: Mapping[str, object] | None = None, against: bytes | None = None
) -> tuple[Problem, ...]:
    """What is wrong or doubtful in a template.

    `values` are a sample that it should be able to print; `against` is an earlier version, whose names are
    compared. Raises TemplateError only where `data` or `against` cannot be opened at all.
    """
    _, stories = stories_of(data)
    found = [*(warning for story in stories for warning in story.patch.warnings)]
    template = None
    try:
        template = Template(data)
    except TemplateError as error:
        found = [*error.problems, *found]
    asked = asking_of(stories).root
    if values is not None:
        found += _unused(asked, values)
        found += [] if template is None else _unprintable(template, values)
    if against is not None:
        found += _changed(asked, stories_of(against)[1])
    return tuple(found)


def _warning(code: str, place: Place, **parameters: object) -> Problem:
    return Problem(code, severity=Severity.WARNING, place=place, parameters=parameters)


def _unused(asked: Ask, values: Mapping[str, object]) -> Iterator[Problem]:
    for name in sorted(values.keys() - asked.fields.keys()):
        yield _warning("congvan.word.unused-value", Place(path=name), name=name)


def _unprintable(template: Template, values: Mapping[str, object]) -> tuple[Problem, ...]:
    try:
        template.render(values)
    except CongvanError as error:
        return error.problems
    return ()


def _changed(asked: Ask, earlier: tuple[Story, ...]) -> Iterator[Problem]:
    before = asking_of(earlier).root
    now, then = _paths(asked), _paths(before)
    for path in sorted(now.keys() - then.keys()):
        yield _warning("congvan.word.name-added", now[path] or Place(path=path), name=path)
    for path in sorted(then.keys() - now.keys()):
        yield _warning("congvan.word.name-gone", Place(path=path), name=path)


def _paths(ask: Ask, place: Place | None = None) -> dict[str, Place | None]:
    here = ask.place or place
    found = {ask.path: here} if ask.path else {}
    for child in (*ask.fields.values(), *((ask.items,) if ask.items else ())):
        found |= _paths(child, here)
    return found
