"""Runs of the model as runs of Word: looks, links, line breaks and native footnotes (chú thích)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Literal

from congvan.model import Footnote, LineBreak, Link, Paragraph, Run, Script, Text, Value
from congvan.word.fragment import FootnoteNeed, FragmentKind, HyperlinkNeed, Need, written
from congvan.word.looks import Look
from congvan.word.markup import run_properties, sound_markup

if TYPE_CHECKING:
    from congvan.word.emitters.sheet import Sheet

LINE_BREAK = "<w:r><w:br/></w:r>"
_BOLD = f"<w:r>{run_properties(bold=True)}"

_VERTICAL: dict[Script, Literal["superscript", "subscript"] | None] = {
    Script.NORMAL: None,
    Script.SUPERSCRIPT: "superscript",
    Script.SUBSCRIPT: "subscript",
}


def run_pieces(items: Iterable[Run], sheet: Sheet, *, bold: bool = False) -> list[str | Need]:
    """All runs, in the paragraph's own look where they say nothing; `bold` makes every one bold."""
    return [
        f"{_opening(item.bold or bold, item.italic, item.script)}{sound_markup(item.text)}</w:r>"
        if isinstance(item, Text)
        else _other(item, sheet, bold=bold)
        for item in items
    ]


def plain_run(text: str, *, bold: bool = False) -> str:
    """A run of a text of the model; nothing for an empty one."""
    return f"{_BOLD if bold else '<w:r>'}{sound_markup(text)}</w:r>" if text else ""


def marker(block: Paragraph, *, bold: bool = False) -> str:
    """The marker as typed and a space; nothing for a plain paragraph."""
    text = block.marker
    if not text:
        return ""
    return f"{_BOLD if bold else '<w:r>'}{sound_markup(f'{text} ' if block.runs else text)}</w:r>"


@cache
def _opening(bold: bool, italic: bool, script: Script) -> str:  # noqa: FBT001  (asked for every run)
    look = run_properties(bold=bold or None, italic=italic or None, vertical=_VERTICAL[script])
    return f"<w:r>{look}"


def _other(item: Run, sheet: Sheet, *, bold: bool) -> str | Need:
    match item:
        case Link():
            look = run_properties(
                bold=item.bold or bold or None, italic=item.italic or None, style=sheet.id(Look.LINK)
            )
            shown = f"<w:r>{look}{sound_markup(item.target)}</w:r>"
            return HyperlinkNeed(target=item.url, content=written(shown, kind=FragmentKind.RUNS))
        case LineBreak():
            return LINE_BREAK
        case Footnote():
            content = written(_note(item, sheet), kind=FragmentKind.BLOCKS)
            return FootnoteNeed(content=content, reference_style=sheet.id(Look.FOOTNOTE_MARK))
        case Value():
            raise TypeError(f"the dispatch is not printed: {item.expression} is still a value")
    raise TypeError(f"no run: {item!r}")


def _note(note: Footnote, sheet: Sheet) -> list[str | Need]:
    opening = sheet.opening(Look.FOOTNOTE)
    look = run_properties(style=sheet.id(Look.FOOTNOTE_MARK))
    before = f"<w:r>{look}<w:footnoteRef/></w:r>{plain_run(' ')}"
    pieces: list[str | Need] = []
    for number, block in enumerate(note.blocks):
        pieces += (opening, "" if number else before, marker(block))
        pieces += (*run_pieces(block.runs, sheet), "</w:p>")
    return pieces
