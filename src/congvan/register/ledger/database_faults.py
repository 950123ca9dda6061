"""What a database refuses, in the user's words (lỗi cơ sở dữ liệu)."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from congvan.problems import Problem
from congvan.register.faults import problem

_SQLITE = {
    sqlite3.SQLITE_BUSY: "congvan.register.locked",
    sqlite3.SQLITE_LOCKED: "congvan.register.locked",
    sqlite3.SQLITE_READONLY: "congvan.register.read-only",
    sqlite3.SQLITE_CORRUPT: "congvan.register.corrupted",
    sqlite3.SQLITE_NOTADB: "congvan.register.corrupted",
    sqlite3.SQLITE_FULL: "congvan.register.disk-full",
    sqlite3.SQLITE_CANTOPEN: "congvan.register.unreachable",
    sqlite3.SQLITE_PERM: "congvan.register.unreachable",
    sqlite3.SQLITE_IOERR: "congvan.register.unreachable",
}
_NO_ROOM = (sqlite3.SQLITE_IOERR_SHMSIZE,)
"""What SQLite calls a fault of the disk, and what a full one causes: its sidecar cannot be made longer."""
_POSTGRESQL = {
    "55P03": "congvan.register.locked",
    "40P01": "congvan.register.locked",
    "25006": "congvan.register.read-only",
    "42501": "congvan.register.read-only",
    "XX001": "congvan.register.corrupted",
    "XX002": "congvan.register.corrupted",
    "53100": "congvan.register.disk-full",
}
_CONNECTION_CLASSES = ("08", "28", "3D", "53", "57")


def database_problem(error: DBAPIError) -> Problem:
    """What the database refused; `congvan.register.failed` with its own words when it is nothing known."""
    refused = error.orig
    reason = {"reason": str(refused).partition("\n")[0]}
    state = getattr(refused, "sqlstate", None)
    if isinstance(refused, sqlite3.Error):
        # The low byte is the kind, the rest tells which of its kind.
        said = getattr(refused, "sqlite_errorcode", 0)
        code = _SQLITE.get(sqlite3.SQLITE_FULL if said in _NO_ROOM else said & 0xFF)
    elif state is None or state[:2] in _CONNECTION_CLASSES:
        code = _POSTGRESQL.get(state or "") or "congvan.register.unreachable"
    else:
        code = _POSTGRESQL.get(state)
    return Problem(code, parameters=reason) if code else problem("failed", **reason)
