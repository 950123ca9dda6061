"""Where the numbers of a batch come from: a register, the office, or nowhere yet (cấp số)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date as Date  # noqa: N812

from attrs import evolve, frozen

from congvan.batch.data.rows import Row
from congvan.batch.faults import BatchError, problem
from congvan.batch.job import Checked, Job
from congvan.batch.targets.manifest import Manifest
from congvan.batch.targets.records import Line, OpenDraw
from congvan.model import Secrecy
from congvan.register import (
    Issue,
    NumberSource,
    Particulars,
    Register,
    RegisterError,
    Series,
    UnavailableError,
)
from congvan.vietnamese.numbers import leading_zero

_RANGE = re.compile(r"(?P<first>[0-9]{1,6})(?:-(?P<last>[0-9]{1,6}))?")


def number_range(text: str) -> tuple[str, ...]:
    """The numbers that `1588-1787` or `15, 17-20` says, as printed; BatchError when it says none."""
    found: list[str] = []
    for part in text.replace("–", "-").split(","):
        written = _RANGE.fullmatch(part.strip())
        first = int(written["first"]) if written else 0
        last = int(written["last"] or first) if written else 0
        if not 0 < first <= last:
            raise BatchError(problem("bad-range", value=text))
        found += [leading_zero(number) for number in range(first, last + 1)]
    refuse_doubles(found, text)
    return tuple(found)


def refuse_doubles(numbers: Sequence[str], text: str) -> None:
    """A number is given once; BatchError for a list that has one twice."""
    if len({*numbers}) < len(numbers):
        raise BatchError(problem("number-twice", value=text))


@frozen(kw_only=True)
class Numbering:
    """How letters are numbered: from a `register`, from `numbers` in row order, from a column, or not at all.

    `series` None asks the register which one; `one_number` gives all letters the same. `day` is the date of
    issue of a first run, which later ones keep.
    """

    register: NumberSource | None = None
    series: Series | None = None
    numbers: tuple[str, ...] = ()
    has_column: bool = False
    one_number: bool = False
    day: Date | None = None

    def __attrs_post_init__(self) -> None:
        sources = [self.register is not None, bool(self.numbers), self.has_column]
        if sum(sources) > 1:
            raise BatchError(problem("two-number-sources"))
        refuse_doubles(self.numbers, ", ".join(self.numbers)[:60])
        if self.register is not None and self.day is None:
            raise BatchError(problem("no-day"))

    @property
    def is_numbered(self) -> bool:
        """False for drafts."""
        return self.register is not None or bool(self.numbers) or self.has_column

    def column_problems(self, checked: Iterable[Checked], job: Job) -> list[dict[str, object]]:
        """Two rows with one number, as parameters of a problem."""
        taken: dict[str, Row] = {}
        found: list[dict[str, object]] = []
        for item in checked:
            if self.has_column and item.number and not self.one_number:
                first = taken.setdefault(item.number, item.row)
                if first is not item.row:
                    said = {"number": item.number, "key": item.row.key, "other": first.key}
                    found.append({**said, "line": item.row.line, "file": job.file})
        return found


def draw(manifest: Manifest, numbering: Numbering, wanted: Sequence[Checked], job: Job) -> None:
    """Give every row that wants one its number, for good; what a killed run began is ended first."""
    for begun in manifest.open_draws():
        # What the register refuses it has not drawn: the rows ask anew, with today's date.
        with suppress(_RefusedError):
            _end(manifest, numbering, begun)
    lacking = lacking_numbers(manifest, wanted)
    if not lacking:
        return
    if numbering.register is None:
        _assign(manifest, numbering, lacking)
        return
    if numbering.one_number and (given := manifest.used_numbers()):
        # Another number would be a second one for the same dispatch.
        raise BatchError(problem("one-number-grown", number=", ".join(sorted(given)), count=len(lacking)))
    # Rows of one identity go into one series: the register is asked once for all of them.
    series_of = {item.identity: _record(_series_of(numbering, item, job)) for item in _one_each(lacking)}
    groups: dict[str, list[Checked]] = {}
    for item in lacking:
        groups.setdefault(series_of[item.identity], []).append(item)
    for series, items in groups.items():
        if numbering.one_number:
            _check_one(items, numbering, job)
        assert numbering.day is not None
        keys = [item.row.key for item in items]
        manifest.begin_draw(keys, series, day=numbering.day, one_number=numbering.one_number)
        for begun in manifest.open_draws():
            _end(manifest, numbering, begun)


def lacking_numbers(manifest: Manifest, wanted: Sequence[Checked]) -> list[Checked]:
    """The rows, of those wanted, that are recorded without a number."""
    lacking = manifest.without_number()
    return [item for item in wanted if item.row.key in lacking]


def _one_each(items: Iterable[Checked]) -> Iterable[Checked]:
    """One row of every identity."""
    return {item.identity: item for item in items}.values()


def _assign(manifest: Manifest, numbering: Numbering, lacking: Sequence[Checked]) -> None:
    """Numbers said by the office: from its list, or each row's own."""
    if numbering.numbers:
        used = manifest.used_numbers()
        free = [number for number in numbering.numbers if number not in used]
        if numbering.one_number:
            free = list(numbering.numbers[:1]) * len(lacking)
        if len(free) < len(lacking):
            raise BatchError(problem("too-few-numbers", found=len(free), count=len(lacking)))
    else:
        free = [item.number or "" for item in lacking]
    keys = [item.row.key for item in lacking]
    day = numbering.day or Date(1, 1, 1)
    number = manifest.begin_draw(keys, "", day=day, one_number=numbering.one_number)
    manifest.end_draw(number, {key: said for key, said in zip(keys, free, strict=False) if said}, day)


