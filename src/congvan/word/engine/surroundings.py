"""Where a tag stands in the markup of a part: what may be put there, and how."""

from __future__ import annotations

import re
from enum import Enum

from attrs import frozen

_ELEMENT = re.compile(r"<(/?)([\w:.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_SPAN = re.compile(r'<w:gridSpan w:val="')
_SHADE = re.compile(r'<w:shd(?: w:(?:val|color)="\w*")* w:fill="')
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class Spot(Enum):
    """What a tag stands in; its value goes there as text, runs, blocks, or not at all."""

    TEXT = "text"
    RUN = "run"
    RUNS = "runs"
    BLOCKS = "blocks"
    TABLE = "table"
    ATTRIBUTE = "attribute"
    SPAN = "span"
    COLOUR = "colour"
    DATA = "data"


@frozen
class Where:
    """Where a tag stands.

    `run_properties` is the markup of the run's `w:rPr`, `in_body` says whether a section may end here.
    """

    spot: Spot
    run_properties: str = ""
    in_body: bool = False


_SPOTS = {
    "w:t": Spot.TEXT,
    "w:r": Spot.RUN,
    "w:p": Spot.RUNS,
    "w:tr": Spot.TABLE,
    "w:tbl": Spot.TABLE,
    "w:body": Spot.BLOCKS,
    "w:tc": Spot.BLOCKS,
    "w:hdr": Spot.BLOCKS,
    "w:ftr": Spot.BLOCKS,
    "w:footnote": Spot.BLOCKS,
    "w:endnote": Spot.BLOCKS,
    "w:comment": Spot.BLOCKS,
    "w:docPartBody": Spot.BLOCKS,
    "w:txbxContent": Spot.BLOCKS,
}
# Elements that only wrap what their parent may hold.
_TRANSPARENT = frozenset(
    ("w:sdt", "w:sdtContent", "w:hyperlink", "w:smartTag", "w:customXml", "w:fldSimple", "w:ins")
)


class PartSurroundings:
    """Reads the markup between tags in order, and knows what is open at each tag."""

    def __init__(self) -> None:
        """At the start of a part."""
        self._open: list[str] = []
        self._partial = ""
        self._run_properties = ""
        self._properties_start: int | None = None

    def copy(self) -> PartSurroundings:
        """The same place, to return to where branches begin."""
        twin = PartSurroundings()
        twin._open = list(self._open)
        twin._partial = self._partial
        twin._run_properties = self._run_properties
        return twin

    def read(self, data: str) -> str:
        """Take in markup; docxtpl's escaped delimiters (`{_{`) come back as typed."""
        markup = self._partial + data
        self._properties_start = None
        end = 0
        for found in _ELEMENT.finditer(markup):
            self._element(markup, found)
            end = found.end()
        rest = markup.rfind("<", end)
        self._partial = markup[rest:] if rest >= 0 else ""
        for escaped, typed in _ESCAPED:
            data = data.replace(escaped, typed)
        return data

    def _element(self, markup: str, found: re.Match[str]) -> None:
        closing, name, _, empty = found.groups()
        if closing:
            self._closed(markup, name, found.end())
        elif not empty:
            if name == "w:r":
                self._run_properties = ""
            elif name == "w:rPr":
                self._properties_start = found.start()
            self._open.append(name)

    def _closed(self, markup: str, name: str, end: int) -> None:
        if name == "w:rPr" and self._properties_start is not None and self._open[-2:-1] == ["w:r"]:
            self._run_properties = markup[self._properties_start : end]
        while self._open and self._open.pop() != name:
            pass

    def here(self) -> Where:
        """Where the tag that comes next stands."""
        if self._partial:
            return Where(_attribute_spot(self._partial))
        holders = [name for name in self._open if name not in _TRANSPARENT]
        spot = _SPOTS.get(holders[-1], Spot.DATA) if holders else Spot.DATA
        properties = self._run_properties if spot is Spot.TEXT else ""
        return Where(spot, properties, in_body=holders[-1:] == ["w:body"])


def _attribute_spot(partial: str) -> Spot:
    if _SPAN.fullmatch(partial):
        return Spot.SPAN
    return Spot.COLOUR if _SHADE.fullmatch(partial) else Spot.ATTRIBUTE
