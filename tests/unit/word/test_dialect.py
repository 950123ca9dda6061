"""Whoever compiles a template adds filters and tests, says what a missing name does, exchanges pictures."""

from __future__ import annotations

import io
import pickle

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from congvan.opc import read_package
from congvan.problems import RenderError, TemplateError
from congvan.word import Template
from tests.support.wordfiles import built, letter, part, texts

ASKING = letter(
    "{{ a }}|{{ b.c }}|{{ b.c.d[0] }}|{% for x in xs %}{{ x }}{% endfor %}|"
    "{% if a %}có{% else %}không{% endif %}",
    "{{ a | upper }}|{{ a | default('khác') }}|{{ xs | first }}|{{ xs | map('upper') | join }}",
    header="{{ h }}",
)


def shout(value: object) -> str:
    return f"{value}!"


def is_late(value: object) -> bool:
    return value == "muộn"


def test_blank_prints_nothing_for_names_without_a_value() -> None:
    assert texts(Template(ASKING, missing="blank").render({})) == ["||||không", "|khác||"]


def test_mark_prints_the_name_itself() -> None:
    assert texts(Template(ASKING, missing="mark").render({})) == [
        "«a»|«b.c»|«b.c.d.0»||không",
        "«A»|khác||",
    ]


@pytest.mark.parametrize("missing", ["blank", "mark"])
def test_lenient_templates_print_what_there_is(missing: str) -> None:
    values = {"a": "x", "b": {"c": {"d": [1]}}, "xs": ["y"], "h": "z"}
    template = letter("{{ a }} {{ b.c.d[0] }} {{ xs | first }}", header="{{ h }}")
    assert texts(Template(template, missing=missing).render(values)) == ["x 1 y"]  # type: ignore[arg-type]


def test_other_ways_of_missing_are_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        Template(letter("a"), missing="ignore")  # type: ignore[arg-type]


def test_filters_and_tests_of_the_caller_work_wherever_tags_do() -> None:
    data = letter(
        "{{ a | shout }} {{ xs | map('shout') | join(' ') }} {{ 'trễ' if a is late else 'kịp' }}",
        "{{ a | upper }}",
        header="{{ a | shout | upper }}",
    )
    template = Template(data, filters={"shout": shout, "upper": shout}, tests={"late": is_late})
    result = template.render({"a": "muộn", "xs": [1, 2]})
    assert texts(result) == ["muộn! 1! 2! trễ", "muộn!"]
    assert "muộn!!" in part(result, "word/header1.xml")
    assert pickle.loads(pickle.dumps(template)).render({"a": "muộn", "xs": [1, 2]}) == result


def test_filters_of_one_template_are_not_those_of_another() -> None:
    Template(letter("{{ a | shout }}"), filters={"shout": shout})
    with pytest.raises(TemplateError) as caught:
        Template(letter("{{ a | shout }}"))
    assert caught.value.problems[0].code == "congvan.tags.unknown-filter"


def test_a_filter_that_fails_is_told_with_its_place() -> None:
    def fail(value: object) -> str:
        raise ValueError("hỏng")

    with pytest.raises(RenderError) as caught:
        Template(letter("Số {{ a | fail }}"), filters={"fail": fail}).render({"a": 1})
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.near) == ("congvan.tags.cannot-evaluate", "Số {{ a | fail }}")


def test_what_a_filter_makes_is_text_too() -> None:
    template = Template(letter("{{ a | tagged }}"), filters={"tagged": lambda value: f"<w:br/>{value}"})
    assert texts(template.render({"a": "&"})) == ["<w:br/>&"]


def image_bytes(colour: str, kind: str = "PNG") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (8, 4), colour).save(held, kind)
    return held.getvalue()


def pictured() -> Template:
    def build(document: Document) -> None:
        document.add_paragraph("{{ x }}").add_run().add_picture(io.BytesIO(image_bytes("red")))
        for element in document.element.iter():
            if element.tag.endswith("}docPr"):
                element.set("descr", "chữ ký")
        header = document.sections[0].header.paragraphs[0]
        header.add_run().add_picture(io.BytesIO(image_bytes("blue")))
        for element in header._p.iter():
            if element.tag.endswith("}docPr"):
                element.set("title", "biểu trưng")

    return Template(built(build))


def media(data: bytes) -> set[bytes]:
    package = read_package(data)
    return {package.read(name) for name in package.names if "/media/" in name}


def test_pictures_are_exchanged_by_the_name_they_have_in_word() -> None:
    green, jpeg = image_bytes("green"), image_bytes("white", "JPEG")
    template = pictured()
    data = template.render({"x": 1}, pictures={"chữ ký": green, "biểu trưng": jpeg})
    assert media(data) == {green, jpeg}
    assert "image/jpeg" in part(data, "[Content_Types].xml")
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 1
    assert media(template.render({"x": 1})) == {image_bytes("red"), image_bytes("blue")}


def test_media_are_exchanged_by_the_name_of_their_file() -> None:
    green = image_bytes("green")
    assert green in media(pictured().render({"x": 1}, media={"image1.png": green}))


def test_every_unknown_picture_is_told() -> None:
    with pytest.raises(RenderError) as caught:
        pictured().render({"x": 1}, pictures={"a": b"", "b": b""}, media={"c.png": b""})
    assert [problem.code for problem in caught.value.problems] == ["congvan.word.unknown-picture"] * 3
    assert "biểu trưng" in caught.value.problems[0].hint("vi")


COUNTED = letter("{% for x in xs %}{{ x | string | length }},{% endfor %}")
STRICT, BLANK = Template(COUNTED), Template(COUNTED, missing="blank")


@given(st.lists(st.text(max_size=8), max_size=4))
def test_lenient_and_strict_agree_where_all_is_there(values: list[str]) -> None:
    assert STRICT.render({"xs": values}) == BLANK.render({"xs": values})
