"""Lines of a text read as blocks: paragraphs by level, tables, footnotes, conditions, loops (đọc lời văn)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from attrs import evolve, field, frozen

from congvan.model import Level
from congvan.problems import Place, Problem
from congvan.source.faults import problem
from congvan.source.placeholders import Placeholder, placeholder
from congvan.source.text.forms import Form, TypedNumber, form_of, typed_number
from congvan.source.text.inline import NOTE_ID, Inline, read_inline
from congvan.source.text.levels import TITLED, is_escaped_marker, read_marker
from congvan.source.text.pipes import cells_of, is_rule

DEEPEST = 16
"""How deep conditions and loops may stand in each other."""

_TAG = re.compile(r"\{%-?\s*(?P<word>\w+)\s*(?P<rest>.*?)\s*-?%\}")
_FOR = re.compile(r"(?P<names>[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*)\s+in\s+(?P<over>.+)")
_CONDITION_IN_FOR = re.compile(r"\sif\s")
_NOTE = re.compile(rf"\[\^({NOTE_ID})\]:[ \t]*(.*)", re.DOTALL)
_NEAR = 40


@frozen
class ParagraphNode:
    """One paragraph as read: its level and marker, its inline nodes and their form, its line.

    `number` is set where a value may make the marker; `heading` is None where values tell whether it is one.
    """

    level: Level
    marker: str
    inlines: tuple[Inline, ...]
    place: Place
    number: TypedNumber | None = field(init=False, eq=False)
    form: Form | None = field(init=False, eq=False)
    heading: bool | None = field(init=False, eq=False)

    @number.default
    def _number_of(self) -> TypedNumber | None:
        return typed_number(self.inlines) if self.level is Level.PLAIN else None

    @form.default
    def _form_of(self) -> Form | None:
        return form_of(self.inlines)

    @heading.default
    def _heading_of(self) -> bool | None:
        return self.form.heading(self.level) if self.form is not None else None


@frozen
class RowNode:
    """One row of a pipe table: the inline nodes of its cells and their forms."""

    cells: tuple[tuple[Inline, ...], ...]
    place: Place
    forms: tuple[Form | None, ...] = field(init=False, eq=False)

    @forms.default
    def _forms_of(self) -> tuple[Form | None, ...]:
        return tuple(map(form_of, self.cells))


@frozen
class TableNode:
    """A pipe table: its headings, its rows with conditions and loops around some of them."""

    titles: tuple[tuple[Inline, ...], ...]
    rows: tuple[BlockNode, ...]
    place: Place


@frozen
class Choice:
    """`{% if %}`: each branch with its condition, None for `{% else %}`."""

    branches: tuple[tuple[Placeholder | None, tuple[BlockNode, ...]], ...]
    place: Place


@frozen
class Loop:
    """`{% for names in over %}`."""

    names: tuple[str, ...]
    over: Placeholder
    nodes: tuple[BlockNode, ...]
    place: Place


BlockNode = ParagraphNode | RowNode | TableNode | Choice | Loop


@frozen
class NoteNode:
    """The definition of a footnote."""

    id: str
    nodes: tuple[BlockNode, ...]
    place: Place


@frozen
class BodyText:
    """A text read: its blocks and the footnotes it defines."""

    nodes: tuple[BlockNode, ...] = ()
    notes: tuple[NoteNode, ...] = ()


@frozen
class Line:
    """One line of the text: itself without the blanks around, whether it was indented, its place."""

    text: str
    is_indented: bool
    place: Place


def lines_of(text: str, place: Place, *, is_on_one_line: bool = False) -> list[Line]:
    """The lines of a text whose first character stands at `place`; columns are kept when it has one.

    `is_on_one_line` tells a text within quotation marks: all of it has the one line of the file.
    """
    found = []
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip(" \t")
        indent = len(raw) - len(raw.lstrip(" \t"))
        column = None if place.column is None else place.column + indent
        line = place.line if place.line is None or is_on_one_line else place.line + number
        found.append(Line(stripped, bool(indent), evolve(place, line=line, column=column)))
    return found


def read_body(text: str, place: Place, *, is_on_one_line: bool = False) -> tuple[BodyText, list[Problem]]:
    """The blocks of a text and everything wrong with its grammar; `place` is that of its first line."""
    reader = _Reader(lines_of(text, place, is_on_one_line=is_on_one_line))
    nodes = reader.blocks(frozenset())
    return BodyText(nodes, tuple(reader.notes)), reader.problems


class _Reader:
    """Goes down the lines; `position` is the next one to read."""

    def __init__(self, lines: list[Line], *, is_note: bool = False) -> None:
        self.lines = lines
        self.position = 0
        self.problems: list[Problem] = []
        self.notes: list[NoteNode] = []
        self.is_note = is_note
        self.is_stopped = False
        self.depth = 0

    def report(self, code: str, line: Line, **parameters: str | int) -> None:
        if self.is_stopped:
            return
        self.problems.append(
            problem(code, evolve(line.place, column=None), near=line.text[:_NEAR], **parameters)
        )

    def peek(self) -> Line | None:
        """The next line that is not blank."""
        while self.position < len(self.lines) and not self.lines[self.position].text:
            self.position += 1
        return self.lines[self.position] if self.position < len(self.lines) else None

    def blocks(self, until: frozenset[str]) -> tuple[BlockNode, ...]:
        return tuple(self.each_block(until))

    def each_block(self, until: frozenset[str]) -> Iterator[BlockNode]:
        while line := self.peek():
            if line.text.startswith("{%"):
                word = self.tag_word(line)
                if word in until:
                    return
                yield from self.tagged(line, word, self.blocks)
            elif found := _NOTE.fullmatch(line.text):
                self.note(line, found[1], found.start(2))
            elif line.text.startswith("|") and not self.is_note:
                yield from self.table(line)
            else:
                yield from self.paragraph(line)

    def tag_word(self, line: Line) -> str:
        found = _TAG.fullmatch(line.text)
        return found["word"] if found else ""

    def tagged(
        self, line: Line, word: str, inner: Callable[[frozenset[str]], tuple[BlockNode, ...]]
    ) -> Iterator[BlockNode]:
        """The block node that a line with a tag opens; `inner` reads what stands in it."""
        self.position += 1
        if word in ("if", "for") and self.depth >= DEEPEST:
            # What follows would only be reported as not closed.
            self.report("tags-too-deep", line, most=DEEPEST)
            self.is_stopped, self.position = True, len(self.lines)
            return
        if word not in ("if", "for"):
            self.report(self.wrong_tag(word), line, word=word)
            return
        self.depth += 1
        yield self.choice(line, inner) if word == "if" else self.loop(line, inner)
        self.depth -= 1

    def wrong_tag(self, word: str) -> str:
        if word in ("endif", "endfor", "else", "elif"):
            return "unopened-tag"
        return "unknown-tag" if word else "tag-in-line"

    def rest_of(self, line: Line) -> str:
        found = _TAG.fullmatch(line.text)
        return found["rest"] if found else ""

    def condition(self, line: Line) -> Placeholder:
        return placeholder(self.rest_of(line), line.place, self.problems)

    def choice(self, line: Line, inner: Callable[[frozenset[str]], tuple[BlockNode, ...]]) -> Choice:
        branches: list[tuple[Placeholder | None, tuple[BlockNode, ...]]] = []
        condition: Placeholder | None = self.condition(line)
        while True:
            until = frozenset(("elif", "else", "endif") if condition is not None else ("endif",))
            branches.append((condition, inner(until)))
            following = self.peek()
            word = self.tag_word(following) if following else ""
            if following is None or word not in until:
                self.report("unclosed-tag", line, word="if", end="endif")
                break
            self.position += 1
            if word == "endif":
                break
            condition = self.condition(following) if word == "elif" else None
        return Choice(tuple(branches), line.place)

    def loop(self, line: Line, inner: Callable[[frozenset[str]], tuple[BlockNode, ...]]) -> Loop:
        found = _FOR.fullmatch(self.rest_of(line))
        if found is None or _CONDITION_IN_FOR.search(found["over"]):
            self.report("bad-for", line)
            over = Placeholder("", line.place)
        else:
            over = placeholder(found["over"], line.place, self.problems)
        nodes = inner(frozenset(("endfor",)))
        following = self.peek()
        if following is None or self.tag_word(following) != "endfor":
            self.report("unclosed-tag", line, word="for", end="endfor")
        else:
            self.position += 1
        names = tuple(re.split(r"\s*,\s*", found["names"])) if found else ()
        return Loop(names, over, nodes, line.place)

    def joined(self) -> str:
        """The text of the paragraph that begins here: a backslash at a line's end takes the next one in."""
        parts = []
        while True:
            text = self.lines[self.position].text
            self.position += 1
            is_broken = (len(text) - len(text.rstrip("\\"))) % 2 == 1
            parts.append(text[:-1] if is_broken else text)
            if not is_broken or self.position >= len(self.lines):
                return "\n".join([*parts, ""] if is_broken else parts)

    def inlines(self, text: str, place: Place, skipped: int) -> tuple[Inline, ...]:
        column = None if place.column is None else place.column + skipped
        found, problems = read_inline(text[skipped:], evolve(place, column=column))
        self.problems += problems
        return found

    def paragraph(self, line: Line) -> Iterator[BlockNode]:
        if line.text.startswith("|"):
            self.report("table-in-footnote", line)
        text = self.joined()
        marker = read_marker(text)
        if marker is None:
            yield ParagraphNode(Level.PLAIN, "", self.prose(text, line.place), line.place)
        elif marker.level in TITLED:
            yield ParagraphNode(marker.level, marker.text, self.title(), line.place)
        else:
            if not text[marker.end :]:
                self.report("marker-without-text", line, marker=marker.text)
            inlines = self.inlines(text, line.place, marker.end)
            yield ParagraphNode(marker.level, marker.text, inlines, line.place)

    def prose(self, text: str, place: Place) -> tuple[Inline, ...]:
        # `\*` is an escape of the line's own grammar too; the other markers have no meaning inside a line.
        is_escaped = is_escaped_marker(text) and text[1] != "*"
        return self.inlines(text, place, int(is_escaped))

    def title(self) -> tuple[Inline, ...]:
        line = self.peek()
        if (
            line is None
            or read_marker(line.text)
            or line.text.startswith(("|", "{%"))
            or _NOTE.match(line.text)
        ):
            return ()
        return self.prose(self.joined(), line.place)

    def note(self, line: Line, name: str, start: int) -> None:
        if self.is_note:
            self.report("footnote-in-footnote", line, id=name)
        column = None if line.place.column is None else line.place.column + start
        first = Line(line.text[start:], is_indented=True, place=evolve(line.place, column=column))
        self.position += 1
        lines = [first, *self.indented()]
        reader = _Reader(lines, is_note=True)
        nodes = reader.blocks(frozenset())
        self.problems += reader.problems
        if not nodes:
            self.report("empty-footnote", line, id=name)
        self.notes.append(NoteNode(name, nodes, line.place))

    def indented(self) -> Iterator[Line]:
        start = self.position
        while (following := self.peek()) and following.is_indented:
            self.position += 1
            yield from self.lines[start : self.position]
            start = self.position

    def table(self, line: Line) -> Iterator[BlockNode]:
        titles = self.row(line)
        if self.position >= len(self.lines) or not is_rule(self.lines[self.position].text):
            self.report("table-without-rule", line)
            while self.position < len(self.lines) and self.lines[self.position].text.startswith("|"):
                self.position += 1
            return
        self.position += 1
        yield TableNode(titles.cells, self.rows(frozenset(), len(titles.cells)), line.place)

    def row(self, line: Line) -> RowNode:
        self.position += 1
        cells = [self.inlines(text, line.place, start) for text, start in cells_of(line.text)]
        return RowNode(tuple(cells), line.place)

    def rows(self, until: frozenset[str], width: int) -> tuple[BlockNode, ...]:
        return tuple(self.each_row(until, width))

    def each_row(self, until: frozenset[str], width: int) -> Iterator[BlockNode]:
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if line.text.startswith("|"):
                row = self.row(line)
                if len(row.cells) != width:
                    self.report("table-row-length", line, expected=width, found=len(row.cells))
                yield row
            elif line.text.startswith("{%") and self.tag_word(line) not in until and self.leads_to_row():
                yield from self.tagged(line, self.tag_word(line), lambda inner: self.rows(inner, width))
            else:
                return

    def leads_to_row(self) -> bool:
        """True when an opening tag here has a row of the table as its first line."""
        position = self.position
        while position < len(self.lines) and self.tag_word(self.lines[position]) in ("if", "for"):
            position += 1
        return (
            position > self.position
            and position < len(self.lines)
            and self.lines[position].text.startswith("|")
        )
