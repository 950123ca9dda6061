"""Killed at any instant and run again, a batch ends as if nothing had happened."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest

from congvan.batch import Report
from congvan.batch.crew import Crew, Lost
from tests.support.batches import batch, begin, killed_run, numbered, state, was_killed, write_inputs

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
            assert_right(place, wanted)
            number += 1
            place = begin(folder / str(number))
    numbered(place, ROWS)
    assert_right(place, wanted)


def assert_right(place: Path, wanted: Mapping[str, object]) -> None:
    """All is as an undisturbed run leaves it; then it may go, a thousand of them are half a gigabyte."""
    assert state(place) == wanted
    shutil.rmtree(place)


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
    killed_until(folder, kills, chance, whole, lambda place, after: killed_run(place, ROWS, after))


def test_fifty_kills_lose_nothing_and_number_nothing_twice(tmp_path: Path, chance: Random) -> None:
    parent_killed(tmp_path, 50, chance)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_kills_lose_nothing(tmp_path: Path, chance: Random) -> None:
    parent_killed(tmp_path, 1000, chance)


def with_workers_killed(place: Path, instants: Sequence[float], chance: Random) -> int:
    """A run of two workers, one of which is killed at each instant if there is one by then: how many were."""
    killed: list[int] = []

    def kill_one() -> None:
        children = multiprocessing.active_children()
        alive = [worker.pid for worker in children if worker.pid and worker.is_alive()]
        if alive:
            chosen = chance.choice(alive)
            # It may have ended by itself in the meantime.
            with suppress(ProcessLookupError):
                os.kill(chosen, signal.SIGKILL)
                killed.append(chosen)

    killers = [threading.Timer(after, kill_one) for after in instants]
    for killer in killers:
        killer.start()
    try:
        report = numbered(place, ROWS, jobs=2)
    finally:
        for killer in killers:
            killer.cancel()
            killer.join()
    assert report.is_complete
    return len(killed)


def worker_killed(folder: Path, kills: int, chance: Random) -> None:
    """Two in a run, so that those who come in the place of the first are met too."""
    wanted, done, turn = state(undisturbed(folder)), 0, 0
    whole = longest(folder, lambda place: numbered(place, ROWS, jobs=2))
    while done < kills:
        place = begin(folder / str(turn))
        instants = [chance.uniform(0, whole), chance.uniform(0, whole * 2)]
        done += with_workers_killed(place, instants, chance)
        assert_right(place, wanted)
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
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
    process.kill()
    return was_killed(process.wait())


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


def test_a_script_without_a_guard_has_no_workers_and_is_done_all_the_same(
    tmp_path: Path,
) -> None:
    # Each worker would run the script again: Python ends it before it begins.
    script = "from tests.support.batches import numbered\nfrom pathlib import Path\n"
    place = begin(tmp_path / "a")
    work = f"print(numbered(Path({str(place)!r}), {ROWS}, jobs=2).made)\n"
    (tmp_path / "script.py").write_text(script + work)
    done = subprocess.run(
        [sys.executable, tmp_path / "script.py"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == [str(ROWS)], done.stderr
    assert done.stderr == ""
    assert state(place) == state(undisturbed(tmp_path))


def test_a_task_that_always_kills_its_worker_takes_no_other_along() -> None:
    tasks = [partial(_answer, number) for number in range(20)]
    with Crew(None, 2) as crew:
        answers = [*crew.answers(tasks)]
    assert len([answer for answer in answers if isinstance(answer, Lost)]) == 1
    assert {answer for answer in answers if isinstance(answer, int)} == {*range(20)} - {13}


def _answer(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


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
