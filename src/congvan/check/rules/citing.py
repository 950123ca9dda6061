"""Rules on citations typed in the text, and on codes of types within them (ND30-PL1-II.6.b, ND30-PL2-V.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from congvan.check.findings import Finding, found
from congvan.check.reading import CITED, Part, Passage, Reading
from congvan.vietnamese.dates import parse_date
from congvan.vietnamese.hygiene import tone_key
from congvan.vietnamese.types import (
    CITABLE_TYPES,
    CITED_BY_NAME,
    better_code,
    document_type,
    type_of_code,
)

_GROUP = r"[A-Za-zĐđƯưƠơ0-9&.]"
_CODE = rf"[A-ZĐƯƠ]{_GROUP}*"
# With a year or a second group: «06/CP» is a name, not a reference.
_REFERENCE = rf"\d+[a-zđ]?/(?:\d{{4}}/{_CODE}(?:-{_CODE})*|{_CODE}(?:-{_CODE})+)(?<!\.)"
_NOUNS = sorted({noun for noun in CITABLE_TYPES if noun not in CITED_BY_NAME}, key=len, reverse=True)
_NAMED = re.compile(
    rf"\b(?P<type>(?i:{'|'.join(_NOUNS)}))\s+(?P<word>số:?\s+)?(?P<reference>{_REFERENCE})(?![\w/-])"
)
_ANY_REFERENCE = re.compile(_REFERENCE)
_DATED = re.compile(
    r"[\s,(]*(?:(?:ban hành|ký)\s+)?"
    r"(?:ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
    r"|ngày\b|\d{1,2}/\d{1,2}/\d{4})"
)
_DATED_LATER = re.compile(r"[^,;]{0,80}?\bngày\s+\d")
_DATED_BEFORE = re.compile(
    r"ngày\s+\d[^.;]*\b(?:ban hành|ký|thông qua|phê duyệt|có|gửi|trình)\b[^.;]*$", re.IGNORECASE
)
_LISTED = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:số\s+)?\d+[a-zđ]?/")
_OF_ISSUER = re.compile(r"(?<!\w)(?:của|do)\s")
_OF_PARTIES = frozenset({tone_key("biên bản"), tone_key("hợp đồng"), tone_key("bản thỏa thuận")})
_LAW = re.compile(
    rf"\b(?P<law>(?:{'|'.join(CITED_BY_NAME)})\b(?:(?!Nghị quyết|Lệnh|Nghị định)[^;.\n{CITED}]){{0,100}}?)"
    r"\s*(?P<number>(?:số\s+)?\d+/(?:\d{4}/(?:QH|UBTVQH|PL-UBTVQH)\d*|QH\d+|LCT/\w+))"
)
_CAPITAL_PART = re.compile(
    r"(?<=[^.?!:“\"«(\n])\s(?P<part>Khoản\s+\d+|Điểm\s+[a-zđ](?=\s*(?:,|và|khoản|Khoản)))\b"
)
_SMALL_PART = re.compile(
    r"(?<![\w-])(?P<part>điều\s+\d{1,3}(?![\d.,]*\d|%)|(?:phần|chương|mục)\s+[IVX]+(?![\w/])|tiểu mục\s+\d+)"
)
_SMALL = ("điều", "phần", "chương", "mục")
_BORN_CASED = frozenset({"QyĐ", "CTr", "TTr", "TrS"})
_PLAIN_CODES = frozenset({"QĐ", "NQ", "KH", "TTr", "CTr", "QyĐ"})
"""Codes that stand for their type only: a document cited as another type has the wrong code or noun."""


@frozen
class Typed:
    """A citation typed as plain text: where it stands, its noun and reference, what follows it."""

    passage: Passage
    match: re.Match[str]
    is_first: bool

    @property
    def reference(self) -> str:
        """The number and symbol."""
        return self.match["reference"]

    @property
    def rest(self) -> str:
        """The words after the reference, up to the end of its sentence or the next semicolon."""
        return re.split(r"[;\n]|\.(?=\s|$)", self.passage.text[self.match.end() :], maxsplit=1)[0]

    @property
    def is_dated(self) -> bool:
        """Whether its date follows, or leads the sentence that tells of its issue."""
        before = self.passage.text[: self.match.start()]
        return bool(_DATED_LATER.match(self.rest) or _DATED.match(self.rest) or _DATED_BEFORE.search(before))

    @property
    def has_issuer(self) -> bool:
        """Whether its issuer follows, or it is of a type that parties sign with each other."""
        agreed = tone_key(self.match["type"]) in _OF_PARTIES
        return agreed or bool(_OF_ISSUER.search(self.rest)) or not _DATED.match(self.rest)

    @property
    def is_noted(self) -> bool:
        """Whether a footnote follows the reference at once and may say the rest."""
        return self.match.end() in self.passage.marks

    @property
    def date(self) -> date | None:
        """The day it is dated, None when none follows."""
        read = _DATED.match(self.rest)
        parts = parse_date(read["day"]) if read and read["day"] else None
        return parts.as_date() if parts else None


def first_mention(reading: Reading) -> Iterator[Finding]:
    """At its first mention a document has the word số, its date and its issuer.

    Rules: ND30-PL1-II.6.b#1, ND30-PL1-II.6.b#3.
    """
    for typed in typed_citations(reading):
        if not typed.is_first or _LISTED.match(typed.rest):
            continue
        where = (typed.passage.path, typed.match.start())
        noun, value = typed.match["type"], typed.match[0]
        if not typed.match["word"]:
            yield found(
                "nd30.citation.without-so", *where, value=value, expected=f"{noun} số {typed.reference}"
            )
        if typed.is_noted:
            continue
        if not typed.is_dated:
            yield found("nd30.citation.undated", *where, value=value)
        elif not typed.has_issuer and typed.passage.part is not Part.NOTE:
            yield found("nd30.citation.without-issuer", *where, value=value)


def numbered_laws(reading: Reading) -> Iterator[Finding]:
    """Laws and ordinances are cited by name alone.

    Rules: ND30-PL1-II.6.b#1, ND30-PL1-II.6.a#1.
    """
    for passage in reading.in_parts(Part.BASE, Part.BODY, Part.NOTE):
        for law in _LAW.finditer(passage.typed) if "/" in passage.typed else ():
            yield found(
                "nd30.citation.numbered-law",
                passage.path,
                law.start(),
                value=" ".join(law[0].split()),
                number=law["number"],
                expected=law["law"].strip(),
            )


def case_of_parts(reading: Reading) -> Iterator[Finding]:
    """Phần, Chương, Mục, Tiểu mục, Điều have a capital where they are cited, khoản and điểm have none.

    Rule: ND30-PL2-V.7.
    """
    for passage in reading.passages:
        for part in _CAPITAL_PART.finditer(passage.typed) if _has(passage.typed, "Khoản", "Điểm") else ():
            value = part["part"]
            expected = value[0].lower() + value[1:]
            yield found(
                "nd30.citation.part-case", passage.path, part.start("part"), value=value, expected=expected
            )
        for part in _SMALL_PART.finditer(passage.typed) if _has(passage.typed, *_SMALL) else ():
            value = part["part"]
            expected = value[0].upper() + value[1:]
            yield found(
                "nd30.citation.part-case", passage.path, part.start("part"), value=value, expected=expected
            )


def _has(text: str, *words: str) -> bool:
    """Whether one of the words stands in a text: soon asked of a text that has none."""
    return any(word in text for word in words)


def codes(reading: Reading) -> Iterator[Finding]:
    """The code of a type is written as in the decree's table; documents older than the decree kept their own.

    Rule: ND30-PL3-I.
    """
    start = reading.standard.in_force_from
    for typed in typed_citations(reading):
        if typed.date is None or typed.date >= start:
            where = (typed.passage.path, typed.match.start("reference"))
            yield from _code_findings(typed.match["type"], typed.reference, *where)
    for name, citation in reading.dispatch.citations.items():
        if citation.reference and (citation.date is None or citation.date >= start):
            yield from _code_findings(citation.type, citation.reference, f"citations.{name}.reference", 0)


def _code_findings(noun: str, reference: str, path: str, at: int) -> Iterator[Finding]:
    group = re.split(r"[-/]", re.sub(r"^\d+\w?/(?:\d{4}/)?", "", reference), maxsplit=1)[0]
    better = better_code(group)
    cited = document_type(noun)
    if better and (better in _BORN_CASED or not group.isupper() or (cited and cited.code == better)):
        yield found("nd30.citation.code", path, at, value=reference, code=group, expected=better)
    elif cited and cited.code and group in _PLAIN_CODES and cited.code != group:
        meant = type_of_code(group)
        name = meant.name if meant else group
        yield found("nd30.citation.code-of-other-type", path, at, value=f"{noun} {reference}", type=name)


def typed_citations(reading: Reading) -> Iterator[Typed]:
    """Every citation typed as plain text in bases, body and notes; printed values count as mentions."""
    mentioned: set[str] = set()
    for passage in reading.in_parts(Part.BASE, Part.BODY, Part.NOTE):
        # A number and a symbol are soon looked for, the nouns before them are many.
        has_reference = "/" in passage.text and _ANY_REFERENCE.search(passage.text)
        for match in _NAMED.finditer(passage.text) if has_reference else ():
            reference = match["reference"]
            if passage.typed[match.start()] != CITED:
                yield Typed(passage, match, reference not in mentioned)
            mentioned.add(reference)
