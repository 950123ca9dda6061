"""Series begin and end with their year (mở và khóa sổ theo năm, ND30-D15.1)."""

from __future__ import annotations

from attrs import evolve
from sqlalchemy import Connection, func, insert, select, update

from congvan.register.entries import State
from congvan.register.faults import RegisterError, problem
from congvan.register.ledger.order import found_series, is_series, series_of
from congvan.register.ledger.schema import NUMBERS, SERIES
from congvan.register.series import LAST_SERIAL, Series


def open_series(connection: Connection, series: Series, next_number: int) -> None:
    """Open a series whose first number is `next_number`: what came before it stands in an older register."""
    if type(next_number) is not int or not 1 <= next_number <= LAST_SERIAL:
        raise RegisterError(problem("bad-next-number", value=next_number, most=LAST_SERIAL))
    if connection.execute(select(SERIES.c.id).where(is_series(series))).one_or_none():
        raise RegisterError(problem("series-exists", series=series))
    latest = connection.scalar(select(func.max(SERIES.c.id))) or 0
    connection.execute(
        insert(SERIES).values(
            id=latest + 1,
            issuer=series.issuer,
            year=series.year,
            type=series.type.name if series.type else "",
            secret=series.secret,
            first_number=next_number,
            next_number=next_number,
            closed=False,
        )
    )


def begin_year(connection: Connection, year: int) -> tuple[Series, ...]:
    """Open for `year`, from number 1, the series of the year before that are not open yet; return those."""
    before = [
        series_of(row)
        for row in connection.execute(select(SERIES).where(SERIES.c.year == year - 1).order_by(SERIES.c.id))
    ]
    if not before:
        raise RegisterError(problem("no-year-before", year=year, before=year - 1))
    wanted = [evolve(series, year=year) for series in before]
    missing = [
        series
        for series in wanted
        if connection.execute(select(SERIES.c.id).where(is_series(series))).one_or_none() is None
    ]
    for series in missing:
        open_series(connection, series, 1)
    return tuple(missing)


def close_series(connection: Connection, series: Series) -> None:
    """Let no more numbers be drawn; RegisterError while some are reserved, for each must be accounted for."""
    row = found_series(connection, series, lock=True)
    waiting = connection.scalar(
        select(func.count()).where(NUMBERS.c.series_id == row.id, NUMBERS.c.state == State.RESERVED.value)
    )
    if waiting:
        raise RegisterError(problem("open-reservations", series=series, count=waiting))
    connection.execute(update(SERIES).where(SERIES.c.id == row.id).values(closed=True))
