"""Rules on Phụ lục: each is pointed to, each pointed to is there, numbered rightly (ND30-PL1-III.1.a)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from congvan.check.findings import Finding, found
from congvan.check.reading import CITED, Passage, Reading
from congvan.model import Appendix
from congvan.vietnamese.hygiene import fold
from congvan.vietnamese.numbers import from_roman, roman
from congvan.vietnamese.types import CITABLE_TYPES, LEGISLATION

_NUMERAL = r"(?:[IVX]{1,6}|\d{1,2})"
_MENTION = re.compile(
    rf"\b[Pp]h[uụ] lục(?P<numbers> (?:số )?{_NUMERAL}\b(?:(?:, ?| và | đến | - ?|-){_NUMERAL}\b)*)?"
)
_NUMBER = re.compile(rf"\b{_NUMERAL}\b")
_RANGE = re.compile(rf"\b({_NUMERAL})(?: đến | - ?|-)({_NUMERAL})\b")
_SENT_ALONG = re.compile(r"(?:gửi|đính|kèm)\s+(?:theo|kèm)", re.IGNORECASE)
_TYPES = "|".join(
    noun for noun in CITABLE_TYPES if noun not in ("Phụ lục", "Danh mục", "Công văn", "Biên bản")
)
_OTHER = rf"(?:(?:{_TYPES}|[Hh]ợp đồng)\b(?! này)|{CITED}|[Cc]ông văn số|số \d+[\w.]*[/-])"
_OTHER_NEAR = re.compile(
    rf"\b(?:{_TYPES}|[Cc]ông văn)\s+(?:số\s+)?\d|\b(?:{'|'.join(LEGISLATION)}|[Hh]ợp đồng)\b"
    rf"|{CITED}|số \d+[\w.]*[/-]"
)
_OTHER_NEXT = re.compile(rf"\s*\(?(?:ban hành\s+)?(?:kèm theo\s+|của\s+|tại\s+)?{_OTHER}")
_OWN_NEXT = re.compile(rf"\s*\(?(?:gửi\s+|đính\s+)?kèm(?:\s+theo)?\b(?!\s+{_OTHER})")
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s|$)|\./\.")
_REACH = 120
"""How many letters before and after a mention may say whose appendix it is."""


@frozen
class Mention:
    """A place that speaks of a Phụ lục, with its numerals as typed.

    `is_anothers` is True where it is plainly an appendix of another document, `is_ours` where plainly one of
    this letter; neither where the sentence names another document and nothing tells which is meant.
    """

    path: str
    at: int
    words: str
    numerals: tuple[str, ...]
    is_anothers: bool
    is_ours: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers it names, empty when it names none."""
        read = (int(item) if item.isdigit() else from_roman(item) for item in self.numerals)
        return tuple(number for number in read if number)


def absent(reading: Reading) -> Iterator[Finding]:
    """A Phụ lục that the text points to is attached.

    Rules: ND30-PL1-III.1.a#1, ND30-PL1-III.1.a#2.
    """
    count = len(reading.dispatch.appendices)
    for mention in _mentions(reading):
        if not mention.is_ours:
            continue
        at = (mention.path, mention.at)
        if not count:
            yield found("nd30.appendix.absent", *at, value=mention.words)
        elif count > 1 and any(number > count for number in mention.numbers):
            yield found("nd30.appendix.beyond-count", *at, value=mention.words, count=count)


def numbered(reading: Reading) -> Iterator[Finding]:
    """The only appendix has no number; two and more have Roman ones.

    Rule: ND30-PL1-III.1.a#2.
    """
    count = len(reading.dispatch.appendices)
    for mention in _mentions(reading):
        if not mention.is_ours or not mention.numbers or not count:
            continue
        at = (mention.path, mention.at)
        if count == 1:
            yield found("nd30.appendix.numbered-alone", *at, value=mention.words)
        elif any(item.isdigit() for item in mention.numerals):
            expected = ", ".join(roman(number) for number in mention.numbers)
            yield found("nd30.appendix.arabic", *at, value=mention.words, expected=f"Phụ lục {expected}")


def unmentioned(reading: Reading) -> Iterator[Finding]:
    """The text points to every appendix: by its number, its title, a title of its tables, or as sent along.

    Rule: ND30-PL1-III.1.a#1.
    """
    appendices = reading.dispatch.appendices
    if not appendices:
        return
    mentions = [mention for mention in _mentions(reading) if not mention.is_anothers]
    named = {number for mention in mentions for number in mention.numbers}
    if any(not mention.numbers for mention in mentions) or (not named and _sends_along(reading)):
        return
    text = fold(" ".join(passage.text for passage in reading.passages if _is_main(passage)))
    for index, appendix in enumerate(appendices):
        by_number = index + 1 in named or (len(appendices) == 1 and bool(named))
        if not by_number and not any(fold(title) in text for title in _titles(appendix)):
            label = f"Phụ lục {roman(index + 1)}" if len(appendices) > 1 else "Phụ lục"
            yield found("nd30.appendix.unmentioned", f"appendices[{index}]", value=label)


def _is_main(passage: Passage) -> bool:
    """Bases, body and their footnotes: an appendix does not point to appendices."""
    return not passage.path.startswith("appendices")


def _titles(appendix: Appendix) -> Iterator[str]:
    titles = [appendix.title, *(table.title for table in appendix.tables)]
    return (title for title in titles if title)


def _sends_along(reading: Reading) -> bool:
    return any(_SENT_ALONG.search(passage.text) for passage in reading.passages if _is_main(passage))


def _mentions(reading: Reading) -> Iterator[Mention]:
    for passage in reading.passages:
        if _is_main(passage):
            for match in _MENTION.finditer(passage.typed) if " lục" in passage.typed else ():
                yield _mention(passage, match)


def _mention(passage: Passage, match: re.Match[str]) -> Mention:
    after = _clipped(passage.typed[match.end() : match.end() + _REACH])
    before = _SENTENCE_END.split(passage.typed[max(0, match.start() - _REACH) : match.start()])[-1]
    is_anothers = bool(_OTHER_NEXT.match(after))
    speaks_of_another = bool(_OTHER_NEAR.search(after) or _OTHER_NEAR.search(before))
    return Mention(
        path=passage.path,
        at=match.start(),
        words=match[0],
        numerals=_numerals(match["numbers"] or ""),
        is_anothers=is_anothers,
        is_ours=not is_anothers and (bool(_OWN_NEXT.match(after)) or not speaks_of_another),
    )


def _clipped(text: str) -> str:
    end = _SENTENCE_END.search(text)
    return text[: end.start()] if end else text


def _numerals(text: str) -> tuple[str, ...]:
    """The numerals of "I, II và IV" or of "I đến III", which stands for all between."""
    span = _RANGE.search(text)
    if span:
        first, last = (int(item) if item.isdigit() else from_roman(item) or 0 for item in span.groups())
        if 0 < first < last:
            written = str if span[1].isdigit() else roman
            return tuple(written(number) for number in range(first, last + 1))
    return tuple(_NUMBER.findall(text))
