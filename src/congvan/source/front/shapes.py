"""Which keys each part of a dispatch has, how each is read, which must be there (các mục của phần đầu)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.model import (
    Archive,
    Circulation,
    Citation,
    Contact,
    CopyTo,
    Deadline,
    Drafter,
    Issuer,
    Letterhead,
    Medium,
    Period,
    Recipient,
    Reference,
    Secrecy,
    Signatory,
    Urgency,
)
from congvan.model.parties import copy_to
from congvan.source.front.converters import (
    NO,
    YES,
    Words,
    clock_time,
    date_parts,
    day,
    line,
    listed,
    listed_or_one,
    named,
    text,
    texts,
    whole,
    year,
    yes_no,
)
from congvan.source.front.reading import BROKEN, Broken, Convert, Reading, keys_of
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, Scalar, Sequence, Style
from congvan.vietnamese.hygiene import tone_key
from congvan.vietnamese.types import DOCUMENT_TYPES
from congvan.vietnamese.wording import DeadlineWording

DRAFT_MARK = "DỰ THẢO"
"""What `draft: true` prints."""

_DRAFTER = re.compile(r"(?P<code>.*\S?)\.?\s*\((?P<copies>\d{1,6})\)")


@frozen
class Shape:
    """One class of the model: its name in the glossary, its maker, its fields, those that must be there."""

    owner: str
    make: Callable[..., object]
    fields: Mapping[str, Convert] = field(converter=immutabledict)
    required: tuple[str, ...] = ()

    def __call__(self, reading: Reading, node: Node, path: str) -> object:
        """The value a mapping writes; BROKEN when any part of it could not be read."""
        found = self.read(reading, node, path)
        return BROKEN if isinstance(found, Broken) else reading.make(self.make, node, path, **found)

    def read(self, reading: Reading, node: Node, path: str) -> dict[str, object] | Broken:
        """The fields of a mapping by name, those left out or empty missing."""
        entries = reading.entries(node, path, self.owner)
        if isinstance(entries, Broken):
            return BROKEN
        found: dict[str, object] = {}
        for name, (_, value) in entries.items():
            if name not in self.fields:
                found[name] = BROKEN
            elif not (isinstance(value, Scalar) and value.is_null):
                found[name] = self.fields[name](reading, value, f"{path}.{name}".lstrip("."))
        missing = [name for name in self.required if name not in found]
        for name in missing:
            reading.refuse("missing-key", node, path, key=shown_key(self.owner, name))
        return BROKEN if missing or BROKEN in found.values() else found


def shown_key(owner: str, name: str) -> str:
    """A key for a message, in both languages: `subject (Trích yếu)`."""
    vietnamese = next((key for key, english in keys_of(owner).items() if english == name), name)
    return f"{vietnamese} ({name})"


def is_text(node: Node, owner: str) -> bool:
    """True for text, and for a one-key list item whose key is none of the owner's."""
    if isinstance(node, MappingNode) and node.typed is not None:
        return node.entries[0][0].text not in keys_of(owner)
    return isinstance(node, Scalar)


def text_or(shape: Shape, maker: Callable[[str], object]) -> Convert:
    """A bare text, made a value by `maker`, or a mapping of that shape."""

    def read(reading: Reading, node: Node, path: str) -> object:
        if not is_text(node, shape.owner):
            return shape(reading, node, path)
        typed = text(reading, node, path)
        return BROKEN if isinstance(typed, Broken) else reading.make(maker, node, path, typed)

    return read


def _period(*, year: int | None = None, report: str | None = None, **rest: object) -> Period:
    if year is not None and report is not None:
        return Period.of_report(report, year)
    return Period(report=report, **rest)  # type: ignore[arg-type]


def _read_period(reading: Reading, node: Node, path: str) -> object:
    found = _PERIOD.read(reading, node, path)
    if isinstance(found, Broken):
        return BROKEN
    is_of_report = "year" in found
    own = {"start", "end", "due"} & found.keys()
    if is_of_report and ("report" not in found or own):
        return reading.refuse("period-two-ways", node, path)
    if not is_of_report and not {"start", "end"} <= found.keys():
        return reading.refuse("period-without-days", node, path)
    return reading.make(_period, node, path, **found)


def _read_recipient(reading: Reading, node: Node, path: str) -> object:
    """A text, a mapping, or a group typed as `Các Sở: [Tư pháp, Tài chính]`."""
    is_group = isinstance(node, MappingNode) and len(node.entries) == 1
    if isinstance(node, MappingNode) and is_group and node.entries[0][0].text not in keys_of("Recipient"):
        key, members = node.entries[0]
        if isinstance(members, Sequence):
            name = text(reading, key, f"{path}.name")
            listed_members = texts(reading, members, f"{path}.members")
            is_broken = isinstance(name, Broken) or isinstance(listed_members, Broken)
            return BROKEN if is_broken else reading.make(Recipient, node, path, name, listed_members)
    return _RECIPIENT(reading, node, path)


