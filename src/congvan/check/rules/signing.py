"""Rules on who signs and by what right (ND30-PL1-II.7, ND30-D13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.check.findings import Finding, found
from congvan.check.reading import Reading
from congvan.model import Authority, AuthorityKind, Signatory
from congvan.vietnamese.hygiene import fold, tone_key

_KINDS = {
    "tm": AuthorityKind.ON_BEHALF,
    "q": AuthorityKind.ACTING,
    "kt": AuthorityKind.DEPUTISING,
    "tl": AuthorityKind.BY_ORDER,
    "tuq": AuthorityKind.AUTHORISED,
    "thay mat": AuthorityKind.ON_BEHALF,
    "quyen": AuthorityKind.ACTING,
    "ky thay": AuthorityKind.DEPUTISING,
    "thua lenh": AuthorityKind.BY_ORDER,
    "thua uy quyen": AuthorityKind.AUTHORISED,
}
_LOOSE = re.compile(
    r"(?P<kind>T[./]?U[./]?Q|T[./]?M|K[./]?T|T[./]?L|Q|Thay mặt|Ký thay|Thừa lệnh|Thừa [uủ][yỷ] quyền|Quyền)"
    r"(?P<mark>[./,:\s]+)(?P<of>\S.*)",
    re.IGNORECASE,
)
_KIND_ALONE = re.compile(r"(?:T[./]?U[./]?Q|T[./]?M|K[./]?T|T[./]?L|Q)[./:,\s]*", re.IGNORECASE)
_DEPUTY = re.compile(r"Phó\s", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:Sở|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Văn phòng|Chi cục|Cục|Bộ|Phòng|Trung tâm|Ban)\s(?!trưởng)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:(?:ThS|TS|PGS|GS|BS|BSCK\s?I{1,2}|KS|KTS|CN|DS|NGND|NGƯT|NSND|NSƯT|TTƯT|TTND)\b\.?[ .,]*"
    r"|(?:Thạc s[ĩỹ]|Tiến s[ĩỹ]|Phó Giáo sư|Giáo sư|Bác s[ĩỹ]|Kỹ sư|Cử nhân|Luật sư)\s+)+(?=\S)"
)
_OWN_RULES = re.compile(
    r"\b(?:y tế|bệnh viện|giáo dục|(?<!môi )trường|viện|khoa học|dược"
    r"|công an|quân sự|biên phòng|quân đội|quốc phòng)\b"
)
_NEEDS_POSITION = frozenset(AuthorityKind) - {AuthorityKind.ACTING}


def authority_form(reading: Reading) -> Iterator[Finding]:
    """An authority is its abbreviation, a full stop, a space, then the collective or title.

    Rule: ND30-PL1-II.7.b#6.
    """
    for path, signatory in _signatories(reading):
        for index, line in enumerate(signatory.authority):
            if Authority.parse(line):
                continue
            where = f"{path}.authority[{index}]"
            read = _LOOSE.fullmatch(line)
            if read and (kind := _KINDS.get(re.sub(r"[./]", "", fold(read["kind"])))):
                yield found(
                    "nd30.signatory.authority-form", where, value=line, expected=f"{kind.value} {read['of']}"
                )
            elif _KIND_ALONE.fullmatch(line):
                yield found("nd30.signatory.authority-of-nobody", where, value=line)


def authority_order(reading: Reading) -> Iterator[Finding]:
    """TM. comes first, then one of Q., KT., TL., TUQ.; only TL. and TUQ. may be followed by a KT.

    Rules: ND30-PL1-II.7#line, ND30-D13.4.
    """
    for path, signatory in _signatories(reading):
        kinds = [item.kind if (item := Authority.parse(line)) else None for line in signatory.authority]
        for index in range(1, len(kinds)):
            if not _follows(kinds[index - 1], kinds[index]):
                first, second = signatory.authority[index - 1 : index + 1]
                where = f"{path}.authority[{index}]"
                yield found("nd30.signatory.authority-order", where, value=second, before=first)


def deputy(reading: Reading) -> Iterator[Finding]:
    """A deputy signs under KT. and the title of the head.

    Rules: ND30-PL1-II.7.b#3, ND30-D13.2, ND30-D13.4.
    """
    for path, signatory in _signatories(reading):
        position = signatory.position or ""
        if _DEPUTY.match(position) and not _may_stand_over_deputy(signatory):
            expected = f"KT. {_head_of(position)}"
            where = f"{path}.position"
            yield found("nd30.signatory.deputy-without-head", where, value=position, expected=expected)


def head_of_deputy(reading: Reading) -> Iterator[Finding]:
    """KT. names the title of the head, not a deputy's and not the agency.

    Rule: ND30-PL1-II.7.b#3.
    """
    for path, signatory in _signatories(reading):
        for index, line in enumerate(signatory.authority):
            named = Authority.parse(line)
            if named and named.kind is AuthorityKind.DEPUTISING and _is_no_head(named.of):
                yield found("nd30.signatory.not-a-head", f"{path}.authority[{index}]", value=line)


def own_position(reading: Reading) -> Iterator[Finding]:
    """Under TM., KT., TL. and TUQ. stands the signer's own position, which is not the title just named.

    Rules: ND30-PL1-II.7.b#4, ND30-PL1-II.7#line.
    """
    for path, signatory in _signatories(reading):
        last = _last(signatory)
        if last is None or last.kind not in _NEEDS_POSITION:
            continue
        if signatory.position is None:
            yield found("nd30.signatory.no-position", f"{path}.position", value=signatory.authority[-1])
        elif last.kind is not AuthorityKind.ON_BEHALF and tone_key(last.of) == tone_key(signatory.position):
            where = f"{path}.position"
            value = signatory.authority[-1]
            yield found("nd30.signatory.same-rank", where, value=value, position=signatory.position)


def degrees(reading: Reading) -> Iterator[Finding]:
    """No degree or honour stands before the name; health, schools, science, the forces have their own rules.

    Rule: ND30-PL1-II.7.c#4.
    """
    if any(_OWN_RULES.search(issuer.name.casefold()) for issuer in reading.dispatch.issuer):
        return
    for path, signatory in _signatories(reading):
        if read := _DEGREE.match(signatory.name):
            name = signatory.name[read.end() :]
            yield found("nd30.signatory.degree", f"{path}.name", value=read[0].strip(), expected=name)


def _signatories(reading: Reading) -> Iterator[tuple[str, Signatory]]:
    for index, signatory in enumerate(reading.dispatch.signatory):
        yield f"signatory[{index}]", signatory


def _last(signatory: Signatory) -> Authority | None:
    return Authority.parse(signatory.authority[-1]) if signatory.authority else None


def _may_stand_over_deputy(signatory: Signatory) -> bool:
    """Whether the last line of authority is one for a deputy; one that cannot be read is judged elsewhere."""
    if not signatory.authority:
        return False
    last = _last(signatory)
    return last is None or last.kind in (AuthorityKind.DEPUTISING, AuthorityKind.AUTHORISED)


def _follows(first: AuthorityKind | None, second: AuthorityKind | None) -> bool:
    """Whether one line of authority may stand under another; one that cannot be read is judged elsewhere."""
    if first is None or second is None:
        return True
    if first is AuthorityKind.ON_BEHALF:
        return second is not AuthorityKind.ON_BEHALF
    return first in (AuthorityKind.BY_ORDER, AuthorityKind.AUTHORISED) and second is AuthorityKind.DEPUTISING


def _is_no_head(title: str) -> bool:
    return bool(_DEPUTY.match(title) or _AGENCY.match(title))


def _head_of(position: str) -> str:
    head = _DEPUTY.sub("", position, count=1).strip()
    return head[:1].upper() + head[1:]
