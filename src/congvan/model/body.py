"""The text of a dispatch: flat blocks of runs (nội dung: phần, chương, mục, điều, khoản, điểm ...)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import cast

from attrs import field, frozen

from congvan.model.fields import (
    as_items,
    as_made,
    as_optional_text,
    as_text,
    item_problems,
    made_of,
    optional_text_problems,
    problem,
    refuse,
    text_problems,
    type_problems,
)
from congvan.problems import Problem


class Level(Enum):
    """How deep a paragraph stands, by the decree's own names (ND30-PL1-II.6.đ)."""

    # Looked up for every paragraph: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    PART = "phần"
    CHAPTER = "chương"
    SECTION = "mục"
    SUBSECTION = "tiểu mục"
    ROMAN_SECTION = "mục La Mã"
    ARTICLE = "điều"
    CLAUSE = "khoản"
    SUBCLAUSE = "tiết"
    POINT = "điểm"
    DASH = "gạch đầu dòng"
    PLUS = "dấu cộng"
    NOTE = "ghi chú"
    PLAIN = "đoạn văn"


class Script(Enum):
    """Where a run stands on the line: on it, raised, or lowered."""

    # Looked up for every run: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    NORMAL = "normal"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@frozen
class Text:
    """A run of text in one look; bold and italic may both be set."""

    text: str = field(converter=as_text)
    bold: bool = field(default=False, kw_only=True)
    italic: bool = field(default=False, kw_only=True)
    script: Script = field(default=Script.NORMAL, kw_only=True)

    def __attrs_post_init__(self) -> None:
        # Nearly every text is printable and in a look of the right types: one question, for there are many.
        is_look = type(self.bold) is type(self.italic) is bool and type(self.script) is Script
        if is_look and type(self.text) is str and self.text.isprintable():
            return
        refuse(
            [
                *text_problems("text", self.text, blank=True),
                *_look_problems(self),
                *type_problems("script", self.script, Script),
            ]
        )


@frozen
class Link:
    """An address printed as it is and clickable (liên kết): http(s):// or e-mail."""

    target: str = field(converter=as_text)
    bold: bool = field(default=False, kw_only=True)
    italic: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = list(text_problems("target", self.target))
        if not problems and not is_link(self.target):
            problems.append(problem("bad-link", "target", value=self.target))
        refuse([*problems, *_look_problems(self)])

    @property
    def url(self) -> str:
        """The address as a relationship writes it: an e-mail gets `mailto:`."""
        return self.target if "://" in self.target else f"mailto:{self.target}"


def _look_problems(run: Text | Link | Value) -> Iterator[Problem]:
    yield from type_problems("bold", run.bold, bool)
    yield from type_problems("italic", run.italic, bool)


def is_link(text: str) -> bool:
    """True for an http(s) address or an e-mail address, without blanks."""
    if any(character.isspace() for character in text):
        return False
    if text.startswith(("http://", "https://")):
        return len(text) > len("https://")
    before, at, after = text.partition("@")
    return bool(before and at and "." in after and "@" not in after)


@frozen
class LineBreak:
    """A new line inside the paragraph (xuống dòng)."""


class ValueOf(Enum):
    """What a typed inline value belongs to; the value is the word of the placeholder."""

    DEADLINE = "deadlines"
    PERIOD = "periods"
    CITATION = "citations"
    TABLE_TOTAL = "tables"
    ASSIGNMENTS = "assignments"


ALL_ASSIGNMENTS = "paragraphs"
"""The name of the value that stands for every assignment."""


@frozen
class Value:
    """A deadline, period, citation, table total or the assignments, printed where it stands (giá trị).

    `name` is its name in the dispatch; `part` one of its parts, empty for the whole; of a table, the key of
    the column. The assignments, named ALL_ASSIGNMENTS, print as paragraphs where they stand alone in one.
    """

    of: ValueOf
    name: str
    part: str = ""
    bold: bool = field(default=False, kw_only=True)
    italic: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *type_problems("of", self.of, ValueOf),
                *text_problems("name", self.name),
                *text_problems("part", self.part, blank=True),
                *_look_problems(self),
            ]
        )

    @property
    def expression(self) -> str:
        """As a source file writes it between its braces: `deadlines.reply.date`."""
        if self.of is ValueOf.TABLE_TOTAL:
            return f'tables.{self.name}.total("{self.part}")'
        return ".".join(item for item in (self.of.value, self.name, self.part) if item)


def _as_note_paragraphs(value: str | Paragraph | Iterable[str | Paragraph]) -> tuple[Paragraph, ...]:
    return as_paragraphs(value)


