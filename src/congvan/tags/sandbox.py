"""The Jinja environment of every tag: plain data in, nothing of Python's inside out, costs counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context, LoopContext, Macro, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import Cycler, Joiner, Namespace, missing

from congvan.tags.absent import NOWHERE, Absent, missing_error
from congvan.tags.faults import TagError
from congvan.tags.filtering.borrowed import FILTERS, TESTS, unknown_filter, unknown_test
from congvan.tags.limits import Meter, check_operation
from congvan.tags.printing import present
from congvan.tags.program.dialect import STANDARD, Dialect, lenient_text
from congvan.tags.reaching import bounded_range, called, is_callable, is_readable, turns

METER = "\0meter"
"""The name, impossible to type, under which a context carries what one evaluation may still spend."""

_CYCLER = frozenset(("next", "reset", "current"))
_LOOP = frozenset(
    [
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "depth",
        "depth0",
        "previtem",
        "nextitem",
        "cycle",
        "changed",
    ]
)


class Missing(StrictUndefined, Absent):
    """A name without a value: anything but `is defined` and `default` on it is a fault that names it."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[Exception] = TagError,
    ) -> None:
        """As Jinja calls it; the fault knows the names that do exist on `obj`."""
        super().__init__(hint, obj, name, cast("type[TemplateRuntimeError]", exc))

    @property
    def _undefined_message(self) -> str:
        # Called by Jinja for the text of an error; the error with its nearest name is better than any text.
        owner = NOWHERE if self._undefined_obj is missing else self._undefined_obj
        raise missing_error(self._undefined_name, owner)


class Blank(Undefined, Absent):
    """A name without a value where that is allowed: printed as nothing."""

    __slots__ = ()
    is_marked = False

    @property
    def path(self) -> str:
        """Its name with the names it was reached by."""
        owner, name = self._undefined_obj, self._undefined_name or ""
        return f"{owner.path}.{name}" if isinstance(owner, Blank) else name

    def __str__(self) -> str:
        return lenient_text(self.path, is_marked=self.is_marked)


class Marked(Blank):
    """A name without a value where that is allowed: printed as its name."""

    __slots__ = ()
    is_marked = True


def missing_kind(dialect: Dialect) -> type[Undefined]:
    """What a name without a value is to Jinja."""
    return {"error": Missing, "blank": Blank, "mark": Marked}[dialect.missing]


@cache
def _is_readable(owner: Any, name: str) -> bool:
    if issubclass(owner, LoopContext):
        return name in _LOOP
    if issubclass(owner, Namespace):
        return not name.startswith("_")
    if issubclass(owner, Cycler):
        return name in _CYCLER
    return is_readable(owner, name)


def meter_of(context: Context) -> Meter:
    """What the evaluation that `context` belongs to may still spend."""
    meter: Meter = context.parent[METER]
    return meter


def counted(context: Context, values: object, size: int = 0) -> Iterable[object]:
    """The values a loop turns over, each turn paid for, with `size` characters of template text in each."""
    return turns(values, meter_of(context), size)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without loaders, its globals but for `lipsum`, filters and tests by short lists."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, dialect: Dialect = STANDARD) -> None:
        """Strict, unoptimised (nothing is computed while compiling), the end of the text kept."""
        super().__init__(
            undefined=missing_kind(dialect),
            optimized=False,
            autoescape=False,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self.globals = {
            "range": bounded_range,
            "namespace": Namespace,
            "dict": dict,
            "cycler": Cycler,
            "joiner": Joiner,
        }
        self.filters = {**FILTERS, **dialect.filters}
        self.tests = {**{name: JINJA_TESTS[name] for name in TESTS}, **dialect.tests}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj.attribute` may see: keys, fields and properties of frozen values, a few methods."""
        present(obj)
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if _is_readable(cast("Any", type(obj)), attribute):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        if attribute.startswith("_"):
            raise TagError("congvan.tags.forbidden", name=attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What `obj[argument]` may see: keys and positions, else what `obj.argument` may."""
        present(obj)
        if isinstance(obj, Mapping | Sequence):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=str(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator on operands that are not too large for it."""
        check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call_filter(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A filter named by a value (in `map`): only those that could be typed."""
        if name not in self.filters or name.startswith(" "):
            raise unknown_filter(name)
        return super().call_filter(name, *args, **kwargs)

    def call_test(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A test named by a value (in `select`): only those that could be typed."""
        if name not in self.tests:
            raise unknown_test(name)
        return super().call_test(name, *args, **kwargs)

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of a macro, of what a loop offers, or of one of the few methods."""
        meter = meter_of(context)
        meter.step()
        if isinstance(function, Macro):
            written = str(context.call(function, *args, **kwargs))
            meter.write(len(written))
            return Composed(written)
        if isinstance(function, LoopContext) and args:
            return Composed(context.call(function, counted(context, args[0]), *args[1:], **kwargs))
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if "caller" in kwargs or not _is_callable(function):
            raise TagError("congvan.tags.not-callable")
        return called(function, args, kwargs)


class Composed(str):
    """Text that a template's own macro or set block made: printed as it is, for its values were escaped."""

    __slots__ = ()


def _is_callable(function: Callable[..., object]) -> bool:
    if function in (Namespace, Cycler, Joiner, dict) or isinstance(function, Joiner) or is_callable(function):
        return True
    owner = type(getattr(function, "__self__", None))
    name = getattr(function, "__name__", "")
    if issubclass(owner, Cycler):
        return name in _CYCLER
    return issubclass(owner, LoopContext) and name in ("cycle", "changed")
