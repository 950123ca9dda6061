"""Numbers and symbols, and how other documents are cited."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Citation, Reference
from congvan.problems import ModelError
from congvan.vietnamese.dates import BLANK

DECREE = Citation(
    type="Nghị định",
    reference="30/2020/NĐ-CP",
    date=date(2020, 3, 5),
    issuer="Chính phủ",
    subject="về công tác văn thư",
)


@pytest.mark.parametrize(
    ("number", "symbol", "line"),
    [
        (5, "TTr-SNV", "Số: 05/TTr-SNV"),
        (12, "QyĐ-UBND", "Số: 12/QyĐ-UBND"),
        (1234, "UBND-TTHCC", "Số: 1234/UBND-TTHCC"),
        ("15a", "QĐ-BNV", "Số: 15a/QĐ-BNV"),
        (2231, "SNV-CCHC&PC", "Số: 2231/SNV-CCHC&PC"),
    ],
)
def test_a_number_is_printed_as_the_decree_asks(number: int | str, symbol: str, line: str) -> None:
    reference = Reference(symbol, number)
    assert reference.text == line
    assert Reference.parse(line) == reference


def test_a_draft_keeps_at_least_six_blanks_for_the_number() -> None:
    draft = Reference("SNV-CCHC")
    assert draft.text == f"Số:{BLANK}/SNV-CCHC"
    assert len(BLANK) >= 6
    assert str(draft) == "/SNV-CCHC"
    assert (
        Reference.parse(draft.text) == Reference.parse("/SNV-CCHC") == Reference.parse("……/SNV-CCHC") == draft
    )


@pytest.mark.parametrize(
    "line",
    [
        "Số: 5/QĐ-BNV",
        "Số: 15 / QĐ-BNV",
        "Số 15/QĐ-BNV",
        "Số: 15/QĐ - BNV",
        "15/qđ-bnv",
        "١٥/QĐ-BNV",
        "00/QĐ-BNV",
        "a/QĐ-BNV",
        "",
    ],
)
def test_a_number_written_otherwise_is_refused(line: str) -> None:
    with pytest.raises(ModelError):
        Reference.parse(line)


@given(st.integers(1, 999_999))
def test_every_number_of_a_year_is_read_back(number: int) -> None:
    reference = Reference("UBND-VX", number)
    assert Reference.parse(str(reference)) == reference
    assert int(reference.number or 0) == number


@pytest.mark.parametrize("number", [0, -1, True, 1.5, 1_000_000, "5", "05 ", ""])
def test_what_is_no_number_is_refused(number: object) -> None:
    with pytest.raises(ModelError) as caught:
        Reference("UBND-VX", number)  # type: ignore[arg-type]
    assert [problem.place.path for problem in caught.value.problems] == ["number"]


def test_number_and_symbol_are_refused_together() -> None:
    with pytest.raises(ModelError) as caught:
        Reference("ubnd vx", "x")
    assert [problem.code for problem in caught.value.problems] == [
        "congvan.model.bad-symbol",
        "congvan.model.bad-number",
    ]


def test_a_citation_is_full_first_and_short_after() -> None:
    full = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"
    assert DECREE.full == full
    assert DECREE.short == "Nghị định số 30/2020/NĐ-CP"


def test_a_law_is_cited_by_its_name_alone() -> None:
    law = Citation(
        type="Luật",
        reference="33/2024/QH15",
        date=date(2024, 6, 21),
        issuer="Quốc hội",
        subject="Lưu trữ năm 2024",
    )
    assert law.full == law.short == "Luật Lưu trữ năm 2024"


def test_a_document_without_a_number_is_cited_in_full_each_time() -> None:
    plan = Citation(type="Kế hoạch", issuer="UBND tỉnh")
    assert plan.full == plan.short == "Kế hoạch của UBND tỉnh"
