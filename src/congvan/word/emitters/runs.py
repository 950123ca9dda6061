"""Runs of the model as runs of Word: looks, links, line breaks and native footnotes (chú thích)."""

from __future__ import annotations

from typing import Literal

from congvan.model import Footnote, LineBreak, Link, Paragraph, Run, Script, Text, Value
from congvan.word.emitters.sheet import Sheet
from congvan.word.fragment import (
    Fragment,
    blocks,
    footnote,
    footnote_mark,
    hyperlink,
    line_break,
    paragraph,
    run,
    runs,
)
from congvan.word.looks import Look

_VERTICAL: dict[Script, Literal["superscript", "subscript"] | None] = {
    Script.NORMAL: None,
    Script.SUPERSCRIPT: "superscript",
    Script.SUBSCRIPT: "subscript",
}


def run_fragments(items: tuple[Run, ...], sheet: Sheet, *, bold: bool | None = None) -> Fragment:
    """All runs, in the paragraph's own look where they say nothing; `bold` makes every one bold."""
    return runs(*(_one(item, sheet, bold=bold) for item in items))


def _one(item: Run, sheet: Sheet, *, bold: bool | None) -> Fragment:
    match item:
        case Text():
            return run(
                item.text,
                bold=item.bold or bold,
                italic=item.italic or None,
                vertical=_VERTICAL[item.script],
            )
        case Link():
            style = sheet.id(Look.LINK)
            shown = run(item.target, bold=item.bold or bold, italic=item.italic or None, style=style)
            return hyperlink(item.url, shown)
        case LineBreak():
            return line_break()
        case Footnote():
            return footnote(_note(item, sheet), reference_style=sheet.id(Look.FOOTNOTE_MARK))
        case Value():
            raise TypeError(f"the dispatch is not printed: {item.expression} is still a value")


def _note(note: Footnote, sheet: Sheet) -> Fragment:
    mark = runs(footnote_mark(sheet.id(Look.FOOTNOTE_MARK)), run(" "))
    first, *others = note.blocks
    return blocks(_note_line(first, sheet, mark), *(_note_line(block, sheet) for block in others))


def _note_line(block: Paragraph, sheet: Sheet, *before: Fragment) -> Fragment:
    return paragraph(sheet.id(Look.FOOTNOTE), *before, marker(block), run_fragments(block.runs, sheet))


def marker(block: Paragraph, *, bold: bool | None = None) -> Fragment:
    """The marker as typed and a space; nothing for a plain paragraph."""
    return run(f"{block.marker} " if block.runs else block.marker, bold=bold) if block.marker else runs()
