"""The texts of one source, each parsed once however often it is bound (lời đã phân tích)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, mutable

from congvan.problems import Place, Problem
from congvan.source.faults import problem
from congvan.source.placeholders import RESERVED, Placeholder, Template, template
from congvan.source.text.body import (
    BlockNode,
    BodyText,
    Choice,
    Loop,
    NoteNode,
    ParagraphNode,
    TableNode,
    read_body,
)
from congvan.source.text.inline import Address, Filled, Inline, NoteMark, read_inline
from congvan.source.tree.nodes import Scalar, Style


@mutable(eq=False)
class Parsed:
    """Templates, inline texts and bodies by the scalar they were typed in, with the footnotes of all of them.

    Filled while the source is read for the first time; `problems` are those of grammar, whatever the values.
    """

    file: str | None
    notes: dict[str, NoteNode] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    names: set[str] = field(factory=set)
    marks: list[NoteMark] = field(factory=list)
    _templates: dict[Scalar, Template] = field(factory=dict)
    _inlines: dict[Scalar, tuple[Inline, ...]] = field(factory=dict)
    _bodies: dict[Scalar, BodyText] = field(factory=dict)

    def template(self, scalar: Scalar, path: str) -> Template:
        """A plain text cut at its placeholders."""
        found = self._templates.get(scalar)
        if found is None:
            place = Place(self.file, scalar.line, path=path)
            found = self._templates[scalar] = template(scalar.text, place, self.problems)
            self.use(part for part in found if isinstance(part, Placeholder))
        return found

    def inline(self, scalar: Scalar, path: str) -> tuple[Inline, ...]:
        """A text with marks inside the line."""
        found = self._inlines.get(scalar)
        if found is None:
            found, problems = read_inline(scalar.text, Place(self.file, scalar.first_line, path=path))
            self._inlines[scalar] = found
            self.problems += problems
            self.use_inlines(found)
        return found

    def body(self, scalar: Scalar, path: str) -> BodyText:
        """A text in the grammar of the body."""
        found = self._bodies.get(scalar)
        if found is None:
            place = Place(self.file, scalar.first_line, path=path)
            flat = is_on_one_line(scalar)
            found = self._bodies[scalar] = self.take_body(scalar.text, place, is_on_one_line=flat)
        return found

    def take_body(self, text: str, place: Place, *, is_on_one_line: bool = False) -> BodyText:
        """Read a text in the grammar of the body, its footnotes among those of the whole source."""
        found, problems = read_body(text, place, is_on_one_line=is_on_one_line)
        self.problems += problems
        for note in found.notes:
            if note.id in self.notes:
                self.problems.append(problem("duplicate-footnote", note.place, id=note.id))
            self.notes.setdefault(note.id, note)
            self.use_note(note)
        self.use_blocks(found.nodes)
        return found

    def use_note(self, note: NoteNode) -> None:
        """Remember the names of a footnote; a mark in it is a problem."""
        before = len(self.marks)
        self.use_blocks(note.nodes)
        for mark in self.marks[before:]:
            self.problems.append(problem("footnote-in-footnote", mark.place, id=mark.id))
        del self.marks[before:]

    def use(self, placeholders: Iterable[Placeholder]) -> None:
        """Remember the names that placeholders take values from."""
        for item in placeholders:
            self.names |= item.names

    def use_blocks(self, nodes: Iterable[BlockNode]) -> None:
        """Remember the names and footnote marks of blocks."""
        for node in nodes:
            match node:
                case ParagraphNode(inlines=inlines):
                    self.use_inlines(inlines)
                case TableNode(titles=titles, rows=rows):
                    self.use_inlines(item for title in titles for item in title)
                    self.use_blocks(rows)
                case Choice(branches=branches):
                    self.use(condition for condition, _ in branches if condition is not None)
                    self.use_blocks(inner for _, nodes in branches for inner in nodes)
                case Loop(over=over, nodes=inner):
                    self.use([over])
                    self.use_blocks(inner)
                case _:
                    self.use_inlines(item for cell in node.cells for item in cell)

    def use_inlines(self, inlines: Iterable[Inline]) -> None:
        """Remember the names and footnote marks of inline nodes."""
        for item in inlines:
            if isinstance(item, Filled):
                self.use([item.placeholder])
            elif isinstance(item, Address):
                self.use(part for part in item.parts if isinstance(part, Placeholder))
            elif isinstance(item, NoteMark):
                self.marks.append(item)

    @property
    def free_names(self) -> frozenset[str]:
        """The names that values may be given for, those of loops among them."""
        return frozenset(self.names.difference(RESERVED))

    def footnote_problems(self) -> Iterator[Problem]:
        """Footnotes without a mark, marks without a footnote, two marks for one."""
        marked: set[str] = set()
        for mark in self.marks:
            if mark.id not in self.notes:
                known = "; ".join(sorted(self.notes)[:10]) or "–"
                yield problem("undefined-footnote", mark.place, id=mark.id, known=known)
            elif mark.id in marked:
                yield problem("footnote-used-twice", mark.place, id=mark.id)
            marked.add(mark.id)
        for note in self.notes.values():
            if note.id not in marked:
                yield problem("unused-footnote", note.place, id=note.id)


def is_on_one_line(scalar: Scalar) -> bool:
    """True for a text whose line feeds are not lines of the file."""
    return scalar.style is not Style.LITERAL
