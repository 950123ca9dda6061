"""What an emitter hands a Word template: well-formed runs or blocks, plus what they need from the package.

A `Fragment` is a tuple of pieces. `Xml` pieces are markup made by congvan's own emitters and never by data;
the other pieces are needs (a footnote, a link, a bookmark, a section) whose ids the engine allots when it
renders.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Literal

from attrs import field, frozen

from congvan.word.markup import (
    Alignment,
    Indent,
    Spacing,
    Tab,
    paragraph_properties,
    run_properties,
    text_markup,
)


class FragmentKind(Enum):
    """What a fragment may be put in place of: runs inside a paragraph, or whole blocks."""

    # Looked up for every section: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    RUNS = "runs"
    BLOCKS = "blocks"


class Orientation(Enum):
    """How the pages of a section lie."""

    # Looked up for every section: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


def _encoded(markup: str | bytes) -> bytes:
    return markup if isinstance(markup, bytes) else markup.encode()


@frozen
class Xml:
    """Trusted markup made by an emitter, with the usual prefixes (`w`, `r`, `wp`, `a`, `pic`, `wps` ...).

    It is kept in UTF-8, as files are; a text is taken as well. One piece need not be well-formed by itself;
    the pieces of a fragment read one after another are.
    """

    markup: bytes = field(converter=_encoded)


@frozen(kw_only=True)
class FootnoteNeed:
    """A footnote (chú thích cuối trang): a reference here, the blocks of `content` at the foot of the page.

    The first paragraph of `content` begins with `footnote_mark(...)`. `reference_style` is the id of the
    character style of the reference; without one the engine raises it by itself.
    """

    content: Fragment
    reference_style: str | None = None


@frozen(kw_only=True)
class HyperlinkNeed:
    """A link to `target`, an absolute `http`, `https` or `mailto` address, around runs."""

    target: str
    content: Fragment


@frozen(kw_only=True)
class BookmarkNeed:
    """A bookmark named `name` (a letter, then letters, digits or `_`; at most 40) around runs."""

    name: str
    content: Fragment


@frozen(kw_only=True, cache_hash=True)
class Section:
    """How the pages after a section break look; what is not said is as in the template's last section.

    `orientation` is relative to an A4-like page: landscape turns the page and leaves the four margins where
    they are, so that the binding margin stays at the left. `first_header` and `first_footer` are the blocks
    of the first page's header and footer: None keeps the template's, `BLANK` empties it.
    `first_page_number_hidden` None leaves it to the template.
    """

    orientation: Orientation = Orientation.PORTRAIT
    restart_numbering: bool = False
    first_page_number_hidden: bool | None = None
    first_header: Fragment | None = None
    first_footer: Fragment | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in the header and footer of its first page."""
        return not (self.first_header or self.first_footer)


@frozen
class SectionBreak:
    """Ends the current section here, by a paragraph of its own 1 pt high, and begins `next` on a new page.

    `spacer` is the markup of properties for that paragraph (already in schema order) where the 1 pt is not
    wanted.
    """

    next: Section
    spacer: str | None = None


@frozen(kw_only=True)
class InlineText:
    """A run of text that looks as the run of its tag does, but for what `properties` say otherwise.

    `properties` are children of `w:rPr` by their name, each as trusted markup; a newline of `text` is a line
    break, a tab a tab.
    """

    text: str
    properties: tuple[tuple[str, str], ...] = ()


@frozen
class ParagraphEnd:
    """Ends the paragraph of the tag and begins another that looks the same, on a new page where asked.

    Where no paragraph can end (inside a link or a content control) it is a line break, or a page break.
    """

    new_page: bool = False


@frozen(kw_only=True)
class PictureNeed:
    """A picture in the line of text: a part of the package, shared by all that show the same bytes.

    `extension` has no dot; `link` is the absolute address a click leads to.
    """

    data: bytes = field(repr=False)
    extension: str
    media_type: str
    width_emu: int
    height_emu: int
    description: str = ""
    link: str | None = None


@frozen
class StyleNeed:
    """The ids of the styles that the fragment names: the template must have them."""

    ids: tuple[str, ...]


Need = (
    FootnoteNeed
    | HyperlinkNeed
    | BookmarkNeed
    | SectionBreak
    | InlineText
    | ParagraphEnd
    | PictureNeed
    | StyleNeed
)
Piece = Xml | Need


def _merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    if type(pieces) is tuple:
        if len(pieces) < 2:
            return pieces
        # Texts alone, as nearly always: one call joins them.
        if all(type(piece) is Xml for piece in pieces):
            return (Xml(b"".join([piece.markup for piece in pieces])),)
    merged: list[Piece] = []
    markup: list[bytes] = []
    for piece in pieces:
        if type(piece) is Xml:
            markup.append(piece.markup)
            continue
        if markup:
            merged.append(Xml(b"".join(markup)))
            markup = []
        merged.append(piece)
    if markup:
        merged.append(Xml(b"".join(markup)))
    return tuple(merged)


@frozen
class Fragment:
    """Well-formed runs or blocks and their needs; the only value that enters a template as markup.

    `pieces` may be empty: such a fragment prints nothing. Neighbouring `Xml` pieces are joined into one.
    """

    kind: FragmentKind
    pieces: tuple[Piece, ...] = field(default=(), converter=_merged)

    def __add__(self, other: Fragment) -> Fragment:
        """Both fragments, one after the other; they are of the same kind."""
        return joined((self, other), kind=self.kind)

    def __bool__(self) -> bool:
        """Whether it prints anything."""
        return bool(self.pieces)


