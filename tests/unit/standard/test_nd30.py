"""Nghị định 30/2020/NĐ-CP as data: the numbers others build on, and that they hang together."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from congvan.problems import Severity
from congvan.standard import ND30, Component, standard_for
from congvan.standard.components import Alignment, Capitals
from congvan.standard.measures import Range
from congvan.standard.nd30_rules import clause_of
from congvan.standard.standard import Basis
from congvan.vietnamese.dates import BLANK
from congvan.vietnamese.widths import text_width


def test_the_decree_is_in_force_from_the_day_it_was_signed() -> None:
    assert standard_for(date(2020, 3, 5)) is ND30
    assert standard_for(date(2026, 11, 21)) is ND30
    assert standard_for(date(2020, 3, 4)) is None


def test_the_chosen_page_is_a4_with_margins_20_20_30_15() -> None:
    page = ND30.page
    assert (page.width_mm, page.height_mm) == (210, 297)
    margins = (page.margin_top_mm, page.margin_bottom_mm, page.margin_left_mm, page.margin_right_mm)
    assert margins == (20, 20, 30, 15)
    assert (page.text_width_mm, page.text_height_mm) == (165, 257)


@pytest.mark.parametrize(("left", "is_allowed"), [(29.6, True), (35.4, True), (29.4, False), (35.6, False)])
def test_margins_are_read_with_half_a_millimetre_of_rounding(left: float, is_allowed: bool) -> None:
    page = ND30.page
    assert page.margin_left.allows(left, tolerance=page.margin_tolerance_mm) is is_allowed


def test_the_body_is_set_as_chosen_inside_the_ranges() -> None:
    body = ND30.body
    assert body.first_line_mm in body.first_lines_mm
    assert [round(indent / 25.4 * 1440) for indent in body.first_lines_mm] == [567, 720]
    assert body.gap_pt.chosen == 6
    assert not body.gap_pt.allows(5.9)
    assert body.line_spacing.allows(1.5)
    assert not body.line_spacing.allows(1.51)
    assert ND30.style(Component.BODY).sample_pt == 14
    assert ND30.style(Component.BODY).alignment is Alignment.JUSTIFIED


@pytest.mark.parametrize(
    ("nation", "motto", "place", "is_coherent"),
    [(12, 13, 13, True), (13, 14, 14, True), (13, 13, 13, False), (12, 14, 14, False)],
)
def test_letterhead_sizes_go_together(nation: float, motto: float, place: float, is_coherent: bool) -> None:
    assert ND30.coherent(nation, motto, place) is is_coherent


def test_every_component_has_one_style_and_its_chosen_sizes_are_allowed() -> None:
    assert sorted(style.component.name for style in ND30.styles) == sorted(item.name for item in Component)
    for style in ND30.styles:
        assert style.size.allows(style.sample_pt), style.id
        for sizes in ND30.size_sets:
            assert style.size.allows(ND30.size_pt(style.component, sizes)), (style.id, sizes.name)


@pytest.mark.parametrize(
    ("component", "sizes", "look"),
    [
        (Component.NATION, "12-13", "UPPER bold"),
        (Component.PARENT, "12-13", "UPPER"),
        (Component.ISSUER, "12-13", "UPPER bold"),
        (Component.REFERENCE, "13", "SENTENCE"),
        (Component.PLACE_AND_DATE, "13-14", "SENTENCE italic"),
        (Component.DISPATCH_SUBJECT, "12-13", "SENTENCE"),
        (Component.BASES, "13-14", "SENTENCE italic"),
        (Component.RECIPIENTS, "13-14", "SENTENCE"),
        (Component.COPIES_LABEL, "12", "SENTENCE bold italic"),
        (Component.COPIES, "11", "SENTENCE"),
        (Component.APPENDIX, "14", "SENTENCE bold"),
        (Component.APPENDIX_TITLE, "13-14", "UPPER bold"),
        (Component.LINK_LINE, "13-14", "SENTENCE italic"),
        (Component.STAMP, "10", "SENTENCE"),
        (Component.CONTACT, "11-12", "SENTENCE"),
        (Component.PAGE_NUMBER, "13-14", "SENTENCE"),
    ],
)
def test_a_row_of_the_style_table(component: Component, sizes: str, look: str) -> None:
    style = ND30.style(component)
    weight = " ".join(name for name, on in (("bold", style.bold), ("italic", style.italic)) if on)
    assert (str(style.size), f"{style.capitals.name} {weight}".strip()) == (sizes, look)


def test_only_urgency_is_not_black() -> None:
    assert [style.component for style in ND30.styles if style.colour != "000000"] == [Component.URGENCY]
    assert {frame.text: (frame.width_mm, frame.height_mm) for frame in ND30.frames} == {
        "HỎA TỐC": (30, 8),
        "THƯỢNG KHẨN": (40, 8),
        "KHẨN": (20, 8),
    }


def test_the_rule_under_an_issuer_is_a_third_to_half_of_its_name() -> None:
    width = text_width("SỞ NỘI VỤ", 13, bold=True)
    share = ND30.lines.issuer_share
    assert (width * share.low, width * share.high) == pytest.approx((7.9, 11.9), abs=0.1)
    assert share.chosen == 0.4
    assert ND30.lines.motto_share.chosen == 1.0


def test_quoc_hieu_of_the_large_set_does_not_fit_95_mm_with_word_margins() -> None:
    large = ND30.size_sets[1]
    width = text_width(ND30.texts.nation, ND30.size_pt(Component.NATION, large), bold=True)
    assert width > 95 - 2 * 1.9
    assert width + 2 * 1.9 == pytest.approx(99.5, abs=0.1)


@pytest.mark.parametrize(
    "line",
    [
        "Số: 05/TTr-SNV",
        "Số: 12/QyĐ-UBND",
        "Số: 1234/UBND-TTHCC",
        "Số: 2231/SNV-CCHC&PC",
        "Số:      /SNV-CCHC",
        f"Số:{BLANK}/SNV-CCHC",
        "Số: 15a/QĐ-BNV",
    ],
)
def test_a_well_formed_reference_line_is_accepted(line: str) -> None:
    assert ND30.reference_line.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "Số: 5/QĐ-BNV",
        "Số: 15 / QĐ-BNV",
        "Số 15/QĐ-BNV",
        "Số: 15/QĐ - BNV",
        "Số: 15/qđ-bnv",
        "Số: 15/QĐ-BNV\n",
    ],
)
def test_an_ill_formed_reference_line_is_refused(line: str) -> None:
    assert not ND30.reference_line.match(line)


def test_rules_are_found_by_id_and_weigh_by_what_they_rest_on() -> None:
    assert ND30.rule("ND30-PL1-II.1.b#3").severity is Severity.ERROR
    assert ND30.rule("ND30-PL1-II.6#end").severity is Severity.WARNING
    assert ND30.rule("PRAC-14").severity is Severity.INFO
    assert ND30.rule("TEXT-TONE").severity is Severity.INFO
    hue = ND30.rule("ND30-PL1-II.4#hue")
    assert (hue.confirmed, hue.severity) == (False, Severity.INFO)
    with pytest.raises(KeyError):
        ND30.rule("ND30-PL1-IX.1")


def test_rule_ids_are_unique_and_every_style_row_is_a_rule() -> None:
    ids = [rule.id for rule in ND30.rules]
    assert len(ids) == len(set(ids))
    assert {style.id for style in ND30.styles} <= set(ids)
    assert all(rule.text_vi.endswith((".", "».")) for rule in ND30.rules)


@pytest.mark.parametrize(
    ("rule_id", "clause"),
    [
        ("ND30-PL1-II.6.e#2", "Phụ lục I, phần I, mục II, khoản 6, điểm e"),
        ("ND30-PL1-I.3", "Phụ lục I, phần I, mục I, khoản 3"),
        ("ND30-PL1-III.1.đ", "Phụ lục I, phần I, mục III, khoản 1, điểm đ"),
        ("ND30-PL1-V.8b1", "Phụ lục I, phần I, mục V, dòng 8b1"),
        ("ND30-PL1-V.fn1", "Phụ lục I, phần I, mục V, chú thích"),
        ("ND30-PL1P2-II.1.c", "Phụ lục I, phần II, mục II, khoản 1, điểm c"),
        ("ND30-PL2-V.7", "Phụ lục II, mục V, khoản 7"),
        ("ND30-PL3-M1.3", "Phụ lục III, Mẫu 1.3"),
        ("ND30-PL3-I", "Phụ lục III, mục I"),
        ("ND30-D15.1", "Điều 15, khoản 1"),
        ("ND30-D7", "Điều 7"),
        ("PRAC-1", ""),
        ("DOCX-FIT.1", ""),
    ],
)
def test_a_rule_id_names_its_clause(rule_id: str, clause: str) -> None:
    assert clause_of(rule_id) == clause


def test_a_choice_outside_its_range_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="36"):
        Range(30, 35, 36)


def test_the_standard_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(ND30)) == ND30
    assert Basis.LAW.severity is Severity.ERROR
    assert Capitals.UPPER.value == "in hoa"
