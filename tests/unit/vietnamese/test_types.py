"""The 29 types, their codes, and the wrong codes people still write."""

from __future__ import annotations

import pytest

from congvan.vietnamese.types import (
    COPY_FORMS,
    DISPATCH,
    DOCUMENT_TYPES,
    better_code,
    citable_type,
    document_type,
    is_cited_by_name,
    nearest_citable,
    nearest_types,
    type_of_code,
)


def test_there_are_29_types_and_only_two_have_no_code() -> None:
    assert len(DOCUMENT_TYPES) == len({item.name for item in DOCUMENT_TYPES}) == 29
    assert DOCUMENT_TYPES[0] is DISPATCH
    assert [item.name for item in DOCUMENT_TYPES if item.code is None] == ["công văn", "thư công"]


def test_no_two_types_share_a_code() -> None:
    codes = [item.code for item in (*DOCUMENT_TYPES, *COPY_FORMS) if item.code]
    assert len(codes) == len(set(codes)) == 30


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Quyết định", "QĐ"),
        ("QUY ĐỊNH", "QyĐ"),
        ("giấy uỷ quyền", "GUQ"),
        ("Bản thoả thuận", "BTT"),
        ("tờ trình", "TTr"),
    ],
)
def test_a_type_is_found_in_any_case_and_tone_placement(name: str, code: str) -> None:
    found = document_type(name)
    assert found is not None
    assert found.code == code
    assert type_of_code(code) is found


def test_an_unknown_type_is_not_guessed_but_has_neighbours() -> None:
    assert document_type("Quyet dinh") is None
    assert [item.name for item in nearest_types("Quyet dinh")] == ["quyết định"]
    assert nearest_types("xyz") == ()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("GN", "BGN"),
        ("TTh", "BTT"),
        ("QCh", "QC"),
        ("DAn", "DA"),
        ("QYĐ", "QyĐ"),
        ("CTR", "CTr"),
        ("TTR", "TTr"),
        ("TRS", "TrS"),
    ],
)
def test_an_outdated_or_wrongly_cased_code_gets_the_right_one(wrong: str, right: str) -> None:
    assert better_code(wrong) == right
    assert type_of_code(wrong) is None


@pytest.mark.parametrize("code", ["QĐ", "QyĐ", "TTr", "HD", "HĐ", "UBND", "SNV"])
def test_right_and_unknown_codes_are_left_alone(code: str) -> None:
    assert better_code(code) is None


def test_nouns_of_citations_are_known_with_their_capital() -> None:
    assert citable_type("nghị định") == "Nghị định"
    assert citable_type("Kế hoạch") == "Kế hoạch"
    assert citable_type("Nghi dinh") is None
    assert nearest_citable("Nghi dinh") == ("Nghị định",)


def test_laws_are_cited_by_name_alone() -> None:
    assert is_cited_by_name("Luật")
    assert is_cited_by_name("bộ luật")
    assert not is_cited_by_name("Nghị định")
