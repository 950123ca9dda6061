"""Rules on how the words are typed: spaces, marks, alphabets, lines cut in pasting (ND30-PL1-I.4#2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.check.findings import Finding, found
from congvan.check.reading import CITED, MASK, Part, Passage, Reading
from congvan.model import Level
from congvan.vietnamese.hygiene import legacy_encoding, look_alikes

_DOMAIN = re.compile(r"\.(?:vn|com|org|net|gov|edu)\b")
_LINK_SIGNS = ("://", "www.", "@")
# Each shape may begin at the head of a word only: a pasted word of a million letters is looked through once.
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@[^\s.]+\.\S+"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu)\b\S*"
)
# Four blanks and more are room left to write in.
_DOUBLE_SPACE = re.compile(r"(?<=\S) {2,3}(?=\S)")
_SPACE_BEFORE = re.compile(
    rf"(?<=[\w){MASK}{CITED}]) +(?:[,;!?]|\.(?=\s|$)(?!\s*[./]))|(?<=[^\W\d_]) +:(?=\s|$)"
)
_NO_SPACE_AFTER = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[,;][^\W\d_]{2,}")
_SPACES = (
    ("nd30.text.double-space", _DOUBLE_SPACE, re.compile("  ")),
    ("nd30.text.space-before-mark", _SPACE_BEFORE, re.compile(" [,;!?.:]")),
    ("nd30.text.no-space-after-mark", _NO_SPACE_AFTER, re.compile(r"[,;]\w")),
)
_FOREIGN = re.compile("[ÐðƉɖ\u0370-\u052f\uff01-\uff5e]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LEGACY = re.compile(r"[¡-¿ÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñöø÷ûüþÿ]")
_UNFINISHED = re.compile(r"[\w,]$")
_LONG_LINE = 40
"""A line cut by pasting is nearly full."""


def spaces(reading: Reading) -> Iterator[Finding]:
    """One space between words, none before a mark, one after a comma or semicolon; addresses are let be.

    Rule: TEXT-SPACE.
    """
    for passage in _all(reading):
        text = _without_links(passage.typed)
        for code, shape, sign in _SPACES:
            # The sign of a shape is soon looked for, and most texts have none.
            for match in shape.finditer(text) if sign.search(text) else ():
                yield found(code, passage.path, match.start(), value=_around(text, match))


def alphabets(reading: Reading) -> Iterator[Finding]:
    """Letters are Vietnamese Unicode: none of another alphabet that looks alike, no older encoding.

    A word is told of once, by the first of its letters.

    Rule: ND30-PL1-I.4#2.
    """
    for passage in _all(reading):
        text = passage.typed
        end = 0
        for alike in look_alikes(text) if _FOREIGN.search(text) else ():
            if alike.position < end:
                continue
            word, end = _word_at(text, alike.position)
            parts = {"value": word, "letter": f"U+{ord(alike.found):04X}", "meant": alike.meant}
            yield found("nd30.text.look-alike", passage.path, alike.position, **parts)
        encoding = legacy_encoding(text) if _LEGACY.search(text) else None
        if encoding:
            yield found("nd30.text.legacy-encoding", passage.path, value=text[:40], encoding=encoding.value)


def hidden(reading: Reading) -> Iterator[Finding]:
    """No invisible characters left from pasting.

    Rule: TEXT-HIDDEN.
    """
    for passage in _all(reading):
        if match := _HIDDEN.search(passage.typed):
            value = f"U+{ord(match[0]):04X}"
            near = " ".join(
                _HIDDEN.sub("", passage.typed[max(0, match.start() - 20) : match.end() + 20]).split()
            )
            yield found("nd30.text.hidden", passage.path, match.start(), value=value, near=near)


def broken_lines(reading: Reading) -> Iterator[Finding]:
    """A plain paragraph in lower case after a long unfinished one is the rest of it, cut in pasting.

    Rule: TEXT-WRAP.
    """
    before: Passage | None = None
    for passage in reading.in_parts(Part.BODY):
        text = passage.text.strip()
        is_plain = passage.paragraph is not None and passage.paragraph.level is Level.PLAIN
        if before and is_plain and text[:1].islower() and _is_cut(before.text.strip()):
            yield found("nd30.text.broken-line", passage.path, value=" ".join(text.split()[:6]))
        before = passage


def _is_cut(text: str) -> bool:
    return len(text) >= _LONG_LINE and bool(_UNFINISHED.search(text))


def _all(reading: Reading) -> Iterator[Passage]:
    yield from reading.fields
    yield from reading.passages


def _without_links(text: str) -> str:
    may_hold_one = any(sign in text for sign in _LINK_SIGNS) or _DOMAIN.search(text)
    return _LINK.sub(lambda match: MASK * len(match[0]), text) if may_hold_one else text


def _around(text: str, match: re.Match[str]) -> str:
    """The match with the words it touches."""
    start = text.rfind(" ", 0, match.start()) + 1
    end = text.find(" ", match.end())
    return text[start : end if end > 0 else len(text)].replace(MASK, "").replace(CITED, "").strip()


def _word_at(text: str, position: int) -> tuple[str, int]:
    """The word around a position, and where it ends."""
    start = max(text.rfind(" ", 0, position), text.rfind("\n", 0, position)) + 1
    word = text[start:].split(maxsplit=1)[0]
    return word, text.index(word, start) + len(word)
