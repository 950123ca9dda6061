"""A Word template is compiled once; whatever values it is given, the letter is whole and says them."""

from __future__ import annotations

import io
import pickle
import threading
from pathlib import Path
from unicodedata import normalize

import docx
import pytest
from docx.document import Document
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from congvan.opc import read_package, stamp
from congvan.problems import CongvanError, RenderError, TemplateError
from congvan.word.fragment import blocks, paragraph, run
from congvan.word.styles import StyleKind
from congvan.word.template import Template
from tests.support.wordfiles import built, cells, letter, part, texts, with_part

GREETING = Template(letter("Kính gửi: {{ name }}"))

permitted = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n"), max_size=40
)


def codes(error: CongvanError) -> list[str]:
    for problem in error.problems:
        for language in ("vi", "en"):
            assert problem.code not in problem.message(language)
            assert "#hint" not in problem.hint(language)
    return [problem.code.removeprefix("congvan.") for problem in error.problems]


@pytest.mark.parametrize(
    "text",
    [
        "A & B",
        "x < y > z",
        "{{ b }} {% c %} {#",
        "''\"\"",
        "&amp;",
        "]]>",
        " hai đầu ",
        "<w:p/>",
        "”“",
        "R&D",
    ],
)
def test_values_are_text_whatever_they_hold(text: str) -> None:
    assert texts(GREETING.render({"name": text})) == [f"Kính gửi: {text}"]


@given(permitted)
def test_any_permitted_text_is_found_in_the_letter(text: str) -> None:
    expected = normalize("NFC", f"Kính gửi: {text}")
    assert texts(GREETING.render({"name": text})) == [expected]


def test_text_typed_in_parts_becomes_whole_letters() -> None:
    decomposed = normalize("NFD", "Sở Nội vụ")
    assert texts(GREETING.render({"name": decomposed})) == ["Kính gửi: Sở Nội vụ"]


def test_newlines_and_tabs_become_words_own() -> None:
    data = GREETING.render({"name": "một\nhai\tba"})
    assert "<w:br/>" in part(data, "word/document.xml")
    assert "<w:tab/>" in part(data, "word/document.xml")
    assert texts(data) == ["Kính gửi: một\nhai\tba"]


def test_the_same_values_give_the_same_bytes() -> None:
    assert GREETING.render({"name": "a"}) == GREETING.render({"name": "a"})
    assert Template(letter("{{ a }}")).render({"a": 1}) == Template(letter("{{ a }}")).render({"a": 1})


def test_what_has_no_tags_is_copied_as_it_was() -> None:
    source = read_package(letter("{{ a }}", header="Đầu trang"))
    result = read_package(Template(source.data()).render({"a": 1}))
    before = {member.name: member.data for member in source.members}
    after = {member.name: member.data for member in result.members}
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_tags_in_headers_footers_and_properties_are_filled() -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ head }}"
        document.sections[0].footer.paragraphs[0].text = "{{ foot }}"
        document.core_properties.title = "{{ title }}"
        document.core_properties.author = "R&D"

    template = Template(built(build))
    assert template.names == {"head", "foot", "title"}
    document = docx.Document(io.BytesIO(template.render({"head": "<1>", "foot": "2", "title": "a & b"})))
    assert document.sections[0].header.paragraphs[0].text == "<1>"
    assert document.sections[0].footer.paragraphs[0].text == "2"
    assert (document.core_properties.title, document.core_properties.author) == ("a & b", "R&D")


def test_a_tag_split_over_runs_is_one_tag() -> None:
    def build(document: Document) -> None:
        line = document.add_paragraph()
        for piece in ("{", "{ na", "me", " }", "}"):
            line.add_run(piece).bold = True

    assert texts(Template(built(build)).render({"name": "Sở Nội vụ"})) == ["Sở Nội vụ"]


def test_curly_quotes_in_a_tag_are_straight_and_ampersands_plain() -> None:
    template = Template(letter("{{ name | default(“trống”) }} {{ '&' ~ 'a < b' }}"))
    assert texts(template.render({})) == ["trống &a < b"]


