"""The last touch on what openpyxl wrote: results of formulas, no foreign fonts, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from congvan.opc import read_package, serialise_xml
from congvan.opc.limits import OWN_LIMITS
from congvan.opc.parsing import parse_xml

if TYPE_CHECKING:
    from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = "xl/styles.xml"
_THEME = "xl/theme/theme1.xml"
_FONT_ORDER = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color")
_FACE = re.compile(rb'(<a:latin typeface=")[^"]+(")')


def packed(data: bytes, results: Mapping[str, Mapping[str, Decimal | None]], font: str) -> bytes:
    """The workbook with the results of its formulas, by part and cell, and `font` as the theme's face."""
    package = read_package(data, OWN_LIMITS)
    parts: dict[str, bytes | None] = {
        _STYLES: _with_fonts_in_order(package.read(_STYLES)),
        _THEME: _FACE.sub(rb"\g<1>" + font.encode() + rb"\g<2>", package.read(_THEME)),
    }
    for name, values in results.items():
        parts[name] = _with_results(package.read(name), name, values)
    return package.with_parts(parts)


def _with_results(data: bytes, name: str, values: Mapping[str, Decimal | None]) -> bytes:
    """A worksheet whose formulas show what they come to where nobody reckons: in previews, on phones."""
    root = parse_xml(data, name)
    for cell in _formula_cells(root):
        value = values[str(cell.get("r"))]
        shown = cell.find(f"{{{_MAIN}}}v")
        assert shown is not None
        if value is None:
            cell.set("t", "str")
            shown.text = ""
        else:
            shown.text = repr(float(value))
    return serialise_xml(root)


def _formula_cells(root: etree._Element) -> Iterator[etree._Element]:
    for formula in root.iter(f"{{{_MAIN}}}f"):
        cell = formula.getparent()
        if cell is not None:
            yield cell


def _with_fonts_in_order(data: bytes) -> bytes:
    """Styles whose fonts keep the order of the schema, which openpyxl does not."""
    root = parse_xml(data, _STYLES)
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=_place)
    return serialise_xml(root)


def _place(element: etree._Element) -> int:
    name = str(element.tag).rpartition("}")[2]
    return _FONT_ORDER.index(name) if name in _FONT_ORDER else len(_FONT_ORDER)
