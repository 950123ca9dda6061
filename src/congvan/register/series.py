"""Number series and the numbers drawn from them (hệ thống số, số văn bản)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from attrs import field, frozen

from congvan.model.fields import as_optional_text, as_text, optional_text_problems, refuse, text_problems
from congvan.problems import Problem
from congvan.register.faults import problem
from congvan.vietnamese.dates import short_date
from congvan.vietnamese.letters import POINT_LETTERS, point_index, point_letter
from congvan.vietnamese.numbers import leading_zero
from congvan.vietnamese.types import DISPATCH, DocumentType, document_type, nearest_types

Day = date
"""A day of the calendar, under a name that no field has."""

LAST_SERIAL = 999_999
"""The highest number a reference can hold."""

_WRITTEN = re.compile(rf"(?P<serial>[0-9]{{1,6}})(?P<letter>[{''.join(POINT_LETTERS)}]?)")


def _as_type(value: str | DocumentType | None) -> DocumentType | None:
    found = document_type(value) if isinstance(value, str) else value
    return value if found is None else found  # type: ignore[return-value]


@frozen
class Series:
    """One series of numbers (hệ thống số): of an issuer, in a calendar year (ND30-D15.1, ND30-PL1-II.3.a).

    `type` is None in the series that all types share, else the one type it is for, as the head of the office
    decides (ND30-D15.1.c). A `secret` series numbers secret dispatches, and nothing else (ND30-D15.2).
    Raises ModelError.
    """

    issuer: str = field(converter=as_text)
    year: int
    type: DocumentType | None = field(default=None, converter=_as_type, kw_only=True)
    secret: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse([*text_problems("issuer", self.issuer), *self._own_problems()])

    def _own_problems(self) -> Iterator[Problem]:
        if type(self.year) is not int or not 1900 <= self.year <= 9999:
            yield problem("bad-year", value=self.year)
        if self.type is not None and not isinstance(self.type, DocumentType):
            near = (*nearest_types(str(self.type)), DISPATCH)[0].name
            yield problem("unknown-type", value=self.type, nearest=near)

    def __str__(self) -> str:
        """In words: `Sở Nội vụ, năm 2027, quyết định, mật`."""
        parts = (self.issuer, f"năm {self.year}", self.type.name if self.type else "", self.secret and "mật")
        return ", ".join(part for part in parts if part)

    def number(self, text: str) -> Number:
        """The number of this series that a person writes as `5`, `05` or `15a`; else ModelError."""
        written = _WRITTEN.fullmatch(as_text(text).strip())
        if written is None or not int(written["serial"]):
            refuse([problem("bad-number", value=text)])
            raise AssertionError
        index = point_index(written["letter"])
        return Number(self, int(written["serial"]), 0 if index is None else index + 1)


@frozen
class Number:
    """A number in its series (số): its `serial` from 1; `inserted` is 1 for 15a, 2 for 15b, else 0."""

    series: Series
    serial: int
    inserted: int = 0

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands among the numbers of its series."""
        return self.serial, self.inserted

    def __str__(self) -> str:
        """As printed: `05`, `12`, `15a` (ND30-PL1-II.3.c#2)."""
        letter = point_letter(self.inserted - 1) if self.inserted else ""
        return f"{leading_zero(self.serial)}{letter}"


@frozen(kw_only=True)
class NumberRange:
    """Numbers reserved together, in order (dải số đã giữ): one for each of `count` letters.

    With `one_number` all letters bear the same number, as one dispatch sent to many does. `date` is the date
    of issue they were reserved with; `holder` says for whom, None when nobody asked again.
    """

    first: Number
    count: int
    date: date
    one_number: bool = False
    holder: str | None = None

    @property
    def series(self) -> Series:
        """The series they belong to."""
        return self.first.series

    @property
    def last(self) -> Number:
        """The highest of them."""
        return self[self.count - 1]

    def __getitem__(self, index: int) -> Number:
        """The number of the letter at `index`, counted from 0; IndexError past the last."""
        place = range(self.count)[index]
        first = self.first
        return first if self.one_number or not place else Number(self.series, first.serial + place)

    def __iter__(self) -> Iterator[Number]:
        """The numbers, one for each letter in order."""
        return (self[place] for place in range(self.count))

    def __len__(self) -> int:
        """How many letters they are for."""
        return self.count

    def __str__(self) -> str:
        """As a person says it: `15`, or `15-214`."""
        return span(self.first, self.last)


def span(first: Number, last: Number) -> str:
    """A run of numbers as a person writes it: `15`, or `15-214`."""
    return str(first) if first == last else f"{first}-{last}"


@frozen(kw_only=True)
class SeriesSummary:
    """How a series stands: its next number, and how many numbers are in which state."""

    series: Series
    first_number: int
    next_number: int
    closed: bool
    reserved: int
    issued: int
    void: int


@frozen
class Demand:
    """What someone wants to draw (yêu cầu cấp số), checked: ModelError names everything wrong with it."""

    count: int
    date: date
    holder: str | None = field(default=None, converter=as_optional_text)
    one_number: bool = field(default=False, kw_only=True)
    reason: str | None = field(default=None, converter=as_optional_text, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *_count_problems(self.count),
                *day_problems(self.date),
                *optional_text_problems("holder", self.holder),
                *optional_text_problems("reason", self.reason),
            ]
        )


def _count_problems(count: object) -> Iterable[Problem]:
    if type(count) is not int or not 1 <= count <= LAST_SERIAL:
        yield problem("bad-count", value=count, most=LAST_SERIAL)


def day_problems(day: object) -> Iterator[Problem]:
    """A problem unless `day` is a date of the calendar; a date with a time is none."""
    if not isinstance(day, date) or isinstance(day, datetime):
        yield problem("bad-date", value=day)


def year_problems(series: Series, day: date) -> Iterator[Problem]:
    """A problem when a date of issue lies outside the year of its series (ND30-D15.1)."""
    if day.year != series.year:
        yield problem("date-of-other-year", date=short_date(day), year=series.year, series=series)
