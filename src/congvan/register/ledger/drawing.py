"""Drawing numbers from a series: in order, each once (cấp số)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from congvan.register.entries import State
from congvan.register.faults import RegisterError, problem
from congvan.register.ledger.order import found_series, order_problems
from congvan.register.ledger.schema import NUMBERS, RESERVATIONS, SERIES
from congvan.register.series import LAST_SERIAL, Day, Demand, Number, NumberRange, Series, year_problems
from congvan.vietnamese.dates import short_date
from congvan.vietnamese.letters import POINT_LETTERS

_AT_ONCE = 1000
"""Lines that are written together: a large range is not held in memory."""


def reserve(connection: Connection, series: Series, demand: Demand) -> NumberRange:
    """The next numbers of the series; those of before, when the holder already has a reservation."""
    row = found_series(connection, series, lock=True)
    if held := _held(connection, row.id, series, demand):
        return held
    first = Number(series, row.next_number)
    _check_open(row, series)
    quantity = 1 if demand.one_number else demand.count
    found = [
        *year_problems(series, demand.date),
        *order_problems(connection, row.id, series, {first.position: demand.date}),
    ]
    if first.serial + quantity - 1 > LAST_SERIAL:
        found.append(problem("series-full", series=series, most=LAST_SERIAL))
    if found:
        raise RegisterError(found)
    drawn = _range(first, demand)
    connection.execute(
        update(SERIES).where(SERIES.c.id == row.id).values(next_number=first.serial + quantity)
    )
    _enter(connection, row.id, drawn, quantity)
    return drawn


def insert_behind(connection: Connection, after: Number, demand: Demand) -> NumberRange:
    """The next letter behind a number of the register: `15a` behind 15, `15b` behind 15 and 15a."""
    series = after.series
    row = found_series(connection, series, lock=True)
    if held := _held(connection, row.id, series, demand):
        return held
    _check_open(row, series)
    last = connection.scalar(
        select(func.max(NUMBERS.c.inserted)).where(
            NUMBERS.c.series_id == row.id, NUMBERS.c.serial == after.serial
        )
    )
    if last is None:
        raise RegisterError(problem("unknown-number", number=after, series=series))
    if last == len(POINT_LETTERS):
        raise RegisterError(problem("no-letter-left", number=after, series=series))
    number = Number(series, after.serial, last + 1)
    found = [
        *year_problems(series, demand.date),
        *order_problems(connection, row.id, series, {number.position: demand.date}),
    ]
    if found:
        raise RegisterError(found)
    drawn = _range(number, demand)
    _enter(connection, row.id, drawn, 1, reason=demand.reason)
    return drawn


def _check_open(row: Row[Any], series: Series) -> None:
    if row.closed:
        raise RegisterError(problem("series-closed", series=series, year=series.year + 1))


def _range(first: Number, demand: Demand) -> NumberRange:
    return NumberRange(
        first=first,
        count=demand.count,
        date=demand.date,
        one_number=demand.one_number,
        holder=demand.holder,
    )


def _held(connection: Connection, series_id: int, series: Series, demand: Demand) -> NumberRange | None:
    """What the holder has reserved before, with the date of then; RegisterError when it was for another."""
    if demand.holder is None:
        return None
    query = select(RESERVATIONS).where(
        RESERVATIONS.c.series_id == series_id, RESERVATIONS.c.holder == demand.holder
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    held = range_of(row, series)
    inserts = bool(row.inserted)
    if (held.count, held.one_number, inserts) != (
        demand.count,
        demand.one_number,
        demand.reason is not None,
    ):
        said = {"holder": demand.holder, "numbers": held, "count": held.count}
        raise RegisterError(problem("reservation-differs", date=short_date(held.date), **said))
    return held


def range_of(row: Row[Any], series: Series) -> NumberRange:
    """The numbers that a line of the table of reservations is about."""
    return NumberRange(
        first=Number(series, row.serial, row.inserted),
        count=row.quantity,
        date=row.date,
        one_number=row.one_number,
        holder=row.holder,
    )


def _enter(
    connection: Connection, series_id: int, drawn: NumberRange, quantity: int, *, reason: str | None = None
) -> None:
    """Write down a reservation, and a line for each of its numbers."""
    first = drawn.first
    drawn_as = {"drawn_serial": first.serial, "drawn_inserted": first.inserted}
    connection.execute(
        insert(RESERVATIONS).values(
            series_id=series_id,
            serial=first.serial,
            inserted=first.inserted,
            quantity=drawn.count,
            one_number=drawn.one_number,
            date=drawn.date,
            holder=drawn.holder,
        )
    )
    line = _line(drawn.series, drawn.date) | drawn_as | {"series_id": series_id, "insertion": reason}
    line |= {"copies": drawn.count if drawn.one_number else 1}
    for start in range(0, quantity, _AT_ONCE):
        places = range(start, min(start + _AT_ONCE, quantity))
        lines = [line | {"serial": first.serial + place, "inserted": first.inserted} for place in places]
        connection.execute(insert(NUMBERS), lines)


def _line(series: Series, day: Day) -> dict[str, object]:
    return {"issuer": series.issuer, "year": series.year, "state": State.RESERVED.value, "date": day}
