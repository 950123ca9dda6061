"""What a dispatch says, as a reader meets it: passages of words, each with the place it stands in."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum

from attrs import field, frozen

from congvan.model import Dispatch, Footnote, Link, Paragraph, Run, Table, Text, Value, ValueOf
from congvan.model.body import run_text
from congvan.model.printing import words_of
from congvan.standard import Standard
from congvan.vietnamese.dates import DateParts

MASK = "\ufffc"
"""Stands in `Passage.typed` for each letter that nobody typed as prose: printed values, links."""
CITED = "\ufffb"
"""Stands there for each letter of a printed citation."""


class Part(Enum):
    """Where in the dispatch a passage stands."""

    FIELD = "field"
    BASE = "base"
    BODY = "body"
    NOTE = "note"
    APPENDIX = "appendix"


@frozen
class Passage:
    """Words that stand together: a field of one line, a base, a paragraph, or a paragraph of a footnote.

    `text` is as printed, without the marker; `typed` is as long, with MASK and CITED over what nobody typed;
    `paragraph` is None for a field; `marks` are the places in `text` where a footnote's mark stands.
    """

    path: str
    part: Part
    text: str
    typed: str
    paragraph: Paragraph | None = None
    marks: tuple[int, ...] = ()


@frozen(kw_only=True)
class Reading:
    """A dispatch read once for all rules: its passages in reading order and what its values refer to.

    `fields` are the lines outside the text (subject, recipients, Nơi nhận, titles of appendices). The letter
    may bear any day from `first_day` to `last_day`, one day when its date is whole: while day or month is
    blank, a rule reports only what is wrong on every one of them.
    """

    dispatch: Dispatch
    standard: Standard
    fields: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    used: frozenset[tuple[ValueOf, str]]
    first_day: date
    last_day: date

    def in_parts(self, *parts: Part) -> Iterator[Passage]:
        """The passages of these parts, in reading order."""
        return (passage for passage in self.passages if passage.part in parts)

    @property
    def body(self) -> tuple[tuple[str, Paragraph | Table], ...]:
        """The blocks of the body with their paths."""
        return tuple((f"body[{index}]", block) for index, block in enumerate(self.dispatch.body))


def read(dispatch: Dispatch, standard: Standard) -> Reading:
    """Read a dispatch; a citation is full at its first mention, as the letter prints it."""
    pen = _Pen(words_of(dispatch))
    passages = tuple(pen.passages(dispatch))
    first_day, last_day = days_of(dispatch.date)
    return Reading(
        dispatch=dispatch,
        standard=standard,
        fields=tuple(_fields(dispatch)),
        passages=passages,
        used=frozenset(pen.used),
        first_day=first_day,
        last_day=last_day,
    )


def days_of(parts: DateParts) -> tuple[date, date]:
    """The first and the last day that a date with blanks may turn out to be."""
    first_month, last_month = (parts.month, parts.month) if parts.month else (1, 12)
    last = monthrange(parts.year, last_month)[1]
    return date(parts.year, first_month, parts.day or 1), date(parts.year, last_month, parts.day or last)


def _fields(dispatch: Dispatch) -> Iterator[Passage]:
    lines = [("subject", dispatch.subject)]
    for index, recipient in enumerate(dispatch.recipients):
        lines.append((f"recipients[{index}].name", recipient.name))
        lines += [
            (f"recipients[{index}].members[{position}]", member)
            for position, member in enumerate(recipient.members)
        ]
    lines += [(f"copies_to[{index}]", copy.text) for index, copy in enumerate(dispatch.copies_to)]
    lines += [
        (f"appendices[{index}].title", appendix.title)
        for index, appendix in enumerate(dispatch.appendices)
        if appendix.title
    ]
    return (Passage(path, Part.FIELD, text, text) for path, text in lines)


def _part_of(path: str) -> Part:
    return {"bases": Part.BASE, "body": Part.BODY}.get(path.partition("[")[0], Part.APPENDIX)


@frozen
class _Pen:
    """Writes the passages out in reading order and notes which values they use."""

    words: Callable[[Value], str]
    used: set[tuple[ValueOf, str]] = field(factory=set)

    def passages(self, dispatch: Dispatch) -> Iterator[Passage]:
        for path, block in dispatch.placed_blocks():
            if isinstance(block, Paragraph):
                yield from self.paragraph(path, _part_of(path), block)
            else:
                yield from self.table(path, block)

    def table(self, path: str, table: Table) -> Iterator[Passage]:
        """The footnotes of its cells; the cells themselves are data, which no rule of wording judges."""
        for row in table.rows:
            for cell in row:
                if isinstance(cell, tuple):
                    _, *notes = self.runs(path, Part.APPENDIX, cell)
                    yield from notes

    def paragraph(self, path: str, part: Part, paragraph: Paragraph) -> Iterator[Passage]:
        return self.runs(path, part, paragraph.runs, paragraph)

    def runs(
        self, path: str, part: Part, runs: tuple[Run, ...], paragraph: Paragraph | None = None
    ) -> Iterator[Passage]:
        """The passage of the runs, then those of its footnotes."""
        text, typed, length = [], [], 0
        marks: list[int] = []
        notes: list[Passage] = []
        for run in runs:
            if isinstance(run, Footnote):
                marks.append(length)
                for block in run.blocks:
                    notes += self.paragraph(path, Part.NOTE, block)
                continue
            words = self.said(run)
            text.append(words)
            typed.append(_mask(run) * len(words) if isinstance(run, Value | Link) else words)
            length += len(words)
        yield Passage(path, part, "".join(text), "".join(typed), paragraph, tuple(marks))
        yield from notes

    def said(self, run: Text | Link | Value | Run) -> str:
        if not isinstance(run, Value):
            return run_text(run)
        self.used.add((run.of, run.name))
        return self.words(run)


def _mask(run: Value | Link) -> str:
    return CITED if isinstance(run, Value) and run.of is ValueOf.CITATION else MASK
