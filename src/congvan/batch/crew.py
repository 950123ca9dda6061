"""Who does the work: this process, a pool of its own, or any executor given (tiến trình)."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from multiprocessing.connection import wait as wait_for
from typing import Generic, TypeVar

from attrs import define, field

from congvan.problems import CongvanError

T = TypeVar("T")
PAYS_FROM = 2_000
"""From how many rows on the start of processes is earned back."""
_ATTEMPTS = 3
_BREAKING = (BrokenExecutor, OSError, ValueError)
"""What a pool raises that is broken, or just being taken apart."""
_PATIENCE = 2.0
"""Seconds without an answer after which the workers are looked at."""


def default_jobs(rows: int) -> int:
    """How many processes pay for so many rows: one, or as many as there are cores."""
    return max(1, os.cpu_count() or 1) if rows >= PAYS_FROM else 1


def _start_method() -> str:
    """A bare fork would copy the locks of threads; a fork server replaces a lost worker sooner than spawn."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


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
    """Stands for the answer of a task whose workers died again and again, and what the executor said."""

    task: Callable[[], T]
    reason: str


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
        self.has_answered = False

    def __enter__(self) -> Crew:
        """The crew itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the processes that were started."""
        if self.own is not None:
            if kind is None:
                self.settle(self.own)
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
            if getattr(multiprocessing.current_process(), "_inheriting", False):
                # A worker that runs a script without a guard again, up to here: Python would refuse it in
                # many words. It ends, and who started it does the work alone.
                raise SystemExit
            context = multiprocessing.get_context(_start_method())
            self.own = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_end_with_parent)
        return self.own

    def nudge(self) -> None:
        """Have the pool look at all its workers.

        It does so only when it is given work: one that ends as soon as it was started is missed till then.
        """
        if self.own is not None:
            with suppress(*_BREAKING):
                self.own.submit(int)

    def settle(self, pool: ProcessPoolExecutor) -> None:
        """Wait until the pool answers or knows it is broken: else its end could be waited for in vain."""
        with suppress(*_BREAKING):
            while True:
                with suppress(TimeoutError):
                    pool.submit(int).result(_PATIENCE)
                    return

    def renew(self) -> None:
        """A pool with a dead worker takes no more work: start another."""
        if self.own is not None:
            self.own.shutdown(wait=False, cancel_futures=True)
            self.own = None


@define
class _Given(Generic[T]):
    """A task and how often it was lost with its worker."""

    task: Callable[[], T]
    losses: int = 0


@define
class _Queue(Generic[T]):
    crew: Crew
    tasks: Iterator[Callable[[], T]]
    running: dict[Future[T], _Given[T]] = field(factory=dict)
    again: deque[_Given[T]] = field(factory=deque)

    def answers(self) -> Iterator[T | Lost[T]]:
        yield from self.fill()
        while self.running or self.again:
            ready, _ = wait(self.running, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
            if not ready:
                self.crew.nudge()
            for future in ready:
                yield from self.answer(future, self.running.pop(future))
            yield from self.fill()

    def answer(self, future: Future[T], given: _Given[T]) -> Iterator[T | Lost[T]]:
        """What came back; nothing when the task is to be given out again."""
        try:
            answer = future.result()
        except CongvanError:
            raise
        except Exception as error:  # noqa: BLE001 - every executor has its own way to say that a worker died
            self.crew.renew()
            yield from self.lost(given, error)
        else:
            self.crew.has_answered = True
            yield answer

    def lost(self, given: _Given[T], error: Exception) -> Iterator[T | Lost[T]]:
        given.losses += 1
        if given.losses < _ATTEMPTS:
            self.again.append(given)
        elif self.crew.given is not None or self.crew.has_answered:
            yield Lost(given.task, str(error).partition("\n")[0] or type(error).__name__)
        else:
            # Nobody ever answered: the workers of a script without a guard run that script, and end.
            self.crew.jobs = 1
            yield given.task()

    def fill(self) -> Iterator[T | Lost[T]]:
        """Give out what the workers can hold; what was lost once goes alone, to take no others along."""
        while self.crew.is_alone and (left := self.again.popleft() if self.again else self.next_given()):
            yield left.task()
        while len(self.running) < self.crew.size * 2:
            if self.again and self.running:
                return
            given = self.again.popleft() if self.again else self.next_given()
            if given is None:
                return
            is_again = given.losses > 0
            try:
                self.running[self.crew.executor().submit(_called, given.task)] = given
            except _BREAKING as error:
                # Broken between two looks at it; one that was given stays broken.
                self.crew.renew()
                yield from self.lost(given, error)
                continue
            if is_again:
                return

    def next_given(self) -> _Given[T] | None:
        task = next(self.tasks, None)
        return None if task is None else _Given(task)


def range_size(rows: int, crew: Crew) -> int:
    """How many rows go to a worker at once: few enough to share out, enough to be worth sending."""
    return max(8, min(128, rows // 4)) if crew.is_alone else max(8, min(256, rows // (crew.size * 8)))
