"""What every worker needs to make the letters of a batch: sent once, then rows (công việc của một lô)."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date as Date  # noqa: N812
from functools import lru_cache, partial
from typing import Any

from attrs import field, fields, frozen

from congvan.api import check
from congvan.api.outputs import appendix_names, letter_name, name_problems
from congvan.api.rendering import rendering
from congvan.api.steps import Steps
from congvan.batch.data.rows import Row, Rows
from congvan.batch.digests import Inputs, former_digest
from congvan.batch.faults import problem
from congvan.batch.fields import Columns, Use, changes, sure_tables, with_field
from congvan.batch.targets.names import Pattern
from congvan.model import Dispatch
from congvan.problems import CongvanError, ModelError, Place, Problem, SourceError
from congvan.source import Bound, Source
from congvan.vietnamese.dates import DateParts, parse_date
from congvan.vietnamese.hygiene import nfc


@frozen(kw_only=True)
class Identity:
    """What decides the series of a dispatch."""

    issuer: str
    type: str
    secrecy: str | None

    @classmethod
    def of(cls, dispatch: Dispatch) -> Identity:
        """The identity of a dispatch."""
        return cls(
            issuer=dispatch.issuer[0].name,
            type=dispatch.type.name,
            secrecy=dispatch.secrecy.value if dispatch.secrecy else None,
        )


@frozen(kw_only=True)
class Verdict:
    """What validating a row found: what its files are called, its input as a digest; or its problems.

    The files are called `stem` and one of `endings` each, the letter first.
    """

    stem: str = ""
    endings: tuple[str, ...] = ()
    digest: str = ""
    identity: Identity | None = None
    number: str | None = None
    problems: tuple[Problem, ...] = ()
    findings: tuple[Problem, ...] = ()


@frozen(kw_only=True)
class Checked(Verdict):
    """A row that was validated, with what was found: the one record that is kept of every row."""

    row: Row

    @classmethod
    def of(cls, row: Row, verdict: Verdict, shared: dict[object, Any]) -> Checked:
        """The record of a row; what rows have in common is kept once, in `shared`."""
        return cls(
            row=row,
            stem=row.key if verdict.stem == row.key else verdict.stem,
            endings=shared.setdefault(verdict.endings, verdict.endings),
            digest=verdict.digest,
            identity=shared.setdefault(verdict.identity, verdict.identity),
            number=verdict.number,
            problems=verdict.problems,
            findings=verdict.findings,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(self.stem + ending for ending in self.endings)


@frozen(kw_only=True)
class Made:
    """A row that was rendered: its files in memory, the dispatch, what is merely wrong."""

    row: Row
    dispatch: Dispatch
    files: dict[str, bytes] = field(repr=False)
    findings: tuple[Problem, ...]


@frozen(kw_only=True, eq=False)
class Job:
    """One source with its template and what its columns are for; binds and renders any row.

    `file` is where the rows come from; `template` the bytes of a Word template, None for the source's own or
    the stock one. However often it is sent to a process, it is packed once and unpacked there once.
    """

    source: Source
    columns: Columns
    headings: tuple[str, ...]
    pattern: Pattern
    inputs: Inputs
    file: str | None = None
    template: bytes | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls, source: Source, rows: Rows, columns: Columns, pattern: Pattern, template: bytes | None
    ) -> Job:
        """The job of a batch, without its rows."""
        word = template if template is not None else source.template
        return cls(
            inputs=Inputs.of(source, columns, word),
            source=source,
            columns=columns,
            headings=rows.columns,
            pattern=pattern,
            file=rows.file,
            template=word,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (_packed(self),)

    def name(self, row: Row) -> str:
        """What the outputs of a row are called by."""
        return self.pattern.stem(row, self.source.stem)

    def bind(self, row: Row, *, number: str | None = None, day: Date | None = None) -> Dispatch:
        """The dispatch that a row says; CongvanError with every problem, each with the row's place."""
        bound = self._bound(row, number, day)
        sets = tuple(self.columns.fields(row.cells))
        try:
            if sets:
                # All fields at once; what is wrong with one of them is told by setting them one by one.
                with suppress(CongvanError):
                    return bound(changed=partial(_changed, sets)).dispatch
            dispatch = bound().dispatch
            for path, cell in sets:
                dispatch = self._with_field(dispatch, path, cell)
        except CongvanError as error:
            raise SourceError(self.placed(error.problems, row)) from None
        return dispatch

    def sure_tables(self, rows: Sequence[Row]) -> frozenset[str]:
        """The fields of tables that are sure to be good in every one of these rows, looked at together."""
        return sure_tables(self.columns, self.source.steady, rows)

    def outline(
        self,
        row: Row,
        *,
        number: str | None = None,
        day: Date | None = None,
        sure: frozenset[str] = frozenset(),
    ) -> Dispatch:
        """What `bind` gives but paragraphs of the body that are sure to be good, in less time.

        The fields of tables that are `sure` are left as the source has them.
        """
        sets = tuple(said for said in self.columns.fields(row.cells) if said[0] not in sure)
        try:
            return self._bound(row, number, day)(changed=partial(_changed, sets), outlined=True).dispatch
        except CongvanError:
            return self.bind(row, number=number, day=day)

    def _bound(self, row: Row, number: str | None, day: Date | None) -> Callable[..., Bound]:
        """The source with the values, number and date of a row, ready to be bound."""
        own_day = self.columns.cell(Use.DATE, row.cells)
        return partial(
            self.source.bound,
            self.columns.values(row.cells),
            number=_number(number),
            date=_as_day(own_day) if own_day not in (None, "") else day,
        )

    def _with_field(self, dispatch: Dispatch, path: str, cell: object) -> Dispatch:
        try:
            return with_field(dispatch, path, cell)
        except ModelError as error:
            raise ModelError(item.at(Place(path=path)) for item in error.problems) from None

    def placed(self, problems: tuple[Problem, ...], row: Row) -> Iterator[Problem]:
        """The problems with the row they are of, and the column whose cell they quote."""
        for item in problems:
            place = f"{self.file or '<rows>'}:{row.line} «{row.key}»"
            yield item.at(Place(part=place, near=self._quoted(item, row)))

    def _quoted(self, item: Problem, row: Row) -> str | None:
        """The column whose cell or whose value a problem names, with the cell."""
        said = {str(value) for value in item.parameters.values()}
        cells = tuple(zip(self.headings, self.columns.uses, row.cells, strict=True))
        quoted = [found for found in cells if found[2] is not None and str(found[2]) in said]
        named = [found for found in cells if found[1][0] is Use.VALUE and found[1][1] in said]
        for heading, _, cell in (*quoted, *named):
            return f"{heading} = {'' if cell is None else str(cell)[:60]}"
        return None

    def check(
        self, row: Row, day: Date | None, *, wording: bool = False, sure: frozenset[str] = frozenset()
    ) -> Verdict:
        """A row validated: bound, its fields set, its files named; nothing is rendered.

        `wording` finds what is merely wrong too; else fields of tables that are `sure` are good already.
        """
        number = self.columns.cell(Use.NUMBER, row.cells)
        said = None if number in (None, "") else str(number)
        try:
            bind = self.bind if wording else partial(self.outline, sure=sure)
            dispatch, own_date = self._own(bind, row, said, day)
        except CongvanError as error:
            return Verdict(problems=error.problems)
        stem = nfc(self.name(row))
        annexes = appendix_names(dispatch.appendices, stem, one_workbook=dispatch.one_workbook)
        names = (letter_name(stem), *dict.fromkeys(name for name in annexes if name))
        problems = tuple(self.placed(tuple(name_problems(names)), row))
        if not stem:
            problems = tuple(self.placed((problem("empty-name"),), row))
        return Verdict(
            stem=stem,
            endings=tuple(name[len(stem) :] for name in names),
            digest=self.inputs.digest(row, dispatch, own_date),
            identity=Identity.of(dispatch),
            number=said,
            problems=problems,
            findings=check(dispatch) if wording else (),
        )

    def _own(
        self, bind: Callable[..., Dispatch], row: Row, number: str | None, day: Date | None
    ) -> tuple[Dispatch, DateParts | None]:
        """The dispatch of a row, and the date it says by itself; None where only the day of issue says it."""
        says_none = not self.source.has_date and self.columns.cell(Use.DATE, row.cells) in (None, "")
        dispatch = bind(row, number=number, day=day if says_none else None)
        return dispatch, None if says_none else dispatch.date

    def former_digest(self, row: Row, number: str | None, day: Date | None) -> str:
        """The digest that the record of a first batch holds of a row that says what this one does."""
        dispatch, own_date = self._own(self.bind, row, number, day)
        return former_digest(dispatch, self.template, own_date)

    def making(self, row: Row, *, number: str | None, day: Date | None, checked: bool) -> Steps[Made]:
        """A row rendered in memory, in steps; CongvanError with every problem."""
        dispatch = self.bind(row, number=number, day=day)
        yield
        try:
            rendered = yield from rendering(
                dispatch, name=self.name(row), template=self.template, checked=checked
            )
        except CongvanError as error:
            raise type(error)(self.placed(error.problems, row)) from None
        files = dict(rendered.files.items())
        return Made(row=row, dispatch=dispatch, files=files, findings=rendered.findings)


def _number(text: str | None) -> int | str | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else text


def _as_day(cell: object) -> Date | DateParts | str:
    if isinstance(cell, Date | DateParts):
        return cell
    return parse_date(str(cell)) or str(cell)


def _changed(sets: Iterable[tuple[str, object]], said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a dispatch with those that a row sets in their place."""
    changed = dict(said)
    for path, cell in sets:
        changed |= changes(changed, path, cell)
    return changed


@lru_cache(maxsize=2)
def _packed(job: Job) -> bytes:
    return pickle.dumps({item.name: getattr(job, item.name) for item in fields(Job)})


@lru_cache(maxsize=2)
def _unpacked(data: bytes) -> Job:
    return Job(**pickle.loads(data))  # noqa: S301 - what this process or its parent packed
