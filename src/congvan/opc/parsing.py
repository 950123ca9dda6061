"""XML of strangers read safely: no entities, no document type, no network, bounded depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from congvan.opc.limits import PackageError
from congvan.problems import Place, Problem

if TYPE_CHECKING:
    from lxml import etree


_SPECIAL = re.compile("[&<>\"']")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def escaped(text: str) -> str:
    """A text as it stands in markup, between tags and in attributes alike."""
    # As `html.escape` does, whose module brings a table of two thousand names along.
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root element of a part; `part` names it in problems.

    Raises PackageError `congvan.opc.document-type` for a part that declares entities or a DTD, and
    `congvan.opc.not-well-formed` for anything else no strict parser reads (elements nested more than 256 deep
    too).
    """
    # Most of congvan's work on packages needs no parser: only who reads markup pays for it.
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(_unreadable(error, part)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError(Problem("congvan.opc.document-type", place=Place(part=part)))
    return root


def _unreadable(error: etree.XMLSyntaxError | ValueError, part: str) -> Problem:
    line, column = getattr(error, "position", (None, None))
    reason = str(error).partition(", line ")[0]
    place = Place(part=part, line=line, column=column)
    return Problem("congvan.opc.not-well-formed", place=place, parameters={"part": part, "reason": reason})


def serialise_xml(root: etree._Element) -> bytes:
    """A part's bytes: UTF-8 with the declaration Office writes."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
