"""What stands around the rows of a sheet: merged cells, rules, choices, links, breaks, print set-up."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from openpyxl.utils import get_column_letter

from congvan.excel.template.cells import markup, tag
from congvan.excel.template.parts.ground import Ground
from congvan.excel.template.parts.patches import (
    AreasGap,
    FormulaGap,
    FrameGap,
    KeptGap,
    Patcher,
    RepeatGap,
    Shape,
    as_last_column,
    as_last_row,
    as_range,
)
from congvan.excel.template.parts.shapes import patch_objects
from congvan.excel.template.parts.sparklines import XM, repeat_sparkline
from congvan.excel.template.parts.widths import patch_columns
from congvan.excel.template.placing.axis import Axis
from congvan.excel.template.placing.following import Manner, Spot
from congvan.excel.template.placing.references import area

_KNOWN_EXTENSIONS = frozenset(
    (
        "{78C0D931-6437-407D-A8EE-F0AAD7539E65}",  # newer conditional formats
        "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}",  # newer validation
        "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}",  # sparklines
        "{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}",  # slicers, which name no cell
        "{3A4CF648-6AED-40F4-86FF-DC5316D8AED3}",  # slicers of tables
        "{7E03D99C-DC04-49D9-9315-930204A7B6E9}",  # time lines
    )
)
_STILL = frozenset(
    [
        "sheetPr",
        "sheetFormatPr",
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "phoneticPr",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "customProperties",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "picture",
        "tableParts",
    ]
)
_SPACE = re.compile(r"\s+")


def patch_around(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """Give a sheet gaps for everything that moves; problems are kept on the ground."""
    moves = ground.plan.moves
    for element in list(root):
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        work = _WORK.get(name)
        if work is not None and (moves or name in _WITH_FORMULAS):
            work(element, patcher, ground)
        elif moves and work is None and name not in _STILL:
            ground.problems.append(ground.fault("congvan.excel.cannot-follow", name))


def _dimension(element: etree._Element, patcher: Patcher, _ground: Ground) -> None:
    # It may be left out, and is not known before the rows are.
    patcher.root.remove(element)


def _views(element: etree._Element, _patcher: Patcher, ground: Ground) -> None:
    """Where the cursor stands and what is frozen, by the rows that are sure to stand."""
    for view in element.iter(tag("sheetView"), tag("pane")):
        top_left = view.get("topLeftCell")
        if top_left:
            view.set("topLeftCell", _still_cell(top_left, ground))
        if view.get("state") in ("frozen", "frozenSplit"):
            for name, axis in (("ySplit", ground.plan.rows), ("xSplit", ground.plan.columns)):
                if view.get(name):
                    view.set(name, str(_still(axis, int(float(view.get(name, "0"))) + 1) - 1))
    for view in list(element.iter(tag("sheetView"))):
        for each in list(view.iterchildren(tag("pivotSelection"))):
            view.remove(each)
    for selection in element.iter(tag("selection")):
        cell = _still_cell(selection.get("activeCell", "A1"), ground)
        selection.set("activeCell", cell)
        selection.set("sqref", cell)
        _drop(selection, "activeCellId")


def _still_cell(typed: str, ground: Ground) -> str:
    reference = area(typed)
    if reference is None or reference.rows is None or reference.columns is None:
        return "A1"
    row = _still(ground.plan.rows, reference.rows[0].line)
    return f"{get_column_letter(_still(ground.plan.columns, reference.columns[0].line))}{row}"


def _still(axis: Axis, line: int) -> int:
    """Where a line stands if every loop has one turn: exact for what is above them."""
    before = sum(1 for each in axis.tag_lines if each < line)
    return max(1, line - before)


def _sqref(element: etree._Element, patcher: Patcher, ground: Ground, name: str = "sqref") -> AreasGap:
    gap = ground.areas(element.get(name, ""))
    patcher.in_attribute(element, name, gap)
    return gap


def _single(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """An element with one range, and others with theirs inside: a filter, a sort."""
    for each in element.iter():
        if isinstance(each.tag, str) and each.get("ref"):
            _sqref(each, patcher, ground, "ref")


def _with_ranges(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    for child in list(element):
        areas = _sqref(child, patcher, ground)
        _keep(child, patcher, areas)
    _frame(element, patcher)


def _keep(element: etree._Element, patcher: Patcher, areas: AreasGap) -> None:
    patcher.instead(element, KeptGap(areas=areas, patch=patcher.cut(markup(element))))


def _drop(element: etree._Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _frame(element: etree._Element, patcher: Patcher) -> None:
    """A list of elements that goes when all of them do; its count would have to be known before them."""
    _drop(element, "count")
    _drop(element, "manualBreakCount")
    opening, _, rest = markup(element).partition(">")
    inside, _, closing = rest.rpartition("</")
    patcher.instead(element, FrameGap(before=f"{opening}>", inside=patcher.cut(inside), after=f"</{closing}"))


def _repeated(
    element: etree._Element, name: str, typed: str, shape: Shape, patcher: Patcher, ground: Ground
) -> None:
    if ground.is_still(typed):
        return
    element.set(name, "\ue0f2")
    pieces = tuple(markup(element).split("\ue0f2"))
    patcher.instead(element, RepeatGap(area=ground.area(typed), pieces=pieces, shape=shape))


def _merges(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    for child in list(element.iterchildren(tag("mergeCell"))):
        _repeated(child, "ref", child.get("ref", ""), as_range, patcher, ground)
    _frame(element, patcher)


def _links(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    for child in list(element.iterchildren(tag("hyperlink"))):
        typed = child.get("ref", "")
        location = child.get("location")
        if location:
            spot = Spot(sheet=ground.plan.number, manner=Manner.WHOLE)
            parts = ground.tied(location, spot)
            if len(parts) > 1 or not isinstance(parts[0], str):
                patcher.in_attribute(child, "location", FormulaGap(parts))
        if not ground.plan.moves:
            continue
        child.set("ref", "\ue0f2")
        whole = patcher.cut(markup(child))
        if len(whole) > 1:
            areas = ground.areas(typed)
            child.set("ref", "")
            patcher.in_attribute(child, "ref", areas)
            _keep(child, patcher, areas)
            continue
        pieces = tuple(str(whole[0]).split("\ue0f2"))
        patcher.instead(child, RepeatGap(area=ground.area(typed), pieces=pieces, shape=as_range))
    if ground.plan.moves:
        _frame(element, patcher)


def _breaks(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    of_rows = etree.QName(element).localname == "rowBreaks"
    for child in list(element.iterchildren(tag("brk"))):
        line = child.get("id", "1")
        typed = (
            f"{line}:{line}" if of_rows else f"{get_column_letter(int(line))}:{get_column_letter(int(line))}"
        )
        shape = as_last_row if of_rows else as_last_column
        _repeated(child, "id", typed, shape, patcher, ground)
    _frame(element, patcher)


def _formula(element: etree._Element, patcher: Patcher, ground: Ground, spot: Spot) -> None:
    typed = element.text or ""
    parts = ground.tied(typed, spot)
    if len(parts) > 1 or (parts and not isinstance(parts[0], str)):
        patcher.in_text(element, FormulaGap(parts))


def _conditional(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    areas = ground.areas(element.get("sqref", ""))
    spot = ground.first_cell(areas.areas)
    for each in element.iter(tag("formula")):
        _formula(each, patcher, ground, spot)
    for each in element.iter(tag("cfvo")):
        typed = each.get("val", "")
        if each.get("type") in ("formula", "num", "percent", "percentile") and re.search("[A-Za-z]", typed):
            parts = ground.tied(typed, spot)
            if len(parts) > 1 or not isinstance(parts[0], str):
                patcher.in_attribute(each, "val", FormulaGap(parts))
    if ground.plan.moves:
        patcher.in_attribute(element, "sqref", areas)
        _keep(element, patcher, areas)


def _validations(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    for child in list(element.iterchildren(tag("dataValidation"))):
        areas = ground.areas(child.get("sqref", ""))
        spot = ground.first_cell(areas.areas)
        for each in child.iter(tag("formula1"), tag("formula2")):
            _formula(each, patcher, ground, spot)
        if ground.plan.moves:
            patcher.in_attribute(child, "sqref", areas)
            _keep(child, patcher, areas)
    if ground.plan.moves:
        _frame(element, patcher)


def _extensions(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    for extension in list(element.iterchildren(tag("ext"))):
        if extension.get("uri", "").upper() not in _KNOWN_EXTENSIONS:
            if ground.plan.moves:
                found = ground.fault("congvan.excel.cannot-follow", extension.get("uri", "ext"))
                ground.problems.append(found)
            continue
        for each in list(extension.iter()):
            if isinstance(each.tag, str) and etree.QName(each).localname in _WITH_OWN_RANGE:
                _newer(each, patcher, ground)
        if ground.plan.moves:
            for group in list(extension):
                _newer_groups(group, patcher)
            _frame(extension, patcher)
    if ground.plan.moves:
        _frame(element, patcher)


_WITH_OWN_RANGE = frozenset(("conditionalFormatting", "dataValidation", "sparkline"))


def _newer(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """A newer rule, choice or sparkline: its range stands in an element of its own."""
    square = element.find(f"{{{XM}}}sqref")
    areas = ground.areas("" if square is None else square.text or "")
    spot = ground.first_cell(areas.areas)
    if etree.QName(element).localname == "sparkline" and ground.plan.moves and spot.row_loops:
        repeat_sparkline(element, patcher, ground)
        return
    for each in element.iter(f"{{{XM}}}f"):
        _formula(each, patcher, ground, spot)
    if ground.plan.moves and square is not None:
        patcher.in_text(square, areas)
        _keep(element, patcher, areas)


def _newer_groups(group: etree._Element, patcher: Patcher) -> None:
    if etree.QName(group).localname in ("conditionalFormattings", "dataValidations"):
        _frame(group, patcher)


_Work = Callable[[etree._Element, Patcher, Ground], None]
_WITH_FORMULAS = frozenset(("conditionalFormatting", "dataValidations", "hyperlinks", "extLst"))
_WORK: dict[str, _Work] = {
    "dimension": _dimension,
    "sheetViews": _views,
    "cols": patch_columns,
    "protectedRanges": _with_ranges,
    "ignoredErrors": _with_ranges,
    "autoFilter": _single,
    "sortState": _single,
    "mergeCells": _merges,
    "conditionalFormatting": _conditional,
    "dataValidations": _validations,
    "hyperlinks": _links,
    "controls": patch_objects,
    "oleObjects": patch_objects,
    "AlternateContent": patch_objects,
    "rowBreaks": _breaks,
    "colBreaks": _breaks,
    "extLst": _extensions,
}
