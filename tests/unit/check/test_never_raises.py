"""Whatever a valid dispatch says, the check answers, and answers the same again."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from congvan.check import check
from congvan.model import (
    Appendix,
    Archive,
    Citation,
    CopyTo,
    Deadline,
    Dispatch,
    Footnote,
    Issuer,
    Level,
    Link,
    Paragraph,
    Period,
    Recipient,
    Reference,
    Run,
    Secrecy,
    Signatory,
    Text,
    Value,
    ValueOf,
)
from congvan.standard import ND30
from congvan.vietnamese.dates import ClockTime, DateParts
from congvan.vietnamese.types import DOCUMENT_TYPES
from congvan.vietnamese.wording import DeadlineWording
from tests.support.letters import letter

PIECES = st.sampled_from(
    (
        *(
            "Phụ lục ",
            "Phụ lục I",
            "phụ lục 99",
            "kèm theo",
            " và ",
            ", ",
            "; ",
            "./.",
            ". / .",
            "  ",
            ":",
            "số ",
        ),
        *(
            "Nghị định ",
            "30/2020/NĐ-CP",
            "Luật Lưu trữ số 33/2024/QH15",
            "12/QYĐ-UBND",
            " ngày ",
            "của Bộ Nội vụ",
        ),
        *(
            "31/02/2027",
            "5.3.0001",
            "ngày 5 tháng 03 năm 2027",
            "ngày 99 tháng 99",
            "(thứ Tư)",
            "thứ 5, ",
            "CN",
        ),
        *(
            "Khoản 2 điều 5",
            "chương II",
            "UBND huyện Bình Minh",
            "Bộ Giao thông vận tải",
            "http://a.vn/b,c",
            "\u200b",
        ),
    )
)
WORDS = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cn", "Co"]), max_size=12)
LINES = st.lists(PIECES | WORDS, min_size=1, max_size=6).map(" ".join)
NAMES = LINES.filter(lambda text: bool(text.strip()) and "\u2028" not in text and "\u2029" not in text)
DAYS = st.dates()
SYMBOLS = st.sampled_from(("SNV", "QĐ-UBND", "TTH-X", "A"))
MARKERS = st.sampled_from(
    (
        "1.",
        "2.",
        "99999999.",
        "a)",
        "đ)",
        "z)",
        "I.",
        "MMMCMXCIX.",
        "Phần I",
        "Chương 0",
        "Điều 5.",
        "1.1.",
        "٣.",
        "?",
        "-",
    )
)
VALUES = st.sampled_from(
    (
        Value(ValueOf.DEADLINE, "han"),
        Value(ValueOf.DEADLINE, "han", "weekday"),
        Value(ValueOf.PERIOD, "ky"),
        Value(ValueOf.CITATION, "van_ban"),
        Link("http://a.vn/x"),
    )
)
RUNS: st.SearchStrategy[Run] = st.one_of(NAMES.map(Text), VALUES, NAMES.map(lambda text: Footnote(text)))


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    level = draw(st.sampled_from(Level))
    marker = "" if level is Level.PLAIN else draw(MARKERS)
    return Paragraph(draw(st.lists(RUNS, max_size=4)), level=level, marker=marker)


@st.composite
def signatories(draw: st.DrawFn) -> Signatory:
    lines = st.sampled_from(("KT. Giám đốc", "TM. Ủy ban", "K/T", "Q.", "TL.Phó", "Thừa lệnh ông"))
    return Signatory(
        authority=tuple(draw(st.lists(lines, max_size=3))),
        position=draw(st.sampled_from(("Giám đốc", "Phó Giám đốc"))),
        name=draw(NAMES),
    )


@st.composite
def dispatches(draw: st.DrawFn) -> Dispatch:
    day = draw(DAYS)
    parts = st.sampled_from((DateParts.of(day), DateParts(day.year), DateParts(day.year, day.month)))
    wording = st.sampled_from(DeadlineWording)
    reports = st.sampled_from((None, "quý III", "?"))
    named: dict[str, Any] = {
        "deadlines": {"han": Deadline(date=draw(DAYS), time=ClockTime(24), wording=draw(wording))},
        "periods": {"ky": Period(start=draw(DAYS), end=draw(DAYS), report=draw(reports))},
        "citations": {
            "van_ban": Citation(type=draw(NAMES), reference=draw(st.none() | NAMES), date=draw(DAYS))
        },
    }
    return Dispatch(
        type=draw(st.sampled_from(DOCUMENT_TYPES)),
        issuer=Issuer(draw(NAMES), draw(st.none() | NAMES), place=draw(st.just("") | NAMES)),
        reference=Reference(draw(SYMBOLS), draw(st.none() | st.just(5))),
        date=draw(parts),
        subject=draw(NAMES.filter(lambda text: bool(text.casefold().replace("v/v", "").strip(" :")))),
        recipients=draw(st.lists(st.builds(Recipient, NAMES, st.lists(NAMES, max_size=2)), max_size=2)),
        body=draw(st.lists(paragraphs(), max_size=6)),
        signatory=draw(signatories()),
        copies_to=draw(st.lists(st.builds(CopyTo, NAMES), max_size=2)),
        archive=draw(st.none() | st.just(Archive())),
        appendices=draw(st.lists(paragraphs().map(lambda block: Appendix(blocks=block)), max_size=3)),
        secrecy=draw(st.none() | st.sampled_from(Secrecy)),
        **named,
    )


@given(dispatches())
def test_every_valid_dispatch_is_answered(dispatch: Dispatch) -> None:
    problems = check(dispatch, standard=ND30)
    assert problems == check(dispatch, standard=ND30)
    assert pickle.loads(pickle.dumps(problems)) == problems
    for problem in problems:
        assert problem.describe("vi")
        assert problem.describe("en")


def test_the_ends_of_the_calendar_are_survived() -> None:
    for day in (date.min, date.max):
        named: dict[str, Any] = {
            "deadlines": {"han": Deadline(date=day, wording=DeadlineWording.BEFORE)},
            "periods": {"ky": Period(start=day, end=day, report="năm")},
        }
        dispatch = evolve(letter({}), date=DateParts.of(day), **named)
        assert check(dispatch, standard=ND30)


def test_a_letter_without_deadlines_is_checked_without_the_holiday_library() -> None:
    code = (
        "import sys; from congvan.check import check; from congvan.standard import ND30;"
        "from tests.support.letters import letter; check(letter({}), standard=ND30);"
        "assert not {'holidays', 'docx', 'lxml', 'openpyxl', 'jinja2', 'babel'} & set(sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
