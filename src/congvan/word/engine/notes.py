"""The footnotes part (chú thích): written as Word itself writes it, so that Word opens it without repair."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from congvan.opc import parse_xml, serialise_xml
from congvan.word.engine.namespaces import DECLARATION, DECLARED, w

if TYPE_CHECKING:
    from lxml import etree

FIRST_NOTE = 1
# Numbers of paragraphs, which no two may share.
_NUMBERED = re.compile(rb' w14:(?:paraId|textId)="[^"]*"')
_NOTE_ID = re.compile(rb'(\sw:id=")[^"]*(")')

_SEPARATORS = tuple(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)
# Settings come in a fixed order; these are the ones that may follow the footnote settings.
_AFTER_FOOTNOTES = frozenset(
    [
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
        "smartTagType",
        "schemaLibrary",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
        "docId",
        "conflictMode",
        "discardImageEditingData",
        "defaultImageDpi",
        "chartTrackingRefBased",
    ]
)


def new_footnotes(notes: Iterable[bytes]) -> bytes:
    """A footnotes part with its two separators and the notes given."""
    start = f"{DECLARATION}<w:footnotes{DECLARED}>{''.join(_SEPARATORS)}"
    return b"".join((start.encode(), *notes, b"</w:footnotes>"))


def with_notes(data: bytes, notes: Iterable[bytes]) -> bytes:
    """The bytes of a footnotes part and the notes given after its own."""
    head, closing, tail = data.rpartition(b"</w:footnotes>")
    if not closing:
        return new_footnotes(notes)
    return b"".join((head, *notes, closing, tail))


def with_own_notes(body: bytes, notes: bytes, kind: str, first_free: int) -> tuple[bytes, bytes]:
    """A document and its notes (`footnote`, `endnote`), each reference that a loop repeated with its own.

    The copies say what the note says and are numbered from `first_free`.
    """
    known = {found[1]: found[0] for found in _note(kind).finditer(notes)}
    seen: set[bytes] = set()
    copies: list[bytes] = []

    def numbered(found: re.Match[bytes]) -> bytes:
        number = found[2]
        note = known.get(number)
        if number not in seen or note is None:
            seen.add(number)
            return found[0]
        own = b"%d" % (first_free + len(copies))
        copies.append(_NOTE_ID.sub(rb"\g<1>%b\g<2>" % own, _NUMBERED.sub(b"", note), count=1))
        return found[1] + own + found[3]

    written = _reference(kind).sub(numbered, body)
    head, closing, tail = notes.rpartition(b"</w:%bs>" % kind.encode())
    return written, b"".join((head, *copies, closing, tail))


@cache
def _reference(kind: str) -> re.Pattern[bytes]:
    return re.compile(rb'(<w:%bReference\b[^>]*?\sw:id=")(-?\d+)(")' % kind.encode())


@cache
def _note(kind: str) -> re.Pattern[bytes]:
    name = kind.encode()
    return re.compile(rb'<w:%b\b[^>]*?\sw:id="(-?\d+)"[^>]*>.*?</w:%b>' % (name, name), re.DOTALL)


def first_free_id(root: etree._Element) -> int:
    """The id that the next note of a part of notes can have."""
    numbers = [int(note.get(w("id"), "0")) for note in root.iterchildren(w("footnote"), w("endnote"))]
    return max([FIRST_NOTE - 1, *numbers]) + 1


def settings_with_separators(data: bytes, part: str) -> bytes:
    """The settings part naming the two separators, as Word expects beside a new footnotes part."""
    # Only who reads a template needs a parser, not who renders one compiled before.
    from lxml import etree

    root = parse_xml(data, part)
    if root.find(w("footnotePr")) is not None:
        return data
    settings = etree.Element(w("footnotePr"))
    for number in ("-1", "0"):
        etree.SubElement(settings, w("footnote")).set(w("id"), number)
    following = (index for index, item in enumerate(root) if etree.QName(item).localname in _AFTER_FOOTNOTES)
    root.insert(next(following, len(root)), settings)
    return serialise_xml(root)