@frozen
class Footnote:
    """A note at the foot of the page (chú thích), standing where its mark does; it holds paragraphs.

    `id` is what a source file calls it, None lets `dump` choose; two notes are equal when they say the same.
    """

    blocks: tuple[Paragraph, ...] = field(converter=_as_note_paragraphs)
    id: str | None = field(default=None, converter=as_optional_text, eq=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = list(item_problems("blocks", self.blocks, Paragraph))
        if self.blocks == ():
            problems.append(problem("empty", "blocks"))
        problems += optional_text_problems("id", self.id)
        nested = not problems and any(
            isinstance(run, Footnote) for block in self.blocks for run in block.runs
        )
        refuse([*problems, *([problem("footnote-in-footnote", "blocks")] if nested else [])])


Run = Text | Link | LineBreak | Value | Footnote
RUN_TYPES = (Text, Link, LineBreak, Value, Footnote)
_RUN_TYPES = frozenset(RUN_TYPES)


def as_runs(value: str | Run | Iterable[str | Run]) -> tuple[Run, ...]:
    """Runs as a tuple; a bare text is plain, its line feeds breaks; neighbours of one look are joined."""
    if type(value) is tuple and len(value) == 1 and _is_worded(value[0]):
        return cast("tuple[Run, ...]", value)
    items = tuple(value) if type(value) is list else as_items(value, str, *RUN_TYPES)
    if type(items) is not tuple:
        return items
    # Texts alone, none empty, each in another look than the one before it, stay as they are: nearly all do.
    before = None
    for item in items:
        if type(item) is not Text or not item.text:
            break
        # Two that differ in `script` alone are asked again below.
        if before is not None and before.bold is item.bold and before.italic is item.italic:
            break
        before = item
    else:
        return items
    runs: list[Run] = []
    for item in items:
        for run in _text_runs(item) if isinstance(item, str) else (item,):
            _append_joined(runs, run)
    return tuple(runs)


def _is_worded(item: object) -> bool:
    return type(item) is Text and item.text != ""


def _are_alike(one: Text, other: Text) -> bool:
    return one.bold is other.bold and one.italic is other.italic and one.script is other.script


def _text_runs(text: str) -> Iterator[Run]:
    for index, line in enumerate(text.split("\n")):
        if index:
            yield LineBreak()
        if line:
            yield made_of(Text, line)


def _append_joined(runs: list[Run], run: Run) -> None:
    last = runs[-1] if runs else None
    if isinstance(run, Text) and not run.text:
        return
    if isinstance(run, Text) and isinstance(last, Text) and _are_alike(last, run):
        runs[-1] = Text(last.text + run.text, bold=run.bold, italic=run.italic, script=run.script)
    else:
        runs.append(run)


_PLAIN = Level.PLAIN


@frozen
class Paragraph:
    """One paragraph (đoạn): its level, its marker as typed (`1.`, `a)`, `-`, empty when plain), its runs.

    For phần, chương, mục, tiểu mục the marker is the first line (`Phần I`), the runs are the title below it.
    `heading` sets it in bold and keeps it with the next paragraph.
    """

    runs: tuple[Run, ...] = field(converter=as_runs)
    level: Level = field(default=Level.PLAIN, kw_only=True)
    marker: str = field(default="", converter=as_text, kw_only=True)
    heading: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        runs, marker, level = self.runs, self.marker, self.level
        is_held = type(runs) is tuple and _RUN_TYPES.issuperset(map(type, runs))
        if is_held and type(self.heading) is bool and marker == "" and level is _PLAIN:
            return
        is_marked = type(marker) is str and marker.isprintable() and bool(marker.strip())
        is_told = is_marked and type(level) is Level and level is not _PLAIN
        if not (is_held and type(self.heading) is bool and is_told):
            self._refuse()

    def _refuse(self) -> None:
        """Raise what is wrong, if anything is."""
        problems = [
            *item_problems("runs", self.runs, *RUN_TYPES),
            *type_problems("level", self.level, Level),
            *text_problems("marker", self.marker, blank=True),
            *type_problems("heading", self.heading, bool),
        ]
        if not problems and (self.level is Level.PLAIN) != (not self.marker.strip()):
            problems.append(problem("marker-and-level", "marker", marker=self.marker, level=self.level.value))
        refuse(problems)

    @property
    def text(self) -> str:
        """Its words without the marker; values stand as their expression in braces, notes are left out."""
        return "".join(run_text(run) for run in self.runs)


def run_text(run: Run) -> str:
    """The words of one run; a footnote has none here."""
    match run:
        case Text():
            return run.text
        case Link():
            return run.target
        case LineBreak():
            return "\n"
        case Value():
            return f"{{{{ {run.expression} }}}}"
        case Footnote():
            return ""


def as_paragraphs(value: str | Paragraph | Iterable[str | Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs as a tuple; a bare text is a plain paragraph."""
    return as_made(Paragraph, value, Paragraph)
