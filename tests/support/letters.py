"""Letters for the tests of rules: a faultless one, and what a case in readable text changes in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from congvan.model import (
    Appendix,
    Archive,
    Block,
    Citation,
    Column,
    Deadline,
    Dispatch,
    Footnote,
    Issuer,
    Level,
    Medium,
    Paragraph,
    Period,
    Recipient,
    Run,
    Secrecy,
    Signatory,
    Table,
    Text,
    Value,
    ValueOf,
)
from congvan.vietnamese.dates import ClockTime, DateParts, parse_clock, parse_date
from congvan.vietnamese.wording import DeadlineWording, deadline_wording

FAULTLESS: Mapping[str, Any] = {
    "issuer": {"name": "Sở Nội vụ", "parent": "UBND tỉnh Lam Giang", "place": "Lam Giang"},
    "reference": "/SNV-CCHC",
    "date": "2027-03",
    "subject": "đăng ký nhu cầu tập huấn",
    "recipients": ["Văn phòng UBND tỉnh", {"Các Sở": ["Tư pháp", "Tài chính"]}],
    "body": "Sở Nội vụ đề nghị các cơ quan phối hợp thực hiện./.",
    "signatory": {"authority": "KT. Giám đốc", "position": "Phó Giám đốc", "name": "Trần Thị Mẫu"},
    "copies_to": ["Như trên", "UBND tỉnh (để b/c)"],
    "archive": ["VT", "P.CCHC"],
}
"""A letter no rule has anything against."""

_MARKERS = (
    (Level.PART, r"Phần \w+"),
    (Level.CHAPTER, r"Chương \w+"),
    (Level.SUBSECTION, r"Tiểu mục \w+"),
    (Level.SECTION, r"Mục \w+"),
    (Level.ARTICLE, r"Điều \d+\."),
    (Level.ROMAN_SECTION, r"[IVX]+\."),
    (Level.SUBCLAUSE, r"\d+(?:\.\d+)+\."),
    (Level.CLAUSE, r"\d+\."),
    (Level.POINT, r"\w{1,2}\)"),
    (Level.DASH, r"-"),
    (Level.PLUS, r"\+"),
)
_VALUE = re.compile(r"\{\{ (?P<of>\w+)\.(?P<name>\w+)(?:\.(?P<part>\w+))? \}\}|\[\^(?P<note>[^\]]+)\]")


def letter(changes: Mapping[str, Any]) -> Dispatch:
    """The faultless letter with these fields instead of its own; None leaves a field out."""
    fields = {key: value for key, value in {**FAULTLESS, **changes}.items() if value is not None}
    made = {key: _MAKERS[key](value) if key in _MAKERS else value for key, value in fields.items()}
    return Dispatch(**made)


def blocks(text: str) -> tuple[Block, ...]:
    """One paragraph a line, its marker first; `{{ }}` is a value, `[^...]` a footnote, `|...|` a table."""
    return tuple(_block(line) for line in text.splitlines() if line.strip())


def _block(line: str) -> Block:
    if line.startswith("|"):
        return Table(columns=[Column(title=title.strip()) for title in line.strip("|").split("|")])
    for level, marker in _MARKERS:
        if read := re.fullmatch(rf"({marker})(?: (.*))?", line):
            return Paragraph(tuple(_runs(read[2] or "")), level=level, marker=read[1])
    return Paragraph(tuple(_runs(line)))


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for match in _VALUE.finditer(text):
        yield Text(text[end : match.start()])
        end = match.end()
        if match["note"]:
            yield Footnote(Paragraph(tuple(_runs(match["note"]))))
        else:
            yield Value(ValueOf(match["of"]), match["name"], match["part"] or "")
    yield Text(text[end:])


def _day(text: str) -> date:
    parts = parse_date(text)
    day = parts.as_date() if parts else None
    assert day is not None, text
    return day


def _date(text: str) -> DateParts:
    parts = parse_date(text)
    assert parts is not None, text
    return parts


def _recipients(items: list[Any]) -> list[Recipient]:
    return [
        Recipient(*next(iter(item.items()))) if isinstance(item, dict) else Recipient(item) for item in items
    ]


def _deadline(fields: Mapping[str, str]) -> Deadline:
    time: ClockTime | None = parse_clock(fields["time"]) if "time" in fields else None
    wording = deadline_wording(fields.get("wording", "chậm nhất"))
    assert isinstance(wording, DeadlineWording)
    return Deadline(date=_day(fields["date"]), time=time, wording=wording)


def _period(fields: Mapping[str, Any]) -> Period:
    if "year" in fields:
        return Period.of_report(fields["report"], int(fields["year"]))
    return Period(start=_day(fields["start"]), end=_day(fields["end"]), report=fields.get("report"))


def _citation(fields: Mapping[str, str]) -> Citation:
    return Citation(**{key: _day(value) if key == "date" else value for key, value in fields.items()})  # type: ignore[arg-type]


def _appendix(fields: Mapping[str, str]) -> Appendix:
    if "table" in fields:
        table = Table(columns=[Column(title="Họ và tên")], title=fields["table"])
        return Appendix(title=fields.get("title"), tables=table)
    return Appendix(title=fields.get("title"), blocks=blocks(fields.get("body", "Nội dung phụ lục.")))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_MAKERS: Mapping[str, Any] = {
    "issuer": lambda value: [Issuer(**item) for item in _as_list(value)],
    "date": _date,
    "recipients": _recipients,
    "bases": lambda value: tuple(Paragraph(tuple(_runs(item))) for item in value),
    "body": blocks,
    "deadlines": lambda value: {name: _deadline(item) for name, item in value.items()},
    "periods": lambda value: {name: _period(item) for name, item in value.items()},
    "citations": lambda value: {name: _citation(item) for name, item in value.items()},
    "signatory": lambda value: [Signatory(**item) for item in _as_list(value)],
    "archive": lambda value: Archive(value),
    "appendices": lambda value: [_appendix(item) for item in value],
    "medium": Medium,
    "secrecy": Secrecy,
}
