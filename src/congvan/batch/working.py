"""What a worker does with a range of rows: check them, or make and publish them (tiến trình)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date as Date  # noqa: N812

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.api.steps import Steps, in_step
from congvan.batch.data.rows import Row
from congvan.batch.faults import problem
from congvan.batch.job import Job, Made, Verdict
from congvan.batch.targets.stores import Store
from congvan.problems import CongvanError, Problem
from congvan.register import Particulars

_TOGETHER = 64
"""Rows that are looked at, or rendered, together: nearly as fast as more, and in less memory."""


@frozen(kw_only=True)
class Order:
    """One row to be made: under which number, with which date; None leaves what the source says.

    `checked` asks for what is merely wrong with the letter.
    """

    row: Row
    number: str | None = None
    day: Date | None = None
    checked: bool = True

    def failed(self, problems: tuple[Problem, ...]) -> Outcome:
        """What the row came to where it came to nothing."""
        return Outcome(key=self.row.key, line=self.row.line, number=self.number, problems=problems)


@frozen(kw_only=True)
class Verdicts:
    """What was found of the rows from the one at `start` on."""

    start: int
    verdicts: tuple[Verdict, ...]


@frozen(kw_only=True)
class CheckTask:
    """A range of rows from the one at `start` on; `day` the date they will bear, None for the source's own.

    `wording` asks for what is merely wrong too.
    """

    job: Job
    rows: tuple[Row, ...] = field(repr=False)
    start: int = 0
    day: Date | None = None
    wording: bool = False

    def __call__(self) -> Verdicts:
        """What was found of every row, in order."""
        verdicts: list[Verdict] = []
        for start in range(0, len(self.rows), _TOGETHER):
            some = self.rows[start : start + _TOGETHER]
            sure = self._sure(some)
            verdicts += [self._checked(row, sure) for row in some]
        return Verdicts(start=self.start, verdicts=tuple(verdicts))

    def _sure(self, rows: tuple[Row, ...]) -> frozenset[str]:
        if self.wording:
            return frozenset()
        try:
            return self.job.sure_tables(rows)
        except Exception:  # noqa: BLE001 - what it is, and in which row, is found row by row
            return frozenset()

    def _checked(self, row: Row, sure: frozenset[str]) -> Verdict:
        try:
            return self.job.check(row, self.day, wording=self.wording, sure=sure)
        except Exception as error:  # noqa: BLE001 - one row never stops the others
            return Verdict(problems=(fault(error),))


def fault(error: Exception) -> Problem:
    """A fault of congvan itself, as a problem of the row it came up in."""
    return problem("row-fault", error=type(error).__name__, reason=str(error).partition("\n")[0])


@frozen(kw_only=True)
class Outcome:
    """What the row of a key and line came to: digests of its files by name, or why there are none.

    `entered` is what the register is told of it, None for a letter without number.
    """

    key: str
    line: int
    number: str | None = None
    files: immutabledict[str, str] = field(factory=immutabledict, converter=immutabledict)
    entered: immutabledict[str, object] | None = None
    findings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


@frozen(kw_only=True)
class MakeTask:
    """A range of rows to be rendered and published in a store.

    `shared_by` is how many letters bear one number, None where each has its own.
    """

    job: Job
    orders: tuple[Order, ...] = field(repr=False)
    store: Store
    shared_by: int | None = None

    def __call__(self) -> tuple[Outcome, ...]:
        """Every row made, in order; those that fail say why and leave the others alone."""
        outcomes: list[Outcome] = []
        files: dict[str, dict[str, bytes]] = {}
        for start in range(0, len(self.orders), _TOGETHER):
            for outcome, made in in_step(map(self._making, self.orders[start : start + _TOGETHER])):
                outcomes.append(outcome)
                files |= made
        refused = self._published(files)
        return tuple(
            evolve(outcome, problems=refused[outcome.key], files={}) if outcome.key in refused else outcome
            for outcome in outcomes
        )

    def _making(self, order: Order) -> Steps[tuple[Outcome, dict[str, dict[str, bytes]]]]:
        """What a row comes to, with its files by its key; none where it comes to nothing."""
        try:
            made = yield from self.job.making(
                order.row, number=order.number, day=order.day, checked=order.checked
            )
            entered = None if order.number is None else self._entered(made)
        except CongvanError as error:
            return order.failed(error.problems), {}
        except Exception as error:  # noqa: BLE001 - one row never stops the others
            return order.failed((fault(error),)), {}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in made.files.items()}
        outcome = Outcome(
            key=order.row.key,
            line=order.row.line,
            number=order.number,
            files=digests,
            entered=entered,
            findings=made.findings,
        )
        return outcome, {order.row.key: made.files}

    def _entered(self, made: Made) -> immutabledict[str, object]:
        particulars = Particulars.of(made.dispatch)
        if self.shared_by is not None:
            # One line of the register for all of them: it cannot name one addressee.
            particulars = evolve(
                particulars, recipients=f"{self.shared_by} nơi nhận theo danh sách", copies=None
            )
        return as_record(particulars)

    def _published(self, files: dict[str, dict[str, bytes]]) -> dict[str, tuple[Problem, ...]]:
        """The problems of rows that could not be published; the range together first, then each alone."""
        if not files:
            return {}
        refused = self._put(named for each in files.values() for named in each.items())
        if not refused:
            return {}
        alone = {key: self._put(each.items()) for key, each in files.items()}
        return {key: problems for key, problems in alone.items() if problems}

    def _put(self, files: Iterable[tuple[str, bytes]]) -> tuple[Problem, ...]:
        try:
            self.store.put(dict(files))
        except CongvanError as error:
            return error.problems
        return ()


def as_record(particulars: Particulars) -> immutabledict[str, object]:
    """What the register is told, as the record of the batch keeps it."""
    return immutabledict(
        {
            "symbol": particulars.symbol,
            "type": particulars.type.name,
            "subject": particulars.subject,
            "signatory": particulars.signatory,
            "recipients": particulars.recipients,
            "archive": particulars.archive,
            "copies": particulars.copies,
            "secrecy": particulars.secrecy.value if particulars.secrecy else None,
        }
    )
