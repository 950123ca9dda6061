"""Works that are taken on together, step by step."""

from __future__ import annotations

import pytest

from congvan.api.steps import Steps, in_step


def work(name: str, steps: int, seen: list[str]) -> Steps[str]:
    for step in range(steps):
        seen.append(f"{name}{step}")
        yield
    return name.upper()


def test_all_take_a_step_before_any_takes_the_next_and_what_they_come_to_is_in_their_order() -> None:
    seen: list[str] = []
    assert in_step([work("a", 1, seen), work("b", 3, seen), work("c", 0, seen), work("d", 2, seen)]) == [
        *"ABCD"
    ]
    assert seen == ["a0", "b0", "d0", "b1", "d1", "b2"]


def test_nothing_to_do_comes_to_nothing() -> None:
    assert in_step([]) == []


def test_what_one_raises_is_raised() -> None:
    def broken() -> Steps[str]:
        yield
        raise KeyError("x")

    with pytest.raises(KeyError):
        in_step([work("a", 3, []), broken()])
