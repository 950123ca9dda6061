"""Where the numbers of dispatches come from: a register, or an office's own system (nguồn cấp số)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from congvan.register.entries import Entry, Issue
from congvan.register.series import Number, NumberRange, Series


class NumberSource(Protocol):
    """What a batch needs of a register; a document system that numbers by itself offers the same.

    Each call is done whole or not at all, is on disk when it returns, and raises CongvanError with every
    problem. Repeated with the same arguments after a crash, it changes nothing and answers the same.
    """

    def reserve(
        self,
        series: Series,
        count: int,
        *,
        date: date,
        holder: str | None = None,
        one_number: bool = False,
    ) -> NumberRange:
        """The next `count` numbers, or those that `holder` has reserved before, with the date of then."""

    def issue(self, issues: Iterable[Issue]) -> tuple[Entry, ...]:
        """Enter dispatches under their reserved numbers."""

    def void(self, numbers: Number | Iterable[Number], reason: str) -> tuple[Entry, ...]:
        """Give up reserved numbers, which are never drawn again."""
