"""Section properties: the template's own, turned, renumbered and with first pages of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen
from lxml import etree

from congvan.opc import parse_xml
from congvan.word.engine.namespaces import r, w
from congvan.word.fragment import Orientation, Section
from congvan.word.styles import Page

_DECLARATIONS = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_ORDER = [
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
]
_TWIPS_PER_MM = 1440 / 25.4
_A4 = (11906, 16838)
_MARGIN = 1440

SPACER = (
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:ind w:left="0" w:firstLine="0"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
)
"""Properties of the paragraph that ends a section where nothing else is to be seen: 1 pt high."""


@frozen(kw_only=True)
class FirstPage:
    """The relationship ids of a section's own first header and footer; None keeps the template's."""

    header: str | None = None
    footer: str | None = None


@lru_cache(maxsize=64)
def section_properties(base: str, section: Section, first: FirstPage) -> str:
    """`w:sectPr` of a section, made from that of the template, which is `base` with its declarations."""
    element = parse_xml(base.encode(), "sectPr")
    _turn(element, section.orientation)
    _set_type(element)
    if section.restart_numbering:
        _child(element, "pgNumType").set(w("start"), "1")
    if section.first_page_number_hidden is not None:
        _toggle(element, "titlePg", on=section.first_page_number_hidden)
    for name, identifier in (("headerReference", first.header), ("footerReference", first.footer)):
        if identifier is not None:
            _refer(element, name, identifier)
    return without_declarations(whole_markup(element))


@lru_cache(maxsize=64)
def without_declarations(markup: str) -> str:
    """An element's markup without the declarations that the root of its part makes anyway."""
    return _DECLARATIONS.sub("", markup)


def whole_markup(element: etree._Element) -> str:
    """An element's markup with the declarations it needs to be read by itself."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _turn(element: etree._Element, orientation: Orientation) -> None:
    size = _child(element, "pgSz")
    sides = sorted((_twips(size, "w", _A4[0]), _twips(size, "h", _A4[1])))
    lies = orientation is Orientation.LANDSCAPE
    size.set(w("w"), str(sides[1] if lies else sides[0]))
    size.set(w("h"), str(sides[0] if lies else sides[1]))
    size.set(w("orient"), orientation.value)


def _set_type(element: etree._Element) -> None:
    _child(element, "type").set(w("val"), "nextPage")


def _toggle(element: etree._Element, name: str, *, on: bool) -> None:
    for found in element.findall(w(name)):
        element.remove(found)
    if on:
        _child(element, name)


def _refer(element: etree._Element, name: str, identifier: str) -> None:
    for found in element.findall(w(name)):
        if found.get(w("type")) == "first":
            element.remove(found)
    reference = etree.Element(w(name))
    reference.set(w("type"), "first")
    reference.set(r("id"), identifier)
    _insert(element, reference)


def _child(element: etree._Element, name: str) -> etree._Element:
    found = element.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        _insert(element, found)
    return found


def _rank(element: etree._Element) -> int:
    name = etree.QName(element).localname
    # Header and footer references are one group, in any order.
    return max(1, _ORDER.index(name)) if name in _ORDER else len(_ORDER)


def _insert(parent: etree._Element, child: etree._Element) -> None:
    rank = _rank(child)
    following = (index for index, other in enumerate(parent) if _rank(other) > rank)
    parent.insert(next(following, len(parent)), child)


def _twips(element: etree._Element, name: str, default: int) -> int:
    try:
        return round(float(element.get(w(name), default)))
    except ValueError:
        return default


def last_section(document: etree._Element) -> etree._Element:
    """The `w:sectPr` of a document's last section, made where there is none."""
    body = document.find(w("body"))
    holder = document if body is None else body
    found = holder.find(w("sectPr"))
    return etree.SubElement(holder, w("sectPr")) if found is None else found


def page_of(section: etree._Element) -> Page:
    """The page a `w:sectPr` sets up; A4 with Word's own margins where it does not say."""
    size = section.find(w("pgSz"))
    margins = section.find(w("pgMar"))
    size = etree.Element(w("pgSz")) if size is None else size
    margins = etree.Element(w("pgMar")) if margins is None else margins
    return Page(
        width_mm=_twips(size, "w", _A4[0]) / _TWIPS_PER_MM,
        height_mm=_twips(size, "h", _A4[1]) / _TWIPS_PER_MM,
        left_mm=_twips(margins, "left", _MARGIN) / _TWIPS_PER_MM,
        right_mm=_twips(margins, "right", _MARGIN) / _TWIPS_PER_MM,
        top_mm=abs(_twips(margins, "top", _MARGIN)) / _TWIPS_PER_MM,
        bottom_mm=abs(_twips(margins, "bottom", _MARGIN)) / _TWIPS_PER_MM,
        gutter_mm=_twips(margins, "gutter", 0) / _TWIPS_PER_MM,
    )
