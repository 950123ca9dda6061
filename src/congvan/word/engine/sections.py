"""Section properties: the template's own, turned, renumbered and with first pages of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from congvan.word.engine.namespaces import w
from congvan.word.fragment import Orientation, Section
from congvan.word.styles import Page

if TYPE_CHECKING:
    from lxml import etree

_DECLARATIONS = re.compile(r' xmlns(?::\w+)?="[^"]*"')
# As lxml writes them: quotation marks straight, no element within one of its own name.
_CHILD = re.compile(r"<([\w:]+)(?:\s[^<>]*?)?(?:/>|(?<!/)>.*?</\1>)", re.DOTALL)
_QUOTE = '"'
_ATTRIBUTE = re.compile(r'[\w:]+="[^"]*"')
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


@frozen(kw_only=True, cache_hash=True)
class FirstPage:
    """The relationship ids of a section's own first header and footer; None keeps the template's."""

    header: str | None = None
    footer: str | None = None


@lru_cache(maxsize=64)
def section_properties(base: str, section: Section, first: FirstPage) -> str:
    """`w:sectPr` of a section, made from that of the template, which is `base` with its declarations."""
    begins, children = _read(without_declarations(base))
    children["w:pgSz"] = _turned(children.get("w:pgSz", ""), section.orientation)
    children["w:type"] = '<w:type w:val="nextPage"/>'
    if section.restart_numbering:
        children["w:pgNumType"] = _with(children.get("w:pgNumType", "<w:pgNumType/>"), "w:start", "1")
    if section.first_page_number_hidden is not None:
        children["w:titlePg"] = "<w:titlePg/>" if section.first_page_number_hidden else ""
    for name, identifier in (("w:headerReference", first.header), ("w:footerReference", first.footer)):
        if identifier is not None:
            children = {key: item for key, item in children.items() if not _is_first(item, name)}
            children[f"{name} first"] = f'<{name} w:type="first" r:id="{identifier}"/>'
    ordered = sorted(children.items(), key=lambda item: _rank(item[0]))
    return f"{begins}>{''.join(markup for _, markup in ordered)}</w:sectPr>"


def _read(markup: str) -> tuple[str, dict[str, str]]:
    """The start tag without its end, and the children by name; references by name and number."""
    start = markup.index(">")
    children: dict[str, str] = {}
    for number, found in enumerate(_CHILD.finditer(markup, start)):
        name = found.group(1)
        children[f"{name} {number}" if name.endswith("Reference") else name] = found.group()
    return markup[:start].rstrip("/"), children


def _is_first(markup: str, name: str) -> bool:
    return markup.startswith(f"<{name} ") and 'w:type="first"' in markup


def _with(markup: str, name: str, value: str) -> str:
    """An empty element with an attribute set."""
    said = f'{name}="{value}"'
    before, found, after = markup.partition(f" {name}=")
    if not found:
        return f"{markup.removesuffix('/>')} {said}/>"
    return f"{before} {said}{after[1:].partition(_QUOTE)[2]}"


def _turned(size: str, orientation: Orientation) -> str:
    said = dict(item.replace('"', "").split("=", 1) for item in _ATTRIBUTE.findall(size))
    sides = sorted((_number(said.get("w:w"), _A4[0]), _number(said.get("w:h"), _A4[1])))
    lies = orientation is Orientation.LANDSCAPE
    turned = size or "<w:pgSz/>"
    for name, value in (
        ("w:w", str(sides[1] if lies else sides[0])),
        ("w:h", str(sides[0] if lies else sides[1])),
        ("w:orient", orientation.value),
    ):
        turned = _with(turned, name, value)
    return turned


def _rank(name: str) -> int:
    kind = name.partition(" ")[0].removeprefix("w:")
    # Header and footer references are one group, in any order.
    return max(1, _ORDER.index(kind)) if kind in _ORDER else len(_ORDER)


@lru_cache(maxsize=64)
def without_declarations(markup: str) -> str:
    """An element's markup without the declarations that the root of its part makes anyway."""
    return _DECLARATIONS.sub("", markup)


def whole_markup(element: etree._Element) -> str:
    """An element's markup with the declarations it needs to be read by itself."""
    from lxml import etree

    return etree.tostring(element, encoding="unicode", with_tail=False)


def _twips(element: etree._Element, name: str, default: int) -> int:
    return _number(element.get(w(name)), default)


def _number(said: str | None, default: int) -> int:
    try:
        return default if said is None else round(float(said))
    except ValueError:
        return default


def last_section(document: etree._Element) -> etree._Element:
    """The `w:sectPr` of a document's last section, made where there is none."""
    body = document.find(w("body"))
    holder = document if body is None else body
    found = holder.find(w("sectPr"))
    if found is None:
        found = holder.makeelement(w("sectPr"))
        holder.append(found)
    return found


def page_of(section: etree._Element) -> Page:
    """The page a `w:sectPr` sets up; A4 with Word's own margins where it does not say."""
    size = section.find(w("pgSz"))
    margins = section.find(w("pgMar"))
    size = section.makeelement(w("pgSz")) if size is None else size
    margins = section.makeelement(w("pgMar")) if margins is None else margins
    return Page(
        width_mm=_twips(size, "w", _A4[0]) / _TWIPS_PER_MM,
        height_mm=_twips(size, "h", _A4[1]) / _TWIPS_PER_MM,
        left_mm=_twips(margins, "left", _MARGIN) / _TWIPS_PER_MM,
        right_mm=_twips(margins, "right", _MARGIN) / _TWIPS_PER_MM,
        top_mm=abs(_twips(margins, "top", _MARGIN)) / _TWIPS_PER_MM,
        bottom_mm=abs(_twips(margins, "bottom", _MARGIN)) / _TWIPS_PER_MM,
        gutter_mm=_twips(margins, "gutter", 0) / _TWIPS_PER_MM,
    )
