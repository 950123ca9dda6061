"""The run of a program that uses Jinja's own filters and tests: they find the sandbox they expect."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import cast

from jinja2.runtime import Context
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import _PassArg, missing

from congvan.tags.absent import NOWHERE
from congvan.tags.filtering.borrowed import FILTERS, TESTS, unknown_filter, unknown_test
from congvan.tags.program.operations import Run
from congvan.tags.sandbox import METER, Sandbox, missing_kind


class BorrowingRun(Run):
    """As any run; what is not there is Jinja's own kind of it."""

    def unset(self, name: object, owner: object = NOWHERE) -> object:
        """A value that is not there, as Jinja's filters know it."""
        return missing_kind(self._dialect)(obj=missing if owner is NOWHERE else owner, name=str(name))

    def filter(self, name: str) -> Callable[..., object]:
        """The filter of a name, given the environment or context it asks for."""
        function = self._dialect.filters.get(name) or FILTERS.get(name)
        if function is None:
            raise unknown_filter(name)
        return self._given(function)

    def _given(self, function: Callable[..., object]) -> Callable[..., object]:
        asks = _PassArg.from_obj(function)
        if asks is _PassArg.environment:
            return partial(function, self._context.environment)
        if asks is _PassArg.context:
            return partial(function, self._context)
        return partial(function, self._context.eval_ctx) if asks is _PassArg.eval_context else function

    def test(self, name: str) -> Callable[..., object]:
        """The test of a name."""
        if name in self._dialect.tests:
            return self._dialect.tests[name]
        if name not in TESTS:
            raise unknown_test(name)
        return self._given(cast("Callable[..., object]", JINJA_TESTS[name]))

    @cached_property
    def _context(self) -> Context:
        environment = Sandbox(self._dialect)
        return Context(environment, {METER: self.meter}, None, {})
