"""Drawings: pictures, charts, text boxes anchored to cells or showing what a cell holds (hình vẽ)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from attrs import evolve, frozen
from lxml import etree

from congvan.excel.template.cells import markup
from congvan.excel.template.parts.companions import formula_gap
from congvan.excel.template.parts.ground import Ground
from congvan.excel.template.parts.patches import Area, Box, Filling, FormulaGap, Patcher, RepeatGap
from congvan.excel.template.placing.following import Manner, Plan, Spot
from congvan.excel.template.placing.references import cell
from congvan.problems import Problem

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def patch_drawing(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """Anchors follow their cells; a picture that lies within repeated rows is repeated with them."""
    for anchor in list(root.iter(f"{{{_DRAWING}}}twoCellAnchor", f"{{{_DRAWING}}}oneCellAnchor")):
        start, end = anchor.find(f"{{{_DRAWING}}}from"), anchor.find(f"{{{_DRAWING}}}to")
        if start is None:
            continue
        box = ground.area(anchor_range(start, start if end is None else end))
        repeated = is_repeated(box)
        if repeated and anchor.find(f".//{{{_DRAWING}}}graphicFrame") is not None:
            ground.problems.append(ground.fault("congvan.excel.cannot-repeat", "chart"))
        elif repeated:
            _repeat_anchor(anchor, start, end, box, patcher)
        elif anchor.get("editAs") != "absolute":
            move_anchor(start, end, patcher, ground, sized=anchor.get("editAs", "twoCell") == "twoCell")


def is_repeated(place: Area) -> bool:
    """Whether all of a range lies within rows or columns that are repeated."""
    return bool(place.rows and place.rows.loops) or bool(place.columns and place.columns.loops)


def anchor_range(start: etree._Element, end: etree._Element) -> str:
    """The cells that an anchor lies on."""
    (top, left), (bottom, right) = _anchor_cell(start), _anchor_cell(end)
    return f"{cell(left, top)}:{cell(max(left, right), max(top, bottom))}"


def _anchor_cell(marker: etree._Element) -> tuple[int, int]:
    row = int(marker.findtext(f"{{{_DRAWING}}}row") or 0) + 1
    return row, int(marker.findtext(f"{{{_DRAWING}}}col") or 0) + 1


def _mark(marker: etree._Element, name: str, text: str) -> None:
    element = marker.find(f"{{{_DRAWING}}}{name}")
    assert element is not None
    element.text = text


def _repeat_anchor(
    anchor: etree._Element, start: etree._Element, end: etree._Element | None, box: Area, patcher: Patcher
) -> None:
    """The same picture again, with an id of its own."""
    markers = [(start, "\ue0f3top", "\ue0f3left")] + (
        [] if end is None else [(end, "\ue0f3bottom", "\ue0f3right")]
    )
    for marker, row, column in markers:
        _mark(marker, "row", row)
        _mark(marker, "col", column)
    for properties in anchor.iter(f"{{{_DRAWING}}}cNvPr"):
        properties.set("id", f"{properties.get('id')}\ue0f3id")
    whole = markup(anchor)
    pieces = re.split("\ue0f3(top|left|bottom|right|id)", whole)
    shape = _AnchorShape(tuple(pieces[1::2]))
    patcher.instead(anchor, RepeatGap(area=box, pieces=tuple(pieces[::2]), shape=shape))


@frozen
class _AnchorShape:
    """The corners of a place as drawings count them, from 0, and what makes ids differ."""

    wanted: tuple[str, ...]

    def __call__(self, box: Box, number: int, /) -> Sequence[str]:
        top, left, bottom, right = (str(each - 1) for each in box)
        known = {"top": top, "left": left, "bottom": bottom, "right": right}
        known["id"] = f"{number:06}" if number else ""
        return [known[name] for name in self.wanted]


@frozen(kw_only=True)
class CornerGap:
    """A row or column that something is anchored to, counted from 0.

    `away` are the lines between the beginning of an anchor and this end of it, None for what stretches.
    """

    area: Area
    of_rows: bool
    at_end: bool
    away: int = 0

    def fill(self, filling: Filling) -> Iterable[str]:
        """The number; the lines of an anchor that have gone leave it where they were."""
        for top, left, bottom, right in self.area.boxes(filling.session):
            lines = (top, bottom) if self.of_rows else (left, right)
            return (str(lines[self.at_end] - 1 + self.away),)
        return ("0",)


def move_anchor(
    start: etree._Element, end: etree._Element | None, patcher: Patcher, ground: Ground, *, sized: bool
) -> None:
    """Let an anchor follow its first cell; its last one too where it is `sized` with them."""
    for name, of_rows in (("row", True), ("col", False)):
        first = int(start.findtext(f"{{{_DRAWING}}}{name}") or 0)
        here = whole_line(first, ground, of_rows=of_rows)
        last = first if end is None else int(end.findtext(f"{{{_DRAWING}}}{name}") or 0)
        element = start.find(f"{{{_DRAWING}}}{name}")
        assert element is not None
        patcher.in_text(element, CornerGap(area=here, of_rows=of_rows, at_end=False))
        other = None if end is None else end.find(f"{{{_DRAWING}}}{name}")
        if other is None:
            continue
        if sized:
            there = whole_line(last, ground, of_rows=of_rows)
            patcher.in_text(other, CornerGap(area=there, of_rows=of_rows, at_end=True))
        else:
            patcher.in_text(other, CornerGap(area=here, of_rows=of_rows, at_end=False, away=last - first))


def whole_line(line: int, ground: Ground, *, of_rows: bool) -> Area:
    """A line counted from 0, or the next that is not a tag's; where it is repeated, all of it."""
    axis = ground.plan.rows if of_rows else ground.plan.columns
    found = next(each for each in range(line + 1, line + 1002) if each not in axis.tag_lines)
    stretch = axis.stretch(found, found)
    alone = evolve(stretch, loops=())
    return Area(
        sheet=ground.plan.number,
        rows=alone if of_rows else None,
        columns=None if of_rows else alone,
        track=None,
    )


def patch_linked_shapes(
    root: etree._Element, patcher: Patcher, plans: Sequence[Plan], sheet: int
) -> list[Problem]:
    """Text boxes and pictures that show what a cell holds follow that cell; `sheet` -1 is none."""
    problems: list[Problem] = []
    spot = Spot(sheet=sheet, manner=Manner.WHOLE)
    for element in root.iter():
        for name in ("textlink", "cellRange"):
            typed = element.get(name) if isinstance(element.tag, str) else None
            gap = formula_gap(typed.removeprefix("="), spot, plans, "drawing", problems) if typed else None
            if gap is not None:
                patcher.in_attribute(element, name, gap)
    return problems


def patch_links(root: etree._Element, patcher: Patcher, plans: Sequence[Plan]) -> list[Problem]:
    """Links of pictures to cells of the same workbook, kept among relationships as `#Sheet!A1`."""
    problems: list[Problem] = []
    for element in root.iter():
        typed = element.get("Target", "") if isinstance(element.tag, str) else ""
        if typed.startswith("#"):
            wanted = unquote(typed[1:])
            gap = formula_gap(wanted, Spot(sheet=-1, manner=Manner.WHOLE), plans, "link", problems)
            if gap is not None:
                patcher.in_attribute(element, "Target", FormulaGap(("#", *gap.formula)))
    return problems
