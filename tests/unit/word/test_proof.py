"""What a template may leave open, what it may leave empty, and which ids it may repeat."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from congvan.problems import TemplateError
from congvan.word.fragment import BLANK, blocks, paragraph, raw_blocks, run
from congvan.word.template import Template
from tests.support.drawn import Added, with_added
from tests.support.tagged import looped
from tests.support.wordfiles import built, cells, letter, part, texts

DOCUMENT = "word/document.xml"


@pytest.mark.parametrize(
    "lines",
    [
        ("a {% if yes %}b", "c{% endif %} d"),
        ("{% for x in xs %}a {{ x }}", "b {% endfor %}c"),
        ("{% if yes %}a", "b{% elif xs %}c", "d{% else %}e", "f{% endif %}"),
        ("a {% if yes %}b", "{% else %}c{% endif %} d"),
        ("{%p set block %}", "a {{ yes }}", "{%p endset %}", "{{p block }}"),
        ("{%p macro m(x) %}", "a {{ x }}", "{%p endmacro %}", "{{p m(1) }}", "{{p m(2) }}"),
        ("{% set t %}a & {{ yes }}{% endset %}x {{ t }} y",),
    ],
)
@pytest.mark.parametrize("yes", ["có", ""])
@pytest.mark.parametrize("xs", [[], [1], [1, 2, 3]])
def test_every_way_through_a_template_is_whole(lines: tuple[str, ...], yes: str, xs: list[int]) -> None:
    assert texts(Template(letter(*lines)).render({"yes": yes, "xs": xs}))


def test_what_another_part_leaves_open_is_told_with_the_part() -> None:
    with pytest.raises(TemplateError) as caught:
        Template(letter("fine {{ a }}", table=[["{%tr if a %}", ""], ["x{% endif %}", "y"]]))
    assert [problem.code for problem in caught.value.problems] == ["congvan.word.unbalanced-tag"]


GRID = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
TABLES: list[tuple[list[list[str]], dict[str, Any]]] = [
    ([["{%tr for x in xs %}", ""], ["{{ x }}", "a"], ["{%tr endfor %}", ""]], {"xs": []}),
    ([["{{p x }}", "a"]], {"x": BLANK}),
    (
        [["{{p x }}", "a"]],
        {"x": raw_blocks("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")},
    ),
    ([["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"]], {"xs": []}),
    ([["{%tc if no %}", "{{ x }}", "{%tc endif %}"], ["a", "b", "c"]], {"no": False, "x": 1}),
]


@pytest.mark.parametrize(("table", "values"), TABLES)
def test_no_cell_row_or_table_is_left_empty(table: list[list[str]], values: dict[str, Any]) -> None:
    Template(letter("Bảng", table=table)).render(values)


def test_a_paragraph_that_goes_leaves_its_cell_another() -> None:
    def build(document: Document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.paragraphs[0].text = "{%p if yes %}"
        for text in ("{{ yes }}", "{%p endif %}"):
            cell.add_paragraph(text)

    template = Template(built(build))
    assert cells(template.render({"yes": "có"})) == [["có"]]
    assert cells(template.render({"yes": ""})) == [[""]]


def test_a_table_whose_head_stays_needs_no_look_after_a_render() -> None:
    table = [["Tên"], ["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"]]
    template = Template(letter("Bảng", table=table))
    assert [sheet.unsure for sheet in template._blueprint.sheets] == [False]
    assert cells(template.render({"xs": ["a", "b"]})) == [["Tên"], ["a"], ["b"]]


def test_numbers_of_paragraphs_are_not_repeated_by_a_loop() -> None:
    def build(document: Document) -> None:
        for text in ("{%p for x in xs %}", "{{ x }}", "{%p endfor %}", "cuối"):
            line = document.add_paragraph(text)._p
            line.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"00{len(text):06X}")

    markup = part(Template(built(build)).render({"xs": [1, 2, 3]}), DOCUMENT)
    assert len(re.findall("w14:paraId=", markup)) == 1


def test_drawings_repeated_by_a_loop_get_numbers_of_their_own() -> None:
    drawing = (
        f"<w:r {nsdecls('w', 'wp', 'a')}><w:drawing><wp:inline><wp:extent cx='1' cy='1'/>"
        "<wp:docPr id='7' name='dấu'/><a:graphic><a:graphicData uri='x'/></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )

    def build(document: Document) -> None:
        document.add_paragraph("{%p for x in xs %}")
        document.add_paragraph("{{ x }}")._p.append(parse_xml(drawing))
        document.add_paragraph("{%p endfor %}")

    markup = part(Template(built(build)).render({"xs": "abc"}), DOCUMENT)
    assert re.findall(r'docPr id="(\d+)"', markup) == ["1", "2", "3"]


def test_text_of_a_macro_inside_an_attribute_stays_text() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{% set colour %}{{ x }}{% endset %}")
        table = document.add_table(rows=1, cols=1)
        table.cell(0, 0).text = "{% cellbg colour %}a"

    data = Template(built(build)).render({"x": "FF0000"})
    assert 'w:fill="FF0000"' in part(data, DOCUMENT)


def test_a_fragment_may_bring_a_bookmark_the_template_has() -> None:
    from congvan.word.fragment import bookmark

    def build(document: Document) -> None:
        line = document.add_paragraph("{{ x }}")._p
        for name in ("bookmarkStart", "bookmarkEnd"):
            line.append(parse_xml(f"<w:{name} {nsdecls('w')} w:id='10001' w:name='noi'/>"))

    data = Template(built(build)).render({"x": bookmark("noi", run("a"))})
    assert part(data, DOCUMENT).count("<w:bookmarkStart") == 1
    assert blocks(paragraph(None)).pieces


def noted(kind: str) -> bytes:
    """A file with a note of a kind and a reference to it."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = f"<w:p><w:r><w:{kind}Ref/><w:t>chú thích {{{{ a }}}}</w:t></w:r></w:p>"
    markup = f'<w:{kind}s {w}><w:{kind} w:id="4">{said}</w:{kind}></w:{kind}s>'
    media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    shown = f'<w:p><w:r><w:{kind}Reference w:id="4"/></w:r></w:p>'
    return with_added(letter("x"), Added(f"word/{kind}s.xml", f"{kind}s", media, markup), shown)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_every_turn_of_a_loop_has_a_note_of_its_own(kind: str) -> None:
    template, values = Template(looped(noted(kind))), {"xs": [1, 2, 3], "a": "R&D"}
    data = template.render(values)
    assert re.findall(rf'{kind}Reference w:id="(\d+)"', part(data, DOCUMENT)) == ["4", "5", "6"]
    notes = part(data, f"word/{kind}s.xml")
    assert re.findall(rf'<w:{kind} w:id="(\d+)"', notes) == ["4", "5", "6"]
    assert notes.count("chú thích R&amp;D") == 3
    assert Template(looped(noted(kind)), compiled=template.compiled_form()).render(values) == data
    single = template.render(values | {"xs": [1]})
    assert re.findall(rf'{kind}Reference w:id="(\d+)"', part(single, DOCUMENT)) == ["4"]
