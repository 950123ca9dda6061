"""The grammar of the body: levels, marks inside a line, footnotes, tables, headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Footnote, Level, LineBreak, Link, Paragraph, Script, Text
from tests.unit.source.sources import dispatch, paragraphs, source, tables


@pytest.mark.parametrize(
    ("line", "level", "marker"),
    [
        ("I. Kết quả;", Level.ROMAN_SECTION, "I."),
        ("XIV. Kết quả;", Level.ROMAN_SECTION, "XIV."),
        ("Điều 1. Phạm vi;", Level.ARTICLE, "Điều 1."),
        ("1. Kết quả;", Level.CLAUSE, "1."),
        ("1.1. Kết quả;", Level.SUBCLAUSE, "1.1."),
        ("1.2.3. Kết quả;", Level.SUBCLAUSE, "1.2.3."),
        ("a) Kết quả;", Level.POINT, "a)"),
        ("đ) Kết quả;", Level.POINT, "đ)"),
        ("ê) Kết quả;", Level.POINT, "ê)"),
        ("- Kết quả;", Level.DASH, "-"),
        ("– Kết quả;", Level.DASH, "–"),
        ("•\tKết quả;", Level.DASH, "•"),
        ("+ Kết quả;", Level.PLUS, "+"),
        ("* Lưu ý: kết quả;", Level.NOTE, "*"),
        ("1.\u00a0Kết quả;", Level.CLAUSE, "1."),
        ("   - Kết quả;", Level.DASH, "-"),
    ],
)
def test_the_marker_sets_the_level_and_is_kept_as_typed(line: str, level: Level, marker: str) -> None:
    (paragraph,) = paragraphs(line)
    assert (paragraph.level, paragraph.marker) == (level, marker)
    assert paragraph.text.endswith("ết quả;") or paragraph.text.endswith("Phạm vi;")


@pytest.mark.parametrize(
    "line",
    [
        "Điều 5 của Nghị định quy định;",
        "1.500.000 đồng;",
        "15/4/2027 là hạn cuối;",
        "1) Kết quả;",
        "aa) Kết quả;",
        "-5 độ;",
        "*Kết quả* tốt;",
        "IIII. Kết quả;",
        "Phần I của báo cáo;",
        "Mục 1 và Mục 2;",
        r"\1. Kết quả;",
        r"\a) Kết quả;",
        r"\- Kết quả;",
        r"\* Kết quả;",
        r"\Điều 1. Kết quả;",
    ],
)
def test_prose_stays_prose(line: str) -> None:
    (paragraph,) = paragraphs(line)
    assert (paragraph.level, paragraph.marker) == (Level.PLAIN, "")
    assert paragraph.text == line.removeprefix("\\").replace("*Kết quả*", "Kết quả")


def test_parts_and_chapters_take_their_title_from_the_next_line() -> None:
    found = paragraphs(
        "Phần I\nKẾT QUẢ\n\nChương II\n\nNHIỆM VỤ\n\nMục 1\n1. Khoản;\n\nTiểu mục 2\n\\1. là tên"
    )
    assert [(item.level, item.marker, item.text) for item in found] == [
        (Level.PART, "Phần I", "KẾT QUẢ"),
        (Level.CHAPTER, "Chương II", "NHIỆM VỤ"),
        (Level.SECTION, "Mục 1", ""),
        (Level.CLAUSE, "1.", "Khoản;"),
        (Level.SUBSECTION, "Tiểu mục 2", "1. là tên"),
    ]


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("**đậm** và *nghiêng*", [Text("đậm", bold=True), Text(" và "), Text("nghiêng", italic=True)]),
        ("***cả hai***", [Text("cả hai", bold=True, italic=True)]),
        ("**a *b* c**", [Text("a ", bold=True), Text("b", bold=True, italic=True), Text(" c", bold=True)]),
        ("**Lưu ý:**đề nghị", [Text("Lưu ý:", bold=True), Text("đề nghị")]),
        ("2*3*4 và a*b", [Text("2*3*4 và a*b")]),
        ("(*) Ghi chú (*)", [Text("(*) Ghi chú (*)")]),
        ("m^2^", [Text("m"), Text("2", script=Script.SUPERSCRIPT)]),
        ("H~2~O", [Text("H"), Text("2", script=Script.SUBSCRIPT), Text("O")]),
        ("**x^2^**", [Text("x", bold=True), Text("2", bold=True, script=Script.SUPERSCRIPT)]),
        ("tại <https://a.vn/?b=1&c=*d*>.", [Text("tại "), Link("https://a.vn/?b=1&c=*d*"), Text(".")]),
        ("*<ten@coquan.vn>*", [Link("ten@coquan.vn", italic=True)]),
        (r"\*a\* \^ \~ \\ \{{ \}} \<https://a.vn> C:\tep", [Text(r"*a* ^ ~ \ {{ }} <https://a.vn> C:\tep")]),
        ("_x_ `mã` [a](b) &amp; <b> 5 < 6", [Text("_x_ `mã` [a](b) &amp; <b> 5 < 6")]),
        ("một\\\nhai", [Text("một"), LineBreak(), Text("hai")]),
    ],
)
def test_marks_inside_a_line(line: str, runs: list[Text | Link | LineBreak]) -> None:
    (paragraph,) = paragraphs(line)
    assert paragraph.runs == tuple(runs)


def test_one_line_is_one_paragraph_and_blank_lines_are_free() -> None:
    assert paragraphs("Một.\nHai.\n\n\n\nBa.\n") == [Paragraph("Một."), Paragraph("Hai."), Paragraph("Ba.")]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("1. Về nội dung", True),
        ("1. Về nội dung.", False),
        ("1. Về nội dung:", False),
        ("1. Gửi trước ngày 15/4/2027./.", False),
        ("1. **Về nội dung.**", True),
        ("1. **Về** nội dung.", False),
        ("1. Theo “Kế hoạch.”", False),
        ("I. KẾT QUẢ", True),
        ("a) Không bao giờ", False),
        ("- Không bao giờ", False),
        ("Không bao giờ", False),
    ],
)
def test_a_clause_that_ends_open_or_is_all_bold_is_a_heading(line: str, heading: bool) -> None:
    (paragraph,) = paragraphs(line)
    assert paragraph.heading is heading
    if heading:
        assert not any(isinstance(run, Text) and run.bold for run in paragraph.runs)


def test_a_footnote_is_its_first_line_and_the_indented_lines_after_it() -> None:
    (paragraph, last) = paragraphs(
        "Phụ lục[^bieu] gửi kèm.\n\n[^bieu]: - **Văn phòng:**\n    + biểu 1;\n\n    Biểu 2.\n\nĐoạn sau."
    )
    assert last == Paragraph("Đoạn sau.")
    assert paragraph.runs[1] == Footnote(
        [
            Paragraph([Text("Văn phòng:", bold=True)], level=Level.DASH, marker="-"),
            Paragraph("biểu 1;", level=Level.PLUS, marker="+"),
            Paragraph("Biểu 2."),
        ]
    )


def test_a_footnote_may_be_defined_before_its_mark_and_in_another_text() -> None:
    found = dispatch("appendices: [{title: A, blocks: 'Nêu rõ[^a].'}]", "[^a]: Chú thích.\n\nĐoạn.")
    assert [note.id for note in found.footnotes] == ["a"]


def test_a_pipe_table_is_a_table() -> None:
    (table,) = tables("| STT | Tên \\| biệt danh |\n|---|:-:|\n| 1 | **An** |\n| 2 | |\n|  | {{ 1 + 1 }} |")
    assert [column.title for column in table.columns] == ["STT", "Tên | biệt danh"]
    assert table.rows == (("1", (Text("An", bold=True),)), ("2", None), (None, "2"))


def test_lines_broken_by_hand_are_told_and_lists_are_not() -> None:
    wrapped = (
        "Thực hiện kế hoạch của tỉnh về cải cách hành chính\n" * 2
        + "năm nay, đề nghị các cơ quan phối hợp.\n"
    )
    listed = "".join(
        f"- Đề nghị cơ quan thứ {number} trong danh sách gửi kèm báo cáo\n" for number in range(5)
    )
    assert [item.code for item in source(body=wrapped).findings] == ["congvan.source.hard-wrapped"]
    assert source(body=listed).findings == ()


@given(st.text(alphabet=st.sampled_from("ab đ12 .;:/–-+"), min_size=1).filter(str.strip))
def test_words_without_marks_come_through_unchanged(text: str) -> None:
    (paragraph,) = paragraphs(f"Nội dung: {text.strip()}")
    assert paragraph.text == f"Nội dung: {text.strip()}"
