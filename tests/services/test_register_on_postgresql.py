"""The same register on PostgreSQL, for several machines."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
import pytest
from attrs import evolve
from sqlalchemy import inspect

from congvan.register import Number, Register, Series, State
from congvan.register.ledger.schema import TABLES
from tests.support.postgresql import Server
from tests.support.registers import (
    DAY,
    OFFICE,
    SECRET,
    SERIES,
    codes,
    drawn_by_processes,
    issue_of,
    killed_after_reserving,
    kind,
    letter,
)


@pytest.fixture
def register(server: Server) -> Iterator[Register]:
    """A new register with one series."""
    with Register.init(server.address, SERIES) as opened:
        yield opened


def test_eight_processes_draw_twenty_thousand_numbers_without_double_or_gap(
    register: Register, server: Server
) -> None:
    serials = drawn_by_processes(server.address, processes=8, numbers=20_000)
    assert sorted(serials) == list(range(1, 20_001))
    (summary,) = register.series()
    assert summary.next_number == 20_001
    assert summary.reserved + summary.issued == 20_000


def test_a_year_with_everything_in_it_reads_as_it_does_on_sqlite(register: Register, tmp_path: Path) -> None:
    with Register.init(tmp_path / "so.db", SERIES) as other:
        for book in (register, other):
            book.open_series(SECRET)
            drawn = book.reserve(SERIES, 5, date=DAY, holder="đợt 1")
            book.issue([issue_of(drawn[0]), issue_of(drawn[3])])
            book.void([drawn[1], drawn[2]], "hỏng")
            book.insert(drawn[0], date=DAY, reason="sót", force=True)
            shared = book.reserve(SERIES, 3, date=date(2027, 4, 1), one_number=True)
            book.issue(issue_of(number, name=f"{place}.docx") for place, number in enumerate(shared))
            book.annotate(drawn[0], transferred=date(2027, 3, 8), note="gửi hỏa tốc")
            assert codes(lambda: book.reserve(SERIES, 1, date=DAY)) == ["date-falls"]  # noqa: B023
            assert codes(lambda: book.void(drawn[0], "x")) == ["issued-stays"]  # noqa: B023
            assert codes(lambda: book.close_series(SERIES)) == ["open-reservations"]  # noqa: B023
            book.begin_year(2028)
        assert register.entries(SERIES) == other.entries(SERIES)
        assert register.holes(SERIES) == other.holes(SERIES)
        assert register.series() == other.series()
        assert register.reservations(SERIES) == other.reservations(SERIES)
        assert register.export_xlsx() == other.export_xlsx()


def test_a_process_killed_between_reserving_and_issuing_loses_no_number(
    register: Register, server: Server
) -> None:
    killed_after_reserving(server.address, holder="đợt 3", count=5)
    (hole,) = register.holes(SERIES)
    assert (hole.text, hole.state, hole.explanation) == ("01-05", State.RESERVED, "đợt 3")
    again = register.reserve(SERIES, 5, date=DAY, holder="đợt 3")
    register.issue(issue_of(number) for number in again)
    assert register.holes(SERIES) == ()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_stopped_and_started_again_loses_nothing_and_is_found_again(
    register: Register, server: Server, mode: str
) -> None:
    first = register.reserve(SERIES, 2, date=DAY, holder="đợt 1")
    server.stop(mode)
    try:
        assert codes(lambda: register.reserve(SERIES, 2, date=DAY, holder="đợt 2")) == ["unreachable"]
        assert codes(lambda: Register.open(server.address)) == ["unreachable"]
    finally:
        server.start()
    assert register.reserve(SERIES, 2, date=DAY, holder="đợt 1") == first
    assert str(register.reserve(SERIES, 2, date=DAY, holder="đợt 2")) == "03-04"


def test_number_symbol_and_issuer_are_unique_in_a_year(register: Register) -> None:
    reports = Series(OFFICE, 2027, type=kind("báo cáo"))
    register.open_series(reports)
    register.issue([issue_of(register.reserve(SERIES, 1, date=DAY)[0], letter("BC-SDL"))])
    report = issue_of(register.reserve(reports, 1, date=DAY)[0], evolve(letter("BC-SDL"), type="báo cáo"))
    assert codes(lambda: register.issue([report])) == ["triple-taken"]


@contextmanager
def busy(server: Server) -> Iterator[None]:
    """Another program that holds the series and does not come to an end."""
    with psycopg.connect(server.address) as other:
        other.execute("SELECT * FROM congvan_series FOR UPDATE")
        yield
        other.rollback()


def test_a_locked_series_says_so_after_its_patience_and_can_be_read_meanwhile(
    register: Register, server: Server
) -> None:
    with Register.open(server.address, wait=0.1) as impatient:
        with busy(server):
            assert codes(lambda: impatient.reserve(SERIES, 1, date=DAY)) == ["locked"]
            assert impatient.entries(SERIES) == ()
        assert str(impatient.reserve(SERIES, 1, date=DAY)) == "01"


def test_a_register_opened_for_reading_draws_nothing(register: Register, server: Server) -> None:
    register.reserve(SERIES, 1, date=DAY)
    with Register.open(server.address, read_only=True) as reader:
        assert codes(lambda: reader.reserve(SERIES, 1, date=DAY)) == ["read-only"]
        assert reader.entry(Number(SERIES, 1)).state is State.RESERVED


def test_a_database_without_a_register_is_told_from_one_that_has_one(server: Server) -> None:
    assert codes(lambda: Register.open(server.address)) == ["not-a-register"]
    with Register.init(server.address, SERIES) as register:
        assert inspect(register._ledger.engine).has_table(TABLES[0].name)
    assert codes(lambda: Register.init(server.address, SERIES)) == ["series-exists"]
    nowhere = server.address.replace("/postgres?", "/khong-co?")
    assert codes(lambda: Register.open(nowhere)) == ["unreachable"]


def test_no_password_is_ever_shown(server: Server) -> None:
    secret = server.address.replace("congvan@", "congvan:bi-mat@")
    with Register.init(secret, SERIES) as register:
        assert "bi-mat" not in repr(register)
        with pickle.loads(pickle.dumps(register)) as other:
            assert other.series() == register.series()
    with pytest.raises(Exception, match="unreachable") as refused:
        Register.open(secret.replace(str(server.folder), "/nowhere"))
    assert "bi-mat" not in str(refused.value)
