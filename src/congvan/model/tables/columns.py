"""The columns of a table: what their cells hold, and how they are grouped (cột)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from math import inf

from attrs import field, frozen

from congvan.model.fields import (
    as_items,
    as_optional_text,
    as_text,
    as_texts,
    is_sound,
    item_problems,
    optional_text_problems,
    own_name_problems,
    problem,
    refuse,
    text_problems,
    texts_problems,
    type_problems,
)
from congvan.model.tables.formula import Formula
from congvan.problems import Problem

Bound = int | Decimal | date
"""The least or most that a column takes: a number, or a day."""


class ColumnKind(Enum):
    """What the cells of a column hold (kiểu cột)."""

    # Looked up for every column: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    STT = "stt"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"
    FORMULA = "formula"


NUMERIC_KINDS = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.FORMULA})
"""Kinds whose cells can be added up."""

MOST_DECIMALS = 2
"""How many decimals a formula shows at most, as a quotient may have no end of them."""

BOUNDED_KINDS = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.DATE})
"""Kinds whose cells may have a least and a most."""

FILLED_BY_CONGVAN = frozenset({ColumnKind.STT, ColumnKind.FORMULA})
"""Kinds whose cells nobody types: rows hold None there."""


_BOUND_TYPES: Mapping[ColumnKind, tuple[type, ...]] = {
    ColumnKind.INTEGER: (int,),
    ColumnKind.DECIMAL: (int, Decimal),
    ColumnKind.DATE: (date,),
}

_SAID_BY_KIND = frozenset(ColumnKind) - {ColumnKind.CHOICE, ColumnKind.FORMULA}
"""Kinds of which nothing more need be said."""


def as_columns(value: Column | Iterable[Column]) -> tuple[Column, ...]:
    """One column or several as a tuple."""
    return as_items(value, Column)


def leaves_of(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns at the bottom of some, which hold cells."""
    # What is no column is refused afterwards, with its place.
    known = columns if isinstance(columns, tuple) else ()
    held = [column for column in known if isinstance(column, Column)]
    return tuple([leaf for column in held for leaf in (column.leaves if column.columns else (column,))])


@frozen(kw_only=True)
class Column:
    """One column (cột), or a group of columns under one heading when `columns` is not empty.

    `key` names it in rows and totals, None when nothing refers to it; `unit` is printed under the title;
    `width` is in mm, None lets the writer choose; `choices` are what a choice cell may hold; `min` and `max`
    the least and the most that a cell of numbers or days may, both included; `formula` is the arithmetic of a
    formula column over other keys (`sang + chieu`).
    """

    title: str = field(converter=as_text)
    key: str | None = field(default=None, converter=as_optional_text)
    kind: ColumnKind = ColumnKind.TEXT
    unit: str | None = field(default=None, converter=as_optional_text)
    width: float | None = None
    required: bool = False
    choices: tuple[str, ...] = field(default=(), converter=as_texts)
    min: Bound | None = None
    max: Bound | None = None
    formula: str | None = field(default=None, converter=as_optional_text)
    columns: tuple[Column, ...] = field(default=(), converter=as_columns)

    def __attrs_post_init__(self) -> None:
        if not self._is_usual():
            self._refuse()

    def _is_usual(self) -> bool:
        """True for a column of cells that people type, which nothing is said of but its title and key."""
        named = is_sound(self.title) and (self.key is None or type(self.key) is str)
        bare = self.unit is None and self.width is None and self.formula is None
        free = self.choices == () and self.min is self.max is None
        alone = self.columns == () and free and type(self.required) is bool
        is_told = named and bare and alone and self.kind in _SAID_BY_KIND
        return is_told and (self.key is None or self.key.isidentifier())

    def _refuse(self) -> None:
        """Raise what is wrong, if anything is."""
        refuse(
            [
                *text_problems("title", self.title, lines=None),
                *own_name_problems("key", self.key),
                *type_problems("kind", self.kind, ColumnKind),
                *optional_text_problems("unit", self.unit),
                *type_problems("width", self.width, int, float, type(None)),
                *type_problems("required", self.required, bool),
                *item_problems("columns", self.columns, Column),
                *self._kind_problems(),
            ]
        )

    def _kind_problems(self) -> Iterator[Problem]:
        yield from texts_problems("choices", self.choices)
        yield from optional_text_problems("formula", self.formula)
        if isinstance(self.width, int | float) and not 0 < self.width < inf:
            yield problem("not-positive", "width", value=self.width)
        if (self.kind is ColumnKind.CHOICE) != bool(self.choices):
            yield problem("choices-and-kind", "choices")
        if (self.kind is ColumnKind.FORMULA) != (self.formula is not None):
            yield problem("formula-and-kind", "formula")
        if isinstance(self.formula, str):
            yield from Formula.problems(self.formula)
        yield from self._bound_problems()

    def _bound_problems(self) -> Iterator[Problem]:
        wrong = False
        for name, bound in (("min", self.min), ("max", self.max)):
            if bound is None:
                continue
            if self.kind not in BOUNDED_KINDS:
                yield problem("bound-and-kind", name, kind=self.kind.value)
                return
            found = [*type_problems(name, bound, *_BOUND_TYPES[self.kind])]
            if isinstance(bound, Decimal) and not bound.is_finite():
                found.append(problem("not-finite", name, value=bound))
            wrong = wrong or bool(found)
            yield from found
        if not wrong and self.min is not None and self.max is not None and self.min > self.max:  # type: ignore[operator]
            yield problem("bounds-crossed", "min", min=self.min, max=self.max)

    @property
    def is_limited(self) -> bool:
        """Whether not every value of its kind may stand in a cell."""
        return bool(self.choices) or self.min is not None or self.max is not None

    def allows(self, value: Bound) -> bool:
        """Whether a number or a day of its kind lies within its bounds."""
        low, high = self.min, self.max
        return (low is None or low <= value) and (high is None or value <= high)  # type: ignore[operator]

    @property
    def leaves(self) -> tuple[Column, ...]:
        """The columns that hold cells: itself, or those at the bottom of its group."""
        return leaves_of(self.columns) if self.columns else (self,)

    @property
    def depth(self) -> int:
        """How many heading rows it needs: 1 without a group below it."""
        return 1 + max(column.depth for column in self.columns) if self.columns else 1


def bounds_of(column: Column) -> dict[str, object]:
    """The bounds of a column as parameters of a problem, `...` for one that there is not."""
    return {
        name: "…" if bound is None else bound for name, bound in (("min", column.min), ("max", column.max))
    }
