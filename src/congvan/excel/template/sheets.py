"""A sheet of a template: read, divided by its tags, its cells compiled block by block (trang tính mẫu)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen
from lxml import etree

from congvan.excel.limits import MOST_COLUMNS, MOST_ROWS
from congvan.excel.template.cells import (
    Cell,
    Computed,
    RawCell,
    RawRow,
    RowPlan,
    attributes,
    cell_names,
    directives,
    own_tag,
    plain_cell,
    raw_rows,
    sheet_namespaces,
    tag,
    tagged_cell,
)
from congvan.excel.template.parts.around import patch_around
from congvan.excel.template.parts.ground import Ground, Tracks
from congvan.excel.template.parts.patches import Filling, Patch, Patcher
from congvan.excel.template.parts.tagged import tag_texts
from congvan.excel.template.placing.axis import Axis, Block, axis
from congvan.excel.template.placing.following import (
    Bound,
    Manner,
    Plan,
    Spot,
    Tied,
    needs,
    tied,
    tied_reference,
    without_sheet_names,
)
from congvan.excel.template.placing.positions import Track
from congvan.excel.template.placing.references import area
from congvan.excel.template.reaching import has_tags
from congvan.excel.template.segments import Segment, segments_of
from congvan.excel.template.writing import Look
from congvan.problems import CongvanError, Place, Problem, TemplateError


@frozen(kw_only=True)
class RawSheet:
    """A sheet as the template has it, with the plan its tags make."""

    name: str
    part: str
    root: etree._Element
    rows: tuple[RawRow, ...]
    plan: Plan


class RowsGap:
    """Stands for the rows between what comes before them and after."""

    def fill(self, _filling: Filling) -> Iterator[str]:
        """Nothing: rows are written by who streams them."""
        return iter(())


@frozen(kw_only=True)
class Sheet:
    """A compiled sheet; `blocks` are the rows of each block, `needs` the sheets to write before."""

    part: str
    plan: Plan
    before: Patch
    after: Patch
    blocks: Mapping[int, tuple[RowPlan, ...]]
    segments: Mapping[int, list[Segment]]
    tracks: Mapping[int, tuple[Track, ...]]
    used: int
    needs: frozenset[int]
    names: frozenset[str]
    is_changed: bool = field(default=True)


def raw_sheet(
    name: str, part: str, number: int, root: etree._Element, strings: Sequence[etree._Element]
) -> RawSheet:
    """A sheet read and divided; raises TemplateError with every problem of its tags."""
    root = sheet_namespaces(root)
    data = root.find(tag("sheetData"))
    rows = tuple(raw_rows(data, strings)) if data is not None else ()
    of_rows, of_columns, problems = directives(rows, name)
    axes: list[Axis] = []
    for found, most in ((of_rows, MOST_ROWS), (of_columns, MOST_COLUMNS)):
        try:
            axes.append(axis(found, most))
        except TemplateError as error:
            problems += error.problems
    if problems:
        raise TemplateError(problems)
    plan = Plan(name=name, number=number, rows=axes[0], columns=axes[1], renamed=has_tags(name))
    return RawSheet(name=name, part=part, root=root, rows=rows, plan=plan)


def compiled_sheet(
    raw: RawSheet, plans: Sequence[Plan], looks: Sequence[Look], *, drop_results: bool
) -> Sheet:
    """A sheet ready to be written; raises TemplateError with every problem.

    `drop_results` says that the results kept beside formulas are no longer right.
    """
    compiler = _Compiler(raw, plans, looks, drop_results=drop_results)
    blocks = compiler.blocks()
    ground = Ground(plan=raw.plan, plans=plans, tracks=Tracks(), problems=compiler.problems)
    data = raw.root.find(tag("sheetData"))
    patcher = Patcher(raw.root)
    skip = tag("sheetData")
    around_names, found = tag_texts(raw.root, patcher, raw.name, skip=skip, formulas=False)
    patch_around(raw.root, patcher, ground)
    compiler.problems += [*found, *tag_texts(raw.root, patcher, raw.name, skip=skip)[1]]
    if data is not None:
        for child in list(data):
            data.remove(child)
        data.text = None
        rows_gap = _rows_gap(data, patcher)
    else:
        rows_gap = -1
    if compiler.problems:
        raise TemplateError(compiler.problems)
    patch = patcher.patch()
    at = next((index for index, piece in enumerate(patch) if isinstance(piece, RowsGap)), len(patch))
    cells = [cell for rows in blocks.values() for row in rows for cell in row.cells]
    names = {*cell_names(cells), *around_names, *raw.plan.rows.names(), *raw.plan.columns.names()}
    names -= _given(raw.plan)
    return Sheet(
        part=raw.part,
        plan=raw.plan,
        before=patch[:at],
        after=patch[at + 1 :],
        blocks=blocks,
        segments={} if raw.plan.columns.moves else _segments(blocks, raw.plan.rows.still_block),
        tracks={loop: tuple(tracks) for loop, tracks in ground.tracks.found.items()},
        used=max((each.column for row in raw.rows for each in row.cells), default=0),
        needs=frozenset(compiler.needed | _needed(patch, plans)) - {raw.plan.number},
        names=frozenset(names),
        is_changed=raw.plan.moves or compiler.is_changed or sum(map(_is_gap, patch)) > (rows_gap >= 0),
    )


def _segments(blocks: Mapping[int, tuple[RowPlan, ...]], still: Block | None) -> dict[int, list[Segment]]:
    return {
        number: segments_of(plans, None, {}, base=1 if still and number == still.number else None)
        for number, plans in blocks.items()
    }


def _is_gap(piece: object) -> bool:
    return not isinstance(piece, str)


def _rows_gap(data: etree._Element, patcher: Patcher) -> int:
    patcher.instead(data, RowsGap())
    return len(patcher.gaps) - 1


def _given(plan: Plan) -> set[str]:
    """The names that loops give: not asked of the caller."""
    loops = [*plan.rows.loops().values(), *plan.columns.loops().values()]
    return {name for loop in loops for name in (*loop.targets, "loop")}


def _needed(patch: Patch, plans: Sequence[Plan]) -> set[int]:
    """The sheets that a sheet's rules name: their rows must stand before."""
    found: set[int] = set()
    for piece in patch:
        inner = getattr(piece, "patch", None) or getattr(piece, "inside", None)
        if inner:
            found |= _needed(inner, plans)
        formula = getattr(piece, "formula", None)
        if formula:
            found |= set(needs(formula))
    return {number for number in found if plans[number].rows.moves}


