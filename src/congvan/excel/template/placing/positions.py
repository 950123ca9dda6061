"""Where the lines of a template have come to stand: noted row by row, known at once for columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from congvan.excel.limits import MOST_COLUMNS, MOST_ROWS
from congvan.excel.template.placing.axis import Axis, Block, Choice, Loop, Node, Stretch, common_loops
from congvan.excel.template.reaching import Values
from congvan.problems import Problem, RenderError
from congvan.tags.faults import TagError, problem_of

Frame = dict[int, list[int]]
"""Of each block that stands: the line its first occurrence begins on, and its last."""


@define
class Turn:
    """What `loop` means in a turn of unknown number of turns; turns count from 1 by `index`."""

    index: int
    index0: int
    first: bool


@define
class CountedTurn(Turn):
    """What `loop` means where the number of turns is known."""

    last: bool
    length: int
    revindex: int
    revindex0: int


def turn(index: int, length: int | None) -> Turn:
    """The turn at `index`, counted from 0."""
    if length is None:
        return Turn(index + 1, index, index == 0)
    left = length - index
    return CountedTurn(index + 1, index, index == 0, left == 1, length, left, left - 1)


def items_of(loop: Loop, values: Values) -> Iterable[object]:
    """What a loop goes over; raises RenderError `congvan.tags.not-iterable`."""
    found = loop.source.of(values)
    if isinstance(found, str | bytes) or not isinstance(found, Iterable):
        error = TagError("congvan.tags.not-iterable", kind=type(found).__name__)
        raise RenderError(problem_of(error, loop.source.text, loop.place))
    return found


def bound(loop: Loop, item: object, number: int, length: int | None, values: Values) -> dict[str, object]:
    """The values of one turn."""
    if len(loop.targets) == 1:
        return {**values, loop.targets[0]: item, "loop": turn(number, length)}
    parts = list(item) if isinstance(item, Sequence) and not isinstance(item, str) else []
    if len(parts) != len(loop.targets):
        error = TagError("congvan.tags.not-iterable", kind=type(item).__name__)
        raise RenderError(problem_of(error, loop.source.text, loop.place))
    return {**values, **dict(zip(loop.targets, parts, strict=True)), "loop": turn(number, length)}


MOST_TURNS = 4 * MOST_ROWS
"""Turns of loops in loops that one rendering may take, also where they leave no row."""


def too_many_turns(loop: Loop) -> RenderError:
    """The error of loops that would go on without end."""
    error = TagError("congvan.tags.too-many-steps")
    return RenderError(problem_of(error, loop.source.text, loop.place))


def extent(frame: Frame, stretch: Stretch) -> tuple[int, int] | None:
    """Where the first line of a stretch stands and where the last; None when none of it does."""
    starts = (frame[block][0] + low for block, low, _ in stretch.pieces if block in frame)
    start = next(starts, None)
    if start is None:
        return None
    ends = (frame[block][1] + high for block, _, high in reversed(stretch.pieces) if block in frame)
    return start, next(ends)


@frozen(eq=False)
class Track:
    """Lines whose every repetition must be known in the end: a merged cell of a repeated row."""

    stretch: Stretch

    @property
    def loop(self) -> int:
        """The innermost loop that repeats all of them."""
        return self.stretch.loops[-1]


@frozen
class Run:
    """Places one below another: the first begins on `start`, each is `height` rows, `step` below the last."""

    start: int
    height: int
    step: int
    count: int

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """First and last row of each place."""
        for first in range(self.start, self.start + self.count * self.step, self.step):
            yield first, first + self.height - 1

    def together(self) -> Run:
        """The same rows as one place, where the places leave no gap."""
        if self.step != self.height:
            return self
        return Run(self.start, self.height * self.count, self.height * self.count, 1)


@define
class Occurrences:
    """All places of a track: four numbers for each run of them, so that many regular ones take no room."""

    _runs: array[int] = field(factory=lambda: array("q"))

    def add(self, start: int, end: int) -> None:
        """One more place, from row `start` to row `end`."""
        height = end - start + 1
        if self._runs:
            first, known, step, count = self._runs[-4:]
            if known == height and (count == 1 or start == first + count * step):
                self._runs[-2:] = array("q", (start - first if count == 1 else step, count + 1))
                return
        self._runs.extend((start, height, height, 1))

    def add_many(self, start: int, end: int, step: int, count: int) -> None:
        """So many places, the first from row `start` to row `end`, each `step` below the last."""
        self._runs.extend((start, end - start + 1, step, count))

    def runs(self) -> Iterator[Run]:
        """The places from the first to the last."""
        numbers = iter(self._runs)
        for start, height, step, count in zip(numbers, numbers, numbers, numbers, strict=True):
            yield Run(start, height, step, count)


@define
class Rows:
    """Where the rows of one sheet stand so far; one of these belongs to one rendering."""

    tracks: Mapping[int, tuple[Track, ...]]
    next_row: int = 1
    stack: list[Frame] = field(factory=lambda: [{}])
    occurrences: dict[Track, Occurrences] = field(factory=dict)

    def stand(self, block: int, base: int, last: int) -> None:
        """Note that a block stands on `base` (for the last time so far on `last`), in all loops around it."""
        for frame in self.stack:
            known = frame.get(block)
            if known is None:
                frame[block] = [base, last]
            else:
                known[1] = last

    def enter(self) -> None:
        """A turn of a loop begins."""
        self.stack.append({})

    def leave(self, loop: int) -> None:
        """A turn ends: what is tracked in it is now known."""
        frame = self.stack.pop()
        for track in self.tracks.get(loop, ()):
            found = extent(frame, track.stretch)
            if found is not None:
                self._occurrences(track).add(*found)

    def leave_many(self, loop: int, base: int, count: int, size: int) -> None:
        """So many turns of one block each have been written, from `base` on."""
        for track in self.tracks.get(loop, ()):
            _, low, high = track.stretch.pieces[0]
            self._occurrences(track).add_many(base + low, base + high, size, count)

    def runs(self, stretch: Stretch, track: Track | None) -> Iterator[Run]:
        """Where a stretch has come to stand."""
        if track is not None:
            yield from self._occurrences(track).runs()
            return
        found = extent(self.stack[0], stretch)
        if found is not None:
            height = min(found[1], MOST_ROWS) - found[0] + 1
            yield Run(found[0], height, height, 1)

    def _occurrences(self, track: Track) -> Occurrences:
        return self.occurrences.setdefault(track, Occurrences())


@frozen(kw_only=True)
class Column:
    """A column of the output: the template's it comes from, its number, the turns and values it stands in."""

    template: int
    number: int
    path: tuple[int, ...]
    values: Values


