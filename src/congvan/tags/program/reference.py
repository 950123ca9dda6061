"""A template on Jinja itself: what a program must come to, and who tells every fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
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
    COMPOSED,
    COUNTED,
    EVALUATION_ERRORS,
    JOINED,
    Finding,
    Names,
    Rewriter,
    faults_in,
    filtered,
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
from congvan.tags.sandbox import Composed, Sandbox, meter_of
from congvan.tags.scanning import Tag, tags_on_lines, without_line_breaks
from congvan.tags.surroundings import Surroundings

S = TypeVar("S")

_PUT = " put"
_SESSION = "\0session"


@frozen
class Output(Generic[S]):
    """A printing tag: where it stands, and its line."""

    where: S
    line: int


@frozen
class _Session(Generic[S]):
    """What one evaluation prints with, and what went wrong at printing, once for each tag and code."""

    write: Callable[[object, S], str]
    outputs: tuple[Output[S], ...]
    faults: dict[tuple[int, str], Exception]

    def put(self, value: object, index: int) -> str:
        """What a tag prints; a value that cannot be printed prints nothing and is told at the end."""
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

    @cached_property
    def runnable(self) -> Template:
        """What Jinja runs; raises TemplateError for what it cannot hold."""
        try:
            return linked(_environment(), self._tree)
        except COMPILE_ERRORS as error:
            raise self._failed([Finding(error, 0)]) from None

    def lowered(self) -> list[lowering.Node] | None:
        """The template as a program; None where only Jinja can run it."""
        names = lowering.Names(put=_PUT, counted=COUNTED, joined=JOINED)
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
        session = _Session(write, self.outputs, {})
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
    written = value if type(value) is Composed else session.put(value, index)
    meter_of(context).write(len(written))
    return written


@cache
def _environment() -> Sandbox:
    environment = sandbox()
    environment.filters[_PUT] = _put
    return environment


class _Placing(Rewriter):
    """Tells each printing tag where it stands, and each loop and `~` to pay."""

    def __init__(self, surroundings: Surroundings[Any]) -> None:
        self.surroundings = surroundings
        self.outputs: list[Output[Any]] = []

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802  (named after Jinja's node)
        node.nodes = [self._placed(child) for child in node.nodes]
        return node

    def _placed(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.TemplateData):
            child.data = self.surroundings.read(without_line_breaks(child.data))
            return child
        self.outputs.append(Output(self.surroundings.here(), child.lineno))
        return filtered(self.visit(child), _PUT, len(self.outputs) - 1)

    def visit_If(self, node: nodes.If) -> nodes.If:  # noqa: N802  (named after Jinja's node)
        before = self.surroundings.copy()
        node.test = self.visit(node.test)
        node.body = self._branch(node.body)
        after = self.surroundings
        for branch in node.elif_:
            self.surroundings = before.copy()
            branch.test = self.visit(branch.test)
            branch.body = self._branch(branch.body)
        self.surroundings = before
        node.else_ = self._branch(node.else_)
        self.surroundings = after
        return node

    def _branch(self, body: list[nodes.Node]) -> list[nodes.Node]:
        return [self.visit(node) for node in body]

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:  # noqa: N802  (named after Jinja's node)
        self.generic_visit(node)
        node.filter = nodes.Filter(None, COMPOSED, [], [], None, None, lineno=node.lineno)
        return node


def compiled(
    text: str,
    surroundings: Surroundings[Any],
    locate: Callable[[Tag], Place],
) -> Reference[Any]:
    """A text with tags, parsed and placed; raises TemplateError with every fault found."""
    environment = _environment()
    numbered, tags = tags_on_lines(text)
    try:
        tree = environment.parse(numbered)
        faults = list(faults_in(tree))
        if faults:
            raise _failed(faults, tags, locate)
        names = names_of(tree)
        placing = _Placing(surroundings)
        tree = placing.visit(tree)
    except COMPILE_ERRORS as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
        first = Finding(error, line)
        raise _failed([first, *_other_faults(environment, tags, line)], tags, locate) from None
    return Reference(names, tuple(placing.outputs), tree, tags, locate)


def _other_faults(environment: Environment, tags: Mapping[int, Tag], known: int) -> Iterable[Finding]:
    """What else is wrong beside the first fault: every printing tag tried by itself."""
    seen = {tags[known].start} if known in tags else set()
    for line, tag in tags.items():
        if tag.start in seen or not tag.text.startswith("{{"):
            continue
        seen.add(tag.start)
        try:
            parsed_expression(environment, tag.text[2:-2].strip("-+"))
        except COMPILE_ERRORS as error:
            yield Finding(error, line)
