"""Text that says how it looks, or where its paragraphs and pages end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from congvan.word.fragment import Fragment, FragmentKind, InlineText, ParagraphEnd, Piece, hyperlink
from congvan.word.markup import escape_attribute
from congvan.word.values.looks import LookError, colour, refused, size_of

Underline = Literal["single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave"]

_ENDS = re.compile("([\a\f])")


def listing(text: str, properties: tuple[tuple[str, str], ...] = ()) -> Fragment:
    r"""Text whose `\a` ends a paragraph and `\f` a page; a newline is a line break, a tab a tab."""
    return Fragment(FragmentKind.RUNS, tuple(pieces_of(text, properties)))


def pieces_of(text: str, properties: tuple[tuple[str, str], ...]) -> Iterator[Piece]:
    """The pieces of a text, each looking so."""
    for part in _ENDS.split(text):
        if part == "\a":
            yield ParagraphEnd()
        elif part == "\f":
            yield ParagraphEnd(new_page=True)
        elif part:
            yield InlineText(text=part, properties=properties)


def rich_text(
    text: str,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    underline: Underline | bool | None = None,
    strike: bool | None = None,
    vertical: Literal["superscript", "subscript"] | None = None,
    size_pt: float | None = None,
    colour: str | None = None,
    font: str | None = None,
    style: str | None = None,
    link: str | None = None,
) -> Fragment:
    """Text inside a paragraph that looks as its tag does, but for what is said here.

    `colour` is six hexadecimal digits, `style` the id of a character style, `link` an http, https or mailto
    address. Fragments are joined with `+`. Raises RenderError `congvan.word.bad-rich-text` for a colour or
    size that Word does not know.
    """
    lined = ("single" if underline else "none") if isinstance(underline, bool) else underline
    looks = (
        _valued("rStyle", style),
        None if font is None else ("rFonts", _fonts(font)),
        *(_toggle(name, value=bold) for name in ("b", "bCs")),
        *(_toggle(name, value=italic) for name in ("i", "iCs")),
        _toggle("strike", value=strike),
        _valued("color", None if colour is None else _colour(colour)),
        *(_valued(name, None if size_pt is None else _size(size_pt)) for name in ("sz", "szCs")),
        _valued("u", lined),
        _valued("vertAlign", vertical),
    )
    content = listing(text, tuple(look for look in looks if look is not None))
    return content if link is None else hyperlink(link, content)


def _valued(name: str, value: str | None) -> tuple[str, str] | None:
    return None if value is None else (name, f'<w:{name} w:val="{escape_attribute(value)}"/>')


def _toggle(name: str, *, value: bool | None) -> tuple[str, str] | None:
    if value is None:
        return None
    return (name, f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>')


def _fonts(font: str) -> str:
    name = escape_attribute(font)
    return (
        "<w:rFonts " + " ".join(f'w:{slot}="{name}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs")) + "/>"
    )


def _colour(value: str) -> str:
    try:
        return colour(value)
    except LookError as error:
        raise refused(error) from None


def _size(points: float) -> str:
    try:
        return size_of(str(round(points * 2)))
    except LookError as error:
        raise refused(error) from None
