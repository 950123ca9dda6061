"""The proof, made once, that no values can break a part: every way through it opens and closes alike.

Each branch and each turn of a loop has to leave open what it found open, so the markup of a part is whole
whichever way is taken. Beside it the content of cells, rows and tables is followed: what is surely empty is
filled while compiling, what may be empty is looked at after each render.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from html import unescape

from attrs import evolve, frozen

from congvan.tags.faults import TagError
from congvan.word.engine.namespaces import DECLARATION
from congvan.word.engine.surroundings import PartSurroundings, Spot, Where

_ELEMENT = re.compile(r'<(/?)([\w.-]+(?::[\w.-]+)?)((?:\s+[\w.-]+(?::[\w.-]+)?="[^"<]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'\s([\w.-]+(?::[\w.-]+)?)="')
_IN_VALUE = re.compile(r'<[\w.:-]+(?:\s+[\w.:-]+="[^"<]*")*\s+[\w.:-]+="')
_NUMBERED = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_INSIDE = (Spot.ATTRIBUTE, Spot.SPAN, Spot.COLOUR, Spot.DATA)


class Filling(Enum):
    """What an element that must not be empty holds so far."""

    NOTHING = "nothing"
    ENOUGH = "enough"
    TABLE = "table"
    """A table last, behind which a cell needs a paragraph."""
    UNSURE = "unsure"


_NEEDS_PARAGRAPH = frozenset(
    ("w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent")
)
_NEEDS_CHILD = {"w:tc": "w:tr", "w:tr": "w:tbl"}
_BLOCKS = {"w:p": Filling.ENOUGH, "w:sdt": Filling.ENOUGH, "w:tbl": Filling.TABLE}
_NEVER_LAST = frozenset(("w:tcPr", "w:bookmarkStart", "w:bookmarkEnd"))
_TRACKED = _NEEDS_PARAGRAPH | {"w:tr", "w:tbl"}
_WRAPPERS = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:ins"))


@frozen
class _Frame:
    """An open element: its name, the prefixes it declares, and what it holds where that matters."""

    name: str
    declared: frozenset[str]
    filling: Filling | None = None

    def is_like(self, other: _Frame) -> bool:
        return self.name == other.name and self.declared == other.declared


class Doubt(Enum):
    """What has to be looked at after a render: nothing, ends of cells and such, or whole tables."""

    NONE = "none"
    ENDS = "ends"
    TABLES = "tables"


class ProvenSurroundings:
    """The surroundings of a part's tags, every way through them proven.

    `unsure` says that cells, rows or tables have to be looked at after a render.
    """

    def __init__(self) -> None:
        """At the start of a part."""
        self.unsure: list[str] = []
        self._spots = PartSurroundings()
        self._frames: tuple[_Frame, ...] = ()
        self._partial = ""
        self._begun = self._rooted = False
        self._floor = 0
        self._repeats = False

    @property
    def doubt(self) -> Doubt:
        """What the proof leaves open."""
        if not self.unsure:
            return Doubt.NONE
        return Doubt.ENDS if _NEEDS_PARAGRAPH.issuperset(self.unsure) else Doubt.TABLES

    def copy(self) -> ProvenSurroundings:
        """The same place; whatever is unsure in one is so in all."""
        twin = ProvenSurroundings()
        twin.unsure = self.unsure
        twin._spots = self._spots.copy()
        twin._frames, twin._partial = self._frames, self._partial
        twin._begun, twin._rooted = self._begun, self._rooted
        twin._floor, twin._repeats = self._floor, self._repeats
        return twin

    def turn(self) -> ProvenSurroundings:
        """As any turn finds it: what is open may have been filled by the turns before."""
        twin = self.copy()
        twin._repeats = True
        twin._frames = tuple(_unsure(frame) for frame in self._frames)
        return twin

    def apart(self) -> ProvenSurroundings:
        """As a turn of a loop; and nothing that is open now may be closed."""
        twin = self.turn()
        twin._floor = len(self._frames)
        if self._partial:
            twin._floor = -1
        return twin

    def read(self, data: str) -> str:
        """Take in markup; returns it with the minimum put into what would be empty."""
        spotted = self._spots.read(data)
        if self._repeats:
            spotted = _NUMBERED.sub("", spotted)
        before = len(self._partial)
        whole = self._walked(self._partial + spotted)[before:]
        if self._begun:
            return whole
        self._begun = True
        return DECLARATION + whole

    def here(self) -> Where:
        """Where the tag that comes next stands."""
        where = self._spots.here()
        if where.spot is Spot.BLOCKS and not self._partial:
            self._filled(Filling.UNSURE)
        return where

    def met(self, ends: Sequence[ProvenSurroundings]) -> ProvenSurroundings:
        """The place where every way ends; what is filled on some ways only is unsure."""
        first, *others = ends
        if any(not first._is_like(other) for other in others):
            raise TagError("congvan.word.unbalanced-tag")
        result = first.copy()
        result._floor, result._repeats = self._floor, self._repeats
        frames = zip(*(end._frames for end in ends), strict=True)
        result._frames = tuple(_merged(frame) for frame in frames)
        return result

    def looped(self, end: ProvenSurroundings) -> None:
        """Another turn finds the same open elements."""
        if not self._is_like(end) or end._floor < 0:
            raise TagError("congvan.word.unbalanced-tag")

    def finish(self) -> None:
        """Everything is closed."""
        if self._frames or self._partial or not self._rooted:
            raise TagError("congvan.word.unbalanced-tag")

    def composes(self, where: Where) -> bool:
        """Between elements; inside a start tag only text can stand."""
        return where.spot not in _INSIDE

    def words(self, written: str) -> str:
        """The text that markup without elements stands for."""
        if "<" in written:
            raise TagError("congvan.tags.markup-in-filter")
        return unescape(written)

    def _is_like(self, other: ProvenSurroundings) -> bool:
        if len(self._frames) != len(other._frames) or _value(self._partial) != _value(other._partial):
            return False
        return all(one.is_like(two) for one, two in zip(self._frames, other._frames, strict=True))

    def _walked(self, markup: str) -> str:
        """Follow the markup; what it comes to with the minimum put in."""
        pieces: list[str] = []
        end = 0
        for found in _ELEMENT.finditer(markup):
            self._text(markup[end : found.start()])
            pieces.append(markup[end : found.start()])
            pieces.append(self._minimum(found))
            self._element(found)
            pieces.append(found.group())
            end = found.end()
        rest = markup[end:]
        begins = rest.find("<")
        self._text(rest if begins < 0 else rest[:begins])
        self._partial = "" if begins < 0 else rest[begins:]
        if self._partial and _value(self._partial) is None:
            raise TagError("congvan.word.unbalanced-tag")
        return "".join((*pieces, rest))

    def _text(self, text: str) -> None:
        if "<" in text or (not self._frames and text.strip()):
            raise TagError("congvan.word.unbalanced-tag")

    def _minimum(self, found: re.Match[str]) -> str:
        """What has to stand before a closing tag."""
        closing, name, _, _ = found.groups()
        if not closing or name not in _TRACKED or not self._frames:
            return ""
        filling = self._frames[-1].filling
        if filling is Filling.ENOUGH:
            return ""
        if name in _NEEDS_PARAGRAPH and filling is not Filling.UNSURE:
            return "<w:p/>"
        self.unsure.append(name)
        return ""

    def _element(self, found: re.Match[str]) -> None:
        closing, name, attributes, empty = found.groups()
        if closing:
            self._close(name)
            return
        if not self._frames and self._rooted:
            raise TagError("congvan.word.unbalanced-tag")
        self._rooted = True
        names = _ATTRIBUTE.findall(attributes)
        declared = frozenset(item.partition(":")[2] for item in names if item.startswith("xmlns:"))
        self._check_prefixes((name, *names), declared)
        filling = Filling.NOTHING if name in _TRACKED else None
        self._frames = (*self._frames, _Frame(name, declared, filling))
        if empty:
            if name in _TRACKED:
                self.unsure.append(name)
            self._close(name)

    def _close(self, name: str) -> None:
        if not self._frames or self._frames[-1].name != name or len(self._frames) <= self._floor:
            raise TagError("congvan.word.unbalanced-tag")
        closed = self._frames[-1]
        self._frames = self._frames[:-1]
        parent = self._frames[-1].name if self._frames else ""
        if parent in _NEEDS_PARAGRAPH and name not in _BLOCKS and name not in _NEVER_LAST:
            self.unsure.append(name)
        if name in _BLOCKS:
            unsure = name == "w:tbl" and closed.filling is not Filling.ENOUGH
            self._filled(Filling.UNSURE if unsure else _BLOCKS[name])
        elif name in _NEEDS_CHILD:
            self._held(_NEEDS_CHILD[name], sure=name == "w:tc" or closed.filling is Filling.ENOUGH)

    def _filled(self, filling: Filling) -> None:
        """The innermost element holds a block more, if it is one that needs a paragraph last."""
        place = self._holder()
        if place is not None and self._frames[place].name in _NEEDS_PARAGRAPH:
            self._put(place, filling)

    def _held(self, name: str, *, sure: bool) -> None:
        """The innermost element called `name` holds a cell or a row more."""
        place = self._holder()
        if place is None or self._frames[place].name != name:
            return
        if self._frames[place].filling is not Filling.ENOUGH:
            self._put(place, Filling.ENOUGH if sure else Filling.UNSURE)

    def _holder(self) -> int | None:
        for place in range(len(self._frames) - 1, -1, -1):
            if self._frames[place].name not in _WRAPPERS:
                return place
        return None

    def _put(self, place: int, filling: Filling) -> None:
        changed = evolve(self._frames[place], filling=filling)
        self._frames = (*self._frames[:place], changed, *self._frames[place + 1 :])

    def _check_prefixes(self, names: Sequence[str], declared: frozenset[str]) -> None:
        used = {name.partition(":")[0] for name in names if ":" in name} - {"xml", "xmlns"}
        if used - declared and used - declared.union(*(frame.declared for frame in self._frames)):
            raise TagError("congvan.word.unbalanced-tag")


def _value(partial: str) -> str | None:
    """Up to the quote that opens the attribute a start tag breaks off in; None where it is in no value."""
    if not partial:
        return ""
    found = _IN_VALUE.match(partial)
    return found.group() if found and not set('"<') & set(partial[found.end() :]) else None


def _unsure(frame: _Frame) -> _Frame:
    if frame.filling is None or (frame.name in ("w:tbl", "w:tr") and frame.filling is Filling.ENOUGH):
        return frame
    return evolve(frame, filling=Filling.UNSURE)


def _merged(frames: Sequence[_Frame]) -> _Frame:
    first = frames[0]
    alike = all(frame.filling is first.filling for frame in frames)
    return first if alike else evolve(first, filling=Filling.UNSURE)
