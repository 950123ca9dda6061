"""Tags in the texts of a part that are not cells: headers, names, properties, titles of charts, comments."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from congvan.excel.template.parts.patches import Patcher, TextGap
from congvan.excel.template.reaching import has_tags, text
from congvan.problems import CongvanError, Place, Problem

_FORMULAS = frozenset(
    [
        "f",
        "formula",
        "formula1",
        "formula2",
        "definedName",
        "calculatedColumnFormula",
        "totalsRowFormula",
        "oldFormula",
        "sqref",
    ]
)
_HEADERS = frozenset(
    [
        "oddHeader",
        "evenHeader",
        "firstHeader",
        "oddFooter",
        "evenFooter",
        "firstFooter",
    ]
)
_NOT_TEXT = frozenset(("ref", "sqref", "id", "location", "r"))


def tag_texts(
    root: etree._Element, patcher: Patcher, part: str, *, skip: str | None = None, formulas: bool = True
) -> tuple[frozenset[str], list[Problem]]:
    """Make a gap of every text and attribute with tags; returns the names they use and what is wrong.

    `formulas` False passes over formulas, whose sheets' names may hold tags until they are tied.
    """
    names: set[str] = set()
    problems: list[Problem] = []
    for element in list(_elements(root, skip)):
        try:
            if formulas or etree.QName(element).localname not in _FORMULAS:
                names |= _in_element(element, patcher, part, formulas=formulas)
        except CongvanError as error:
            problems += error.problems
    return frozenset(names), problems


def _elements(root: etree._Element, skip: str | None) -> Iterator[etree._Element]:
    if root.tag == skip:
        return
    yield root
    for child in root:
        if isinstance(child.tag, str):
            yield from _elements(child, skip)


def _in_element(element: etree._Element, patcher: Patcher, part: str, *, formulas: bool) -> set[str]:
    names: set[str] = set()
    kind = etree.QName(element).localname
    for name, value in list(element.attrib.items()):
        typed = str(value)
        if _looks_tagged(typed) and (formulas or name not in _NOT_TEXT):
            _refuse(kind if kind in ("tableColumn", "table") else str(name), typed, part, attribute=True)
            compiled = text(typed, Place(part=part, near=typed[:80]))
            names |= compiled.names
            patcher.in_attribute(element, str(name), TextGap(text=compiled, is_header=False))
    typed = element.text or ""
    if _looks_tagged(typed):
        _refuse(kind, typed, part, attribute=False)
        compiled = text(typed, Place(part=part, near=typed[:80]))
        names |= compiled.names
        patcher.in_text(element, TextGap(text=compiled, is_header=kind in _HEADERS))
    return names


def _looks_tagged(typed: str) -> bool:
    return "{{" in typed or "{%" in typed


def _refuse(kind: str, typed: str, part: str, *, attribute: bool) -> None:
    place = Place(part=part, near=typed[:80])
    if kind in _FORMULAS or (attribute and kind in (*_NOT_TEXT, "tableColumn", "table")):
        raise CongvanError(
            Problem("congvan.excel.tag-in-formula", place=place, parameters={"formula": typed[:200]})
        )
    if not has_tags(typed):
        raise CongvanError(
            Problem("congvan.excel.unfinished-tag", place=place, parameters={"tag": typed[:80]})
        )
