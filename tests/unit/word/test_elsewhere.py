"""Tags outside the text of the body: charts, SmartArt, comments, equations, fields, properties, data."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from congvan.problems import TemplateError
from congvan.word import Template
from congvan.word.linting import commented, lint
from tests.support.drawn import (
    with_chart,
    with_comment,
    with_custom_data,
    with_smart_art,
)
from tests.support.tagged import FILLED, NASTY, PLAIN, in_body
from tests.support.wordfiles import built, letter, part, with_part


def problems_of(data: bytes) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(TemplateError) as caught:
        Template(data)
    return [
        (item.code.removeprefix("congvan."), item.place.part, item.place.near)
        for item in caught.value.problems
    ]


@pytest.mark.parametrize("where", FILLED)
def test_tags_are_filled_in_wherever_they_stand(where: str) -> None:
    data, name, shown = FILLED[where]
    template = Template(data)
    assert template.names <= NASTY.keys()
    written = template.render(NASTY)
    assert shown in part(written, name)
    again = Template(data, compiled=template.compiled_form())
    assert again.render(NASTY) == written


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (with_chart(PLAIN, "{{ ten"), ("word.leftover-tag", "chart 1", "{{ ten")),
        (with_chart(PLAIN, "{% for x in xs %}"), ("word.open-block", "chart 1", "{% for x in xs %}")),
        (with_smart_art(PLAIN, "a {% endif %}"), ("word.open-block", "diagram 1", "a {% endif %}")),
        (with_smart_art(PLAIN, "{%p if co %}"), ("word.misplaced-tag", "diagram 1", "{%p if co %}")),
        (with_smart_art(PLAIN, "{{r ten }}"), ("word.misplaced-tag", "diagram 1", "{{r ten }}")),
        (with_comment(PLAIN, "{{ ten }"), ("word.leftover-tag", "comment 7", "{{ ten }")),
        (
            with_custom_data(PLAIN, "<d>{{ a }}{% if b %}</d>"),
            ("word.open-block", "custom data 1", "{% if b %}"),
        ),
        (
            with_part(
                PLAIN, "word/styles.xml", lambda xml: xml.replace('w:val="Normal"', 'w:val="{{ a }}"', 1)
            ),
            ("word.tag-out-of-reach", "word/styles.xml", None),
        ),
    ],
)
def test_what_cannot_be_done_there_is_told_with_its_place(
    data: bytes, problem: tuple[str, str, str | None]
) -> None:
    assert problem in problems_of(data)


def linked(target: str) -> bytes:
    def build(document: Document) -> None:
        document.add_paragraph("a")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        document.part.relate_to(target, kind, is_external=True)

    return built(build)


@pytest.mark.parametrize("target", ["https://a.vn/{{ so }}", "https://a.vn/%7B%7B%20so%20%7D%7D"])
def test_tags_in_the_address_of_a_link_are_no_silent_loss(target: str) -> None:
    assert problems_of(linked(target)) == [("word.tag-out-of-reach", "word/_rels/document.xml.rels", None)]


JSON = 'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"itemData":{"issued":{"parts":[[2020]]}}}]}'
FOREIGN: dict[str, Callable[[], bytes]] = {
    "a reference manager's field": lambda: in_body(
        f"<w:p><w:r><w:instrText>{JSON}</w:instrText></w:r></w:p>"
    ),
    "an add-in's content control": lambda: in_body(
        '<w:sdt><w:sdtPr><w:tag w:val="{&quot;a&quot;:{&quot;b&quot;:1}}"/></w:sdtPr>'
        "<w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    ),
    "custom data": lambda: with_custom_data(PLAIN, '<d>{"a":{"b":1}}</d>'),
}


@pytest.mark.parametrize("whose", FOREIGN)
def test_json_of_other_programs_is_no_tag(whose: str) -> None:
    data = FOREIGN[whose]()
    assert docx.Document(io.BytesIO(Template(data).render({"so": 1}))).paragraphs[0].text == "Thân 1"


def test_a_commented_copy_is_a_template_like_any_other() -> None:
    wrong = letter("Số {{ so }", "{{ so }}")
    mended = commented(wrong, lint(wrong))
    copy = with_part(mended, "word/document.xml", lambda xml: xml.replace("{{ so }<", "{{ so }}<"))
    assert "Số 7" in part(Template(copy).render({"so": 7}), "word/document.xml")
