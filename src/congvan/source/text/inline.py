"""Marks inside a line: looks, links, footnote marks, escapes, placeholders (định dạng trong dòng)."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Callable

from attrs import evolve, frozen

from congvan.model import Script
from congvan.model.body import is_link
from congvan.problems import Place, Problem
from congvan.source.faults import problem
from congvan.source.placeholders import OPENING, Placeholder, Template, placeholder, placeholder_end

BLANKS = " \t\n"
ESCAPABLE = frozenset(string.punctuation + " \t")
"""What a `\\` before it makes plain text."""
MOST_PROBLEMS = 50
"""Problems that are told of one paragraph."""
NOTE_ID = r"[^\[\]\s^]+"

_SPECIAL = re.compile(r"[\\*^~<\[{}\n]")
_STARS = re.compile(r"\*+")
_NOTE_MARK = re.compile(rf"\[\^({NOTE_ID})\]")
_SCRIPTS = {"^": Script.SUPERSCRIPT, "~": Script.SUBSCRIPT}
_NEAR = 30


@frozen
class Look:
    """How words stand: bold, italic, raised or lowered."""

    bold: bool = False
    italic: bool = False
    script: Script = Script.NORMAL


@frozen
class Words:
    """Text in one look."""

    text: str
    look: Look = Look()


@frozen
class Filled:
    """A placeholder in one look."""

    placeholder: Placeholder
    look: Look = Look()


@frozen
class Address:
    """A link; its address may hold placeholders."""

    parts: Template
    look: Look = Look()


@frozen
class Break:
    """A new line inside the paragraph."""


@frozen
class NoteMark:
    """The mark of a footnote: its id and where it stands."""

    id: str
    place: Place


Inline = Words | Filled | Address | Break | NoteMark


def read_inline(text: str, place: Place) -> tuple[tuple[Inline, ...], list[Problem]]:
    """The marks of one paragraph's text, and everything that does not pair.

    `place` is that of its first character; a line feed in the text is a line break of the paragraph.
    """
    reader = _Reader(text, place)
    reader.read()
    return tuple(reader.items), reader.problems


class _Reader:
    """Goes through the text once; marks switch the look, what is open at the end did not pair."""

    def __init__(self, text: str, place: Place) -> None:
        self.text = text
        self.start = place
        self.position = 0
        self.items: list[Inline] = []
        self.problems: list[Problem] = []
        self.look = Look()
        self.opened: dict[str, int] = {}
        self.escape_end = -1
        self.pieces: list[str] = []
        self.has_unclosed = False
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def read(self) -> None:
        take: dict[str, Callable[[], None]] = {
            "\\": self.escape,
            "*": self.stars,
            "^": self.script,
            "~": self.script,
            "<": self.address,
            "[": self.note_mark,
            "{": self.braces,
            "}": self.closing_braces,
            "\n": self.line_break,
        }
        while found := _SPECIAL.search(self.text, self.position):
            self.words(self.text[self.position : found.start()])
            self.position = found.start()
            take[found[0]]()
        self.words(self.text[self.position :])
        self.flush()
        for mark, position in self.opened.items():
            self.report("unpaired", position, mark=mark)

    def place(self, position: int) -> Place:
        line = bisect_right(self.lines, position) - 1
        if self.start.line is None:
            return self.start
        offset = position - self.lines[line]
        column = self.start.column if line == 0 else 1
        return evolve(
            self.start,
            line=self.start.line + line,
            column=None if self.start.column is None else (column or 1) + offset,
        )

    def report(self, code: str, position: int, **parameters: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            return
        near = self.text[position : position + _NEAR].split("\n")[0]
        self.problems.append(problem(code, self.place(position), near=near, **parameters))

    def words(self, text: str, *, escaped: bool = False) -> None:
        if not text:
            return
        if self.look.script is not Script.NORMAL and not escaped and any(blank in text for blank in BLANKS):
            self.abandon_script()
        self.pieces.append(text)

    def flush(self) -> None:
        if self.pieces:
            self.items.append(Words("".join(self.pieces), self.look))
            self.pieces = []

    def add(self, item: Inline) -> None:
        self.flush()
        self.items.append(item)

    def change(self, look: Look) -> None:
        self.flush()
        self.look = look

    def abandon_script(self) -> None:
        mark = "^" if self.look.script is Script.SUPERSCRIPT else "~"
        self.report("unpaired", self.opened.pop(mark), mark=mark)
        self.change(Look(self.look.bold, self.look.italic))

    def text_mark(self, length: int) -> None:
        self.words(self.text[self.position : self.position + length], escaped=True)
        self.position += length

    def escape(self) -> None:
        following = self.text[self.position + 1 : self.position + 2]
        if following and following in ESCAPABLE:
            self.words(following, escaped=True)
            self.position += 2
            self.escape_end = self.position
        else:
            self.text_mark(1)

    def is_blank_before(self) -> bool:
        before = self.text[self.position - 1 : self.position] if self.position else "\n"
        return before in BLANKS and self.escape_end != self.position

    def stars(self) -> None:
        found = _STARS.match(self.text, self.position)
        length = len(found[0]) if found else 1
        before = self.text[self.position - 1 : self.position] if self.position else ""
        after = self.text[self.position + length : self.position + length + 1]
        is_note_sign = before == "(" and after == ")"
        if (length == 1 and before.isalnum() and after.isalnum()) or is_note_sign:
            self.text_mark(length)
            return
        marks = [mark for mark, size in (("**", 2), ("*", 1)) if length in (size, 3)]
        can_open = after != "" and after not in BLANKS
        can_close = not self.is_blank_before()
        if not marks or not all(can_close if mark in self.opened else can_open for mark in marks):
            self.report("unpaired", self.position, mark="*" * length)
            self.text_mark(length)
            return
        for mark in marks:
            self.switch(mark)
        self.position += length

    def switch(self, mark: str) -> None:
        is_open = self.opened.pop(mark, None) is not None
        if not is_open:
            self.opened[mark] = self.position
        look = self.look
        is_bold = mark == "**"
        bold, italic = (not is_open, look.italic) if is_bold else (look.bold, not is_open)
        self.change(Look(bold, italic, look.script))

    def script(self) -> None:
        mark = self.text[self.position]
        if self.look.script is Script.NORMAL:
            self.opened[mark] = self.position
            self.change(Look(self.look.bold, self.look.italic, _SCRIPTS[mark]))
            self.position += 1
        elif self.look.script is _SCRIPTS[mark] and self.opened[mark] < self.position - 1:
            del self.opened[mark]
            self.change(Look(self.look.bold, self.look.italic))
            self.position += 1
        else:
            self.report("unpaired", self.position, mark=mark)
            self.text_mark(1)

    def address(self) -> None:
        problems: list[Problem] = []
        parts, end = self.address_parts(self.position + 1, problems)
        shown = "".join(part if isinstance(part, str) else "x" for part in parts)
        if end is None or not is_link(shown):
            if shown.startswith(("http://", "https://")) and end is None:
                self.report("unclosed-link", self.position)
            self.text_mark(1)
            return
        if self.look.script is not Script.NORMAL:
            self.report("script-holds-text-only", self.position)
        self.problems += problems
        self.add(Address(parts, self.look))
        self.position = end

    def address_parts(self, position: int, problems: list[Problem]) -> tuple[Template, int | None]:
        parts: list[str | Placeholder] = []
        text = ""
        while position < len(self.text) and self.text[position] not in BLANKS + "<":
            character = self.text[position]
            if character == ">":
                return tuple(part for part in (*parts, text) if part), position + 1
            if self.text.startswith(OPENING, position) and (end := self.end_of_placeholder(position)):
                inner = self.text[position + 2 : end - 2]
                parts += [text, placeholder(inner, self.place(position), problems)]
                text, position = "", end
                continue
            is_escape = character == "\\" and self.text[position + 1 : position + 2] in ESCAPABLE
            position += is_escape
            text += self.text[position : position + 1]
            position += 1
        return (*parts, text), None

    def note_mark(self) -> None:
        if found := _NOTE_MARK.match(self.text, self.position):
            self.add(NoteMark(found[1], self.place(self.position)))
            self.position = found.end()
        else:
            self.text_mark(1)

    def braces(self) -> None:
        opening = self.text[self.position : self.position + 2]
        if opening == OPENING:
            self.filled()
        elif opening in ("{%", "{#"):
            self.report("tag-in-line" if opening == "{%" else "comment-in-text", self.position)
            self.text_mark(2)
        else:
            self.text_mark(1)

    def end_of_placeholder(self, position: int) -> int | None:
        end = None if self.has_unclosed else placeholder_end(self.text, position)
        self.has_unclosed = end is None
        return end

    def filled(self) -> None:
        end = self.end_of_placeholder(self.position)
        if end is None:
            self.report(
                "unclosed-placeholder", self.position, text=self.text[self.position : self.position + _NEAR]
            )
            self.text_mark(2)
            return
        place = self.place(self.position)
        found = placeholder(self.text[self.position + 2 : end - 2], place, self.problems)
        if found.value is not None and self.look.script is not Script.NORMAL:
            self.report("script-holds-text-only", self.position)
        self.add(Filled(found, self.look))
        self.position = end

    def closing_braces(self) -> None:
        if self.text.startswith("}}", self.position):
            self.report("stray-braces", self.position)
            self.text_mark(2)
        else:
            self.text_mark(1)

    def line_break(self) -> None:
        if self.look.script is not Script.NORMAL:
            self.abandon_script()
        self.add(Break())
        self.position += 1
