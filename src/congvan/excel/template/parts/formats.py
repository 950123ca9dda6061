"""The styles of a template: which show days, and those added for days in cells of other formats."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from congvan.excel.template.cells import tag
from congvan.excel.template.writing import Look
from congvan.opc import Member, Package, compressed, parse_xml, serialise_xml

_SHOWN = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "time": "hh:mm"}
_FIRST_OWN_FORMAT = 164


def looks_of(data: bytes | None, part: str) -> tuple[Look, ...]:
    """The look of each style by its number; one plain look where there are no styles."""
    if data is None:
        return (Look(style=0, shows_days=False),)
    root = parse_xml(data, part)
    own = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in root.iter(tag("numFmt"))}
    found = root.find(tag("cellXfs"))
    formats = (
        [] if found is None else [int(each.get("numFmtId", "0")) for each in found.iterchildren(tag("xf"))]
    )
    return tuple(
        Look(style=number, shows_days=_shows_days(own.get(each) or BUILTIN_FORMATS.get(each, "General")))
        for number, each in enumerate(formats or [0])
    )


def _shows_days(code: str) -> bool:
    return bool(is_date_format(code))


def with_date_styles(package: Package, part: str, wanted: Mapping[tuple[int, str], int]) -> Member:
    """The styles and those wanted in the order of their numbers: each like another, but showing days."""
    root = parse_xml(package.read(part), part)
    styles = root.find(tag("cellXfs"))
    assert styles is not None
    known = list(styles.iterchildren(tag("xf")))
    formats = {
        kind: _format(root, code) for kind, code in _SHOWN.items() if any(kind == k for _, k in wanted)
    }
    for style, kind in wanted:
        fresh = copy.deepcopy(known[style])
        fresh.set("numFmtId", str(formats[kind]))
        fresh.set("applyNumberFormat", "1")
        styles.append(fresh)
    styles.set("count", str(len(known) + len(wanted)))
    return compressed(part, serialise_xml(root))


def _format(root: etree._Element, code: str) -> int:
    formats = root.find(tag("numFmts"))
    if formats is None:
        formats = etree.Element(tag("numFmts"))
        root.insert(0, formats)
    for each in formats:
        if each.get("formatCode") == code:
            return int(each.get("numFmtId", "0"))
    taken = [int(each.get("numFmtId", "0")) for each in formats]
    number = max([_FIRST_OWN_FORMAT - 1, *taken]) + 1
    etree.SubElement(formats, tag("numFmt"), {"numFmtId": str(number), "formatCode": code})
    formats.set("count", str(len(formats)))
    return number
