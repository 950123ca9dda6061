"""A batch numbered from PostgreSQL, which is stopped and started again in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from congvan.batch import Batch, Progress, Report
from congvan.problems import CongvanError
from congvan.register import Register, State
from tests.support.batches import DAY, SERIES, batch, rows, source
from tests.support.postgresql import Server

ROWS = 40


def run(server: Server, folder: Path, told: Callable[[Progress], None] | None = None) -> Report:
    with Register.open(server.address, wait=2) as register:
        return batch(ROWS).run(into=folder, register=register, date=DAY, progress=told)


def all_is_issued_once(server: Server, folder: Path, first: int = 1) -> bool:
    """Every letter has one number and every number one letter, in the order of the rows, without a hole."""
    with Register.open(server.address) as register:
        entries, holes = register.entries(SERIES), register.holes(SERIES)
    named = {name: entry.number.serial for entry in entries for name in entry.digests}
    wanted = {f"DV{number:02}.docx": first + number - 1 for number in range(1, ROWS + 1)}
    return (
        not holes
        and {entry.state for entry in entries} == {State.ISSUED}
        and named == wanted == {path.name: wanted[path.name] for path in folder.glob("*.docx")}
    )


@pytest.fixture
def numbering(server: Server) -> Server:
    """The server with a new register on it."""
    Register.init(server.address, SERIES).close()
    return server


def test_a_register_that_comes_back_takes_in_what_was_made_meanwhile(
    numbering: Server, tmp_path: Path
) -> None:
    stopped: list[int] = []

    def restart(progress: Progress) -> None:
        if progress.stage == "make" and progress.done and not stopped:
            stopped.append(progress.done)
            numbering.stop("immediate")
        elif stopped and progress.done == ROWS:
            numbering.start()

    report = run(numbering, tmp_path, restart)
    assert stopped[0] < ROWS
    assert (report.made, report.is_complete) == (ROWS, True)
    assert all_is_issued_once(numbering, tmp_path)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_register_that_stays_away_is_told_of_and_the_next_run_enters_the_rest(
    numbering: Server, tmp_path: Path, mode: str
) -> None:
    stopped: list[int] = []

    def stop(progress: Progress) -> None:
        if progress.stage == "make" and progress.done and not stopped:
            stopped.append(progress.done)
            numbering.stop(mode)

    try:
        report = run(numbering, tmp_path, stop)
    finally:
        numbering.start()
    codes = {found.code for failure in report.failures for found in failure.problems}
    assert codes == {"congvan.register.unreachable"}
    assert report.made == stopped[0] == ROWS - len(report.failures)
    assert len([*tmp_path.glob("*.docx")]) == ROWS
    written = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.docx")}
    assert run(numbering, tmp_path).is_complete
    assert all_is_issued_once(numbering, tmp_path)
    assert written == {path: path.stat().st_mtime_ns for path in written}


def test_without_its_register_a_batch_stops_before_any_letter(numbering: Server, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "check" and progress.done == ROWS:
            numbering.stop("immediate")

    try:
        with pytest.raises(CongvanError, match="unreachable"):
            run(numbering, tmp_path, stop)
    finally:
        numbering.start()
    assert not [*tmp_path.glob("*.docx")]
    assert run(numbering, tmp_path).is_complete
    assert all_is_issued_once(numbering, tmp_path)


def test_a_server_killed_again_and_again_gives_no_number_twice(numbering: Server, tmp_path: Path) -> None:
    chance = Random(7)

    def sometimes(_: Progress) -> None:
        if chance.random() < 0.4:
            numbering.stop("immediate")
            numbering.start()

    for _ in range(20):
        try:
            if run(numbering, tmp_path, sometimes).is_complete:
                break
        except CongvanError as error:
            assert "unreachable" in str(error)  # noqa: PT017
    assert run(numbering, tmp_path).is_complete
    assert all_is_issued_once(numbering, tmp_path)


def test_two_batches_at_once_draw_from_one_series(numbering: Server, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(name: str) -> Report:
        with Register.open(numbering.address) as register:
            made = Batch(source(), rows(ROWS), name=f"{name}-{{ma}}")
            return made.run(into=tmp_path / name, register=register, date=DAY)

    with ThreadPoolExecutor(2) as executor:
        reports = [*executor.map(one, "ab")]
    numbers = [number for report in reports for number in report.numbers]
    assert len(numbers) == len({*numbers}) == 2 * ROWS
    with Register.open(numbering.address) as register:
        assert not register.holes(SERIES)
