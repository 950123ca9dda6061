"""The parts of a dispatch as trees: front matter, body, appendices, what a source need not say left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from attrs import field, frozen

from congvan.model import (
    Appendix,
    Archive,
    Assignment,
    Block,
    CopyTo,
    Dispatch,
    Level,
    Medium,
    Orientation,
    Paragraph,
    Recipient,
    SendAs,
    Signatory,
    Table,
)
from congvan.model.glossary import terms_of
from congvan.model.parties import copy_to
from congvan.problems import Place, SourceError
from congvan.source.dumping.tables import Tables
from congvan.source.dumping.wording import Wording, plain
from congvan.source.faults import problem
from congvan.source.front.reading import keys_of
from congvan.source.text.levels import HEADINGS
from congvan.source.text.writing import Notes, block_text, inline_text
from congvan.source.tree.yaml_writing import Bare, Flow, Lines, Quoted, Tree
from congvan.vietnamese.types import DISPATCH, DOCUMENT_TYPES

_LONGEST_KEY = 200


@frozen
class Writer:
    """Writes the parts of a dispatch; `notes` takes the footnotes met on the way."""

    wording: Wording
    tables: Tables
    notes: Notes = field(repr=False)

    @classmethod
    def of(cls, dispatch: Dispatch, *, is_vietnamese: bool) -> Self:
        """That of a dispatch, in a language."""
        wording, notes = Wording(is_vietnamese), Notes({note.id for note in dispatch.footnotes if note.id})
        return cls(wording, Tables(wording, notes), notes)

    def source(self, dispatch: Dispatch) -> tuple[dict[str, Tree], str]:
        """The front matter as a tree, and the body as text, empty when the front matter holds it."""
        front: dict[str, Tree | None] = {
            **self._head(dispatch),
            "bases": [self._base(base) for base in dispatch.bases] or None,
            **self._named(dispatch),
            **self._foot(dispatch),
            "appendices": [self._appendix(appendix) for appendix in dispatch.appendices] or None,
            "units": [self.wording.part("Unit", unit) for unit in dispatch.units] or None,
            "assignments": [self._assignment(item) for item in dispatch.assignments] or None,
            **self._marks(dispatch),
        }
        body = self._blocks(dispatch.body)
        if isinstance(body, Lines):
            return self.wording.mapping("Dispatch", front), f"\n{body.text}" if body.text else ""
        return self.wording.mapping("Dispatch", {**front, "body": body}), ""

    def _head(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        if dispatch.type not in DOCUMENT_TYPES:
            raise SourceError(problem("cannot-write", Place(path="type"), value=dispatch.type.name))
        return {
            "type": None if dispatch.type == DISPATCH else dispatch.type.name,
            "issuer": self._one_or_more([self.wording.part("Issuer", issuer) for issuer in dispatch.issuer]),
            "reference": str(dispatch.reference),
            "date": Bare(str(dispatch.date)),
            "subject": plain(dispatch.subject),
            "recipients": [self._recipient(recipient) for recipient in dispatch.recipients] or None,
        }

    def _named(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        return {
            "deadlines": self._by_name("Deadline", dispatch.deadlines),
            "periods": self._by_name("Period", dispatch.periods),
            "citations": self._by_name("Citation", dispatch.citations),
        }

    def _by_name(self, owner: str, parts: Mapping[str, object]) -> Tree | None:
        return {name: self.wording.part(owner, item) for name, item in parts.items()} or None

    def _foot(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        return {
            "signatory": self._one_or_more([self._signatory(item) for item in dispatch.signatory]),
            "copies_to": [self._copy(item) for item in dispatch.copies_to] or None,
            "archive": None if dispatch.archive is None else self._archive(dispatch.archive),
        }

    def _marks(self, dispatch: Dispatch) -> dict[str, Tree | None]:
        drafter, contact, draft = dispatch.drafter, dispatch.contact, dispatch.draft
        return {
            "medium": None if dispatch.medium is Medium.ELECTRONIC else self.wording.word(dispatch.medium),
            "urgency": self.wording.leaf(dispatch.urgency),
            "secrecy": self.wording.leaf(dispatch.secrecy),
            "circulation": self.wording.leaf(dispatch.circulation),
            "drafter": None if drafter is None else self.wording.part("Drafter", drafter),
            "contact": None if contact is None else self.wording.part("Contact", contact),
            "draft": None if draft is None else Quoted(plain(draft)),
            "one_workbook": self.wording.yes_no(dispatch.one_workbook) if dispatch.one_workbook else None,
        }

    def _one_or_more(self, items: list[Flow]) -> Tree:
        return items[0] if len(items) == 1 else items

    def _archive(self, archive: Archive) -> Tree:
        units = Flow([plain(unit) for unit in archive.units])
        if archive.drafter is None and archive.copies is None:
            return units
        rest = {"drafter": self.wording.leaf(archive.drafter), "copies": self.wording.leaf(archive.copies)}
        return Flow(self.wording.mapping("Archive", {"units": units, **rest}))

    def _signatory(self, signatory: Signatory) -> Flow:
        authority = signatory.authority
        return Flow(
            self.wording.mapping(
                "Signatory",
                {
                    "authority": plain(authority[0]) if len(authority) == 1 else self.wording.leaf(authority),
                    "position": self.wording.leaf(signatory.position),
                    "name": plain(signatory.name),
                },
            )
        )

    def _recipient(self, recipient: Recipient) -> Tree:
        if not recipient.members:
            return plain(recipient.name)
        members = Flow([plain(member) for member in recipient.members])
        if recipient.name in keys_of("Recipient") or len(plain(recipient.name)) > _LONGEST_KEY:
            return self.wording.part("Recipient", recipient)
        return {plain(recipient.name): members}

    def _copy(self, line: CopyTo) -> Tree:
        return plain(line.text) if copy_to(line.text) == line else self.wording.part("CopyTo", line)

    def _base(self, base: Paragraph) -> Tree:
        if base == Paragraph(base.runs):
            text = inline_text(base.runs, self.notes)
            return text if base.runs else Quoted(text)
        return self._paragraph(base)

    def _paragraph(self, block: Paragraph) -> Tree:
        """A paragraph that says its level, marker and heading."""
        is_judged = block.level in HEADINGS or block.heading
        return self.wording.mapping(
            "Paragraph",
            {
                "level": None if block.level is Level.PLAIN else self.wording.word(block.level),
                "marker": plain(block.marker) if block.marker else None,
                "text": Quoted(inline_text(block.runs, self.notes)),
                "heading": self.wording.yes_no(block.heading) if is_judged else None,
            },
        )

    def _blocks(self, blocks: Iterable[Block]) -> Lines | list[Tree]:
        """Blocks as one text, or as a list where some cannot stand in a text; footnotes after the text."""
        items: list[Tree] = []
        texts: list[str] = []
        for block in blocks:
            text = block_text(block, self.notes)
            if text is not None:
                texts.append(text)
                continue
            tree = self.tables.tree(block) if isinstance(block, Table) else self._paragraph(block)
            items += [*_joined(texts), tree]
            texts = []
        texts += self.notes.definitions()
        return [*items, *_joined(texts)] if items else Lines("".join(f"{text}\n\n" for text in texts)[:-1])

    def _appendix(self, appendix: Appendix) -> Tree:
        is_letter = appendix.send_as is SendAs.LETTER
        is_portrait = appendix.orientation is Orientation.PORTRAIT
        letterhead = appendix.letterhead
        return self.wording.mapping(
            "Appendix",
            {
                "name": self.wording.leaf(appendix.name),
                "title": self.wording.leaf(appendix.title),
                "send_as": None if is_letter else self.wording.word(appendix.send_as),
                "orientation": None if is_portrait else self.wording.word(appendix.orientation),
                "link_line": None if appendix.link_line else self.wording.yes_no(appendix.link_line),
                "letterhead": self.wording.part("Letterhead", letterhead) if letterhead else None,
                "file": plain(appendix.file.name) if appendix.file else None,
                "tables": [self.tables.tree(table) for table in appendix.tables] or None,
                "blocks": self._blocks(appendix.blocks) if appendix.blocks else None,
            },
        )

    def _assignment(self, assignment: Assignment) -> Tree:
        names = {term.name: term.name for term in terms_of("Assignment")} | {"except": "except_"}
        values = {name: getattr(assignment, attribute) for name, attribute in names.items()}
        values |= {"rows": tuple(map(str, assignment.rows))}
        trees = {name: self.wording.leaf(value) for name, value in values.items()}
        trees["role"] = None if assignment.leads else self.wording.word(assignment.role)
        return Flow(self.wording.mapping("Assignment", trees))


def _joined(texts: list[str]) -> list[Tree]:
    return [Lines("\n\n".join(texts) + "\n")] if texts else []
