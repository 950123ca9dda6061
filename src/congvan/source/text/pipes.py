"""Rows of a pipe table, cut in cells (bảng gõ bằng dấu |)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.source.placeholders import OPENING, placeholder_end

_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)*(?:[ \t]*:?-+:?[ \t]*)?\|?")
_MARK = re.compile(r"\\.|\{\{|\|")


def is_rule(line: str) -> bool:
    """True for the line under the headings: `|---|:--:|`."""
    return "-" in line and "|" in line and _RULE.fullmatch(line) is not None


def cells_of(line: str) -> Iterator[tuple[str, int]]:
    """For each cell, the line cut after it and the position its text begins at; an escaped | is no border."""
    start = 1
    position = 1
    while found := _MARK.search(line, position):
        position = found.end()
        if found[0] == OPENING:
            position = placeholder_end(line, found.start()) or position
        elif found[0] == "|":
            yield _trimmed(line, start, found.start())
            start = position
    if line[start:].strip(" \t"):
        yield _trimmed(line, start, len(line))


def _trimmed(line: str, start: int, end: int) -> tuple[str, int]:
    text = line[:end].rstrip(" \t")
    start += len(line[start:end]) - len(line[start:end].lstrip(" \t"))
    return text, min(start, len(text))
