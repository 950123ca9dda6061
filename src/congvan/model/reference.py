"""Number and symbol, and citations of other documents (số, ký hiệu; viện dẫn)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Self

from attrs import field, frozen

from congvan.model.fields import (
    as_optional_text,
    as_text,
    optional_text_problems,
    problem,
    refuse,
    text_problems,
    type_problems,
)
from congvan.problems import ModelError, Problem
from congvan.vietnamese.dates import BLANK, DateParts, long_date
from congvan.vietnamese.numbers import leading_zero
from congvan.vietnamese.types import is_cited_by_name

LETTERS = "A-Za-zĐđƯưƠơ"
SYMBOL = re.compile(rf"[A-ZĐƯƠ][{LETTERS}0-9&]*(?:-[A-ZĐƯƠ][{LETTERS}0-9&.]*)*")
NUMBER = re.compile(r"(?:0[1-9]|[1-9][0-9]{1,5})[a-zđ]?")
REFERENCE = re.compile(
    rf"(?:Số:[ \u00a0]*)?(?P<number>[0-9]*[a-zđ]?|[ \u00a0.…]*)/(?P<symbol>{SYMBOL.pattern})"
)


def _as_number(value: int | str | None) -> str | None:
    return leading_zero(value) if type(value) is int else as_optional_text(value)  # type: ignore[arg-type]


@frozen
class Reference:
    """Number and symbol (số, ký hiệu, ND30-PL1-II.3): `12/UBND-VX`; no `number` (None) until issued.

    A number given as int gets the decree's leading zero below 10; a letter marks an inserted number (`15a`).
    """

    symbol: str = field(converter=as_text)
    number: str | None = field(default=None, converter=_as_number)

    def __attrs_post_init__(self) -> None:
        if not self._is_written():
            refuse([*_symbol_problems(self.symbol), *_number_problems(self.number)])

    def _is_written(self) -> bool:
        symbol, number = self.symbol, self.number
        numbered = number is None or (type(number) is str and NUMBER.fullmatch(number) is not None)
        return numbered and type(symbol) is str and SYMBOL.fullmatch(symbol) is not None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reference written as `12/UBND-VX` or `/UBND-VX`, a leading `Số:` allowed; else ModelError."""
        refuse(type_problems("", text, str))
        text = as_text(text)
        found = REFERENCE.fullmatch(text.strip())
        if found is None:
            raise ModelError(problem("bad-reference", "", value=text))
        written = found["number"].strip(" \u00a0.…")
        return cls(symbol=found["symbol"], number=written or None)

    def __str__(self) -> str:
        """`12/UBND-VX`, or `/UBND-VX` while the number is blank."""
        return f"{self.number or ''}/{self.symbol}"

    @property
    def text(self) -> str:
        """The whole line as printed: `Số: 05/TTr-SNV`, with six blanks where the number is still to come."""
        return f"Số: {self.number}/{self.symbol}" if self.number else f"Số:{BLANK}/{self.symbol}"


def _symbol_problems(symbol: object) -> Iterator[Problem]:
    wrong = list(text_problems("symbol", symbol))
    yield from wrong
    if not wrong and not SYMBOL.fullmatch(str(symbol)):
        yield problem("bad-symbol", "symbol", value=symbol)


def _number_problems(number: object) -> Iterator[Problem]:
    if number is None:
        return
    wrong = list(text_problems("number", number))
    yield from wrong
    if not wrong and not NUMBER.fullmatch(str(number)):
        yield problem("bad-number", "number", value=number)


def as_date_parts(value: DateParts | date) -> DateParts:
    """A calendar date as the date of issue; a date with blanks as it is."""
    return DateParts.of(value) if isinstance(value, date) else value


@frozen(kw_only=True)
class Citation:
    """A document referred to (viện dẫn, ND30-PL1-II.6.b).

    `reference` is text as printed there; what is absent is None.
    """

    type: str = field(converter=as_text)
    reference: str | None = field(default=None, converter=as_optional_text)
    date: date | None = None
    issuer: str | None = field(default=None, converter=as_optional_text)
    subject: str | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *text_problems("type", self.type),
                *optional_text_problems("reference", self.reference),
                *type_problems("date", self.date, date, type(None)),
                *optional_text_problems("issuer", self.issuer),
                *optional_text_problems("subject", self.subject),
            ]
        )

    @property
    def is_law(self) -> bool:
        """True for a type that is cited by its name alone."""
        return is_cited_by_name(self.type)

    @property
    def full(self) -> str:
        """As at the first mention: type, number, long date, issuer, subject; a law by type and name."""
        if self.is_law:
            return " ".join(item for item in (self.type, self.subject) if item)
        parts = (
            self.type,
            f"số {self.reference}" if self.reference else None,
            long_date(self.date) if self.date else None,
            f"của {self.issuer}" if self.issuer else None,
            self.subject,
        )
        return " ".join(item for item in parts if item)

    @property
    def short(self) -> str:
        """As at every later mention: type and number; a law, or a document without a number, as in full."""
        return f"{self.type} số {self.reference}" if self.reference and not self.is_law else self.full
