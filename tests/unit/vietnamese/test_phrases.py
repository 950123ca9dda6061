"""Long names and titles part where a phrase ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.phrases import break_phrases
from congvan.vietnamese.widths import text_width


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 66, "SỞ NÔNG NGHIỆP / VÀ MÔI TRƯỜNG"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 66, "SỞ KHOA HỌC / VÀ CÔNG NGHỆ"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", 60, "SỞ VĂN HÓA, THỂ THAO / VÀ DU LỊCH"),
        ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", 65, "ỦY BAN NHÂN DÂN / TỈNH LẠNG SƠN"),
        ("UỶ BAN NHÂN DÂN XÃ CAO LỘC", 60, "UỶ BAN NHÂN DÂN / XÃ CAO LỘC"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", 65, "ỦY BAN NHÂN DÂN / THÀNH PHỐ HỒ CHÍ MINH"),
        ("UBND THÀNH PHỐ HỒ CHÍ MINH", 60, "UBND THÀNH PHỐ / HỒ CHÍ MINH"),
        ("CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC", 65, "CỤC VĂN THƯ / VÀ LƯU TRỮ NHÀ NƯỚC"),
        (
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH HÀ TĨNH",
            60,
            "TRUNG TÂM PHỤC VỤ / HÀNH CHÍNH CÔNG / TỈNH HÀ TĨNH",
        ),
        ("SỞ NỘI VỤ", 65, "SỞ NỘI VỤ"),
        (
            "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN",
            65,
            "BAN QUẢN LÝ / KHU KINH TẾ CỬA KHẨU / ĐỒNG ĐĂNG - LẠNG SƠN",
        ),
        (
            "TM. BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH VÀ CHUYỂN ĐỔI SỐ TỈNH",
            80,
            "TM. BAN CHỈ ĐẠO / CẢI CÁCH HÀNH CHÍNH / VÀ CHUYỂN ĐỔI SỐ TỈNH",
        ),
        ("UBND TỈNH HÀ TĨNH", 65, "UBND TỈNH HÀ TĨNH"),
    ],
)
def test_a_long_agency_name_is_broken_where_it_is_spoken(name: str, width: float, lines: str) -> None:
    assert break_phrases(name, width, 13, bold=True) == tuple(lines.split(" / "))


@pytest.mark.parametrize(
    ("subject", "width", "lines"),
    [
        (
            "V/v đăng ký nhu cầu tập huấn kỹ năng số năm 2027",
            65,
            "V/v đăng ký nhu cầu tập huấn / kỹ năng số năm 2027",
        ),
        (
            "V/v báo cáo kết quả cải cách hành chính quý III năm 2027",
            65,
            "V/v báo cáo kết quả cải cách / hành chính quý III năm 2027",
        ),
        (
            "V/v chuẩn bị sơ kết công tác CCHC 7 tháng đầu năm 2027",
            66,
            "V/v chuẩn bị sơ kết công tác / CCHC 7 tháng đầu năm 2027",
        ),
        ("V/v thời hạn 30 ngày làm việc", 35, "V/v thời hạn / 30 ngày làm việc"),
        (
            "Thành phố Hồ Chí Minh, ngày 31 tháng 12 năm 2026",
            96,
            "Thành phố Hồ Chí Minh, / ngày 31 tháng 12 năm 2026",
        ),
    ],
)
def test_a_subject_is_broken_between_words_of_several_syllables(
    subject: str, width: float, lines: str
) -> None:
    assert break_phrases(subject, width, 13) == tuple(lines.split(" / "))


KEPT = [
    ("môi trường", "Chi cục Bảo vệ môi trường và Biến đổi khí hậu tỉnh Hà Tĩnh"),
    ("năm 2027", "báo cáo công tác cải cách hành chính năm 2027 của các cơ quan"),
    ("Điều 5", "thực hiện Điều 5 của Nghị định về công tác văn thư trên địa bàn"),
    ("2026 - 2030", "kế hoạch giai đoạn 2026 - 2030 về chuyển đổi số trong cơ quan"),
    ("Phụ lục II", "gửi số liệu theo Phụ lục II về Sở Nội vụ để tổng hợp"),
    ("xã Cao Lộc", "rà soát danh sách thôn của xã Cao Lộc và các xã lân cận"),
    ("Thành phố Hồ Chí Minh", "tham gia hội nghị tại Thành phố Hồ Chí Minh trong tuần"),
    ("30 ngày", "trả lời trong thời hạn 30 ngày kể từ khi nhận văn bản"),
    ("ngày 15 tháng 4 năm 2027", "gửi về Sở Nội vụ trước ngày 15 tháng 4 năm 2027 để tổng hợp"),
]


@pytest.mark.parametrize(("kept", "text"), KEPT)
@pytest.mark.parametrize("width", [62, 66, 72])
def test_what_belongs_together_stays_on_one_line(kept: str, text: str, width: float) -> None:
    assert any(kept in line for line in break_phrases(text, width, 13))


@pytest.mark.parametrize("width", range(55, 120, 5))
def test_no_line_ends_with_a_connecting_word(width: float) -> None:
    text = "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN TỈNH QUẢNG TRỊ VỀ CÔNG TÁC CỦA CƠ QUAN"
    lines = break_phrases(text, width, 13, bold=True)
    assert not any(line.split()[-1] in {"VÀ", "VỀ", "CỦA"} for line in lines)


def test_what_fits_on_one_line_is_not_broken() -> None:
    text = "V/v nâng bậc lương năm 2027"
    assert break_phrases(text, text_width(text, 12) + 0.01, 12) == (text,)


def test_a_column_too_narrow_for_a_word_gets_syllables_and_nothing_is_lost() -> None:
    assert break_phrases("MÔI TRƯỜNG", 20, 13) == ("MÔI", "TRƯỜNG")
    assert break_phrases("a nghiêngnghiêngnghiêng b", 20, 14) == ("a", "nghiêngnghiêngnghiêng", "b")


def test_typed_breaks_stay_and_no_break_spaces_hold() -> None:
    assert break_phrases("ỦY BAN\nNHÂN DÂN", 100, 13) == ("ỦY BAN", "NHÂN DÂN")
    assert break_phrases("KT.\u00a0CHỦ\u00a0TỊCH UBND", 30, 13)[0] == "KT.\u00a0CHỦ\u00a0TỊCH"


def test_nothing_has_no_lines() -> None:
    assert break_phrases("", 50, 13) == break_phrases(" \n ", 50, 13) == ()


SAMPLES = "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG - 5 tháng năm 2027, về Điều V/v xã Hồ Chí Minh; 30 III các CCHC&PC"
WORDS = st.lists(st.sampled_from(SAMPLES.split()), min_size=1, max_size=40)


@given(WORDS, st.floats(min_value=5, max_value=200))
def test_no_word_is_lost_and_only_single_words_stick_out(words: list[str], width: float) -> None:
    lines = break_phrases(" ".join(words), width, 13)
    assert " ".join(lines).split() == words
    assert all(" " not in line or text_width(line, 13) <= width + 1e-6 for line in lines)


@given(WORDS, st.floats(min_value=40, max_value=200))
def test_a_text_is_broken_exactly_when_it_does_not_fit(words: list[str], width: float) -> None:
    text = " ".join(words)
    assert (len(break_phrases(text, width, 13)) > 1) == (text_width(text, 13) > width and len(words) > 1)
