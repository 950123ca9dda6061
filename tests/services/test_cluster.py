"""A Dask cluster of two workers on this machine, one of which is killed during a run."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask
import distributed
import pytest

from congvan.batch import Progress
from tests.support.batches import begin, numbered, state, write_inputs

ROWS = 200


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> object:
    """What one process leaves."""
    place = begin(tmp_path_factory.mktemp("alone"))
    numbered(place, ROWS)
    return state(place)


@contextmanager
def cluster() -> Iterator[Any]:
    """Two workers, each a process of its own, and a client."""
    workers = distributed.LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    )
    client = distributed.Client(workers, set_as_default=False)  # type: ignore[no-untyped-call]
    with workers, client:
        yield client


def test_a_cluster_makes_the_same_as_one_process(tmp_path: Path, wanted: object) -> None:
    with cluster() as client:
        numbered(begin(tmp_path), ROWS, executor=client.get_executor())
    assert state(tmp_path) == wanted


def test_a_cluster_that_does_not_answer_is_told_of_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from congvan.cli import main

    monkeypatch.chdir(tmp_path)
    write_inputs(tmp_path, 2)
    order = ["batch", "thu.md", "--data", "d.csv", "--into", "out", "--dask", "tcp://127.0.0.1:9"]
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(SystemExit) as left:
        main(order)
    assert left.value.code == 1
    assert "congvan.batch.cluster-unreachable" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("at", [0, 1], ids=["before its first range", "between ranges"])
def test_the_range_of_a_worker_that_is_killed_is_run_again(tmp_path: Path, wanted: object, at: int) -> None:
    killed: list[int] = []
    with cluster() as client:
        workers = [*client.run(os.getpid).values()]

        def kill_one(progress: Progress) -> None:
            if progress.stage == "make" and progress.done >= at and not killed:
                killed.append(workers[0])
                os.kill(workers[0], signal.SIGKILL)

        report = numbered(begin(tmp_path), ROWS, executor=client.get_executor(), progress=kill_one)
    assert killed
    assert report.is_complete
    assert state(tmp_path) == wanted
