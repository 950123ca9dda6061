"""The parts of a Word package that hold text, and their markup made ready for the tag language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from lxml import etree

from congvan.opc import Package, parse_xml
from congvan.problems import Place, Problem
from congvan.word.engine.namespaces import (
    DOCUMENT_TYPE,
    PREFIXES,
    STRICT_W,
    TEMPLATE_TYPE,
    W,
    w,
)
from congvan.word.engine.tagging.slots import RESERVED

_PROPERTIES = (
    ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "properties"),
    ("extended-properties", "extended properties"),
    ("custom-properties", "custom properties"),
)
_MARKUP = re.compile(r"<[^>]*>|^[^<]*>|<[^>]*$")
_AROUND = 60
_BEGINS = (b"{{", b"{%", b"%7")
_TAG = re.compile(rb"\{\{.*?\}\}|\{%.*?%\}|%7[Bb]%7[Bb]", re.DOTALL)


class Role(Enum):
    """What a part of text is for; the value is how problems call it."""

    # Looked up for every part: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    BODY = "document"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    COMMENTS = "comments"
    GLOSSARY = "building blocks"
    CHART = "chart"
    DIAGRAM = "diagram"
    PROPERTIES = "properties"
    DATA = "custom data"

    @property
    def has_paragraphs(self) -> bool:
        """Whether the part is written in WordprocessingML."""
        return self not in _WITHOUT_PARAGRAPHS


_WITHOUT_PARAGRAPHS = frozenset((Role.CHART, Role.DIAGRAM, Role.PROPERTIES, Role.DATA))
# By media type: charts and diagrams hang on whatever part shows them.
_BY_TYPE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml": Role.GLOSSARY,
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml": Role.CHART,
    "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml": Role.CHART,
    "application/vnd.ms-office.chartex+xml": Role.CHART,
    "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml": Role.DIAGRAM,
    "application/vnd.ms-office.drawingml.diagramDrawing+xml": Role.DIAGRAM,
}
_NUMBERED = (Role.HEADER, Role.FOOTER, Role.CHART, Role.DIAGRAM, Role.DATA)
_IN_STORY = (Role.HEADER, Role.FOOTER, Role.FOOTNOTES, Role.ENDNOTES, Role.COMMENTS)


@frozen(kw_only=True)
class TextPart:
    """A part of a package that holds text; `title` is how problems call it (`header 2`)."""

    name: str
    role: Role
    title: str


def main_part(package: Package) -> str | None:
    """The name of the document itself; None when the package is no Word document or has macros."""
    relationships = package.relationships()
    types = package.content_types()
    for item in relationships.of_type("officeDocument"):
        name = relationships.part_of(item)
        if name in package and types.of(name or "") in (DOCUMENT_TYPE, TEMPLATE_TYPE):
            return name
    return None


def text_parts(package: Package, main: str) -> Iterator[TextPart]:
    """Every part whose text a letter shows or carries, the document first; each once."""
    yield TextPart(name=main, role=Role.BODY, title=Role.BODY.value)
    relationships = package.relationships(main)
    for role in _IN_STORY:
        found = (relationships.part_of(item) for item in relationships.of_type(role.value))
        yield from _titled(role, (name for name in found if name is not None and name in package))
    types = package.content_types()
    roles = {name: _BY_TYPE.get(types.of(name) or "") for name in package.names}
    for role in dict.fromkeys(_BY_TYPE.values()):
        yield from _titled(role, (name for name in package.names if roles[name] is role))
    items = (relationships.part_of(item) for item in relationships.of_type("customXml"))
    yield from _titled(Role.DATA, (name for name in items if name in package and _has_tags(package, name)))
    whole = package.relationships()
    for kind, title in _PROPERTIES:
        found = (whole.part_of(item) for item in whole.of_type(kind))
        known = next((name for name in found if name is not None and name in package), None)
        if known is not None:
            yield TextPart(name=known, role=Role.PROPERTIES, title=title)


def _titled(role: Role, names: Iterable[str | None]) -> Iterator[TextPart]:
    for number, name in enumerate(dict.fromkeys(name for name in names if name is not None), start=1):
        title = f"{role.value} {number}" if role in _NUMBERED else role.value
        yield TextPart(name=name, role=role, title=title)


def _has_tags(package: Package, name: str | None) -> bool:
    data = b"" if name is None else package.read(name)
    return any(mark in data for mark in _BEGINS) and _TAG.search(data) is not None


def unread_tags(package: Package, parts: Iterable[TextPart]) -> Iterator[Problem]:
    """Tags where none is filled in: in styles, settings, lists, addresses of links."""
    read = {part.name for part in parts}
    for name in package.names:
        if name not in read and name.endswith((".xml", ".rels")) and _has_tags(package, name):
            place = Place(part=name)
            yield Problem("congvan.word.tag-out-of-reach", place=place, parameters={"part": name})


def readable_part(package: Package, part: TextPart) -> etree._Element:
    """A part's root without what only its author's Word needed; raises PackageError as `parse_xml` does."""
    # Only who reads a template needs a parser, not who renders one compiled before.
    from lxml import etree

    root = parse_xml(package.read(part.name), part.title)
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction, w("proofErr"))):
        _take_out(element)
    for element in root.iter():
        # White space between elements, as pretty-printers leave it, would part the halves of a split tag.
        if len(element) and element.text is not None and not element.text.strip():
            element.text = None
        if element.tail is not None and not element.tail.strip():
            element.tail = None
    return root


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def problems_of_part(root: etree._Element, part: TextPart) -> Iterator[Problem]:
    """What keeps a part from being a template's: characters kept for tags, another dialect of the format."""
    from lxml import etree

    text = etree.tostring(root, encoding="unicode")
    if found := RESERVED.search(text):
        near = _MARKUP.sub("", text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
        place = Place(part=part.title, near=RESERVED.sub("\N{REPLACEMENT CHARACTER}", near))
        character = f"U+{ord(found.group()):04X}"
        yield Problem("congvan.word.forbidden-character", place=place, parameters={"character": character})
    if not part.role.has_paragraphs:
        return
    if root.nsmap.get("w") != W:
        strict = STRICT_W in root.nsmap.values()
        code = "congvan.word.strict-format" if strict else "congvan.word.not-a-word-file"
        yield Problem(code, place=Place(part=part.title))


def markup_of(root: etree._Element, role: Role) -> str:
    """A part's markup; the prefixes that emitters use are declared on its root."""
    from lxml import etree

    markup = etree.tostring(root, encoding="unicode")
    if not role.has_paragraphs:
        return markup
    lacking = (f' xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items() if prefix not in root.nsmap)
    start, space, rest = markup.partition(" ")
    return f"{start}{''.join(lacking)}{space}{rest}"
