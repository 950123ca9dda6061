"""The letter on paper: what a clerk would send back is not there (LibreOffice draws it)."""

from __future__ import annotations

from pathlib import Path

import pytest

from congvan.model import Dispatch, Issuer, Paragraph, Recipient, Secrecy, Urgency, printed
from congvan.standard import ND30, Component
from congvan.vietnamese.dates import DateParts
from congvan.word import Template, appendix_document, letter
from congvan.word.stock import stock_template
from tests.support.dispatches import full_letter, joint_letter, paragraphs, plain_letter
from tests.support.layout import Document, Line, Page, read_pdf
from tests.support.office import to_pdf
from tests.support.schema import schema_errors

LONG_NAMES = (
    ("UBND TỈNH LẠNG SƠN", "Sở Nội vụ", "Lạng Sơn"),
    ("UBND tỉnh Hà Tĩnh", "Sở Nông nghiệp và Môi trường", "Hà Tĩnh"),
    ("UBND thành phố Huế", "Sở Khoa học và Công nghệ", "Thành phố Huế"),
    ("UBND Thành phố Hồ Chí Minh", "Sở Nông nghiệp và Môi trường", "Thành phố Hồ Chí Minh"),
    (None, "Ủy ban nhân dân tỉnh Lạng Sơn", "Lạng Sơn"),
    (None, "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("Bộ Nội vụ", "Cục Văn thư và Lưu trữ nhà nước", "Hà Nội"),
    ("UBND tỉnh Lạng Sơn", "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn", "Lạng Sơn"),
)
SENTENCE = "Đề nghị các cơ quan, đơn vị rà soát, tổng hợp và gửi kết quả theo đúng thời hạn. "


def heads() -> dict[str, Dispatch]:
    return {
        f"head-{number}": plain_letter(
            issuer=Issuer(name, parent, place=place),
            date=DateParts(2026, 12, 31),
            reference="1234/UBND-TTHCC",
        )
        for number, (parent, name, place) in enumerate(LONG_NAMES)
    }


def lengths() -> dict[str, Dispatch]:
    """Letters whose end falls on every line around the foot of the first page."""
    last = Paragraph("Trân trọng./.")
    return {
        f"length-{count}": plain_letter(body=[*[Paragraph(SENTENCE)] * count, last]) for count in range(9, 19)
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every letter of this module as a file."""
    folder = tmp_path_factory.mktemp("letters")
    template = Template(stock_template(ND30))
    full = full_letter()
    wanted = {
        "plain": plain_letter(),
        "full": full,
        "joint": joint_letter(),
        "stamped": plain_letter(secrecy=Secrecy.CONFIDENTIAL, urgency=Urgency.HIGHLY_URGENT),
        "sole": plain_letter(recipients=Recipient("Văn phòng Ủy ban nhân dân tỉnh Lam Giang")),
        "table-first": plain_letter(recipients=(), body=(full.appendices[0].tables[0], *paragraphs())),
        **heads(),
        **lengths(),
    }
    made = {name: letter(printed(one), template=template, standard=ND30) for name, one in wanted.items()}
    made["annex"] = appendix_document(printed(full), 0, template=template, standard=ND30)
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    return {name: folder / f"{name}.docx" for name in made}


@pytest.fixture(scope="module")
def papers(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """The same letters on paper."""
    pdfs = to_pdf(list(files.values()), tmp_path_factory.mktemp("papers"))
    return {name: read_pdf(pdf) for name, pdf in zip(files, pdfs, strict=True)}


def line_of(page: Page, text: str) -> Line:
    found = page.find(text)
    assert found is not None, f"{text!r} is not on one line: {[line.text for line in page.lines][:12]}"
    return found


def test_both_schemas_are_silent(files: dict[str, Path]) -> None:
    assert {path.name: errors for path, errors in schema_errors(list(files.values())).items() if errors} == {}


@pytest.mark.parametrize("number", range(len(LONG_NAMES)))
def test_the_head_never_wraps_by_itself(number: int, papers: dict[str, Document]) -> None:
    page = papers[f"head-{number}"].pages[0]
    nation, motto = line_of(page, ND30.texts.nation), line_of(page, ND30.texts.motto)
    date = line_of(page, "ngày 31 tháng 12 năm 2026")
    assert ND30.coherent(nation.size, motto.size, date.size)
    assert nation.centre == pytest.approx(motto.centre, abs=0.3)
    assert date.centre == pytest.approx(nation.centre, abs=0.5)
    parent, name, place = LONG_NAMES[number]
    shown = " ".join(line.text for line in page.lines if line.centre < 100 and line.baseline < 55)
    for text in (name, *([parent] if parent else [])):
        assert text.upper() in shown
    line_of(page, f"{place},")


@pytest.mark.parametrize("number", range(len(LONG_NAMES)))
def test_issuer_and_state_name_keep_apart_and_near_the_text_area(
    number: int, papers: dict[str, Document]
) -> None:
    page = papers[f"head-{number}"].pages[0]
    top = [line for line in page.lines if line.baseline < 60]
    left = [line for line in top if line.centre < 100]
    right = [line for line in top if line.centre >= 100]
    assert max(line.x1 for line in left) + 1 < min(line.x0 for line in right)
    over = ND30.letterhead.overhang_mm + 0.5
    assert min(line.x0 for line in left) >= ND30.page.margin_left_mm - over
    assert max(line.x1 for line in right) <= page.width - ND30.page.margin_right_mm + over


def test_rules_are_drawn_to_their_lengths(papers: dict[str, Document]) -> None:
    page = papers["plain"].pages[0]
    motto, issuer = line_of(page, ND30.texts.motto), line_of(page, "SỞ NỘI VỤ")
    long, short = page.rule_below(motto), page.rule_below(issuer)
    assert long is not None
    assert short is not None
    assert long.length == pytest.approx(motto.width, abs=0.5)
    assert ND30.lines.issuer_share.allows(short.length / issuer.width)
    assert (long.centre, short.centre) == pytest.approx((motto.centre, issuer.centre), abs=0.3)


def test_number_and_date_share_a_line_and_the_subject_is_centred_below(papers: dict[str, Document]) -> None:
    page = papers["plain"].pages[0]
    number, date = line_of(page, "/SNV-CCHC&VTLT"), line_of(page, "tháng 3 năm 2027")
    assert number.baseline == pytest.approx(date.baseline, abs=0.5)
    subject = line_of(page, "V/v đăng ký nhu cầu tập huấn")
    issuer = line_of(page, "SỞ NỘI VỤ")
    assert subject.centre == pytest.approx(issuer.centre, abs=0.3)


def test_dashes_stand_below_the_colon(papers: dict[str, Document]) -> None:
    page = papers["plain"].pages[0]
    word, dash = line_of(page, "Kính gửi:"), line_of(page, "- Văn phòng UBND tỉnh;")
    colon = word.x1 - 1.4
    assert dash.x0 == pytest.approx(colon, abs=0.6)
    line_of(page, "- Các Sở: Tư pháp, Tài chính, Khoa học và Công nghệ, Xây dựng.")


@pytest.mark.parametrize("count", range(9, 19))
def test_the_signature_is_never_alone_and_never_parted(count: int, papers: dict[str, Document]) -> None:
    found = papers[f"length-{count}"].find("Phan Thị Thu Nguyệt")
    assert found is not None
    page, name = found
    for text in ("Nơi nhận:", "KT. GIÁM ĐỐC", "Lưu: VT", "Trân trọng./."):
        line_of(page, text)
    body = [line for line in page.lines if line.size == 14 and 20 < line.baseline < name.baseline]
    assert len([line for line in body if "GIÁM ĐỐC" not in line.text]) >= 2


def test_the_lengths_tried_reach_over_the_page(papers: dict[str, Document]) -> None:
    pages = [len(papers[f"length-{count}"].pages) for count in range(9, 19)]
    assert set(pages) == {1, 2}
    assert pages == sorted(pages)


def test_a_letter_that_fits_one_page_has_no_empty_second(papers: dict[str, Document]) -> None:
    for name, paper in papers.items():
        assert all(page.lines for page in paper.pages), name
    assert len(papers["plain"].pages) == 1


def test_page_numbers_are_centred_on_top_from_the_second_page_on(papers: dict[str, Document]) -> None:
    first, second, *annexes = papers["full"].pages
    assert first.page_number() is None
    number = second.page_number()
    assert number is not None
    assert number.text == "2"
    assert ND30.style(Component.PAGE_NUMBER).size.allows(number.size)
    left, right = ND30.page.margin_left_mm, second.width - ND30.page.margin_right_mm
    assert number.centre == pytest.approx((left + right) / 2, abs=1)
    assert [page.page_number() for page in annexes] == [None, None]


def test_appendices_are_pages_of_their_own(papers: dict[str, Document]) -> None:
    across, form = papers["full"].pages[2:]
    assert across.width > across.height
    assert form.width < form.height
    assert line_of(across, "Phụ lục I").size == 14
    assert line_of(form, "Phụ lục III").size == 14
    line_of(form, ND30.texts.nation)
    assert not across.find("Địa chỉ:")
    assert not form.find("LƯU HÀNH NỘI BỘ")


def test_marks_stand_where_the_diagram_has_them(papers: dict[str, Document]) -> None:
    page = papers["full"].pages[0]
    notice = line_of(page, "LƯU HÀNH NỘI BỘ")
    assert notice.baseline < ND30.page.margin_top_mm
    assert notice.centre > page.width / 2
    urgency, subject = line_of(page, "HỎA TỐC"), line_of(page, "V/v đăng ký")
    assert urgency.baseline > subject.baseline
    assert urgency.x1 < ND30.page.margin_left_mm + 30
    draft, issuer = line_of(page, "DỰ THẢO LẦN 2"), line_of(page, "SỞ NỘI VỤ")
    assert draft.baseline < issuer.baseline
    address = line_of(page, "Địa chỉ:")
    assert address.baseline > page.height - 30
    above = [rule for rule in page.rules if 0 < address.baseline - rule.y < 8]
    assert above
    assert above[-1].length == pytest.approx(ND30.page.text_width_mm, abs=0.5)


def test_an_annex_of_its_own_lies_across_and_leaves_room_for_the_signature(
    papers: dict[str, Document],
) -> None:
    (page,) = papers["annex"].pages
    assert page.width > page.height
    assert line_of(page, "Phụ lục I").baseline > ND30.page.margin_top_mm + 8
    assert page.page_number() is None


def test_joint_signatories_stand_side_by_side(papers: dict[str, Document]) -> None:
    page = papers["joint"].pages[0]
    first, second = line_of(page, "Lê Văn Mẫu"), line_of(page, "Nguyễn Thị Ví Dụ")
    assert first.baseline == pytest.approx(second.baseline, abs=0.3)
    assert first.x1 < second.x0
    assert line_of(page, "Nơi nhận:").baseline > first.baseline
