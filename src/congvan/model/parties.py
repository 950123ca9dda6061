"""Who issues, who receives, who signs (cơ quan ban hành, nơi nhận, người ký)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from attrs import field, frozen

from congvan.model.fields import (
    as_items,
    as_made,
    as_optional_text,
    as_text,
    as_texts,
    is_sound,
    is_sound_or_absent,
    optional_text_problems,
    problem,
    refuse,
    text_problems,
    texts_problems,
    type_problems,
)
from congvan.problems import Problem


@frozen
class Issuer:
    """An agency that issues the dispatch (cơ quan ban hành, ND30-PL1-II.2).

    `name` is its own name in full; `parent` the body above it, None when there is none; `place` the place
    name before the date (địa danh). Case is free: print is in capitals.
    """

    name: str = field(converter=as_text)
    parent: str | None = field(default=None, converter=as_optional_text)
    place: str = field(default="", converter=as_text, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if is_sound(self.name) and is_sound_or_absent(self.parent) and is_sound(self.place):
            return
        refuse(
            [
                *text_problems("name", self.name),
                *optional_text_problems("parent", self.parent),
                *text_problems("place", self.place, blank=True),
            ]
        )


@frozen
class Recipient:
    """One addressee after Kính gửi: an agency, or a group (`Các Sở`) with its `members` (ND30-PL1-II.9)."""

    name: str = field(converter=as_text)
    members: tuple[str, ...] = field(default=(), converter=as_texts)

    def __attrs_post_init__(self) -> None:
        if not (is_sound(self.name) and self.members == ()):
            refuse([*text_problems("name", self.name), *texts_problems("members", self.members)])

    @property
    def text(self) -> str:
        """The addressee as printed: `Các Sở: Tư pháp, Tài chính`."""
        return f"{self.name}: {', '.join(self.members)}" if self.members else self.name


@frozen
class CopyTo:
    """One line of Nơi nhận: a receiver and the purpose in brackets, None when there is none (PRAC-3)."""

    name: str = field(converter=as_text)
    purpose: str | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        if not (is_sound(self.name) and is_sound_or_absent(self.purpose)):
            refuse([*text_problems("name", self.name), *optional_text_problems("purpose", self.purpose)])

    @property
    def text(self) -> str:
        """The line as printed, without its dash and mark: `UBND tỉnh (để b/c)`."""
        return f"{self.name} ({self.purpose})" if self.purpose else self.name


@frozen
class Archive:
    """Where it is filed (Lưu, ND30-PL1-II.9.d#7): units, the drafter's initials, the number of copies."""

    units: tuple[str, ...] = field(default=("VT",), converter=as_texts)
    drafter: str | None = field(default=None, converter=as_optional_text)
    copies: int | None = None

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *texts_problems("units", self.units),
                *optional_text_problems("drafter", self.drafter),
                *_count_problems("copies", self.copies),
            ]
        )

    @property
    def text(self) -> str:
        """The line as printed, without its dash and mark: `Lưu: VT, P.CCHC, Cm (3)`."""
        listed = ", ".join([*self.units, *([self.drafter] if self.drafter else [])])
        return f"Lưu: {listed} ({self.copies})" if self.copies else f"Lưu: {listed}"


@frozen
class Drafter:
    """The drafter's code and the number of copies issued, box 12 (người soạn thảo, ND30-PL1-III.3)."""

    code: str = field(converter=as_text)
    copies: int | None = None

    def __attrs_post_init__(self) -> None:
        refuse([*text_problems("code", self.code), *_count_problems("copies", self.copies)])

    @property
    def text(self) -> str:
        """As printed: `PL.(300)`, or the code alone."""
        return f"{self.code.upper()}.({self.copies})" if self.copies else self.code.upper()


