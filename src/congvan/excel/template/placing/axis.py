"""The rows, or the columns, of a sheet as its tags divide them: what is repeated, chosen, or stands still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import field, frozen

from congvan.excel.template.reaching import Source, source
from congvan.problems import CongvanError, Place, Problem, TemplateError

ENDS = frozenset(("endfor", "endif", "else", "elif"))


@frozen(kw_only=True)
class Directive:
    """A tag that has a row or column to itself: `for row in rows`, `endif`; `line` counts from 1."""

    line: int
    text: str
    place: Place

    @property
    def word(self) -> str:
        """Its first word."""
        return self.text.split(None, 1)[0] if self.text.split() else ""

    @property
    def rest(self) -> str:
        """What follows its first word."""
        return self.text[len(self.word) :].strip()


@frozen(kw_only=True)
class Block:
    """Lines `first` to `last` that always stand together; `loops` repeat them, outermost first."""

    number: int
    first: int
    last: int
    loops: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many lines it has."""
        return self.last - self.first + 1


@frozen(kw_only=True)
class Loop:
    """Lines repeated for each item; `otherwise` stands there when there is none."""

    number: int
    targets: tuple[str, ...]
    source: Source
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    place: Place


@frozen
class Choice:
    """Lines that stand there when their condition holds, the first that does; None is `else`."""

    branches: tuple[tuple[Source | None, tuple[Node, ...]], ...]


Node = Block | Loop | Choice


@frozen
class Stretch:
    """Some lines of the template, as pieces of blocks: (block, first line in it, last line in it), from 0.

    `loops` are those that repeat all of them. Empty when nothing but tags stands there.
    """

    pieces: tuple[tuple[int, int, int], ...]
    loops: tuple[int, ...]

    @property
    def last_block(self) -> int:
        """The block that its end is in."""
        return self.pieces[-1][0]


@frozen
class Axis:
    """All lines of a sheet in one direction; `moves` says whether any tag repeats or leaves out some."""

    nodes: tuple[Node, ...]
    blocks: tuple[Block, ...]
    tag_lines: frozenset[int] = field(factory=frozenset)
    _firsts: tuple[int, ...] = field(init=False, repr=False)

    @_firsts.default
    def _first_lines(self) -> tuple[int, ...]:
        return tuple(block.first for block in self.blocks)

    @property
    def moves(self) -> bool:
        """Whether lines of the output stand elsewhere than in the template."""
        return bool(self.tag_lines)

    def stretch(self, first: int, last: int) -> Stretch:
        """The lines `first` to `last` without those of the tags."""
        pieces = []
        found: list[Block] = []
        for block in self.blocks:
            if block.first <= last and block.last >= first:
                found.append(block)
                low, high = max(first, block.first), min(last, block.last)
                pieces.append((block.number, low - block.first, high - block.first))
        return Stretch(tuple(pieces), common_loops([block.loops for block in found]))

    @property
    def still_block(self) -> Block | None:
        """The block that begins on the first line and is never repeated, if there is one."""
        first = self.blocks[0] if self.blocks else None
        return first if first and first.first == 1 and not first.loops else None

    def is_still(self, last: int) -> bool:
        """Whether all lines up to `last` stand in every output where the template has them."""
        return self.still_block is not None and last <= self.still_block.last

    def stands_together(self, first: int, last: int) -> bool:
        """Whether lines stand as they are or not at all: none of them is repeated, none left out alone."""
        block = self.block_at(first)
        return block is not None and not block.loops and last <= block.last

    def block_at(self, line: int) -> Block | None:
        """The block a line is in; None for a tag's."""
        return next((block for block in self.blocks if block.first <= line <= block.last), None)

    def names(self) -> Iterator[str]:
        """The names its tags take values from, but not those that its loops give."""
        yield from _names(self.nodes, frozenset())

    def loops(self) -> Mapping[int, Loop]:
        """Its loops by number."""
        return {loop.number: loop for loop in _loops(self.nodes)}


