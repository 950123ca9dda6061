"""docxtpl's own values as fragments: by exact type, parsed, and only where docxtpl is there already."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from immutabledict import immutabledict
from lxml import etree

from congvan.opc import PackageError, parse_xml
from congvan.problems import Problem, RenderError
from congvan.word.fragment import Fragment, FragmentKind, HyperlinkNeed, Piece, Xml
from congvan.word.markup import escape_attribute
from congvan.word.values.looks import LookError, property_markup, refused
from congvan.word.values.pictures import picture_of, unreadable
from congvan.word.values.subdocuments import from_python_docx
from congvan.word.values.texts import listing, pieces_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AMPERSAND = re.compile(r"&(?!(?:\w+|#\d+|#x[0-9A-Fa-f]+);)")
# Neither may stand in XML, and both mean something in a docxtpl text.
_BREAKS = {"\a": "\U0010f0e2", "\f": "\U0010f0e3"}
_BACK = {token: typed for typed, token in _BREAKS.items()}


def foreign_fragment(value: object) -> Fragment | None:
    """A value of docxtpl's RichText, RichTextParagraph, Listing, InlineImage or Subdoc; None for others.

    Raises RenderError for one that holds what Word cannot read: `congvan.word.bad-rich-text`,
    `.unreadable-picture`, `.subdocument-style` ...
    """
    kind = type(value)
    if not kind.__module__.startswith("docxtpl."):
        return None
    module = sys.modules.get(kind.__module__)
    convert = _CONVERTERS.get(f"{kind.__module__}.{kind.__qualname__}")
    if convert is None or getattr(module, kind.__name__, None) is not kind:
        return None
    return convert(value)


def _rich_text(value: Any) -> Fragment:
    return Fragment(FragmentKind.RUNS, tuple(_inline(_parsed(value.xml))))


def _rich_paragraphs(value: Any) -> Fragment:
    pieces: list[Piece] = []
    for paragraph in _parsed(value.xml):
        if paragraph.tag != f"{_W}p":
            raise refused(LookError(str(paragraph.tag)))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else escape_attribute(style.get(f"{_W}val", ""))
        look = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>' if name else ""
        pieces += (Xml(f"<w:p>{look}"), *_inline(paragraph), Xml("</w:p>"))
    return Fragment(FragmentKind.BLOCKS, tuple(pieces))


def _listing(value: Any) -> Fragment:
    return listing(unescape(value.xml))


def _image(value: Any) -> Fragment:
    return picture_of(
        _bytes_of(value.image_descriptor),
        width_emu=None if value.width is None else int(value.width),
        height_emu=None if value.height is None else int(value.height),
        link=value.anchor or None,
    )


def _bytes_of(source: Any) -> bytes:
    try:
        if isinstance(source, str | os.PathLike):
            return Path(source).read_bytes()
        if source.seekable():
            source.seek(0)
        data = source.read()
    except (OSError, ValueError, AttributeError) as error:
        raise unreadable(type(error).__name__) from None
    if not isinstance(data, bytes):
        raise unreadable(type(data).__name__)
    return data


def _subdocument(value: Any) -> Fragment:
    return from_python_docx(value.subdocx)


_CONVERTERS: immutabledict[str, Callable[[Any], Fragment]] = immutabledict(
    {
        "docxtpl.richtext.RichText": _rich_text,
        "docxtpl.richtext.RichTextParagraph": _rich_paragraphs,
        "docxtpl.listing.Listing": _listing,
        "docxtpl.inline_image.InlineImage": _image,
        "docxtpl.subdoc.Subdoc": _subdocument,
    }
)


def _parsed(xml: str) -> etree._Element:
    for typed, token in _BREAKS.items():
        xml = xml.replace(typed, token)
    whole = f'<x xmlns:w="{_W[1:-1]}" xmlns:r="{_R[1:-1]}">{_AMPERSAND.sub("&amp;", xml)}</x>'
    try:
        return parse_xml(whole.encode("utf-8", "surrogatepass"), "RichText")
    except PackageError as error:
        raise refused(LookError(error.problems[0].parameters.get("reason", ""))) from None


def _inline(holder: etree._Element) -> Iterator[Piece]:
    for child in holder:
        if child.tag == f"{_W}r":
            yield from _run(child)
        elif child.tag == f"{_W}hyperlink":
            yield HyperlinkNeed(
                target=_target(child), content=Fragment(FragmentKind.RUNS, tuple(_inline(child)))
            )
        elif child.tag != f"{_W}pPr":
            raise refused(LookError(etree.QName(child).localname))


def _target(link: etree._Element) -> str:
    identifier = link.get(f"{_R}id", "")
    if ":" not in identifier:
        # A relationship of a DocxTemplate, which is not here: the value does not say where it leads.
        raise RenderError(Problem("congvan.word.unknown-link", parameters={"id": identifier}))
    return identifier


def _run(run: etree._Element) -> Iterator[Piece]:
    look = run.find(f"{_W}rPr")
    properties = tuple(_properties(look)) if look is not None else ()
    for child in run:
        if child.tag == f"{_W}t":
            text = child.text or ""
            for token, typed in _BACK.items():
                text = text.replace(token, typed)
            yield from pieces_of(text, properties)
        elif child.tag in (f"{_W}br", f"{_W}tab"):
            yield from pieces_of("\t" if child.tag == f"{_W}tab" else "\n", properties)
        elif child.tag != f"{_W}rPr":
            raise refused(LookError(etree.QName(child).localname))


def _properties(look: etree._Element) -> Iterator[tuple[str, str]]:
    try:
        for item in look:
            name = etree.QName(item).localname
            attributes = {etree.QName(str(key)).localname: str(value) for key, value in item.attrib.items()}
            yield name, property_markup(name, attributes)
    except LookError as error:
        raise refused(error) from None
