"""Registers that refuse a batch, and clocks that run backwards: no number is lost, none is drawn twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from congvan.batch import Progress
from congvan.problems import CongvanError
from congvan.register import Register, Series, State
from congvan.register.ledger.schema import VERSION, migrate
from tests.support.batches import DAY, OFFICE, SERIES, batch, begin, killed_run, numbered, state
from tests.support.registers import codes

ROWS = 40


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program that writes to the register and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_register_that_is_locked_stops_the_batch_before_any_letter(tmp_path: Path) -> None:
    place = begin(tmp_path)
    with Register.open(place / "so.db", wait=0.1) as register, held(place / "so.db"):
        assert codes(lambda: batch(2).run(into=place / "out", register=register, date=DAY)) == ["locked"]
    assert not [*(place / "out").glob("*.docx")]
    assert numbered(place, 2).numbers == ("01", "02")


def test_a_register_locked_in_the_middle_is_told_of_and_entered_by_the_next_run(tmp_path: Path) -> None:
    numbered(begin(tmp_path / "a"), ROWS)
    place = begin(tmp_path / "b")
    holding = held(place / "so.db")
    entered: list[int] = []

    def lock(progress: Progress) -> None:
        if progress.stage == "make" and progress.done and not entered:
            entered.append(progress.done)
            holding.__enter__()

    with Register.open(place / "so.db", wait=0.1) as register:
        report = batch(ROWS).run(into=place / "out", register=register, date=DAY, progress=lock)
    holding.__exit__(None, None, None)
    found = {item.code for failure in report.failures for item in failure.problems}
    assert found == {"congvan.register.locked"}
    assert report.made == entered[0]
    assert numbered(place, ROWS).is_complete
    assert state(tmp_path / "a") == state(place)


def test_a_register_that_may_only_be_read_numbers_nothing(tmp_path: Path) -> None:
    place = begin(tmp_path)
    with Register.open(place / "so.db", read_only=True) as register:
        assert codes(lambda: batch(2).run(into=place / "out", register=register, date=DAY)) == ["read-only"]
    assert not [*(place / "out").glob("*.docx")]


def test_a_register_of_another_year_numbers_nothing(tmp_path: Path) -> None:
    Register.init(tmp_path / "so.db", Series(OFFICE, 2026)).close()
    assert codes(lambda: numbered(tmp_path, 2)) == ["other-year"]
    assert not [*(tmp_path / "out").glob("*.docx")]


def test_an_older_register_is_brought_up_to_date_and_numbers_the_batch(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'so.db'}")
    with engine.begin() as connection:
        migrate(connection, to=VERSION - 1)
        connection.exec_driver_sql(
            "INSERT INTO congvan_series (id, issuer, year, type, secret, first_number, next_number)"
            f" VALUES (1, '{OFFICE}', 2027, '', 0, 15, 15)"
        )
    engine.dispose()
    assert numbered(tmp_path, 2).numbers == ("15", "16")


def test_a_damaged_register_is_refused_and_no_letter_is_made(tmp_path: Path) -> None:
    place = begin(tmp_path)
    data = bytearray((place / "so.db").read_bytes())
    data[4096:8192] = b"\xff" * 4096
    (place / "so.db").write_bytes(data)
    assert codes(lambda: numbered(place, 2)) == ["corrupted"]
    assert not (place / "out").exists()


def test_a_clock_set_back_draws_nothing_and_names_the_last_date(tmp_path: Path) -> None:
    place = begin(tmp_path)
    numbered(place, 2)
    with (
        Register.open(place / "so.db") as register,
        pytest.raises(CongvanError, match="date-falls") as refused,
    ):
        batch(4).run(into=place / "out", register=register, date=DAY - timedelta(days=1))
    assert "05/3/2027" in refused.value.describe("vi")
    assert numbered(place, 4).numbers == ("03", "04")
    with Register.open(place / "so.db") as register:
        assert not register.holes(SERIES)


@pytest.mark.parametrize("days", [-3, 3])
def test_a_run_that_was_killed_keeps_its_first_date_whatever_the_clock_says(
    tmp_path: Path, days: int
) -> None:
    place = begin(tmp_path)
    # Killed as soon as the numbers are drawn: the register has them before the first letter is there.
    after = 0.0
    while not drawn(place):
        killed_run(place, ROWS, after)
        after += 0.005
    with Register.open(place / "so.db") as register:
        batch(ROWS).run(into=place / "out", register=register, date=DAY + timedelta(days=days))
        assert {entry.date for entry in register.entries(SERIES)} == {DAY}
        assert {entry.state for entry in register.entries(SERIES)} == {State.ISSUED}
    assert "ngày 05 tháng 3 năm 2027" in letter_of(place)


def drawn(place: Path) -> int:
    with Register.open(place / "so.db", read_only=True) as register:
        return len(register.entries(SERIES))


def letter_of(place: Path) -> str:
    from congvan.opc import read_package

    text = read_package((place / "out" / "DV40.docx").read_bytes()).read("word/document.xml").decode()
    return "".join(part.partition("<")[0] for part in text.split(">"))


def test_the_year_ends_between_two_runs_of_a_batch(tmp_path: Path) -> None:
    place = begin(tmp_path)
    numbered(place, 2)
    with Register.open(place / "so.db") as register:
        register.begin_year(2028)
        report = batch(4).run(into=place / "out", register=register, date=date(2028, 1, 3))
        assert report.numbers == ("01", "02")
        assert [entry.date.year for entry in register.entries(SERIES)] == [2027, 2027]
