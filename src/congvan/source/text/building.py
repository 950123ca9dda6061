"""From what was read to blocks of the model: placeholders, conditions, loops worked off (dựng lời văn)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, field, mutable

from congvan.model import (
    Block,
    Cell,
    Column,
    Footnote,
    LineBreak,
    Link,
    Paragraph,
    Run,
    Script,
    Table,
    Text,
    Value,
)
from congvan.model.body import as_runs
from congvan.problems import CongvanError, Place, Problem, TemplateError
from congvan.source.faults import problem
from congvan.source.placeholders import Placeholder, Said, Scope, printed_words
from congvan.source.text.body import BlockNode, Choice, Loop, NoteNode, ParagraphNode, RowNode, TableNode
from congvan.source.text.forms import Form, TypedNumber, text_in
from congvan.source.text.inline import Address, Break, Filled, Inline, Look, NoteMark, Words
from congvan.source.text.levels import Marker, headed, read_marker

MOST_BLOCKS = 100_000
"""Blocks that the loops of one dispatch may make."""
MOST_TURNS = 200_000
"""Turns that the loops of one dispatch may take, whether or not they make anything."""


@mutable
class Builder:
    """Builds blocks for one binding; problems of values are gathered, never raised.

    `notes` are the footnotes by id; one whose mark a loop repeats gets no id the second time.
    """

    notes: Mapping[str, NoteNode]
    problems: list[Problem] = field(factory=list)
    used: set[str] = field(factory=set)
    made: int = 0
    turns: int = 0

    def blocks(self, nodes: Iterable[BlockNode], scope: Scope) -> Iterator[tuple[Block, Place]]:
        """The blocks of nodes, each with the place it was typed at."""
        for node, inner in self._leaves(nodes, scope):
            try:
                if isinstance(node, ParagraphNode):
                    yield self._paragraph(node, inner), node.place
                elif isinstance(node, TableNode):
                    yield self._table(node, inner), node.place
            except CongvanError as error:
                self.problems.extend(item.at(node.place) for item in error.problems)

    def is_sure(self, node: BlockNode, scope: Scope) -> bool:
        """True for a paragraph that is sure to be built, with nothing wrong in it."""
        if not isinstance(node, ParagraphNode) or node.form is None or node.number is not None:
            return False
        return node.form.is_sure(scope)

    def filled(self, node: BlockNode, scope: Scope) -> Paragraph | None:
        """The paragraph of a node by its form; None for what has to be looked at closer."""
        if not isinstance(node, ParagraphNode) or node.form is None or node.number is not None:
            return None
        runs = node.form.runs(scope)
        if runs is None:
            return None
        self.made += 1
        heading = node.heading
        if heading is None:
            runs, heading = headed(node.level, runs)
        return Paragraph(runs, level=node.level, marker=node.marker, heading=heading)

    def _leaves(self, nodes: Iterable[BlockNode], scope: Scope) -> Iterator[tuple[BlockNode, Scope]]:
        """Paragraphs, tables and rows with the scope each stands in, conditions and loops worked off."""
        for node in nodes:
            try:
                if isinstance(node, Choice):
                    yield from self._leaves(self._chosen(node, scope), scope)
                elif isinstance(node, Loop):
                    for inner in self._turns(node, scope):
                        yield from self._leaves(node.nodes, inner)
                else:
                    self._count(node)
                    yield node, scope
            except TemplateError as error:
                self.problems.extend(error.problems)

    def _count(self, node: BlockNode) -> None:
        self.made += 1
        if self.made == MOST_BLOCKS + 1:
            raise TemplateError(problem("too-many-blocks", node.place, most=MOST_BLOCKS))

    def _turn(self, node: Loop) -> None:
        self.turns += 1
        if self.turns == MOST_TURNS + 1:
            raise TemplateError(problem("too-many-turns", node.place, most=MOST_TURNS))

    def _chosen(self, node: Choice, scope: Scope) -> tuple[BlockNode, ...]:
        for condition, nodes in node.branches:
            if condition is None or (not condition.is_broken and scope.evaluate(condition)):
                return nodes
        return ()

    def _turns(self, node: Loop, scope: Scope) -> Iterator[Scope]:
        values = () if node.over.is_broken else scope.evaluate(node.over)
        if isinstance(values, str | Said | Value) or not isinstance(values, Iterable):
            raise TemplateError(problem("not-a-list", node.place, expression=node.over.text))
        items = list(values)
        for index, item in enumerate(items):
            if self.made > MOST_BLOCKS or self.turns > MOST_TURNS:
                return
            self._turn(node)
            loop = {
                "index": index + 1,
                "first": index == 0,
                "last": index == len(items) - 1,
                "length": len(items),
            }
            yield scope.with_values({**_named(node, item), "loop": loop})

    def _paragraph(self, node: ParagraphNode, scope: Scope, *, is_note: bool = False) -> Paragraph:
        """One paragraph; a khoản or mục may turn out a heading, but none in a footnote is.

        A line that begins `{{ loop.index }}.` has the marker that its number makes.
        """
        level, marker, inlines, form = node.level, node.marker, node.inlines, node.form
        if node.number is not None and (made := _marker_of(node.number, scope)):
            level, marker, inlines, form = made.level, made.text, node.number.rest, node.number.form
        runs = self._filled(form, inlines, scope, is_note=is_note)
        runs, heading = (runs, False) if is_note else headed(level, runs)
        return Paragraph(runs, level=level, marker=marker, heading=heading)

    def _filled(
        self, form: Form | None, inlines: Iterable[Inline], scope: Scope, *, is_note: bool = False
    ) -> tuple[Run, ...]:
        """The runs of a line by its form, node by node where a form gives none."""
        runs = form.runs(scope) if form is not None else None
        if runs is not None:
            return runs
        kept = [item for item in inlines if not (is_note and isinstance(item, NoteMark))]
        return as_runs(self.runs(kept, scope))

    def runs(self, inlines: Iterable[Inline], scope: Scope) -> list[Run]:
        """The runs of inline nodes; what has no value is left out and its problem kept."""
        found: list[Run] = []
        for item in inlines:
            try:
                found += self._run(item, scope)
            except CongvanError as error:
                self.problems.extend(_placed(one, item) for one in error.problems)
        return found

    def _run(self, item: Inline, scope: Scope) -> Iterable[Run]:
        match item:
            case Words(text, look):
                return (text_in(text, look),)
            case Filled(placeholder, look):
                return filled_runs(placeholder, look, scope)
            case Address(parts, look):
                if any(isinstance(part, Placeholder) and part.is_broken for part in parts):
                    return ()
                words = (part if isinstance(part, str) else scope.words(part) for part in parts)
                return (Link("".join(words), bold=look.bold, italic=look.italic),)
            case Break():
                return (LineBreak(),)
            case NoteMark(name):
                return self._footnote(name, scope)

    def _footnote(self, name: str, scope: Scope) -> Iterable[Run]:
        note = self.notes.get(name)
        if note is None:
            return ()
        paragraphs = [
            self._paragraph(node, inner, is_note=True)
            for node, inner in self._leaves(note.nodes, scope)
            if isinstance(node, ParagraphNode)
        ]
        is_repeated = name in self.used
        self.used.add(name)
        return (Footnote(paragraphs, id=None if is_repeated else name),) if paragraphs else ()

    def _table(self, node: TableNode, scope: Scope) -> Table:
        titles = [_title(self.runs(title, scope), node.place) for title in node.titles]
        rows = [
            [cell_of(self._filled(*cell, inner)) for cell in zip(row.forms, row.cells, strict=True)]
            for row, inner in self._leaves(node.rows, scope)
            if isinstance(row, RowNode) and len(row.cells) == len(titles)
        ]
        return Table(columns=[Column(title=title) for title in titles], rows=rows)


def _placed(found: Problem, item: Inline) -> Problem:
    """The problem of what a placeholder came to, where it stands; others know their place."""
    if not isinstance(item, Filled) or found.place.line is not None:
        return found
    return evolve(found, place=evolve(item.placeholder.place, near=item.placeholder.text[:40]))


def _marker_of(found: TypedNumber, scope: Scope) -> Marker | None:
    """The marker that a number of values makes with its mark; None where that is prose."""
    words = _words_of(found.number, scope)
    typed = f"{found.prefix}{words}{found.mark}"
    marker = read_marker(f"{typed} .")
    return None if words is None or marker is None or marker.text != typed else marker


def _words_of(number: Placeholder, scope: Scope) -> str | None:
    """What a number prints; None for a typed value, and for what cannot be printed, which its run tells."""
    try:
        return scope.words(number) if number.value is None else None
    except TemplateError:
        return None


def filled_runs(item: Placeholder, look: Look, scope: Scope) -> Iterable[Run]:
    """The runs a placeholder comes to: a typed value stays one, anything else is text, never markup."""
    if item.is_broken:
        return ()
    value = scope.evaluate(item)
    typed = value.value if isinstance(value, Said) else value
    if isinstance(typed, Value):
        if look.script is not Script.NORMAL and item.value is None:
            raise TemplateError(problem("script-holds-text-only", item.place, near=item.text))
        return (evolve(typed, bold=look.bold, italic=look.italic),)
    return lines_as_runs(printed_words(value, item), look)


def lines_as_runs(text: str, look: Look) -> Iterator[Run]:
    """A text as runs, its line feeds as line breaks."""
    for index, line in enumerate(text.split("\n")):
        if index:
            yield LineBreak()
        if line:
            yield text_in(line, look)


def cell_of(runs: tuple[Run, ...]) -> Cell:
    """A table cell with these runs: None when empty, bare text when it has no looks."""
    if not runs:
        return None
    only = runs[0] if len(runs) == 1 else None
    return only.text if isinstance(only, Text) and only == Text(only.text) else runs


def _title(runs: list[Run], place: Place) -> str:
    cell = cell_of(as_runs(runs))
    if isinstance(cell, tuple):
        raise TemplateError(problem("marks-in-column-title", place))
    return str(cell or "")


def _named(node: Loop, item: object) -> dict[str, object]:
    if len(node.names) == 1:
        return {node.names[0]: item}
    items = list(item) if isinstance(item, Iterable) and not isinstance(item, str) else [item]
    if len(items) != len(node.names):
        raise TemplateError(
            problem(
                "cannot-unpack",
                node.place,
                names=", ".join(node.names),
                expected=len(node.names),
                found=len(items),
            )
        )
    return dict(zip(node.names, items, strict=True))
