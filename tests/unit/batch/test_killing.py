"""Killed at any instant and run again, a batch ends as if nothing had happened."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.batches import batch, begin, killed_run, numbered, state

ROWS = 40


def instants(count: int, longest: float) -> Iterator[float]:
    """Instants spread evenly over the run, in no order, the same each time."""
    golden = 0.618033988749895
    for number in range(1, count + 1):
        yield (number * golden % 1) * longest


def killed_and_repeated(folder: Path, kills: int) -> None:
    undisturbed = begin(folder / "undisturbed")
    began = time.perf_counter()
    numbered(undisturbed, ROWS)
    longest = (time.perf_counter() - began) * 1.1
    wanted = state(undisturbed)
    place, number, done = begin(folder / "0"), 0, 0
    for after in instants(kills, longest):
        if killed_run(place, ROWS, after):
            done += 1
            assert state(place) == wanted
            number += 1
            place = begin(folder / str(number))
    numbered(place, ROWS)
    assert state(place) == wanted
    assert done < kills


def test_fifty_kills_lose_nothing_and_number_nothing_twice(tmp_path: Path) -> None:
    killed_and_repeated(tmp_path, 50)


@pytest.mark.soak
def test_a_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    killed_and_repeated(tmp_path, 1000)


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    begin(tmp_path / "a")
    numbered(tmp_path / "a", 200)
    begin(tmp_path / "b")
    stop = threading.Event()

    def kill_the_first() -> None:
        while not stop.is_set():
            children = multiprocessing.active_children()
            if children and (tmp_path / "b" / "out").exists() and children[0].pid:
                time.sleep(0.2)
                os.kill(children[0].pid, signal.SIGKILL)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    report = numbered(tmp_path / "b", 200, jobs=2)
    stop.set()
    killer.join()
    assert report.made == 200
    assert state(tmp_path / "a") == state(tmp_path / "b")


def test_what_a_killed_run_left_half_written_is_taken_away(tmp_path: Path) -> None:
    tmp_path.joinpath(".congvan-123-0.tmp").write_bytes(b"half")
    batch(1).run(into=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["DV01.docx", "congvan-batch.db"]
