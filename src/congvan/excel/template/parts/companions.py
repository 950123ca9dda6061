"""Parts that speak of cells beside the sheets: charts, tables, comments, the workbook's names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen
from lxml import etree

from congvan.excel.template.cells import markup, tag
from congvan.excel.template.parts.ground import Ground
from congvan.excel.template.parts.patches import (
    AreasGap,
    Filling,
    FormulaGap,
    Patcher,
    RepeatGap,
    SheetNameGap,
    as_range,
)
from congvan.excel.template.placing.following import Manner, Plan, Spot
from congvan.excel.template.placing.references import area
from congvan.problems import CongvanError, Place, Problem, RenderError


def patch_chart(root: etree._Element, patcher: Patcher, plans: Sequence[Plan]) -> list[Problem]:
    """The ranges of a chart follow their cells; the figures kept beside a range that moves are left out."""
    problems: list[Problem] = []
    spot = Spot(sheet=-1, manner=Manner.WHOLE)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname != "f" or not element.text:
            continue
        gap = formula_gap(element.text, spot, plans, "chart", problems)
        if gap is None:
            continue
        patcher.in_text(element, gap)
        parent = element.getparent()
        assert parent is not None
        for cache in list(parent):
            if isinstance(cache.tag, str) and etree.QName(cache).localname in ("numCache", "strCache", "lvl"):
                parent.remove(cache)
    return problems


def formula_gap(
    typed: str, spot: Spot, plans: Sequence[Plan], part: str, problems: list[Problem]
) -> FormulaGap | None:
    """A gap for a formula that something follows; None where nothing in it moves."""
    from congvan.excel.template.placing.following import tied

    try:
        parts = tied(typed, spot, plans)
    except CongvanError as error:
        place = Place(part=part, near=typed[:80])
        problems += [problem.at(place) for problem in error.problems]
        return None
    return FormulaGap(parts) if any(not isinstance(part, str) for part in parts) else None


@frozen(kw_only=True)
class TableGap:
    """The range of a table, which must keep a row of data."""

    areas: AreasGap
    least: int
    name: str

    def fill(self, filling: Filling) -> Iterable[str]:
        """The range; raises RenderError `congvan.excel.table-without-rows`."""
        boxes = list(self.areas.areas[0].boxes(filling.session))
        if not boxes or boxes[0][2] - boxes[0][0] + 1 < self.least:
            raise RenderError(Problem("congvan.excel.table-without-rows", parameters={"name": self.name}))
        return self.areas.fill(filling)


def patch_table(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """A table grows with the rows inside it; it is neither repeated, nor given other columns."""
    name = root.get("displayName", "")
    reference = area(root.get("ref", ""))
    assert reference is not None
    assert reference.columns is not None
    lines = range(reference.columns[0].line, reference.columns[1].line + 1)
    columns = ground.plan.columns
    if columns.tag_lines.intersection(lines) or any(
        columns.blocks[piece[0]].loops for piece in columns.stretch(lines[0], lines[-1]).pieces
    ):
        ground.problems.append(ground.fault("congvan.excel.table-columns", name))
    areas = ground.areas(root.get("ref", ""))
    if any(each.track for each in areas.areas):
        ground.problems.append(ground.fault("congvan.excel.cannot-repeat", f"table {name}"))
    least = int(root.get("headerRowCount", "1")) + int(root.get("totalsRowCount", "0")) + 1
    patcher.in_attribute(root, "ref", TableGap(areas=areas, least=least, name=name))
    for each in root.iter(tag("autoFilter"), tag("sortState"), tag("sortCondition")):
        if each.get("ref"):
            patcher.in_attribute(each, "ref", ground.areas(each.get("ref", "")))


def patch_table_formulas(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """The formulas of a table's columns follow the cells they name."""
    spot = Spot(sheet=ground.plan.number, manner=Manner.WHOLE)
    for each in root.iter(tag("calculatedColumnFormula"), tag("totalsRowFormula")):
        gap = formula_gap(each.text or "", spot, ground.plans, root.get("displayName", ""), ground.problems)
        if gap is not None:
            patcher.in_text(each, gap)


def patch_comments(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """Comments follow their cells, and are repeated with them."""
    for comment in list(root.iter(tag("comment"))):
        typed = comment.get("ref", "")
        place = ground.area(typed)
        if place.track is None:
            patcher.in_attribute(comment, "ref", AreasGap((place,)))
            continue
        comment.set("ref", "\ue0f2")
        whole = markup(comment)
        if "{{" in whole or "{%" in whole:
            ground.problems.append(ground.fault("congvan.excel.tag-in-comment", typed))
        # Ids of newer programs are each used once.
        whole = re.sub(r' \w+:uid="[^"]*"', "", whole)
        patcher.instead(comment, RepeatGap(area=place, pieces=tuple(whole.split("\ue0f2")), shape=as_range))


def patch_threads(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """Threads of comments follow their cells; they cannot be repeated, their ids being used once."""
    for comment in root.iter():
        if isinstance(comment.tag, str) and comment.get("ref"):
            areas = ground.areas(comment.get("ref", ""))
            if any(each.track for each in areas.areas):
                ground.problems.append(ground.fault("congvan.excel.cannot-repeat", "threaded comment"))
            patcher.in_attribute(comment, "ref", areas)


def patch_workbook(
    root: etree._Element, patcher: Patcher, plans: Sequence[Plan], *, recalculate: bool
) -> list[Problem]:
    """Names of sheets, defined names, print areas; formulas are to be worked out on opening."""
    problems: list[Problem] = []
    sheets = root.find(tag("sheets"))
    by_position = dict(_sheet_plans(sheets, plans))
    for position, element in enumerate(() if sheets is None else sheets.iterchildren(tag("sheet"))):
        plan = by_position.get(position)
        if plan is not None and plan.renamed:
            patcher.in_attribute(element, "name", SheetNameGap(plan.number))
    for each in root.iter(tag("definedName")):
        gap = formula_gap(
            each.text or "", Spot(sheet=-1, manner=Manner.WHOLE), plans, each.get("name", ""), problems
        )
        if gap is not None:
            patcher.in_text(each, gap)
    if recalculate:
        _recalculate(root)
    return problems


def _sheet_plans(sheets: etree._Element | None, plans: Sequence[Plan]) -> Iterator[tuple[int, Plan]]:
    names = {plan.name: plan for plan in plans}
    for position, element in enumerate(() if sheets is None else sheets.iterchildren(tag("sheet"))):
        if element.get("name", "") in names:
            yield position, names[element.get("name", "")]


_AFTER_CALCULATION = frozenset(
    [
        "oleSize",
        "customWorkbookViews",
        "pivotCaches",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    ]
)


def _recalculate(root: etree._Element) -> None:
    found = root.find(tag("calcPr"))
    if found is None:
        found = etree.Element(tag("calcPr"))
        later = (child for child in root if isinstance(child.tag, str))
        before = next((each for each in later if etree.QName(each).localname in _AFTER_CALCULATION), None)
        if before is None:
            root.append(found)
        else:
            before.addprevious(found)
    found.set("fullCalcOnLoad", "1")
