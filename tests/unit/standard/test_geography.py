"""Dated names: which units exist when, and which names a text should no longer use."""

from __future__ import annotations

from datetime import date

import pytest

from congvan.standard.geography import UNITS, outdated_names, units_on

TODAY = date(2026, 11, 21)


def found(text: str, on: date = TODAY) -> list[str]:
    return [name.found for name in outdated_names(text, on)]


def test_there_were_63_provinces_and_cities_and_there_are_34() -> None:
    assert len(units_on(date(2024, 12, 31))) == len(units_on(date(2025, 6, 30))) == 63
    assert len(units_on(date(2025, 7, 1))) == 34
    assert {unit.name for unit in units_on(TODAY)} >= {"Lạng Sơn", "Hà Tĩnh", "Huế", "Hồ Chí Minh"}


def test_hue_followed_thua_thien_hue_on_new_years_day_of_2025() -> None:
    def names(day: date) -> set[str]:
        return {unit.name for unit in units_on(day) if "Huế" in unit.name}

    assert names(date(2024, 12, 31)) == {"Thừa Thiên Huế"}
    assert names(date(2025, 1, 1)) == {"Huế"}


def test_every_unit_that_is_gone_has_a_successor_that_stands() -> None:
    standing = {unit.name for unit in units_on(TODAY)}
    assert all(unit.successor in standing for unit in UNITS if unit.valid_to)


@pytest.mark.parametrize(
    ("text", "name", "successor"),
    [
        ("gửi UBND tỉnh Thừa Thiên Huế", "tỉnh Thừa Thiên Huế", "thành phố Huế"),
        ("UBND TỈNH THỪA THIÊN HUẾ", "TỈNH THỪA THIÊN HUẾ", "thành phố Huế"),
        ("trên địa bàn tỉnh Hòa Bình", "tỉnh Hòa Bình", "tỉnh Phú Thọ"),
        ("trên địa bàn tỉnh Hoà Bình", "tỉnh Hoà Bình", "tỉnh Phú Thọ"),
        ("Sở Nội vụ Nam Định", "Sở Nội vụ Nam Định", "tỉnh Ninh Bình"),
        ("tỉnh Bà Rịa-Vũng Tàu", "tỉnh Bà Rịa-Vũng Tàu", "thành phố Hồ Chí Minh"),
        ("Bộ Thông tin và Truyền thông;", "Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"),
        ("Bộ TT&TT đề nghị", "Bộ TT&TT", "Bộ Khoa học và Công nghệ"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"),
        ("Sở LĐTBXH", "Sở LĐTBXH", "Sở Nội vụ"),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Sở Tài chính"),
        ("Uỷ ban Dân tộc", "Uỷ ban Dân tộc", "Bộ Dân tộc và Tôn giáo"),
    ],
)
def test_an_outdated_name_is_found_with_the_name_of_today(text: str, name: str, successor: str) -> None:
    (only,) = outdated_names(text, TODAY)
    assert (only.found, only.renamed.successor, only.renamed.confirmed) == (name, successor, True)
    assert text[only.position :].startswith(name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND huyện Cao Lộc", ["UBND huyện Cao Lộc"]),
        ("ỦY BAN NHÂN DÂN HUYỆN CAO LỘC", ["ỦY BAN NHÂN DÂN HUYỆN CAO LỘC"]),
        ("UBND các huyện, thành phố;", ["UBND các huyện"]),
        ("HĐND thị xã Kỳ Anh; UBND xã Cao Lộc", ["HĐND thị xã Kỳ Anh"]),
        ("Phòng Nội vụ huyện Lộc Bình", ["Phòng Nội vụ huyện Lộc Bình"]),
        ("tại thị trấn Đồng Đăng, huyện Cao Lộc", ["thị trấn Đồng Đăng", "huyện Cao Lộc"]),
        ("UBND Quận 1", ["UBND Quận 1"]),
        ("UBND thành phố Lạng Sơn", ["UBND thành phố Lạng Sơn"]),
    ],
)
def test_bodies_of_the_district_level_are_found_without_a_successor(text: str, names: list[str]) -> None:
    assert found(text) == names
    assert {name.renamed.successor for name in outdated_names(text, TODAY)} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "góp phần giữ gìn hòa bình, ổn định",
        "UBND phường Hòa Bình, UBND phường Nam Định",
        "UBND xã Cao Lộc, tỉnh Lạng Sơn",
        "UBND thành phố Hà Nội, UBND Thành phố Hồ Chí Minh, UBND thành phố Huế, UBND thành phố",
        "Bộ Khoa học và Công nghệ, Bộ Nội vụ, Sở Nông nghiệp và Môi trường",
        "Ủy ban nhân dân các xã, phường, đặc khu",
        "bộ phận kế hoạch và đầu tư của doanh nghiệp",
        "tỉnh Quảng Trị, tỉnh Quảng Ngãi",
        "quận công, thị xã hội",
        "cấp huyện trước đây",
        "",
    ],
)
def test_names_of_today_and_common_words_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_name_is_outdated_only_from_its_day() -> None:
    assert found("UBND tỉnh Thừa Thiên Huế", date(2024, 12, 31)) == []
    assert found("UBND tỉnh Thừa Thiên Huế", date(2025, 1, 1)) == ["tỉnh Thừa Thiên Huế"]
    assert found("tỉnh Nam Định, huyện Cao Lộc", date(2025, 6, 30)) == []
    assert found("tỉnh Nam Định, huyện Cao Lộc", date(2025, 7, 1)) == ["tỉnh Nam Định", "huyện Cao Lộc"]
    assert found("Bộ Giao thông vận tải", date(2025, 2, 28)) == []


def test_facts_from_one_source_are_told_as_unconfirmed() -> None:
    (only,) = outdated_names("UBND tỉnh Đồng Nai", TODAY)
    assert (only.renamed.confirmed, only.renamed.rule) == (False, "GEO-4")
    assert found("UBND tỉnh Đồng Nai", date(2026, 4, 29)) == []
    assert found("UBND tỉnh Quảng Ninh", date(2026, 8, 31)) == []
    assert found("UBND thành phố Đồng Nai") == []
