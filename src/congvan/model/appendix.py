"""Appendices: what is attached, how it travels, how it lies (phụ lục)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from congvan.model.body import Paragraph
from congvan.model.fields import (
    are_all,
    as_items,
    as_optional_text,
    as_text,
    is_sound_or_absent,
    item_problems,
    optional_text_problems,
    own_name_problems,
    problem,
    refuse,
    text_problems,
    type_problems,
)
from congvan.model.marks import Orientation, SendAs
from congvan.model.tables.table import Block, Table, as_blocks
from congvan.problems import Problem
from congvan.vietnamese.dates import DateParts


@frozen(kw_only=True)
class Letterhead:
    """The head of a form that the addressee fills in (tiêu đề biểu mẫu).

    `parent` stands above the name; `name` None prints dots to write on; `place` and `date` (blanks allowed)
    stand under the motto, None leaves dots.
    """

    parent: str | None = field(default=None, converter=as_optional_text)
    name: str | None = field(default=None, converter=as_optional_text)
    place: str | None = field(default=None, converter=as_optional_text)
    date: DateParts | None = None

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *optional_text_problems("parent", self.parent),
                *optional_text_problems("name", self.name),
                *optional_text_problems("place", self.place),
                *type_problems("date", self.date, DateParts, type(None)),
            ]
        )


@frozen
class AttachedFile:
    """An existing workbook or document that is sent unchanged (tệp gửi kèm): its file name and its bytes."""

    name: str = field(converter=as_text)
    data: bytes = field(repr=False)

    def __attrs_post_init__(self) -> None:
        problems = [*text_problems("name", self.name), *type_problems("data", self.data, bytes)]
        if not problems and not is_plain_file_name(self.name):
            problems.append(problem("bad-file-name", "name", value=self.name))
        if not problems and not self.data:
            problems.append(problem("empty-file", "data", name=self.name))
        refuse(problems)


def is_plain_file_name(name: str) -> bool:
    """True for a name that names a file in a folder and nothing outside it, on Windows as on Linux."""
    return not (
        set(name) & set('/\\:*?"<>|')
        or name in (".", "..")
        or name.startswith(" ")
        or name.endswith((" ", "."))
    )


def _as_tables(value: Table | Iterable[Table]) -> tuple[Table, ...]:
    return as_items(value, Table)


@frozen(kw_only=True)
class Appendix:
    """One appendix (phụ lục): exactly one of `blocks`, `tables` and `file`.

    `name` is for references, `title` is printed in capitals (None: no title); `send_as` says how it travels;
    `link_line` prints the line `(Kèm theo ...)`; `letterhead` makes it a form the addressee fills in. The
    number I, II, III comes from the position among the dispatch's appendices.
    """

    name: str | None = field(default=None, converter=as_optional_text)
    title: str | None = field(default=None, converter=as_optional_text)
    blocks: tuple[Block, ...] = field(default=(), converter=as_blocks)
    tables: tuple[Table, ...] = field(default=(), converter=_as_tables)
    file: AttachedFile | None = None
    send_as: SendAs = SendAs.LETTER
    orientation: Orientation = Orientation.PORTRAIT
    link_line: bool = True
    letterhead: Letterhead | None = None

    def __attrs_post_init__(self) -> None:
        problems = [] if self._is_made() else [*self._type_problems()]
        if not problems:
            problems += self._content_problems()
        refuse(problems)

    def _is_made(self) -> bool:
        """True for one without a name of its own, a file or a head, whose parts are each of its type."""
        bare = (self.name, self.file, self.letterhead) == (None, None, None)
        holds = are_all(self.blocks, Paragraph, Table) and are_all(self.tables, Table)
        marks = (type(self.send_as), type(self.orientation), type(self.link_line))
        return bare and is_sound_or_absent(self.title) and holds and marks == (SendAs, Orientation, bool)

    def _type_problems(self) -> Iterator[Problem]:
        yield from own_name_problems("name", self.name)
        yield from optional_text_problems("title", self.title)
        yield from item_problems("blocks", self.blocks, Paragraph, Table)
        yield from item_problems("tables", self.tables, Table)
        yield from type_problems("file", self.file, AttachedFile, type(None))
        yield from type_problems("send_as", self.send_as, SendAs)
        yield from type_problems("orientation", self.orientation, Orientation)
        yield from type_problems("link_line", self.link_line, bool)
        yield from type_problems("letterhead", self.letterhead, Letterhead, type(None))

    def _content_problems(self) -> Iterator[Problem]:
        given = [item for item in (self.blocks, self.tables, self.file) if item]
        if len(given) != 1:
            yield problem("appendix-content", "", found=len(given))
        if self.send_as in (SendAs.WORKBOOK, SendAs.BOTH) and self.blocks:
            yield problem("workbook-without-table", "send_as")

    @property
    def content(self) -> tuple[Block, ...]:
        """Blocks or tables, whichever it has; empty for an attached file."""
        return self.blocks or self.tables

    @property
    def in_letter(self) -> bool:
        """True when its content is printed as a section of the letter."""
        return self.file is None and self.send_as in (SendAs.LETTER, SendAs.BOTH)

    @property
    def as_workbook(self) -> bool:
        """True when a workbook is written for it."""
        return self.file is None and self.send_as in (SendAs.WORKBOOK, SendAs.BOTH)

    @property
    def as_document(self) -> bool:
        """True when a document of its own is written for it."""
        return self.file is None and self.send_as is SendAs.DOCUMENT
