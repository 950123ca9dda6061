"""A run: what is left to do, in ranges, each published, recorded, entered (thực hiện lô)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Date  # noqa: N812
from time import perf_counter

from attrs import field, frozen

from congvan.batch.crew import Crew, Lost, range_size
from congvan.batch.faults import BatchError, problem
from congvan.batch.job import Checked, Job
from congvan.batch.numbering import Numbering, draw, issue_of, series_in
from congvan.batch.report import Failure, Progress, Report, Tally
from congvan.batch.sorting import Sorting, Wishes
from congvan.batch.targets.manifest import Manifest
from congvan.batch.targets.places import Opened
from congvan.batch.targets.records import NOT_NUMBERED, Drawn, Line, Numbered, Stage
from congvan.batch.working import MakeTask, Order, Outcome
from congvan.problems import CongvanError
from congvan.register import NumberSource, UnavailableError

SAMPLE = 200
"""About how many letters of a run are looked over for wording: they come from one source."""
_NO_DAY = Date(1, 1, 1)


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

    @property
    def sorting(self) -> Sorting:
        """What tells rows that are done from those that are not."""
        return Sorting(job=self.job, numbering=self.numbering, place=self.place, wishes=self.wishes)

    def report(self) -> Report:
        """Do what is left, and say what came of it."""
        began = perf_counter()
        left = self.sorting.rows(self.checked)
        if left.unsaid:
            raise BatchError(left.unsaid)
        self.manifest.plan((item.row.key, item.row.line, item.digest) for item in left.pending)
        if self.numbering.is_numbered:
            draw(self.manifest, self.numbering, left.pending, self.job)
        tally = Tally()
        for start in range(0, len(left.published), SAMPLE):
            keys = [item.row.key for item in left.published[start : start + SAMPLE]]
            self.enter([*self.manifest.lines_of(keys).values()], tally)
        self.tell(tally, len(left.pending))
        for outcomes in self.outcomes(left.pending):
            self.settle(outcomes, tally)
            self.tell(tally, len(left.pending))
        self.enter_waiting(tally)
        self.place.finish(self.names())
        return tally.report(left, self.gone(), perf_counter() - began)

    def outcomes(self, pending: Sequence[Checked]) -> Iterator[tuple[Outcome, ...]]:
        """The outcome of every pending row, range by range, as they come."""
        for answer in self.crew.answers(self.tasks(pending)):
            if isinstance(answer, Lost):
                task = answer.task
                assert isinstance(task, MakeTask)
                lost = problem("worker-lost", reason=answer.reason)
                yield tuple(order.failed((lost,)) for order in task.orders)
            else:
                yield answer

    def tasks(self, pending: Sequence[Checked]) -> Iterator[MakeTask]:
        """The pending rows in ranges, made as workers ask for them."""
        size = range_size(len(pending), self.crew)
        stride = max(1, len(pending) // SAMPLE)
        shared_by = len(self.checked) if self.numbering.one_number else None
        draws = self.manifest.draws()
        for start in range(0, len(pending), size):
            some = pending[start : start + size]
            numbers = self.manifest.numbers_of([item.row.key for item in some])
            orders = tuple(
                self.order(item, numbers.get(item.row.key, NOT_NUMBERED), draws, checked=place % stride == 0)
                for place, item in enumerate(some, start=start)
            )
            yield MakeTask(job=self.job, orders=orders, store=self.place.store, shared_by=shared_by)

    def order(
        self, item: Checked, said: Numbered, draws: Mapping[int | None, Drawn], *, checked: bool
    ) -> Order:
        """A row with its number and the date that number was drawn with."""
        drawn = draws[said.draw].day
        day = drawn if drawn not in (None, _NO_DAY) else self.numbering.day
        return Order(row=item.row, number=said.number, day=day, checked=checked)

    def settle(self, outcomes: Sequence[Outcome], tally: Tally) -> None:
        """Record what is published, enter it, and record that too."""
        good = [item for item in outcomes if not item.problems]
        bad = [item for item in outcomes if item.problems]
        is_entered = self.numbering.register is not None
        lines = [_published(item, is_entered=is_entered) for item in good]
        self.manifest.publish(lines, Stage.PUBLISHED if is_entered else Stage.DONE)
        tally.take(good)
        self.fail(bad, tally)
        if is_entered:
            self.enter(lines, tally)

    def fail(self, bad: Sequence[Outcome], tally: Tally) -> None:
        """Record rows that came to nothing; they keep their numbers for another try."""
        reasons = {item.key: "; ".join(found.code for found in item.problems) for item in bad}
        if reasons:
            self.manifest.stage(Stage.FAILED, reasons)
        tally.failures += [
            Failure(key=item.key, line=item.line, number=item.number, problems=item.problems) for item in bad
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
        known = self.manifest.numbers_of([line.key for line in lines])
        draws = {
            number: (series_in(drawn.series), drawn.day)
            for number, drawn in self.manifest.draws().items()
            if drawn.series
        }
        self.numbering.register.issue(issue_of(line, *draws[known[line.key].draw]) for line in lines)

    def names(self) -> Iterator[str]:
        """Every file of the batch that is written."""
        for line in self.manifest.lines(Stage.PUBLISHED, Stage.DONE):
            yield from line.files

    def gone(self) -> tuple[str, ...]:
        """Rows of the record that the data no longer has."""
        if self.manifest.count() == len(self.checked) and not self.wishes.retry:
            # Every row of the data is recorded, and nothing else is.
            return ()
        known = {item.row.key for item in self.checked}
        return tuple(key for key in self.manifest.recorded() if key not in known)

    def tell(self, tally: Tally, total: int) -> None:
        """Say how far it is."""
        if self.progress is not None:
            done = tally.made + len(tally.failures)
            self.progress(Progress(stage="make", done=done, total=total))


def _published(item: Outcome, *, is_entered: bool) -> Line:
    """What the record says of a letter that is there."""
    return Line(
        key=item.key,
        line=item.line,
        input="",
        stage=Stage.PUBLISHED,
        number=item.number,
        files=item.files,
        entered=item.entered if is_entered else None,
    )


def voided(manifest: Manifest, register: NumberSource, reason: str) -> Report:
    """Void the numbers of rows that failed, and of those no run has made; the report lists them."""
    lines = [line for line in manifest.lines(Stage.FAILED, Stage.PLANNED) if line.number is not None]
    draws = manifest.draws()
    numbers = [series_in(draws[line.draw].series).number(line.number or "") for line in lines]
    if numbers:
        register.void(numbers, reason)
    manifest.stage(Stage.VOID, {line.key: reason for line in lines})
    return Report(voided=tuple(str(number) for number in numbers))
