"""A run: what is left to do, in ranges, each published, recorded, entered (thực hiện lô)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date as Date  # noqa: N812
from time import perf_counter

from attrs import evolve, field, frozen

from congvan.batch.crew import Crew, Lost, range_size
from congvan.batch.faults import BatchError, problem
from congvan.batch.job import Checked, Job
from congvan.batch.numbering import Numbering, draw, issue_of, series_in
from congvan.batch.report import Failure, Finding, Progress, Report
from congvan.batch.targets.manifest import Line, Manifest, Stage
from congvan.batch.targets.places import Opened
from congvan.batch.working import MakeTask, Order, Outcome
from congvan.problems import CongvanError, Place, Problem
from congvan.register import NumberSource, UnavailableError

SAMPLE = 200
"""About how many letters of a run are looked over for wording: they come from one source."""
_NO_DAY = Date(1, 1, 1)


@frozen(kw_only=True)
class Wishes:
    """What to do beyond finishing the rest: make changed letters anew, or run only rows that failed."""

    replace: bool = False
    retry: bool = False


@frozen(kw_only=True)
class Sorted:
    """The rows by what is left to do for them; `unsaid` files are there and nobody recorded them."""

    pending: list[Checked] = field(factory=list)
    published: list[Checked] = field(factory=list)
    kept: list[str] = field(factory=list)
    changed: list[str] = field(factory=list)
    tampered: list[str] = field(factory=list)
    restored: list[str] = field(factory=list)
    unsaid: list[Problem] = field(factory=list)


@frozen(kw_only=True, eq=False)
class Run:
    """One run of a batch whose rows are validated, in a place that is held."""

    job: Job
    checked: tuple[Checked, ...] = field(repr=False)
    numbering: Numbering
    place: Opened
    crew: Crew
    wishes: Wishes
    progress: Callable[[Progress], None] | None = None

    @property
    def manifest(self) -> Manifest:
        """The record of the batch."""
        return self.place.manifest

    def report(self) -> Report:
        """Do what is left, and say what came of it."""
        began = perf_counter()
        left = self.sorted_rows()
        if left.unsaid:
            raise BatchError(left.unsaid)
        self.manifest.plan((item.row.key, item.row.line, item.digest) for item in left.pending)
        if self.numbering.is_numbered:
            draw(self.manifest, self.numbering, left.pending, self.job)
        tally = Tally()
        self.enter([line for item in left.published if (line := self.manifest.line(item.row.key))], tally)
        self.tell(tally, len(left.pending))
        for outcomes in self.outcomes(left.pending):
            self.settle(outcomes, tally)
            self.tell(tally, len(left.pending))
        self.enter_waiting(tally)
        self.place.finish(self.names())
        return tally.report(left, self.gone(), perf_counter() - began)

    def sorted_rows(self) -> Sorted:
        """Every row by what is left to do for it."""
        found = Sorted()
        for item in self.checked:
            self.sort(item, self.manifest.line(item.row.key), found)
        return found

    def sort(self, item: Checked, line: Line | None, found: Sorted) -> None:
        """Put one row where it belongs."""
        if self.wishes.retry and (line is None or line.stage is not Stage.FAILED):
            found.kept.append(item.row.key)
        elif line is None:
            found.unsaid.extend(self.unsaid(item))
            found.pending.append(item)
        elif line.stage is Stage.VOID:
            self.manifest.forget_numbers([item.row.key])
            found.pending.append(item)
        elif line.stage in (Stage.PLANNED, Stage.FAILED):
            found.pending.append(item)
        else:
            self.sort_written(item, line, found)

    def sort_written(self, item: Checked, line: Line, found: Sorted) -> None:
        """Put a row whose letter was written where it belongs."""
        digests = {name: self.place.store.digest(name) for name in line.files}
        edited = [name for name, now in digests.items() if now not in (None, line.files[name])]
        is_changed = line.input != item.digest
        # What the register holds as issued left the office: it is never made anew under its number.
        may_replace = self.wishes.replace and not (line.stage is Stage.DONE and line.entered is not None)
        if edited and not may_replace:
            found.tampered.extend(edited)
        elif is_changed and not may_replace and not self.wants_number(line):
            found.changed.append(item.row.key)
        elif edited or is_changed or self.wants_number(line):
            found.pending.append(item)
        elif None in digests.values():
            found.restored.append(item.row.key)
            found.pending.append(item)
        elif line.stage is Stage.PUBLISHED:
            found.published.append(item)
        else:
            found.kept.append(item.row.key)

    def wants_number(self, line: Line) -> bool:
        """True for a draft that is to be numbered now."""
        return self.numbering.is_numbered and line.number is None

    def unsaid(self, item: Checked) -> Iterator[Problem]:
        """Files that are there already and that this batch never wrote."""
        for name in () if self.wishes.replace else item.names:
            if self.place.store.digest(name) is not None:
                place = Place(self.job.file, item.row.line)
                yield problem("not-ours", place, name=name, key=item.row.key)

    def outcomes(self, pending: Sequence[Checked]) -> Iterator[tuple[Outcome, ...]]:
        """The outcome of every pending row, range by range, as they come."""
        for answer in self.crew.answers(self.tasks(pending)):
            if isinstance(answer, Lost):
                task = answer.task
                assert isinstance(task, MakeTask)
                lost = problem("worker-lost", reason=answer.reason)
                yield tuple(
                    Outcome(row=order.row, number=order.number, problems=(lost,)) for order in task.orders
                )
            else:
                yield answer

    def tasks(self, pending: Sequence[Checked]) -> Iterator[MakeTask]:
        """The pending rows in ranges, made as workers ask for them."""
        size = range_size(len(pending), self.crew)
        stride = max(1, len(pending) // SAMPLE)
        shared_by = len(self.checked) if self.numbering.one_number else None
        for start in range(0, len(pending), size):
            orders = tuple(
                self.order(item, checked=place % stride == 0)
                for place, item in enumerate(pending[start : start + size], start=start)
            )
            yield MakeTask(job=self.job, orders=orders, store=self.place.store, shared_by=shared_by)

    def order(self, item: Checked, *, checked: bool) -> Order:
        """A row with its number and the date that number was drawn with."""
        line = self.manifest.line(item.row.key)
        drawn = self.manifest.day_of(item.row.key)
        day = drawn if drawn not in (None, _NO_DAY) else self.numbering.day
        return Order(row=item.row, number=line.number if line else None, day=day, checked=checked)

    def settle(self, outcomes: Sequence[Outcome], tally: Tally) -> None:
        """Record what is published, enter it, and record that too."""
        good = [item for item in outcomes if not item.problems]
        bad = [item for item in outcomes if item.problems]
        lines = [
            Line(
                key=item.row.key,
                line=item.row.line,
                input="",
                stage=Stage.PUBLISHED,
                number=item.number,
                files=item.files,
                entered=item.entered if self.numbering.register is not None else None,
            )
            for item in good
        ]
        is_entered = self.numbering.register is not None
        self.manifest.publish(lines, Stage.PUBLISHED if is_entered else Stage.DONE)
        tally.take(good)
        self.fail(bad, tally)
        if is_entered:
            self.enter(lines, tally)

    def fail(self, bad: Sequence[Outcome], tally: Tally) -> None:
        """Record rows that came to nothing; they keep their numbers for another try."""
        reasons = {item.row.key: "; ".join(found.code for found in item.problems) for item in bad}
        if reasons:
            self.manifest.stage(Stage.FAILED, reasons)
        tally.failures += [
            Failure(key=item.row.key, line=item.row.line, number=item.number, problems=item.problems)
            for item in bad
        ]

    def enter(self, lines: Sequence[Line], tally: Tally) -> None:
        """Enter published letters in the register, together, or one by one where that is refused.

        A register that cannot be used just now is asked once more, at the end of the run.
        """
        if not lines or self.numbering.register is None:
            return
        if tally.waiting:
            tally.waiting += lines
            return
        try:
            self.issue(lines)
        except UnavailableError as error:
            tally.put_off(lines, error)
        except CongvanError as error:
            if len(lines) == 1:
                tally.refuse(lines[0], error)
                return
            for line in lines:
                self.enter([line], tally)
        else:
            self.manifest.stage(Stage.DONE, dict.fromkeys(line.key for line in lines))

    def enter_waiting(self, tally: Tally) -> None:
        """Ask the register once more; what it cannot take in now either is entered by the next run."""
        waiting, tally.waiting = tally.waiting, []
        for start in range(0, len(waiting), SAMPLE):
            self.enter(waiting[start : start + SAMPLE], tally)
        for line in tally.waiting:
            tally.refuse(line, tally.put_off_by)

    def issue(self, lines: Sequence[Line]) -> None:
        """Tell the register of letters, each in the series its number was drawn from."""
        assert self.numbering.register is not None
        drawn = [(line, self.manifest.series_of(line.key), self.manifest.day_of(line.key)) for line in lines]
        self.numbering.register.issue(issue_of(line, series_in(record), day) for line, record, day in drawn)

    def names(self) -> Iterator[str]:
        """Every file of the batch that is written."""
        for line in self.manifest.lines(Stage.PUBLISHED, Stage.DONE):
            yield from line.files

    def gone(self) -> tuple[str, ...]:
        """Rows of the record that the data no longer has."""
        known = {item.row.key for item in self.checked}
        return tuple(line.key for line in self.manifest.lines() if line.key not in known)

    def tell(self, tally: Tally, total: int) -> None:
        """Say how far it is."""
        if self.progress is not None:
            done = tally.made + len(tally.failures)
            self.progress(Progress(stage="make", done=done, total=total))


def count(found: Problem, findings: dict[Problem, int]) -> None:
    """Count a finding with those of other letters that say the same."""
    bare = evolve(found, place=Place(path=found.place.path))
    findings[bare] = findings.get(bare, 0) + 1


class Tally:
    """What the ranges of a run have come to so far."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.made = 0
        self.files = 0
        self.numbers: dict[int, str] = {}
        self.failures: list[Failure] = []
        self.findings: dict[Problem, int] = {}
        self.waiting: list[Line] = []
        self.put_off_by: CongvanError | None = None

    def take(self, good: Sequence[Outcome]) -> None:
        """Count letters that are published."""
        for item in good:
            self.made += 1
            self.files += len(item.files)
            if item.number is not None:
                self.numbers[item.row.line] = item.number
            for found in item.findings:
                count(found, self.findings)

    def put_off(self, lines: Sequence[Line], error: CongvanError) -> None:
        """Letters that are there while the register cannot be used."""
        self.waiting += lines
        self.put_off_by = error

    def refuse(self, line: Line, error: CongvanError | None) -> None:
        """A letter that is there and that the register does not take."""
        assert error is not None
        failure = Failure(key=line.key, line=line.line, number=line.number, problems=error.problems)
        self.failures.append(failure)
        if self.numbers.pop(failure.line, None) is not None:
            self.made -= 1

    def report(self, left: Sorted, gone: tuple[str, ...], seconds: float) -> Report:
        """The whole as a report."""
        return Report(
            made=self.made,
            kept=len(left.kept),
            files=self.files,
            numbers=tuple(number for _, number in sorted(self.numbers.items())),
            failures=tuple(sorted(self.failures, key=lambda failure: failure.line)),
            changed=tuple(left.changed),
            tampered=tuple(left.tampered),
            restored=tuple(left.restored),
            gone=gone,
            findings=tuple(Finding(problem=found, letters=count) for found, count in self.findings.items()),
            seconds=seconds,
        )


def voided(manifest: Manifest, register: NumberSource, reason: str) -> Report:
    """Void the numbers of rows that failed, and of those no run has made; the report lists them."""
    lines = [line for line in manifest.lines(Stage.FAILED, Stage.PLANNED) if line.number is not None]
    numbers = [series_in(manifest.series_of(line.key)).number(line.number or "") for line in lines]
    if numbers:
        register.void(numbers, reason)
    manifest.stage(Stage.VOID, {line.key: reason for line in lines})
    return Report(voided=tuple(str(number) for number in numbers))
