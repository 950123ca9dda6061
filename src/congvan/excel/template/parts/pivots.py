"""Pivot tables: what they are made from grows with the rows, where they stand moves (bảng tổng hợp động).

Excel makes them anew when the workbook is opened; until then they show what the template's showed.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from lxml import etree

from congvan.excel.template.cells import raw_rows, tag
from congvan.excel.template.parts.companions import TableGap
from congvan.excel.template.parts.ground import Ground, Tracks
from congvan.excel.template.parts.patches import Area, AreasGap, Patcher, SheetNameGap
from congvan.excel.template.placing.following import Plan
from congvan.excel.template.placing.references import area
from congvan.excel.template.reaching import has_tags
from congvan.opc import Package, parse_xml
from congvan.problems import Problem


def clear_pivot_cells(
    root: etree._Element, package: Package, part: str, strings: Sequence[etree._Element]
) -> None:
    """Empty the cells that a pivot table of a sheet made from tags: they are none of the template's own."""
    related = package.relationships(part)
    names = [related.part_of(item) for item in related.of_type("pivotTable")]
    data = root.find(tag("sheetData"))
    for name in names:
        if name is None or name not in package or data is None:
            continue
        location = parse_xml(package.read(name), name).find(tag("location"))
        reference = None if location is None else area(location.get("ref", ""))
        if reference is None or reference.rows is None or reference.columns is None:
            continue
        top, bottom = (edge.line for edge in reference.rows)
        left, right = (edge.line for edge in reference.columns)
        for row in raw_rows(data, strings):
            for raw in row.cells:
                inside = top <= raw.row <= bottom and left <= raw.column <= right
                if inside and raw.words is not None and has_tags(raw.words):
                    _empty(raw.element)


def _empty(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")


def patch_pivot_cache(root: etree._Element, patcher: Patcher, plans: Sequence[Plan]) -> list[Problem]:
    """The range that a pivot table is made from, and a note that it is to be made anew on opening."""
    problems: list[Problem] = []
    root.set("refreshOnLoad", "1")
    clear_pivot_items(root)
    for source in root.iter(tag("worksheetSource"), tag("rangeSet")):
        sheet = source.get("sheet", "").casefold()
        plan = next((plan for plan in plans if plan.name.casefold() == sheet), None)
        if plan is None:
            continue
        if plan.renamed:
            patcher.in_attribute(source, "sheet", SheetNameGap(plan.number))
        typed = source.get("ref", "")
        if plan.moves and typed:
            ground = Ground(plan=plan, plans=plans, tracks=Tracks(), problems=problems)
            gap = TableGap(areas=AreasGap((_all_of(ground.area(typed)),)), least=2, name=typed)
            patcher.in_attribute(source, "ref", gap)
    return problems


def clear_pivot_items(root: etree._Element) -> None:
    """Take tags out of the values that a pivot table keeps beside its source."""
    for item in root.iter(tag("s")):
        if has_tags(item.get("v", "")):
            item.set("v", "")


def _all_of(place: Area) -> Area:
    """A range from the first of its rows to the last, however often they are repeated."""
    rows = None if place.rows is None else evolve(place.rows, loops=())
    columns = None if place.columns is None else evolve(place.columns, loops=())
    return evolve(place, rows=rows, columns=columns, track=None)


def patch_pivot_table(root: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """Where a pivot table stands; it is neither repeated nor parted by repeated rows."""
    location = root.find(tag("location"))
    reference = None if location is None else area(location.get("ref", ""))
    if location is None or reference is None or reference.rows is None or reference.columns is None:
        return
    rows, columns = (edges[0].line for edges in (reference.rows, reference.columns))
    name = f"pivot table {root.get('name', '')}"
    together = ground.plan.rows.stands_together(rows, reference.rows[1].line)
    if not together or not ground.plan.columns.stands_together(columns, reference.columns[1].line):
        ground.problems.append(ground.fault("congvan.excel.cannot-repeat", name))
        return
    gap = TableGap(areas=ground.areas(location.get("ref", "")), least=1, name=name)
    patcher.in_attribute(location, "ref", gap)
