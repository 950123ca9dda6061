"""A year's dispatches from a table: one source, one letter for each row (làm hàng loạt)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Any

from attrs import field, frozen

from congvan.api.templates import compiled
from congvan.batch.crew import Crew, Lost, default_jobs, range_size
from congvan.batch.data import Join, Row, Rows, read_rows
from congvan.batch.data.joining import joined
from congvan.batch.faults import BatchError, problem, warning
from congvan.batch.fields import Use, columns_of
from congvan.batch.job import Checked, Job
from congvan.batch.numbering import Numbering
from congvan.batch.report import Finding, Progress, Report, count
from congvan.batch.running import Run
from congvan.batch.sorting import Wishes
from congvan.batch.targets.names import DEFAULT_PATTERN, Pattern, collisions
from congvan.batch.targets.places import Place as Target
from congvan.batch.targets.records import Stage
from congvan.batch.targets.stores import FolderStore, ObjectStore
from congvan.batch.working import CheckTask
from congvan.model import Dispatch
from congvan.problems import Place, Problem
from congvan.register import NumberSource, Series
from congvan.source import Source

Told = Callable[[Progress], None]


def _as_rows(value: Rows | Iterable[dict[str, object]]) -> Rows:
    return value if isinstance(value, Rows) else read_rows(value)


def _as_joins(value: Join | Iterable[Join]) -> tuple[Join, ...]:
    return (value,) if isinstance(value, Join) else tuple(value)


@frozen
class Batch:
    """One source and its rows: `Batch(source, rows).run(into="out")`.

    `rows` come from `read_rows`, or are mappings of Python; `joins` bring each row lines of a second table.
    `name` is the pattern of output names over `{key}`, `{stem}`, `{row}` and every column. `template` is a
    Word template in bytes, None for the source's own. `number_column` and `date_column` hold number and date
    of issue where a column says them. `pdf` keeps the names of PDFs beside letters and workbooks free. Raises
    BatchError for columns that cannot be understood.
    """

    source: Source
    rows: Rows = field(converter=_as_rows)
    joins: tuple[Join, ...] = field(default=(), converter=_as_joins, kw_only=True)
    name: str = field(default=DEFAULT_PATTERN, kw_only=True)
    template: bytes | None = field(default=None, kw_only=True, repr=False)
    number_column: str | None = field(default=None, kw_only=True)
    date_column: str | None = field(default=None, kw_only=True)
    pdf: bool = field(default=False, kw_only=True)

    def check(
        self, *, date: Date | None = None, executor: Executor | None = None, jobs: int | None = None
    ) -> Report:
        """Validate every row, wording too, and write nothing; BatchError with all problems, by row."""
        rows = joined(self.rows, self.joins)
        job, _ = self._job(rows)
        with Crew(executor, jobs or default_jobs(len(rows))) as crew:
            checked = validated(job, rows, date, crew, None, wording=True, pdf=self.pdf)
        counts: dict[Problem, int] = {}
        for item in checked:
            for found in item.findings:
                count(found, counts)
        findings = tuple(Finding(problem=found, letters=letters) for found, letters in counts.items())
        return Report(checked=len(checked), findings=findings)

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What is allowed and probably not meant: columns that nothing asks for."""
        return self._job(joined(self.rows, self.joins))[1]

    def dispatches(self, *, date: Date | None = None) -> Iterator[tuple[Row, Dispatch]]:
        """What every row says, one after the other; SourceError for the first that cannot say it."""
        rows = joined(self.rows, self.joins)
        job, _ = self._job(rows)
        for row in rows.rows:
            yield row, job.bind(row, day=date)

    def run(
        self,
        *,
        into: Path | str | ObjectStore,
        register: NumberSource | None = None,
        series: Series | None = None,
        numbers: Iterable[str] = (),
        one_number: bool = False,
        date: Date | None = None,
        executor: Executor | None = None,
        jobs: int | None = None,
        replace: bool = False,
        retry: bool = False,
        manifest: Path | str | None = None,
        progress: Told | None = None,
    ) -> Report:
        """Make every letter that is not there yet, and say what came of each row.

        `into` is a folder, a `.zip`, or an `ObjectStore` or its address (then `manifest` says where the
        record is kept). `register` numbers and enters the letters, which needs `date`; `numbers` gives them
        in row order. `executor` is any of concurrent.futures, `jobs` the number of processes without one,
        None as many as pay. `replace` makes changed and tampered letters anew; `retry` runs only rows that
        failed. About 200 letters are looked over for findings, `check` looks over all. Raises BatchError and
        RegisterError before anything is written.
        """
        rows = joined(self.rows, self.joins)
        job, _ = self._job(rows)
        numbering = Numbering(
            register=register,
            series=series,
            numbers=(*numbers,),
            has_column=self.number_column is not None,
            one_number=one_number,
            day=date,
        )
        with Crew(executor, jobs or default_jobs(len(rows))) as crew:
            checked = validated(job, rows, date, crew, progress, pdf=self.pdf)
            _refuse_numbering(numbering, checked, job)
            with Target.of(into, manifest).opened() as place:
                run = Run(
                    job=job,
                    checked=checked,
                    numbering=numbering,
                    place=place,
                    crew=crew,
                    wishes=Wishes(replace=replace, retry=retry),
                    progress=progress,
                )
                return run.report()

    def _job(self, rows: Rows) -> tuple[Job, tuple[Problem, ...]]:
        columns, problems = columns_of(rows, self.source, number=self.number_column, date=self.date_column)
        if problems:
            raise BatchError(problems)
        pattern = Pattern.of(self.name, rows)
        compiled(self.template if self.template is not None else self.source.template)
        used = {rows.columns.index(rows.key), *(item for item in pattern.columns if isinstance(item, int))}
        findings = tuple(
            warning("unused-column", Place(rows.file), name=rows.columns[index])
            for index in columns.unused
            if index not in used
        )
        return Job.of(self.source, rows, columns, pattern, self.template), findings


