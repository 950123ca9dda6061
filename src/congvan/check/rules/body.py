"""Rules on the body as a whole: it is there, has titles, closes with ./. and uses what is defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.check.findings import Finding, found
from congvan.check.reading import Part, Passage, Reading
from congvan.model import Level, Paragraph, ValueOf

_TITLED = frozenset(
    {Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ROMAN_SECTION, Level.ARTICLE}
)
_END = re.compile(r"\s*(?:\./\.|[.,;]?\s*\.\s*/\s*\.|\./|/\.|\.//?\.)[\s.]*$")
_END_INSIDE = re.compile(r"\./\.")


def marks_of_bases(reading: Reading) -> Iterator[Finding]:
    """Each legal base ends in a semicolon, the last in a full stop.

    Rule: ND30-PL1-II.6.a#3.
    """
    bases = [passage for passage in reading.in_parts(Part.BASE) if passage.text.strip()]
    for passage in bases:
        expected = "." if passage is bases[-1] else ";"
        text = passage.text.rstrip()
        if not text.endswith(expected):
            yield found("nd30.bases.end-mark", passage.path, len(text), value=_tail(text), expected=expected)


def empty(reading: Reading) -> Iterator[Finding]:
    """A document has a body.

    Rule: ND30-D8.2.e.
    """
    if not any(not isinstance(block, Paragraph) or _says(block) for block in reading.dispatch.body):
        yield found("nd30.body.empty", "body")


def untitled(reading: Reading) -> Iterator[Finding]:
    """Phần, chương, mục, tiểu mục and điều have titles.

    Rule: ND30-PL1-II.6.d.
    """
    for passage in reading.in_parts(Part.BODY, Part.APPENDIX):
        paragraph = passage.paragraph
        if paragraph and paragraph.level in _TITLED and not passage.text.strip():
            yield found("nd30.body.untitled", passage.path, value=paragraph.marker.strip())


def closing(reading: Reading) -> Iterator[Finding]:
    """The last paragraph ends with ./. right after its last word; a body that ends with a table is let be.

    Rules: ND30-PL1-II.6#end, PRAC-2.
    """
    last = _last(reading)
    if last is None:
        return
    end = reading.standard.texts.body_end
    text = last.text.rstrip()
    written = _END.search(text)
    if written is None:
        yield found("nd30.body.no-end", last.path, len(text), value=_tail(text), end=end)
    elif written[0] != end:
        yield found("nd30.body.end-form", last.path, written.start(), value=_tail(text), end=end)


def closing_inside(reading: Reading) -> Iterator[Finding]:
    """./. stands nowhere before the end.

    Rule: ND30-PL1-II.6#end.
    """
    last = _last(reading)
    for passage in reading.in_parts(Part.BASE, Part.BODY):
        for mark in _END_INSIDE.finditer(passage.typed):
            if passage is not last or passage.text[mark.end() :].strip():
                value = _tail(passage.text[: mark.end()])
                yield found("nd30.body.end-inside", passage.path, mark.start(), value=value)


def unused(reading: Reading) -> Iterator[Finding]:
    """What is defined is said: each deadline, period and citation is used by the text.

    Rule: TEXT-UNUSED.
    """
    dispatch = reading.dispatch
    for name in dispatch.deadlines:
        if (ValueOf.DEADLINE, name) not in reading.used:
            yield found("nd30.deadline.unused", f"deadlines.{name}", name=name)
    for name in dispatch.periods:
        if (ValueOf.PERIOD, name) not in reading.used:
            yield found("nd30.period.unused", f"periods.{name}", name=name)
    for name in dispatch.citations:
        if (ValueOf.CITATION, name) not in reading.used:
            yield found("nd30.citation.unused", f"citations.{name}", name=name)


def _says(paragraph: Paragraph) -> bool:
    return bool(paragraph.text.strip() or paragraph.marker.strip())


def _last(reading: Reading) -> Passage | None:
    """The last paragraph that says something; None when a table stands after it, or there is none."""
    for _, block in reversed(reading.body):
        if not isinstance(block, Paragraph):
            return None
        if _says(block):
            break
    said = [passage for passage in reading.in_parts(Part.BODY) if passage.text.strip()]
    return said[-1] if said else None


def _tail(text: str, length: int = 30) -> str:
    """The last words of a text, enough to find it by."""
    text = " ".join(text.split())
    return text if len(text) <= length else "…" + text[-length:].partition(" ")[2]
