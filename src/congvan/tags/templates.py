"""A text with tags, compiled once and rendered many times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from attrs import field, frozen

from congvan.problems import CongvanError, Place
from congvan.tags.faults import EVALUATION_FAULTS
from congvan.tags.limits import DEFAULT_LIMITS, Limits, Meter
from congvan.tags.printing import as_text
from congvan.tags.program.dialect import STANDARD, Dialect
from congvan.tags.program.generating import GENERATION_ERRORS, Node, Page, page
from congvan.tags.program.operations import Printer, Run
from congvan.tags.program.surroundings import PlainText, Surroundings
from congvan.tags.scanning import Tag

if TYPE_CHECKING:
    from congvan.tags.program.reference import Reference

S = TypeVar("S")


_STOPS: tuple[type[Exception], ...] = (CongvanError, *EVALUATION_FAULTS)


class UnfinishedError(Exception):
    """A program stopped: `CompiledTemplate.render` on the same values tells what is wrong, and where."""


def _plain(value: object, _where: object) -> str:
    return as_text(value)


@frozen(kw_only=True)
class CompiledTemplate(Generic[S]):
    """A compiled text; shared between threads as it is.

    `names` are those it takes values from, `optional_names` those that it only asks about (`is defined`) or
    has a default for. `outputs` says where each printing tag stands, `direct` which of them stand where texts
    are escaped together. `program` is None for what only Jinja can run.
    """

    names: frozenset[str]
    optional_names: frozenset[str]
    outputs: tuple[S, ...] = field(repr=False)
    direct: frozenset[int] = field(repr=False)
    program: tuple[Node, ...] | None = field(repr=False)
    _reference: Callable[[], Reference[S]] = field(repr=False, eq=False)
    dialect: Dialect = field(default=STANDARD, repr=False)

    @cached_property
    def reference(self) -> Reference[S]:
        """The template on Jinja itself."""
        return self._reference()

    @cached_property
    def page(self) -> Page | None:
        """The program as a function; None for what only Jinja can run."""
        if self.program is None:
            return None
        try:
            return page(self.program, direct=self.direct)
        except GENERATION_ERRORS:
            return None

    def render(
        self,
        values: Mapping[str, object],
        write: Callable[[object, S], str] = _plain,
        *,
        limits: Limits = DEFAULT_LIMITS,
    ) -> str:
        """The text with every tag replaced; `write` makes text of a value for the place it is printed at.

        Raises TemplateError with every name that has no value, and every value that could not be printed
        where it stands; problems that `write` raises as a CongvanError are given their place.
        """
        return self.reference.render(values, write, limits=limits)

    def encoded(
        self, values: Mapping[str, object], printer: Printer[S], *, limits: Limits = DEFAULT_LIMITS
    ) -> bytes:
        """The same in UTF-8 and many times as fast; raises UnfinishedError where `render` tells problems."""
        ready = self.page
        meter = Meter.of(limits)
        if ready is None or ready.borrows:
            return self._with_jinja(ready, values, printer, limits)
        run = Run(meter, printer, self.outputs, self.dialect)
        try:
            return run.finished(ready.pieces(values, run))
        except _STOPS as error:
            raise UnfinishedError(str(error)) from error

    def _with_jinja(
        self, ready: Page | None, values: Mapping[str, object], printer: Printer[S], limits: Limits
    ) -> bytes:
        from congvan.tags.compiling import EVALUATION_ERRORS
        from congvan.tags.program.borrowing import BorrowingRun

        stops: tuple[type[Exception], ...] = (CongvanError, *EVALUATION_ERRORS)
        try:
            if ready is None:
                return self.render(values, printer.write, limits=limits).encode()
            meter = Meter.of(limits)
            run = BorrowingRun(meter, printer, self.outputs, self.dialect)
            return run.finished(ready.pieces(values, run))
        except stops as error:
            raise UnfinishedError(str(error)) from error


@overload
def template(text: str, *, locate: Callable[[Tag], Place] | None = None) -> CompiledTemplate[None]: ...


@overload
def template(
    text: str,
    *,
    surroundings: Surroundings[S],
    locate: Callable[[Tag], Place] | None = None,
    direct: Callable[[S], bool] | None = None,
    dialect: Dialect = STANDARD,
) -> CompiledTemplate[S]: ...


def template(
    text: str,
    *,
    surroundings: Surroundings[Any] | None = None,
    locate: Callable[[Tag], Place] | None = None,
    direct: Callable[[Any], bool] | None = None,
    dialect: Dialect = STANDARD,
) -> CompiledTemplate[Any]:
    """A text with tags, compiled.

    `surroundings` watches the text between tags, so that a value can be written to suit its place; `locate`
    says where a tag stands, by default its line and column; `direct` of which places texts are escaped
    together; `dialect` adds filters and tests. Raises TemplateError with every fault found.
    """
    from congvan.tags.program import reference

    made = reference.compiled(text, surroundings or PlainText(), locate or _line_and_column(text), dialect)
    body = made.lowered()
    places = tuple(output.where for output in made.outputs)
    together = frozenset(index for index, where in enumerate(places) if direct is not None and direct(where))
    result = CompiledTemplate(
        names=made.names.used,
        optional_names=made.names.optional,
        outputs=places,
        direct=together,
        program=None if body is None else tuple(body),
        reference=lambda: made,
        dialect=dialect,
    )
    if result.page is None:
        # What Jinja cannot hold either is told now, not at the first render.
        _ = made.runnable
    return result


def _line_and_column(text: str) -> Callable[[Tag], Place]:
    def locate(tag: Tag) -> Place:
        before = text[: tag.start]
        return Place(line=before.count("\n") + 1, column=tag.start - before.rfind("\n"), near=tag.text)

    return locate
