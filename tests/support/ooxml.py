"""Office packages for comparing: what a file says, without what two honest runs may do differently."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from lxml import etree

OFFICE = "http://schemas.openxmlformats.org"
WORD = f"{{{OFFICE}/wordprocessingml/2006/main}}"
SHEET = f"{{{OFFICE}/spreadsheetml/2006/main}}"
LINKS = f"{{{OFFICE}/officeDocument/2006/relationships}}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PREFIXES = {
    WORD[1:-1]: "w",
    SHEET[1:-1]: "x",
    LINKS[1:-1]: "r",
    f"{OFFICE}/drawingml/2006/main": "a",
    f"{OFFICE}/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
CHANCE_ELEMENTS = frozenset(
    f"{WORD}{name}" for name in ("proofErr", "lastRenderedPageBreak", "rsids", "noProof")
) | {"{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified"}
CHANCE_PARTS_OF_APP = ("Application", "AppVersion", "TotalTime")
CHANCE_ATTRIBUTES = re.compile(r"(^|\})(rsid\w*|paraId|textId|anchorId|editId|durableId)$")
NUMBERED = ("docPr", "cNvPr", "bookmarkStart", "bookmarkEnd")
"""Elements whose `id` only has to differ from the others."""


def parts_of(package: bytes) -> dict[str, bytes]:
    """Every part of an Office file by its name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def normalised(package: bytes) -> dict[str, list[str]]:
    """Each part as readable lines, one element a line; binary parts as their digest.

    Attribute order, prefixes, revision ids, ids of drawings and bookmarks, proofing marks, cached page
    breaks, times and relationship ids are gone or replaced by what they stand for.
    Raises lxml.etree.XMLSyntaxError when a part is not well-formed.
    """
    parts = parts_of(package)
    return {name: _lines_of(parts, name) for name in sorted(parts)}


def differences(expected: bytes, got: bytes) -> list[str]:
    """What differs between two Office files beyond chance; empty when they say the same."""
    return line_differences(normalised(expected), normalised(got))


def line_differences(expected: Mapping[str, Sequence[str]], got: Mapping[str, Sequence[str]]) -> list[str]:
    """What differs between two sets of normalised parts, each with part, path, what was expected and got."""
    found = []
    for name in sorted({*expected, *got}):
        if name not in got or name not in expected:
            found.append(f"{name}: only in {'expected' if name in expected else 'got'}")
        elif expected[name] != got[name]:
            found += _part_differences(name, expected[name], got[name])
    return found


def _part_differences(name: str, expected: Sequence[str], got: Sequence[str]) -> Iterator[str]:
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, expected, got, autojunk=False).get_opcodes():
        if kind != "equal":
            path = _path(expected, a0) if a1 > a0 else _path(got, b0)
            wanted = " ".join(line.strip() for line in expected[a0:a1]) or "nothing"
            found = " ".join(line.strip() for line in got[b0:b1]) or "nothing"
            yield f"{name} {path}: expected {wanted}, got {found}"


def _path(lines: Sequence[str], index: int) -> str:
    """The elements around the line at `index`, outermost first."""
    steps: list[str] = []
    depth = len(lines[index]) - len(lines[index].lstrip()) if index < len(lines) else 0
    for line in reversed(lines[:index]):
        indent = len(line) - len(line.lstrip())
        if indent < depth:
            steps.insert(0, line.split()[0])
            depth = indent
    return "/" + "/".join(steps)


def _lines_of(parts: Mapping[str, bytes], name: str) -> list[str]:
    if not name.endswith((".xml", ".rels", ".vml")):
        return [f"sha256 {hashlib.sha256(parts[name]).hexdigest()}, {len(parts[name])} bytes"]
    root = _parse(parts[name])
    if name.endswith(".rels"):
        return sorted(f"{link.rsplit('/', 1)[-1]} -> {target}" for link, target in _links(root).values())
    if name == "[Content_Types].xml":
        return sorted(line for child in root for line in _flat(child, {}, 0))
    return list(_flat(root, _targets(parts, name), 0))


def _parse(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, parser)


def _links(rels: etree._Element) -> dict[str, tuple[str, str]]:
    """Relationship type and target by id."""
    return {
        str(link.get("Id")): (str(link.get("Type")), f"{link.get('Target')}{_mode(link)}") for link in rels
    }


def _mode(link: etree._Element) -> str:
    return " (external)" if link.get("TargetMode") == "External" else ""


def _targets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    folder, file = posixpath.split(name)
    rels = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    if rels is None:
        return {}
    return {key: target for key, (_, target) in _links(_parse(rels)).items()}


