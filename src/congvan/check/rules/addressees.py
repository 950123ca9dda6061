"""Rules on Kính gửi, Nơi nhận and Lưu (ND30-PL1-II.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.check.findings import Finding, found
from congvan.check.reading import Reading
from congvan.vietnamese.hygiene import fold
from congvan.vietnamese.types import DISPATCH

_ADDRESSED = ("công văn", "tờ trình", "báo cáo")
"""The only types that have Kính gửi."""
_TYPED_MARK = re.compile(r"[,:]\s*$")
_ARCHIVE_UNIT = re.compile(r"VT\b|VTLT\b|Văn thư\b", re.IGNORECASE)
_ARCHIVE_LINE = re.compile(r"Lưu\s*:?\s", re.IGNORECASE)


def recipients(reading: Reading) -> Iterator[Finding]:
    """A công văn is addressed to someone; only công văn, tờ trình and báo cáo have Kính gửi.

    Rules: ND30-PL1-II.9.b, ND30-PL1-II.9.c.
    """
    dispatch = reading.dispatch
    if dispatch.type is DISPATCH and not dispatch.recipients:
        yield found("nd30.recipients.missing", "recipients")
    if dispatch.recipients and dispatch.type.name not in _ADDRESSED:
        yield found("nd30.recipients.not-for-type", "recipients", type=dispatch.type.name)


def typed_marks(reading: Reading) -> Iterator[Finding]:
    """Lines of a list end in ; and the last in a full stop, which congvan writes: a typed comma would stay.

    Rules: ND30-PL1-II.9.d#3, ND30-PL1-II.9.d#6.
    """
    for passage in reading.fields:
        mark = _TYPED_MARK.search(passage.text)
        if mark and passage.path.startswith(("recipients", "copies_to")):
            yield found("nd30.recipients.typed-mark", passage.path, value=passage.text, mark=mark[0].strip())


def first_copy(reading: Reading) -> Iterator[Finding]:
    """Nơi nhận of a document with Kính gửi begins with Như trên.

    Rule: ND30-PL1-II.9.b.
    """
    dispatch = reading.dispatch
    expected = reading.standard.texts.first_copy
    if not dispatch.recipients or dispatch.type.name not in _ADDRESSED:
        return
    lines = dispatch.copies_to
    if not lines:
        yield found("nd30.copies.first-line-missing", "copies_to", expected=expected)
    elif not fold(lines[0].name).startswith(fold(expected)):
        yield found("nd30.copies.first-line", "copies_to[0]", value=lines[0].text, expected=expected)


def archive(reading: Reading) -> Iterator[Finding]:
    """The last line files the document with the clerk's office: Lưu: VT, then the drafting unit.

    Rule: ND30-PL1-II.9.d#7.
    """
    kept = reading.dispatch.archive
    if kept is None:
        typed = [copy.text for copy in reading.dispatch.copies_to if _ARCHIVE_LINE.match(copy.text)]
        if not typed:
            yield found("nd30.archive.missing", "archive")
    elif not any(_ARCHIVE_UNIT.match(unit) for unit in kept.units):
        yield found("nd30.archive.without-clerk", "archive", value=kept.text)
