"""Whatever is done in whatever order, every number is accounted for and dates never fall."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from congvan.problems import CongvanError
from congvan.register import Number, Register, State
from tests.support.registers import SERIES, issue_of

MEMORY = Path("/dev/shm")
"""Thousands of transactions need not wait for a disk, where there is memory that is a folder."""
DAYS = st.integers(0, 20).map(lambda days: date(2027, 3, 1) + timedelta(days))


class Clerks(RuleBasedStateMachine):
    """People who draw, insert, issue and give up numbers, and a register that is now and then reopened."""

    reserved = Bundle("reserved")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.path = Path(self.folder.name, "so-di.db")
        self.register = Register.init(self.path, SERIES, next_number=7)
        self.states: dict[Number, State] = {}
        self.held: dict[str, list[Number]] = {}

    def teardown(self) -> None:
        """Let go of the file."""
        self.register.close()
        self.folder.cleanup()

    @rule(target=reserved, count=st.integers(1, 5), day=DAYS)
    def reserve(self, count: int, day: date) -> object:
        last = max(
            (entry.date for entry in self.register.entries(SERIES) if entry.state is not State.VOID),
            default=day,
        )
        try:
            drawn = self.register.reserve(SERIES, count, date=day)
        except CongvanError:
            assert day < last
            return multiple()
        assert day >= last
        return multiple(*self.drawn([*drawn]))

    @rule(target=reserved, holder=st.sampled_from("abc"), day=DAYS)
    def reserve_again(self, holder: str, day: date) -> object:
        try:
            drawn = [*self.register.reserve(SERIES, 3, date=day, holder=holder)]
        except CongvanError:
            assert holder not in self.held
            return multiple()
        if holder in self.held:
            assert drawn == self.held[holder]
            return multiple()
        self.held[holder] = drawn
        return multiple(*self.drawn(drawn))

    @rule(target=reserved, after=reserved, day=DAYS)
    def insert(self, after: Number, day: date) -> object:
        try:
            drawn = self.register.insert(after, date=day, reason="sót", force=True)
        except CongvanError:
            return multiple()
        assert drawn.first.serial == after.serial
        return multiple(*self.drawn([*drawn]))

    def drawn(self, numbers: list[Number]) -> list[Number]:
        assert not {*numbers} & {*self.states}
        self.states |= dict.fromkeys(numbers, State.RESERVED)
        return numbers

    @rule(number=consumes(reserved), day=st.none() | DAYS)
    def issue(self, number: Number, day: date | None) -> None:
        fits = self.states[number] is State.RESERVED
        try:
            self.register.issue([evolve(issue_of(number), date=day)])
        except CongvanError:
            assert not fits or day is not None
            return
        self.states[number] = State.ISSUED

    @rule(number=reserved)
    def void(self, number: Number) -> None:
        try:
            self.register.void(number, "bỏ")
        except CongvanError:
            assert self.states[number] is State.ISSUED
            return
        self.states[number] = State.VOID

    @rule()
    def reopen(self) -> None:
        self.register.close()
        self.register = Register.open(self.path)

    @invariant()
    def every_number_is_accounted_for_and_dates_rise_with_numbers(self) -> None:
        entries = self.register.entries(SERIES)
        assert {entry.number: entry.state for entry in entries} == self.states
        (summary,) = self.register.series()
        serials = [entry.number.serial for entry in entries if not entry.number.inserted]
        assert serials == [*range(7, summary.next_number)]
        counted = [entry for entry in entries if entry.state is not State.VOID]
        assert all(one.number.position < other.number.position for one, other in pairwise(counted))
        assert all(one.date <= other.date for one, other in pairwise(counted))

    @invariant()
    def holes_are_what_is_not_issued(self) -> None:
        holes = self.register.holes(SERIES)
        count = sum(hole.last.serial - hole.first.serial + 1 for hole in holes)
        assert count == sum(state is not State.ISSUED for state in self.states.values())


Clerks.TestCase.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)
TestClerks = Clerks.TestCase


class ManyClerks(Clerks):
    """The same for long."""


ManyClerks.TestCase.settings = settings(max_examples=400, stateful_step_count=40, deadline=None)
TestManyClerks = pytest.mark.timeout(900)(pytest.mark.soak(ManyClerks.TestCase))