def _flat(element: etree._Element, targets: Mapping[str, str], depth: int) -> Iterator[str]:
    if _is_chance(element):
        return
    attributes = sorted(_attributes(element, targets))
    text = element.text or ""
    said = [repr(text)] if text.strip() or (text and not len(element)) else []
    yield "  " * depth + " ".join([_short(str(element.tag)), *attributes, *said])
    for child in element:
        yield from _flat(child, targets, depth + 1)
        if child.tail and child.tail.strip():
            yield "  " * (depth + 1) + repr(child.tail)


def _is_chance(element: etree._Element) -> bool:
    name = etree.QName(element)
    return (
        element.tag in CHANCE_ELEMENTS
        or (name.localname in CHANCE_PARTS_OF_APP and "extended-properties" in (name.namespace or ""))
        or (element.tag == f"{WORD}bookmarkStart" and element.get(f"{WORD}name") == "_GoBack")
    )


def _attributes(element: etree._Element, targets: Mapping[str, str]) -> Iterator[str]:
    numbered = etree.QName(element).localname in NUMBERED
    for raw_name, value in element.attrib.items():
        name = str(raw_name)
        if CHANCE_ATTRIBUTES.search(name) or (numbered and name in ("id", f"{WORD}id")):
            continue
        shown = f"-> {targets.get(str(value), '?')}" if name.startswith(LINKS) else str(value)
        yield f"{_short(name)}={shown!r}"


def _short(tag: str) -> str:
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    return f"{PREFIXES.get(namespace, namespace.rstrip('/').rsplit('/', 1)[-1])}:{local}"


def text_of(package: bytes) -> list[str]:
    """What a reader reads, exactly as stored: paragraphs of a document, or filled cells of a workbook.

    Document: body with its tables in order, then footnotes, endnotes, headers, footers; a tab is `\\t`, a
    line break `\\n`, note marks and instructions of fields are left out. Workbook: row by row.
    """
    parts = parts_of(package)
    if "xl/workbook.xml" in parts:
        return list(_cell_texts(parts))
    stories = [name for kind in STORIES for name in sorted(parts) if re.fullmatch(kind, name)]
    return [text for name in stories for text in _paragraph_texts(_parse(parts[name]))]


STORIES = (
    r"word/document\d*\.xml",
    r"word/footnotes\d*\.xml",
    r"word/endnotes\d*\.xml",
    r"word/header\d*\.xml",
    r"word/footer\d*\.xml",
)
SAID = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def _paragraph_texts(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(f"{WORD}p"):
        around = list(paragraph.iterancestors())
        # Separator notes carry a type; a Fallback repeats the drawing beside it for old readers.
        if not any(each.tag == FALLBACK or each.get(f"{WORD}type") in SEPARATORS for each in around):
            yield "".join(_own_texts(paragraph))


SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def _own_texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag.startswith(WORD) and (name := child.tag.removeprefix(WORD)) in SAID:
            # A tab stop in the properties is not a tab in the text.
            yield SAID[name] if element.tag == f"{WORD}r" else ""
        elif child.tag != f"{WORD}p":
            yield from _own_texts(child)


def _cell_texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    shared = _shared_strings(parts)
    targets = _targets(parts, "xl/workbook.xml")
    for sheet in _parse(parts["xl/workbook.xml"]).iter(f"{SHEET}sheet"):
        target = targets[str(sheet.get(f"{LINKS}id"))]
        name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        for cell in _parse(parts[name]).iter(f"{SHEET}c"):
            text = _cell_text(cell, shared)
            if text is not None:
                yield text


def _shared_strings(parts: Mapping[str, bytes]) -> list[str]:
    table = parts.get("xl/sharedStrings.xml")
    return [] if table is None else [_rich_text(item) for item in _parse(table).iter(f"{SHEET}si")]


def _cell_text(cell: etree._Element, shared: Sequence[str]) -> str | None:
    inline, value, formula = (cell.find(f"{SHEET}{name}") for name in ("is", "v", "f"))
    if formula is not None:
        return f"={formula.text or ''}"
    if inline is not None:
        return _rich_text(inline)
    if value is None or value.text is None:
        return None
    return shared[int(value.text)] if cell.get("t") == "s" else _unescaped(value.text)


def _rich_text(item: etree._Element) -> str:
    """Text of one string, without the reading aids (`rPh`) that East Asian editions add."""
    texts = (text for text in item.iter(f"{SHEET}t") if text.getparent().tag != f"{SHEET}rPh")  # type: ignore[union-attr]
    return _unescaped("".join(text.text or "" for text in texts))


def _unescaped(text: str) -> str:
    """Excel stores a character XML cannot hold as `_x000D_`, and a literal `_x000D_` as `_x005F_x000D_`."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
