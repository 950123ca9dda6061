"""What is said: the whole dispatch, frozen and valid by construction (công văn)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.model.appendix import Appendix
from congvan.model.assignments import (
    Assignment,
    Share,
    Unit,
    as_assignments,
    as_units,
    assignment_problems,
    shares,
    unit_problems,
)
from congvan.model.body import (
    ALL_ASSIGNMENTS,
    RUN_TYPES,
    Footnote,
    Paragraph,
    Run,
    Value,
    ValueOf,
    as_paragraphs,
)
from congvan.model.deadlines import DEADLINE_PARTS, PERIOD_PARTS, Deadline, Period
from congvan.model.fields import (
    are_all,
    as_items,
    as_named,
    as_optional_text,
    as_text,
    is_sound,
    item_problems,
    made_of,
    name_problems,
    optional_text_problems,
    problem,
    refuse,
    text_problems,
    type_problems,
)
from congvan.model.marks import Circulation, Medium, Secrecy, Urgency
from congvan.model.parties import (
    Archive,
    Contact,
    CopyTo,
    Drafter,
    Issuer,
    Recipient,
    Signatory,
    as_copies_to,
    as_issuers,
    as_recipients,
    as_signatories,
)
from congvan.model.reference import Citation, Reference, as_date_parts
from congvan.model.tables.table import Block, Table, as_blocks, has_marks, runs_in
from congvan.problems import Problem
from congvan.vietnamese.dates import DateParts
from congvan.vietnamese.types import DISPATCH, DocumentType, document_type, nearest_types

CITATION_PARTS = ("full", "short")
_NOTHING_RARE = (None,) * 6
SUBJECT_PREFIX = re.compile(r"\A(?:\s*v/v(?:[\s:]+|\Z))+", re.IGNORECASE)


def _as_type(value: str | DocumentType) -> DocumentType:
    found = document_type(value) if isinstance(value, str) else value
    return found if found is not None else value  # type: ignore[return-value]


def _as_subject(value: str) -> str:
    """A typed leading `V/v` is taken off, never doubled."""
    given: object = as_text(value)
    return SUBJECT_PREFIX.sub("", given) if isinstance(given, str) else value


def _as_reference(value: str | Reference) -> Reference:
    return made_of(Reference.parse, value) if isinstance(value, str) else value


def _as_appendices(value: Appendix | Iterable[Appendix]) -> tuple[Appendix, ...]:
    return as_items(value, Appendix)


# One converter each: mypy gives a constructor no solved type for a generic one.
def _as_deadlines(
    value: Mapping[str, Deadline] | Iterable[tuple[str, Deadline]],
) -> immutabledict[str, Deadline]:
    return as_named(value)


def _as_periods(value: Mapping[str, Period] | Iterable[tuple[str, Period]]) -> immutabledict[str, Period]:
    return as_named(value)


def _as_citations(
    value: Mapping[str, Citation] | Iterable[tuple[str, Citation]],
) -> immutabledict[str, Citation]:
    return as_named(value)


@frozen(kw_only=True)
class Dispatch:
    """One official dispatch (văn bản), fields in the decree's order; knows nothing of Word, Excel or files.

    One issuer and one signatory, or several of each for a joint dispatch, always held as tuples. `deadlines`,
    `periods` and `citations` are by name. What is absent is None or empty. `one_workbook` puts the appendices
    that are workbooks into one file. Raises ModelError naming every field that cannot be what it was given.
    """

    type: DocumentType = field(default=DISPATCH, converter=_as_type)
    issuer: tuple[Issuer, ...] = field(converter=as_issuers)
    reference: Reference = field(converter=_as_reference)
    date: DateParts = field(converter=as_date_parts)
    subject: str = field(converter=_as_subject)
    recipients: tuple[Recipient, ...] = field(default=(), converter=as_recipients)
    bases: tuple[Paragraph, ...] = field(default=(), converter=as_paragraphs)
    body: tuple[Block, ...] = field(default=(), converter=as_blocks)
    deadlines: immutabledict[str, Deadline] = field(default=immutabledict(), converter=_as_deadlines)
    periods: immutabledict[str, Period] = field(default=immutabledict(), converter=_as_periods)
    citations: immutabledict[str, Citation] = field(default=immutabledict(), converter=_as_citations)
    signatory: tuple[Signatory, ...] = field(converter=as_signatories)
    copies_to: tuple[CopyTo, ...] = field(default=(), converter=as_copies_to)
    archive: Archive | None = None
    appendices: tuple[Appendix, ...] = field(default=(), converter=_as_appendices)
    units: tuple[Unit, ...] = field(default=(), converter=as_units)
    assignments: tuple[Assignment, ...] = field(default=(), converter=as_assignments)
    medium: Medium = Medium.ELECTRONIC
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    circulation: Circulation | None = None
    drafter: Drafter | None = None
    contact: Contact | None = None
    draft: str | None = field(default=None, converter=as_optional_text)
    one_workbook: bool = False

    def __attrs_post_init__(self) -> None:
        if not self._is_made():
            refuse([*self._part_problems(), *self._mark_problems()])
        if len(self.appendices) > 1 or [*map(type, self.blocks)].count(Table) > 1:
            refuse(self._name_problems())
        if self.units:
            refuse(unit_problems(self.units))
        # A look without paths first: most dispatches hold nothing but text.
        if not (self.has_marks or self.assignments):
            return
        marked = [*self.placed_runs()]
        refuse(
            [
                *(assignment_problems(self.units, self.assignments, self.forms) if self.assignments else ()),
                *self._value_problems(marked),
                *self._footnote_problems(marked),
            ]
        )

    def _is_made(self) -> bool:
        """True when every part is of its type: one question, for parts are checked when they are made."""
        people = are_all(self.issuer, Issuer) and are_all(self.signatory, Signatory)
        said = are_all(self.bases, Paragraph) and are_all(self.body, Paragraph, Table)
        sent = are_all(self.recipients, Recipient) and are_all(self.copies_to, CopyTo)
        added = are_all(self.appendices, Appendix) and are_all(self.units, Unit)
        head = (self.type, self.reference, self.date, self.medium)
        named = (self.deadlines, self.periods, self.citations)
        return (
            bool(self.issuer and self.signatory)
            and (people and said and sent and added and are_all(self.assignments, Assignment))
            and (*map(type, head),) == (DocumentType, Reference, DateParts, Medium)
            and is_sound(self.subject)
            and {*map(type, named)} == {immutabledict}
            and not any(named)
            and (self._is_unmarked() or not [*self._mark_problems()])
        )

    def _is_unmarked(self) -> bool:
        """True for a dispatch without any of the rarer parts."""
        rare = (self.urgency, self.secrecy, self.circulation, self.drafter, self.contact, self.draft)
        is_filed = self.archive is None or type(self.archive) is Archive
        return rare == _NOTHING_RARE and is_filed and type(self.one_workbook) is bool

    @cached_property
    def has_marks(self) -> bool:
        """Whether any run is more than text: a link, a break, a typed value, a footnote."""
        return has_marks(self.blocks)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of bases, body and appendices, in reading order."""
        return (*self.bases, *self.body, *chain.from_iterable(one.content for one in self.appendices))

    def _part_problems(self) -> Iterator[Problem]:
        if not isinstance(self.type, DocumentType):
            near = (*nearest_types(str(self.type)), DISPATCH)[0].name
            yield problem("unknown-type", "type", value=self.type, nearest=near)
        yield from item_problems("issuer", self.issuer, Issuer)
        yield from type_problems("reference", self.reference, Reference)
        yield from type_problems("date", self.date, DateParts)
        yield from text_problems("subject", self.subject)
        yield from item_problems("recipients", self.recipients, Recipient)
        yield from item_problems("bases", self.bases, Paragraph)
        yield from item_problems("body", self.body, Paragraph, Table)
        yield from name_problems("deadlines", self.deadlines, Deadline)
        yield from name_problems("periods", self.periods, Period)
        yield from name_problems("citations", self.citations, Citation)
        yield from item_problems("signatory", self.signatory, Signatory)
        yield from item_problems("copies_to", self.copies_to, CopyTo)
        yield from item_problems("appendices", self.appendices, Appendix)
        yield from item_problems("units", self.units, Unit)
        yield from item_problems("assignments", self.assignments, Assignment)
        for path, values in (("issuer", self.issuer), ("signatory", self.signatory)):
            if values == ():
                yield problem("empty", path)

    def _mark_problems(self) -> Iterator[Problem]:
        yield from type_problems("archive", self.archive, Archive, type(None))
        yield from type_problems("medium", self.medium, Medium)
        yield from type_problems("urgency", self.urgency, Urgency, type(None))
        yield from type_problems("secrecy", self.secrecy, Secrecy, type(None))
        yield from type_problems("circulation", self.circulation, Circulation, type(None))
        yield from type_problems("drafter", self.drafter, Drafter, type(None))
        yield from type_problems("contact", self.contact, Contact, type(None))
        yield from optional_text_problems("draft", self.draft)
        yield from type_problems("one_workbook", self.one_workbook, bool)

    def _name_problems(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, appendix in enumerate(self.appendices):
            if appendix.name is not None and appendix.name in seen:
                yield problem("duplicate-name", f"appendices[{index}].name", name=appendix.name)
            seen.add(appendix.name or "")
        names: set[str] = set()
        for path, name, _ in named_tables(self.body, self.appendices):
            if name in names:
                yield problem("duplicate-name", path, name=name)
            names.add(name)

    def _value_problems(self, runs: list[tuple[str, Run]]) -> Iterator[Problem]:
        for path, run in runs:
            if isinstance(run, Value):
                yield from self._one_value_problems(path, run)

    def _one_value_problems(self, path: str, value: Value) -> Iterator[Problem]:
        if value.of is ValueOf.TABLE_TOTAL:
            table = self.tables.get(value.name)
            if table is None or value.part not in [leaf.key for leaf in table.leaves]:
                yield problem("unknown-value", path, expression=value.expression)
            return
        if value.of is ValueOf.ASSIGNMENTS:
            if not self.assignments or (value.name, value.part) != (ALL_ASSIGNMENTS, ""):
                yield problem("unknown-value", path, expression=value.expression)
            return
        named, parts = {
            ValueOf.DEADLINE: (self.deadlines, DEADLINE_PARTS),
            ValueOf.PERIOD: (self.periods, PERIOD_PARTS),
            ValueOf.CITATION: (self.citations, CITATION_PARTS),
        }[value.of]
        if value.name not in named or (value.part and value.part not in parts):
            yield problem("unknown-value", path, expression=value.expression)

    def _footnote_problems(self, runs: list[tuple[str, Run]]) -> Iterator[Problem]:
        seen: set[str] = set()
        for path, run in runs:
            if isinstance(run, Footnote) and run.id is not None:
                if run.id in seen:
                    yield problem("duplicate-footnote", path, id=run.id)
                seen.add(run.id)

    def placed_runs(self) -> Iterator[tuple[str, Run]]:
        """Every run with the path of its block, in reading order; a footnote's runs right after it."""
        for path, block in self.placed_blocks():
            for run in runs_in((block,)):
                if isinstance(run, RUN_TYPES):
                    yield path, run

    def placed_blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block of bases, body and appendices with its path, in reading order."""
        for index, base in enumerate(self.bases):
            yield f"bases[{index}]", base
        for index, block in enumerate(self.body):
            yield f"body[{index}]", block
        for number, appendix in enumerate(self.appendices):
            kind = "blocks" if appendix.blocks else "tables"
            for index, block in enumerate(appendix.content):
                yield f"appendices[{number}].{kind}[{index}]", block

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """Every footnote of body and appendices, in reading order."""
        return tuple(run for _, run in self.placed_runs() if isinstance(run, Footnote))

    @property
    def tables(self) -> immutabledict[str, Table]:
        """Every table that has a name; the only table of a named appendix goes by the appendix's name."""
        return immutabledict((name, table) for _, name, table in named_tables(self.body, self.appendices))

    @property
    def forms(self) -> immutabledict[str, Table]:
        """Every named table of an appendix: what an assignment may ask for."""
        return immutabledict(
            (name, table)
            for path, name, table in named_tables(self.body, self.appendices)
            if path.startswith("appendices")
        )

    @property
    def shares(self) -> tuple[Share, ...]:
        """What every unit owes of every form, in the order of units and of forms."""
        return shares(self.units, self.assignments, self.forms)

    @property
    def is_joint(self) -> bool:
        """True when several agencies issue it together (văn bản liên tịch)."""
        return len(self.issuer) > 1


def named_tables(body: Sequence[Block], appendices: Iterable[Appendix]) -> Iterator[tuple[str, str, Table]]:
    """Every table that has a name, with the path of the name and the name; see `Dispatch.tables`."""
    kinds = [*map(type, body)]
    for position, block in enumerate(body) if Table in kinds else ():
        if isinstance(block, Table) and block.name:
            yield f"body[{position}].name", block.name, block
    for index, appendix in enumerate(appendices):
        tables = [block for block in appendix.content if isinstance(block, Table)]
        for position, table in enumerate(tables):
            name = table.name or (appendix.name if len(tables) == 1 else None)
            if name:
                yield f"appendices[{index}].tables[{position}].name", name, table
