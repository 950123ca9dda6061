"""The sheet that a part is compiled for: its ranges followed, its formulas tied, its problems kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from congvan.excel.template.parts.patches import Area, AreasGap
from congvan.excel.template.placing.axis import Axis, Stretch
from congvan.excel.template.placing.following import (
    Manner,
    Plan,
    Spot,
    Tied,
    is_still,
    tied,
    without_sheet_names,
)
from congvan.excel.template.placing.positions import Track
from congvan.excel.template.placing.references import area
from congvan.excel.template.reaching import has_tags
from congvan.problems import CongvanError, Place, Problem

_SPACE = re.compile(r"\s+")


@define
class Tracks:
    """What must be followed in each repetition, of one sheet, gathered while it is compiled."""

    found: dict[int, list[Track]] = field(factory=dict)

    def track(self, stretch: Stretch) -> Track | None:
        """Follow a stretch; None for one that is never repeated."""
        if not stretch.loops:
            return None
        track = Track(stretch)
        self.found.setdefault(track.loop, []).append(track)
        return track


@frozen(kw_only=True)
class Ground:
    """The sheet that something is compiled for, among all sheets."""

    plan: Plan
    plans: Sequence[Plan]
    tracks: Tracks
    problems: list[Problem]

    def area(self, typed: str) -> Area:
        """A range of this sheet, followed."""
        reference = area(typed.replace("$", ""))
        if reference is None:
            self.problems.append(self.fault("congvan.excel.unknown-range", typed))
            return Area(sheet=self.plan.number, rows=None, columns=None, track=None)
        rows = reference.rows and self.plan.rows.stretch(reference.rows[0].line, reference.rows[1].line)
        columns = reference.columns and self.plan.columns.stretch(
            reference.columns[0].line, reference.columns[1].line
        )
        track = self.tracks.track(rows) if rows else None
        return Area(sheet=self.plan.number, rows=rows, columns=columns, track=track)

    def is_still(self, typed: str) -> bool:
        """Whether a range of this sheet stands in every output where the template has it."""
        reference = area(typed.replace("$", ""))
        return reference is not None and is_still(reference, self.plan)

    def areas(self, typed: str) -> AreasGap:
        """Several ranges, as `sqref` has them."""
        return AreasGap(tuple(self.area(each) for each in _SPACE.split(typed.strip()) if each))

    def tied(self, typed: str, spot: Spot) -> Tied:
        """A formula, tied; a problem is kept and the formula left."""
        if has_tags(without_sheet_names(typed, self.plans)):
            self.problems.append(self.fault("congvan.excel.tag-in-formula", typed))
            return (typed,)
        try:
            return tied(typed, spot, self.plans)
        except CongvanError as error:
            place = Place(part=self.plan.name, near=typed[:80])
            self.problems.extend(problem.at(place) for problem in error.problems)
            return (typed,)

    def first_cell(self, areas: Iterable[Area]) -> Spot:
        """The spot of rules that are written for the first cell of their range."""
        first = next(iter(areas), None)
        rows = first.rows if first else None
        columns = first.columns if first else None
        return Spot(
            sheet=self.plan.number,
            manner=Manner.FIRST,
            row_loops=_loops_of_first(rows, self.plan.rows),
            column_loops=_loops_of_first(columns, self.plan.columns),
        )

    def fault(self, code: str, near: str) -> Problem:
        """A problem of this sheet."""
        place = Place(part=self.plan.name, near=near[:80])
        return Problem(code, place=place, parameters={"name": near[:80], "formula": near[:80]})


def _loops_of_first(stretch: Stretch | None, axis: Axis) -> tuple[int, ...]:
    return axis.blocks[stretch.pieces[0][0]].loops if stretch and stretch.pieces else ()
