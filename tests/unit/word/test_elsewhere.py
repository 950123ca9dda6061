"""Tags outside the text of the body: charts, SmartArt, comments, equations, fields, properties, data."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from congvan.problems import TemplateError
from congvan.word import Template
from congvan.word.linting import commented, lint
from tests.support.drawn import (
    with_building_block,
    with_chart,
    with_comment,
    with_custom_data,
    with_smart_art,
)
from tests.support.schema import schema_errors
from tests.support.wordfiles import built, letter, part, with_part

NASTY = {"ten": 'Sở <A> & "B" {{ x }}', "nhan": "R&D", "co": True, "so": 7}
SHOWN = "Sở &lt;A&gt; &amp; "
PLAIN = letter("Thân {{ so }}")
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def in_body(markup: str) -> bytes:
    return with_part(
        PLAIN, "word/document.xml", lambda body: body.replace("<w:sectPr", f"{markup}<w:sectPr", 1)
    )


def problems_of(data: bytes) -> list[tuple[str, str | None, str | None]]:
    with pytest.raises(TemplateError) as caught:
        Template(data)
    return [
        (item.code.removeprefix("congvan."), item.place.part, item.place.near)
        for item in caught.value.problems
    ]


FILLED: dict[str, tuple[bytes, str, str]] = {
    "chart": (with_chart(PLAIN, "Biểu {", "{ ten ", "}} xong"), "word/charts/chart1.xml", SHOWN),
    "categories of a chart": (with_chart(PLAIN, "a"), "word/charts/chart1.xml", "<c:v>R&amp;D</c:v>"),
    "SmartArt": (with_smart_art(PLAIN, "{{ te", "n }}"), "word/diagrams/data1.xml", SHOWN),
    "block in SmartArt": (
        with_smart_art(PLAIN, "{% if co ", "%}có{% en", "dif %}"),
        "word/diagrams/data1.xml",
        "<a:t>có</a:t>",
    ),
    "comment": (with_comment(PLAIN, "ý {", "{ ten }}"), "word/comments.xml", SHOWN),
    "equation": (
        in_body(
            f"<w:p><m:oMath {M}><m:r><m:t>{{{{</m:t></m:r><m:r><m:t> so }}}}</m:t></m:r></m:oMath></w:p>"
        ),
        "word/document.xml",
        "<m:t>7</m:t>",
    ),
    "field": (
        in_body(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>QUOTE {{ s</w:instrText></w:r>"
            '<w:r><w:instrText>o }}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "word/document.xml",
        "<w:instrText>QUOTE 7</w:instrText>",
    ),
    "simple field": (
        in_body('<w:p><w:fldSimple w:instr="QUOTE {{ nhan }}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
        "word/document.xml",
        'w:instr="QUOTE R&amp;D"',
    ),
    "alternative text": (
        in_body(
            '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" alt="{{ ten }}"/>'
            "</w:pict></w:r></w:p>"
        ),
        "word/document.xml",
        f'alt="{SHOWN}&quot;B&quot; {{{{ x }}}}"',
    ),
    "custom data": (
        with_custom_data(PLAIN, '<d xmlns="urn:d" c="{{ so }}"><e>{{ nhan }}</e>{{ so }}</d>'),
        "customXml/item1.xml",
        'c="7"><e>R&amp;D</e>7</d>',
    ),
    "building block": (
        with_building_block(PLAIN, "{{ nhan }}"),
        "word/glossary/document.xml",
        "R&amp;D</w:t>",
    ),
    "application's properties": (
        with_part(
            PLAIN,
            "docProps/app.xml",
            lambda xml: xml.replace("<Manager/>", "<Manager>{{ nhan }}</Manager>"),
        ),
        "docProps/app.xml",
        "<Manager>R&amp;D",
    ),
}


@pytest.mark.parametrize("where", FILLED)
def test_tags_are_filled_in_wherever_they_stand(where: str) -> None:
    data, name, shown = FILLED[where]
    template = Template(data)
    assert template.names <= NASTY.keys()
    written = template.render(NASTY)
    assert shown in part(written, name)
    again = Template(data, compiled=template.compiled_form())
    assert again.render(NASTY) == written


def test_what_is_filled_in_there_keeps_to_the_schema(tmp_path: Path) -> None:
    # A diagram would need four parts more.
    files = []
    for where in ("chart", "comment", "equation", "alternative text"):
        files.append(tmp_path / f"{where}.docx")
        files[-1].write_bytes(Template(FILLED[where][0]).render(NASTY))
    assert schema_errors(files) == {file: [] for file in files}


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
