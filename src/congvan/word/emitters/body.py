"""The text of the letter: every level in its style, headings kept with what follows (ô số 6)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from math import ceil

from congvan.model import Block, Footnote, Level, Paragraph, Table
from congvan.word.emitters.runs import marker, run_fragments
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.tables import table_blocks
from congvan.word.fragment import Fragment, blocks, paragraph, runs
from congvan.word.looks import Look

TWO_LINES = {
    Level.PART: (Look.PART, Look.PART_TITLE),
    Level.CHAPTER: (Look.CHAPTER, Look.CHAPTER_TITLE),
    Level.SECTION: (Look.SECTION, Look.SECTION_TITLE),
    Level.SUBSECTION: (Look.SUBSECTION, Look.SUBSECTION_TITLE),
}
"""Levels whose marker has a line of its own above the title (ND30-PL1-II.6.đ)."""

ONE_LINE = {
    Level.CLAUSE: Look.CLAUSE,
    Level.SUBCLAUSE: Look.SUBCLAUSE,
    Level.POINT: Look.POINT,
    Level.DASH: Look.DASH,
    Level.PLUS: Look.PLUS,
    Level.NOTE: Look.NOTE,
    Level.PLAIN: Look.PLAIN,
}

HEADINGS = {
    Level.ROMAN_SECTION: Look.ROMAN_SECTION,
    Level.ARTICLE: Look.ARTICLE,
    Level.CLAUSE: Look.HEADED_CLAUSE,
}
"""Levels whose headings have a style; a heading of another level is bold in the style of its text."""

PROSE_ENDS = (".", ";", ":", ",", "/")
LINES_WITH_SIGNATURE = 2
"""How many lines of text stay with the signature block (ND30-PL1-II.7#keep)."""


class Ending(Enum):
    """What comes after the last block: nothing in particular, or something its last lines stay with."""

    OPEN = "open"
    KEPT = "kept"


def bases(items: Sequence[Paragraph], sheet: Sheet) -> Fragment:
    """The citations a document rests on, in italics as typed (ND30-PL1-II.6.a)."""
    style = sheet.id(Look.BASES)
    return blocks(*(paragraph(style, marker(item), run_fragments(item.runs, sheet)) for item in items))


def body(items: Sequence[Block], sheet: Sheet, *, ending: Ending = Ending.OPEN) -> Fragment:
    """All blocks; with `Ending.KEPT` the last two lines stay on the page of what follows."""
    kept = _kept_from(items, sheet) if ending is Ending.KEPT else len(items)
    return blocks(*(_block(item, sheet, kept=number >= kept) for number, item in enumerate(items)))


def _kept_from(items: Sequence[Block], sheet: Sheet) -> int:
    """The position of the first block that has to stay with what follows the last one."""
    lines = 0
    for position in range(len(items) - 1, -1, -1):
        item = items[position]
        if isinstance(item, Table):
            return position
        if lines and any(isinstance(run, Footnote) for run in item.runs):
            # LibreOffice moves such a paragraph with its whole note, and leaves half a page empty.
            return position + 1
        lines += _lines(item, sheet)
        if lines >= LINES_WITH_SIGNATURE:
            return position
    return 0


def _lines(item: Paragraph, sheet: Sheet) -> int:
    """How many lines the paragraph takes, by the widths of its letters."""
    width = sheet.width(f"{item.marker} {item.text}", Look.PLAIN) + sheet.standard.body.first_line_mm
    return max(1, ceil(width / sheet.page.text_width_mm))


def _block(item: Block, sheet: Sheet, *, kept: bool) -> Fragment:
    if isinstance(item, Table):
        return table_blocks(item, sheet, kept=kept)
    if item.level in TWO_LINES:
        return _two_lines(item, sheet)
    look = _heading_look(item)
    if look is not None:
        return _one_line(item, look, sheet, keep_next=True)
    if item.level is Level.ARTICLE:
        # An article that is a sentence and not a title: only its number is bold.
        runs_after = run_fragments(item.runs, sheet)
        return paragraph(sheet.id(Look.PLAIN), marker(item, bold=True), runs_after, keep_next=kept or None)
    bold = item.heading or None
    look = ONE_LINE.get(item.level, Look.PLAIN)
    return _one_line(item, look, sheet, keep_next=kept or bold, bold=bold)


def _heading_look(item: Paragraph) -> Look | None:
    """The style of a heading that has one; điều and mục are titles unless they read as sentences."""
    titled = item.level in (Level.ARTICLE, Level.ROMAN_SECTION) and not item.text.endswith(PROSE_ENDS)
    return HEADINGS.get(item.level) if item.heading or titled else None


def _two_lines(item: Paragraph, sheet: Sheet) -> Fragment:
    first, second = TWO_LINES[item.level]
    head = paragraph(
        sheet.id(first), marker(Paragraph((), level=item.level, marker=item.marker)), keep_next=True
    )
    if not item.runs:
        return head
    return blocks(head, paragraph(sheet.id(second), run_fragments(item.runs, sheet), keep_next=True))


def _one_line(
    item: Paragraph, look: Look, sheet: Sheet, *, keep_next: bool | None, bold: bool | None = None
) -> Fragment:
    text = runs(marker(item, bold=bold), run_fragments(item.runs, sheet, bold=bold))
    return paragraph(sheet.id(look), text, keep_next=keep_next)
