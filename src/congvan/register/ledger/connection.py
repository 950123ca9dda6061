"""Reaching the database of a register: SQLite in one file, or PostgreSQL for several machines (kết nối)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, IntegrityError

from congvan.problems import Place
from congvan.register.faults import RegisterError, UnavailableError, problem
from congvan.register.ledger.database_faults import database_problem
from congvan.register.ledger.schema import check_version, migrate, version_of

T = TypeVar("T")

_CREATION_LOCK = 0x436F6E67  # any number that all processes of congvan agree on
_SIDECAR = "-wal"
_WRITING: dict[str, Any] = {"writes": True}
_READING: dict[str, dict[str, Any]] = {
    "sqlite": {"writes": False},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}


@frozen
class Ledger:
    """A register's database: runs work in transactions, and says what fails as problems.

    `name` is what a person calls it, without a password.
    """

    engine: Engine
    name: str

    def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` reads, from one moment of the register."""
        return self._run(work, writes=False)

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns once all it did is on disk; nothing of it is kept when it raises.

        Two writers may pass their checks together and only then meet in a constraint: the second one is run
        again, and finds in its checks what the first has done.
        """
        try:
            return self._run(work, writes=True)
        except _CollisionError:
            return self._run(work, writes=True)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _run(self, work: Callable[[Connection], T], *, writes: bool) -> T:
        options = _WRITING if writes else _READING[self.engine.dialect.name]
        try:
            with self.engine.execution_options(**options).begin() as connection:
                return work(connection)
        except IntegrityError as error:
            raise _CollisionError(problem("failed", reason=_reason(error)).at(self.place)) from None
        except DBAPIError as error:
            raise UnavailableError(database_problem(error).at(self.place)) from None
        except RegisterError as error:
            raise RegisterError(found.at(self.place) for found in error.problems) from None

    @property
    def place(self) -> Place:
        """The register, as the place of a problem."""
        return Place(file=self.name)


class _CollisionError(RegisterError):
    """A constraint was met; what it means is found by running the work again."""


def _reason(error: DBAPIError) -> str:
    return str(error.orig).partition("\n")[0]


def open_ledger(target: str | Path, *, read_only: bool, wait: float) -> Ledger:
    """The register that is there, brought to today's schema; RegisterError when there is none."""
    ledger = _ledger(target, create=False, read_only=read_only, wait=wait)
    try:
        if not ledger.read(_sound):
            ledger.write(migrate) if not read_only else ledger.read(_refuse_older)
    except BaseException:
        ledger.close()
        raise
    return ledger


def create_ledger(target: str | Path, *, wait: float) -> Ledger:
    """The register that is there, or a new one without a series."""
    ledger = _ledger(target, create=True, read_only=False, wait=wait)
    try:
        ledger.write(_create)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _sound(connection: Connection) -> bool:
    """Whether the schema is of today; refuses a damaged file."""
    if connection.dialect.name == "sqlite":
        said = connection.scalar(text("PRAGMA quick_check(1)"))
        if said != "ok":
            raise RegisterError(problem("corrupted", reason=said))
    return check_version(connection)


def _refuse_older(connection: Connection) -> None:
    raise RegisterError(problem("older-schema", found=version_of(connection)))


def _create(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_CREATION_LOCK})"))
    elif version_of(connection) is None and connection.scalar(text("SELECT count(*) FROM sqlite_master")):
        raise RegisterError(problem("not-a-register"))
    if version_of(connection) is None or not _sound(connection):
        migrate(connection)


def _ledger(target: str | Path, *, create: bool, read_only: bool, wait: float) -> Ledger:
    url = _url(target)
    if url.get_backend_name() == "sqlite":
        return _sqlite(Path(url.database or ""), create=create, read_only=read_only, wait=wait)
    return _postgresql(url, read_only=read_only, wait=wait)


def _url(target: str | Path) -> URL:
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except (ArgumentError, ValueError):
        raise RegisterError(problem("bad-address")) from None
    if url.drivername == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    in_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    if not in_file and url.drivername != "postgresql+psycopg":
        raise RegisterError(problem("other-database", name=url.drivername))
    return url


def _sqlite(path: Path, *, create: bool, read_only: bool, wait: float) -> Ledger:
    path = path.absolute()
    place = Place(file=str(path))
    if path.is_dir():
        raise RegisterError(problem("not-a-register").at(place))
    if not create and not path.exists():
        raise RegisterError(problem("not-found", name=path.name).at(place))
    mode = "rwc" if create else "ro" if read_only else "rw"
    connect = partial(_connect_sqlite, path, mode=mode, wait=wait)
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)
    event.listen(engine, "begin", _begin_sqlite)
    _guard_forks(engine)
    return Ledger(engine, str(path))


def _connect_sqlite(path: Path, *, mode: str, wait: float) -> sqlite3.Connection:
    try:
        return _opened(path, f"mode={mode}", wait=wait)
    except sqlite3.OperationalError as error:
        sidecar = path.with_name(path.name + _SIDECAR)
        locked_out = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not locked_out or not path.is_file() or sidecar.exists():
            raise
        # A file in WAL mode cannot be read where its sidecars cannot be made, unless nobody can be writing.
        return _opened(path, "mode=ro&immutable=1", wait=wait)


def _opened(path: Path, query: str, *, wait: float) -> sqlite3.Connection:
    address = f"{path.as_uri()}?{query}"
    connection = sqlite3.connect(
        address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    try:
        with closing(connection.cursor()) as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.execute("PRAGMA foreign_keys = ON")
            if "mode=rw" in query and os.access(path, os.W_OK):
                cursor.execute("PRAGMA journal_mode = WAL")
            # What is committed survives a power cut; macOS only flushes its disks when asked twice.
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA fullfsync = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that began as a reader could not become a writer once somebody else has written.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL, *, read_only: bool, wait: float) -> Ledger:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        max_overflow=-1,
        connect_args={"connect_timeout": max(2, round(wait))},
        isolation_level="READ COMMITTED",
    )
    event.listen(engine, "connect", partial(_prepare_postgresql, read_only=read_only, wait=wait))
    _guard_forks(engine)
    return Ledger(engine, url.render_as_string(hide_password=True))


def _prepare_postgresql(connection: Any, _record: object, *, read_only: bool, wait: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {max(1, round(wait * 1000))}")
        cursor.execute(f"SET default_transaction_read_only = {'on' if read_only else 'off'}")
    connection.commit()


def _guard_forks(engine: Engine) -> None:
    """A forked process must not speak over its parent's connections: it opens its own."""

    def connected(_connection: object, record: Any) -> None:
        record.info["process"] = os.getpid()

    def checked_out(_connection: object, record: Any, proxy: Any) -> None:
        if record.info["process"] != os.getpid():
            record.dbapi_connection = proxy.dbapi_connection = None
            raise DisconnectionError("opened by the parent process")

    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", checked_out)
