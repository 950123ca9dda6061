"""What generated code calls: looking up, operators, filters and printing, each with the sandbox's rules."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar, cast

from congvan.tags.absent import NOWHERE, Absent
from congvan.tags.faults import TagError
from congvan.tags.filtering.filters import PLAIN_FILTERS
from congvan.tags.limits import Meter, check_operation
from congvan.tags.printing import as_text, present
from congvan.tags.program.dialect import STANDARD, Dialect
from congvan.tags.reaching import bounded_range, called, is_callable, is_readable, joined_text, turns

S_contra = TypeVar("S_contra", contravariant=True)

_GUARDED: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "*": operator.mul,
    "**": operator.pow,
    "%": operator.mod,
}


class Placed(bytes):
    """What a tag wrote, in UTF-8, among plain values still to be escaped: it stays as it is."""

    __slots__ = ()


class Printer(Protocol[S_contra]):
    """Makes text of values: of one for its place, and of many plain ones together."""

    def write(self, value: object, where: S_contra, /) -> str:
        """A value as markup for the place where its tag stands."""

    def encoded(self, value: object, where: S_contra, /) -> bytes:
        """As `write`, in UTF-8."""

    def is_plain(self, value: object, /) -> bool:
        """Whether a value is put down as its text, to be escaped with the others."""

    def texts(self, values: list[str], /) -> list[bytes]:
        """Plain texts in UTF-8, escaped for the direct places, one for one."""


def apart(value: object) -> object:
    """The value; what is not there is not the same twice, or lists that hold it would be equal unasked."""
    return copy.copy(value) if isinstance(value, Absent) else value


def listed(values: Iterable[object]) -> Sequence[object]:
    """The values of a loop that asks how many there are."""
    return values if type(values) is list or type(values) is tuple else list(values)


PURE_OPERATIONS: dict[str, object] = {
    "Absent": Absent,
    "apart": apart,
    "enumerate": enumerate,
    "isinstance": isinstance,
    "len": len,
    "listed": listed,
    "turns": turns,
    "type": type,
    "str": str,
    "dict": dict,
}
"""The names that generated code finds; it has no others."""


class Run:
    """One evaluation of a program: what it may spend, what it prints with."""

    __slots__ = ("_dialect", "_outputs", "_printer", "meter", "placed")

    def __init__(
        self,
        meter: Meter,
        printer: Printer[Any],
        outputs: Sequence[object],
        dialect: Dialect = STANDARD,
    ) -> None:
        """`outputs` says of each printing tag where it stands."""
        self.meter = meter
        self.placed = False
        self._printer = printer
        self._outputs = outputs
        self._dialect = dialect

    def resolve(self, name: str) -> object:
        """What a name means that no value was given for."""
        return bounded_range if name == "range" else self.unset(name)

    def unset(self, name: object, owner: object = NOWHERE) -> object:
        """A value that is not there: its name, and the value it was looked for on."""
        return self._dialect.unset(name, owner)

    def attribute(self, owner: object, name: str) -> object:
        """What `owner.name` may see: keys, fields and properties of frozen values, a few methods."""
        present(owner)
        if isinstance(owner, Mapping) and name in owner:
            return owner[name]
        if is_readable(cast("Any", type(owner)), name):
            try:
                return getattr(owner, name)
            except AttributeError:
                return self.unset(name, owner)
        if name.startswith("_"):
            raise TagError("congvan.tags.forbidden", name=name)
        return self.unset(name, owner)

    def item(self, owner: object, key: Any) -> object:
        """What `owner[key]` may see: keys and positions, else what `owner.key` may."""
        present(owner)
        if isinstance(owner, Mapping | Sequence):
            try:
                return owner[key]
            except (TypeError, LookupError):
                pass
        if isinstance(key, str):
            return self.attribute(owner, key)
        return self.unset(str(key), owner)

    def cycled(self, items: Sequence[object], turn: int) -> object:
        """What `loop.cycle` comes to in a turn."""
        self.meter.step()
        return items[turn % len(items)]

    def call(self, function: Callable[..., object], /, *arguments: Any, **named: Any) -> object:
        """A call of `range` or of one of the few methods."""
        self.meter.step()
        if "caller" in named or not is_callable(function):
            raise TagError("congvan.tags.not-callable")
        return self._made(called(function, arguments, named))

    def filter(self, name: str) -> Callable[..., object]:
        """The filter of a name, what it makes paid for."""
        made = self._dialect.filters.get(name) or PLAIN_FILTERS[name]
        return lambda *arguments, **named: self._made(made(*arguments, **named))

    def operated(self, sign: str, left: Any, right: Any) -> Any:
        """An operator on operands that are not too large for it."""
        check_operation(sign, left, right)
        return self._made(_GUARDED[sign](left, right))

    def joined(self, values: Sequence[object]) -> str:
        """What `~` makes of its operands."""
        made = joined_text(values)
        self.meter.write(len(made))
        return made

    def _made(self, value: Any) -> Any:
        """The value, a new text paid for at once: texts are kept to the end and would fill the memory."""
        if type(value) is str:
            self.meter.write(len(value))
        return value

    def test(self, name: str) -> Callable[..., object]:
        """The test of a name; none is known here that code cannot ask itself."""
        raise KeyError(name)

    def put(self, value: object, index: int) -> bytes:
        """What a tag prints, written for its place."""
        if isinstance(value, Absent):
            present(value)
        written = self._printer.encoded(value, self._outputs[index])
        self.meter.write(len(written))
        return written

    def plain(self, value: object, index: int) -> str | Placed:
        """A value that is no text, at a place where texts are escaped together."""
        if self._printer.is_plain(value):
            return as_text(value)
        written = Placed(self._printer.encoded(present(value), self._outputs[index]))
        self.placed = True
        return written

    def finished(self, pieces: list[Any]) -> bytes:
        """The pieces as one text, every plain value escaped."""
        values: list[str | Placed] = pieces[1::2]
        length = sum(map(len, values))
        self.meter.write(length)
        if not length:
            return b"".join(pieces[::2])
        placed = {}
        if self.placed:
            placed = {place: value for place, value in enumerate(values) if isinstance(value, Placed)}
            for place in placed:
                values[place] = ""
        texts = self._printer.texts(cast("list[str]", values))
        for place, value in placed.items():
            texts[place] = value
        pieces[1::2] = texts
        return b"".join(pieces)
