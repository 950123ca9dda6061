"""Numbers and dates go up together (thứ tự số và ngày, ND30-D15.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select

from congvan.problems import Problem
from congvan.register.entries import State
from congvan.register.faults import RegisterError, problem
from congvan.register.ledger.schema import NUMBERS, SERIES
from congvan.register.series import Number, Series
from congvan.vietnamese.dates import short_date
from congvan.vietnamese.types import DocumentType

Position = tuple[int, int]
_POSITION = (NUMBERS.c.serial, NUMBERS.c.inserted)


def is_series(series: Series) -> ColumnElement[bool]:
    """The condition that a line of the table of series is this one."""
    return and_(
        SERIES.c.issuer == series.issuer,
        SERIES.c.year == series.year,
        SERIES.c.type == (series.type.name if series.type else ""),
        SERIES.c.secret == series.secret,
    )


def series_of(row: Row[Any]) -> Series:
    """The series that a line of the table of series is."""
    kind: str | DocumentType | None = row.type or None
    return Series(row.issuer, row.year, type=kind, secret=row.secret)


def found_series(connection: Connection, series: Series, *, lock: bool = False) -> Row[Any]:
    """A series' line, with `lock` held until the transaction ends; RegisterError when there is none."""
    query = select(SERIES).where(is_series(series))
    # SQLite has no lock on lines: a transaction that writes holds the whole file from its beginning.
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise RegisterError(_no_series(connection, series))
    return row


def _no_series(connection: Connection, series: Series) -> Problem:
    known = [series_of(row) for row in connection.execute(select(SERIES).order_by(SERIES.c.id))]
    years = sorted({other.year for other in known if other.issuer == series.issuer})
    if years and series.year not in years:
        kept = ", ".join(map(str, years))
        return problem("other-year", series=series, year=series.year, years=kept)
    return problem("no-series", series=series, known="; ".join(map(str, known)))


def order_problems(
    connection: Connection, series_id: int, series: Series, dates: Mapping[Position, date]
) -> Iterator[Problem]:
    """Where dates would fall while numbers rise, if the numbers at these positions had these dates.

    A void number no longer counts: what it was reserved with binds nobody.
    """
    known = dict(_around(connection, series_id, min(dates), max(dates)))
    for (lower, before), (higher, after) in pairwise(sorted({**known, **dates}.items())):
        if before > after:
            yield problem(
                "date-falls",
                number=Number(series, *higher),
                date=short_date(after),
                before=Number(series, *lower),
                date_before=short_date(before),
            )


def _around(
    connection: Connection, series_id: int, low: Position, high: Position
) -> Iterator[tuple[Position, date]]:
    """The dates of the numbers from `low` to `high`, and of the nearest one on either side."""
    counted = select(*_POSITION, NUMBERS.c.date).where(
        NUMBERS.c.series_id == series_id, NUMBERS.c.state != State.VOID.value
    )
    below = counted.where(_before(low)).order_by(*(column.desc() for column in _POSITION)).limit(1)
    above = counted.where(_behind(high)).order_by(*_POSITION).limit(1)
    between = counted.where(~_before(low), ~_behind(high))
    queries: tuple[Select[tuple[int, int, date]], ...] = (below, between, above)
    for query in queries:
        yield from (((row.serial, row.inserted), row.date) for row in connection.execute(query))


def _before(position: Position) -> ColumnElement[bool]:
    serial, inserted = position
    return or_(NUMBERS.c.serial < serial, and_(NUMBERS.c.serial == serial, NUMBERS.c.inserted < inserted))


def _behind(position: Position) -> ColumnElement[bool]:
    serial, inserted = position
    return or_(NUMBERS.c.serial > serial, and_(NUMBERS.c.serial == serial, NUMBERS.c.inserted > inserted))
