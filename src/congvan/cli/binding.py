"""What the command line puts into a source: values, number, date (giá trị điền vào)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen
from immutabledict import immutabledict

from congvan.api import read
from congvan.cli.leaving import WrongUsage
from congvan.model.reference import NUMBER
from congvan.problems import Problem
from congvan.source import Bound, Source
from congvan.source import value_of as value_of
from congvan.vietnamese.dates import DateParts, parse_date


@frozen
class Filling:
    """Values by name, number and date of issue; None leaves what the source says."""

    values: immutabledict[str, object]
    number: int | str | None
    date: DateParts | None

    @classmethod
    def of(
        cls, sources: Sequence[str], settings: Iterable[str], number: str | None, date: str | None
    ) -> Filling:
        """What the options say; WrongUsage when they are not understood, or one number is for several."""
        if number is not None and len(sources) > 1:
            raise WrongUsage(Problem("congvan.cli.number-for-many", parameters={"count": len(sources)}))
        return cls(_values(settings), _number(number), _date(date))

    def read(self, path: str) -> tuple[Source, Bound]:
        """The source at a path, and what it says once filled; raises SourceError."""
        source = read(Path(path))
        return source, source.bound(self.values, number=self.number, date=self.date)


def _values(settings: Iterable[str]) -> immutabledict[str, object]:
    values: dict[str, object] = {}
    for setting in settings:
        name, sign, text = setting.partition("=")
        if not sign or not name.strip().isidentifier():
            raise WrongUsage(Problem("congvan.cli.bad-setting", parameters={"value": setting}))
        values[name.strip()] = value_of(text)
    return immutabledict(values)


def _number(text: str | None) -> int | str | None:
    """A number typed without its leading zero gets it from the model; WrongUsage for what is none."""
    if text is None:
        return None
    number = int(text) if re.fullmatch("[0-9]{1,6}", text) else text
    if not NUMBER.fullmatch(f"{number:02d}" if isinstance(number, int) else number):
        raise WrongUsage(Problem("congvan.cli.bad-number", parameters={"value": text}))
    return number


def day_of(text: str | None) -> date | None:
    """A whole day typed as an option; WrongUsage when it is none."""
    parts = _date(text)
    day = parts.as_date() if parts is not None else None
    if parts is not None and day is None:
        raise WrongUsage(Problem("congvan.cli.bad-day", parameters={"value": text}))
    return day


def _date(text: str | None) -> DateParts | None:
    found = None if text is None else parse_date(text)
    if text is not None and found is None:
        raise WrongUsage(Problem("congvan.cli.bad-date", parameters={"value": text}))
    return found
