"""The Jinja environment of every tag: plain data in, nothing of Python's inside out, costs counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from datetime import date, datetime, time
from functools import cache, cached_property
from types import BuiltinMethodType, MethodType
from typing import Any, cast

from attrs import AttrsInstance, fields_dict, has
from immutabledict import immutabledict
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context, LoopContext, Macro, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import Namespace, missing

from congvan.tags.faults import MissingNameError, MissingValueError, TagError
from congvan.tags.filters import FILTERS, TESTS, unknown_filter, unknown_test
from congvan.tags.limits import Meter, check_operation, check_padding, check_size
from congvan.tags.printing import as_text, present

METER = "\0meter"
"""The name, impossible to type, under which a context carries what one evaluation may still spend."""

_MOST_RANGE = 100_000

_METHODS: immutabledict[type, frozenset[str]] = immutabledict(
    {
        str: frozenset(
            [
                "upper",
                "lower",
                "capitalize",
                "title",
                "strip",
                "lstrip",
                "rstrip",
                "split",
                "splitlines",
                "startswith",
                "endswith",
                "replace",
                "find",
                "count",
                "join",
                "center",
                "ljust",
                "rjust",
                "zfill",
                "removeprefix",
                "removesuffix",
                "isdigit",
                "isupper",
                "islower",
            ]
        ),
        dict: frozenset(["items", "keys", "values", "get"]),
        list: frozenset(("index", "count")),
        tuple: frozenset(("index", "count")),
        date: frozenset(("isoformat", "weekday", "isoweekday")),
    }
)
_FIELDS: immutabledict[type, frozenset[str]] = immutabledict(
    {
        date: frozenset(("year", "month", "day")),
        datetime: frozenset(("hour", "minute", "second")),
        time: frozenset(("hour", "minute", "second")),
    }
)
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
_PADDING = frozenset(("center", "ljust", "rjust", "zfill"))


class Missing(StrictUndefined):
    """A name without a value: anything but `is defined` and `default` on it is a fault that names it."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = TagError,
    ) -> None:
        """As Jinja calls it; the fault knows the names that do exist on `obj`."""
        super().__init__(hint, obj, name, exc)

    @property
    def _undefined_message(self) -> str:
        # Called by Jinja for the text of an error; the error with its nearest name is better than any text.
        if self._undefined_obj is missing:
            raise MissingValueError(self._undefined_name)
        raise MissingNameError(self._undefined_name, _names_on(self._undefined_obj))


def _names_on(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        return (key for key in value if isinstance(key, str))
    if has(type(value)):
        return (name for name in _fields(type(value)) if not name.startswith("_"))
    return ()


def _fields(owner: type) -> Iterable[str]:
    return fields_dict(cast("type[AttrsInstance]", owner))


@cache
def _is_readable(owner: Any, name: str) -> bool:
    if name.startswith("_"):
        return False
    if issubclass(owner, LoopContext):
        return name in _LOOP
    if issubclass(owner, Namespace):
        return True
    if has(owner):
        return name in _fields(owner) or isinstance(getattr(owner, name, None), property | cached_property)
    return any(name in _METHODS.get(kind, ()) or name in _FIELDS.get(kind, ()) for kind in owner.__mro__)


def meter_of(context: Context) -> Meter:
    """What the evaluation that `context` belongs to may still spend."""
    meter: Meter = context.parent[METER]
    return meter


def counted(context: Context, values: object, size: int = 0) -> Iterable[object]:
    """The values a loop turns over, each turn paid for, with `size` characters of template text in each."""
    present(values)
    if not isinstance(values, Iterable):
        raise TagError("congvan.tags.not-iterable", kind=type(values).__name__)
    meter = meter_of(context)
    if isinstance(values, Sized):
        meter.step(len(values))
        meter.write(len(values) * size)
        return values
    return _paid(values, meter, size)


def _paid(values: Iterable[object], meter: Meter, size: int) -> Iterable[object]:
    for value in values:
        meter.step()
        meter.write(size)
        yield value


def joined_text(values: Sequence[object]) -> str:
    """What `~` makes of its operands."""
    texts = [as_text(value) for value in values]
    check_size(sum(map(len, texts)))
    return "".join(texts)


def bounded_range(*bounds: int) -> range:
    """`range`, of at most 100,000 numbers."""
    numbers = range(*bounds)
    if len(numbers) > _MOST_RANGE:
        raise TagError("congvan.tags.operand-too-large")
    return numbers


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without loaders or globals (but `range` and `namespace`); filters and tests by short lists."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self) -> None:
        """Strict, unoptimised (nothing is computed while compiling), the end of the text kept."""
        super().__init__(
            undefined=Missing, optimized=False, autoescape=False, keep_trailing_newline=True, cache_size=0
        )
        self.globals = {"range": bounded_range, "namespace": Namespace}
        self.filters = dict(FILTERS)
        self.tests = {name: JINJA_TESTS[name] for name in TESTS}

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
        if name not in FILTERS:
            raise unknown_filter(name)
        return super().call_filter(name, *args, **kwargs)

    def call_test(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A test named by a value (in `select`): only those that could be typed."""
        if name not in TESTS:
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
        _check_call(function, args)
        return function(*args, **kwargs)


class Composed(str):
    """Text that a template's own macro or set block made: printed as it is, for its values were escaped."""

    __slots__ = ()


def _is_callable(function: Callable[..., object]) -> bool:
    if function is bounded_range or function is Namespace:
        return True
    if not isinstance(function, BuiltinMethodType | MethodType):
        return False
    owner = type(function.__self__)
    name = function.__name__
    if issubclass(owner, LoopContext):
        return name in ("cycle", "changed")
    return any(name in _METHODS.get(kind, ()) for kind in owner.__mro__)


def _check_call(function: Callable[..., object], args: tuple[object, ...]) -> None:
    name = getattr(function, "__name__", "")
    subject = getattr(function, "__self__", None)
    if not isinstance(subject, str):
        return
    if name in _PADDING and args:
        check_padding(args[0])
    elif name == "replace" and len(args) > 1 and isinstance(args[0], str) and isinstance(args[1], str):
        check_size(len(subject) + (subject.count(args[0]) + 1) * len(args[1]))
    elif name == "join" and args and isinstance(args[0], Sequence):
        sizes = sum(len(item) for item in args[0] if isinstance(item, Sized))
        check_size(sizes + len(subject) * len(args[0]))
