"""`congvan roll`, `congvan deadlines`: what they do."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from attrs import frozen

from congvan.agenda import Due, due_of
from congvan.api import read, write_file
from congvan.batch import Batch, read_rows
from congvan.cli.batches.running import join_of
from congvan.cli.leaving import WrongUsage
from congvan.cli.reporting import as_record, said
from congvan.problems import CongvanError, Place, Problem
from congvan.rolling import Rolled, Shift
from congvan.rolling import roll as rolled
from congvan.vietnamese.dates import parse_date, short_date

_MOVED = {"vi": "dòng {line}, {path}: «{old}» -> «{new}»", "en": "line {line}, {path}: «{old}» -> «{new}»"}


def roll_source(
    source: str, year: int, into: str, day_off: str, *, force: bool, as_json: bool, language: str
) -> int:
    """Write next year's source, print what was moved, and tell what is left to a person."""
    found = rolled(source, year=year, shift=Shift(day_off))
    path = write_file(Path(into), found.text.encode(), force=force)
    if as_json:
        _print_json(found, language)
        return 0
    for change in found.changes:
        print(_MOVED[language].format(line=change.line, path=change.path, old=change.old, new=change.new))
    for item in found.decisions:
        print(said(_renamed(item, source, into), language), file=sys.stderr)
    print(path)
    return 0


def _renamed(item: Problem, old: str, new: str) -> Problem:
    """A problem of the new file: its lines are those of the old one."""
    place = item.place
    if place.file not in (None, old):
        return item
    return Problem(
        item.code,
        item.severity,
        Place(new, place.line, place.column, place.path, place.part, place.near),
        item.parameters,
    )


def _print_json(found: Rolled, language: str) -> None:
    record = {
        "changes": [
            {"line": item.line, "path": item.path, "old": item.old, "new": item.new, "rule": item.rule}
            for item in found.changes
        ],
        "decisions": [as_record(item, language) for item in found.decisions],
    }
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(record, ensure_ascii=not is_utf8, indent=2))


@frozen(kw_only=True)
class Gathering:
    """What deadlines to gather: of which sources, and the tables that those of a batch are filled from."""

    sources: tuple[str, ...]
    data: str | None
    key: str | None
    joins: tuple[str, ...]
    language: str

    def due(self) -> tuple[list[Due], list[Problem]]:
        """The deadlines of all sources, and what is wrong with those that cannot be read."""
        found: list[Due] = []
        problems: list[Problem] = []
        for path in self.sources:
            try:
                found += self.due_of_one(path)
            except CongvanError as error:
                problems += [item.at(Place(file=path)) for item in error.problems]
        return found, problems

    def due_of_one(self, path: str) -> list[Due]:
        """The deadlines of a source, or of every row where only the rows say all its values."""
        source = read(Path(path))
        try:
            return [*due_of(source.bind(), path)]
        except CongvanError:
            if self.data is None:
                raise
        rows = read_rows(self.data, key=self.key)
        joins = tuple(join_of(text, rows.key) for text in self.joins)
        letters = Batch(source, rows, joins=joins).dispatches()
        return [due for row, dispatch in letters for due in due_of(dispatch, f"{path} «{row.key}»")]


def gather_deadlines(
    wanted: Gathering, *, ics: str | None, into: str | None, day: str | None, force: bool
) -> int:
    """Write the deadlines of sources as calendar and workbook, or print them; 1 when a source is unread."""
    today = _day(day)
    due, problems = wanted.due()
    for found in problems:
        print(said(found, wanted.language), file=sys.stderr)
    if problems and not due:
        return 1
    if ics is not None:
        from congvan.agenda.calendar import as_ics

        print(write_file(Path(ics), as_ics(due), force=force))
    if into is not None:
        from congvan.agenda.workbook import as_workbook

        print(write_file(Path(into), as_workbook(due, today=today), force=force))
    if ics is None and into is None:
        for item in sorted(due, key=lambda one: (one.day, one.clock)):
            left = item.working_days_left(today)
            facts = (short_date(item.day), item.clock, f"({left})", item.owed_by, item.what, item.file)
            print("  ".join(fact for fact in facts if fact))
    return 1 if problems else 0


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    parts = parse_date(text)
    found = parts.as_date() if parts else None
    if found is None:
        raise WrongUsage(Problem("congvan.cli.bad-date", parameters={"value": text}))
    return found
