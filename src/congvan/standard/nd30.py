"""Nghị định 30/2020/NĐ-CP as data: every number of its Phụ lục I, and the values chosen inside its ranges."""

from __future__ import annotations

import re
from datetime import date

from congvan.standard.components import (
    Alignment,
    Capitals,
    Component,
    ComponentStyle,
    SizeRange,
    SizeSet,
)
from congvan.standard.measures import BodyRules, DrawnRules, Frame, LetterheadRules, PageRules, Range
from congvan.standard.nd30_rules import RULES
from congvan.standard.standard import FixedTexts, Standard

_LETTERS = "A-Za-zĐđƯưƠơ"

REFERENCE_LINE = re.compile(
    r"Số:[ \u00a0]*(?P<number>\d{2,6}[a-z]?|[ \u00a0.…]*)/"
    rf"(?P<symbol>[A-ZĐƯƠ][{_LETTERS}0-9&]*(?:-[A-ZĐƯƠ][{_LETTERS}0-9&.]*)*)\Z"
)
"""The line "Số: 05/TTr-SNV" or its draft with a blank number (ND30-PL1-II.3.c)."""

_PAGE = PageRules(
    width_mm=210,
    height_mm=297,
    margin_top=Range(20, 25, 20),
    margin_bottom=Range(20, 25, 20),
    margin_left=Range(30, 35, 30),
    margin_right=Range(15, 20, 15),
    margin_tolerance_mm=0.5,
    header_distance_mm=10,
    footer_distance_mm=10,
)
_BODY = BodyRules(
    first_lines_mm=(10.0, 12.7),
    first_line_mm=12.7,
    gap_pt=Range(6, 1584, 6),
    line_spacing=Range(1.0, 1.5, 1.0),
    single_line_factor=1.15,
)
_LINES = DrawnRules(
    motto_share=Range(1.0, 1.0, 1.0),
    issuer_share=Range(1 / 3, 1 / 2, 0.4),
    subject_share=Range(1 / 3, 1 / 2, 0.4),
    appendix_share=Range(1 / 3, 1 / 2, 0.4),
    contact_share=Range(1.0, 1.0, 1.0),
    thickness_pt=Range(0.5, 0.75, 0.75),
)
_LETTERHEAD = LetterheadRules(
    right_column_least_mm=90,
    overhang_mm=5,
    subject_gap_pt=6,
    recipients_first_line_mm=35,
    recipients_list_indent_mm=45,
    signature_share_right=0.55,
    signature_gap_pt=65,
    blank_characters=6,
)
_FRAMES = (Frame("HỎA TỐC", 30, 8), Frame("THƯỢNG KHẨN", 40, 8), Frame("KHẨN", 20, 8))
_TEXTS = FixedTexts(
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    reference_word="Số:",
    dispatch_subject_prefix="V/v",
    recipients_word="Kính gửi:",
    copies_word="Nơi nhận:",
    first_copy="Như trên",
    archive_prefix="Lưu:",
    appendix_word="Phụ lục",
    body_end="./.",
    authority_prefixes=("TM.", "Q.", "KT.", "TL.", "TUQ."),
)


def _size_set(name: str, small: float, large: float) -> SizeSet:
    """Quốc hiệu and the issuer in `small`, Tiêu ngữ and the date in `large`, a point apart (V.fn1)."""
    return SizeSet(
        name=name,
        sizes=(
            (Component.NATION, small),
            (Component.MOTTO, large),
            (Component.PLACE_AND_DATE, large),
            (Component.PARENT, small),
            (Component.ISSUER, small),
            (Component.DISPATCH_SUBJECT, small),
        ),
    )


SMALL = _size_set("12/13/13", 12, 13)
"""The set of the decree's own samples."""
LARGE = _size_set("13/14/14", 13, 14)
"""The set that needs a right column of 95.7 mm and more."""


def _style(
    row: str,
    component: Component,
    look: str,
    sizes: tuple[float, float],
    sample: float,
    alignment: Alignment = Alignment.LEFT,
    colour: str = "000000",
) -> ComponentStyle:
    """A row of Mục V; `look` is the table's own notation: UC or SC, then B, I, BI or U."""
    capitals, weight = look.split()
    return ComponentStyle(
        id=f"ND30-PL1-{row}",
        component=component,
        capitals=Capitals.UPPER if capitals == "UC" else Capitals.SENTENCE,
        size=SizeRange(*sizes),
        sample_pt=sample,
        bold="B" in weight,
        italic="I" in weight,
        alignment=alignment,
        colour=colour,
    )


_CENTRE, _JUSTIFIED = Alignment.CENTRE, Alignment.JUSTIFIED

