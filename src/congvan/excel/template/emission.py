"""The rows of a sheet on their way out: block by block, many turns of a loop at a time (ghi hàng)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat

from attrs import define, evolve, field

from congvan.excel.limits import MOST_ROWS
from congvan.excel.markup import escaped, text_element
from congvan.excel.template.batches import Batch
from congvan.excel.template.cells import Rich, Typed, Worded
from congvan.excel.template.parts.patches import Filling
from congvan.excel.template.placing.axis import Block, Choice, Loop, Node
from congvan.excel.template.placing.following import Session, Tied
from congvan.excel.template.placing.positions import MOST_TURNS, Rows, bound, items_of, too_many_turns
from congvan.excel.template.placing.standing import Relative, written
from congvan.excel.template.reaching import Text, Values
from congvan.excel.template.segments import Below, Formulas, Live, Segment, joined_segments, segments_of
from congvan.excel.template.sheets import Sheet
from congvan.excel.template.writing import (
    CellWriter,
    DateStyles,
    Look,
    SharedTexts,
    Strip,
    checked_text,
)
from congvan.problems import CongvanError, Place, Problem, RenderError
from congvan.tags.faults import TagError, problem_of

_TOGETHER = 500
_MOST_PROBLEMS = 50
_FAST_FAULTS = (
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    ValueError,
    CongvanError,
    TagError,
    OverflowError,
)


@define
class Desk:
    """What all sheets of one rendering write with."""

    shared: SharedTexts
    dates: DateStyles
    writers: dict[Look, CellWriter] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def writer(self, look: Look) -> CellWriter:
        """The writer of cells of one look."""
        found = self.writers.get(look)
        if found is None:
            found = self.writers[look] = CellWriter(look, self.shared, self.dates)
        return found

    def report(self, problems: Iterable[Problem]) -> None:
        """Keep problems; raises RenderError with all of them when there are many."""
        self.problems += problems
        if len(self.problems) >= _MOST_PROBLEMS:
            raise RenderError(self.problems)


class SheetWriter:
    """Writes the rows of one sheet once."""

    def __init__(self, sheet: Sheet, filling: Filling, desk: Desk) -> None:
        self._sheet = sheet
        self._filling = filling
        self._desk = desk
        self._session: Session = filling.session
        self._rows: Rows = filling.session.rows[sheet.plan.number]
        self._columns = filling.session.columns[sheet.plan.number]
        self._name = filling.session.names[sheet.plan.number]
        self._turns = 0
        self._segments: dict[int, list[Segment]] = dict(sheet.segments)

    def pieces(self) -> Iterator[str]:
        """The `<sheetData>` of the sheet."""
        yield "<sheetData>"
        yield from self._nodes(self._sheet.plan.rows.nodes, self._filling.values)
        yield "</sheetData>"

    def _nodes(self, nodes: Sequence[Node], values: Values) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, Block):
                yield from self._once(node, values)
            elif isinstance(node, Choice):
                for condition, body in node.branches:
                    if condition is None or condition.of(values):
                        yield from self._nodes(body, values)
                        break
            else:
                yield from self._loop(node, values)

    def _loop(self, loop: Loop, values: Values) -> Iterator[str]:
        items = items_of(loop, values)
        length = len(items) if isinstance(items, Sequence) else None
        turns = iter(items)
        first = list(islice(turns, 1))
        if not first:
            yield from self._nodes(loop.otherwise, values)
            return
        turns = chain(first, turns)
        if len(loop.body) == 1 and isinstance(loop.body[0], Block):
            yield from self._many(loop, loop.body[0], turns, length, values)
            return
        for number, item in enumerate(turns):
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise too_many_turns(loop)
            self._rows.enter()
            yield from self._nodes(loop.body, bound(loop, item, number, length, values))
            self._rows.leave(loop.number)

    # One block

    def _once(self, block: Block, values: Values) -> Iterator[str]:
        base = self._rows.next_row
        plans = self._sheet.blocks.get(block.number, ())
        self._rows.stand(block.number, base, base)
        self._rows.next_row += block.size
        if not plans:
            return
        self._check_room(base + plans[-1].below)
        segments = self._ready(block, base)
        strips = [
            Strip("", (self._cell(segment, self._given(segment, values), base),), "")
            for segment in _live(segments)
        ]
        yield _shaped(segments, strips, base, block.size, 1)

    def _many(
        self, loop: Loop, block: Block, turns: Iterator[object], length: int | None, values: Values
    ) -> Iterator[str]:
        start = base = self._rows.next_row
        self._rows.enter()
        self._rows.stand(block.number, base, base)
        segments = self._ready(block, base)
        self._rows.stack.pop()
        done = 0
        while items := list(islice(turns, _TOGETHER)):
            count = len(items)
            self._check_room(base + count * block.size - 1)
            batch = Batch(loop, items, done, length, values)
            strips = [self._strip(segment, batch, base, block.size) for segment in _live(segments)]
            if segments:
                yield _shaped(segments, strips, base, block.size, count)
            base += count * block.size
            done += count
        self._rows.next_row = base
        self._rows.stand(block.number, start, base - block.size)
        self._rows.leave_many(loop.number, start, done, block.size)

    def _check_room(self, last: int) -> None:
        if last > MOST_ROWS:
            parameters = {"rows": last, "most": MOST_ROWS}
            problem = Problem(
                "congvan.excel.too-many-rows", place=Place(part=self._name), parameters=parameters
            )
            raise RenderError([*self._desk.problems, problem])

    # Segments

    def _ready(self, block: Block, base: int) -> list[Segment]:
        """The segments of a block, its formulas written for the block standing on `base`."""
        segments = self._segments.get(block.number)
        if segments is None:
            plans = self._sheet.blocks.get(block.number, ())
            outs = self._columns.outs if self._sheet.plan.columns.moves else None
            segments = self._segments[block.number] = segments_of(plans, outs, self._filling.values)
        if not any(isinstance(segment, Formulas) for segment in segments):
            return segments
        ready: list[Segment] = []
        for segment in segments:
            if isinstance(segment, Formulas):
                ready += self._formula(segment, base, block)
            else:
                ready.append(segment)
        return joined_segments(ready)

    def _formula(self, segment: Formulas, base: int, block: Block) -> Iterator[Segment]:
        cell = segment.cell
        inner = base if block.loops else None
        yield f"{cell.head}><f{cell.attributes}"
        if cell.area:
            yield ' ref="'
            yield from self._text(cell.area, segment.path, inner)
            yield '"'
        yield ">"
        yield from self._text(cell.formula, segment.path, inner)
        yield "</f></c>"

    def _text(self, parts: Tied, path: tuple[int, ...], base: int | None) -> Iterator[Segment]:
        for part in written(parts, self._session, path, base):
            yield Below(part.below) if isinstance(part, Relative) else escaped(part)

    # Values

    def _given(self, live: Live, values: Values) -> Values:
        if live.values is None:
            return values
        merged = {**values, **live.values}
        return {**merged, "loop": values["loop"]} if "loop" in values else merged

    def _strip(self, live: Live, batch: Batch, base: int, size: int) -> Strip:
        """A cell of every turn: together where that can be done, else one by one to find what is wrong."""
        try:
            if isinstance(live.cell, Typed):
                asked = live.cell.source
                if batch.is_constant(asked.names):
                    value = asked.of(self._given(live, batch.values))
                    return Strip(
                        "", repeat(self._desk.writer(live.cell.look).write(value), len(batch.items)), ""
                    )
                found = batch.column(asked) if asked.names.isdisjoint(live.values or ()) else None
                if found is not None:
                    return self._desk.writer(live.cell.look).column(found)
        except _FAST_FAULTS:
            pass
        cells = [
            self._cell(live, self._given(live, values), base + number * size)
            for number, values in enumerate(batch.turns())
        ]
        return Strip("", cells, "")

    def _cell(self, live: Live, values: Values, base: int) -> str:
        cell = live.cell
        try:
            if isinstance(cell, Typed):
                return self._desk.writer(live.cell.look).write(cell.source.of(values))
            if isinstance(cell, Worded):
                return self._desk.writer(live.cell.look).write(cell.text.of(values))
            return _rich(cell, values)
        except CongvanError as error:
            problems = error.problems
        except TagError as error:
            typed = cell.source.text if isinstance(cell, Typed) else ""
            problems = (problem_of(error, typed, Place()),)
        near = cell.source.place.near if isinstance(cell, Typed) else None
        where = Place(part=self._name, path=f"{live.name}{base + live.below}")
        self._desk.report(
            evolve(each, place=evolve(where, near=each.place.near or near)) for each in problems
        )
        return "/>"


def _live(segments: Sequence[Segment]) -> Iterator[Live]:
    return (segment for segment in segments if isinstance(segment, Live))


def _shaped(segments: Sequence[Segment], strips: Iterable[Strip], base: int, size: int, count: int) -> str:
    """So many turns of a block as XML: what all have in common, numbers of rows and strips, side by side."""
    columns: list[Iterable[str]] = []
    numbers: dict[int, list[str]] = {}
    live = iter(strips)
    common = ""
    for segment in segments:
        if isinstance(segment, str):
            common += segment
            continue
        if isinstance(segment, Below):
            known = numbers.get(segment.rows)
            if known is None:
                first = base + segment.rows
                known = numbers[segment.rows] = list(map(str, range(first, first + count * size, size)))
            columns += (repeat(common, count), known)
            common = ""
        else:
            strip = next(live)
            columns += (repeat(common + strip.before, count), strip.texts)
            common = strip.after
    columns.append(repeat(common, count))
    return "".join(chain.from_iterable(zip(*columns, strict=True)))


def _rich(cell: Rich, values: Values) -> str:
    runs = []
    whole = 0
    for font, run in cell.runs:
        typed = run.of(values) if isinstance(run, Text) else run
        whole += len(typed)
        if typed:
            runs.append(f"<r>{font}{text_element(checked_text(typed))}</r>")
    checked_text("x" * whole)
    style = "" if cell.look.style is None else f' s="{cell.look.style}"'
    return f'{style} t="inlineStr"><is>{"".join(runs) or "<t/>"}</is></c>'
