"""Many processes at one register, and processes that are killed with numbers in hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from congvan.register import Register, State
from tests.support.batches import begin, numbered, state
from tests.support.registers import (
    DAY,
    SERIES,
    drawn_by_processes,
    issue_of,
    killed_after_reserving,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new register with one series."""
    Register.init(tmp_path / "so.db", SERIES).close()
    return tmp_path / "so.db"


def test_eight_processes_draw_twenty_thousand_numbers_without_double_or_gap(path: Path) -> None:
    serials = drawn_by_processes(path, processes=8, numbers=20_000)
    assert sorted(serials) == list(range(1, 20_001))
    with Register.open(path) as register:
        (summary,) = register.series()
        assert (summary.next_number, summary.void) == (20_001, 0)
        assert summary.reserved + summary.issued == 20_000
        assert all(hole.state is State.RESERVED for hole in register.holes(SERIES))


def test_a_process_killed_between_reserving_and_issuing_loses_no_number(path: Path) -> None:
    killed_after_reserving(path, holder="đợt 3", count=5)
    with Register.open(path) as register:
        (hole,) = register.holes(SERIES)
        assert (hole.text, hole.state, hole.explanation) == ("01-05", State.RESERVED, "đợt 3")
        again = register.reserve(SERIES, 5, date=date(2027, 3, 9), holder="đợt 3")
        register.issue(issue_of(number) for number in again)
        assert register.holes(SERIES) == ()
        assert {entry.date for entry in register.entries(SERIES, state=State.ISSUED)} == {DAY}


def test_processes_make_the_same_as_one(tmp_path: Path) -> None:
    begin(tmp_path / "a")
    begin(tmp_path / "b")
    numbered(tmp_path / "a", 40)
    numbered(tmp_path / "b", 40, jobs=2)
    assert state(tmp_path / "a") == state(tmp_path / "b")
