"""Who does the work: this process, a pool of its own, or any executor given (tiến trình)."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing.connection import wait as wait_for
from typing import Generic, TypeVar

from attrs import define, field

from congvan.problems import CongvanError

T = TypeVar("T")
PAYS_FROM = 2_000
"""From how many rows on the start of processes is earned back."""
_ATTEMPTS = 3


def default_jobs(rows: int) -> int:
    """How many processes pay for so many rows: one, or as many as there are cores."""
    return max(1, os.cpu_count() or 1) if rows >= PAYS_FROM else 1


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it ends itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel

        def watch() -> None:
            wait_for([sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


@define
class Lost(Generic[T]):
    """Stands for the answer of a task whose workers died again and again."""

    task: Callable[[], T]


def _called(task: Callable[[], T]) -> T:
    return task()


class Crew:
    """Runs tasks, a few more at a time than there are workers, and brings their answers as they come.

    `executor` is used as it is and never shut down; without one, `jobs` processes, or this one for 1. A task
    lost with its worker is given out again.
    """

    def __init__(self, executor: Executor | None, jobs: int) -> None:
        """Nothing is started before there is work."""
        self.given = executor
        self.jobs = jobs
        self.own: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        """The crew itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes that were started."""
        if self.own is not None:
            self.own.shutdown(wait=True, cancel_futures=True)
            self.own = None

    @property
    def is_alone(self) -> bool:
        """True when this process does all the work."""
        return self.given is None and self.jobs <= 1

    @property
    def size(self) -> int:
        """About how many workers there are."""
        workers = getattr(self.given, "_max_workers", None)
        return self.jobs if self.given is None else (workers if isinstance(workers, int) else 8)

    def answers(self, tasks: Iterable[Callable[[], T]]) -> Iterator[T | Lost[T]]:
        """The answer of every task, in the order they are ready."""
        if self.is_alone:
            yield from (task() for task in tasks)
            return
        yield from _Queue(self, iter(tasks)).answers()

    def executor(self) -> Executor:
        """The executor to give work to, started when it is the first time."""
        if self.given is not None:
            return self.given
        if self.own is None:
            context = multiprocessing.get_context("spawn")
            self.own = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_end_with_parent)
        return self.own

    def renew(self) -> None:
        """A pool with a dead worker takes no more work: start another."""
        if self.own is not None:
            self.own.shutdown(wait=False, cancel_futures=True)
            self.own = None


@define
class _Queue(Generic[T]):
    crew: Crew
    tasks: Iterator[Callable[[], T]]
    running: dict[Future[T], Callable[[], T]] = field(factory=dict)
    again: deque[Callable[[], T]] = field(factory=deque)
    losses: dict[int, int] = field(factory=dict)

    def answers(self) -> Iterator[T | Lost[T]]:
        self.fill()
        while self.running:
            ready, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in ready:
                task = self.running.pop(future)
                answer = self.answer(future, task)
                if answer is not None:
                    yield answer
            self.fill()

    def answer(self, future: Future[T], task: Callable[[], T]) -> T | Lost[T] | None:
        """What came back; None when the task is given out again."""
        try:
            answer = future.result()
            self.losses.pop(id(task), None)
            return answer
        except CongvanError:
            raise
        except Exception:  # noqa: BLE001 - every executor has its own way to say that a worker died
            self.crew.renew()
            lost = self.losses[id(task)] = self.losses.get(id(task), 0) + 1
            if lost >= _ATTEMPTS:
                return Lost(task)
            self.again.append(task)
            return None

    def fill(self) -> None:
        while len(self.running) < self.crew.size * 2:
            task = self.again.popleft() if self.again else next(self.tasks, None)
            if task is None:
                return
            try:
                future = self.crew.executor().submit(_called, task)
            except RuntimeError:
                # Broken between two looks at it.
                self.crew.renew()
                future = self.crew.executor().submit(_called, task)
            self.running[future] = task


def range_size(rows: int, crew: Crew) -> int:
    """How many rows go to a worker at once: few enough to share out, enough to be worth sending."""
    return max(8, min(64, rows // 4)) if crew.is_alone else max(8, min(256, rows // (crew.size * 8)))
