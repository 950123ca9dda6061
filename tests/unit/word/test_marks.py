"""Marks beside the letter: frames to measure, the address block, room for a stamp."""

from __future__ import annotations

import pytest

from congvan.model import Circulation, Contact, Secrecy, Urgency
from congvan.units import mm_to_twips
from congvan.word.emitters.marks import circulation, contact, drafter, secrecy, urgency
from congvan.word.looks import Look
from tests.support.dispatches import full_letter, plain_letter
from tests.support.emitted import W, in_style, sheet, texts, tree


def frame_of(emitted: str) -> tuple[int, int]:
    element = tree(emitted)
    width, height = element.find(f".//{W}tblW"), element.find(f".//{W}trHeight")
    assert width is not None
    assert height is not None
    assert height.get(f"{W}hRule") == "exact"
    return int(width.get(f"{W}w", "0")), int(height.get(f"{W}val", "0"))


@pytest.mark.parametrize(
    ("degree", "words", "width"),
    [
        (Urgency.IMMEDIATE, "HỎA TỐC", 30),
        (Urgency.HIGHLY_URGENT, "THƯỢNG KHẨN", 40),
        (Urgency.URGENT, "KHẨN", 20),
    ],
)
def test_the_frame_of_urgency_has_the_size_the_decree_gives(degree: Urgency, words: str, width: int) -> None:
    fragment = urgency(plain_letter(urgency=degree), sheet())
    assert texts(fragment) == [words]
    assert frame_of(fragment) == (mm_to_twips(width), mm_to_twips(8))
    assert sheet().width(words, Look.URGENCY) < width


def test_room_is_kept_for_the_stamp_of_secrecy_and_nothing_printed() -> None:
    fragment = secrecy(plain_letter(secrecy=Secrecy.CONFIDENTIAL), sheet())
    assert len(in_style(fragment, "CV Độ mật")) == 1
    assert texts(fragment) == []


@pytest.mark.parametrize("notice", Circulation)
def test_the_circulation_notice_ends_at_the_right_margin_inside_the_top_one(notice: Circulation) -> None:
    fragment = circulation(plain_letter(circulation=notice), sheet())
    assert texts(fragment) == [notice.value.upper()]
    width, height = frame_of(fragment)
    indent = tree(fragment).find(f".//{W}tblInd")
    assert indent is not None
    assert int(indent.get(f"{W}w", "0")) + width == pytest.approx(
        mm_to_twips(sheet().page.text_width_mm), abs=1
    )
    page = sheet().standard.page
    assert height < mm_to_twips(page.margin_top_mm - page.header_distance_mm)


def test_the_address_block_stands_under_a_rule_of_the_full_width() -> None:
    fragment = contact(full_letter(), sheet())
    (rule,) = in_style(fragment, "CV Đường kẻ")
    assert (rule.number("ind", "left"), rule.number("ind", "right")) == (0, 0)
    (block,) = in_style(fragment, "CV Địa chỉ")
    assert block.text.startswith("Địa chỉ: Số 12 đường Trần Quang Diệu")
    assert "Thư điện tử: sonoivu@lamgiang.example" in block.text
    assert "Fax" not in block.text
    widths = [sheet().width(line, Look.CONTACT) for line in block.text.split("\n")]
    assert max(widths) <= sheet().page.text_width_mm


def test_items_share_a_line_while_they_fit() -> None:
    short = Contact(phone="0239.1", fax="0239.2")
    (block,) = in_style(contact(plain_letter(contact=short), sheet()), "CV Địa chỉ")
    assert block.text == "Điện thoại: 0239.1; Fax: 0239.2"


def test_a_letter_without_marks_prints_none() -> None:
    for emitter in (urgency, secrecy, circulation, contact, drafter):
        assert not emitter(plain_letter(), sheet())