@define
class Columns:
    """Where the columns of one sheet stand; `outs` ends with the last that the template uses."""

    outs: list[Column] = field(factory=list)
    frames: dict[tuple[int, ...], Frame] = field(factory=lambda: {(): {}})

    def areas(self, stretch: Stretch) -> Iterator[tuple[int, int]]:
        """Each place where a stretch stands, as first and last column."""
        depth = len(stretch.loops)
        for path, frame in self.frames.items():
            if len(path) == depth:
                found = extent(frame, stretch)
                if found is not None:
                    yield found[0], min(found[1], MOST_COLUMNS)


def columns_of(axis: Axis, used: int, values: Values, sheet: str) -> Columns:
    """The columns of a sheet with `used` columns in its template.

    Raises RenderError `congvan.excel.too-many-columns`, and what the tags themselves raise.
    """
    placing = _Placing(axis, used)
    placing.nodes(axis.nodes, (), values)
    count = len(placing.columns.outs)
    if count > MOST_COLUMNS:
        parameters = {"columns": count, "most": MOST_COLUMNS}
        raise RenderError(Problem("congvan.excel.too-many-columns", parameters=parameters).under(sheet))
    return placing.columns


class _Placing:
    def __init__(self, axis: Axis, used: int) -> None:
        self.columns = Columns()
        self._used = used
        self._next = 1
        self._turns = 0
        self._axis = axis

    def nodes(self, nodes: Sequence[Node], path: tuple[int, ...], values: Values) -> None:
        for node in nodes:
            if isinstance(node, Block):
                self._block(node, path, values)
            elif isinstance(node, Choice):
                self._choice(node, path, values)
            else:
                self._loop(node, path, values)

    def _block(self, block: Block, path: tuple[int, ...], values: Values) -> None:
        base = self._next
        for depth in range(len(path) + 1):
            frame = self.columns.frames.setdefault(path[:depth], {})
            frame.setdefault(block.number, [base, base])[1] = base
        for line in range(block.first, min(block.last, self._used) + 1):
            column = Column(template=line, number=base + line - block.first, path=path, values=values)
            self.columns.outs.append(column)
        self._next += block.size

    def _choice(self, choice: Choice, path: tuple[int, ...], values: Values) -> None:
        for condition, body in choice.branches:
            if condition is None or condition.of(values):
                self.nodes(body, path, values)
                return

    def _loop(self, loop: Loop, path: tuple[int, ...], values: Values) -> None:
        items = []
        for item in items_of(loop, values):
            items.append(item)
            if len(items) > MOST_COLUMNS:
                parameters = {"columns": f">{MOST_COLUMNS}", "most": MOST_COLUMNS}
                raise RenderError(
                    Problem("congvan.excel.too-many-columns", place=loop.place, parameters=parameters)
                )
        for number, item in enumerate(items):
            # A turn of one loop must not share its path with a turn of the next one beside it.
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise too_many_turns(loop)
            inner = (*path, loop.number * (MOST_COLUMNS + 1) + number)
            self.nodes(loop.body, inner, bound(loop, item, number, len(items), values))
        if not items:
            self.nodes(loop.otherwise, path, values)


def shared_depth(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How many loops two places have in common."""
    return len(common_loops((one, other)))