def test_rows_repeat_and_a_table_without_rows_is_gone() -> None:
    template = Template(
        letter(
            "Bảng",
            table=[
                ["{%tr for row in rows %}", ""],
                ["{{ row.n }}", "{{ row.name }}"],
                ["{%tr endfor %}", ""],
            ],
        )
    )
    rows = [{"n": 1, "name": "a"}, {"n": 2, "name": "b"}]
    assert cells(template.render({"rows": rows})) == [["1", "a"], ["2", "b"]]
    assert "<w:tbl>" not in part(template.render({"rows": []}), "word/document.xml")


def test_columns_repeat_and_the_grid_follows() -> None:
    template = Template(letter("Bảng", table=[["{%tc for c in names %}", "{{ c }}", "{%tc endfor %}"]]))
    data = template.render({"names": ["a", "b", "c", "d", "e"]})
    assert cells(data) == [["a", "b", "c", "d", "e"]]
    assert part(data, "word/document.xml").count("<w:gridCol") == 5


def test_whole_paragraphs_come_and_go() -> None:
    template = Template(letter("{%p if long %}", "Đoạn dài", "{%p endif %}", "Cuối"))
    assert texts(template.render({"long": True})) == ["Đoạn dài", "Cuối"]
    assert texts(template.render({"long": False})) == ["Cuối"]


def test_escaped_delimiters_are_printed() -> None:
    template = Template(letter("{_{ a }_} {_% b %_} {{ c }}"))
    assert texts(template.render({"c": 1})) == ["{{ a }} {% b %} 1"]


def test_a_cell_left_empty_gets_the_paragraph_that_word_asks_for() -> None:
    template = Template(letter("Bảng", table=[["{{p body }}", "x"]]))
    assert cells(template.render({"body": blocks()})) == [["", "x"]]
    assert "<w:p/></w:tc>" in part(template.render({"body": blocks()}), "word/document.xml")


def test_every_problem_of_every_part_is_told_at_once_with_its_place() -> None:
    with pytest.raises(TemplateError) as caught:
        Template(letter("Số {{ a b }}", "{{ c | nosuch }}", header="{{ d", footer="e }}"))
    assert sorted(codes(caught.value)) == [
        "tags.syntax",
        "tags.unknown-filter",
        "word.leftover-tag",
        "word.leftover-tag",
    ]
    assert {problem.place.part for problem in caught.value.problems} == {"document", "header 1", "footer 1"}


def test_every_missing_name_is_told_at_once_with_the_text_around_it() -> None:
    with pytest.raises(RenderError) as caught:
        Template(letter("Số {{ number }} nhé", "{{ symbol }}", header="{{ head }}")).render({"symbols": 1})
    said = [(problem.place.part, problem.place.near) for problem in caught.value.problems]
    assert said == [
        ("document", "Số {{ number }} nhé"),
        ("document", "{{ symbol }}"),
        ("header 1", "{{ head }}"),
    ]
    assert codes(caught.value) == ["tags.unknown-name", "tags.unknown-name-near", "tags.unknown-name"]


def test_values_that_cannot_be_printed_are_told_at_once() -> None:
    template = Template(letter("{{ a }} {{ b }}", "{{ c }}"))
    with pytest.raises(RenderError) as caught:
        template.render({"a": None, "b": "\x08", "c": blocks(paragraph(None, run("x")))})
    assert codes(caught.value) == [
        "tags.not-printable",
        "word.forbidden-character",
        "word.misplaced-blocks",
    ]


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1f", "\ud800", "￾", "\x7f"])
def test_characters_that_word_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(RenderError) as caught:
        GREETING.render({"name": f"trước{text}sau"})
    assert codes(caught.value) == ["word.forbidden-character"]


@pytest.mark.parametrize(
    "lines",
    [
        ("{%p if a %}", "x {% endif %} y", "z"),
        ("x {% if a %} y", "{%p endif %}"),
        ("{%p for x in a %}", "x", "y {% endfor %}"),
        ("{% macro m() %}", "x", "{% endmacro %}"),
    ],
)
def test_tags_that_some_values_would_unbalance_are_refused_for_all(lines: tuple[str, ...]) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(letter(*lines))
    assert set(codes(caught.value)) == {"word.unbalanced-tag"}
    assert caught.value.problems[0].place.part == "document"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ self.__init__.__globals__.__builtins__ }}",
        "{{ name.__class__ }}",
        "{{ name | attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ '%c' * 999999999 }}",
        "{{ range(99999999999) | list }}",
        "{{ 'a'.format.__self__ }}",
    ],
)
@pytest.mark.parametrize("place", ["body", "header", "title"])
def test_a_strangers_template_reaches_nothing(tag: str, place: str) -> None:
    def build(document: Document) -> None:
        if place == "body":
            document.add_paragraph(tag)
        elif place == "header":
            document.sections[0].header.paragraphs[0].text = tag
        else:
            document.core_properties.title = tag

    with pytest.raises((TemplateError, RenderError)) as caught:
        Template(built(build)).render({"name": "x"})
    assert all(code.startswith("tags.") for code in codes(caught.value))


