"""A dispatch written as a source file: loading it again gives an equal dispatch (ghi tệp nguồn)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal

from attrs import field, frozen

from congvan.model import (
    Appendix,
    Archive,
    Assignment,
    Block,
    Cell,
    Column,
    ColumnKind,
    CopyTo,
    Deadline,
    Dispatch,
    Group,
    Level,
    Medium,
    Orientation,
    Paragraph,
    Period,
    Recipient,
    SendAs,
    Signatory,
    Table,
    Total,
)
from congvan.model.glossary import terms_of, vietnamese_key
from congvan.model.parties import copy_to
from congvan.problems import Place, SourceError
from congvan.source.faults import problem
from congvan.source.front.converters import english_word
from congvan.source.front.reading import keys_of
from congvan.source.front.tables import KIND_WORDS
from congvan.source.placeholders import OPENING
from congvan.source.text.levels import HEADINGS
from congvan.source.text.writing import Notes, block_text, inline_text
from congvan.source.tree.yaml_writing import Bare, Flow, Lines, Quoted, Tree, yaml_text
from congvan.vietnamese.types import DISPATCH, DOCUMENT_TYPES

_LONGEST_KEY = 200


def dump(dispatch: Dispatch, *, keys: Literal["vi", "en"] = "vi") -> str:
    """The dispatch as front matter and body, with Vietnamese or English keys and words.

    The bytes of attached files are not written, only their names. Raises SourceError for what no source file
    can say.
    """
    notes = Notes({note.id for note in dispatch.footnotes if note.id})
    front, body = _Writer(is_vietnamese=keys == "vi", notes=notes).source(dispatch)
    return f"---\n{yaml_text(front)}---\n{body}"


@frozen
class _Writer:
    """Writes the parts of a dispatch as trees, leaving out what a source need not say."""

    is_vietnamese: bool
    notes: Notes = field(repr=False)

    def key(self, owner: str, name: str) -> str:
        return vietnamese_key(owner, name) if self.is_vietnamese else name

    def word(self, item: Enum) -> str:
        if not self.is_vietnamese:
            return english_word(item)
        return KIND_WORDS[item] if isinstance(item, ColumnKind) else str(item.value)

    def yes_no(self, value: bool) -> Bare:  # noqa: FBT001
        words = ("không", "có") if self.is_vietnamese else ("false", "true")
        return Bare(words[value])

    def mapping(self, owner: str, entries: Mapping[str, Tree | None]) -> dict[str, Tree]:
        """The entries that are there, under the keys of their owner."""
        return {self.key(owner, name): tree for name, tree in entries.items() if tree is not None}

    def part(self, owner: str, value: object) -> Flow:
        """A part of the dispatch whose fields are texts, dates, words and numbers."""
        fields = {term.name: getattr(value, term.name, None) for term in terms_of(owner)}
        return Flow(self.mapping(owner, {name: self.leaf(item) for name, item in fields.items()}))

    def leaf(self, value: object) -> Tree | None:
        """A simple value; None when it need not be said."""
        match value:
            case None | "" | ():
                return None
            case bool():
                return self.yes_no(value)
            case str():
                return plain(value)
            case Enum():
                return self.word(value)
            case int():
                return Bare(str(value))
            case float():
                return Bare(f"{value:g}" if float(f"{value:g}") == value else repr(value))
            case date():
                return Bare(value.isoformat())
            case tuple():
                return Flow([plain(item) for item in value])
        return plain(str(value))

    def source(self, dispatch: Dispatch) -> tuple[dict[str, Tree], str]:
        front: dict[str, Tree | None] = {
            **self.head(dispatch),
            "bases": [self.base(base) for base in dispatch.bases] or None,
            **self.named(dispatch),
            **self.foot(dispatch),
            "appendices": [self.appendix(appendix) for appendix in dispatch.appendices] or None,
            "units": [self.part("Unit", unit) for unit in dispatch.units] or None,
            "assignments": [self.assignment(item) for item in dispatch.assignments] or None,
            **self.marks(dispatch),
        }
        body = self.blocks(dispatch.body)
        if isinstance(body, Lines):
            return self.mapping("Dispatch", front), f"\n{body.text}" if body.text else ""
        return self.mapping("Dispatch", {**front, "body": body}), ""

    def head(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        if dispatch.type not in DOCUMENT_TYPES:
            raise SourceError(problem("cannot-write", Place(path="type"), value=dispatch.type.name))
        return {
            "type": None if dispatch.type == DISPATCH else dispatch.type.name,
            "issuer": self.one_or_more([self.part("Issuer", issuer) for issuer in dispatch.issuer]),
            "reference": str(dispatch.reference),
            "date": Bare(str(dispatch.date)),
            "subject": plain(dispatch.subject),
            "recipients": [self.recipient(recipient) for recipient in dispatch.recipients] or None,
        }

    def named(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        return {
            "deadlines": {name: self.deadline(item) for name, item in dispatch.deadlines.items()} or None,
            "periods": {name: self.period(item) for name, item in dispatch.periods.items()} or None,
            "citations": {name: self.part("Citation", item) for name, item in dispatch.citations.items()}
            or None,
        }

    def foot(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        return {
            "signatory": self.one_or_more([self.signatory(item) for item in dispatch.signatory]),
            "copies_to": [self.copy(item) for item in dispatch.copies_to] or None,
            "archive": None if dispatch.archive is None else self.archive(dispatch.archive),
        }

    def marks(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        drafter, contact, draft = dispatch.drafter, dispatch.contact, dispatch.draft
        return {
            "medium": None if dispatch.medium is Medium.ELECTRONIC else self.word(dispatch.medium),
            "urgency": self.leaf(dispatch.urgency),
            "secrecy": self.leaf(dispatch.secrecy),
            "circulation": self.leaf(dispatch.circulation),
            "drafter": None if drafter is None else self.part("Drafter", drafter),
            "contact": None if contact is None else self.part("Contact", contact),
            "draft": None if draft is None else Quoted(plain(draft)),
            "one_workbook": self.yes_no(dispatch.one_workbook) if dispatch.one_workbook else None,
        }

    def one_or_more(self, items: list[Flow]) -> Tree:
        return items[0] if len(items) == 1 else items

    def archive(self, archive: Archive) -> Tree:
        units = Flow([plain(unit) for unit in archive.units])
        if archive.drafter is None and archive.copies is None:
            return units
        rest = {"drafter": self.leaf(archive.drafter), "copies": self.leaf(archive.copies)}
        return Flow(self.mapping("Archive", {"units": units, **rest}))

    def signatory(self, signatory: Signatory) -> Flow:
        authority = signatory.authority
        return Flow(
            self.mapping(
                "Signatory",
                {
                    "authority": plain(authority[0]) if len(authority) == 1 else self.leaf(authority),
                    "position": self.leaf(signatory.position),
                    "name": plain(signatory.name),
                },
            )
        )

    def recipient(self, recipient: Recipient) -> Tree:
        if not recipient.members:
            return plain(recipient.name)
        members = Flow([plain(member) for member in recipient.members])
        if recipient.name in keys_of("Recipient") or len(plain(recipient.name)) > _LONGEST_KEY:
            return self.part("Recipient", recipient)
        return {plain(recipient.name): members}

    def copy(self, line: CopyTo) -> Tree:
        return plain(line.text) if copy_to(line.text) == line else self.part("CopyTo", line)

    def deadline(self, deadline: Deadline) -> Tree:
        return self.part("Deadline", deadline)

    def period(self, period: Period) -> Tree:
        return self.part("Period", period)

    def base(self, base: Paragraph) -> Tree:
        if base == Paragraph(base.runs):
            return (
                Quoted(inline_text(base.runs, self.notes))
                if not base.runs
                else inline_text(base.runs, self.notes)
            )
        return self.paragraph(base)

    def paragraph(self, block: Paragraph) -> Tree:
        """A paragraph that says its level, marker and heading."""
        is_judged = block.level in HEADINGS or block.heading
        return self.mapping(
            "Paragraph",
            {
                "level": None if block.level is Level.PLAIN else self.word(block.level),
                "marker": plain(block.marker) if block.marker else None,
                "text": Quoted(inline_text(block.runs, self.notes)),
                "heading": self.yes_no(block.heading) if is_judged else None,
            },
        )

    def blocks(self, blocks: Iterable[Block]) -> Lines | list[Tree]:
        """Blocks as one text, or as a list where some cannot stand in a text; footnotes after the text."""
        items: list[Tree] = []
        texts: list[str] = []
        for block in blocks:
            text = block_text(block, self.notes)
            if text is not None:
                texts.append(text)
                continue
            items += [
                *_joined(texts),
                self.table(block) if isinstance(block, Table) else self.paragraph(block),
            ]
            texts = []
        texts += self.notes.definitions()
        return [*items, *_joined(texts)] if items else Lines("".join(f"{text}\n\n" for text in texts)[:-1])

    def appendix(self, appendix: Appendix) -> Tree:
        is_letter, is_portrait = (
            appendix.send_as is SendAs.LETTER,
            appendix.orientation is Orientation.PORTRAIT,
        )
        return self.mapping(
            "Appendix",
            {
                "name": self.leaf(appendix.name),
                "title": self.leaf(appendix.title),
                "send_as": None if is_letter else self.word(appendix.send_as),
                "orientation": None if is_portrait else self.word(appendix.orientation),
                "link_line": None if appendix.link_line else self.yes_no(appendix.link_line),
                "letterhead": self.part("Letterhead", appendix.letterhead) if appendix.letterhead else None,
                "file": plain(appendix.file.name) if appendix.file else None,
                "tables": [self.table(table) for table in appendix.tables] or None,
                "blocks": self.blocks(appendix.blocks) if appendix.blocks else None,
            },
        )

    def assignment(self, assignment: Assignment) -> Tree:
        names = {term.name: term.name for term in terms_of("Assignment")} | {"except": "except_"}
        values = {name: getattr(assignment, attribute) for name, attribute in names.items()}
        values |= {"rows": tuple(map(str, assignment.rows))}
        trees = {name: self.leaf(value) for name, value in values.items()}
        trees["role"] = None if assignment.leads else self.word(assignment.role)
        return Flow(self.mapping("Assignment", trees))

    def table(self, table: Table) -> Tree:
        return self.mapping(
            "Table",
            {
                "name": self.leaf(table.name),
                "title": self.leaf(table.title),
                "unit": self.leaf(table.unit),
                "columns": [self.column(column) for column in table.columns],
                "rows": None if table.groups else self.rows(table, range(len(table.rows))),
                "groups": self.groups(table, table.groups, 0) if table.groups else None,
                "restarts": None if table.restarts else self.yes_no(table.restarts),
                "blank_rows": Bare(str(table.blank_rows)) if table.blank_rows else None,
                "total": self.total(table.total) if table.total else None,
                "column_numbers": self.yes_no(table.column_numbers) if table.column_numbers else None,
            },
        )

    def rows(self, table: Table, numbers: range) -> list[Tree] | None:
        """Some rows of a table, None for none."""
        return [self.row(table.rows[number], table.leaves) for number in numbers] or None

    def groups(self, table: Table, groups: Iterable[Group], first: int) -> list[Tree]:
        """Groups whose rows begin at `first`, each with its own."""
        trees: list[Tree] = []
        for group in groups:
            rows = None if group.groups else self.rows(table, range(first, first + group.size))
            inner = self.groups(table, group.groups, first) if group.groups else None
            trees.append(
                self.mapping("Group", {"title": self.leaf(group.title), "rows": rows, "groups": inner})
            )
            first += group.count
        return trees

    def total(self, total: Total) -> Tree:
        return self.part("Total", total)

    def column(self, column: Column) -> Tree:
        fields = {term.name: getattr(column, term.name) for term in terms_of("Column")}
        trees = {name: self.leaf(value) for name, value in fields.items() if name != "columns"}
        trees["kind"] = None if column.kind is ColumnKind.TEXT else self.word(column.kind)
        trees |= {name: self.cell(bound) for name in ("min", "max") if (bound := fields[name]) is not None}
        trees["required"] = self.yes_no(column.required) if column.required else None
        trees["columns"] = Flow([self.column(inner) for inner in column.columns]) if column.columns else None
        return Flow(self.mapping("Column", trees))

    def row(self, row: tuple[Cell, ...], leaves: tuple[Column, ...]) -> Tree:
        """A row by column keys where every cell has one, else as a list."""
        if all(leaf.key for leaf, cell in zip(leaves, row, strict=True) if cell is not None):
            cells = zip(leaves, row, strict=True)
            return Flow({leaf.key: self.cell(cell) for leaf, cell in cells if leaf.key and cell is not None})
        return Flow([self.cell(cell) for cell in row])

    def cell(self, cell: Cell) -> Tree:
        match cell:
            case None:
                return Bare("null")
            case tuple():
                return Flow({self.key("Paragraph", "text"): Quoted(inline_text(cell, self.notes))})
            case Decimal():
                return f"{cell:f}".replace(".", ",")
            case str():
                return plain(cell)
        return self.leaf(cell) or Bare("null")


def plain(text: str) -> str:
    """A text of front matter, its own braces kept from being placeholders."""
    return text.replace(OPENING, "{{ '{{' }}")


def _joined(texts: list[str]) -> list[Tree]:
    return [Lines("\n\n".join(texts) + "\n")] if texts else []
