"""Rules on who issues, the number, the date and the subject (ND30-PL1-II.2 to II.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.check.findings import Finding, found
from congvan.check.reading import Reading
from congvan.model import Issuer, Reference
from congvan.vietnamese.hygiene import tone_key
from congvan.vietnamese.types import CITABLE_TYPES, DISPATCH, better_code, type_of_code

_ABBREVIATED = re.compile(
    r"(?<![\w&-])(?:UBND|HĐND|UBMTTQ|MTTQ|ĐBQH|BQL|BCĐ|BCH|BHXH|KBNN|TTHCC|TTPVHCC|LĐTBXH|LĐ-TB&XH|LĐTB&XH|GD&ĐT|GDĐT|NN&MT"
    r"|NNMT|NN&PTNT|TN&MT|TNMT|KH&CN|KHCN|KH&ĐT|KHĐT|VHTTDL|VHTT&DL|VH,TT&DL|TT&TT|TTTT|GTVT)(?![\w&-])"
)
_NEEDS_PARENT = re.compile(r"(?:Sở|Chi cục|Phòng)\s", re.IGNORECASE)
_NAMELESS_PARENT = re.compile(
    r"(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)\s+"
    r"(?:tỉnh|thành phố|TP\.?|xã|phường|đặc khu)",
    re.IGNORECASE,
)
_SURELY_TYPES = frozenset(
    {"QĐ", "QyĐ", "TTr", "CTr", "NQ", "ĐA", "BB", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "TrS"}
)
"""Codes of types that no agency has for its own abbreviation; HD, CT or TC may be either."""
_CASED = frozenset({"QyĐ", "CTr", "TTr", "TrS"})
_AGENCIES = re.compile(r"UBND|HĐND|ĐU|TTg|CP$")
_END_MARK = re.compile(r"(?<![.…])[.;:,]$")
_ABOUT = re.compile(r"về việc\b", re.IGNORECASE)
_LONGEST_SUBJECT = 200
"""In letters; about seven lines under the number."""


def issuer_in_full(reading: Reading) -> Iterator[Finding]:
    """The issuer's own name is written out; only its parent may be abbreviated.

    Rule: ND30-PL1-II.2.a#4.
    """
    for index, issuer in enumerate(reading.dispatch.issuer):
        for short in _ABBREVIATED.finditer(issuer.name):
            path = f"issuer[{index}].name"
            yield found("nd30.issuer.abbreviated", path, short.start(), value=issuer.name, part=short[0])


def issuer_place(reading: Reading) -> Iterator[Finding]:
    """The date line begins with a place name; of a joint document, that of the first issuer is enough.

    Rule: ND30-PL1-II.4.a#2.
    """
    issuers = reading.dispatch.issuer
    if not any(issuer.place.strip() for issuer in issuers):
        yield found("nd30.issuer.no-place", "issuer[0].place", value=issuers[0].name)


def issuer_parent(reading: Reading) -> Iterator[Finding]:
    """A body under another shows its parent, and a local parent the name of its place.

    Rules: ND30-PL1-II.2.a#5, ND30-PL1-II.2.a#3.
    """
    for index, issuer in enumerate(reading.dispatch.issuer):
        path = f"issuer[{index}].parent"
        if issuer.parent is None:
            if _NEEDS_PARENT.match(issuer.name):
                yield found("nd30.issuer.no-parent", path, value=issuer.name)
        elif _NAMELESS_PARENT.fullmatch(issuer.parent.strip()):
            yield found("nd30.issuer.parent-without-place", path, value=issuer.parent)


def symbol_of_type(reading: Reading) -> Iterator[Finding]:
    """A document that has a type begins its symbol with the type's code, written as in the decree's table.

    Rules: ND30-PL1-II.3.b#1, ND30-PL3-I.
    """
    dispatch = reading.dispatch
    code, group = dispatch.type.code, _first_group(dispatch.reference)
    if code is None or group == code:
        return
    name = "nd30.reference.type-code"
    yield found(name, "reference", value=dispatch.reference.symbol, expected=code, type=dispatch.type.name)


def symbol_of_dispatch(reading: Reading) -> Iterator[Finding]:
    """The symbol of a công văn begins with the agency, not with the code of a type.

    Rule: ND30-PL1-II.3.b#2.
    """
    dispatch = reading.dispatch
    symbol = dispatch.reference.symbol
    group, _, rest = symbol.partition("-")
    code = _code_meant(group)
    meant = type_of_code(code) if code else None
    if dispatch.type is not DISPATCH or meant is None or not rest:
        return
    if code in _SURELY_TYPES or not group.isupper() or _is_agency(rest, dispatch.issuer):
        yield found("nd30.reference.type-in-dispatch", "reference", value=symbol, code=group, type=meant.name)


def number_and_date(reading: Reading) -> Iterator[Finding]:
    """Number and date are given together; a numbered document is no draft any more.

    Rules: ND30-D15.1, PRAC-1, PRAC-7.
    """
    dispatch = reading.dispatch
    number, whole = dispatch.reference.number, dispatch.date.as_date() is not None
    if number and not whole:
        yield found("nd30.date.blank", "date", number=number)
    if whole and not number:
        yield found("nd30.reference.blank", "reference", value=dispatch.reference.symbol)
    if number and dispatch.draft:
        yield found("nd30.draft.numbered", "draft", value=dispatch.draft, number=number)


def subject(reading: Reading) -> Iterator[Finding]:
    """The subject is one short phrase without a mark at its end, in lower case after V/v, which stands once.

    Rules: ND30-PL1-II.5.b#6, ND30-PL1-II.5#short, ND30-PL1-II.5#style.
    """
    text = reading.dispatch.subject.strip()
    if mark := _END_MARK.search(text):
        yield found("nd30.subject.end-mark", "subject", mark.start(), value=text, mark=mark[0])
    if len(text) > _LONGEST_SUBJECT:
        yield found("nd30.subject.long", "subject", length=len(text), most=_LONGEST_SUBJECT)
    if reading.dispatch.type is DISPATCH:
        if _ABOUT.match(text):
            yield found("nd30.subject.doubled", "subject", value=text)
        elif _begins_with_capital(text):
            yield found("nd30.subject.capital", "subject", value=text, word=text.split()[0])


def secrecy(reading: Reading) -> Iterator[Finding]:
    """A secret document is numbered in a series of its own.

    Rule: ND30-D15.2.
    """
    mark = reading.dispatch.secrecy
    if mark is not None:
        yield found("nd30.secrecy.series", "secrecy", value=mark.value)


def _first_group(reference: Reference) -> str:
    return reference.symbol.partition("-")[0]


def _code_meant(group: str) -> str | None:
    """The code of a type that a group of the symbol is, or is meant to be: TTR, TTr, but not GN."""
    if type_of_code(group):
        return group
    better = better_code(group)
    return better if better in _CASED or not group.isupper() else None


def _is_agency(group: str, issuers: tuple[Issuer, ...]) -> bool:
    """Whether the second group is what a document with a type writes there: UBND, or an issuer's initials."""
    initials = (
        "".join(word[0] for word in issuer.name.upper().split() if word != "VÀ") for issuer in issuers
    )
    return bool(_AGENCIES.match(group)) or any(group == own for own in initials)


_NAMING = frozenset(tone_key(noun) for noun in CITABLE_TYPES) | frozenset(
    tone_key(
        "sở ban bộ ủy hội đảng quốc chính thủ chủ nghị công tết nhà nhân đại tổng cục viện trường trung quỹ"
    ).split()
)
"""What a name may begin with although its next word is in lower case: Quốc hội, Hội nghị."""


def _begins_with_capital(text: str) -> bool:
    """Whether the first word has a capital it does not owe to a name: what follows is in lower case."""
    first, second, *_ = [*text.split(), "", ""]
    if not (first[:1].isupper() and first[1:].islower() and first.isalpha() and second[:1].islower()):
        return False
    return not {tone_key(first), tone_key(f"{first} {second}")} & _NAMING
