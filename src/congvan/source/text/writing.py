"""Blocks written back in the grammar of the body, escaping what must be (ghi lời văn)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import evolve, field, mutable

from congvan.model import Block, Column, Footnote, LineBreak, Link, Paragraph, Run, Script, Table, Text, Value
from congvan.problems import Place, SourceError
from congvan.source.faults import problem
from congvan.source.placeholders import is_typed
from congvan.source.text.inline import BLANKS, NOTE_ID, Look
from congvan.source.text.levels import TITLED, headed, read_marker

NOTHING = '{{ "" }}'
"""A placeholder that prints nothing: it keeps apart what would be read as one mark."""

_SCRIPT_MARKS = {Script.SUPERSCRIPT: "^", Script.SUBSCRIPT: "~"}
_NOTE_START = re.compile(rf"\[\^{NOTE_ID}\]:")
_AT_END = re.compile(r"[ \t]+\Z")
_INDENT = "    "


@mutable
class Notes:
    """Names footnotes and keeps those whose text is still to be written."""

    taken: set[str]
    waiting: list[tuple[str, Footnote]] = field(factory=list)
    _last: int = 0

    def name(self, note: Footnote) -> str:
        """The name of a footnote's mark: its own where a source can write it, else the next number."""
        name = note.id or ""
        if not re.fullmatch(NOTE_ID, name):
            name = self._next()
        self.waiting.append((name, note))
        return name

    def _next(self) -> str:
        while True:
            self._last += 1
            if str(self._last) not in self.taken:
                return str(self._last)

    def definitions(self) -> list[str]:
        """The definitions still to be written, as paragraphs of a text."""
        written = []
        while self.waiting:
            waiting, self.waiting = self.waiting, []
            written += [self._definition(name, note) for name, note in waiting]
        return written

    def _definition(self, name: str, note: Footnote) -> str:
        lines = "\n".join(_note_paragraph(paragraph, self) for paragraph in note.blocks).split("\n")
        return "\n".join([f"[^{name}]: {lines[0]}", *(_INDENT + line for line in lines[1:])])


def _note_paragraph(paragraph: Paragraph, notes: Notes) -> str:
    text = None if paragraph.heading else _lines(paragraph, notes)
    if text is None:
        raise SourceError(
            problem("cannot-write", Place(), value=f"{paragraph.marker} {paragraph.text}".strip())
        )
    return text


def block_text(block: Block, notes: Notes) -> str | None:
    """A block as the body writes it; None when the body's grammar cannot say it."""
    if isinstance(block, Table):
        return _pipe_table(block, notes) if _is_pipe_table(block) else None
    runs = _as_typed(block)
    return None if runs is None else _lines(evolve(block, runs=runs), notes)


def _as_typed(paragraph: Paragraph) -> tuple[Run, ...] | None:
    """The runs whose looks and ending make the paragraph what it is, heading or not; None when none do."""
    wanted = (paragraph.runs, paragraph.heading)
    if headed(paragraph.level, paragraph.runs) == wanted:
        return paragraph.runs
    bold = tuple(
        run if isinstance(run, Footnote | LineBreak) else evolve(run, bold=True) for run in paragraph.runs
    )
    return bold if headed(paragraph.level, bold) == wanted else None


def _lines(paragraph: Paragraph, notes: Notes) -> str | None:
    """The lines of a paragraph with its marker; None when the marker would be read as something else."""
    before = list(notes.waiting)
    words = inline_text(paragraph.runs, notes) or NOTHING
    marker = paragraph.marker
    if not marker:
        return _broken(_prose(words))
    if paragraph.level in TITLED:
        found = read_marker(marker)
        line = f"{marker}\n{_broken(_prose(words))}"
        is_read = found is not None and (found.level, found.end) == (paragraph.level, len(marker))
    else:
        found = read_marker(f"{marker} {words}")
        line = _broken(f"{marker} {words}")
        is_read = found is not None and (found.level, found.text) == (paragraph.level, marker)
    if not is_read:
        notes.waiting = before
    return line if is_read else None


def _broken(text: str) -> str:
    return text.replace("\n", "\\\n")


def _prose(words: str) -> str:
    """Words that no reader takes for a marker, a table, or a footnote."""
    if _NOTE_START.match(words):
        return NOTHING + words
    return f"\\{words}" if words.startswith("|") or read_marker(words) else words


def inline_text(runs: Iterable[Run], notes: Notes) -> str:
    """Runs with their marks; a line break is a line feed."""
    writer = _Inline(notes)
    listed = tuple(runs)
    for index, run in enumerate(listed):
        writer.write(run, listed[index + 1 :])
    writer.close()
    return "".join(writer.parts)


