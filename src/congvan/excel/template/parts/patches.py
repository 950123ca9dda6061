"""Parts of a workbook as text with gaps: formulas, ranges and tagged texts, filled in each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from attrs import frozen
from lxml import etree

from congvan.excel.limits import MOST_COLUMNS, MOST_ROWS
from congvan.excel.markup import attribute_text, escaped
from congvan.excel.template.placing.axis import Stretch
from congvan.excel.template.placing.following import Session, Tied
from congvan.excel.template.placing.positions import Run, Track
from congvan.excel.template.placing.references import cell as cell_name
from congvan.excel.template.placing.standing import text_of
from congvan.excel.template.reaching import Text, Values
from congvan.excel.template.writing import checked_text
from congvan.problems import Problem, RenderError

_GAP = re.compile("<\\?congvan-gap (\\d+)\\?>|\ue0f0(\\d+)\ue0f1")
Box = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@frozen(kw_only=True)
class Filling:
    """What gaps are filled from: the values and where everything stands."""

    values: Values
    session: Session


class Gap(Protocol):
    """A place in a part that is different in each rendering."""

    def fill(self, filling: Filling) -> Iterable[str]:
        """What stands there, in XML."""


Patch = tuple[str | Gap, ...]


def filled(patch: Patch, filling: Filling) -> Iterator[str]:
    """The text of a part."""
    for piece in patch:
        if isinstance(piece, str):
            yield piece
        else:
            yield from piece.fill(filling)


@frozen(kw_only=True)
class Area:
    """A range of the template: where it stands in the end is one box, or one for each repetition."""

    sheet: int
    rows: Stretch | None
    columns: Stretch | None
    track: Track | None

    def boxes(self, session: Session) -> Iterator[Box]:
        """Where it stands."""
        for run, across in self._placed(session):
            for top, bottom in run:
                for left, right in across:
                    yield top, left, bottom, right

    def stands(self, session: Session) -> bool:
        """Whether anything of it is left."""
        return any(True for _ in self.boxes(session))

    def joined(self, session: Session) -> Iterator[Box]:
        """Where it stands, places right below one another as one."""
        waiting: dict[tuple[int, int], Box] = {}
        for run, across in self._placed(session):
            for top, bottom in run.together():
                for left, right in across:
                    above = waiting.get((left, right))
                    if above is not None and above[2] + 1 == top:
                        waiting[left, right] = (above[0], left, bottom, right)
                        continue
                    if above is not None:
                        yield above
                    waiting[left, right] = (top, left, bottom, right)
        yield from waiting.values()

    def _placed(self, session: Session) -> Iterator[tuple[Run, Sequence[tuple[int, int]]]]:
        """Each run of rows, with the columns it stands in."""
        rows, columns = session.rows[self.sheet], session.columns[self.sheet]
        across = [(1, MOST_COLUMNS)] if self.columns is None else list(columns.areas(self.columns))
        whole = Run(1, MOST_ROWS, MOST_ROWS, 1)
        for run in (whole,) if self.rows is None else rows.runs(self.rows, self.track):
            yield run, across


def box_text(box: Box) -> str:
    """A box as a range: `A5` or `A5:F7`."""
    top, left, bottom, right = box
    first = cell_name(left, top)
    return first if (top, left) == (bottom, right) else f"{first}:{cell_name(right, bottom)}"


@frozen
class FormulaGap:
    """A formula."""

    formula: Tied

    def fill(self, filling: Filling) -> Iterable[str]:
        """The formula where everything stands."""
        return (attribute_text(text_of(self.formula, filling.session)),)


@frozen(kw_only=True)
class TextGap:
    """A text with tags; `is_header` where `&` is a code, and the text may have 255 characters only."""

    text: Text
    is_header: bool

    def fill(self, filling: Filling) -> Iterable[str]:
        """The text; raises RenderError with its place."""
        typed = self.text
        if self.is_header:
            return (escaped(self._header(filling)),)
        try:
            return (attribute_text(checked_text(typed.of(filling.values))),)
        except RenderError as error:
            raise RenderError([problem.at(typed.place) for problem in error.problems]) from None

    def _header(self, filling: Filling) -> str:
        pieces = self.text.pieces
        if pieces is None:
            made = self.text.of(filling.values)
        else:
            ready = [
                piece if isinstance(piece, str) else self._coded(piece.text, filling) for piece in pieces
            ]
            made = "".join(ready)
        if len(made) > 255:
            parameters = {"length": len(made), "most": 255}
            raise RenderError(
                Problem("congvan.excel.header-too-long", place=self.text.place, parameters=parameters)
            )
        return checked_text(made)

    def _coded(self, expression: str, filling: Filling) -> str:
        from congvan.excel.template.reaching import text

        printed = text("{{" + expression + "}}", self.text.place).of(filling.values)
        return printed.replace("&", "&&")


@frozen
class SheetNameGap:
    """The name of a sheet."""

    sheet: int

    def fill(self, filling: Filling) -> Iterable[str]:
        """The name in this rendering."""
        return (attribute_text(filling.session.names[self.sheet]),)


@frozen
class AreasGap:
    """Ranges one after another, as wide and high as they have become; nothing where none is left."""

    areas: tuple[Area, ...]

    def fill(self, filling: Filling) -> Iterable[str]:
        """The ranges."""
        return (" ".join(self.ranges(filling)),)

    def ranges(self, filling: Filling) -> Iterator[str]:
        """The ranges one by one."""
        for area in self.areas:
            yield from map(box_text, area.joined(filling.session))


@frozen(kw_only=True)
class KeptGap:
    """An element that stands only while its range does."""

    areas: AreasGap
    patch: Patch

    def fill(self, filling: Filling) -> Iterable[str]:
        """The element, or nothing."""
        if any(area.stands(filling.session) for area in self.areas.areas):
            yield from filled(self.patch, filling)


@frozen(kw_only=True)
class RepeatGap:
    """An element for each place of its range: `pieces` is its XML around what `shape` makes of a place."""

    area: Area
    pieces: tuple[str, ...]
    shape: Shape

    def fill(self, filling: Filling) -> Iterable[str]:
        """The element again and again."""
        for number, box in enumerate(self.area.boxes(filling.session)):
            made = self.shape(box, number)
            parts = [self.pieces[0]]
            for text, piece in zip(made, self.pieces[1:], strict=True):
                parts += (text, piece)
            yield "".join(parts)


class Shape(Protocol):
    """What an element says of the place it stands at."""

    def __call__(self, box: Box, number: int, /) -> Sequence[str]:
        """The texts of its gaps; `number` counts its repetitions from 0."""


def as_range(box: Box, _number: int) -> Sequence[str]:
    """The whole range."""
    return (box_text(box),)


def as_last_row(box: Box, _number: int) -> Sequence[str]:
    """The number of its last row."""
    return (str(box[2]),)


def as_last_column(box: Box, _number: int) -> Sequence[str]:
    """The number of its last column."""
    return (str(box[3]),)


@frozen(kw_only=True)
class FrameGap:
    """An element around others, which is left out when none of them stands."""

    before: str
    inside: Patch
    after: str

    def fill(self, filling: Filling) -> Iterable[str]:
        """The element with what is left in it, or nothing."""
        begun = False
        for text in filled(self.inside, filling):
            if not begun and text.strip():
                begun = True
                yield self.before
            if begun:
                yield text
        if begun:
            yield self.after


class Patcher:
    """Puts gaps into a tree, then cuts its text at them."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.gaps: list[Gap] = []

    def in_text(self, element: etree._Element, gap: Gap) -> None:
        """A gap for the text of an element."""
        element.text = self._mark(gap)

    def in_attribute(self, element: etree._Element, name: str, gap: Gap) -> None:
        """A gap for the value of an attribute."""
        element.set(name, self._mark(gap))

    def instead(self, element: etree._Element, gap: Gap) -> None:
        """A gap in place of an element."""
        self.gaps.append(gap)
        parent = element.getparent()
        assert parent is not None
        instruction = etree.ProcessingInstruction("congvan-gap", str(len(self.gaps) - 1))
        instruction.tail = element.tail
        parent.replace(element, instruction)

    def cut(self, markup: str) -> Patch:
        """A text of the tree, cut at its gaps."""
        pieces: list[str | Gap] = []
        last = 0
        for match in _GAP.finditer(markup):
            pieces += (markup[last : match.start()], self.gaps[int(match.group(1) or match.group(2))])
            last = match.end()
        pieces.append(markup[last:])
        return tuple(piece for piece in pieces if piece != "")

    def patch(self) -> Patch:
        """The whole part."""
        text = etree.tostring(self.root, encoding="unicode")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return self.cut(head + text)

    def _mark(self, gap: Gap) -> str:
        self.gaps.append(gap)
        return f"\ue0f0{len(self.gaps) - 1}\ue0f1"


def is_changed(patch: Patch) -> bool:
    """Whether a part has any gap."""
    return any(not isinstance(piece, str) for piece in patch)
