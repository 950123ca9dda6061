"""Small moves in an XML tree that lxml makes awkward, its text being kept in tails."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from congvan.word.engine.namespaces import w

_BOUNDARY = w("txbxContent")
_PAIRS = {
    w("bookmarkStart"): w("bookmarkEnd"),
    w("bookmarkEnd"): w("bookmarkStart"),
    w("commentRangeStart"): w("commentRangeEnd"),
    w("commentRangeEnd"): w("commentRangeStart"),
    w("permStart"): w("permEnd"),
    w("permEnd"): w("permStart"),
}
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def put_before(element: etree._Element, text: str) -> None:
    """Text right before an element."""
    previous = element.getprevious()
    parent = element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def put_after(element: etree._Element, text: str) -> None:
    """Text right after an element."""
    element.tail = text + (element.tail or "")


def take_out(element: etree._Element) -> None:
    """Remove an element, leaving the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        put_before(element, element.tail)
        element.tail = None
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put an element's children in its place."""
    for child in list(element):
        element.addprevious(child)
    take_out(element)


def around(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element called `name` around this one, within the same text box."""
    for parent in element.iterancestors():
        if parent.tag == name:
            return parent
        if parent.tag == _BOUNDARY:
            return None
    return None


def own(paragraph: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements of a paragraph called so, in order, without those of paragraphs inside it (text boxes)."""
    for child in paragraph:
        if child.tag in names:
            yield child
        elif child.tag != w("p"):
            yield from own(child, *names)


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's own text."""
    return "".join(item.text or "" for item in own(paragraph, w("t")))


def content_of(paragraph: etree._Element) -> list[etree._Element]:
    """What a paragraph, run or cell holds beside its properties."""
    return [child for child in paragraph if child.tag not in (w("pPr"), w("rPr"), w("tcPr"))]


Marks = dict[tuple[object, str | None], list[etree._Element]]
"""Both ends of bookmarks, comments and permissions, by kind and id."""


def marks_of(root: etree._Element) -> Marks:
    """The marks of a part."""
    found: Marks = {}
    for mark in root.iter(*_PAIRS):
        found.setdefault((mark.tag, mark.get(w("id"))), []).append(mark)
    return found


def without_halves(known: Marks, taken: etree._Element) -> None:
    """Take out the other ends of marks that began or ended inside what was taken out."""
    marks = [(mark.tag, mark.get(w("id"))) for mark in taken.iter(*_PAIRS)]
    wanted = {(_PAIRS[str(tag)], identifier) for tag, identifier in marks} - set(marks)
    for key in wanted:
        for mark in known.pop(key, []):
            take_out(mark)


def tidy(text: etree._Element) -> None:
    """Take out a text that became empty, and its run when nothing else is in it."""
    if text.text:
        return
    run = text.getparent()
    take_out(text)
    if run is not None and run.tag == w("r") and not content_of(run):
        take_out(run)
