"""The body of another Word document as a fragment of blocks: its pictures and links come along."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from immutabledict import immutabledict
from lxml import etree

from congvan.opc import PackageError, parse_xml, read_package
from congvan.problems import Problem, RenderError
from congvan.word.fragment import Fragment, FragmentKind, HyperlinkNeed, Piece, StyleNeed, Xml
from congvan.word.values.pictures import picture_of

_PREFIXES = immutabledict(
    {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }
)
_W, _R, _WP, _A = (f"{{{name}}}" for name in _PREFIXES.values())
_DECLARATIONS = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_NEED = re.compile(r"<\?need (\d+)\?>")
_STYLED = tuple(f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_DROPPED = tuple(
    f"{_W}{name}"
    for name in ("sectPr", "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd")
)
_REFUSED = frozenset(
    [
        "numPr",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "object",
        "pict",
        "altChunk",
        "ins",
        "del",
        "subDoc",
        "control",
    ]
)

Resolver = Callable[[str], bytes | str]
"""Gives for the id of a relationship the bytes of its part, or the address outside."""


def subdocument(data: bytes) -> Fragment:
    """The body of a .docx, to be put in place of a paragraph by `{{p name }}`.

    Its styles must be in the template under the same ids (RenderError `congvan.word.unknown-style` when it is
    placed); numbering, notes, embedded objects and tracked changes are refused
    (`congvan.word.subdocument-holds`). Raises RenderError also for a file that cannot be opened.
    """
    try:
        package = read_package(data)
        relationships = package.relationships()
        main = next(iter(map(relationships.part_of, relationships.of_type("officeDocument"))), None)
        if main is None:
            raise RenderError(Problem("congvan.word.not-a-word-file"))
        root = parse_xml(package.read(main), main)
        own = package.relationships(main)
    except PackageError as error:
        raise RenderError(error.problems) from None
    by_id = {item.id: item for item in own.items}

    def resolve(identifier: str) -> bytes | str:
        item = by_id.get(identifier)
        if item is None:
            raise _holds("r:id")
        return item.target if item.external else package.read(own.part_of(item) or "")

    return _blocks(root.iterfind(f"{_W}body/*"), resolve)


def from_python_docx(document: Any) -> Fragment:
    """As `subdocument`, from a document being written by python-docx."""

    def resolve(identifier: str) -> bytes | str:
        relationship = document.part.rels[identifier]
        return (
            str(relationship.target_ref) if relationship.is_external else bytes(relationship.target_part.blob)
        )

    return _blocks(document.element.body.iterchildren(), resolve)


def _holds(name: str) -> RenderError:
    return RenderError(Problem("congvan.word.subdocument-holds", parameters={"name": name}))


def _blocks(children: Iterable[etree._Element], resolve: Resolver) -> Fragment:
    # One root with the usual prefixes: whatever the other document calls them, here they have one name.
    declared = "".join(f' xmlns:{key}="{name}"' for key, name in _PREFIXES.items())
    root = parse_xml(f"<w:x{declared}/>".encode(), "subdocument")
    root.extend([parse_xml(etree.tostring(child, with_tail=False), "subdocument") for child in children])
    styles = _cleaned(root)
    pieces = (StyleNeed(styles), *_pieces(root, resolve))
    return Fragment(FragmentKind.BLOCKS, tuple(pieces))


def _cleaned(root: etree._Element) -> tuple[str, ...]:
    """The ids of the styles in use; what means nothing elsewhere is taken out, what would be lost refused."""
    for element in list(root.iter(*_DROPPED)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    styles: dict[str, None] = {}
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace == _W[1:-1] and name.localname in _REFUSED:
            raise _holds(name.localname)
        if element.tag in _STYLED:
            styles[element.get(f"{_W}val", "")] = None
        for key in [key for key in element.attrib if _is_foreign(str(key))]:
            del element.attrib[key]
    return tuple(styles)


def _is_foreign(attribute: str) -> bool:
    namespace = etree.QName(attribute).namespace
    return (
        namespace is not None and "schemas.openxmlformats.org" not in namespace and "/XML/" not in namespace
    )


def _pieces(holder: etree._Element, resolve: Resolver) -> Iterator[Piece]:
    needs: list[Piece] = []

    def put(element: etree._Element, pieces: Iterable[Piece]) -> None:
        mark = etree.ProcessingInstruction("need", str(len(needs)))
        needs.append(*pieces)
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, mark)

    for link in list(holder.iter(f"{_W}hyperlink")):
        identifier = link.get(f"{_R}id")
        if identifier is not None:
            target = resolve(identifier)
            content = Fragment(FragmentKind.RUNS, tuple(_pieces(copy.deepcopy(link), resolve)))
            put(link, [HyperlinkNeed(target=str(target), content=content)])
    for drawing in list(holder.iter(f"{_W}drawing")):
        run = drawing.getparent()
        if run is None or [child for child in run if child.tag not in (f"{_W}rPr", drawing.tag)]:
            raise _holds("drawing")
        put(run, _picture(drawing, resolve).pieces)
    inner = "".join(etree.tostring(child, encoding="unicode") for child in holder)
    for index, part in enumerate(_NEED.split(_DECLARATIONS.sub("", inner))):
        yield needs[int(part)] if index % 2 else Xml(part)


def _picture(drawing: etree._Element, resolve: Resolver) -> Fragment:
    inline = drawing.find(f"{_WP}inline")
    blip = None if inline is None else next(inline.iter(f"{_A}blip"), None)
    extent = None if inline is None else inline.find(f"{_WP}extent")
    data = None if blip is None else resolve(blip.get(f"{_R}embed", ""))
    if extent is None or not isinstance(data, bytes) or inline is None:
        raise _holds("drawing")
    said = inline.find(f"{_WP}docPr")
    return picture_of(
        data,
        width_emu=int(extent.get("cx", "0")),
        height_emu=int(extent.get("cy", "0")),
        description="" if said is None else said.get("descr", ""),
    )
