"""Sparklines of repeated rows: one for each row, of what stands in it (biểu đồ nhỏ trong ô)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen
from lxml import etree

from congvan.excel.template.cells import markup
from congvan.excel.template.parts.ground import Ground
from congvan.excel.template.parts.patches import Box, Patcher, RepeatGap, box_text
from congvan.excel.template.placing.following import plain
from congvan.excel.template.placing.references import Edge, Reference, area, formula

XM = "http://schemas.microsoft.com/office/excel/2006/main"
_MARK = "\ue0f2"


def repeat_sparkline(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """A sparkline in each repetition of its cell; a problem where it shows more than the row it stands in."""
    ranges, square = element.findall(f"{{{XM}}}f"), element.find(f"{{{XM}}}sqref")
    typed = "" if square is None else square.text or ""
    own = area(typed)
    shown = [_reference(each.text or "") for each in ranges]
    if own is None or square is None or not all(each and _is_of_row(each, own, ground) for each in shown):
        ground.problems.append(ground.fault("congvan.excel.cannot-repeat", f"sparkline {typed}"))
        return
    for each in ranges:
        each.text = _MARK
    square.text = _MARK
    shape = _SparklineShape(tuple(each for each in shown if each), own)
    pieces = tuple(markup(element).split(_MARK))
    patcher.instead(element, RepeatGap(area=ground.area(typed), pieces=pieces, shape=shape))


def _reference(typed: str) -> Reference | None:
    """The one range that a formula is; None for any other formula."""
    parts = formula(typed, moving=False)
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Reference) else None


def _is_of_row(shown: Reference, own: Reference, ground: Ground) -> bool:
    """Whether a range lies in the block of rows of a cell, in columns that stay where they are."""
    plan = ground.plan
    if plan.renamed or not own.is_cell or own.rows is None or own.columns is None:
        return False
    if shown.rows is None or shown.columns is None:
        return False
    if shown.sheet is not None and shown.sheet.casefold() != plan.name.casefold():
        return False
    blocks = {plan.rows.block_at(edge.line) for edge in (*shown.rows, own.rows[0])}
    columns = max(shown.columns[1].line, own.columns[0].line)
    return len(blocks) == 1 and None not in blocks and plan.columns.is_still(columns)


@frozen
class _SparklineShape:
    """What a sparkline shows of the row it has come to stand in, and where that is."""

    shown: tuple[Reference, ...]
    own: Reference

    def __call__(self, box: Box, _number: int, /) -> Sequence[str]:
        assert self.own.rows is not None
        by = box[0] - self.own.rows[0].line
        return [*(plain(_moved(each, by)) for each in self.shown), box_text(box)]


def _moved(reference: Reference, by: int) -> Reference:
    assert reference.rows is not None
    first, last = (Edge(line=edge.line + by, fixed=edge.fixed) for edge in reference.rows)
    return evolve(reference, rows=(first, last))
