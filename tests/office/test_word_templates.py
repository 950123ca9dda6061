"""What comes out of Word templates, as the Open XML SDK judges it; templates that LibreOffice saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from congvan.opc import read_package
from congvan.word import Template, picture, subdocument
from congvan.word.fragment import (
    BLANK,
    Fragment,
    FragmentKind,
    Orientation,
    Section,
    blocks,
    bookmark,
    enclosed,
    footnote,
    footnote_mark,
    hyperlink,
    line_break,
    paragraph,
    raw_blocks,
    run,
    section_break,
)
from congvan.word.linting import commented, lint
from congvan.word.markup import Indent, Spacing, Tab
from tests.support.drawn import with_comment
from tests.support.office import converted
from tests.support.pictures import image_bytes, inline
from tests.support.schema import schema_errors
from tests.support.tagged import FILLED, NASTY, looped
from tests.support.wholeness import assert_whole
from tests.support.wordfiles import a4, built, cells, letter, part, texts, with_part

DOCUMENT = "word/document.xml"
Judge = Callable[..., None]


@pytest.fixture
def assert_good(tmp_path: Path) -> Judge:
    """Asserts that files are whole, and that the SDK finds nothing wrong in any of them."""

    def judge(*written: bytes) -> None:
        files = [tmp_path / f"{number}.docx" for number in range(len(written))]
        for file, data in zip(files, written, strict=True):
            assert_whole(data)
            file.write_bytes(data)
        assert schema_errors(files) == {file: [] for file in files}

    return judge


def test_a_bookmark_that_began_in_a_tags_paragraph_is_gone_whole(assert_good: Judge) -> None:
    def change(markup: str) -> str:
        start, end = '<w:bookmarkStart w:id="5" w:name="đây"/>', '<w:bookmarkEnd w:id="5"/>'
        return markup.replace("<w:r><w:t>{%p if", f"{start}<w:r><w:t>{{%p if").replace(
            "<w:r><w:t>sau", f"{end}<w:r><w:t>sau"
        )

    data = with_part(letter("{%p if a %}", "x", "{%p endif %}", "sau"), DOCUMENT, change)
    result = Template(data).render({"a": True})
    assert "bookmark" not in part(result, DOCUMENT)
    assert_good(result)


def test_a_template_saved_by_libreoffice_works(tmp_path: Path) -> None:
    source = letter(
        "Kính gửi {{ name }}",
        "{%p for x in xs %}",
        "{{ x }} {% if x > 1 %}nhiều{% endif %}",
        "{%p endfor %}",
        header="{{ head }}",
        footer="{{ foot | default(“f”) }}",
        table=[["{%tr for x in xs %}", ""], ["{{ x }}", "{% cellbg 'FFE699' %}b"], ["{%tr endfor %}", ""]],
    )
    path = tmp_path / "mẫu.docx"
    path.write_bytes(source)
    saved = converted(path, tmp_path / "ra", "docx").read_bytes()
    result = Template(saved).render({"name": "Sở Nội vụ", "xs": [1, 2], "head": "đầu"})
    assert_whole(result)
    assert [text for text in texts(result) if text] == ["Kính gửi Sở Nội vụ", "1 ", "2 nhiều"]
    assert cells(result) == [["1", "b"], ["2", "b"]]
    assert docx.Document(io.BytesIO(result)).sections[0].footer.paragraphs[0].text == "f"


def test_what_is_filled_in_outside_the_body_keeps_to_the_schema(assert_good: Judge) -> None:
    # A diagram would need four parts more.
    places = ("chart", "comment", "equation", "alternative text")
    assert_good(*(Template(FILLED[where][0]).render(NASTY) for where in places))


def test_pictures_stand_in_body_header_and_loops_each_file_once(assert_good: Judge, tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{% for x in xs %}{{ x }}{% endfor %}")
        document.sections[0].header.paragraphs[0].text = "{{ logo }}"
        document.sections[0].footer.paragraphs[0].text = "{{ logo }} {{ jpeg }}"

    red, jpeg = image_bytes(), image_bytes(kind="JPEG")
    path = tmp_path / "ảnh.png"
    path.write_bytes(red)
    by_path = InlineImage(DocxTemplate(io.BytesIO(letter("x"))), str(path), width=Mm(20))
    values = {
        "xs": [inline(red), by_path, picture(red, width_mm=10)],
        "logo": inline(red),
        "jpeg": inline(jpeg),
    }
    data = Template(built(build)).render(values)
    package = read_package(data)
    media = [name for name in package.names if name.startswith("word/media/")]
    assert sorted(package.read(name) for name in media) == sorted((red, jpeg))
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 3
    assert part(data, "word/_rels/header1.xml.rels").count("relationships/image") == 1
    assert_good(data)
    assert Template(built(build)).render(values) == data


def test_another_document_comes_with_its_pictures_and_links(assert_good: Judge) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("con", style="Heading 2").add_run().add_picture(io.BytesIO(image_bytes()))
        table = document.add_table(1, 2)
        table.style = document.styles["Table Grid"]
        table.rows[0].cells[0].text = "ô"

    data = Template(letter("trước", "{{p x }}", "sau")).render({"x": subdocument(built(build))})
    assert texts(data) == ["trước", "con", "sau"]
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 1
    assert_good(data)


def test_a_comment_in_a_loop_stays_at_its_first_turn(assert_good: Judge) -> None:
    data = Template(looped(with_comment(letter("x"), "ý {{ a }}"))).render({"xs": [1, 2], "a": "b"})
    markup = part(data, DOCUMENT)
    assert markup.count("nhận xét") == 2
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    assert [markup.count(f"<w:{mark}") for mark in marks] == [1, 1, 1]
    assert_good(data)


def note(text: str) -> Fragment:
    return footnote(blocks(paragraph(None, footnote_mark(), run(f" {text}"))))


def test_properties_are_written_in_the_order_of_the_schema(assert_good: Judge) -> None:
    everything = paragraph(
        "Normal",
        run(
            "x",
            bold=True,
            italic=False,
            underline=True,
            caps=True,
            vertical="superscript",
            size_pt=13.5,
            style="Strong",
        ),
        line_break(),
        run("\ta\nb "),
        keep_next=True,
        keep_lines=False,
        page_break_before=True,
        tabs=(Tab(position_mm=80, kind="right", leader="dot"), Tab(position_mm=20)),
        spacing=Spacing(before_pt=6, after_pt=0, line_pt=18, line_rule="atLeast"),
        indent=Indent(left_mm=10, right_mm=0, first_line_mm=-10),
        alignment="both",
        outline_level=2,
        mark_size_pt=1,
    )
    cell = enclosed(
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'
        '<w:tr><w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>',
        everything,
        "</w:tc></w:tr></w:tbl>",
        kind=FragmentKind.BLOCKS,
    )
    wide = Section(
        orientation=Orientation.LANDSCAPE, restart_numbering=True, first_footer=BLANK, first_header=BLANK
    )
    body = blocks(
        everything,
        cell,
        paragraph(None, note("một"), hyperlink("https://vi.du", run("x")), bookmark("a", run("x"))),
        section_break(wide),
        raw_blocks("<w:p/>"),
        section_break(Section(first_page_number_hidden=True)),
        paragraph(None, note("hai")),
    )
    assert_good(Template(built(a4)).render({"appendices": body}))


def test_comments_beside_their_paragraphs_keep_to_the_schema(assert_good: Judge) -> None:
    wrong = letter("Mở đầu", "Số {{ a b }} nhé", header="{{ d", table=[["{{ c | nosuch }}"]])
    copy = commented(wrong, lint(wrong), language="vi")
    assert_good(copy, commented(copy, lint(wrong), language="en"))
