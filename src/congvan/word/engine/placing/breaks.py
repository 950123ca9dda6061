"""Ends of paragraphs and pages that values ask for: made once a part is written, known by a mark."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from congvan.opc import parse_xml, serialise_xml
from congvan.word.engine.namespaces import w
from congvan.word.engine.tagging.trees import PRESERVE, content_of, tidy
from congvan.word.markup import PAGE_END, PARAGRAPH_END

_ENDS = re.compile(f"([{PARAGRAPH_END}{PAGE_END}])")


def with_breaks(data: bytes, part: str) -> bytes:
    """The part with paragraphs and pages ended where its marks are; raises PackageError as `parse_xml`."""
    root = parse_xml(data, part)
    for text in list(_marked(root)):
        current: etree._Element | None = text
        while current is not None:
            current = _resolved(current)
    return serialise_xml(root)


def _marked(root: etree._Element) -> Iterator[etree._Element]:
    return (text for text in root.iter(w("t")) if text.text and _ENDS.search(text.text))


def _resolved(text: etree._Element) -> etree._Element | None:
    """End the paragraph at the first mark of a text; the text that follows it."""
    found = _ENDS.search(text.text or "")
    run = text.getparent()
    if found is None or run is None or text.text is None:
        return None
    before, after = text.text[: found.start()], text.text[found.end() :]
    rest = etree.Element(w("t"))
    rest.set(PRESERVE, "preserve")
    rest.text = after
    text.text = before
    paragraph = run.getparent()
    new_page = found.group() == PAGE_END
    if run.tag == w("r") and paragraph is not None and paragraph.tag == w("p"):
        _split(paragraph, run, text, rest, new_page=new_page)
    else:
        # Inside a link or a content control no paragraph can end: the line does.
        text.addnext(rest)
        text.addnext(_break(new_page=new_page))
    if not rest.text:
        _drop(rest)
        return None
    return rest


def _split(
    paragraph: etree._Element,
    run: etree._Element,
    text: etree._Element,
    rest: etree._Element,
    *,
    new_page: bool,
) -> None:
    following, second = etree.Element(w("p")), etree.Element(w("r"))
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        following.append(copy.deepcopy(properties))
        section = properties.find(w("sectPr"))
        if section is not None:
            # The section ends with the last of the paragraphs.
            properties.remove(section)
    if new_page:
        etree.SubElement(following, w("r")).append(_break(new_page=True))
    look = run.find(w("rPr"))
    if look is not None:
        second.append(copy.deepcopy(look))
    second.append(rest)
    second.extend(list(text.itersiblings()))
    following.append(second)
    following.extend(list(run.itersiblings()))
    paragraph.addnext(following)
    tidy(text)


def _drop(text: etree._Element) -> None:
    run = text.getparent()
    if run is not None:
        run.remove(text)
        holder = run.getparent()
        if not content_of(run) and holder is not None:
            holder.remove(run)


def _break(*, new_page: bool) -> etree._Element:
    element = etree.Element(w("br"))
    if new_page:
        element.set(w("type"), "page")
    return element
