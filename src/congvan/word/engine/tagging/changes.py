"""Tracked changes of a template, read as if they were accepted: a tag typed with tracking on is one tag."""

from __future__ import annotations

from lxml import etree

from congvan.word.engine.namespaces import w
from congvan.word.engine.tagging.trees import content_of, take_out, unwrap

_GONE = tuple(
    w(name)
    for name in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "tcPrChange",
        "trPrChange",
        "numberingChange",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
        "cellIns",
        "cellMerge",
    )
)
_IN_PROPERTIES = frozenset((w("rPr"), w("trPr")))
_DELETED = (w("del"), w("moveFrom"))
_INSERTED = (w("ins"), w("moveTo"))
TRACKED = (*_DELETED, *_INSERTED)


def accept_changes(root: etree._Element) -> bool:
    """Accept every tracked change, in place; whether there was any."""
    tracked = [*root.iter(*TRACKED, w("cellDel"), *_GONE)]
    if not tracked:
        return False
    _drop_deleted_rows_and_cells(root)
    joined = [mark for mark in root.iter(w("p")) if _mark_is_deleted(mark)]
    for element in list(root.iter(*_DELETED, *_GONE)):
        take_out(element)
    for element in list(root.iter(*_INSERTED)):
        if _parent_tag(element) in _IN_PROPERTIES:
            take_out(element)
        else:
            unwrap(element)
    for paragraph in joined:
        _join_with_next(paragraph)
    return True


def _parent_tag(element: etree._Element) -> object:
    parent = element.getparent()
    return None if parent is None else parent.tag


def _drop_deleted_rows_and_cells(root: etree._Element) -> None:
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            take_out(row)
    for cell in list(root.iter(w("tc"))):
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            take_out(cell)


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    look = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return look is not None and any(look.find(name) is not None for name in _DELETED)


def _join_with_next(paragraph: etree._Element) -> None:
    """A paragraph whose mark was deleted runs on into the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        return
    position = 1 if following.find(w("pPr")) is not None else 0
    for child in reversed(content_of(paragraph)):
        following.insert(position, child)
    take_out(paragraph)