def _drafter(typed: str) -> Drafter:
    found = _DRAFTER.fullmatch(typed)
    return Drafter(found["code"].rstrip("."), int(found["copies"])) if found else Drafter(typed)


def _read_archive(reading: Reading, node: Node, path: str) -> object:
    if isinstance(node, MappingNode) and not is_text(node, "Archive"):
        return _ARCHIVE(reading, node, path)
    units = texts(reading, node, path)
    return BROKEN if isinstance(units, Broken) else reading.make(Archive, node, path, units)


def _read_draft(reading: Reading, node: Node, path: str) -> object:
    """Text as typed; a bare true or có is the usual mark, false or không none."""
    typed = text(reading, node, path)
    if isinstance(typed, Broken) or (isinstance(node, Scalar) and node.style is not Style.PLAIN):
        return typed
    if tone_key(typed) in (tone_key(word) for word in YES):
        return DRAFT_MARK
    return None if tone_key(typed) in (tone_key(word) for word in NO) else typed


def _read_reference(reading: Reading, node: Node, path: str) -> object:
    typed = text(reading, node, path)
    return BROKEN if isinstance(typed, Broken) else reading.make(Reference.parse, node, path, typed)


def _read_copy(reading: Reading, node: Node, path: str) -> object:
    return text_or(_COPY, copy_to)(reading, node, path)


ISSUER = Shape("Issuer", Issuer, {"name": text, "parent": text, "place": text}, ("name",))
SIGNATORY = Shape("Signatory", Signatory, {"authority": texts, "position": text, "name": text}, ("name",))
_RECIPIENT = text_or(Shape("Recipient", Recipient, {"name": text, "members": texts}, ("name",)), Recipient)
_COPY = Shape("CopyTo", CopyTo, {"name": text, "purpose": text}, ("name",))
_ARCHIVE = Shape("Archive", Archive, {"units": texts, "drafter": text, "copies": whole})
DRAFTER = text_or(Shape("Drafter", Drafter, {"code": text, "copies": whole}, ("code",)), _drafter)
CONTACT = text_or(
    Shape("Contact", Contact, dict.fromkeys(("address", "phone", "fax", "email", "website"), text)),
    lambda address: Contact(address=address),
)
LETTERHEAD = Shape(
    "Letterhead", Letterhead, {"parent": text, "name": text, "place": text, "date": date_parts}
)
_DEADLINE = Shape(
    "Deadline",
    Deadline,
    {"date": day, "time": clock_time, "wording": Words.of(DeadlineWording), "owed_by": text, "what": text},
    ("date",),
)
_PERIOD = Shape("Period", _period, {"start": day, "end": day, "report": text, "year": year, "due": day})
CITATION = Shape(
    "Citation",
    Citation,
    {"type": text, "reference": text, "date": day, "issuer": text, "subject": text},
    ("type",),
)


def _read_deadline(reading: Reading, node: Node, path: str) -> object:
    """A mapping, or a bare date."""
    if isinstance(node, Scalar):
        found = day(reading, node, path)
        return BROKEN if isinstance(found, Broken) else Deadline(date=found)
    return _DEADLINE(reading, node, path)


_TYPES = Words(
    tuple(item.name for item in DOCUMENT_TYPES), {tone_key(item.name): item for item in DOCUMENT_TYPES}
)

FIELDS: Mapping[str, Convert] = immutabledict(
    {
        "type": _TYPES,
        "issuer": listed_or_one(ISSUER),
        "reference": _read_reference,
        "date": date_parts,
        "subject": line,
        "recipients": listed_or_one(_read_recipient),
        "deadlines": named(_read_deadline),
        "periods": named(_read_period),
        "citations": named(CITATION),
        "signatory": listed_or_one(SIGNATORY),
        "copies_to": listed_or_one(_read_copy),
        "archive": _read_archive,
        "medium": Words.of(Medium),
        "urgency": Words.of(Urgency),
        "secrecy": Words.of(Secrecy),
        "circulation": Words.of(Circulation),
        "drafter": DRAFTER,
        "contact": CONTACT,
        "draft": _read_draft,
        "one_workbook": yes_no,
    }
)
"""How each key of a dispatch is read, except `bases`, `body` and `appendices`, which hold text."""

REQUIRED = ("issuer", "reference", "subject", "signatory")
"""Keys every source has; the date may be given when it is bound."""

__all__ = ["DRAFT_MARK", "FIELDS", "LETTERHEAD", "REQUIRED", "Shape", "is_text", "listed", "shown_key"]
