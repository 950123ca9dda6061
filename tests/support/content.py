"""What a Word file shows, for comparing two engines: stories, paragraphs, looks of text, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tests.support.ooxml import parts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SAID = {"tab": "\t", "br": "\n", "cr": "\n"}
_CELL = ("gridSpan", "vMerge", "shd")


def content_of(data: bytes) -> dict[str, list[str]]:
    """By story, its blocks in order: each paragraph with its text cut only where its look changes."""
    parts = parts_of(data)
    return {
        name: list(_blocks(etree.fromstring(parts[name]), 0))
        for name in sorted(parts)
        if _STORY.fullmatch(name)
    }


def _blocks(holder: etree._Element, depth: int) -> Iterator[str]:
    for child in holder:
        name = str(child.tag).removeprefix(_W)
        pad = "  " * depth
        if name == "p":
            yield f"{pad}p {_look(child.find(f'{_W}pPr'))} {_runs(child)}"
            for box in child.iter(f"{_W}txbxContent"):
                yield from _blocks(box, depth + 1)
        elif name == "tc":
            yield f"{pad}tc {_cell(child)}"
            yield from _blocks(child, depth + 1)
        elif name in ("tbl", "tr", "body", "sdt", "sdtContent", "footnote", "endnote"):
            yield f"{pad}{name}"
            yield from _blocks(child, depth + 1)
        elif name == "tblGrid":
            yield f"{pad}{len(child)} columns"


def _look(properties: etree._Element | None) -> str:
    if properties is None:
        return "()"
    said = {
        str(child.tag).removeprefix(_W): sorted(
            (str(key).removeprefix(_W), str(value)) for key, value in child.items()
        )
        for child in properties
        if child.tag not in (f"{_W}sectPr", f"{_W}rPr")
    }
    return f"({' '.join(f'{name}{value}' for name, value in sorted(said.items()))})"


def _cell(cell: etree._Element) -> str:
    properties = cell.find(f"{_W}tcPr")
    found = (
        [] if properties is None else [item for name in _CELL for item in properties.findall(f"{_W}{name}")]
    )
    return " ".join(
        f"{str(item.tag).removeprefix(_W)}={item.get(f'{_W}val')}/{item.get(f'{_W}fill')}" for item in found
    )


def _runs(paragraph: etree._Element) -> str:
    merged: list[tuple[str, str]] = []
    for run in _own_runs(paragraph):
        text = "".join(_text(child) for child in run)
        look = _look(run.find(f"{_W}rPr"))
        if not text:
            continue
        if merged and merged[-1][0] == look:
            merged[-1] = (look, merged[-1][1] + text)
        else:
            merged.append((look, text))
    return " ".join(f"{look}{text!r}" for look, text in merged)


def _own_runs(holder: etree._Element) -> Iterator[etree._Element]:
    for child in holder:
        if child.tag == f"{_W}r":
            yield child
        elif child.tag not in (f"{_W}p", f"{_W}pPr"):
            yield from _own_runs(child)


def _text(element: etree._Element) -> str:
    name = str(element.tag).removeprefix(_W)
    if name == "t":
        return element.text or ""
    if name == "br" and element.get(f"{_W}type") == "page":
        return "\f"
    if name == "drawing":
        extents = [
            f"{item.get('cx')}x{item.get('cy')}"
            for item in element.iter()
            if str(item.tag).endswith("}extent")
        ]
        return f"[picture {' '.join(extents)}]"
    return _SAID.get(name, "")
