"""Rules on names of agencies and places that are no more on the day of the letter (GEO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from congvan.check.findings import Finding, found
from congvan.check.reading import MASK, Part, Passage, Reading
from congvan.check.rules.citing import typed_citations
from congvan.standard.geography import OutdatedName, outdated_names
from congvan.vietnamese.dates import short_date

_GROUP = re.compile(r"(?:các )?(?P<noun>Sở|Bộ)\b[^:]*", re.IGNORECASE)
_TOLD_AS_PAST = re.compile(
    r"\s*[(,]?\s*(?:cũ\b|trước đây|trước (?:khi )?(?:sáp nhập|hợp nhất|sắp xếp)"
    r"|nay (?:là|thuộc)|đã (?:sáp nhập|giải thể))"
)
_WAS = re.compile(
    r"(?:nguyên(?: là)?|trước đây(?: là)?|tiền thân(?: là)?|hợp nhất|sáp nhập)\s*$", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[;\n]|\.(?=\s|$)")


def parties(reading: Reading) -> Iterator[Finding]:
    """Who issues and who receives exists on the first day the letter may bear.

    Rules: GEO-6#party, GEO-4.
    """
    for path, text in _parties(reading):
        for name in outdated_names(text, reading.first_day):
            yield _finding("nd30.agency.outdated", path, name)


def mentions(reading: Reading) -> Iterator[Finding]:
    """What the text speaks of exists that day, unless a citation or the sentence itself tells it as past.

    Rules: GEO-6, GEO-4.
    """
    past = _spans_of_the_past(reading)
    for passage in reading.in_parts(Part.BODY, Part.NOTE):
        text = _without_spans(passage, past)
        for name in outdated_names(text, reading.first_day):
            end = name.position + len(name.found)
            if not (_TOLD_AS_PAST.match(text, end) or _WAS.search(text[: name.position])):
                yield _finding("nd30.agency.outdated-in-text", passage.path, name)


def _finding(code: str, path: str, name: OutdatedName) -> Finding:
    renamed = name.renamed
    if not renamed.confirmed:
        code = "nd30.agency.doubtful"
    successor = renamed.successor or "xã, phường hoặc đặc khu"
    since = short_date(renamed.since)
    return found(code, path, name.position, value=name.found, since=since, successor=successor)


def _parties(reading: Reading) -> Iterator[tuple[str, str]]:
    for index, issuer in enumerate(reading.dispatch.issuer):
        yield f"issuer[{index}].name", issuer.name
        yield f"issuer[{index}].parent", issuer.parent or ""
    for index, recipient in enumerate(reading.dispatch.recipients):
        yield f"recipients[{index}].name", _spelled_out(recipient.name)
        for position, member in enumerate(recipient.members):
            group = _GROUP.match(recipient.name)
            noun = f"{group['noun']} " if group else ""
            yield f"recipients[{index}].members[{position}]", noun + member
    for index, copy in enumerate(reading.dispatch.copies_to):
        yield f"copies_to[{index}]", _spelled_out(copy.text)


def _spelled_out(text: str) -> str:
    """A group typed as one text with the noun before each name: "Các Sở: A; B" -> "Các Sở: Sở A; Sở B"."""
    group = _GROUP.match(text)
    head, colon, rest = text.partition(":")
    if not (group and colon):
        return text
    return head + colon + re.sub(r"(^|[;,])\s*(?=\w)", rf"\1 {group['noun']} ", rest)


def _spans_of_the_past(reading: Reading) -> dict[int, list[tuple[int, int]]]:
    """By passage, where a typed citation with a date of its own stands, up to the end of its clause."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for typed in typed_citations(reading):
        if _is_dated_before(typed.date, reading.first_day):
            start = typed.match.start()
            end = _CLAUSE_END.search(typed.passage.text, typed.match.end())
            span = (start, end.start() if end else len(typed.passage.text))
            spans.setdefault(id(typed.passage), []).append(span)
    return spans


def _is_dated_before(day: date | None, letter: date) -> bool:
    return day is not None and day < letter


def _without_spans(passage: Passage, spans: dict[int, list[tuple[int, int]]]) -> str:
    text = passage.typed
    for start, end in spans.get(id(passage), ()):
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
