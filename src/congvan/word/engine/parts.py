"""The parts of a Word package that hold text, and their markup made ready for the tag language."""

from __future__ import annotations

from collections.abc import Iterator
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

_PROPERTIES = (
    ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "properties"),
    ("custom-properties", "custom properties"),
)


class Role(Enum):
    """What a part of text is for; the value is how problems call it."""

    BODY = "document"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"
    PROPERTIES = "properties"


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
    """The document, its headers, footers and notes, and the properties, core and custom; each once."""
    yield TextPart(name=main, role=Role.BODY, title=Role.BODY.value)
    relationships = package.relationships(main)
    for role in (Role.HEADER, Role.FOOTER, Role.FOOTNOTES, Role.ENDNOTES):
        found = (relationships.part_of(item) for item in relationships.of_type(role.value))
        names = [name for name in dict.fromkeys(found) if name is not None and name in package]
        for number, name in enumerate(names, start=1):
            title = f"{role.value} {number}" if role in (Role.HEADER, Role.FOOTER) else role.value
            yield TextPart(name=name, role=role, title=title)
    whole = package.relationships()
    for kind, title in _PROPERTIES:
        found = (whole.part_of(item) for item in whole.of_type(kind))
        known = next((name for name in found if name is not None and name in package), None)
        if known is not None:
            yield TextPart(name=known, role=Role.PROPERTIES, title=title)


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
    """What keeps a part from being a template's: another dialect of the format."""
    if part.role is Role.PROPERTIES:
        return
    if root.nsmap.get("w") != W:
        strict = STRICT_W in root.nsmap.values()
        code = "congvan.word.strict-format" if strict else "congvan.word.not-a-word-file"
        yield Problem(code, place=Place(part=part.title))


def markup_of(root: etree._Element, role: Role) -> str:
    """A part's markup; the prefixes that emitters use are declared on its root."""
    from lxml import etree

    markup = etree.tostring(root, encoding="unicode")
    if role is Role.PROPERTIES:
        return markup
    lacking = (f' xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items() if prefix not in root.nsmap)
    start, space, rest = markup.partition(" ")
    return f"{start}{''.join(lacking)}{space}{rest}"
