"""The record of a batch beside its outputs: what each row came to, safe against power loss (sổ của lô)."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from immutabledict import immutabledict

from congvan.batch.faults import BatchError
from congvan.batch.targets.records import NOT_DRAWN, Drawn, Line, Numbered, OpenDraw, Stage
from congvan.problems import Place, Problem

NAME = "congvan-batch.db"
FORMAT = 1
_AT_ONCE = 1000
_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS rows (
    key TEXT PRIMARY KEY, line INTEGER NOT NULL, input TEXT NOT NULL, state TEXT NOT NULL,
    draw INTEGER, number TEXT, files TEXT NOT NULL DEFAULT '{}', entered TEXT, reason TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS draws (
    id INTEGER PRIMARY KEY, series TEXT NOT NULL, holder TEXT NOT NULL UNIQUE, count INTEGER NOT NULL,
    one INTEGER NOT NULL, date TEXT NOT NULL, drawn INTEGER NOT NULL DEFAULT 0
) STRICT;
"""


class Manifest:
    """The record, open and held by this run alone; every change is on disk when its call returns."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Keep an open record; `Manifest.open` is how one is got."""
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """The record at a path, made when missing; BatchError when another run holds it or it is none."""
        try:
            connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise BatchError(_fault("congvan.batch.record-unusable", path, error)) from None
        try:
            # Held until the end: two runs of one batch would draw two numbers for one letter.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.executescript(_TABLES)
            manifest = cls(connection, path)
            manifest._check_format()
        except sqlite3.OperationalError as error:
            connection.close()
            code = "congvan.batch.in-progress" if "locked" in str(error) else "congvan.batch.record-unusable"
            raise BatchError(_fault(code, path, error)) from None
        except sqlite3.DatabaseError as error:
            connection.close()
            raise BatchError(_fault("congvan.batch.record-unusable", path, error)) from None
        return manifest

    def _check_format(self) -> None:
        found = self.fact("format") or str(FORMAT)
        if found != str(FORMAT):
            raise BatchError(_fault("congvan.batch.newer-record", self.path, ValueError(found)))
        # A first write takes over the journal that a killed run left, and closing takes it away.
        self.remember("format", str(FORMAT))
        if self.fact("token") is None:
            # The name under which numbers are reserved: no other batch may ever ask in it.
            self.remember("token", secrets.token_hex(6))

    def close(self) -> None:
        """Let go of the record."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the record."""
        self.close()

    def fact(self, name: str) -> str | None:
        """Something remembered of the whole batch; None when nothing was."""
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, value: str) -> str:
        """Remember something of the whole batch, and return it."""
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
        return value

    def line(self, key: str) -> Line | None:
        """What is recorded of a row; None when nothing is."""
        row = self._connection.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
        return None if row is None else _line(row)

    def lines(self, *stages: Stage) -> Iterator[Line]:
        """What is recorded of all rows, or those of some stages, in the order of the data."""
        marks = ",".join("?" * len(stages))
        where = f"WHERE state IN ({marks})" if stages else ""
        query = f"{_SELECT} {where} ORDER BY line, key"
        found = self._connection.execute(query, [stage.value for stage in stages])
        while some := found.fetchmany(_AT_ONCE):
            yield from map(_line, some)

    def lines_of(self, keys: Sequence[str]) -> dict[str, Line]:
        """What is recorded of these rows, by key; those of which nothing is are missing."""
        query = f"{_SELECT} WHERE key IN (SELECT value FROM json_each(?))"
        found = self._connection.execute(query, (json.dumps(list(keys)),))
        return {line.key: line for line in map(_line, found.fetchall())}

    def numbers_of(self, keys: Sequence[str]) -> dict[str, Numbered]:
        """The numbers of those of these rows of which anything is recorded, by key."""
        query = "SELECT key, number, draw FROM rows WHERE key IN (SELECT value FROM json_each(?))"
        found = self._connection.execute(query, (json.dumps(list(keys)),))
        return {key: Numbered(number, draw) for key, number, draw in found.fetchall()}

    def count(self) -> int:
        """How many rows are recorded."""
        return int(self._connection.execute("SELECT COUNT(*) FROM rows").fetchone()[0])

    def recorded(self) -> Iterator[str]:
        """The key of every row recorded, in the order of the data."""
        found = self._connection.execute("SELECT key FROM rows ORDER BY line, key")
        while some := found.fetchmany(_AT_ONCE):
            yield from (str(key) for (key,) in some)

    def plan(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Enter rows, by key, line and input, that are to be made; what else stands there is kept."""
        query = (
            "INSERT INTO rows (key, line, input, state) VALUES (?, ?, ?, 'planned') ON CONFLICT (key) DO"
            " UPDATE SET line = excluded.line, input = excluded.input, state = 'planned', reason = NULL"
        )
        self._write(query, rows)

    def publish(self, lines: Sequence[Line], stage: Stage) -> None:
        """Record that the files of rows are there."""
        values = [
            (stage.value, json.dumps(dict(line.files.items())), _json(line.entered), line.key)
            for line in lines
        ]
        self._write("UPDATE rows SET state = ?, files = ?, entered = ?, reason = NULL WHERE key = ?", values)

    def stage(self, stage: Stage, reasons: Mapping[str, str | None]) -> None:
        """Record how far rows have come, and why."""
        values = [(stage.value, reason, key) for key, reason in reasons.items()]
        self._write("UPDATE rows SET state = ?, reason = ? WHERE key = ?", values)

    def used_numbers(self) -> set[str]:
        """Every number that a row of the batch has."""
        found = self._connection.execute("SELECT number FROM rows WHERE number IS NOT NULL")
        return {str(number) for (number,) in found}

    def without_number(self) -> set[str]:
        """The key of every row that has no number."""
        return {str(key) for (key,) in self._connection.execute("SELECT key FROM rows WHERE number IS NULL")}

    def forget_numbers(self, keys: Iterable[str]) -> None:
        """Rows whose number was given up may draw another."""
        self._write("UPDATE rows SET number = NULL, draw = NULL WHERE key = ?", ((key,) for key in keys))

    def begin_draw(self, keys: Sequence[str], series: str, *, day: date, one_number: bool) -> int:
        """Write down, before any number is drawn, for which rows and where; return the number of the draw."""
        with self._transaction():
            found = self._connection.execute("SELECT COUNT(*) FROM draws").fetchone()[0] + 1
            self._connection.execute(
                "INSERT INTO draws VALUES (?, ?, ?, ?, ?, ?, 0)",
                (found, series, self.holder(found), len(keys), int(one_number), day.isoformat()),
            )
            self._connection.executemany(
                "UPDATE rows SET draw = ? WHERE key = ?", ((found, key) for key in keys)
            )
        return int(found)

    def end_draw(self, draw: int, numbers: Mapping[str, str], day: date) -> None:
        """Record the numbers that a draw came to, and their date of issue."""
        with self._transaction():
            self._connection.executemany(
                "UPDATE rows SET number = ? WHERE key = ?", ((number, key) for key, number in numbers.items())
            )
            self._connection.execute(
                "UPDATE draws SET drawn = 1, date = ? WHERE id = ?", (day.isoformat(), draw)
            )

    def give_up_draw(self, begun: OpenDraw) -> None:
        """Nothing was drawn: the rows may ask again, and in another name."""
        with self._transaction():
            self._connection.execute(
                "UPDATE rows SET number = NULL, draw = NULL WHERE draw = ?", (begun.draw,)
            )
            self._connection.execute("UPDATE draws SET drawn = 1 WHERE id = ?", (begun.draw,))

    def open_draws(self) -> list[OpenDraw]:
        """Draws that were begun and not ended."""
        found = self._connection.execute(
            "SELECT id, series, one, date FROM draws WHERE drawn = 0 ORDER BY id"
        )
        return [
            OpenDraw(draw, series, bool(one), date.fromisoformat(day), tuple(self._keys_of(draw)))
            for draw, series, one, day in found.fetchall()
        ]

    def draws(self) -> dict[int | None, Drawn]:
        """Every draw by its number; NOT_DRAWN for None."""
        found = self._connection.execute("SELECT id, series, date, drawn FROM draws").fetchall()
        draws = {
            number: Drawn(series, date.fromisoformat(day) if is_drawn else None)
            for number, series, day, is_drawn in found
        }
        return {None: NOT_DRAWN, **draws}

    def holder(self, draw: int) -> str:
        """The name that a draw reserves under."""
        return f"congvan batch {self.fact('token')}-{draw}"

    def counts(self) -> dict[Stage, int]:
        """How many rows are at each stage."""
        found = self._connection.execute("SELECT state, COUNT(*) FROM rows GROUP BY state")
        return {Stage(state): int(count) for state, count in found}

    def _keys_of(self, draw: int) -> list[str]:
        found = self._connection.execute("SELECT key FROM rows WHERE draw = ? ORDER BY line, key", (draw,))
        return [str(key) for (key,) in found]

    def _write(self, query: str, values: Iterable[tuple[object, ...]]) -> None:
        with self._transaction():
            rest = iter(values)
            while some := list(islice(rest, _AT_ONCE)):
                self._connection.executemany(query, some)

    def _transaction(self) -> _Transaction:
        return _Transaction(self._connection, self.path)


class _Transaction:
    """All of it or nothing; a disk that is full is said in the user's words."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.connection.execute("COMMIT" if error is None else "ROLLBACK")
        except sqlite3.OperationalError as refused:
            if error is None:
                raise BatchError(_fault("congvan.batch.record-unusable", self.path, refused)) from None
        if isinstance(error, sqlite3.DatabaseError):
            raise BatchError(_fault("congvan.batch.record-unusable", self.path, error)) from None


_SELECT = "SELECT key, line, input, state, draw, number, files, entered, reason FROM rows"


def _line(row: tuple[str, int, str, str, int | None, str | None, str, str | None, str | None]) -> Line:
    key, line, given, state, draw, number, files, entered, reason = row
    return Line(
        key=key,
        line=line,
        input=given,
        stage=Stage(state),
        draw=draw,
        number=number,
        files=json.loads(files),
        entered=None if entered is None else immutabledict(json.loads(entered)),
        reason=reason,
    )


# Made once: `json.dumps` would make one for each text that is not plain ASCII.
_WRITTEN = json.JSONEncoder(ensure_ascii=False)


def _json(entered: Mapping[str, object] | None) -> str | None:
    return None if entered is None else _WRITTEN.encode(dict(entered.items()))


def _fault(code: str, path: Path, error: Exception) -> Problem:
    return Problem(code, place=Place(str(path)), parameters={"name": path.name, "reason": error})
