"""One expression, compiled once: the value it comes to keeps its type."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import field, frozen
from jinja2 import nodes
from jinja2.environment import Template
from jinja2.utils import Namespace

from congvan.problems import CongvanError, Place, TemplateError
from congvan.tags.compiling import (
    COMPILE_ERRORS,
    EVALUATION_ERRORS,
    Finding,
    Names,
    Rewriter,
    faults_in,
    linked,
    missing_values,
    names_of,
    parsed_expression,
    sandbox,
    started,
)
from congvan.tags.faults import MissingValueError, TagError, problem_of
from congvan.tags.limits import DEFAULT_LIMITS, Limits
from congvan.tags.printing import present
from congvan.tags.sandbox import Sandbox

_RESULT = "_congvan_result"


@frozen
class CompiledExpression:
    """An expression ready to be evaluated; shared between threads as it is, pickled as its text.

    `text` is the expression as typed, without delimiters; `names` the names it takes values from.
    """

    text: str
    _names: Names = field(repr=False, eq=False)
    _runnable: Template = field(repr=False, eq=False)

    @property
    def names(self) -> frozenset[str]:
        """The names it takes values from."""
        return self._names.used

    def evaluate(self, values: Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> object:
        """What it comes to, its type kept: `year - 1` of 2028 is the number 2027.

        Raises TemplateError: `congvan.tags.unknown-name` for every name without a value at once, and whatever
        else an evaluation can stop at, with the expression as typed.
        """
        context, _ = started(self._runnable, values, limits)
        try:
            deque(self._runnable.root_render_func(context), maxlen=0)
            return _finished(present(context.vars[_RESULT]))
        except CongvanError:
            raise
        except MissingValueError as error:
            found = missing_values(self._names, values) or [Finding(error, 1)]
            raise _failed(self.text, *(item.error for item in found)) from None
        except EVALUATION_ERRORS as error:
            raise _failed(self.text, error) from None

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return expression, (self.text,)


@cache
def _environment() -> Sandbox:
    return sandbox()


def expression(text: str) -> CompiledExpression:
    """The expression of a placeholder, `year - 1` of `{{ year - 1 }}`, compiled.

    Raises TemplateError with every fault: `congvan.tags.syntax`, `.unknown-filter`, `.forbidden` ...
    """
    environment = _environment()
    try:
        parsed = parsed_expression(environment, text)
        target = nodes.Name(_RESULT, "store", lineno=1)
        tree = nodes.Template([nodes.Assign(target, parsed, lineno=1)], lineno=1)
        tree.set_environment(environment)
        faults = [finding.error for finding in faults_in(tree)]
        if faults:
            raise _failed(text, *faults)
        names = names_of(tree)
        return CompiledExpression(text, names, linked(environment, Rewriter().visit(tree)))
    except COMPILE_ERRORS as error:
        raise _failed(text, error) from None


def _finished(result: object) -> object:
    if callable(result) or isinstance(result, Namespace):
        raise TagError("congvan.tags.not-printable", kind=type(result).__name__)
    return list(result) if isinstance(result, Iterator) else result


def _failed(text: str, *errors: BaseException) -> TemplateError:
    return TemplateError([problem_of(error, text, Place(near=text[:80])) for error in errors])