class _Compiler:
    """Compiles the rows of one sheet, keeping every problem."""

    def __init__(
        self, raw: RawSheet, plans: Sequence[Plan], looks: Sequence[Look], *, drop_results: bool
    ) -> None:
        self.problems: list[Problem] = []
        self.needed: set[int] = set()
        self.is_changed = False
        self._raw = raw
        self._plans = plans
        self._looks = looks
        self._drop_results = drop_results

    def blocks(self) -> dict[int, tuple[RowPlan, ...]]:
        """The rows of each block."""
        found: dict[int, list[RowPlan]] = {}
        moves = self._raw.plan.moves
        for row in self._raw.rows:
            block = self._raw.plan.rows.block_at(row.number)
            if block is None:
                continue
            dropped = frozenset(("r", "spans") if moves else ("r",))
            cells = tuple(each for raw in row.cells if (each := self._cell(raw, row)) is not None)
            plan = RowPlan(
                below=row.number - block.first,
                attributes=attributes(row.element, without=dropped),
                cells=cells,
            )
            found.setdefault(block.number, []).append(plan)
        return {number: tuple(rows) for number, rows in found.items()}

    def _cell(self, raw: RawCell, row: RawRow) -> Cell | None:
        try:
            if raw.formula is not None:
                return self._computed(raw, row)
            if own_tag(raw.words) is not None:
                return None
            if raw.words is not None and has_tags(raw.words):
                self.is_changed = True
                return tagged_cell(raw, self._look(raw), self._raw.name)
            return plain_cell(raw)
        except CongvanError as error:
            place = Place(part=self._raw.name, path=raw.name)
            self.problems += [problem.at(place) for problem in error.problems]
            return None

    def _look(self, raw: RawCell) -> Look:
        typed = raw.element.get("s")
        if typed is None:
            return evolve(self._looks[0], style=None)
        return self._looks[int(typed)]

    def _computed(self, raw: RawCell, row: RawRow) -> Cell:
        formula = raw.formula or ""
        element = raw.element.find(tag("f"))
        assert element is not None
        if has_tags(without_sheet_names(formula, self._plans)):
            raise TemplateError(
                Problem("congvan.excel.tag-in-formula", parameters={"formula": formula[:200]})
            )
        moves = any(plan.moves for plan in self._plans)
        if element.get("t") == "dataTable" and moves:
            raise TemplateError(Problem("congvan.excel.cannot-follow", parameters={"name": "dataTable"}))
        spot = self._spot(raw, row)
        parts = tied(formula, spot, self._plans)
        self.needed |= {number for number in needs(parts) if self._plans[number].rows.moves}
        self.is_changed |= self._drop_results or parts != (formula,)
        if not self.is_changed and not moves and element.get("t") != "shared":
            return plain_cell(raw)
        kept = frozenset(("t", "si", "ref") if element.get("t") == "shared" else ("ref",))
        return Computed(
            column=raw.column,
            head=attributes(raw.element, without=frozenset(("r", "t"))),
            formula=parts,
            attributes=attributes(element, without=kept),
            area=self._array(element, spot),
        )

    def _array(self, element: etree._Element, spot: Spot) -> Tied:
        typed = element.get("ref")
        reference = area(typed) if typed and element.get("t") == "array" else None
        if reference is None:
            return ()
        if not self._raw.plan.moves:
            return (typed or "",)
        bound: Bound = tied_reference(evolve(reference, spreads=True), spot, self._plans)
        return (bound,)

    def _spot(self, raw: RawCell, row: RawRow) -> Spot:
        rows = self._raw.plan.rows.block_at(row.number)
        columns = self._raw.plan.columns.block_at(raw.column)
        return Spot(
            sheet=self._raw.plan.number,
            manner=Manner.CELL,
            row_block=None if rows is None else rows.number,
            row_loops=() if rows is None else rows.loops,
            column_loops=() if columns is None else columns.loops,
        )
