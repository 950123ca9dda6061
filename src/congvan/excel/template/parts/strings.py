"""The texts that cells share (chuỗi dùng chung)."""

from __future__ import annotations

from lxml import etree

from congvan.excel.template.cells import MAIN, tag, words_of
from congvan.opc import Package, parse_xml

SHARED_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def shared_items(package: Package, part: str | None) -> list[etree._Element]:
    """The texts by their index; none where there is no such part."""
    if part is None:
        return []
    return list(parse_xml(package.read(part), part).iterchildren(tag("si")))


def shared_head(package: Package, part: str | None) -> str:
    """The part up to where more texts can be added; those of tags, which no cell has now, empty."""
    kept = []
    for item in shared_items(package, part):
        words = words_of(item)
        empty = "{%" in words or "{{" in words
        whole = etree.tostring(item, encoding="unicode", with_tail=False)
        kept.append("<si><t/></si>" if empty else whole.replace(f' xmlns="{MAIN}"', ""))
    return f'{_DECLARATION}<sst xmlns="{MAIN}">{"".join(kept)}'