_STYLES = (
    _style("V.1a", Component.NATION, "UC B", (12, 13), 12, _CENTRE),
    _style("V.1b", Component.MOTTO, "SC B", (13, 14), 13, _CENTRE),
    _style("V.2a", Component.PARENT, "UC U", (12, 13), 12, _CENTRE),
    _style("V.2b", Component.ISSUER, "UC B", (12, 13), 12, _CENTRE),
    _style("V.3", Component.REFERENCE, "SC U", (13, 13), 13, _CENTRE),
    _style("V.4", Component.PLACE_AND_DATE, "SC I", (13, 14), 13, _CENTRE),
    _style("V.5a1", Component.TYPE_NAME, "UC B", (13, 14), 14, _CENTRE),
    _style("V.5a2", Component.SUBJECT, "SC B", (13, 14), 14, _CENTRE),
    _style("V.5b", Component.DISPATCH_SUBJECT, "SC U", (12, 13), 12, _CENTRE),
    _style("II.6.a#2", Component.BASES, "SC I", (13, 14), 14, _JUSTIFIED),
    _style("V.6", Component.BODY, "SC U", (13, 14), 14, _JUSTIFIED),
    _style("V.6a1", Component.PART, "SC B", (13, 14), 14, _CENTRE),
    _style("V.6a2", Component.PART_TITLE, "UC B", (13, 14), 14, _CENTRE),
    _style("V.6a3", Component.SECTION, "SC B", (13, 14), 14, _CENTRE),
    _style("V.6a4", Component.SECTION_TITLE, "UC B", (13, 14), 14, _CENTRE),
    _style("V.6a5", Component.SUBSECTION, "SC B", (13, 14), 14, _CENTRE),
    _style("V.6a6", Component.SUBSECTION_TITLE, "UC B", (13, 14), 14, _CENTRE),
    _style("V.6a7", Component.ARTICLE, "SC B", (13, 14), 14, _JUSTIFIED),
    _style("V.6a8", Component.CLAUSE, "SC U", (13, 14), 14, _JUSTIFIED),
    _style("V.6a9", Component.POINT, "SC U", (13, 14), 14, _JUSTIFIED),
    _style("V.6b3", Component.ROMAN_SECTION, "UC B", (13, 14), 14, _JUSTIFIED),
    _style("V.6b4", Component.HEADED_CLAUSE, "SC B", (13, 14), 14, _JUSTIFIED),
    _style("V.7a", Component.AUTHORITY, "UC B", (13, 14), 14, _CENTRE),
    _style("V.7b", Component.POSITION, "UC B", (13, 14), 14, _CENTRE),
    _style("V.7c", Component.SIGNATORY, "SC B", (13, 14), 14, _CENTRE),
    _style("V.8a", Component.RECIPIENTS, "SC U", (13, 14), 14),
    _style("V.8b1", Component.COPIES_LABEL, "SC BI", (12, 12), 12),
    _style("V.8b2", Component.COPIES, "SC U", (11, 11), 11),
    _style("V.9a", Component.APPENDIX, "SC B", (14, 14), 14, _CENTRE),
    _style("V.9b", Component.APPENDIX_TITLE, "UC B", (13, 14), 14, _CENTRE),
    _style("III.1.c#1", Component.LINK_LINE, "SC I", (13, 14), 14, _CENTRE),
    _style("III.1.d#4", Component.STAMP, "SC U", (10, 10), 10, Alignment.RIGHT),
    _style("V.10", Component.URGENCY, "UC B", (13, 14), 13, _CENTRE, "FF0000"),
    _style("V.11", Component.DRAFTER, "SC U", (11, 11), 11),
    _style("V.12", Component.CONTACT, "SC U", (11, 12), 11, _CENTRE),
    _style("V.13", Component.CIRCULATION, "UC B", (13, 14), 13, _CENTRE),
    _style("V.14", Component.PAGE_NUMBER, "SC U", (13, 14), 14, _CENTRE),
)

ND30 = Standard(
    name="Nghị định về công tác văn thư",
    number="30/2020/NĐ-CP",
    issued=date(2020, 3, 5),
    in_force_from=date(2020, 3, 5),
    in_force_until=None,
    font="Times New Roman",
    page=_PAGE,
    body=_BODY,
    lines=_LINES,
    letterhead=_LETTERHEAD,
    frames=_FRAMES,
    size_sets=(SMALL, LARGE),
    texts=_TEXTS,
    styles=_STYLES,
    rules=RULES,
    reference_line=REFERENCE_LINE,
    # The decree is silent on footnotes and on tables: what its offices commonly set.
    footnote_pt=11,
    table_size=SizeRange(10, 14),
    table_pt=13,
)
"""Nghị định 30/2020/NĐ-CP, in force since the day it was signed."""
