"""What running text says of a year, a day, a weekday, for a person to look at (lời văn còn năm cũ)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congvan.problems import Place, Problem, Severity
from congvan.rolling.superseded import superseded_in

_FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_DATE = re.compile(
    r"(?<![\d/])\d{1,2}[/.-]\d{1,2}[/.-](?P<year>(?:19|20)\d{2})(?!\d)|(?<!\d)\d{1,2}[/.-](?P<other>20\d{2})(?!\d)"
)
# A year before another (năm học 2026/2027) is one, one before letters is part of a reference.
_YEAR = re.compile(r"(?<![\d/,])(?:19|20)\d{2}(?!\d|/(?!(?:19|20)\d{2}(?!\d))|[.,]\d)")
_LUNAR_YEAR = re.compile(
    r"\b(?:Giáp|Ất|Bính|Đinh|Mậu|Kỷ|Canh|Tân|Nhâm|Quý)"
    r" (?:Tý|Sửu|Dần|Mão|Thìn|Tỵ|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)\b"
)
# "lần thứ ba" counts, and "thứ 5" does unless a day or a week follows.
_WEEKDAY = re.compile(
    r"(?<!lần )(?<!khóa )\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)\b"
    r"|\bthứ\s+[2-7](?=,? ngày| tuần| h[ằà]ng tuần|, \d)",
    re.IGNORECASE,
)
_AROUND = 30


def wording_problems(text: str, place: Place) -> Iterator[Problem]:
    """Dates, years, weekdays and superseded instruments typed in one line of text."""
    plain = _FILLED.sub(lambda match: " " * len(match[0]), text)
    for old, new in superseded_in(plain):
        yield decision("superseded", place, reference=old, successor=new)
    without = _DATE.sub(lambda match: " " * len(match[0]), plain)
    for match in _DATE.finditer(plain):
        if not _is_reference(plain, match.start()):
            yield decision("date-in-text", place, value=match[0], near=_near(text, match))
    for match in (*_YEAR.finditer(without), *_LUNAR_YEAR.finditer(plain)):
        if not _is_reference(plain, match.start()):
            yield decision("year-in-text", place, value=match[0], near=_near(text, match))
    for match in _WEEKDAY.finditer(plain):
        yield decision("weekday-in-text", place, value=match[0], near=_near(text, match))


def _is_reference(text: str, start: int) -> bool:
    """True inside a reference (`30/2020/NĐ-CP`): that year never moves."""
    return bool(re.match(r"[\d/.-]*/[A-ZĐ]", text[start:])) or text[max(start - 1, 0) : start] == "/"


def _near(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _AROUND) : match.end() + _AROUND].strip()


def decision(code: str, place: Place, **parameters: object) -> Problem:
    """Something only a person can decide, `code` without its `congvan.rolling.` prefix."""
    return Problem(f"congvan.rolling.{code}", Severity.WARNING, place, parameters)