def common_loops(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The loops that all of some places are in."""
    if not paths:
        return ()
    shared = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)


def _names(nodes: Sequence[Node], bound: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Loop):
            yield from node.source.names - bound
            yield from _names(node.body, bound | {*node.targets, "loop"})
            yield from _names(node.otherwise, bound)
        elif isinstance(node, Choice):
            for condition, body in node.branches:
                if condition is not None:
                    yield from condition.names - bound
                yield from _names(body, bound)


def _loops(nodes: Sequence[Node]) -> Iterator[Loop]:
    for node in nodes:
        if isinstance(node, Loop):
            yield node
            yield from _loops(node.body)
            yield from _loops(node.otherwise)
        elif isinstance(node, Choice):
            for _, body in node.branches:
                yield from _loops(body)


def axis(directives: Sequence[Directive], most: int) -> Axis:
    """The axis of `most` lines that these tags divide; raises TemplateError with every problem found."""
    reader = _Reader(sorted(directives, key=lambda each: each.line), most)
    double = [b for a, b in pairwise(reader.directives) if a.line == b.line]
    if double:
        raise TemplateError([problem_at("congvan.excel.two-tags-of-a-line", each) for each in double])
    nodes = reader.nodes((), frozenset())
    if reader.problems:
        raise TemplateError(reader.problems)
    return Axis(nodes, tuple(reader.blocks), frozenset(each.line for each in directives))


def problem_at(code: str, directive: Directive) -> Problem:
    """A problem of a tag."""
    return Problem(code, place=directive.place, parameters={"tag": directive.text})


class _Reader:
    """Reads the tags from the first line to the last."""

    def __init__(self, directives: list[Directive], most: int) -> None:
        self.directives = directives
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._most = most
        self._line = 1
        self._at = 0
        self._loops = 0

    def nodes(self, loops: tuple[int, ...], ends: frozenset[str]) -> tuple[Node, ...]:
        """The lines up to one of the tags that end them, or to the last."""
        found: list[Node] = []
        while self._at < len(self.directives):
            directive = self.directives[self._at]
            self._lines_to(directive.line, loops, found)
            if directive.word in ends:
                return tuple(found)
            self._at += 1
            self._line = directive.line + 1
            if directive.word == "for":
                found.append(self._loop(directive, loops))
            elif directive.word == "if":
                found.append(self._choice(directive, loops))
            elif directive.word in ENDS:
                self.problems.append(problem_at("congvan.excel.unopened-tag", directive))
            else:
                self.problems.append(problem_at("congvan.excel.unknown-tag", directive))
        self._lines_to(self._most + 1, loops, found)
        return tuple(found)

    def _lines_to(self, line: int, loops: tuple[int, ...], found: list[Node]) -> None:
        if self._line < line:
            block = Block(number=len(self.blocks), first=self._line, last=line - 1, loops=loops)
            self.blocks.append(block)
            found.append(block)
        self._line = line

    def _loop(self, opening: Directive, loops: tuple[int, ...]) -> Loop:
        targets, _, rest = opening.rest.partition(" in ")
        names = tuple(name.strip() for name in targets.strip("() ").split(","))
        if not all(name.isidentifier() for name in names) or not rest.strip():
            self.problems.append(problem_at("congvan.excel.unknown-tag", opening))
        self._loops += 1
        number = self._loops
        taken = self._source(rest, opening)
        body = self.nodes((*loops, number), frozenset(("endfor", "else")))
        otherwise: tuple[Node, ...] = ()
        if self._word() == "else":
            self._take()
            otherwise = self.nodes(loops, frozenset(("endfor",)))
        self._close(opening, "endfor")
        return Loop(
            number=number, targets=names, source=taken, body=body, otherwise=otherwise, place=opening.place
        )

    def _choice(self, opening: Directive, loops: tuple[int, ...]) -> Choice:
        ends = frozenset(("elif", "else", "endif"))
        condition: Source | None = self._source(opening.rest, opening)
        branches = [(condition, self.nodes(loops, ends))]
        while self._word() in ("elif", "else") and branches[-1][0] is not None:
            directive = self._take()
            condition = self._source(directive.rest, directive) if directive.word == "elif" else None
            branches.append((condition, self.nodes(loops, ends)))
        self._close(opening, "endif")
        return Choice(tuple(branches))

    def _word(self) -> str:
        return self.directives[self._at].word if self._at < len(self.directives) else ""

    def _take(self) -> Directive:
        directive = self.directives[self._at]
        self._at += 1
        self._line = directive.line + 1
        return directive

    def _close(self, opening: Directive, word: str) -> None:
        if self._word() == word:
            self._take()
        else:
            self.problems.append(problem_at("congvan.excel.unfinished-tag", opening))

    def _source(self, text: str, directive: Directive) -> Source:
        try:
            return source(text, directive.place)
        except CongvanError as error:
            self.problems += error.problems
            return source("0", directive.place)
