"""Files saved in another way than UTF-8: read all the same, or refused by the name of what they are."""

from __future__ import annotations

import unicodedata

import pytest

from congvan.api import stock_file
from congvan.source.document import read_document
from tests.support.spoilt import Desk, letter

PLAIN = letter()
TCVN3 = "---\nTrÝch yÕu: b¸o c¸o t×nh h×nh thùc hiÖn nhiÖm vô cña c¸c ®¬n vÞ\n---\nSë Néi vô\n"
VNI = "---\nTrích yeáu: baùo caùo tình hình thöïc hieän nhieäm vuï cuûa caùc ñôn vò\n---\nSôû Noäi vuï\n"
MISTAKEN = (
    "do đó cần rà soát kỹ và xây dựng báo cáo chính xác, kịp thời, tránh việc bị trừ điểm",
    "hoàn thành toàn diện công tác khoán, thoái vốn và loại bỏ khoảng cách",
)
"""Lines of real letters that are full of what looks like pairs of VNI."""


@pytest.mark.parametrize(
    "data",
    [
        unicodedata.normalize("NFD", PLAIN).encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
    ],
    ids=["NFD", "BOM", "CRLF", "CR", "UTF-16", "UTF-16LE without a mark", "UTF-16BE without a mark"],
)
def test_a_letter_is_the_same_however_its_text_was_saved(data: bytes, desk: Desk) -> None:
    assert desk.words(data) == desk.words(PLAIN)


def test_decomposed_letters_are_composed_in_what_is_printed(desk: Desk) -> None:
    printed = desk.words(unicodedata.normalize("NFD", PLAIN))
    assert unicodedata.is_normalized("NFC", printed)


@pytest.mark.parametrize(("text", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_an_old_encoding_is_named_whether_saved_as_bytes_or_pasted(text: str, name: str, desk: Desk) -> None:
    for data in (text.encode("latin-1"), text.encode()):
        done = desk.render(data)
        assert done.is_refused
        assert f"thu.md:2: lỗi: Chữ trong tệp gõ theo bảng mã cũ {name}" in done.said
        assert done.codes == ["congvan.source.legacy-encoding"]


def test_one_old_paragraph_among_new_ones_is_found(desk: Desk) -> None:
    done = desk.render(letter("Đề nghị các cơ quan.\n\nSë Néi vô ®Ò nghÞ c¸c c¬ quan b¸o c¸o./.\n"))
    assert done.is_refused
    assert "thu.md:14" in done.said


@pytest.mark.parametrize("line", MISTAKEN)
def test_a_line_of_unicode_is_never_taken_for_an_old_encoding(line: str, desk: Desk) -> None:
    assert line in desk.words(letter(f"Sở Nội vụ đề nghị {line}./.\n"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (stock_file("cong-van.docx"), "congvan.source.office-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "congvan.source.office-file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "congvan.source.not-text"),
        (bytes(1000), "congvan.source.not-text"),
        (bytes(range(256)) * 40, "congvan.source.not-text"),
        (PLAIN.encode("utf-32"), "congvan.source.not-text"),
        (PLAIN.encode("utf-16")[:-1], "congvan.source.cut-utf16"),
        ("---\nTrích yếu: đủ\n".encode()[:-2], "congvan.source.not-utf8"),
        (b"", "congvan.source.empty-file"),
        (b"\xef\xbb\xbf \r\n", "congvan.source.empty-file"),
        (b"-" * 5_000_001, "congvan.source.too-large"),
    ],
    ids=[
        "docx",
        "doc",
        "picture",
        "zeros",
        "bytes",
        "UTF-32",
        "UTF-16 cut",
        "UTF-8 cut",
        "empty",
        "blank",
        "10 MB",
    ],
)
def test_what_is_no_text_is_refused_as_what_it_is(data: bytes, code: str, desk: Desk) -> None:
    done = desk.render(data)
    assert done.is_refused
    assert done.codes == [code]


def test_a_source_handed_over_as_text_is_judged_the_same() -> None:
    assert read_document(PLAIN, None) == read_document(PLAIN.encode(), None)
