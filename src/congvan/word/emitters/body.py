"""The text of the letter: every level in its style, headings kept with what follows (ô số 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from math import ceil

from congvan.model import Block, Footnote, Level, Paragraph, Table
from congvan.vietnamese.hygiene import nfc
from congvan.word.emitters.runs import PARAGRAPH_END, marker, plain_run, plain_texts, run_pieces
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.tables import table_blocks
from congvan.word.emitters.writing import Markup
from congvan.word.fragment import Need
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

TITLES = (Level.ARTICLE, Level.ROMAN_SECTION)
"""Levels whose text is a title unless it reads as a sentence."""

PROSE_ENDS = (".", ";", ":", ",", "/")
LINES_WITH_SIGNATURE = 2
"""How many lines of text stay with the signature block (ND30-PL1-II.7#keep)."""


class Ending(Enum):
    """What comes after the last block: nothing in particular, or something its last lines stay with."""

    OPEN = "open"
    KEPT = "kept"


def bases(items: Sequence[Paragraph], sheet: Sheet) -> list[Markup | Need]:
    """The citations a document rests on, in italics as typed (ND30-PL1-II.6.a)."""
    pieces: list[Markup | Need] = []
    for item in items:
        pieces += _paragraph(item, Look.BASES, sheet, plain_texts(item.runs))
    return pieces


def body(items: Sequence[Block], sheet: Sheet, *, ending: Ending = Ending.OPEN) -> list[Markup | Need]:
    """All blocks; with `Ending.KEPT` the last two lines stay on the page of what follows."""
    kept = _kept_from(items, sheet) if ending is Ending.KEPT else len(items)
    texts = plain_texts([run for item in items if isinstance(item, Paragraph) for run in item.runs])
    free, held = sheet.free_openings, sheet.kept_openings
    pieces: list[Markup | Need] = []
    for number, item in enumerate(items):
        keep = number >= kept
        if isinstance(item, Table):
            pieces += table_blocks(item, sheet, kept=keep)
            continue
        look = None if item.heading else ONE_LINE.get(item.level)
        if look is None:
            pieces += _heading(item, sheet, texts, kept=keep)
            continue
        # As `_paragraph` has it, without a list of its own: most of what is written comes this way.
        pieces.append((held if keep else free)[look])
        if item.marker:
            pieces.append(marker(item).encode())
        pieces += run_pieces(item.runs, sheet, texts)
        pieces.append(PARAGRAPH_END)
    return pieces


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
    # Texts of several looks are each in normal form C, one after another they need not be.
    width = sheet.width(nfc(f"{item.marker} {item.text}"), Look.PLAIN) + sheet.standard.body.first_line_mm
    return max(1, ceil(width / sheet.width_mm))


def _heading(item: Paragraph, sheet: Sheet, texts: Iterator[bytes], *, kept: bool) -> list[Markup | Need]:
    """What is a heading, or of a level that has titles."""
    if item.level in TWO_LINES:
        return _two_lines(item, sheet, texts)
    if item.heading or item.level in TITLES:
        look = _heading_look(item)
        if look is not None:
            return _paragraph(item, look, sheet, texts, keep_next=True)
    if item.level is Level.ARTICLE:
        # An article that is a sentence and not a title: only its number is bold.
        opening = (sheet.kept_openings if kept else sheet.free_openings)[Look.PLAIN]
        return [opening, marker(item, bold=True), *run_pieces(item.runs, sheet, texts), PARAGRAPH_END]
    look = ONE_LINE.get(item.level, Look.PLAIN)
    return _paragraph(item, look, sheet, texts, keep_next=kept or item.heading, bold=item.heading)


def _heading_look(item: Paragraph) -> Look | None:
    """The style of a heading that has one; điều and mục are titles unless they read as sentences."""
    titled = item.level in TITLES and not item.text.endswith(PROSE_ENDS)
    return HEADINGS.get(item.level) if item.heading or titled else None


def _two_lines(item: Paragraph, sheet: Sheet, texts: Iterator[bytes]) -> list[Markup | Need]:
    first, second = TWO_LINES[item.level]
    head = sheet.paragraph(first, plain_run(item.marker), keep_next=True)
    if not item.runs:
        return [head]
    return [head, sheet.kept_openings[second], *run_pieces(item.runs, sheet, texts), PARAGRAPH_END]


def _paragraph(
    item: Paragraph,
    look: Look,
    sheet: Sheet,
    texts: Iterator[bytes],
    *,
    keep_next: bool = False,
    bold: bool = False,
) -> list[Markup | Need]:
    """A paragraph in one style, after its marker."""
    pieces = run_pieces(item.runs, sheet, texts, bold=bold)
    opening = (sheet.kept_openings if keep_next else sheet.free_openings)[look]
    if item.marker:
        return [opening, marker(item, bold=bold).encode(), *pieces, PARAGRAPH_END]
    return [opening, *pieces, PARAGRAPH_END]
