"""One render in progress: values become markup, and what fragments need from the package is allotted here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from attrs import define, field

from congvan.opc import Relationship, relationships_name
from congvan.opc.relationships import OFFICE
from congvan.problems import Problem, RenderError
from congvan.tags import as_text
from congvan.vietnamese.dates import DateParts
from congvan.word.engine.kept.ground import FOOTER, HEADER, Ground, HeaderKind, Opened
from congvan.word.engine.parts import Role
from congvan.word.engine.placing.attributes import attribute_text
from congvan.word.engine.placing.inline import inline_text, paragraph_end, picture_markup
from congvan.word.engine.sections import SPACER, FirstPage, section_properties, without_declarations
from congvan.word.engine.surroundings import Spot, Where
from congvan.word.fragment import (
    BookmarkNeed,
    FootnoteNeed,
    Fragment,
    FragmentKind,
    HyperlinkNeed,
    InlineText,
    Need,
    ParagraphEnd,
    PictureNeed,
    Section,
    SectionBreak,
    StyleNeed,
    Xml,
)
from congvan.word.markup import (
    TEXT_OPEN,
    escape,
    escape_attribute,
    escape_line,
    escape_lines,
    text_markup,
)
from congvan.word.values.texts import listing

_BOOKMARK_NAME = re.compile(r"[^\W\d_]\w{0,39}")
_LINKS = frozenset(("http", "https", "mailto"))
_FIRST_BOOKMARK = 10_000
_PLAIN = (str, int, float, Decimal, date, time, DateParts)
_FIRST_PICTURE = 100_000
_MOST_OPENED = 64
_TEXTS = (Spot.RUNS, Spot.BLOCKS)
NOWHERE = Where(Spot.BLOCKS)


@lru_cache(maxsize=256)
def _run_again(properties: str) -> bytes:
    """How the run of a tag goes on after what was put in its text."""
    return f"<w:r>{properties}{TEXT_OPEN}".encode()


def _problem(code: str, **parameters: object) -> RenderError:
    return RenderError(Problem(code, parameters=parameters))


@define
class Rendering:
    """The ids given out, notes taken and parts added so far; belongs to one render alone.

    `brings_ids`: a fragment brought bookmarks or drawings, whose ids and names others may have too.
    """

    ground: Ground
    part: str = ""
    role: Role = Role.BODY
    notes: list[bytes] = field(factory=list)
    new_parts: dict[str, tuple[bytes, str]] = field(factory=dict)
    media: dict[str, PictureNeed] = field(factory=dict)
    last_section: str | None = None
    brings_ids: bool = False
    _pictures: dict[bytes, str] = field(factory=dict)
    _shown: int = 0
    _related: dict[str, list[Relationship]] = field(factory=dict)
    _links: dict[tuple[str, str], str] = field(factory=dict)
    _first_pages: dict[tuple[str, Fragment], str] = field(factory=dict)
    _bookmarks: set[str] = field(factory=set)

    def write(self, value: object, where: Where) -> str:
        """As `encoded`, as text."""
        return self.encoded(value, where).decode()

    def encoded(self, value: object, where: Where) -> bytes:
        """A value as markup for the place where its tag stands; only an exact `Fragment` is taken as markup.

        Values of docxtpl's own types become fragments. Raises RenderError for a value that cannot stand there
        or a need that cannot be met there.
        """
        if type(value) is Fragment:
            return self._placed(value, where)
        if type(value) is not str:
            fragment = _foreign(value)
            if fragment is not None:
                return self._placed(fragment, where)
        text = as_text(value)
        if ("\a" in text or "\f" in text) and where.spot in _TEXTS:
            return self._placed(listing(text), where)
        return _text(text, where.spot).encode()

    def is_plain(self, value: object) -> bool:
        """Whether a value is put down as its text."""
        return isinstance(value, _PLAIN)

    def texts(self, values: list[str]) -> list[bytes]:
        """Texts inside `w:t`, escaped together."""
        return escape_lines(values)

    def _placed(self, fragment: Fragment, where: Where) -> bytes:
        blocks = fragment.kind is FragmentKind.BLOCKS
        if where.spot is Spot.BLOCKS:
            if blocks:
                return self.markup(fragment, where)
            return b"<w:p>%b</w:p>" % self.markup(fragment, where)
        if blocks:
            raise _problem("congvan.word.misplaced-blocks")
        if where.spot is Spot.RUNS:
            return self.markup(fragment, where)
        if where.spot is Spot.TEXT:
            again = _run_again(where.run_properties)
            return b"".join((b"</w:t></w:r>", self.markup(fragment, where), again))
        raise _problem("congvan.word.misplaced-value")

    def markup(self, fragment: Fragment, where: Where = NOWHERE) -> bytes:
        """A fragment's markup, its needs met."""
        pieces = fragment.pieces
        if len(pieces) == 1 and type(pieces[0]) is Xml:
            return pieces[0].markup
        written = [
            piece.markup if type(piece) is Xml else self._met(cast("Need", piece), where) for piece in pieces
        ]
        if {*map(type, written)} == {str}:
            return "".join(cast("list[str]", written)).encode()
        return b"".join([one.encode() if isinstance(one, str) else one for one in written])

    def _met(self, piece: Need, where: Where) -> str:
        """What stands for a need."""
        match piece:
            case InlineText():
                return inline_text(piece, where.run_properties)
            case ParagraphEnd():
                return paragraph_end(piece, where.run_properties)
            case PictureNeed():
                return self._picture(piece)
            case FootnoteNeed():
                return self._footnote(piece)
            case HyperlinkNeed():
                return self._hyperlink(piece, where)
            case BookmarkNeed():
                return self._bookmark(piece, where)
            case SectionBreak():
                return self._section(piece, in_body=where.in_body)
            case StyleNeed():
                return self._styles(piece)

    def _styles(self, need: StyleNeed) -> str:
        self.brings_ids = True
        for identifier in need.ids:
            if identifier not in self.ground.styles:
                raise _problem("congvan.word.unknown-style", name=identifier)
        return ""

    def _picture(self, need: PictureNeed) -> str:
        self.brings_ids = True
        name = self._pictures.get(need.data) or self._new_picture(need)
        target = posixpath.relpath(name, posixpath.dirname(self.part))
        known = self._links.get((self.part, target))
        if known is None:
            known = self._links[self.part, target] = self.relate(self.part, "image", target)
        self._shown += 1
        link = None if need.link is None else self._link(need.link)
        return picture_markup(need, number=_FIRST_PICTURE + self._shown, relationship=known, link=link)

    def _new_picture(self, need: PictureNeed) -> str:
        folder = posixpath.join(self.ground.folder, "media")
        number = len(self.media) + 1
        while (name := posixpath.join(folder, f"picture{number}.{need.extension}")) in self.ground.taken:
            number += 1
        while name in self.media:
            number += 1
            name = posixpath.join(folder, f"picture{number}.{need.extension}")
        self.media[name] = need
        self._pictures[need.data] = name
        return name

    def _footnote(self, need: FootnoteNeed) -> str:
        if self.role is not Role.BODY:
            raise _problem("congvan.word.misplaced-footnote")
        number = self.ground.first_note + len(self.notes)
        style = need.reference_style
        look = (
            f'<w:rStyle w:val="{escape_attribute(style)}"/>'
            if style
            else '<w:vertAlign w:val="superscript"/>'
        )
        # The place is kept first: a note inside this one would be refused, not numbered before it.
        self.notes.append(b"")
        content = self._elsewhere(self.ground.footnotes, Role.FOOTNOTES, need.content)
        note = b'<w:footnote w:id="%d">%b</w:footnote>' % (number, content)
        self.notes[number - self.ground.first_note] = note
        return f'<w:r><w:rPr>{look}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def _elsewhere(self, part: str, role: Role, content: Fragment) -> bytes:
        if content.kind is not FragmentKind.BLOCKS:
            content = Fragment(FragmentKind.BLOCKS, (Xml("<w:p>"), *content.pieces, Xml("</w:p>")))
        before = self.part, self.role
        self.part, self.role = part, role
        try:
            return self.markup(content) or b"<w:p/>"
        finally:
            self.part, self.role = before

    def _hyperlink(self, need: HyperlinkNeed, where: Where) -> str:
        identifier = self._link(need.target)
        content = self.markup(need.content, where).decode()
        return f'<w:hyperlink r:id="{identifier}" w:history="1">{content}</w:hyperlink>'

    def _link(self, target: str) -> str:
        known = self._links.get((self.part, target))
        if known is not None:
            return known
        if not _is_safe_link(target):
            raise _problem("congvan.word.unsafe-link", target=target)
        identifier = self.relate(self.part, "hyperlink", target, external=True)
        self._links[self.part, target] = identifier
        return identifier

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of a new relationship of a part."""
        added = self._related.setdefault(part, [])
        identifier = self.ground.relationships(part).next_id(after=len(added))
        added.append(Relationship(id=identifier, type=OFFICE + kind, target=target, external=external))
        return identifier

    @property
    def relationships(self) -> Iterator[tuple[str, bytes]]:
        """The parts that hold those of every part that has new ones."""
        for part, added in self._related.items():
            yield relationships_name(part), self.ground.relationships(part).xml(added)

    def _bookmark(self, need: BookmarkNeed, where: Where) -> str:
        if not _BOOKMARK_NAME.fullmatch(need.name) or need.name in self._bookmarks:
            raise _problem("congvan.word.bad-bookmark", name=need.name)
        self.brings_ids = True
        self._bookmarks.add(need.name)
        number = _FIRST_BOOKMARK + len(self._bookmarks)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{need.name}"/>'
        return f'{start}{self.markup(need.content, where).decode()}<w:bookmarkEnd w:id="{number}"/>'

    def _section(self, piece: SectionBreak, *, in_body: bool) -> str:
        if not in_body or self.role is not Role.BODY:
            raise _problem("congvan.word.misplaced-section")
        # In letter after letter the first break is the first thing that asks for anything, and asks the same.
        is_first = not (self._related or self.new_parts or self.last_section)
        if not is_first or not piece.next.is_blank or len(self.ground.opened) > _MOST_OPENED:
            return self._opened(piece)
        known = self.ground.opened.get(piece)
        if known is None:
            written = self._opened(piece)
            related = self._related.get(self.part, ())
            self.ground.opened[piece] = Opened(
                written, self.last_section, {**self.new_parts}, tuple(related), {**self._first_pages}
            )
            return written
        self.last_section = known.last_section
        self.new_parts |= known.new_parts
        self._first_pages |= known.pages
        if known.related:
            self._related[self.part] = [*known.related]
        return known.markup

    def _opened(self, piece: SectionBreak) -> str:
        ending = self.last_section or without_declarations(self.ground.base)
        self.last_section = self._section_properties(piece.next)
        return f"<w:p><w:pPr>{piece.spacer or SPACER}{ending}</w:pPr></w:p>"

    def _section_properties(self, section: Section) -> str:
        header, footer = section.first_header, section.first_footer
        first = FirstPage(
            header=None if header is None else self._first_page(HEADER, header),
            footer=None if footer is None else self._first_page(FOOTER, footer),
        )
        return section_properties(self.ground.base, section, first)

    def _first_page(self, kind: HeaderKind, content: Fragment) -> str:
        asked = kind.name, content
        known = self._first_pages.get(asked)
        if known is not None:
            return known
        name = self._new_name(kind.name)
        inner = self._elsewhere(name, kind.role, content)
        self.new_parts[name] = b"".join((kind.start, inner, kind.end)), kind.media_type
        identifier = self.relate(self.part, kind.name, name.rpartition("/")[2])
        self._first_pages[asked] = identifier
        return identifier

    def _new_name(self, kind: str) -> str:
        start, number = self.ground.first_free(kind)
        while (name := f"{start}{number}.xml") in self.ground.taken or name in self.new_parts:
            number += 1
        return name


def _foreign(value: object) -> Fragment | None:
    """A value of docxtpl's as a fragment; its readers are loaded only for who has such values."""
    if not type(value).__module__.startswith("docxtpl."):
        return None
    from congvan.word.values.foreign import foreign_fragment

    return foreign_fragment(value)


def _is_safe_link(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return (
        parts.scheme in _LINKS
        and bool(parts.netloc or parts.path)
        and target.isprintable()
        and " " not in target
    )


def _text(text: str, spot: Spot) -> str:
    if spot is Spot.TEXT:
        return escape_line(text)
    if spot in (Spot.ATTRIBUTE, Spot.SPAN, Spot.COLOUR):
        return attribute_text(text, spot)
    if spot is Spot.DATA:
        return escape(text)
    if spot is Spot.TABLE:
        if text:
            raise _problem("congvan.word.misplaced-value")
        return ""
    if not text:
        return "<w:p/>" if spot is Spot.BLOCKS else ""
    markup = text_markup(text)
    if spot is Spot.RUN:
        return markup
    return f"<w:r>{markup}</w:r>" if spot is Spot.RUNS else f"<w:p><w:r>{markup}</w:r></w:p>"
