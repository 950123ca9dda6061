"""Ids that have to be one of a kind in a part: of drawings and bookmarks, whatever loops repeated."""

from __future__ import annotations

import re

# Values are escaped and can hold none of these: what looks like an element is one.
_DRAWING = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")(\d+)(")')
_BOOKMARK = re.compile(rb"<w:bookmark(Start|End)\b[^>]*?/>")
_ID = re.compile(rb'(\sw:id=")([^"]*)(")')
_NAME = re.compile(rb'\sw:name="([^"]*)"')


_COMMENT = re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*?/>")


def with_own_ids(data: bytes) -> bytes:
    """A part's bytes with no id twice; of bookmarks with one name and marks of a comment the first stays."""
    if data.count(b"<w:commentReference ") > 1:
        data = _comments(data)
    if data.count(b"<wp:docPr ") > 1:
        data = _drawings(data)
    if data.count(b"<w:bookmarkStart ") > 1:
        data = _bookmarks(data)
    return data


def _comments(data: bytes) -> bytes:
    seen: set[bytes] = set()

    def once(found: re.Match[bytes]) -> bytes:
        mark = found.group()
        if mark in seen:
            return b""
        seen.add(mark)
        return mark

    return _COMMENT.sub(once, data)


def _drawings(data: bytes) -> bytes:
    numbers = [found.group(2) for found in _DRAWING.finditer(data)]
    if len(set(numbers)) == len(numbers):
        return data
    count = 0

    def numbered(found: re.Match[bytes]) -> bytes:
        nonlocal count
        count += 1
        return b"%b%d%b" % (found.group(1), count, found.group(3))

    return _DRAWING.sub(numbered, data)


def _bookmarks(data: bytes) -> bytes:
    starts = [found.group() for found in _BOOKMARK.finditer(data) if found.group(1) == b"Start"]
    if _differ(_ID, 2, starts) and _differ(_NAME, 1, starts):
        return data
    seen: set[bytes] = set()
    waiting: dict[bytes, list[bytes]] = {}
    count = -1

    def numbered(found: re.Match[bytes]) -> bytes:
        nonlocal count
        count += 1
        mark = found.group()
        old = _group(_ID, 2, mark)
        if found.group(1) == b"End":
            opened = waiting.get(old)
            new = opened.pop(0) if opened else b""
        else:
            name = _group(_NAME, 1, mark)
            new = b"" if name in seen else b"%d" % count
            seen.add(name)
            waiting.setdefault(old, []).append(new)
        return _ID.sub(rb"\g<1>%b\g<3>" % new, mark) if new else b""

    return _BOOKMARK.sub(numbered, data)


def _differ(pattern: re.Pattern[bytes], group: int, marks: list[bytes]) -> bool:
    return len({_group(pattern, group, mark) for mark in marks}) == len(marks)


def _group(pattern: re.Pattern[bytes], group: int, mark: bytes) -> bytes:
    found = pattern.search(mark)
    return found.group(group) if found else b""
