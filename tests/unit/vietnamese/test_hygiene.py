"""Unicode hygiene: what is refused, what is legacy, what only looks right, and keys for comparing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.vietnamese.hygiene import (
    LegacyEncoding,
    decomposed_words,
    fold,
    legacy_encoding,
    look_alikes,
    nearest,
    nfc,
    refused_characters,
    slug,
    tone_key,
)

SENTENCES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Sở Nội vụ",
    "Kính gửi: Các cơ quan chuyên môn",
    "Thực hiện Kế hoạch số 14/KH-UBND, Sở Nội vụ đề nghị các cơ quan phối hợp như sau:",
    "Số liệu tính từ ngày 15/12/2026 đến ngày 14/3/2027; gửi kèm phụ lục.",
    "Đồng chí Hoàng Thuý Nga và đồng chí Hoàng Thúy Nga",
    "Trân trọng./.",
    "Tuyên truyền, phổ biến, giáo dục pháp luật năm 2027",
    "quán cà phê, cà chua, khoai tây, sắn, ngô",
    "Hoà Bình, Khánh Hoà, Uông Bí, Buôn Ma Thuột, Kon Tum, Đắk Lắk",
    "toán, hoá, loà xoà, khoé, quý, xuý",
    "không có dấu gì",
    "cao 5 µm, rộng 3 m², nhiệt độ 25 °C, dài × rộng, ± 2 %",
    "© 2026, ® và ™, § 5, «trích dẫn», 1½",
    "lễ Noël, café, crème brûlée, naïve, Zürich, São Paulo, Malmö",
    "Müller, Citroën, Señor Muñoz, garçon, Ångström, Øresund",
    "Ông bà về quê",
    "tên tệp: bao-cao.docx",
    "",
)

TCVN3 = (
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
    "§éc lËp - Tù do - H¹nh phóc",
    "Së Néi vô",
    "KÝnh göi: C¸c c¬ quan chuyªn m«n",
    "Uû ban nh©n d©n tØnh L¹ng S¬n",
    "Thùc hiÖn KÕ ho¹ch, Së Néi vô ®Ò nghÞ c¸c c¬ quan phèi hîp nh­ sau",
    "QuyÕt ®Þnh",
)

VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
    "Ñoäc laäp - Töï do - Haïnh phuùc",
    "Sôû Noäi vuï",
    "Kính göûi: Caùc cô quan chuyeân moân",
    "UÛy ban nhaân daân tænh Laïng Sôn",
    "Thöïc hieän Keá hoaïch, Sôû Noäi vuï ñeà nghò caùc cô quan phoái hôïp nhö sau",
    "QUYEÁT ÑÒNH",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_proper_text_is_never_taken_for_a_legacy_encoding(text: str) -> None:
    assert legacy_encoding(text) is None
    assert legacy_encoding(text.upper()) is None


@pytest.mark.parametrize("text", TCVN3)
def test_tcvn3_text_is_recognised(text: str) -> None:
    assert legacy_encoding(text) is LegacyEncoding.TCVN3


@pytest.mark.parametrize("text", VNI)
def test_vni_text_is_recognised(text: str) -> None:
    assert legacy_encoding(text) is LegacyEncoding.VNI


def test_one_old_word_in_a_unicode_sentence_is_not_enough() -> None:
    assert legacy_encoding("Sở Nội vụ đề nghị các cơ quan, đơn vị Së gửi báo cáo") is None


@given(st.lists(st.sampled_from(" ".join(SENTENCES[:13]).split()), min_size=1, max_size=12))
def test_no_mixture_of_proper_words_is_taken_for_legacy(words: list[str]) -> None:
    assert legacy_encoding(" ".join(words)) is None


def test_control_characters_surrogates_and_noncharacters_are_refused_with_their_place() -> None:
    text = "a\x07b\ud800c\ufdd0d\uffffe\x85f\rg"
    found = [(item.position, item.code_point) for item in refused_characters(text)]
    assert found == [
        (1, "U+0007"),
        (3, "U+D800"),
        (5, "U+FDD0"),
        (7, "U+FFFF"),
        (9, "U+0085"),
        (11, "U+000D"),
    ]
    assert refused_characters("\U0001fffe")[0].code_point == "U+1FFFE"
    assert refused_characters("a\x7f")[0].code_point == "U+007F"


@pytest.mark.parametrize(
    "text", [*SENTENCES, "dòng một\n\tdòng hai", "emoji 😀", "a\u00a0b", "\U0002ffff"[:0]]
)
def test_ordinary_text_is_not_refused(text: str) -> None:
    assert refused_characters(text) == ()


@given(st.text())
def test_what_is_refused_is_exactly_what_xml_and_unicode_cannot_carry(text: str) -> None:
    refused = {item.position for item in refused_characters(text)}
    for position, character in enumerate(text):
        category = unicodedata.category(character)
        is_noncharacter = category == "Cn" and (
            ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
        )
        expected = (category in ("Cc", "Cs") and character not in "\n\t") or is_noncharacter
        assert (position in refused) == expected


def test_decomposed_words_are_named_and_nfc_mends_them() -> None:
    text = f"Sở {unicodedata.normalize('NFD', 'Nội')} vụ {unicodedata.normalize('NFD', 'tỉnh')}"
    assert [nfc(word) for word in decomposed_words(text)] == ["Nội", "tỉnh"]
    assert decomposed_words(nfc(text)) == ()


def test_normalising_never_moves_a_tone_mark() -> None:
    assert nfc("hoà, hòa, uỷ, ủy") == "hoà, hòa, uỷ, ủy"


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("Uỷ ban", "ỦY  BAN"), ("thuý", "Thúy"), ("hoà", unicodedata.normalize("NFD", "hoà"))],
)
def test_tone_placement_case_and_spaces_make_no_difference(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(("one", "other"), [("hoà", "hoa"), ("hoà", "hoá"), ("mơ", "mo"), ("đa", "da")])
def test_tones_and_letters_make_a_difference(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


def test_folding_drops_every_accent() -> None:
    assert fold("Đề  nghị ƯỚC") == "de nghi uoc"
    assert fold("Straße") == "strasse"


@given(st.text())
def test_keys_are_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tone_key(nfc(text)) == tone_key(unicodedata.normalize("NFD", text))


def test_the_nearest_candidate_is_found_without_accents() -> None:
    keys = ("Cơ quan ban hành", "Kính gửi", "Nơi nhận", "Thời hạn")
    assert nearest("kinh gui", keys) == ("Kính gửi",)
    assert nearest("Noi nhân", keys) == ("Nơi nhận",)
    assert nearest("xyz", keys) == ()


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Sở Nội vụ", "so-noi-vu"),
        ("V/v đăng ký ... năm 2027", "v-v-dang-ky-nam-2027"),
        ("../../etc/passwd", "etc-passwd"),
        ("漢字", "van-ban"),
        ("", "van-ban"),
        ("CON", "con-"),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_slug_is_a_safe_file_stem(text: str, stem: str) -> None:
    assert slug(text) == stem


@given(st.text())
def test_every_slug_is_plain_ascii(text: str) -> None:
    stem = slug(text)
    assert stem
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_letters_that_only_look_right_are_found() -> None:
    found = look_alikes("Ðảng ủy, Nghị quyết sо 5")
    assert [(item.position, item.meant) for item in found] == [(0, "Đ"), (21, "o")]
    assert [item.meant for item in look_alikes("ＵBND")] == ["U"]


@pytest.mark.parametrize("text", [*SENTENCES[:13], "Москва", "góc α, độ β", "ΔABC"])
def test_proper_and_wholly_foreign_words_are_left_alone(text: str) -> None:
    assert look_alikes(text) == ()
