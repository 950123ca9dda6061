"""The footnotes part (chú thích): written as Word itself writes it, so that Word opens it without repair."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from congvan.opc import parse_xml, serialise_xml
from congvan.word.engine.namespaces import DECLARATION, DECLARED, w

if TYPE_CHECKING:
    from lxml import etree

FIRST_NOTE = 1

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


def new_footnotes(notes: Iterable[str]) -> bytes:
    """A footnotes part with its two separators and the notes given."""
    inner = "".join((*_SEPARATORS, *notes))
    return f"{DECLARATION}<w:footnotes{DECLARED}>{inner}</w:footnotes>".encode()


def with_notes(data: bytes, notes: Iterable[str]) -> bytes:
    """The bytes of a footnotes part and the notes given after its own."""
    head, closing, tail = data.rpartition(b"</w:footnotes>")
    if not closing:
        return new_footnotes(notes)
    return b"".join((head, "".join(notes).encode(), closing, tail))


def first_free_id(root: etree._Element) -> int:
    """The id that the next note of a footnotes part can have."""
    numbers = [int(note.get(w("id"), "0")) for note in root.iterchildren(w("footnote"))]
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
