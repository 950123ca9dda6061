"""A template on Jinja itself: what a program must come to, and who tells every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from attrs import field, frozen
from jinja2 import Environment, nodes
from jinja2.environment import Template
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.utils import pass_context

from congvan.problems import CongvanError, Place, Problem, TemplateError
from congvan.tags.compiling import (
    COMPILE_ERRORS,
    COUNTED,
    EVALUATION_ERRORS,
    JOINED,
    Finding,
    Names,
    faults_in,
    line_of,
    linked,
    missing_values,
    names_of,
    parsed_expression,
    sandbox,
    started,
)
from congvan.tags.faults import MissingValueError, TagError, problem_of
from congvan.tags.limits import Limits
from congvan.tags.printing import present
from congvan.tags.program import lowering
from congvan.tags.program.dialect import STANDARD, Dialect
from congvan.tags.program.placing import PUT, WORDS, Output, Placing
from congvan.tags.program.surroundings import Surroundings
from congvan.tags.sandbox import Composed, Sandbox, meter_of
from congvan.tags.scanning import Tag, tags_on_lines

S = TypeVar("S")

_SESSION = "\0session"
_MARKUP = re.compile('[<"]')


@frozen
class _Session(Generic[S]):
    """What one evaluation prints with, and what went wrong at printing, once for each tag and code."""

    write: Callable[[object, S], str]
    outputs: tuple[Output[S], ...]
    surroundings: Surroundings[S]
    faults: dict[tuple[int, str], Exception]

    def put(self, value: object, index: int) -> str:
        """What a tag prints; a value that cannot be printed prints nothing and is told at the end."""
        # Inside a start tag, what was made to stand between tags is a text like any other.
        if type(value) is Composed and (
            self.surroundings.composes(self.outputs[index].where) or not _MARKUP.search(value)
        ):
            return value
        try:
            return self.write(present(value), self.outputs[index].where)
        except MissingValueError:
            raise
        except TagError as error:
            self.faults.setdefault((index, error.code), error)
        except CongvanError as error:
            self.faults.setdefault((index, error.problems[0].code), error)
        return ""


@frozen
class Reference(Generic[S]):
    """A template parsed, rewritten and placed; linked when it is first rendered."""

    names: Names = field(repr=False, eq=False)
    outputs: tuple[Output[S], ...] = field(repr=False, eq=False)
    _tree: nodes.Template = field(repr=False, eq=False)
    _tags: Mapping[int, Tag] = field(repr=False, eq=False)
    _locate: Callable[[Tag], Place] = field(repr=False, eq=False)
    _surroundings: Surroundings[S] = field(repr=False, eq=False)
    _dialect: Dialect = field(default=STANDARD, repr=False, eq=False)

    @cached_property
    def runnable(self) -> Template:
        """What Jinja runs; raises TemplateError for what it cannot hold."""
        try:
            return linked(_environment(self._dialect), self._tree)
        except COMPILE_ERRORS as error:
            raise self._failed([Finding(error, 0)]) from None

    def lowered(self) -> list[lowering.Node] | None:
        """The template as a program; None where only Jinja can run it."""
        names = lowering.Names(put=PUT, counted=COUNTED, joined=JOINED)
        try:
            return lowering.lowered(self._tree, names)
        except (lowering.NotLoweredError, RecursionError):
            return None

    def render(
        self,
        values: Mapping[str, object],
        write: Callable[[object, S], str],
        *,
        limits: Limits,
    ) -> str:
        """The text with every tag replaced; `write` makes text of a value for the place it is printed at.

        Raises TemplateError with every name that has no value, and every value that could not be printed
        where it stands; problems that `write` raises as a CongvanError are given their place.
        """
        runnable = self.runnable
        session = _Session(write, self.outputs, self._surroundings, {})
        context, _ = started(runnable, {**values, _SESSION: session}, limits)
        try:
            text = "".join(runnable.root_render_func(context))
        except MissingValueError as error:
            found = missing_values(self.names, values)
            line = line_of(runnable, error.__traceback__)
            raise self._failed(found or [Finding(error, line or 0)]) from None
        except EVALUATION_ERRORS as error:
            line = line_of(runnable, error.__traceback__)
            raise self._failed([Finding(error, line or 0)]) from None
        if session.faults:
            raise TemplateError(self._unprinted(session))
        return text

    def _unprinted(self, session: _Session[S]) -> Iterable[Problem]:
        for (index, _), error in session.faults.items():
            line = self.outputs[index].line
            if isinstance(error, CongvanError):
                tag = self._tags.get(line)
                place = Place() if tag is None else self._locate(tag)
                yield from (problem.at(place) for problem in error.problems)
            else:
                yield from self._failed([Finding(error, line)]).problems

    def _failed(self, findings: Iterable[Finding]) -> TemplateError:
        return _failed(findings, self._tags, self._locate)


def _failed(
    findings: Iterable[Finding], tags: Mapping[int, Tag], locate: Callable[[Tag], Place]
) -> TemplateError:
    problems = []
    for finding in findings:
        tag = tags.get(finding.line)
        place = Place() if tag is None else locate(tag)
        problems.append(problem_of(finding.error, "" if tag is None else tag.text, place))
    return TemplateError(problems)


@pass_context
def _put(context: Context, value: object, index: int) -> str:
    session: _Session[Any] = context.parent[_SESSION]
    written = session.put(value, index)
    meter_of(context).write(len(written))
    return written


@pass_context
def _words(context: Context, written: str) -> str:
    session: _Session[Any] = context.parent[_SESSION]
    return session.surroundings.words(written)


@lru_cache(maxsize=32)
def _environment(dialect: Dialect) -> Sandbox:
    environment = sandbox(dialect)
    environment.filters |= {PUT: _put, WORDS: _words}
    return environment


def compiled(
    text: str,
    surroundings: Surroundings[Any],
    locate: Callable[[Tag], Place],
    dialect: Dialect = STANDARD,
) -> Reference[Any]:
    """A text with tags, parsed and placed; raises TemplateError with every fault found."""
    environment = _environment(dialect)
    numbered, tags = tags_on_lines(text)
    try:
        tree = environment.parse(numbered)
        faults = list(faults_in(tree, dialect))
        if faults:
            raise _failed(faults, tags, locate)
        names = names_of(tree)
        placing = Placing(surroundings)
        tree = placing.visit(tree)
        placing.finish()
    except COMPILE_ERRORS as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
        first = Finding(error, line)
        raise _failed([first, *_other_faults(environment, tags, line, dialect)], tags, locate) from None
    if placing.faults:
        raise _failed(placing.faults, tags, locate)
    return Reference(names, tuple(placing.outputs), tree, tags, locate, surroundings, dialect)


def _other_faults(
    environment: Environment, tags: Mapping[int, Tag], known: int, dialect: Dialect
) -> Iterable[Finding]:
    """What else is wrong beside the first fault: every printing tag tried by itself."""
    seen = {tags[known].start} if known in tags else set()
    for line, tag in tags.items():
        if tag.start in seen or not tag.text.startswith("{{"):
            continue
        seen.add(tag.start)
        try:
            expression = parsed_expression(environment, tag.text[2:-2].strip("-+"))
            tree = nodes.Template([nodes.ExprStmt(expression, lineno=1)], lineno=1)
            yield from (Finding(found.error, line) for found in faults_in(tree, dialect))
        except COMPILE_ERRORS as error:
            yield Finding(error, line)
