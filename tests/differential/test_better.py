"""Where congvan differs from docxtpl it does so on purpose: what each makes of the same template."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docxtpl import DocxTemplate, RichText
from jinja2 import TemplateError as JinjaError

from congvan.problems import RenderError, TemplateError
from congvan.word import Template, subdocument
from tests.differential.cases import CASES, VALUES
from tests.support.schema import schema_errors
from tests.support.wordfiles import built, cells, letter, part, texts

DOCUMENT = "word/document.xml"


def by_docxtpl(data: bytes, **values: object) -> bytes:
    template = DocxTemplate(io.BytesIO(data))
    template.render(values)
    held = io.BytesIO()
    template.save(held)
    return held.getvalue()


def code_of(make: Callable[[], object]) -> str:
    with pytest.raises((TemplateError, RenderError)) as caught:
        make()
    return caught.value.problems[0].code.removeprefix("congvan.")


def test_special_characters_stay() -> None:
    data = letter("{{ a }}")
    assert texts(by_docxtpl(data, a="R&D")) != ["R&D"]
    assert texts(Template(data).render({"a": "R&D x < y"})) == ["R&D x < y"]


def test_a_name_without_a_value_is_no_blank() -> None:
    data = letter("Số {{ so }}")
    assert texts(by_docxtpl(data)) == ["Số "]
    assert code_of(lambda: Template(data).render({})) == "tags.unknown-name"
    assert texts(Template(data, missing="blank").render({})) == ["Số "]
    assert texts(Template(data, missing="mark").render({})) == ["Số «so»"]


def test_none_and_booleans_are_not_printed() -> None:
    data = letter("{{ a }}")
    assert texts(by_docxtpl(data, a=None)) == ["None"]
    values: list[object] = [None, True, [1], {"b": 1}]
    for value in values:
        assert code_of(partial(Template(data).render, {"a": value})) == "tags.not-printable"


def test_numbers_and_dates_read_as_in_a_letter() -> None:
    from datetime import date

    data = letter("{{ a }} {{ b }}")
    values = {"a": 1.5, "b": date(2027, 4, 15)}
    assert texts(by_docxtpl(data, **values)) == ["1.5 2027-04-15"]
    assert texts(Template(data).render(values)) == ["1,5 15/4/2027"]


def test_templates_run_no_python() -> None:
    data = letter("{{ ''.__class__ }}")
    assert "class" in texts(by_docxtpl(data))[0] or texts(by_docxtpl(data)) == [""]
    assert code_of(lambda: Template(data).render({})) == "tags.forbidden"


def test_methods_and_attributes_of_objects_are_out_of_reach() -> None:
    class Record:
        name = "tên"

    data = letter("{{ a.name }}")
    assert texts(by_docxtpl(data, a=Record())) == ["tên"]
    assert code_of(lambda: Template(data).render({"a": Record()})) == "tags.unknown-name"
    assert texts(Template(data).render({"a": {"name": "tên"}})) == ["tên"]


@pytest.mark.parametrize("tag", ["{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}"])
def test_other_files_are_never_loaded(tag: str) -> None:
    with pytest.raises((JinjaError, TypeError)):
        by_docxtpl(letter(tag))
    assert code_of(lambda: Template(letter(tag))) == "tags.unsupported-tag"


def test_rich_text_keeps_the_look_of_its_tag() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("a {{r x }} b").italic = True

    data = built(build)
    ours = part(Template(data).render({"x": RichText("X", bold=True)}), DOCUMENT)
    theirs = part(by_docxtpl(data, x=RichText("X", bold=True)), DOCUMENT)
    assert (ours.count("<w:i/>"), theirs.count("<w:i/>")) == (3, 1)


def test_an_inserted_tag_is_a_single_name_too() -> None:
    assert texts(Template(letter("{{p }}{{r }}")).render({"p": 1, "r": 2})) == ["12"]


def test_what_comes_after_a_run_tag_looks_as_before() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("a {%r if yes %}b{%r endif %} c").italic = True

    data = built(build)
    assert part(Template(data).render({"yes": True}), DOCUMENT).count("<w:i/>") == 3
    assert part(by_docxtpl(data, yes=True), DOCUMENT).count("<w:i/>") == 1


def test_several_block_tags_share_a_paragraph() -> None:
    data = letter("{%p for x in xs %}{%p if x %}", "{{ x }}", "{%p endif %}{%p endfor %}")
    with pytest.raises(JinjaError):
        by_docxtpl(data, xs=[1, 0, 2])
    assert texts(Template(data).render({"xs": [1, 0, 2]})) == ["1", "2"]


def test_a_tag_that_would_be_lost_is_told() -> None:
    data = letter("x", table=[["{%tr if yes %}", "{{ a }}"], ["b", "c"], ["{%tr endif %}", ""]])
    assert cells(by_docxtpl(data, yes=True, a="mất")) == [["b", "c"]]
    assert code_of(lambda: Template(data)) == "word.tag-is-lost"


def test_a_tag_over_two_paragraphs_keeps_its_words_apart() -> None:
    data = letter("{% if yes", "and more %}có{% endif %}")
    assert texts(Template(data).render({"yes": True, "more": True})) == ["có"]


def test_a_lone_delimiter_is_told() -> None:
    for text in ("{{ a", "a }}", "{% if", "x %}"):
        assert code_of(partial(Template, letter(text))) == "word.leftover-tag"


def test_text_before_a_merging_tag_stays() -> None:
    data = letter("trước", "đầu {%- if yes %} có{% endif %}")
    assert texts(by_docxtpl(data, yes=True)) == ["trước có"]
    assert texts(Template(data).render({"yes": True})) == ["trước", "đầu có"]


def test_tags_in_cells_are_written_in_the_schemas_order(tmp_path: Path) -> None:
    table = [
        ["{%tr for row in rows %}", ""],
        ["{% vm %}{% cellbg colour %}{% colspan 2 %}{{ row.n }}", "{{ row.name }}"],
        ["{%tr endfor %}", ""],
    ]
    data = letter("Bảng", table=table)
    files = [tmp_path / "congvan.docx", tmp_path / "docxtpl.docx"]
    files[0].write_bytes(Template(data).render(VALUES))
    files[1].write_bytes(by_docxtpl(data, **VALUES))
    found = schema_errors(files)
    assert found[files[0]] == []
    assert found[files[1]] != []


def test_colspan_makes_the_grid_as_wide_as_its_rows() -> None:
    data = letter("Bảng", table=[["{% colspan 2 %}gộp", "b"], ["c", "d"]])
    assert part(Template(data).render({}), DOCUMENT).count("<w:gridCol ") == 3
    assert part(by_docxtpl(data), DOCUMENT).count("<w:gridCol ") == 2


def test_colours_and_spans_that_word_does_not_know_are_refused() -> None:
    coloured = letter("x", table=[["{% cellbg c %}a"]])
    spanned = letter("x", table=[["{% colspan c %}a"]])
    assert 'w:fill="FF0000"' in part(Template(coloured).render({"c": "#FF0000"}), DOCUMENT)
    assert code_of(lambda: Template(coloured).render({"c": "đỏ"})) == "word.bad-colour"
    assert code_of(lambda: Template(spanned).render({"c": 0})) == "word.bad-span"


def test_cells_left_empty_get_their_paragraph(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.text = "{%p if yes %}"
        cell.add_paragraph("chữ")
        cell.add_paragraph("{%p endif %}")

    file = tmp_path / "a.docx"
    file.write_bytes(Template(built(build)).render({"yes": False}))
    assert schema_errors([file]) == {file: []}


def test_a_merged_cell_holds_its_words_once() -> None:
    table = [["{%tr for row in rows %}", ""], ["{% vm %}chung", "{{ row.n }}"], ["{%tr endfor %}", ""]]
    markup = part(Template(letter("x", table=table)).render(VALUES), DOCUMENT)
    assert markup.count(">chung<") == 1


def test_a_page_break_leaves_no_empty_paragraph() -> None:
    data = letter("{{ x }}")
    assert len(texts(by_docxtpl(data, x="a\fb"))) == 3
    assert [text.strip("\n") for text in texts(Template(data).render({"x": "a\fb"}))] == ["a", "b"]


def test_footnotes_are_filled_in_once_and_escaped() -> None:
    from congvan.word.fragment import footnote, footnote_mark, paragraph, run

    body = paragraph(None, footnote(paragraph(None, footnote_mark(), run("{{ x }} {{ '{{ y }}' }}"))))
    data = Template(letter("{{p body }}")).render({"body": body})
    markup = part(Template(data).render({"x": "<&>"}), "word/footnotes.xml")
    assert "&lt;&amp;&gt; {{ y }}" in markup


def test_text_boxes_are_filled_in() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:txbxContent>"

    def build(document: Document) -> None:
        document.add_paragraph("HỘP")

    from tests.support.wordfiles import with_part

    box = f"<w:r><w:pict>{inner}</w:pict></w:r>"
    data = with_part(built(build), DOCUMENT, lambda markup: markup.replace("</w:p>", f"{box}</w:p>", 1))
    assert ">chữ<" in part(Template(data).render({"a": "chữ"}), DOCUMENT)


def test_the_same_template_renders_again_and_again() -> None:
    template = Template(CASES["several-renders"].template)
    assert [texts(template.render({"a": number})) for number in range(3)] == [["0"], ["1"], ["2"]]


def test_a_subdocument_that_needs_merging_is_refused() -> None:
    def numbered(document: Document) -> None:
        document.add_paragraph("một").paragraph_format.element.get_or_add_pPr().get_or_add_numPr()

    assert code_of(lambda: subdocument(built(numbered))) == "word.subdocument-holds"


def test_embedded_objects_of_a_subdocument_are_refused() -> None:
    from tests.support.wordfiles import with_part

    data = with_part(
        letter("x"), DOCUMENT, lambda markup: markup.replace("</w:p>", "<w:r><w:object/></w:r></w:p>", 1)
    )
    assert code_of(lambda: subdocument(data)) == "word.subdocument-holds"


def test_nothing_printed_is_markup_or_an_invented_nought() -> None:
    assert texts(Template(letter("{{ a | safe }}")).render({"a": "<b>"})) == ["<b>"]
    assert texts(Template(letter("{{ a | urlize }}")).render({"a": "https://a.vn"})) == ["https://a.vn"]
    for name in ("int", "float"):
        data = letter(f"{{{{ a | {name} }}}}")
        assert texts(by_docxtpl(data, a="x"))[0].startswith("0")
        assert code_of(partial(Template(data).render, {"a": "x"})) == "tags.cannot-evaluate"
        assert texts(Template(letter(f"{{{{ a | {name}(5) }}}}")).render({"a": "x"})) == ["5"]


def test_python_docx_works_before_and_after() -> None:
    changed = docx.Document(io.BytesIO(letter("{{ a }}")))
    changed.add_paragraph("thêm {{ a }}")
    held = io.BytesIO()
    changed.save(held)
    made = docx.Document(io.BytesIO(Template(held.getvalue()).render({"a": "x"})))
    made.add_paragraph("sau")
    assert [line.text for line in made.paragraphs] == ["x", "thêm x", "sau"]
