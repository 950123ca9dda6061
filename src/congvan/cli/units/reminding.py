"""`congvan remind`: the source of a reminder to whoever is missing."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from attrs import frozen

from congvan.api import dump, write_file
from congvan.api.files import contents
from congvan.cli.binding import Filling
from congvan.cli.reporting import said
from congvan.model import Deadline, Dispatch
from congvan.problems import CongvanError, Place
from congvan.returns import ReturnError, State, deadline_of, reminder, states_in
from congvan.vietnamese.dates import DateParts


@frozen(kw_only=True)
class Order:
    """The summary to go by, the new deadline or None, where to, and how to tell it."""

    summary: str
    into: str
    by: date | None
    deadline: str | None
    force: bool
    language: str


def write_reminder(path: str, filling: Filling, order: Order) -> int:
    """Write the reminder's source file and print its path; 1 when nobody is missing or it cannot be."""
    try:
        dispatch = filling.read(path)[1].dispatch
        missed: Deadline | None = deadline_of(dispatch, order.deadline)
        missing = _missing(dispatch, order.summary)
        today = date.today()
        text = dump(
            reminder(dispatch, missing, day=DateParts(today.year, today.month), by=order.by, deadline=missed)
        )
        print(write_file(Path(order.into), text.encode(), force=order.force))
    except CongvanError as error:
        for problem in error.problems:
            print(said(problem.at(Place(file=path)), order.language), file=sys.stderr)
        return 1
    return 0


def _missing(dispatch: Dispatch, summary: str) -> frozenset[str]:
    try:
        states = states_in(contents(Path(summary), refusal=ReturnError), dispatch)
    except ReturnError as error:
        raise ReturnError(problem.at(Place(file=summary)) for problem in error.problems) from None
    return frozenset(code for code, state in states.items() if state is State.MISSING)
