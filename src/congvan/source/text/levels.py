"""Which level a line's marker sets, and when a khoản or mục is a heading (cấp của đoạn)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve, frozen

from congvan.model import Footnote, Level, LineBreak, Link, Run, Text, Value
from congvan.model.body import as_runs
from congvan.vietnamese.numbers import from_roman

TITLED = frozenset((Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION))
"""Levels whose marker is a line of its own, with the title on the next."""
HEADINGS = TITLED | {Level.ROMAN_SECTION, Level.ARTICLE, Level.CLAUSE}
"""Levels that can be headings by how their text ends or looks."""
ENDINGS = ".;:,/"
"""A khoản or mục whose text ends without one of these is a heading."""

CLOSING = " \t\u00a0”’\"'"
"""What may stand behind the last of ENDINGS."""

_ALONE = (
    (Level.PART, re.compile(r"(?:Phần|PHẦN) (?:[IVXLC]+|\d{1,3}|(?:thứ|THỨ) [^\W\d_]+)")),
    (Level.CHAPTER, re.compile(r"(?:Chương|CHƯƠNG) (?:[IVXLC]+|\d{1,3})")),
    (Level.SECTION, re.compile(r"(?:Mục|MỤC) (?:\d{1,3}|[IVXLC]+)")),
    (Level.SUBSECTION, re.compile(r"(?:Tiểu mục|TIỂU MỤC) (?:\d{1,3}|[IVXLC]+)")),
)
# A no-break space counts as the blank after a marker: it comes with what is pasted from Word.
_LEADING = tuple(
    (level, re.compile(rf"({shape})(?:[ \t]+|\u00a0|\Z)"))
    for level, shape in (
        (Level.ARTICLE, r"(?:Điều|ĐIỀU) \d{1,4}[a-zđ]?\."),
        (Level.SUBCLAUSE, r"\d{1,3}(?:\.\d{1,3})+\."),
        (Level.CLAUSE, r"\d{1,3}[a-zđ]?\."),
        (Level.ROMAN_SECTION, r"[IVXL]+\."),
        (Level.POINT, r"[^\W\d_]\)"),
        (Level.DASH, r"[-–•]"),
        (Level.PLUS, r"\+"),
        (Level.NOTE, r"\*"),
    )
)


@frozen
class Marker:
    """A marker at the head of a line: its level, itself as typed, and where the text after it begins."""

    level: Level
    text: str
    end: int


def read_marker(line: str) -> Marker | None:
    """The marker a line begins with; None for prose (`Điều 5 của Nghị định ...` is prose)."""
    for level, shape in _ALONE:
        if shape.fullmatch(line):
            return Marker(level, line, len(line))
    for level, shape in _LEADING:
        found = shape.match(line)
        if found and (level is not Level.ROMAN_SECTION or from_roman(found[1][:-1]) is not None):
            return Marker(level, found[1], found.end())
    return None


def is_escaped_marker(line: str) -> bool:
    """True for a marker that a backslash before it makes prose."""
    return line.startswith("\\") and read_marker(line[1:]) is not None


def ends_open(runs: Iterable[Run]) -> bool:
    """True when the words end without a mark of ENDINGS; closing quotation marks are looked through."""
    for run in reversed(tuple(runs)):
        if isinstance(run, Text):
            if words := run.text.rstrip(CLOSING):
                return words[-1] not in ENDINGS
        elif isinstance(run, (Value, Link)):
            return True
    return False


def is_all_bold(runs: Iterable[Run]) -> bool:
    """True when there are words and all of them are bold."""
    has_words = False
    for run in runs:
        if isinstance(run, (Value, Link)) or (isinstance(run, Text) and run.text.strip()):
            if not run.bold:
                return False
            has_words = True
    return has_words


def plain_weight(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs, none of them bold: a heading is bold by what it is."""
    return as_runs(
        [run if isinstance(run, Footnote | LineBreak) else evolve(run, bold=False) for run in runs]
    )


def headed(level: Level, runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], bool]:
    """The runs of a paragraph of this level as the model keeps them, and whether it is a heading.

    A heading whose words are all bold loses the bold: `**Mục tiêu**` and `Mục tiêu` are the same heading.
    """
    if level not in HEADINGS:
        return runs, False
    if is_all_bold(runs):
        return plain_weight(runs), True
    return runs, ends_open(runs)
