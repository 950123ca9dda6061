"""The text of the letter: every level in its style, every word as typed, the end kept with the signature."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Column, Footnote, Level, LineBreak, Link, Paragraph, Run, Script, Table, Text
from congvan.word.emitters.body import Ending, bases, body
from congvan.word.fragment import HyperlinkNeed
from tests.support.emitted import W, footnotes, markup, pieces, said, sheet, texts


@pytest.mark.parametrize(
    ("level", "marker", "heading", "style"),
    [
        (Level.ROMAN_SECTION, "I.", True, "CV Mục La Mã"),
        (Level.ARTICLE, "Điều 1.", True, "CV Điều"),
        (Level.CLAUSE, "1.", False, "CV Khoản"),
        (Level.CLAUSE, "1.", True, "CV Khoản tiêu đề"),
        (Level.SUBCLAUSE, "1.1.", False, "CV Tiết"),
        (Level.POINT, "đ)", False, "CV Điểm"),
        (Level.DASH, "-", False, "CV Gạch đầu dòng"),
        (Level.PLUS, "+", False, "CV Dấu cộng"),
        (Level.NOTE, "*", False, "CV Ghi chú"),
        (Level.PLAIN, "", False, "CV Đoạn văn"),
    ],
)
def test_each_level_has_its_style_and_keeps_its_marker(
    level: Level, marker: str, heading: bool, style: str
) -> None:
    item = Paragraph("Về nội dung", level=level, marker=marker, heading=heading)
    (line,) = said(body([item], sheet()))
    assert line.style == style
    assert line.text == f"{marker} Về nội dung".lstrip()
    assert line.has("keepNext") == heading


@pytest.mark.parametrize(
    ("level", "marker", "styles"),
    [
        (Level.PART, "Phần I", ["CV Phần", "CV Tên phần"]),
        (Level.CHAPTER, "Chương II", ["CV Chương", "CV Tên chương"]),
        (Level.SECTION, "Mục 1", ["CV Mục", "CV Tên mục"]),
        (Level.SUBSECTION, "Tiểu mục 2", ["CV Tiểu mục", "CV Tên tiểu mục"]),
    ],
)
def test_parts_and_chapters_stand_on_two_lines(level: Level, marker: str, styles: list[str]) -> None:
    lines = said(body([Paragraph("Quy định chung", level=level, marker=marker)], sheet()))
    assert [line.style for line in lines] == styles
    assert [line.text for line in lines] == [marker, "Quy định chung"]
    assert all(line.has("keepNext") for line in lines)


def test_an_article_that_is_a_sentence_has_only_its_number_in_bold() -> None:
    item = Paragraph("Quyết định này có hiệu lực từ ngày ký.", level=Level.ARTICLE, marker="Điều 2.")
    (line,) = said(body([item], sheet()))
    first, second = line.element.iter(f"{W}r")
    assert first.find(f"{W}rPr/{W}b") is not None
    assert second.find(f"{W}rPr/{W}b") is None
    assert line.text == "Điều 2. Quyết định này có hiệu lực từ ngày ký."


def test_a_heading_of_a_level_without_a_style_for_it_is_bold() -> None:
    (line,) = said(body([Paragraph("Kinh phí", level=Level.POINT, marker="a)", heading=True)], sheet()))
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in line.element.iter(f"{W}r"))
    assert line.has("keepNext")


def test_looks_of_runs_are_kept() -> None:
    runs = (
        Text("đậm", bold=True),
        Text("nghiêng", italic=True),
        Text("cả hai", bold=True, italic=True),
        Text("2", script=Script.SUPERSCRIPT),
        Text("3", script=Script.SUBSCRIPT),
        LineBreak(),
        Text("dòng sau"),
    )
    written = markup(body([Paragraph(runs)], sheet()))
    assert "đậm" in written
    assert '<w:vertAlign w:val="superscript"/>' in written
    assert '<w:vertAlign w:val="subscript"/>' in written
    assert texts(body([Paragraph(runs)], sheet())) == ["đậmnghiêngcả hai23\ndòng sau"]


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [("https://lamgiang.example/a?b=1&c=2", None), ("snv@lamgiang.example", "mailto:snv@lamgiang.example")],
)
def test_a_link_is_printed_as_it_is_and_leads_there(target: str, leads_to: str | None) -> None:
    fragment = body([Paragraph((Text("Xem "), Link(target)))], sheet())
    (need,) = [piece for piece in pieces(fragment) if isinstance(piece, HyperlinkNeed)]
    assert need.target == (leads_to or target)
    assert texts(fragment) == [f"Xem {target}"]


def test_a_footnote_begins_with_its_mark_and_holds_all_its_paragraphs() -> None:
    note = Footnote(
        (
            Paragraph("Phân công:"),
            Paragraph((Text("Văn phòng:", bold=True), Text(" biểu 1;")), level=Level.DASH, marker="-"),
            Paragraph("các phòng: biểu 2.", level=Level.PLUS, marker="+"),
        )
    )
    fragment = body([Paragraph((Text("Theo Phụ lục"), note, Text(" gửi kèm.")))], sheet())
    assert texts(fragment) == ["Theo Phụ lục[n] gửi kèm."]
    (content,) = footnotes(fragment)
    first, *others = said(content)
    assert first.element.find(f".//{W}footnoteRef") is not None
    assert [line.text.strip() for line in (first, *others)] == [
        "Phân công:",
        "- Văn phòng: biểu 1;",
        "+ các phòng: biểu 2.",
    ]
    assert {line.style for line in (first, *others)} == {"CV Chú thích"}


def test_citations_are_italic_and_as_typed() -> None:
    (line,) = said(bases([Paragraph("Căn cứ Luật Lưu trữ năm 2024;")], sheet()))
    assert (line.style, line.text) == ("CV Căn cứ", "Căn cứ Luật Lưu trữ năm 2024;")


def kept(*items: Paragraph | Table) -> list[bool]:
    lines = said(body(items, sheet(), ending=Ending.KEPT))
    return [line.has("keepNext") for line in lines if line.text]


def test_the_last_two_lines_stay_with_the_signature() -> None:
    long = Paragraph("Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện bảo đảm tiến độ. " * 3)
    short = Paragraph("Trân trọng./.")
    assert kept(long, long, short) == [False, True, True]
    assert kept(long, long) == [False, True]
    assert kept(short) == [True]
    assert kept() == []


def test_a_table_at_the_end_stays_with_the_signature_by_its_last_rows() -> None:
    table = Table(columns=(Column(title="A", key="a"),), rows=(("1",), ("2",), ("3",), ("4",)))
    assert kept(Paragraph("Kết quả:"), table) == [False, True, False, False, True, True]


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \u00a0"), max_size=60)


def paragraph_of(words: str, level: Level) -> Paragraph:
    marker = "" if level is Level.PLAIN else "x)"
    return Paragraph(words, level=level, marker=marker)


@given(st.lists(st.builds(paragraph_of, WORDS, st.sampled_from(Level)), max_size=8))
def test_every_word_is_found_unchanged(items: list[Paragraph]) -> None:
    printed = "\n".join(line.text for line in said(body(items, sheet())))
    for item in items:
        assert item.text in printed


def test_nothing_is_numbered_by_word() -> None:
    items: list[Paragraph] = [Paragraph("a", level=Level.CLAUSE, marker="1.")]
    runs: tuple[Run, ...] = (Text("b"),)
    items.append(Paragraph(runs, level=Level.DASH, marker="-"))
    assert "numPr" not in markup(body(items, sheet()))
