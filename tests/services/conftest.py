"""Services that several machines would share, run for real on this one."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.support.postgresql import Server, running_server


@pytest.fixture(scope="session")
def running() -> Iterator[Server]:
    """One PostgreSQL for all tests of this folder."""
    with running_server() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """The server, its database empty."""
    with psycopg.connect(running.address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return running
