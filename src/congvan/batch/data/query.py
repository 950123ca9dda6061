"""Rows from a database: a query at any address SQLAlchemy knows (cơ sở dữ liệu)."""

from __future__ import annotations

from errno import ENOENT
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING

from congvan.batch.data.sheets import Sheet
from congvan.batch.faults import BatchError, problem
from congvan.problems import Place

if TYPE_CHECKING:
    from sqlalchemy import URL


def query_sheet(address: str, query: str) -> Sheet:
    """What a query answers, its lines counted from 1; it should say its order, for numbers follow it.

    Raises BatchError when the library is missing, the address wrong, or the database refuses.
    """
    try:
        from sqlalchemy import create_engine, text
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import SQLAlchemyError
    except ModuleNotFoundError:
        raise BatchError(problem("library-missing", name="sqlalchemy", extra="register")) from None
    try:
        url = make_url(address)
        shown = url.render_as_string(hide_password=True)
        _refuse_missing(url, shown)
        engine = create_engine(address)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise BatchError(problem("bad-query", reason=_first_line(error))) from None
    try:
        with engine.connect() as connection:
            found = connection.execute(text(query))
            columns = tuple(found.keys())
            rows = [(line, tuple(row)) for line, row in enumerate(found, start=1)]
    except SQLAlchemyError as error:
        raise BatchError(problem("bad-query", Place(shown), reason=_first_line(error))) from None
    finally:
        engine.dispose()
    return Sheet(columns=columns, rows=rows, file=shown)


def _refuse_missing(url: URL, shown: str) -> None:
    """SQLite would make the file that is not there, and find nothing in it."""
    file = url.database
    is_file = url.get_backend_name() == "sqlite" and file not in (None, "", ":memory:")
    if is_file and not str(file).startswith("file:") and not Path(str(file)).is_file():
        reason = strerror(ENOENT)
        raise BatchError(problem("unreadable", Place(shown), name=file, reason=reason))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
