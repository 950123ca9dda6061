"""What a template gives every render to build on, and what its letters make of it again and again."""

from __future__ import annotations

import posixpath
from itertools import count

from attrs import field, frozen

from congvan.opc import Relationship, Relationships
from congvan.word.engine.namespaces import DECLARATION, DECLARED, FOOTER_TYPE, HEADER_TYPE
from congvan.word.engine.notes import FIRST_NOTE
from congvan.word.engine.parts import Role
from congvan.word.fragment import Fragment, SectionBreak


@frozen
class HeaderKind:
    """A header or footer as a part: what it is called, its role, how it begins and ends, its media type."""

    name: str
    role: Role
    start: bytes
    end: bytes
    media_type: str


HEADER = HeaderKind(
    "header", Role.HEADER, f"{DECLARATION}<w:hdr{DECLARED}>".encode(), b"</w:hdr>", HEADER_TYPE
)
FOOTER = HeaderKind(
    "footer", Role.FOOTER, f"{DECLARATION}<w:ftr{DECLARED}>".encode(), b"</w:ftr>", FOOTER_TYPE
)


@frozen
class Opened:
    """What the first break of a document comes to where first pages are blank, and what it adds."""

    markup: str
    last_section: str | None
    new_parts: dict[str, tuple[bytes, str]]
    related: tuple[Relationship, ...]
    pages: dict[tuple[str, Fragment], str]


@frozen(kw_only=True)
class Ground:
    """What a template gives every render to build on."""

    folder: str
    footnotes: str
    base: str
    known: dict[str, Relationships]
    taken: frozenset[str]
    first_note: int = FIRST_NOTE
    styles: frozenset[str] = frozenset()
    opened: dict[SectionBreak, Opened] = field(init=False, factory=dict, eq=False, repr=False)
    _free: dict[str, tuple[str, int]] = field(init=False, factory=dict, eq=False, repr=False)

    def first_free(self, kind: str) -> tuple[str, int]:
        """How the names of new headers (`header`) or footers begin, and the first number none has yet."""
        known = self._free.get(kind)
        if known is None:
            start = posixpath.join(self.folder, kind)
            free = next(number for number in count(1) if f"{start}{number}.xml" not in self.taken)
            known = self._free[kind] = start, free
        return known

    def relationships(self, part: str) -> Relationships:
        """What a part of the template refers to; nothing where there is no such part."""
        return self.known.get(part) or Relationships(part)