def test_a_value_cannot_be_markup_by_any_other_name() -> None:
    from markupsafe import Markup

    data = GREETING.render({"name": Markup("<w:br/>")})
    assert texts(data) == ["Kính gửi: <w:br/>"]


def test_tracked_changes_in_a_template_are_read_as_accepted() -> None:
    kept = '<w:ins w:id="1" w:author="a"><w:r><w:t>{{ thêm }} </w:t></w:r></w:ins>'
    gone = '<w:del w:id="2" w:author="a"><w:r><w:delText>{{ bớt }}</w:delText></w:r></w:del>'
    data = with_part(
        letter("{{ a }}"),
        "word/document.xml",
        lambda markup: markup.replace("<w:p>", f"<w:p>{kept}{gone}", 1),
    )
    result = Template(data).render({"a": 1, "thêm": "đã thêm"})
    assert texts(result) == ["đã thêm 1"]
    assert "w:ins" not in part(result, "word/document.xml")


def test_other_files_are_named_for_what_they_are(tmp_path: Path) -> None:
    workbook = read_package(letter("a")).with_parts({"_rels/.rels": None})
    for data, code in ((b"PDF", "opc.not-a-package"), (workbook, "word.not-a-word-file")):
        with pytest.raises(TemplateError) as caught:
            Template(data)
        assert codes(caught.value) == [code]
    with pytest.raises(TemplateError) as caught:
        Template(tmp_path / "không có.docx")
    assert codes(caught.value) == ["word.no-such-template"]


def test_a_template_is_read_from_a_path_bytes_or_a_file(tmp_path: Path) -> None:
    data = letter("{{ a }}")
    path = tmp_path / "mẫu.docx"
    path.write_bytes(data)
    with path.open("rb") as file:
        made = [Template(source).render({"a": 1}) for source in (path, str(path), data, file)]
    assert len(set(made)) == 1


def test_a_template_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(GREETING))
    assert again.render({"name": "a"}) == GREETING.render({"name": "a"})


def test_one_template_serves_many_threads() -> None:
    results: dict[int, list[str]] = {}

    def work(number: int) -> None:
        results[number] = texts(GREETING.render({"name": str(number)}))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: [f"Kính gửi: {number}"] for number in range(8)}


def test_styles_are_known_by_name_with_what_they_come_to() -> None:
    def build(document: Document) -> None:
        document.styles["Normal"].font.size = Pt(14)
        document.styles["Normal"].font.name = "Times New Roman"
        parent = document.styles.add_style("CV Khoản", 1)
        parent.base_style = document.styles["Normal"]
        parent.font.bold = True
        child = document.styles.add_style("CV Điểm", 1)
        child.base_style = parent
        child.font.italic = True

    style = Template(built(build)).styles["CV Điểm"]
    assert (style.kind, style.size_pt, style.bold, style.italic, style.font) == (
        StyleKind.PARAGRAPH,
        14.0,
        True,
        True,
        "Times New Roman",
    )


def test_the_page_is_that_of_the_last_section() -> None:
    def build(document: Document) -> None:
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.top_margin = section.bottom_margin = Mm(20)

    page = Template(built(build)).page
    assert round(page.text_width_mm, 1) == 165.0
    assert round(page.text_height_mm, 1) == 257.0
    assert round(page.turned().text_width_mm, 1) == 252.0


def test_custom_properties_are_told() -> None:
    template = Template(stamp(letter("{{ a }}"), {"congvan.template": "1"}))
    assert template.properties["congvan.template"] == "1"


def test_names_that_have_a_default_are_optional() -> None:
    template = Template(letter("{{ a }} {{ b | default('') }}", header="{{ c | d('') }} {{ a | d('') }}"))
    assert (sorted(template.names), sorted(template.optional_names)) == (["a", "b", "c"], ["b", "c"])
