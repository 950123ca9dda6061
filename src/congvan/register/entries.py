"""What a register says of each number (nội dung đăng ký văn bản đi)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Self

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.model import Dispatch, Reference, Secrecy
from congvan.model.fields import as_text, refuse, text_problems, type_problems
from congvan.problems import ModelError, Problem
from congvan.register.faults import problem
from congvan.register.series import Day, Number, day_problems, span, year_problems
from congvan.standard import ND30
from congvan.vietnamese.types import DISPATCH, DocumentType, document_type


class State(Enum):
    """What has become of a number: reserved (đã giữ), then issued (đã phát hành) or void (đã hủy)."""

    RESERVED = "reserved"
    ISSUED = "issued"
    VOID = "void"


def _as_type(value: str | DocumentType) -> DocumentType:
    found = document_type(value) if isinstance(value, str) else value
    return found if found is not None else value  # type: ignore[return-value]


def _as_digests(value: Mapping[str, str]) -> immutabledict[str, str]:
    return value if type(value) is immutabledict else immutabledict(value)


@frozen(kw_only=True)
class Particulars:
    """What is entered of a dispatch (nội dung đăng ký): columns 1 and 3 to 7 of the decree's form.

    `symbol` is its ký hiệu, `recipients` and `archive` stand as on the letter. `copies` is the number of
    copies sent, None where the reservation says it: one, or as many as bear one number. `secrecy` is not
    printed, it decides which series may number it. Raises ModelError.
    """

    symbol: str = field(converter=as_text)
    type: DocumentType = field(default=DISPATCH, converter=_as_type)
    subject: str = field(converter=as_text)
    signatory: str = field(converter=as_text)
    recipients: str = field(default="", converter=as_text)
    archive: str = field(default="", converter=as_text)
    copies: int | None = None
    secrecy: Secrecy | None = None

    def __attrs_post_init__(self) -> None:
        refuse([*self._text_problems(), *self._other_problems()])

    def _text_problems(self) -> Iterator[Problem]:
        yield from text_problems("subject", self.subject)
        yield from text_problems("signatory", self.signatory)
        yield from text_problems("recipients", self.recipients, blank=True)
        yield from text_problems("archive", self.archive, blank=True)

    def _other_problems(self) -> Iterator[Problem]:
        is_text = isinstance(self.symbol, str)
        yield from _symbol_problems(self.symbol) if is_text else text_problems("symbol", self.symbol)
        yield from type_problems("type", self.type, DocumentType)
        yield from type_problems("secrecy", self.secrecy, Secrecy, type(None))
        if self.copies is not None and (type(self.copies) is not int or self.copies < 1):
            yield problem("bad-count", value=self.copies, most="999999")

    @classmethod
    def of(cls, dispatch: Dispatch, *, copies: int | None = None) -> Self:
        """What a dispatch says of itself; `copies` is what its drafter says where it is left out."""
        drafted = dispatch.drafter.copies if dispatch.drafter else None
        return cls(
            symbol=dispatch.reference.symbol,
            type=dispatch.type,
            subject=dispatch.subject,
            signatory="; ".join(signatory.name for signatory in dispatch.signatory),
            recipients="; ".join(_receivers(dispatch)),
            archive=", ".join(dispatch.archive.units) if dispatch.archive else "",
            copies=drafted if copies is None else copies,
            secrecy=dispatch.secrecy,
        )

    @property
    def title(self) -> str:
        """Column 3, type and subject: `Công văn V/v đăng ký nhu cầu tập huấn`."""
        name = self.type.name[:1].upper() + self.type.name[1:]
        prefix = f"{ND30.texts.dispatch_subject_prefix} " if self.type == DISPATCH else ""
        return f"{name} {prefix}{self.subject}"


# An office has few symbols, and numbers many letters under each.
@lru_cache(maxsize=256)
def _symbol_problems(symbol: str) -> tuple[Problem, ...]:
    try:
        Reference(symbol)
    except ModelError as error:
        return error.problems
    return ()


def _receivers(dispatch: Dispatch) -> Iterator[str]:
    """Whom it goes to: the addressees, then the lines of Nơi nhận but "Như trên", which repeats them."""
    yield from (recipient.text for recipient in dispatch.recipients)
    first = ND30.texts.first_copy.casefold()
    yield from (copy.name for copy in dispatch.copies_to if not copy.name.casefold().startswith(first))


@frozen(kw_only=True)
class Issue:
    """The act of issuing under a reserved number (phát hành): particulars, and the digests of the files.

    `digests` are SHA-256 in hexadecimal by file name; `date` is the date of issue, None for the one it was
    reserved with. Raises ModelError.
    """

    number: Number
    particulars: Particulars
    digests: immutabledict[str, str] = field(factory=immutabledict, converter=_as_digests)
    date: Day | None = None

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *(said for name in self.digests for said in text_problems("digests", name)),
                *(said for digest in self.digests.values() for said in text_problems("digests", digest)),
                *(() if self.date is None else day_problems(self.date)),
            ]
        )
        if self.date is not None:
            refuse(year_problems(self.number.series, self.date))


@frozen(kw_only=True)
class Entry:
    """One line of the register (dòng của sổ).

    `particulars` are None and `digests` empty until it is issued; `date` and `copies` are those of the issue,
    or what it is reserved for. `reason` says why it is void, `insertion` why it was inserted behind another
    number, both None otherwise. `transferred` (ngày chuyển), `receipt` (ký nhận) and `note` (ghi chú) are
    added later.
    """

    number: Number
    state: State
    date: Day
    copies: int = 1
    holder: str | None = None
    particulars: Particulars | None = None
    digests: immutabledict[str, str] = field(factory=immutabledict, converter=_as_digests)
    reason: str | None = None
    insertion: str | None = None
    transferred: Day | None = None
    receipt: str = ""
    note: str = ""

    @property
    def reference(self) -> str:
        """Column 1, number and symbol: `05/SNV-CCHC`; the number alone until it is issued."""
        return f"{self.number}/{self.particulars.symbol}" if self.particulars else str(self.number)


@frozen(kw_only=True)
class Hole:
    """Numbers in a row that were drawn but never issued (số bị trống).

    `state` says what they are, None for numbers whose lines are gone from the register, which congvan itself
    never does; `explanation` is for whom they are reserved or why they are void, None when nobody said.
    """

    first: Number
    last: Number
    state: State | None
    explanation: str | None = None

    @property
    def text(self) -> str:
        """The numbers: `15`, or `15-18`."""
        return span(self.first, self.last)
