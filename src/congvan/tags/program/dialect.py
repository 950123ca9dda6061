"""What whoever compiles a template may add: filters, tests, and what a name without a value does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.tags.absent import NOWHERE, Absent, Unset

MissingNames = Literal["error", "blank", "mark"]
"""What a name without a value does: stop, print nothing, or print itself as «name»."""


def _frozen(given: Mapping[str, Callable[..., object]] | None) -> immutabledict[str, Callable[..., object]]:
    return immutabledict(given or {})


@frozen(kw_only=True)
class Dialect:
    """Filters and tests by name, beside those of the language; one of the same name comes in its place."""

    filters: immutabledict[str, Callable[..., object]] = field(default=None, converter=_frozen)
    tests: immutabledict[str, Callable[..., object]] = field(default=None, converter=_frozen)
    missing: MissingNames = "error"

    def __attrs_post_init__(self) -> None:
        if self.missing not in ("error", "blank", "mark"):
            raise ValueError(f"missing={self.missing!r}: error, blank or mark")

    @property
    def has_functions(self) -> bool:
        """Whether it has filters or tests, which are no data."""
        return bool(self.filters or self.tests)

    def unset(self, name: object, owner: object = NOWHERE) -> Absent:
        """A value that is not there: its name, and the value it was looked for on."""
        if self.missing == "error":
            return Unset(name, owner)
        whole = f"{owner.name}.{name}" if isinstance(owner, Lenient) else str(name)
        return Lenient(whole, is_marked=self.missing == "mark")


STANDARD = Dialect()
"""The language as it is."""


class Lenient(Absent):
    """A value that is not there where that is allowed: empty, false, printed as nothing or as its name."""

    __slots__ = ("is_marked", "name")

    def __init__(self, name: str, *, is_marked: bool) -> None:
        """`name` with the names it was reached by (`a.b`)."""
        self.name = name
        self.is_marked = is_marked

    def __str__(self) -> str:
        return lenient_text(self.name, is_marked=self.is_marked)

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False


def lenient_text(name: str, *, is_marked: bool) -> str:
    """What is printed for a name without a value."""
    return f"«{name}»" if is_marked and name else ""
