"""Killed at any instant and run again, a batch ends as if nothing had happened."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from congvan.batch import Report
from tests.support.batches import batch, begin, killed_run, numbered, state, write_inputs

ROWS = 40
Killed = Callable[[Path, float], bool]
"""Runs the batch in a folder and kills something after so many seconds, if there is something by then."""


def killed_until(folder: Path, kills: int, chance: Random, longest: float, killed: Killed) -> None:
    """So many kills, each at an instant by chance; whatever the killed leave behind is gone on with."""
    wanted = state(undisturbed(folder))
    place, number, done = begin(folder / "0"), 0, 0
    while done < kills:
        if killed(place, chance.uniform(0, longest)):
            done += 1
        else:
            assert state(place) == wanted
            number += 1
            place = begin(folder / str(number))
    numbered(place, ROWS)
    assert state(place) == wanted


def undisturbed(folder: Path) -> Path:
    place = begin(folder / "undisturbed")
    if not (place / "out").exists():
        numbered(place, ROWS)
    return place


def longest(folder: Path, run: Callable[[Path], object]) -> float:
    """About how many seconds a whole run takes; the first one is slower than those after it."""
    undisturbed(folder)
    spent = []
    for turn in range(3):
        place = begin(folder / f"measured-{turn}")
        began = time.perf_counter()
        run(place)
        spent.append(time.perf_counter() - began)
    return min(spent)


def parent_killed(folder: Path, kills: int, chance: Random) -> None:
    whole = longest(folder, lambda place: numbered(place, ROWS))
    killed_until(folder, kills, chance, whole, lambda place, after: not killed_run(place, ROWS, after))


def test_fifty_kills_lose_nothing_and_number_nothing_twice(tmp_path: Path, chance: Random) -> None:
    parent_killed(tmp_path, 50, chance)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_kills_lose_nothing(tmp_path: Path, chance: Random) -> None:
    parent_killed(tmp_path, 1000, chance)


def with_a_worker_killed(place: Path, after: float, chance: Random) -> bool:
    """A run of two workers, one of which is killed after so many seconds, if there is one by then."""
    killed = threading.Event()

    def kill_one() -> None:
        alive = [
            worker.pid for worker in multiprocessing.active_children() if worker.pid and worker.is_alive()
        ]
        if alive:
            os.kill(chance.choice(alive), signal.SIGKILL)
            killed.set()

    killer = threading.Timer(after, kill_one)
    killer.start()
    try:
        report = numbered(place, ROWS, jobs=2)
    finally:
        killer.cancel()
        killer.join()
    assert report.is_complete
    return killed.is_set()


def worker_killed(folder: Path, kills: int, chance: Random) -> None:
    wanted, done, turn = state(undisturbed(folder)), 0, 0
    whole = longest(folder, lambda place: numbered(place, ROWS, jobs=2))
    while done < kills:
        place = begin(folder / str(turn))
        done += with_a_worker_killed(place, chance.uniform(0, whole), chance)
        assert state(place) == wanted
        turn += 1


def test_fifty_workers_killed_are_replaced_and_nothing_is_lost(tmp_path: Path, chance: Random) -> None:
    worker_killed(tmp_path, 50, chance)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_workers_killed_are_replaced(tmp_path: Path, chance: Random) -> None:
    worker_killed(tmp_path, 1000, chance)


def command(place: Path) -> list[str]:
    """The batch as an office calls it, with two workers."""
    write_inputs(place, ROWS)
    options = ["--data", "d.csv", "--into", "out", "--register", "so.db", "--date", "05/3/2027"]
    return [sys.executable, "-m", "congvan", "batch", "thu.md", *options, "--name", "{ma}", "--jobs", "2"]


def killed_command(place: Path, after: float) -> bool:
    """Kill the parent of two workers after so many seconds; its workers are left to themselves."""
    process = subprocess.Popen(
        command(place), cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert process.wait(after) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def parent_of_workers_killed(folder: Path, kills: int, chance: Random) -> None:
    whole = longest(folder, lambda place: killed_command(place, 120))
    # Before this long no file is open yet: the instants that matter are those after it.
    killed_until(
        folder, kills, chance, whole, lambda place, after: killed_command(place, max(after, whole / 3))
    )


def test_workers_whose_parent_is_killed_do_no_harm_to_the_next_run(tmp_path: Path, chance: Random) -> None:
    parent_of_workers_killed(tmp_path, 5, chance)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_hundred_parents_of_workers_killed_lose_nothing(tmp_path: Path, chance: Random) -> None:
    parent_of_workers_killed(tmp_path, 100, chance)


def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    tmp_path.joinpath(".congvan-123-0.tmp").write_bytes(b"half")
    batch(1).run(into=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["DV01.docx", "congvan-batch.db"]


def test_a_pool_of_the_callers_own_that_breaks_fails_rows_and_the_next_run_makes_them(tmp_path: Path) -> None:
    from concurrent.futures import ProcessPoolExecutor

    wanted = state(undisturbed(tmp_path))
    place = begin(tmp_path / "a")
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        report = broken_run(place, executor)
    assert {failure.problems[0].code for failure in report.failures} == {"congvan.batch.worker-lost"}
    assert report.made + len(report.failures) == ROWS
    assert numbered(place, ROWS).is_complete
    assert state(place) == wanted


def broken_run(place: Path, executor: object) -> Report:
    """A run whose executor loses a worker when the first range is made, and cannot be mended."""

    def break_it(progress: object) -> None:
        if getattr(progress, "stage", "") == "make":
            for worker in multiprocessing.active_children():
                worker.kill()

    return numbered(place, ROWS, executor=executor, progress=break_it)