@frozen(kw_only=True)
class Contact:
    """The address block at the foot of page 1 (địa chỉ cơ quan, ND30-PL1-III.4); None leaves an item out."""

    address: str | None = field(default=None, converter=as_optional_text)
    phone: str | None = field(default=None, converter=as_optional_text)
    fax: str | None = field(default=None, converter=as_optional_text)
    email: str | None = field(default=None, converter=as_optional_text)
    website: str | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        items = ("address", "phone", "fax", "email", "website")
        problems = [found for item in items for found in optional_text_problems(item, getattr(self, item))]
        if all(getattr(self, item) is None for item in items):
            problems.append(problem("empty", ""))
        refuse(problems)


class AuthorityKind(Enum):
    """By what right someone signs (quyền hạn ký, ND30-PL1-II.7.b)."""

    ON_BEHALF = "TM."
    ACTING = "Q."
    DEPUTISING = "KT."
    BY_ORDER = "TL."
    AUTHORISED = "TUQ."


AUTHORITY = re.compile(r"(TM|Q|KT|TL|TUQ)\. (\S.*)")


@frozen
class Authority:
    """One line of authority taken apart: its kind, and the collective or title it names."""

    kind: AuthorityKind
    of: str

    @classmethod
    def parse(cls, text: str) -> Authority | None:
        """The authority a text states, None when it is not as ND30-PL1-II.7.b#6 asks (`KT. Giám đốc`)."""
        found = AUTHORITY.fullmatch(text)
        return cls(AuthorityKind(f"{found[1]}."), found[2]) if found else None


@frozen(kw_only=True)
class Signatory:
    """Who signs (người ký, ND30-PL1-II.7): lines of authority from the top, the own position, the full name.

    `authority` is as on the letter (`KT. Giám đốc`), several for a chain (`TM. Ủy ban nhân dân`, `KT. Chủ
    tịch`), empty when the head signs; `position` is None only when an authority line says it (`Q. Giám đốc`).
    """

    authority: tuple[str, ...] = field(default=(), converter=as_texts)
    position: str | None = field(default=None, converter=as_optional_text)
    name: str = field(converter=as_text)

    def __attrs_post_init__(self) -> None:
        if type(self.authority) is tuple and all(map(is_sound, (*self.authority, self.position, self.name))):
            return
        problems = [
            *texts_problems("authority", self.authority),
            *optional_text_problems("position", self.position),
            *text_problems("name", self.name),
        ]
        if not self.authority and self.position is None:
            problems.append(problem("no-position", "position"))
        refuse(problems)

    @property
    def lines(self) -> tuple[str, ...]:
        """Authority and position as printed, in capitals, one line each."""
        position = (self.position,) if self.position else ()
        return tuple(line.upper() for line in (*self.authority, *position))


def as_issuers(value: Issuer | Iterable[Issuer]) -> tuple[Issuer, ...]:
    """One issuer or several as a tuple."""
    return as_items(value, Issuer)


def as_recipients(value: str | Recipient | Iterable[str | Recipient]) -> tuple[Recipient, ...]:
    """Recipients as a tuple; a bare text is a recipient's name."""
    return as_made(Recipient, value, Recipient)


def as_copies_to(value: str | CopyTo | Iterable[str | CopyTo]) -> tuple[CopyTo, ...]:
    """Lines of Nơi nhận as a tuple; in a bare text a closing bracket is the purpose: `UBND tỉnh (để b/c)`."""
    return as_made(copy_to, value, CopyTo)


def copy_to(text: str) -> CopyTo:
    """The line of Nơi nhận that `text` writes: a name, and a purpose when it ends in brackets."""
    found = re.fullmatch(r"(.*\S) \(([^()]+)\)", text)
    return CopyTo(found[1], found[2]) if found else CopyTo(text)


def as_signatories(value: Signatory | Iterable[Signatory]) -> tuple[Signatory, ...]:
    """One signatory or several as a tuple."""
    return as_items(value, Signatory)


def _count_problems(path: str, value: int | None) -> Iterator[Problem]:
    if value is None:
        return
    wrong = list(type_problems(path, value, int))
    yield from wrong
    if not wrong and value < 1:
        yield problem("not-positive", path, value=value)
