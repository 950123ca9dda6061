"""Kính gửi: one addressee on its line, several by dashes below the colon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Recipient
from congvan.standard import ND30
from congvan.units import mm_to_twips
from congvan.word.emitters.recipients import list_marked, recipients
from congvan.word.looks import Look
from tests.support.dispatches import plain_letter
from tests.support.emitted import Said, in_style, said, sheet, texts


def listed(*names: str) -> list[Said]:
    fragment = recipients(plain_letter(recipients=names), sheet())
    return in_style(fragment, "CV Kính gửi") + in_style(fragment, "CV Kính gửi danh sách")


def test_nobody_to_address_prints_nothing() -> None:
    assert not recipients(plain_letter(recipients=()), sheet())


def test_one_addressee_stands_on_the_line_of_the_word_without_a_dash() -> None:
    (line,) = listed("Bộ Nội vụ")
    assert line.text == "Kính gửi: Bộ Nội vụ"


def test_several_are_dashed_and_end_by_position() -> None:
    lines = [line.text for line in listed("Sở Y tế", "Sở Tài chính;", "Sở Tư pháp.")]
    assert lines == ["Kính gửi:", "- Sở Y tế;", "- Sở Tài chính;", "- Sở Tư pháp."]


@pytest.mark.parametrize(
    ("items", "printed"),
    [
        (["A", "B"], ("A;", "B.")),
        (["A;", "B."], ("A;", "B.")),
        (["Phòng CCHC.", "B;"], ("Phòng CCHC;", "B.")),
        (["Các Sở: Y tế, v.v.", "B v.v."], ("Các Sở: Y tế, v.v.;", "B v.v.")),
        (["UBND TP.", "B"], ("UBND TP.;", "B.")),
    ],
)
def test_a_typed_mark_is_not_doubled_and_an_abbreviation_keeps_its_own(
    items: list[str], printed: tuple[str, ...]
) -> None:
    assert list_marked(items) == printed


def test_dashes_stand_below_the_colon() -> None:
    word, *lines = listed("Văn phòng UBND tỉnh", "Sở Tài chính")
    start = word.number("ind", "left")
    colon = sheet().width("Kính gửi", Look.RECIPIENTS)
    assert start == mm_to_twips(ND30.letterhead.recipients_first_line_mm)
    for line in lines:
        left, hanging = line.number("ind", "left"), line.number("ind", "hanging")
        assert left is not None
        assert hanging is not None
        assert left - hanging == pytest.approx(start + mm_to_twips(colon), abs=2)


def test_a_long_line_moves_the_block_left_instead_of_wrapping() -> None:
    group = Recipient("Các Sở", ("Tư pháp", "Tài chính", "Khoa học và Công nghệ", "Xây dựng")).text
    word, line, _ = listed(group, "Sở Y tế")
    left = line.number("ind", "left")
    start = word.number("ind", "left")
    assert left is not None
    assert start is not None
    assert start < mm_to_twips(ND30.letterhead.recipients_first_line_mm)
    room = mm_to_twips(sheet().page.text_width_mm) - left
    assert mm_to_twips(sheet().width(f"{group};", Look.RECIPIENT_LIST)) <= room


NAMES = st.lists(
    st.text(st.characters(categories=("L", "Nd"), include_characters=" ,:"), min_size=1, max_size=200)
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
    min_size=1,
    max_size=6,
)


@given(NAMES)
def test_every_addressee_is_found_unchanged_and_the_block_stays_on_the_page(names: list[str]) -> None:
    fragment = recipients(plain_letter(recipients=names), sheet())
    printed = " ".join(texts(fragment))
    for name in names:
        assert Recipient(name).name in printed
    for line in said(fragment):
        left = line.number("ind", "left")
        assert left is None or 0 < left < mm_to_twips(sheet().page.text_width_mm / 2)
