"""Appendices: numbered among all, each with pages of its own, linked to the letter as the medium asks."""

from __future__ import annotations

from congvan.model import Appendix, AttachedFile, Column, Issuer, Letterhead, Medium, Reference, SendAs, Table
from congvan.vietnamese.dates import BLANK, DateParts
from congvan.word.emitters.appendices import appendices, appendix, appendix_alone
from congvan.word.fragment import BLANK as NOTHING
from congvan.word.fragment import Orientation, SectionBreak
from tests.support.dispatches import full_letter, plain_letter
from tests.support.emitted import W, in_style, said, sheet, texts, tree

FORM = Table(columns=(Column(title="STT"),), blank_rows=1)


def test_a_letter_without_appendices_ends_in_a_paragraph() -> None:
    (last,) = said(appendices(plain_letter(), sheet()))
    assert last.style == "CV Ngăn cách"


def test_each_has_a_section_with_pages_numbered_anew_and_none_on_the_first() -> None:
    breaks = [piece for piece in appendices(full_letter(), sheet()) if isinstance(piece, SectionBreak)]
    assert [item.next.orientation for item in breaks] == [Orientation.LANDSCAPE, Orientation.PORTRAIT]
    for item in breaks:
        assert item.next.restart_numbering
        assert item.next.first_page_number_hidden
        assert item.next.first_header == NOTHING
        assert item.next.first_footer == NOTHING


def test_numbers_count_appendices_sent_as_files_too() -> None:
    labels = [one.text for one in in_style(appendices(full_letter(), sheet()), "CV Phụ lục")]
    assert labels == ["Phụ lục I", "Phụ lục III"]
    attached = Appendix(file=AttachedFile("danh-sach.xlsx", b"x"))
    second = plain_letter(appendices=(attached, Appendix(tables=FORM)))
    assert in_style(appendices(second, sheet()), "CV Phụ lục")[0].text == "Phụ lục II"


def test_a_sole_appendix_has_no_number() -> None:
    sole = plain_letter(appendices=(Appendix(tables=FORM),))
    assert [one.text for one in in_style(appendices(sole, sheet()), "CV Phụ lục")] == ["Phụ lục"]


def test_the_title_is_in_capitals_and_parted_between_phrases() -> None:
    title = "Tổng hợp các tiêu chí thành phần giải trình, bổ sung tài liệu kiểm chứng cải cách hành chính"
    fragment = appendix(plain_letter(appendices=(Appendix(title=title, tables=FORM),)), 0, sheet())
    (printed,) = in_style(fragment, "CV Tên phụ lục")
    assert printed.text.replace("\n", " ") == title.upper()
    assert "\n" in printed.text


def test_the_link_line_is_blank_in_electronic_form_and_filled_on_paper() -> None:
    one = Appendix(tables=FORM)
    electronic = appendix(plain_letter(appendices=(one,)), 0, sheet())
    expected = f"(Kèm theo Công văn số{BLANK}ngày{BLANK}tháng{BLANK}năm{BLANK}của Sở Nội vụ)"
    assert expected in texts(electronic)
    issued = plain_letter(
        appendices=(one,),
        medium=Medium.PAPER,
        reference=Reference("SNV-CCHC", 15),
        date=DateParts(2026, 11, 5),
    )
    expected = "(Kèm theo Công văn số 15/SNV-CCHC ngày 05 tháng 11 năm 2026 của Sở Nội vụ)"
    assert expected in texts(appendix(issued, 0, sheet()))


def test_on_paper_a_number_still_to_come_leaves_its_room_before_the_symbol() -> None:
    draft = plain_letter(appendices=(Appendix(tables=FORM),), medium=Medium.PAPER)
    (line,) = in_style(appendix(draft, 0, sheet()), "CV Dòng kèm theo")
    assert f"số {BLANK}/SNV-CCHC&VTLT ngày{BLANK}tháng 3 năm 2027" in line.text.replace("\n", " ")


def test_joint_issuers_are_both_named() -> None:
    joint = plain_letter(
        appendices=(Appendix(tables=FORM),), issuer=(Issuer("Sở Nội vụ"), Issuer("Sở Tài chính"))
    )
    (line,) = in_style(appendix(joint, 0, sheet()), "CV Dòng kèm theo")
    assert line.text.replace("\n", " ").endswith("của Sở Nội vụ và Sở Tài chính)")


def test_without_a_link_line_there_is_no_rule_either() -> None:
    fragment = appendix(plain_letter(appendices=(Appendix(tables=FORM, link_line=False),)), 0, sheet())
    assert not in_style(fragment, "CV Dòng kèm theo")
    assert not in_style(fragment, "CV Đường kẻ")


def test_a_form_has_a_head_with_dots_for_the_office_that_fills_it_in() -> None:
    head = Letterhead(parent="UBND tỉnh Lam Giang", place="Lam Giang", date=DateParts(2027))
    one = Appendix(tables=FORM, letterhead=head)
    fragment = appendix(plain_letter(appendices=(one,)), 0, sheet())
    found = texts(fragment)
    assert found[:2] == ["UBND TỈNH LAM GIANG", "…" * 12]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found
    assert f"Lam Giang, ngày{BLANK}tháng{BLANK}năm 2027" in found
    assert found.index("Phụ lục") > found.index("Độc lập - Tự do - Hạnh phúc")


def test_an_appendix_of_its_own_begins_with_the_place_of_the_signature() -> None:
    one = Appendix(tables=FORM, send_as=SendAs.DOCUMENT)
    first, *_ = said(appendix_alone(plain_letter(appendices=(one,)), 0, sheet()))
    assert (first.style, first.text) == ("CV Chỗ ký số", "")


def test_a_landscape_table_fills_the_turned_page() -> None:
    columns = tree(appendix_alone(full_letter(), 0, sheet())).iter(f"{W}gridCol")
    total = sum(int(column.get(f"{W}w", "0")) for column in columns)
    assert total == round(sheet().page.turned().text_width_mm / 25.4 * 1440)
