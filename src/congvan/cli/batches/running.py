"""`congvan batch`: what it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from datetime import date as Date  # noqa: N812
from pathlib import Path

from attrs import frozen

from congvan.api import read
from congvan.api.files import contents
from congvan.batch import Batch, Join, ObjectStore, Report, abandon, files_of, number_range, read_rows
from congvan.batch.data.rows import digest_of
from congvan.batch.faults import BatchError, problem
from congvan.batch.targets.names import DEFAULT_PATTERN
from congvan.cli.batches.showing import Ticker, show, show_json, show_refusal
from congvan.cli.leaving import WrongUsage
from congvan.cli.reporting import said
from congvan.problems import CongvanError, Place, Problem, Severity, TemplateError
from congvan.register import Register
from congvan.vietnamese.dates import parse_date


@frozen(kw_only=True)
class Wanted:
    """What a person asks of a batch, as typed."""

    source: str
    data: str
    query: str | None
    sheet: str | None
    key: str | None
    joins: tuple[str, ...]
    into: str | None
    check_only: bool
    pattern: str | None
    template: str | None
    register: str | None
    numbers: str | None
    number_column: str | None
    date_column: str | None
    one_number: bool
    date: str | None
    jobs: int | None
    dask: str | None
    replace: bool
    retry: bool
    abandon: str | None
    manifest: str | None
    atomic_store: bool
    pdf: bool
    pdfa: bool
    quiet: bool
    output_format: str
    language: str

    @property
    def wants_pdf(self) -> bool:
        """True when a PDF of each file is to be made."""
        return (self.pdf or self.pdfa) and not self.check_only

    @property
    def is_json(self) -> bool:
        """True when a machine reads the summary."""
        return self.output_format == "json"

    def day(self) -> Date | None:
        """The date of issue: as typed, today for a register, None for drafts; else WrongUsage."""
        if self.date is None:
            return Date.today() if self.register is not None else None
        parts = parse_date(self.date)
        found = parts.as_date() if parts else None
        if found is None:
            raise WrongUsage(Problem("congvan.cli.bad-date", parameters={"value": self.date}))
        return found

    def target(self) -> Path | str:
        """Where the letters go."""
        if self.into is None:
            raise WrongUsage(Problem("congvan.cli.missing-parameter", parameters={"name": "--into"}))
        return self.into if "://" in self.into else Path(self.into)


def run_batch(wanted: Wanted) -> int:
    """Run a batch and tell what it came to; 1 when a row has no letter, or not the one it asks for."""
    if not wanted.check_only:
        wanted.target()
    day = wanted.day()
    try:
        report = _abandoned(wanted) if wanted.abandon is not None else _report(wanted, day)
    except CongvanError as error:
        problems = [found.at(Place(file=wanted.source)) for found in error.problems]
        if wanted.is_json:
            show_refusal(problems, wanted.language)
        for found in problems:
            print(said(found, wanted.language), file=sys.stderr)
        return 1
    (show_json if wanted.is_json else show)(report, wanted.language)
    return 0 if report.is_complete else 1


def _report(wanted: Wanted, day: Date | None) -> Report:
    if wanted.wants_pdf:
        from congvan.cli.batches.printing import refuse_without_means

        refuse_without_means(wanted.target())
    batch = _batch(wanted)
    report = _run(wanted, batch, day)
    read_from = (*(() if wanted.query is not None else (batch.rows,)), *(join.rows for join in batch.joins))
    for rows in read_from:
        if rows.file is not None and _has_changed(rows.file, rows.digest):
            told = Problem("congvan.batch.data-changed", Severity.WARNING, Place(rows.file))
            print(said(told, wanted.language), file=sys.stderr)
    return report


def _has_changed(file: str, digest: str) -> bool:
    """True when a file of rows is no longer what the letters were made from."""
    try:
        return digest_of(Path(file).read_bytes()) != digest
    except OSError:
        return True


def _run(wanted: Wanted, batch: Batch, day: Date | None) -> Report:
    for finding in batch.findings:
        print(said(finding, wanted.language), file=sys.stderr)
    progress = None if wanted.quiet or wanted.is_json else Ticker(wanted.language)
    with ExitStack() as stack:
        executor = stack.enter_context(_cluster(wanted.dask))
        if wanted.check_only:
            return batch.check(date=day, executor=executor, jobs=wanted.jobs)
        register = stack.enter_context(Register.open(wanted.register)) if wanted.register else None
        report = batch.run(
            into=_target(wanted),
            register=register,
            numbers=number_range(wanted.numbers) if wanted.numbers else (),
            one_number=wanted.one_number,
            date=day,
            executor=executor,
            jobs=wanted.jobs,
            replace=wanted.replace,
            retry=wanted.retry,
            manifest=wanted.manifest,
            progress=progress,
        )
    if wanted.wants_pdf:
        from congvan.cli.batches.printing import with_pdf

        files = files_of(wanted.target(), manifest=wanted.manifest)
        return with_pdf(report, files, archival=wanted.pdfa, progress=progress)
    return report


def _batch(wanted: Wanted) -> Batch:
    source = read(Path(wanted.source))
    rows = read_rows(wanted.data, key=wanted.key, sheet=wanted.sheet, query=wanted.query)
    template = None
    if wanted.template is not None:
        template = contents(Path(wanted.template), refusal=TemplateError)
    return Batch(
        source,
        rows,
        joins=tuple(join_of(text, rows.key) for text in wanted.joins),
        name=wanted.pattern or DEFAULT_PATTERN,
        template=template,
        number_column=wanted.number_column,
        date_column=wanted.date_column,
        pdf=wanted.pdf or wanted.pdfa,
    )


def join_of(text: str, key: str) -> Join:
    """A second table as typed, `tables.diem.rows=chi-tiet.csv`; WrongUsage for anything else."""
    field, sign, file = text.partition("=")
    if not sign or not field.strip() or not file.strip():
        raise WrongUsage(Problem("congvan.cli.bad-setting", parameters={"value": text}))
    return Join(into=field.strip(), rows=read_rows(file.strip(), key=key, repeated=True))


def _target(wanted: Wanted) -> Path | str | ObjectStore:
    target = wanted.target()
    return ObjectStore.of(target, atomic=wanted.atomic_store) if isinstance(target, str) else target


@contextmanager
def _cluster(address: str | None) -> Iterator[Executor | None]:
    """The executor of a Dask cluster; None without an address."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise BatchError(problem("library-missing", name="distributed", extra="dask")) from None
    try:
        client = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        reason = str(error) or type(error).__name__
        said_by = {"name": address, "reason": reason}
        raise BatchError(Problem("congvan.batch.cluster-unreachable", parameters=said_by)) from None
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]


def _abandoned(wanted: Wanted) -> Report:
    if wanted.register is None:
        raise WrongUsage(Problem("congvan.cli.missing-parameter", parameters={"name": "--register"}))
    with Register.open(wanted.register) as register:
        return abandon(_target(wanted), register, wanted.abandon or "", manifest=wanted.manifest)
