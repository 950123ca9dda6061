"""What becomes of a reserved number: it is issued or void, for good (phát hành, hủy số)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import define, evolve, field
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from congvan.problems import Problem
from congvan.register.entries import Entry, Issue, Particulars, State
from congvan.register.faults import RegisterError, problem
from congvan.register.ledger.order import Position, found_series, order_problems, series_of
from congvan.register.ledger.reading import entries_at
from congvan.register.ledger.schema import FILES, NUMBERS, RESERVATIONS, SERIES
from congvan.register.series import Number, Series


def issue(connection: Connection, issues: Iterable[Issue]) -> tuple[Entry, ...]:
    """Enter dispatches under their numbers; what stands there in the same words already is left alone."""
    given = tuple(issues)
    by_series: dict[Series, list[Issue]] = {}
    for item in given:
        by_series.setdefault(item.number.series, []).append(item)
    found: list[Problem] = []
    lines: dict[Number, Entry] = {}
    # Every process takes several series in the same order, so that no two of them wait for each other.
    for series in sorted(by_series, key=str):
        entering = _Entering.into(connection, series, by_series[series])
        found += [*entering.enter(by_series[series]), *entering.problems()]
        if not found:
            entering.write()
        lines |= {line.number: line for line in entering.lines.values()}
    if found:
        raise RegisterError(found)
    return tuple(lines[item.number] for item in given)


@define
class _Entering:
    """Dispatches on their way into one series, checked against what stands there and against each other."""

    connection: Connection
    series_id: int
    series: Series
    lines: dict[Position, Entry]
    shared: frozenset[Position]
    entered: set[Position] = field(factory=set)
    dates: dict[Position, date] = field(factory=dict)
    files: dict[tuple[Position, str], str] = field(factory=dict)

    @classmethod
    def into(cls, connection: Connection, series: Series, issues: Iterable[Issue]) -> _Entering:
        row = found_series(connection, series, lock=True)
        positions = [item.number.position for item in issues]
        one_number = and_(RESERVATIONS.c.series_id == row.id, RESERVATIONS.c.one_number)
        query = select(RESERVATIONS.c.serial, RESERVATIONS.c.inserted).where(one_number)
        shared = frozenset((found.serial, found.inserted) for found in connection.execute(query))
        return cls(connection, row.id, series, entries_at(connection, row.id, series, positions), shared)

    def enter(self, issues: Iterable[Issue]) -> Iterator[Problem]:
        for item in issues:
            line = self.lines.get(item.number.position)
            if line is None:
                yield problem("unknown-number", number=item.number, series=self.series)
            elif line.state is State.VOID:
                yield problem("is-void", number=item.number, series=self.series, reason=line.reason)
            elif line.state is State.ISSUED:
                yield from self._enter_again(item, line)
            else:
                yield from self._enter_first(item, line)

    def _enter_first(self, item: Issue, line: Entry) -> Iterator[Problem]:
        yield from _fitting_problems(self.series, item)
        position = line.number.position
        if item.date is not None and item.date != line.date:
            self.dates[position] = item.date
        self.entered.add(position)
        self._keep(position, item.digests)
        self.lines[position] = evolve(
            line,
            state=State.ISSUED,
            date=item.date or line.date,
            particulars=_completed(item.particulars, line),
            copies=item.particulars.copies or line.copies,
            digests=item.digests,
        )

    def _enter_again(self, item: Issue, line: Entry) -> Iterator[Problem]:
        """The same once more changes nothing; one number for many takes in the files of the next letter."""
        position = line.number.position
        same = _completed(item.particulars, line) == line.particulars and item.date in (None, line.date)
        if position in self.shared:
            fresh = {name: item.digests[name] for name in item.digests if name not in line.digests}
            same = same and all(
                line.digests.get(name, digest) == digest for name, digest in item.digests.items()
            )
        else:
            fresh = {}
            same = same and item.digests == line.digests
        if not same:
            yield problem("already-issued", reference=line.reference, series=self.series)
            return
        self._keep(position, fresh)
        self.lines[position] = evolve(line, digests={**line.digests, **fresh})

    def _keep(self, position: Position, digests: Mapping[str, str]) -> None:
        self.files.update({(position, name): digest for name, digest in digests.items()})

    def problems(self) -> Iterator[Problem]:
        """What only the whole of them shows: dates that would fall, triples that are taken."""
        if self.dates:
            yield from order_problems(self.connection, self.series_id, self.series, self.dates)
        if self.entered:
            yield from self._triple_problems()

    def _triple_problems(self) -> Iterator[Problem]:
        symbols = {
            position: line.reference for position, line in self.lines.items() if position in self.entered
        }
        serials = [serial for serial, _ in symbols]
        query = (
            select(NUMBERS.c.serial, NUMBERS.c.inserted, NUMBERS.c.symbol, SERIES)
            .join(SERIES, SERIES.c.id == NUMBERS.c.series_id)
            .where(
                NUMBERS.c.series_id != self.series_id,
                NUMBERS.c.issuer == self.series.issuer,
                NUMBERS.c.year == self.series.year,
                NUMBERS.c.serial.between(min(serials), max(serials)),
                NUMBERS.c.state == State.ISSUED.value,
            )
        )
        for row in self.connection.execute(query):
            other = Number(series_of(row), row.serial, row.inserted)
            reference = f"{other}/{row.symbol}"
            if symbols.get(other.position) == reference:
                yield problem("triple-taken", reference=reference, series=other.series)

    def write(self) -> None:
        values = [_values(self.series_id, self.lines[position]) for position in sorted(self.entered)]
        if values:
            self.connection.execute(_AT_POSITION, values)
        files = [
            {
                "series_id": self.series_id,
                "serial": serial,
                "inserted": inserted,
                "name": name,
                "digest": digest,
            }
            for ((serial, inserted), name), digest in sorted(self.files.items())
        ]
        if files:
            self.connection.execute(insert(FILES), files)


def _completed(particulars: Particulars, line: Entry) -> Particulars:
    return evolve(particulars, copies=particulars.copies or line.copies)


def _fitting_problems(series: Series, item: Issue) -> Iterator[Problem]:
    """Whether the series is one for this dispatch: secret or not, of its type."""
    said = {"number": item.number, "series": series}
    if item.particulars.secrecy is not None and not series.secret:
        yield problem("secret-in-open-series", secrecy=item.particulars.secrecy.value, **said)
    if item.particulars.secrecy is None and series.secret:
        yield problem("open-in-secret-series", **said)
    if series.type is not None and item.particulars.type != series.type:
        yield problem(
            "series-of-other-type", type=item.particulars.type.name, wanted=series.type.name, **said
        )


def void(connection: Connection, numbers: Iterable[Number], reason: str) -> tuple[Entry, ...]:
    """Give up reserved numbers; those that are void for this reason already are left alone."""
    given = tuple(numbers)
    found: list[Problem] = []
    lines: dict[Number, Entry] = {}
    for series in sorted({number.series for number in given}, key=str):
        row = found_series(connection, series, lock=True)
        positions = {number.position for number in given if number.series == series}
        standing = entries_at(connection, row.id, series, positions)
        found += [
            said
            for position in sorted(positions)
            for said in _voiding_problems(Number(series, *position), standing.get(position), reason)
        ]
        lines |= {line.number: evolve(line, state=State.VOID, reason=reason) for line in standing.values()}
        if not found:
            _set(connection, row.id, positions, {"state": State.VOID.value, "reason": reason})
    if found:
        raise RegisterError(found)
    return tuple(lines[number] for number in given)


def _voiding_problems(number: Number, line: Entry | None, reason: str) -> Iterator[Problem]:
    if line is None:
        yield problem("unknown-number", number=number, series=number.series)
    elif line.state is State.ISSUED:
        yield problem("issued-stays", reference=line.reference, series=number.series)
    elif line.state is State.VOID and line.reason != reason:
        yield problem("already-void", number=number, series=number.series, reason=line.reason)


def annotate(connection: Connection, number: Number, values: Mapping[str, object]) -> Entry:
    """Fill in columns 8 to 10 of an issued dispatch."""
    series = number.series
    row = found_series(connection, series, lock=True)
    line = entries_at(connection, row.id, series, [number.position]).get(number.position)
    if line is None:
        raise RegisterError(problem("unknown-number", number=number, series=series))
    if line.state is not State.ISSUED:
        raise RegisterError(problem("not-issued", number=number, series=series))
    if values:
        _set(connection, row.id, [number.position], values)
    return entries_at(connection, row.id, series, [number.position])[number.position]


def _set(
    connection: Connection, series_id: int, positions: Iterable[Position], values: Mapping[str, object]
) -> None:
    lines = [{**_at(series_id, position), **values} for position in sorted(positions)]
    connection.execute(_AT_POSITION, lines)


_AT_POSITION = update(NUMBERS).where(
    NUMBERS.c.series_id == bindparam("at_series"),
    NUMBERS.c.serial == bindparam("at_serial"),
    NUMBERS.c.inserted == bindparam("at_inserted"),
)
"""Sets whatever columns it is given values for, on one line."""


def _at(series_id: int, position: Position) -> dict[str, object]:
    return {"at_series": series_id, "at_serial": position[0], "at_inserted": position[1]}


def _values(series_id: int, line: Entry) -> dict[str, object]:
    """An issued line as columns of its table."""
    entered = line.particulars
    assert entered is not None
    return {
        **_at(series_id, line.number.position),
        "state": line.state.value,
        "date": line.date,
        "symbol": entered.symbol,
        "type": entered.type.name,
        "subject": entered.subject,
        "signatory": entered.signatory,
        "recipients": entered.recipients,
        "archive": entered.archive,
        "copies": entered.copies,
        "secrecy": entered.secrecy.value if entered.secrecy else None,
    }
