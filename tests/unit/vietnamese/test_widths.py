"""Text widths: the measured table that decides whether a letterhead wraps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.widths import Ruler, text_width
from tests.support.any_text import any_text

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

MEASURED = [
    (NATION, "bold", 12, 88.3),
    (NATION, "bold", 13, 95.7),
    (MOTTO, "bold", 13, 56.1),
    (MOTTO, "bold", 14, 60.5),
    ("Hà Nội, ngày 31 tháng 12 năm 2026", "italic", 13, 67.0),
    ("Hà Nội, ngày 31 tháng 12 năm 2026", "italic", 14, 72.2),
    ("Lạng Sơn, ngày 31 tháng 12 năm 2026", "italic", 13, 71.2),
    ("Lạng Sơn, ngày 31 tháng 12 năm 2026", "italic", 14, 76.7),
    ("Hà Tĩnh, ngày 31 tháng 12 năm 2026", "italic", 13, 68.8),
    ("Hà Tĩnh, ngày 31 tháng 12 năm 2026", "italic", 14, 74.1),
    ("Thành phố Huế, ngày 31 tháng 12 năm 2026", "italic", 13, 82.2),
    ("Thành phố Huế, ngày 31 tháng 12 năm 2026", "italic", 14, 88.5),
    ("Thành phố Hồ Chí Minh, ngày 31 tháng 12 năm 2026", "italic", 13, 98.7),
    ("Thành phố Hồ Chí Minh, ngày 31 tháng 12 năm 2026", "italic", 14, 106.3),
    ("UBND TỈNH LẠNG SƠN", "regular", 12, 45.5),
    ("UBND TỈNH LẠNG SƠN", "regular", 13, 49.3),
    ("UBND TỈNH HÀ TĨNH", "regular", 12, 41.5),
    ("UBND TỈNH HÀ TĨNH", "regular", 13, 45.0),
    ("SỞ NỘI VỤ", "bold", 12, 21.9),
    ("SỞ NỘI VỤ", "bold", 13, 23.7),
    ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "bold", 12, 74.3),
    ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "bold", 13, 80.5),
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "bold", 12, 64.8),
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "bold", 13, 70.2),
    ("ỦY BAN NHÂN DÂN", "bold", 12, 39.9),
    ("ỦY BAN NHÂN DÂN", "bold", 13, 43.2),
    ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "bold", 12, 74.8),
    ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "bold", 13, 81.0),
    ("VĂN PHÒNG CHÍNH PHỦ", "bold", 12, 51.2),
    ("VĂN PHÒNG CHÍNH PHỦ", "bold", 13, 55.4),
    ("Số: 1234/UBND-TTHCC", "regular", 13, 47.3),
    ("TM. ỦY BAN NHÂN DÂN", "bold", 13, 52.9),
    ("TM. ỦY BAN NHÂN DÂN", "bold", 14, 56.9),
    ("PHÓ CHÁNH VĂN PHÒNG", "bold", 13, 57.2),
    ("PHÓ CHÁNH VĂN PHÒNG", "bold", 14, 61.6),
    ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "bold", 13, 66.8),
    ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "bold", 14, 72.0),
    ("Số: 15/QĐ-BNV; 21/11/2026; 16:05:09", "regular", 10, 56.2),
]


@pytest.mark.parametrize(("text", "face", "size", "millimetres"), MEASURED)
def test_a_measured_line_is_as_wide_as_times_new_roman(
    text: str, face: str, size: float, millimetres: float
) -> None:
    width = text_width(text, size, bold=face == "bold", italic=face == "italic")
    assert width == pytest.approx(millimetres, abs=0.1)


def test_quoc_hieu_at_13_points_does_not_fit_a_95_mm_column_with_word_margins() -> None:
    assert text_width(NATION, 13, bold=True) > 95 - 2 * 1.9
    assert text_width(NATION, 12, bold=True) < 100 - 2 * 1.9


def test_decomposed_text_is_as_wide_as_composed_text() -> None:
    assert text_width("Huế", 13) == text_width("Hue\u0302\u0301", 13)


def test_invisible_characters_take_no_room_and_unknown_ones_take_an_em() -> None:
    assert text_width("a\u200bb", 12) == text_width("ab", 12)
    assert text_width("漢", 12) == pytest.approx(12 * 25.4 / 72)


def test_the_widest_of_no_lines_is_zero() -> None:
    assert Ruler(13).widest(()) == 0.0
    assert Ruler(13).widest(("a", "mmm")) == text_width("mmm", 13)


@given(st.lists(any_text()), st.booleans(), st.booleans())
def test_the_widest_of_some_lines_is_wide_as_it_alone(lines: list[str], bold: bool, italic: bool) -> None:
    ruler = Ruler(13, bold=bold, italic=italic)
    alone = [text_width(line, 13, bold=bold, italic=italic) for line in lines]
    assert ruler.widest(lines) == max(alone, default=0.0)
    assert [ruler.width(line) for line in lines] == alone