BLANK = Fragment(FragmentKind.BLOCKS)
"""Blocks that print nothing."""

NO_RUNS = Fragment(FragmentKind.RUNS)
"""Runs that print nothing."""


def joined(fragments: Iterable[Fragment], *, kind: FragmentKind) -> Fragment:
    """All fragments one after another; every one must be of `kind`."""
    given = tuple(fragments)
    if len(given) == 1 and given[0].kind is kind:
        return given[0]
    pieces: list[Piece] = []
    for fragment in given:
        if fragment.kind is not kind:
            raise TypeError(f"a fragment of {fragment.kind.value} stands where {kind.value} are needed")
        pieces.extend(fragment.pieces)
    return Fragment(kind, tuple(pieces))


def runs(*fragments: Fragment) -> Fragment:
    """Fragments of runs as one fragment of runs."""
    return joined(fragments, kind=FragmentKind.RUNS)


def blocks(*fragments: Fragment) -> Fragment:
    """Fragments of blocks as one fragment of blocks."""
    return joined(fragments, kind=FragmentKind.BLOCKS)


def raw_runs(markup: str) -> Fragment:
    """Trusted markup of runs."""
    return Fragment(FragmentKind.RUNS, (Xml(markup),))


def raw_blocks(markup: str) -> Fragment:
    """Trusted markup of blocks."""
    return Fragment(FragmentKind.BLOCKS, (Xml(markup),))


def enclosed(before: str, content: Fragment, after: str, *, kind: FragmentKind) -> Fragment:
    """`content` between two pieces of trusted markup, as a fragment of `kind` (a cell, a table ...)."""
    inner = content.pieces
    if not inner:
        return Fragment(kind, (Xml(before + after),))
    if len(inner) == 1 and type(inner[0]) is Xml:
        return Fragment(kind, (Xml(before.encode() + inner[0].markup + after.encode()),))
    return Fragment(kind, (Xml(before), *content.pieces, Xml(after)))


def run(
    text: str,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    underline: bool | None = None,
    caps: bool | None = None,
    vertical: Literal["superscript", "subscript"] | None = None,
    size_pt: float | None = None,
    style: str | None = None,
) -> Fragment:
    """A run of `text`: escaped, spaces kept, a newline as line break, a tab as tab.

    None leaves a property to the style; `style` is the id of a character style. Empty text gives no run.
    """
    if not text:
        return NO_RUNS
    look = run_properties(
        bold=bold,
        italic=italic,
        underline=underline,
        caps=caps,
        vertical=vertical,
        size_pt=size_pt,
        style=style,
    )
    return raw_runs(f"<w:r>{look}{text_markup(text)}</w:r>")


def line_break() -> Fragment:
    """A line break inside a paragraph."""
    return raw_runs("<w:r><w:br/></w:r>")


def footnote(content: Fragment, *, reference_style: str | None = None) -> Fragment:
    """The runs that refer to a footnote whose blocks are `content`."""
    return Fragment(FragmentKind.RUNS, (FootnoteNeed(content=content, reference_style=reference_style),))


def footnote_mark(style: str | None = None) -> Fragment:
    """The note's own number, with which a footnote's content begins; `style` as that of its reference."""
    look = run_properties(style=style) if style else run_properties(vertical="superscript")
    return raw_runs(f"<w:r>{look}<w:footnoteRef/></w:r>")


def hyperlink(target: str, content: Fragment) -> Fragment:
    """Runs that lead to `target`."""
    return Fragment(FragmentKind.RUNS, (HyperlinkNeed(target=target, content=content),))


def bookmark(name: str, content: Fragment) -> Fragment:
    """Runs that other places can refer to by `name`."""
    return Fragment(FragmentKind.RUNS, (BookmarkNeed(name=name, content=content),))


def section_break(following: Section, *, spacer: str | None = None) -> Fragment:
    """The block that ends the current section and begins `following` on a new page."""
    return Fragment(FragmentKind.BLOCKS, (SectionBreak(following, spacer),))


def paragraph(
    style: str | None,
    *content: Fragment,
    keep_next: bool | None = None,
    keep_lines: bool | None = None,
    page_break_before: bool | None = None,
    tabs: tuple[Tab, ...] = (),
    spacing: Spacing | None = None,
    indent: Indent | None = None,
    alignment: Alignment | None = None,
    outline_level: int | None = None,
    mark_size_pt: float | None = None,
) -> Fragment:
    """A paragraph of the style with id `style` (None: the default one) around runs.

    None leaves a property to the style; `outline_level` counts from 0; `mark_size_pt` is the size of the
    paragraph mark, which an empty paragraph's height comes from.
    """
    look = paragraph_properties(
        style=style,
        keep_next=keep_next,
        keep_lines=keep_lines,
        page_break_before=page_break_before,
        tabs=tabs,
        spacing=spacing,
        indent=indent,
        alignment=alignment,
        outline_level=outline_level,
        mark_size_pt=mark_size_pt,
    )
    return enclosed(f"<w:p>{look}", runs(*content), "</w:p>", kind=FragmentKind.BLOCKS)