class _Inline:
    """Writes runs one after the other, switching looks between them."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.parts: list[str] = []
        self.look = Look()

    def write(self, run: Run, rest: tuple[Run, ...]) -> None:
        look = _look_of(run)
        if look is None:
            look = self.look_between(rest)
        content = self.content(run, look)
        if isinstance(run, Text):
            starts_line = not self.parts or self.parts[-1] == "\n"
            is_opened = _has_more_weight(look, self.look)
            is_closed = _has_more_weight(look, (_look_of(rest[0]) or Look()) if rest else Look())
            # Blanks at the end of a line are lost, escaped or not.
            last = _AT_END.search(content) if not rest and look == Look() else None
            content = content[: last.start()] if last else content
            content = _guarded(content, before=starts_line or is_opened, after=is_closed)
            content += f'{{{{ "{last[0]}" }}}}' if last else ""
        self.switch(look, content)
        self.parts.append(content)

    def look_between(self, rest: tuple[Run, ...]) -> Look:
        """How a note or break stands: inside the look around it when that goes on after it."""
        following = next((look for item in rest if (look := _look_of(item)) is not None), Look())
        is_kept = (following.bold, following.italic) == (self.look.bold, self.look.italic)
        return Look(self.look.bold, self.look.italic) if is_kept else Look()

    def content(self, run: Run, look: Look) -> str:
        match run:
            case Text(text):
                return _escaped(text, is_script=look.script is not Script.NORMAL)
            case Link(target):
                return f"<{_escaped_address(target)}>"
            case LineBreak():
                return "\n"
            case Footnote():
                return f"[^{self.notes.name(run)}]"
            case Value():
                if not is_typed(run.expression):
                    raise SourceError(problem("cannot-write", Place(), value=run.expression))
                return f"{{{{ {run.expression} }}}}"

    def switch(self, look: Look, content: str) -> None:
        """Write the marks between the look so far and the next one, before `content`."""
        now, self.look = self.look, look
        is_starred = (now.bold, now.italic) != (look.bold, look.italic)
        if now.script is not Script.NORMAL and (is_starred or now.script is not look.script):
            self.parts.append(_SCRIPT_MARKS[now.script])
            now = evolve(now, script=Script.NORMAL)
        opening = _SCRIPT_MARKS[look.script] if look.script is not now.script else ""
        if is_starred:
            stars = "*" * (2 * (now.bold != look.bold) + (now.italic != look.italic))
            self.parts.append(self.apart(stars, opening + content) + stars)
        self.parts.append(opening)

    def apart(self, stars: str, following: str) -> str:
        """What has to stand before stars that would be read as text where they are."""
        before = next((part[-1] for part in reversed(self.parts) if part), "")
        after = following[:1]
        is_text = len(stars) == 1 and before.isalnum() and after.isalnum()
        return NOTHING if is_text or (before == "(" and after == ")") else ""

    def close(self) -> None:
        self.switch(Look(), "")


def _look_of(run: Run) -> Look | None:
    """The look of a run; None for what has none."""
    match run:
        case Text():
            return Look(run.bold, run.italic, run.script)
        case Link() | Value():
            return Look(run.bold, run.italic)
    return None


def _has_more_weight(look: Look, other: Look) -> bool:
    return (look.bold and not other.bold) or (look.italic and not other.italic)


def _guarded(text: str, *, before: bool, after: bool) -> str:
    """The text with a blank at its ends escaped, where a mark or the end of a line would not stand for it."""
    if before and text[:1] in (" ", "\t"):
        text = f"\\{text}"
    if after and text[-1:] in (" ", "\t") and text[-2:-1] != "\\":
        text = f"{text[:-1]}\\{text[-1]}"
    return text


def _escaped(text: str, *, is_script: bool) -> str:
    return "".join(
        f"\\{character}" if _wants_escape(text, index, is_script=is_script) else character
        for index, character in enumerate(text)
    )


def _wants_escape(text: str, index: int, *, is_script: bool) -> bool:
    """Whether the character would be read as a mark; at the end of a run what follows is not known."""
    character = text[index]
    following = text[index + 1 : index + 2]
    match character:
        case "\\" | "^" | "~":
            return True
        case "*":
            return not (index and text[index - 1].isalnum() and following.isalnum())
        case "<":
            return following == "" or following not in BLANKS
        case "[":
            return following == ""
        case "{":
            # A blank at the end of a line becomes a placeholder of its own.
            return following == "" or following in "{%# \t"
        case "}":
            return following == "}"
    return is_script and character in BLANKS


def _escaped_address(target: str) -> str:
    return re.sub(r"([\\<>]|\{(?=\{))", r"\\\1", target)


def _is_pipe_table(table: Table) -> bool:
    bare = all(column == Column(title=column.title) and "\n" not in column.title for column in table.columns)
    return (
        table == Table(columns=table.columns, rows=table.rows) and bare and all(map(_is_pipe_row, table.rows))
    )


def _is_pipe_row(row: tuple[object, ...]) -> bool:
    for cell in row:
        if isinstance(cell, tuple):
            only = cell[0] if len(cell) == 1 else None
            if not cell or any(isinstance(run, LineBreak) for run in cell):
                return False
            if isinstance(only, Text) and _look_of(only) == Look():
                return False
        elif isinstance(cell, str) and "\n" in cell:
            return False
    return True


def _pipe_table(table: Table, notes: Notes) -> str:
    titles = [inline_text((Text(column.title),), notes) for column in table.columns]
    rows = [titles, ["---"] * len(titles)]
    for row in table.rows:
        cells = [(Text(cell),) if isinstance(cell, str) else cell for cell in row]
        rows.append([inline_text(cell, notes) if isinstance(cell, tuple) else "" for cell in cells])
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