def _refuse_numbering(numbering: Numbering, checked: Sequence[Checked], job: Job) -> None:
    """What cannot be with numbers and dates, before anything is written."""
    dated = [
        column for column, (use, _) in zip(job.headings, job.columns.uses, strict=True) if use is Use.DATE
    ]
    if numbering.register is not None and dated:
        raise BatchError(problem("two-dates", name=dated[0]))
    _refuse_doubles(numbering, checked, job)
    _refuse_undated(numbering, checked, job)


def _refuse_doubles(numbering: Numbering, checked: Iterable[Checked], job: Job) -> None:
    """Two rows whose column says one number are refused before anything is written."""
    problems = [
        problem("same-number", Place(job.file, found.pop("line")), **found)  # type: ignore[arg-type]
        for found in numbering.column_problems(checked, job)
    ]
    if problems:
        raise BatchError(problems)


def _refuse_undated(numbering: Numbering, checked: Sequence[Checked], job: Job) -> None:
    """A number is given with its date (ND30-D15.1): the first letter tells whether all would be without."""
    if numbering.is_numbered and numbering.day is None and job.bind(checked[0].row).date.day is None:
        raise BatchError(problem("no-day"))


def abandon(
    into: Path | str | ObjectStore, register: NumberSource, reason: str, *, manifest: Path | str | None = None
) -> Report:
    """Give up the numbers of rows that failed: void in the register, for a reason; the report lists them."""
    from congvan.batch.running import voided

    with Target.of(into, manifest).opened() as place:
        return voided(place.manifest, register, reason)


def files_of(into: Path | str, *, manifest: Path | str | None = None) -> tuple[Path, ...]:
    """Every file that a batch has written into a folder, by its record; BatchError for a zip or a store."""
    target = Target.of(into, manifest)
    if not isinstance(target.store, FolderStore) or target.archive is not None:
        raise BatchError(problem("pdf-needs-folder"))
    with target.opened() as place:
        lines = place.manifest.lines(Stage.PUBLISHED, Stage.DONE)
        return tuple(target.store.folder / name for line in lines for name in line.files)


def validated(
    job: Job,
    rows: Rows,
    day: Date | None,
    crew: Crew,
    progress: Told | None,
    *,
    wording: bool = False,
    pdf: bool = False,
) -> tuple[Checked, ...]:
    """Every row checked, in order; BatchError with the problems of all, those of every row said once."""
    found: list[Checked | None] = [None] * len(rows)
    shared: dict[object, Any] = {}
    done = 0
    if progress is not None:
        progress(Progress(stage="check", done=0, total=len(rows)))
    for answer in crew.answers(_tasks(job, rows, day, crew, wording=wording)):
        if isinstance(answer, Lost):
            raise BatchError(problem("worker-lost", reason=answer.reason))
        for place, verdict in enumerate(answer.verdicts, start=answer.start):
            found[place] = Checked.of(rows.rows[place], verdict, shared)
        done += len(answer.verdicts)
        if progress is not None:
            progress(Progress(stage="check", done=done, total=len(rows)))
    checked = tuple(item for item in found if item is not None)
    named = ((item.row, item.names) for item in checked)
    problems = [*said_once(checked), *collisions(named, rows, pdf=pdf)]
    if problems:
        raise BatchError(problems)
    return checked


def _tasks(job: Job, rows: Rows, day: Date | None, crew: Crew, *, wording: bool) -> Iterator[CheckTask]:
    size = range_size(len(rows), crew)
    for start in range(0, len(rows), size):
        some = rows.rows[start : start + size]
        yield CheckTask(job=job, rows=some, start=start, day=day, wording=wording)


def said_once(checked: Iterable[Checked]) -> Iterator[Problem]:
    """The problems of rows; what is wrong with every one of them the same way is said without a row."""
    listed = tuple(checked)
    bad = [item for item in listed if item.problems]
    shared = set.intersection(*({_bare(p) for p in item.problems} for item in bad)) if len(bad) > 1 else set()
    if len(bad) < len(listed):
        shared = set()
    yield from (
        found for found in dict.fromkeys(_bare(p) for i in bad for p in i.problems) if found in shared
    )
    for item in bad:
        yield from (found for found in item.problems if _bare(found) not in shared)


def _bare(found: Problem) -> Problem:
    from attrs import evolve

    return evolve(found, place=evolve(found.place, part=None, near=None))
