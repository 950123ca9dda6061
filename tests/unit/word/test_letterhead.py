"""The head of the letter: Quốc hiệu on one line, names parted where they are spoken, rules to measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Issuer, Reference, Urgency
from congvan.standard import ND30
from congvan.units import mm_to_twips
from congvan.vietnamese.dates import DateParts
from congvan.word.emitters.letterhead import (
    GAP_MM,
    HeadWords,
    best_layout,
    issuer_names,
    letterhead,
    name_lines,
)
from congvan.word.looks import Family, Look
from tests.support.dispatches import joint_letter, plain_letter
from tests.support.emitted import W, in_style, said, sheet, texts, tree, words_of

NAMES = (
    ("UBND TỈNH LẠNG SƠN", "SỞ NỘI VỤ"),
    ("UBND TỈNH HÀ TĨNH", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
    ("UBND THÀNH PHỐ HỒ CHÍ MINH", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    (None, "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN"),
    ("BỘ NỘI VỤ", "CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC"),
    ("UBND TỈNH LẠNG SƠN", "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN"),
)
PLACES = ("Hà Nội", "Lạng Sơn", "Thành phố Huế", "Thành phố Hồ Chí Minh")


def words(parent: str | None, name: str, place: str) -> HeadWords:
    names = issuer_names((Issuer(name, parent),))
    return HeadWords(
        names=names,
        place=f"{place}, ngày 31 tháng 12 năm 2026",
        reference="Số: 1234/UBND-TTHCC",
        subject="V/v báo cáo",
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("parent", "name"), NAMES)
def test_the_state_name_has_a_column_it_fits_and_so_have_all_others(
    parent: str | None, name: str, place: str
) -> None:
    layout = best_layout(words(parent, name, place), sheet())
    head = layout.sheet
    assert head.width(ND30.texts.nation, Look.NATION) < layout.right_mm
    assert all(head.width(line, Look.PLACE_AND_DATE) < layout.right_mm for line in layout.place)
    lines = [(look, line) for look, written in layout.names for line in written]
    assert all(head.width(line, look) <= layout.left_mm - GAP_MM for look, line in lines)
    total = layout.left_mm + layout.right_mm - 2 * layout.overhang_mm
    assert total == pytest.approx(sheet().page.text_width_mm)
    assert layout.overhang_mm <= ND30.letterhead.overhang_mm


def test_an_ordinary_office_has_the_larger_sizes_inside_the_text_area() -> None:
    layout = best_layout(words("UBND TỈNH LẠNG SƠN", "SỞ NỘI VỤ", "Lạng Sơn"), sheet())
    assert (layout.sheet.family, layout.overhang_mm) == (Family.LARGE, 0)
    assert layout.names == ((Look.PARENT, ("UBND TỈNH LẠNG SƠN",)), (Look.ISSUER, ("SỞ NỘI VỤ",)))


def test_the_three_sizes_of_the_head_always_go_together() -> None:
    for family in (Family.ORDINARY, Family.LARGE):
        head = sheet().of(family)
        sizes = [head.style(look).size_pt for look in (Look.NATION, Look.MOTTO, Look.PLACE_AND_DATE)]
        assert ND30.coherent(*sizes)


@pytest.mark.parametrize("name", ["ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "UỶ BAN NHÂN DÂN XÃ CAO LỘC"])
def test_a_committee_always_stands_on_two_lines(name: str) -> None:
    first, second = name_lines(name, Look.ISSUER, sheet(), 200)
    assert first.endswith("NHÂN DÂN")
    assert second == " ".join(name.split()[4:])


def test_parent_is_regular_and_issuer_bold_both_in_capitals() -> None:
    head = letterhead(plain_letter(), sheet())
    assert [one.text for one in in_style(head, "CV Cơ quan chủ quản lớn")] == ["UBND TỈNH LAM GIANG"]
    assert [one.text for one in in_style(head, "CV Cơ quan ban hành lớn")] == ["SỞ NỘI VỤ"]
    assert not sheet().of(Family.LARGE).style(Look.PARENT).bold
    assert sheet().of(Family.LARGE).style(Look.ISSUER).bold


def test_rules_are_as_long_as_the_table_says() -> None:
    head = letterhead(plain_letter(), sheet())
    issuer, motto = in_style(head, "CV Đường kẻ")
    columns = [int(column.get(f"{W}w", "0")) for column in tree(head).iter(f"{W}gridCol")]
    large = sheet().of(Family.LARGE)
    for rule, column, text, look, share in (
        (issuer, columns[0], "SỞ NỘI VỤ", Look.ISSUER, ND30.lines.issuer_share.chosen),
        (motto, columns[1], ND30.texts.motto, Look.MOTTO, 1.0),
    ):
        left, right = rule.number("ind", "left"), rule.number("ind", "right")
        assert left is not None
        assert left == right
        assert column - 2 * left == pytest.approx(mm_to_twips(share * large.width(text, look)), abs=2)


def test_a_blank_number_and_day_leave_room_for_the_registry() -> None:
    blank = "\u00a0" * ND30.letterhead.blank_characters
    found = texts(letterhead(plain_letter(), sheet()))
    assert f"Số:{blank}/SNV-CCHC&VTLT" in found
    assert f"Lam Giang, ngày{blank}tháng 3 năm 2027" in found


def test_number_and_date_stand_in_one_row() -> None:
    table = tree(letterhead(plain_letter(), sheet()))
    rows = [words_of(row) for row in table.iter(f"{W}tr")]
    assert any("Số:" in row and "tháng 3" in row for row in rows)


def test_the_subject_follows_its_prefix_without_a_full_stop() -> None:
    (subject,) = in_style(letterhead(plain_letter(), sheet()), "CV Trích yếu lớn")
    assert subject.text.replace("\n", " ") == "V/v đăng ký nhu cầu tập huấn kỹ năng số năm 2027"


def test_joint_issuers_stand_under_a_parent_they_share_over_one_rule() -> None:
    head = letterhead(joint_letter(), sheet())
    lines = [one.text for one in said(head)][:4]
    assert lines == ["UBND TỈNH LAM GIANG", "SỞ NỘI VỤ", "SỞ TÀI CHÍNH", ""]
    assert len(in_style(head, "CV Đường kẻ")) == 2
    assert "Số: 05/SNV-STC" in texts(head)


def test_joint_issuers_of_different_parents_keep_each_their_own() -> None:
    names = issuer_names((Issuer("Sở Y tế", "UBND tỉnh A"), Issuer("Công an tỉnh", "Bộ Công an")))
    assert [name for _, name in names] == ["UBND TỈNH A", "SỞ Y TẾ", "BỘ CÔNG AN", "CÔNG AN TỈNH"]


def test_without_a_place_the_date_stands_alone() -> None:
    head = letterhead(plain_letter(issuer=Issuer("Sở Nội vụ"), date=DateParts(2027, 3, 9)), sheet())
    assert "ngày 09 tháng 3 năm 2027" in texts(head)


def test_draft_mark_stands_above_the_issuer_and_urgency_below_the_subject() -> None:
    head = letterhead(plain_letter(draft="DỰ THẢO", urgency=Urgency.URGENT), sheet())
    found = texts(head)
    assert found[0] == "DỰ THẢO"
    assert found[-1] == "KHẨN"


SYLLABLES = st.sampled_from(("SỞ", "NỘI", "VỤ", "VÀ", "PHÁT", "TRIỂN", "NÔNG", "THÔN", "TỈNH", "-", "KHU"))


@given(
    st.lists(SYLLABLES, min_size=1, max_size=16).map(" ".join),
    st.sampled_from(PLACES),
    st.sampled_from(("SNV", "UBND-TTHCC", "SNNMT-CCTTBVTVKL")),
)
def test_no_name_makes_the_head_wider_than_it_may_be(name: str, place: str, symbol: str) -> None:
    dispatch = plain_letter(issuer=Issuer(name, name, place=place), reference=Reference(symbol, 12345))
    head = letterhead(dispatch, sheet())
    columns = [int(column.get(f"{W}w", "0")) for column in tree(head).iter(f"{W}gridCol")]
    most = sheet().page.text_width_mm + 2 * ND30.letterhead.overhang_mm
    assert sum(columns) <= mm_to_twips(most) + 1
    assert name in " ".join(texts(head)).replace("\n", " ")
