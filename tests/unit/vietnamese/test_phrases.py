"""Long names and titles part where a phrase ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.phrases import break_phrases
from congvan.vietnamese.widths import text_width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("SỞ NỘI VỤ", 60, ("SỞ NỘI VỤ",)),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 66, ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG")),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 66, ("SỞ KHOA HỌC", "VÀ CÔNG NGHỆ")),
        ("UBND THÀNH PHỐ HỒ CHÍ MINH", 60, ("UBND THÀNH PHỐ", "HỒ CHÍ MINH")),
        (
            "Thành phố Hồ Chí Minh, ngày 31 tháng 12 năm 2026",
            96,
            ("Thành phố Hồ Chí Minh,", "ngày 31 tháng 12 năm 2026"),
        ),
        (
            "V/v chuẩn bị sơ kết công tác CCHC 7 tháng đầu năm 2027",
            66,
            ("V/v chuẩn bị sơ kết công tác", "CCHC 7 tháng đầu năm 2027"),
        ),
    ],
)
def test_lines_end_where_a_phrase_ends(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert break_phrases(text, width, 13, bold=text.isupper()) == lines


def test_what_fits_on_one_line_is_not_broken() -> None:
    text = "V/v nâng bậc lương năm 2027"
    assert break_phrases(text, text_width(text, 12) + 0.01, 12) == (text,)


def test_a_word_wider_than_the_column_stands_alone() -> None:
    assert break_phrases("a nghiêngnghiêngnghiêng b", 20, 14) == ("a", "nghiêngnghiêngnghiêng", "b")


def test_nothing_has_no_lines() -> None:
    assert break_phrases("  ", 20, 14) == ()


WORDS = st.lists(
    st.sampled_from(
        ("sở", "nội", "vụ", "và", "12", "tháng", "Lạng", "Sơn,", "CCHC&PC", "của", "năm", "2027")
    ),
    min_size=1,
)


@given(WORDS, st.floats(20, 170))
def test_no_word_is_lost_and_every_line_fits(words: list[str], width: float) -> None:
    text = " ".join(words)
    lines = break_phrases(text, width, 14)
    assert " ".join(lines) == text
    assert all(text_width(line, 14) <= width or " " not in line for line in lines)