class _RefusedError(RegisterError):
    """The register has not drawn what it was asked for, and the draw was given up."""


def _end(manifest: Manifest, numbering: Numbering, begun: OpenDraw) -> None:
    if not begun.series or not begun.keys:
        # Killed between two writes of our own: nothing was drawn anywhere.
        manifest.give_up_draw(begun)
        return
    if numbering.register is None:
        raise BatchError(problem("draw-begun", count=len(begun.keys)))
    try:
        drawn = numbering.register.reserve(
            series_in(begun.series),
            len(begun.keys),
            date=begun.day,
            holder=manifest.holder(begun.draw),
            one_number=begun.one_number,
        )
    except UnavailableError:
        raise
    except RegisterError as error:
        manifest.give_up_draw(begun)
        raise _RefusedError(error.problems) from None
    numbers = {key: str(number) for key, number in zip(begun.keys, drawn, strict=True)}
    manifest.end_draw(begun.draw, numbers, drawn.date)


def _series_of(numbering: Numbering, item: Checked, job: Job) -> Series:
    if numbering.series is not None:
        return numbering.series
    assert numbering.day is not None
    if isinstance(numbering.register, Register):
        dispatch = job.bind(item.row, day=numbering.day)
        return numbering.register.series_for(dispatch, year=numbering.day.year)
    assert item.identity is not None
    return Series(item.identity.issuer, numbering.day.year, secret=item.identity.secrecy is not None)


def _check_one(items: Sequence[Checked], numbering: Numbering, job: Job) -> None:
    """One number is for one dispatch: its letters differ in whom they go to, not in what they are about."""
    said: dict[object, str] = {}
    for item in items:
        dispatch = job.bind(item.row, number=item.number, day=numbering.day)
        said[item.identity, dispatch.reference.symbol, dispatch.subject] = item.row.key
    if len(said) > 1:
        first, second, *_ = said.values()
        raise BatchError(problem("not-one-dispatch", key=first, other=second))


def _record(series: Series) -> str:
    kind = series.type.name if series.type else None
    return json.dumps([series.issuer, series.year, kind, series.secret], ensure_ascii=False)


def series_in(record: str) -> Series:
    """The series that a record of a draw names."""
    issuer, year, kind, secret = json.loads(record)
    return Series(issuer, year, type=kind, secret=secret)


def issue_of(line: Line, series: Series, day: Date | None) -> Issue:
    """What the register is told of a published letter."""
    assert line.entered is not None
    assert line.number is not None
    entered = dict(line.entered.items())
    secrecy = entered.pop("secrecy")
    particulars = Particulars(**entered)  # type: ignore[arg-type]
    if secrecy is not None:
        particulars = evolve(particulars, secrecy=Secrecy(secrecy))
    return Issue(number=series.number(line.number), particulars=particulars, digests=line.files, date=day)
