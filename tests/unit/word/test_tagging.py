"""What Word, LibreOffice and WPS do to tags while they are typed is read through; no tag reaches a letter."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections import namedtuple

import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from congvan.opc import custom_properties, read_package, stamp
from congvan.problems import RenderError, TemplateError
from congvan.word import Template
from tests.support.wordfiles import built, letter, part, texts, with_part

DOCUMENT = "word/document.xml"


def paragraph_of(markup: str) -> Template:
    def change(document: str) -> str:
        return document.replace("<w:p><w:r><w:t>DẤU</w:t></w:r></w:p>", f"<w:p>{markup}</w:p>")

    return Template(with_part(letter("DẤU"), DOCUMENT, change))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


BETWEEN = [
    "",
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="7" w:name="x"/>',
    '<w:bookmarkEnd w:id="7"/>',
    '<w:commentRangeStart w:id="3"/>',
    "<w:r><w:br/></w:r>",
    "<w:r><w:tab/></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr></w:r>",
    '<w:del w:id="1" w:author="a"><w:r><w:delText>}}</w:delText></w:r></w:del>',
    '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:moveFrom>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    '<w:permStart w:id="1" w:edGrp="everyone"/>',
]


@pytest.mark.parametrize("between", BETWEEN)
def test_whatever_stands_between_its_halves_a_tag_is_one(between: str) -> None:
    halves = ("{", "{ na", "me | up", "per }", "}")
    template = paragraph_of(run("a ") + between.join(map(run, halves)) + run(" b"))
    assert texts(template.render({"name": "x"})) == ["a X b"]


@pytest.mark.parametrize("wrapper", ["ins", "moveTo", "smartTag", "hyperlink", "customXml"])
def test_a_tag_half_wrapped_is_one(wrapper: str) -> None:
    said = ' w:id="1" w:author="a"' if wrapper in ("ins", "moveTo") else ""
    template = paragraph_of(run("{{ na") + f"<w:{wrapper}{said}>{run('me }}')}</w:{wrapper}>")
    assert ">x<" in part(template.render({"name": "x"}), DOCUMENT)


@settings(max_examples=30)
@given(st.text("{}%# ab\"'“”|-", max_size=14), st.data())
def test_no_delimiter_of_a_tag_reaches_a_letter(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))

    def build(document: Document) -> None:
        line = document.add_paragraph()
        line.add_run(text[:cut])
        line.add_run(text[cut:])

    try:
        result = Template(built(build), missing="blank").render({"a": "A", "b": "B", "ab": 1})
    except (TemplateError, RenderError, ValueError):
        # What python-docx cannot write (control characters) is no template.
        return
    said = texts(result)[0]
    # What a tag itself says in quotation marks, or between raw and endraw, is text.
    assert not any(mark in said for mark in ("{{", "{%", "{#")) or re.search("raw|['\"“”]", text)


def test_curly_quotes_inside_a_literal_stay() -> None:
    template = Template(letter('{{ a | default("“trích”") }} {{ b | default(“c”) }}'))
    assert texts(template.render({})) == ["“trích” c"]


def test_spaces_that_do_not_break_are_spaces_in_a_tag() -> None:
    assert texts(Template(letter("{%\xa0if\xa0a\xa0%}có{%\u202fendif %}")).render({"a": 1})) == ["có"]


def test_a_section_that_ends_with_a_tags_paragraph_still_ends_there() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("trước")
        document.add_section()
        document.add_paragraph("sau")

    def change(markup: str) -> str:
        return markup.replace("<w:p><w:pPr><w:sectPr", "<w:p>§<w:pPr><w:sectPr").replace("§", "")

    data = with_part(built(build), DOCUMENT, change)
    moved = with_part(
        data,
        DOCUMENT,
        lambda markup: markup.replace("</w:pPr></w:p>", f"</w:pPr>{run('{%p if a %}')}</w:p>", 1).replace(
            "<w:t>sau</w:t>", "<w:t>{%p endif %}</w:t>"
        ),
    )
    result = Template(moved).render({"a": True})
    assert part(result, DOCUMENT).count("<w:sectPr") == 2


def test_custom_properties_are_filled_in() -> None:
    data = stamp(letter("x"), {"Trích yếu": "{{ a }}"})
    result = Template(data).render({"a": "R&D"})
    assert custom_properties(read_package(result))["Trích yếu"] == "R&D"


def test_core_properties_written_twice_are_read_once() -> None:
    held = io.BytesIO(letter("{{ a }}"))
    core = read_package(held.getvalue()).read("docProps/core.xml")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(held, "a") as archive:
        archive.writestr("docProps/core.xml", core)
    result = Template(held.getvalue()).render({"a": 1})
    assert read_package(result).names.count("docProps/core.xml") == 1
    assert texts(result) == ["1"]


def test_dataclasses_and_named_tuples_are_data() -> None:
    pair = namedtuple("pair", "name size")

    @dataclasses.dataclass
    class Record:
        name: str

        def act(self) -> str:
            raise AssertionError

    template = Template(letter("{{ a.name }} {{ b.name }} {{ b.size }}"))
    assert texts(template.render({"a": Record("x"), "b": pair("y", 2)})) == ["x y 2"]
    for tag in ("{{ a.act() }}", "{{ a.__dict__ }}", "{{ a.__dataclass_fields__ }}", "{{ b._asdict() }}"):
        with pytest.raises(Exception, match=r"congvan\.tags\."):
            Template(letter(tag)).render({"a": Record("x"), "b": pair("y", 2)})
