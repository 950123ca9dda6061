"""Every example on paper is laid out as the decree asks, and every file satisfies the Office schemas."""

from __future__ import annotations

from pathlib import Path

import pytest

from congvan.standard import ND30
from tests.support.layout import Document, Line, Page
from tests.support.schema import schema_errors
from tests.support.tools import ROOT

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = sorted(path.stem for path in ROOT.glob("examples/*.md"))
PAGES = {
    "bao-cao-cuoi-nam": 2,
    "chuan-bi-so-ket": 4,
    "giai-trinh-diem": 2,
    "huong-dan-hang-nam": 2,
    "lien-tich-khan": 2,
    "uy-ban-nhan-dan-xa": 2,
}
"""Pages of each letter with its appendices."""

SIGNER = {
    "bao-cao-cuoi-nam": "Phan Thị Thu Nguyệt",
    "chuan-bi-so-ket": "Phan Thị Thu Nguyệt",
    "giai-trinh-diem": "Đặng Quốc Trung",
    "huong-dan-hang-nam": "Phan Thị Thu Nguyệt",
    "lien-tich-khan": "Hồ Thị Lan Hương",
    "uy-ban-nhan-dan-xa": "Võ Minh Khôi",
}


def letter(pages: dict[str, Document], stem: str) -> Document:
    """The letter of one example on paper."""
    return pages[f"{stem}.docx"]


def line_of(page: Page, text: str) -> Line:
    """The line that holds all of `text`; the test fails when it is broken over two."""
    found = page.find(text)
    assert found is not None, f"{text!r} is not on one line of page {page.number}"
    return found


def test_every_produced_file_satisfies_the_schemas(example_files: dict[str, Path]) -> None:
    office = [path for path in example_files.values() if path.suffix in {".docx", ".xlsx"}]
    assert len(office) >= len(LETTERS)
    assert {path.name: errors for path, errors in schema_errors(office).items() if errors} == {}


@pytest.mark.parametrize("stem", LETTERS)
def test_only_times_new_roman_is_drawn(stem: str, example_pages: dict[str, Document]) -> None:
    fonts = letter(example_pages, stem).fonts
    assert all(font.startswith(("LiberationSerif", "TimesNewRoman")) for font in fonts), fonts


@pytest.mark.parametrize("stem", LETTERS)
def test_state_name_and_motto_stand_on_one_line_each(stem: str, example_pages: dict[str, Document]) -> None:
    page = letter(example_pages, stem).pages[0]
    name, motto = line_of(page, STATE_NAME), line_of(page, MOTTO)
    assert name.bold
    assert motto.bold
    assert (name.size, motto.size) in {(12.0, 13.0), (13.0, 14.0)}
    assert name.centre == pytest.approx(motto.centre, abs=1)


@pytest.mark.parametrize("stem", LETTERS)
def test_the_rule_under_the_motto_is_as_long_as_its_text(
    stem: str, example_pages: dict[str, Document]
) -> None:
    page = letter(example_pages, stem).pages[0]
    motto = line_of(page, MOTTO)
    rule = page.rule_below(motto)
    assert rule is not None
    assert rule.length == pytest.approx(motto.width, abs=1)
    assert rule.centre == pytest.approx(motto.centre, abs=1)


@pytest.mark.parametrize("stem", LETTERS)
def test_page_numbers_begin_on_page_two_in_the_middle_of_the_top_margin(
    stem: str, example_pages: dict[str, Document]
) -> None:
    first, *rest = letter(example_pages, stem).pages
    assert first.page_number() is None
    for page in rest:
        number = page.page_number()
        if number is None:
            assert page.find("Phụ lục") or page.find("PHỤ LỤC"), f"page {page.number} has no number"
            continue
        left, right = ND30.page.margin_left_mm, ND30.page.margin_right_mm
        assert number.centre == pytest.approx((left + page.width - right) / 2, abs=2)


@pytest.mark.parametrize("stem", LETTERS)
def test_the_letter_takes_the_pages_it_should(stem: str, example_pages: dict[str, Document]) -> None:
    assert len(letter(example_pages, stem).pages) == PAGES[stem]


@pytest.mark.parametrize("stem", LETTERS)
def test_text_keeps_inside_the_margins(stem: str, example_pages: dict[str, Document]) -> None:
    for page in letter(example_pages, stem).pages:
        body = [line for line in page.lines if 45 < line.baseline < page.height - 20]
        assert min(line.x0 for line in body) >= ND30.page.margin_left_mm - 0.6
        assert max(line.x1 for line in body) <= page.width - ND30.page.margin_right_mm + 0.6


@pytest.mark.parametrize("stem", LETTERS)
def test_the_signer_is_never_alone_on_a_page(stem: str, example_pages: dict[str, Document]) -> None:
    found = letter(example_pages, stem).find(SIGNER[stem])
    assert found is not None
    page, name = found
    assert name.bold
    recipients = page.find("Nơi nhận")
    assert recipients is not None
    assert recipients.size == 12
    assert [line for line in page.lines if 20 < line.baseline < recipients.baseline], "no line of text above"


def test_the_long_note_flows_onto_the_second_page(example_pages: dict[str, Document]) -> None:
    first, second = letter(example_pages, "bao-cao-cuoi-nam").pages
    assert first.find("Văn phòng UBND tỉnh:")
    assert second.find("Sở Khoa học và Công nghệ:")


def test_landscape_appendix_turns_its_page_and_the_letter_stays_upright(
    example_pages: dict[str, Document],
) -> None:
    pages = letter(example_pages, "giai-trinh-diem").pages
    assert [page.width > page.height for page in pages] == [False, True]
    assert pages[-1].find(MOTTO)
    assert pages[-1].find("Tổng điểm")
