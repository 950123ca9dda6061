"""One source, bound many times: number and date of issue, places of later findings, the same each time."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from congvan.model import Paragraph
from congvan.problems import Place, Problem, Severity, SourceError
from congvan.source import dump, read_source
from congvan.vietnamese.dates import DateParts
from tests.unit.source.sources import HEAD, source

FRONT = """\
values: {nam: 2027}
recipients:
  - Sở Y tế
  - Các Sở: [Tư pháp, Tài chính]
appendices:
  - title: A
    blocks: |
      Một.

      Hai.
"""
BODY = "{% for x in range(2) %}\n\nĐoạn {{ nam + x }}.\n\n{% endfor %}\n\nCuối.\n"


@pytest.mark.parametrize(
    ("number", "reference"), [(5, "05/SNV-CCHC"), ("15a", "15a/SNV-CCHC"), (None, "/SNV-CCHC")]
)
def test_a_number_of_issue_replaces_that_of_the_file(number: int | str | None, reference: str) -> None:
    assert str(source().bind(number=number).reference) == reference


@pytest.mark.parametrize("day", [date(2028, 3, 5), DateParts(2028, 3, 5), "5/3/2028"])
def test_a_date_of_issue_replaces_that_of_the_file(day: date | DateParts | str) -> None:
    assert source().bind(date=day).date == DateParts(2028, 3, 5)


def test_a_source_without_a_date_waits_for_one() -> None:
    undated = read_source("---\n" + HEAD.replace("date: 2027-03\n", "") + "---\n", file="x.md")
    assert undated.bind(date=date(2028, 3, 5)).date == DateParts(2028, 3, 5)
    with pytest.raises(SourceError, match="date"):
        undated.bind()


def test_a_number_that_is_none_is_a_problem_of_the_reference() -> None:
    with pytest.raises(SourceError) as caught:
        source().bind(number="số 5")
    assert [(item.code, item.place.path) for item in caught.value.problems] == [
        ("congvan.model.bad-number", "reference.number")
    ]


def test_the_stem_names_the_outputs() -> None:
    assert source(file="thu-muc/cong-van-12.md").stem == "cong-van-12"
    assert source(file=None).stem == "cong-van"


def test_two_bindings_do_not_touch_each_other() -> None:
    read = source(FRONT, BODY)
    first, second = read.bind(), read.bind({"nam": 2030})
    assert first == read.bind()
    assert [block.text for block in second.body if isinstance(block, Paragraph)] == [
        "Đoạn 2030.",
        "Đoạn 2031.",
        "Cuối.",
    ]


def test_a_source_survives_pickling() -> None:
    read = source(FRONT, BODY)
    again = pickle.loads(pickle.dumps(read))
    assert again.bind({"nam": 2030}) == read.bind({"nam": 2030})
    assert pickle.loads(pickle.dumps(read.bound())).dispatch == read.bind()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("recipients[1].members[0]", 5),
        ("issuer[0].place", 12),
        ("body[0]", 20),
        ("body[1]", 20),
        ("body[2]", 24),
        ("appendices[0].blocks[1]", 11),
        ("appendices[0].title", 7),
        ("archive", None),
        (None, None),
    ],
)
def test_a_later_finding_is_told_its_line(path: str | None, line: int | None) -> None:
    bound = source(FRONT, BODY).bound()
    located = bound.locate(Problem("nd30.body.sequence", Severity.WARNING, Place(path=path)))
    assert (located.place.file, located.place.line, located.place.path) == ("x.md", line, path)


def test_what_the_model_refuses_only_as_a_whole_is_told_its_line() -> None:
    with pytest.raises(SourceError) as caught:
        source("", "Một.\n\nTổng {{ tables.ca.total('so') }}.").bind()
    assert [(item.code, item.place.line) for item in caught.value.problems] == [
        ("congvan.model.unknown-value", 11)
    ]


def test_all_problems_come_at_once_in_the_order_of_lines() -> None:
    with pytest.raises(SourceError) as caught:
        source("date: mai\nurgency: gấp\nxyz: 1", "**Một.\n\n1.\n\n{{ }}")
    lines = [item.place.line for item in caught.value.problems]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert len(lines) == 6


def test_three_thousand_recipients_are_read_and_written() -> None:
    read = source("recipients:\n" + "".join(f"  - UBND xã {number}\n" for number in range(3000)))
    found = read.bind()
    assert len(found.recipients) == 3000
    assert read_source(dump(found)).bind() == found
