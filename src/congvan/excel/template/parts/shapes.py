"""Boxes of comments, form controls, embedded objects: where they stand, what they are linked to."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen
from lxml import etree

from congvan.excel.template.cells import markup, tag
from congvan.excel.template.parts.drawings import (
    CornerGap,
    anchor_range,
    is_repeated,
    move_anchor,
    whole_line,
)
from congvan.excel.template.parts.ground import Ground
from congvan.excel.template.parts.patches import Box, Filling, FormulaGap, Patcher, RepeatGap
from congvan.excel.template.placing.following import Bound, Manner, Spot
from congvan.excel.template.placing.references import cell

_KNOWN = frozenset(("controls", "oleObjects"))
_LINKS = ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
_VML_EXCEL = "urn:schemas-microsoft-com:office:excel"


def patch_objects(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """The controls and objects that a sheet lists: their anchors follow the cells they stand on."""
    if etree.QName(element).localname == "AlternateContent":
        for child in (child for choice in element for child in choice):
            name = etree.QName(child).localname
            if name not in _KNOWN:
                ground.problems.append(ground.fault("congvan.excel.cannot-follow", name))
    for anchor in element.iter(tag("anchor")):
        start, end = anchor.find(tag("from")), anchor.find(tag("to"))
        if start is None or anchor.get("moveWithCells", "0") not in ("1", "true"):
            continue
        if is_repeated(ground.area(anchor_range(start, start if end is None else end))):
            ground.problems.append(ground.fault("congvan.excel.cannot-repeat", "form control"))
            continue
        sized = anchor.get("sizeWithCells", "0") in ("1", "true")
        move_anchor(start, end, patcher, ground, sized=sized)


def patch_control(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """The cells that a control is linked to."""
    for name in _LINKS:
        gap = _link(root.get(name), ground)
        if gap is not None:
            patcher.in_attribute(root, name, gap)


def patch_shapes(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """The old drawing of a sheet: a box for each comment, where its cell is, and the controls."""
    for shape in list(root):
        data = shape.find(f"{{{_VML_EXCEL}}}ClientData") if isinstance(shape.tag, str) else None
        if data is None:
            continue
        row = data.find(f"{{{_VML_EXCEL}}}Row")
        column = data.find(f"{{{_VML_EXCEL}}}Column")
        if data.get("ObjectType") != "Note":
            _control(data, patcher, ground)
        elif row is not None and column is not None and ground.plan.moves:
            _note(shape, row, column, patcher, ground)


def _note(
    shape: etree._Element,
    row: etree._Element,
    column: etree._Element,
    patcher: Patcher,
    ground: Ground,
) -> None:
    at_row, at_column = int(row.text or 0), int(column.text or 0)
    place = ground.area(cell(at_column + 1, at_row + 1))
    element = copy.deepcopy(shape)
    inner = element.find(f"{{{_VML_EXCEL}}}ClientData")
    assert inner is not None
    wanted: list[Callable[[Box, int], str]] = []
    element.set("id", f"{element.get('id', '_x0000_s1025')}\ue0f2")
    wanted.append(lambda _box, number: f"_{number}" if number else "")
    anchor = inner.find(f"{{{_VML_EXCEL}}}Anchor")
    order = []
    for child in inner:
        if child is anchor:
            numbers = [int(each) for each in (anchor.text or "").split(",")]
            child.text = "\ue0f2"
            order.append(_anchor_text(numbers, at_row, at_column))
        elif etree.QName(child).localname == "Row":
            child.text = "\ue0f2"
            order.append(lambda box, _number: str(box[0] - 1))
        elif etree.QName(child).localname == "Column":
            child.text = "\ue0f2"
            order.append(lambda box, _number: str(box[1] - 1))
    shape.addnext(element)
    whole = markup(element)
    pieces = tuple(whole.split("\ue0f2"))
    texts = (*wanted, *order)

    def made(box: Box, number: int, /) -> Sequence[str]:
        return [text(box, number) for text in texts]

    patcher.root.remove(element)
    patcher.instead(shape, RepeatGap(area=place, pieces=pieces, shape=made))


def _anchor_text(numbers: list[int], row: int, column: int) -> Callable[[Box, int], str]:
    """`left, dx, top, dy, right, dx, bottom, dy` of a comment's box, moved with its cell."""

    def text(box: Box, _number: int) -> str:
        moved = list(numbers)
        for index, by in (
            (0, box[1] - 1 - column),
            (4, box[1] - 1 - column),
            (2, box[0] - 1 - row),
            (6, box[0] - 1 - row),
        ):
            moved[index] = max(0, moved[index] + by)
        return ", ".join(map(str, moved))

    return text


def _control(data: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """A control as older programs read it."""
    for name in _LINKS:
        element = data.find(f"{{{_VML_EXCEL}}}{name[0].upper()}{name[1:]}")
        gap = None if element is None else _link(element.text, ground)
        if element is not None and gap is not None:
            patcher.in_text(element, gap)
    anchor = data.find(f"{{{_VML_EXCEL}}}Anchor")
    if anchor is None or not ground.plan.moves:
        return
    numbers = [int(each) for each in (anchor.text or "").split(",")]
    left, _, top, _, right, _, bottom, _ = numbers
    corners = f"{cell(left + 1, top + 1)}:{cell(max(left, right) + 1, max(top, bottom) + 1)}"
    if is_repeated(ground.area(corners)):
        ground.problems.append(ground.fault("congvan.excel.cannot-repeat", data.get("ObjectType", "VML")))
        return
    patcher.in_text(anchor, _moved(numbers, ground))


def _link(typed: str | None, ground: Ground) -> FormulaGap | None:
    """A gap for what a control is linked to; one cell that becomes many is a problem."""
    if not typed:
        return None
    parts = ground.tied(typed, Spot(sheet=ground.plan.number, manner=Manner.WHOLE))
    bounds = [part for part in parts if isinstance(part, Bound)]
    if any(each.reference.is_cell and any((*each.row_paths, *each.column_paths)) for each in bounds):
        ground.problems.append(ground.fault("congvan.excel.cannot-repeat", typed))
    return FormulaGap(parts) if bounds else None


@frozen
class _AnchorGap:
    """The anchor of a shape in an old drawing: `left, dx, top, dy, right, dx, bottom, dy`."""

    numbers: tuple[int | CornerGap, ...]

    def fill(self, filling: Filling) -> Iterable[str]:
        """The eight numbers."""
        texts = (str(each) if isinstance(each, int) else "".join(each.fill(filling)) for each in self.numbers)
        return (", ".join(texts),)


def _moved(numbers: list[int], ground: Ground) -> _AnchorGap:
    """The anchor as large as it was, where its first cell has come to stand."""
    made: list[int | CornerGap] = list(numbers)
    for first, last, of_rows in ((0, 4, False), (2, 6, True)):
        here = whole_line(numbers[first], ground, of_rows=of_rows)
        away = numbers[last] - numbers[first]
        made[first] = CornerGap(area=here, of_rows=of_rows, at_end=False)
        made[last] = CornerGap(area=here, of_rows=of_rows, at_end=False, away=away)
    return _AnchorGap(tuple(made))
