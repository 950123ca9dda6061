"""Runs of the model as runs of Word: looks, links, line breaks and native footnotes (chú thích)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from congvan.model import Footnote, LineBreak, Link, Paragraph, Run, Script, Text, Value
from congvan.word.emitters.writing import Markup, written
from congvan.word.fragment import FootnoteNeed, FragmentKind, HyperlinkNeed, Need
from congvan.word.looks import Look
from congvan.word.markup import RUN_END, TEXT_OPEN, run_properties, sound_markup, sound_texts

if TYPE_CHECKING:
    from congvan.word.emitters.sheet import Sheet

LINE_BREAK = "<w:r><w:br/></w:r>"
_BOLD = f"<w:r>{run_properties(bold=True)}"
_RUN_END = RUN_END.encode()
PARAGRAPH_END = b"</w:p>"

_VERTICAL: dict[Script, Literal["superscript", "subscript"] | None] = {
    Script.NORMAL: None,
    Script.SUPERSCRIPT: "superscript",
    Script.SUBSCRIPT: "subscript",
}


def plain_texts(items: Iterable[Run]) -> Iterator[bytes]:
    """The words of every run that is but text, ready to be written: all at once."""
    return iter(sound_texts([item.text for item in items if type(item) is Text]))


def run_pieces(
    items: Sequence[Run], sheet: Sheet, texts: Iterator[bytes] | None = None, *, bold: bool = False
) -> list[Markup | Need]:
    """All runs, in the paragraph's own look where they say nothing; `bold` makes every one bold.

    `texts` yields the words of these runs, and of those that follow them, as `plain_texts` does.
    """
    texts = plain_texts(items) if texts is None else texts
    pieces: list[Markup | Need] = []
    for item in items:
        if type(item) is Text:
            pieces += (_opening(item.bold or bold, item.italic, item.script), next(texts), _RUN_END)
        else:
            pieces.append(_other(item, sheet, bold=bold))
    return pieces


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
def _opening(bold: bool, italic: bool, script: Script) -> bytes:  # noqa: FBT001  (asked for every run)
    look = run_properties(bold=bold or None, italic=italic or None, vertical=_VERTICAL[script])
    return f"<w:r>{look}{TEXT_OPEN}".encode()


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


def _note(note: Footnote, sheet: Sheet) -> list[Markup | Need]:
    opening = sheet.opening(Look.FOOTNOTE)
    look = run_properties(style=sheet.id(Look.FOOTNOTE_MARK))
    before = f"<w:r>{look}<w:footnoteRef/></w:r>{plain_run(' ')}"
    pieces: list[Markup | Need] = []
    for number, block in enumerate(note.blocks):
        pieces += (opening, "" if number else before, marker(block))
        pieces += (*run_pieces(block.runs, sheet), "</w:p>")
    return pieces
