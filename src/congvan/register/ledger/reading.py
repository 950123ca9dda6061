"""What stands in a register (tra cứu sổ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from immutabledict import immutabledict
from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from congvan.model import Secrecy
from congvan.register.entries import Entry, Hole, Particulars, State
from congvan.register.faults import RegisterError, problem
from congvan.register.ledger.drawing import range_of
from congvan.register.ledger.order import Position, found_series, series_of
from congvan.register.ledger.schema import FILES, NUMBERS, RESERVATIONS, SERIES
from congvan.register.series import Number, NumberRange, Series, SeriesSummary


def summaries(connection: Connection) -> tuple[SeriesSummary, ...]:
    """Every series of the register and how it stands, in the order they were opened."""
    counted = select(NUMBERS.c.series_id, NUMBERS.c.state, func.count().label("quantity"))
    counts = {
        (row.series_id, row.state): row.quantity
        for row in connection.execute(counted.group_by(NUMBERS.c.series_id, NUMBERS.c.state))
    }
    return tuple(
        SeriesSummary(
            series=series_of(row),
            first_number=row.first_number,
            next_number=row.next_number,
            closed=row.closed,
            reserved=counts.get((row.id, State.RESERVED.value), 0),
            issued=counts.get((row.id, State.ISSUED.value), 0),
            void=counts.get((row.id, State.VOID.value), 0),
        )
        for row in connection.execute(select(SERIES).order_by(SERIES.c.id))
    )


def entries(connection: Connection, series: Series, state: State | None) -> tuple[Entry, ...]:
    """The lines of a series in the order of their numbers, all or those of one state."""
    row = found_series(connection, series)
    wanted = () if state is None else (NUMBERS.c.state == state.value,)
    return tuple(_entries(connection, row.id, series, *wanted))


def entry(connection: Connection, number: Number) -> Entry:
    """The line of a number; RegisterError `unknown-number` when it was never drawn."""
    row = found_series(connection, number.series)
    found = entries_at(connection, row.id, number.series, [number.position])
    if not found:
        raise RegisterError(problem("unknown-number", number=number, series=number.series))
    return found[number.position]


def entries_at(
    connection: Connection, series_id: int, series: Series, positions: Iterable[Position]
) -> dict[Position, Entry]:
    """The lines at these positions; those never drawn are left out."""
    wanted = {*positions}
    serials = [serial for serial, _ in wanted]
    near = NUMBERS.c.serial.between(min(serials), max(serials))
    found = _entries(connection, series_id, series, near)
    return {line.number.position: line for line in found if line.number.position in wanted}


def _entries(
    connection: Connection, series_id: int, series: Series, *wanted: ColumnElement[bool]
) -> Iterator[Entry]:
    drawn = and_(
        RESERVATIONS.c.series_id == NUMBERS.c.series_id,
        RESERVATIONS.c.serial == NUMBERS.c.drawn_serial,
        RESERVATIONS.c.inserted == NUMBERS.c.drawn_inserted,
    )
    query = (
        select(NUMBERS, RESERVATIONS.c.holder)
        .join(RESERVATIONS, drawn)
        .where(NUMBERS.c.series_id == series_id, *wanted)
        .order_by(NUMBERS.c.serial, NUMBERS.c.inserted)
    )
    rows = list(connection.execute(query))
    digests = _digests(connection, series_id, rows)
    for row in rows:
        yield _entry(row, series, digests.get((row.serial, row.inserted), {}))


def _digests(connection: Connection, series_id: int, rows: list[Row[Any]]) -> dict[Position, dict[str, str]]:
    """The files of the lines of `rows`, which stand in order."""
    found: dict[Position, dict[str, str]] = defaultdict(dict)
    if not rows:
        return found
    near = FILES.c.serial.between(rows[0].serial, rows[-1].serial)
    query = select(FILES).where(FILES.c.series_id == series_id, near).order_by(FILES.c.name)
    for row in connection.execute(query):
        found[row.serial, row.inserted][row.name] = row.digest
    return found


def _entry(row: Row[Any], series: Series, digests: dict[str, str]) -> Entry:
    return Entry(
        number=Number(series, row.serial, row.inserted),
        state=State(row.state),
        date=row.date,
        copies=row.copies,
        holder=row.holder,
        particulars=_particulars(row) if row.symbol is not None else None,
        digests=immutabledict(digests),
        reason=row.reason,
        insertion=row.insertion,
        transferred=row.transferred,
        receipt=row.receipt or "",
        note=row.note or "",
    )


def _particulars(row: Row[Any]) -> Particulars:
    return Particulars(
        symbol=row.symbol,
        type=row.type,
        subject=row.subject,
        signatory=row.signatory,
        recipients=row.recipients,
        archive=row.archive,
        copies=row.copies,
        secrecy=Secrecy(row.secrecy) if row.secrecy else None,
    )


def reservations(connection: Connection, series: Series) -> tuple[NumberRange, ...]:
    """Every reservation that was made in a series, in the order of the numbers."""
    row = found_series(connection, series)
    query = select(RESERVATIONS).where(RESERVATIONS.c.series_id == row.id)
    ordered = query.order_by(RESERVATIONS.c.serial, RESERVATIONS.c.inserted)
    return tuple(range_of(found, series) for found in connection.execute(ordered))


def holes(connection: Connection, series: Series) -> tuple[Hole, ...]:
    """Numbers below the next one that are not issued, neighbours of one kind put together."""
    row = found_series(connection, series)
    open_lines = _entries(connection, row.id, series, NUMBERS.c.state != State.ISSUED.value)
    explained: list[tuple[Position, State | None, str | None]] = [
        (line.number.position, line.state, line.reason if line.state is State.VOID else line.holder)
        for line in open_lines
    ]
    explained += [((serial, 0), None, None) for serial in _missing(connection, row)]
    explained.sort(key=lambda item: item[0])
    # Serials that follow each other keep their distance to the place in the list.
    numbered = groupby(
        enumerate(explained), key=lambda item: (item[1][0][0] - item[0], item[1][0][1], *item[1][1:])
    )
    return tuple(_hole(series, [position for _, (position, *_) in group], kind) for kind, group in numbered)


def _hole(series: Series, positions: list[Position], kind: tuple[object, ...]) -> Hole:
    state, explanation = kind[-2:]
    assert state is None or isinstance(state, State)
    return Hole(
        first=Number(series, *positions[0]),
        last=Number(series, *positions[-1]),
        state=state,
        explanation=None if explanation is None else str(explanation),
    )


def _missing(connection: Connection, row: Row[Any]) -> Iterator[int]:
    """Serials that were drawn and have no line: somebody else has taken it out of the database."""
    lines = select(NUMBERS.c.serial).where(NUMBERS.c.series_id == row.id, NUMBERS.c.inserted == 0)
    there = {*connection.scalars(lines)}
    yield from (serial for serial in range(row.first_number, row.next_number) if serial not in there)
