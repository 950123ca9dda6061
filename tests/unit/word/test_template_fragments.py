"""Fragments: the one way markup enters; what they need of the package is allotted at each render."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.document import Document

from congvan.opc import read_package
from congvan.problems import RenderError
from congvan.word.fragment import (
    BLANK,
    Fragment,
    FragmentKind,
    Orientation,
    Section,
    blocks,
    bookmark,
    footnote,
    footnote_mark,
    hyperlink,
    paragraph,
    run,
    runs,
    section_break,
)
from congvan.word.template import Template
from tests.support.wordfiles import a4, built, letter, part, sections, texts

DOCUMENT = "word/document.xml"
BODY = Template(letter("Trước", "{{p body }}", "Sau"))
INLINE = Template(letter("Trước {{ x }} sau"))


def note(text: str) -> Fragment:
    return footnote(blocks(paragraph(None, footnote_mark(), run(f" {text}"))))


def code_of(template: Template, **values: object) -> str:
    with pytest.raises(RenderError) as caught:
        template.render(values)
    return caught.value.problems[0].code.removeprefix("congvan.word.")


def test_blocks_take_the_place_of_their_paragraph() -> None:
    body = blocks(paragraph(None, run("một")), paragraph("Title", run("hai")))
    assert texts(BODY.render({"body": body})) == ["Trước", "một", "hai", "Sau"]


def test_runs_take_the_place_of_a_tag_inside_text() -> None:
    emphasis = runs(run("đậm", bold=True), run(" và "), run("nghiêng", italic=True))
    for template in (INLINE, Template(letter("Trước {{r x }} sau"))):
        assert texts(template.render({"x": emphasis})) == ["Trước đậm và nghiêng sau"]


def test_text_after_inserted_runs_looks_as_before() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("a {{ x }} b").italic = True

    markup = part(Template(built(build)).render({"x": run("X", bold=True)}), DOCUMENT)
    assert '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> b</w:t></w:r>' in markup


def test_runs_where_blocks_stand_make_a_paragraph() -> None:
    assert texts(BODY.render({"body": run("chỉ chữ")})) == ["Trước", "chỉ chữ", "Sau"]


def test_text_where_blocks_stand_makes_a_paragraph() -> None:
    assert texts(BODY.render({"body": "chỉ chữ\nhai dòng"})) == ["Trước", "chỉ chữ\nhai dòng", "Sau"]


def test_a_fragment_passes_through_loops_and_macros() -> None:
    inner = "{%p macro show(x) %}", "Mục:", "{{p x }}", "{%p endmacro %}"
    template = Template(letter(*inner, "{%p for x in xs %}", "{{p show(x) }}", "{%p endfor %}"))
    data = template.render({"xs": [paragraph(None, run(text)) for text in "ab"]})
    assert texts(data) == ["Mục:", "a", "Mục:", "b"]


def test_only_the_exact_type_is_markup() -> None:
    class Lookalike(str):
        kind = FragmentKind.RUNS
        pieces = ()

    assert texts(INLINE.render({"x": Lookalike("<w:br/>")})) == ["Trước <w:br/> sau"]


def test_a_first_footnote_makes_the_part_that_word_expects() -> None:
    data = BODY.render({"body": paragraph(None, run("Chữ"), note("một & hai"), note("ba"))})
    notes = part(data, "word/footnotes.xml")
    assert re.findall(r'w:id="(-?\d+)"', notes) == ["-1", "0", "1", "2"]
    assert "một &amp; hai" in notes
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', part(data, DOCUMENT)) == ["1", "2"]
    assert re.findall(r'<w:footnotePr><w:footnote w:id="-1"/>', part(data, "word/settings.xml"))
    assert "/word/footnotes.xml" in part(data, "[Content_Types].xml")
    assert "footnotes.xml" in part(data, "word/_rels/document.xml.rels")


def test_footnotes_join_those_the_template_has() -> None:
    first = BODY.render(
        {"body": blocks(paragraph(None, note("của mẫu {{ x }}")), paragraph(None, run("{{p body }}")))}
    )
    data = Template(first).render({"x": "đã điền", "body": paragraph(None, note("của văn bản"))})
    notes = part(data, "word/footnotes.xml")
    assert re.findall(r'w:id="(-?\d+)"', notes) == ["-1", "0", "1", "2"]
    assert notes.index("đã điền") < notes.index("của văn bản")


def test_a_footnote_style_is_put_on_the_reference() -> None:
    body = paragraph(None, footnote(paragraph(None, footnote_mark("S"), run("x")), reference_style="S"))
    data = BODY.render({"body": body})
    assert '<w:rStyle w:val="S"/></w:rPr><w:footnoteReference w:id="1"/>' in part(data, DOCUMENT)
    assert '<w:rStyle w:val="S"/></w:rPr><w:footnoteRef/>' in part(data, "word/footnotes.xml")


def test_no_footnotes_no_footnotes_part() -> None:
    assert "word/footnotes.xml" not in read_package(BODY.render({"body": BLANK}))


def test_links_are_external_relationships_of_the_part_they_stand_in() -> None:
    link = hyperlink("https://vi.du/?a=1&b=2", run("xem"))
    inside = footnote(blocks(paragraph(None, link)))
    data = BODY.render({"body": paragraph(None, link, link, inside)})
    assert part(data, "word/_rels/document.xml.rels").count("https://vi.du/?a=1&amp;b=2") == 1
    assert part(data, "word/_rels/footnotes.xml.rels").count("https://vi.du/?a=1&amp;b=2") == 1


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "\\\\may\\chu", "", "http:", "a b"]
)
def test_links_that_could_harm_are_refused(target: str) -> None:
    assert code_of(INLINE, x=hyperlink(target, run("x"))) == "unsafe-link"


def test_bookmarks_have_numbers_of_their_own() -> None:
    data = INLINE.render({"x": runs(bookmark("mot", run("1")), bookmark("hai", run("2")))})
    starts = re.findall(r'bookmarkStart w:id="(\d+)"', part(data, DOCUMENT))
    assert len(set(starts)) == 2
    assert re.findall(r'bookmarkEnd w:id="(\d+)"', part(data, DOCUMENT)) == starts


@pytest.mark.parametrize("names", [("1a",), ("a b",), ("a" * 41,), ("a", "a"), ('"',)])
def test_bookmark_names_that_word_drops_are_refused(names: tuple[str, ...]) -> None:
    marks = runs(*(bookmark(name, run("x")) for name in names))
    assert code_of(INLINE, x=marks) == "bad-bookmark"


def test_marks_and_drawings_repeated_by_a_loop_get_numbers_of_their_own() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{%p for x in xs %}")
        line = document.add_paragraph("{{ x }}")
        for name in ("bookmarkStart", "bookmarkEnd"):
            mark = line._p.makeelement(f"{{{line._p.nsmap['w']}}}{name}", {})
            mark.set(f"{{{line._p.nsmap['w']}}}id", "7")
            if name == "bookmarkStart":
                mark.set(f"{{{line._p.nsmap['w']}}}name", "cho")
            line._p.append(mark)
        document.add_paragraph("{%p endfor %}")

    markup = part(Template(built(build)).render({"xs": [1, 2, 3]}), DOCUMENT)
    assert len(re.findall("<w:bookmarkStart", markup)) == len(re.findall("<w:bookmarkEnd", markup)) == 1


def test_blocks_inside_a_paragraph_are_refused() -> None:
    assert code_of(INLINE, x=blocks(paragraph(None, run("x")))) == "misplaced-blocks"


def test_footnotes_in_a_header_or_in_a_footnote_are_refused() -> None:
    header = Template(letter("a", header="{{ x }}"))
    assert code_of(header, x=note("x")) == "misplaced-footnote"
    assert code_of(INLINE, x=footnote(blocks(paragraph(None, note("x"))))) == "misplaced-footnote"


def test_sections_in_a_table_are_refused() -> None:
    template = Template(letter("a", table=[["{{p x }}"]]))
    assert code_of(template, x=section_break(Section())) == "misplaced-section"


def test_appendices_are_sections_of_their_own() -> None:
    head = blocks(paragraph(None, run("Đầu phụ lục")))
    wide = Section(orientation=Orientation.LANDSCAPE, restart_numbering=True, first_footer=BLANK)
    tall = Section(
        restart_numbering=True, first_footer=BLANK, first_header=head, first_page_number_hidden=False
    )
    appendices = blocks(
        section_break(wide), paragraph(None, run("I")), section_break(tall), paragraph(None, run("II"))
    )
    data = Template(built(a4)).render({"appendices": appendices})
    main, first, second = sections(data)
    assert ('w:start="1"' in main, 'w:start="1"' in first, 'w:start="1"' in second) == (False, True, True)
    assert re.search(r'<w:pgSz w:w="11906" w:h="16838"', main)
    assert re.search(r'<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"', first)
    assert re.search(r'<w:pgSz w:w="11906" w:h="16838"', second)
    assert all('w:left="1701"' in section for section in (main, first, second))
    assert ("<w:titlePg/>" in main, "<w:titlePg/>" in first, "<w:titlePg/>" in second) == (True, True, False)
    footers = [
        re.findall(r'footerReference w:type="first" r:id="(\w+)"', section)[0]
        for section in (main, first, second)
    ]
    assert footers[0] != footers[1] == footers[2]
    headers = [
        re.findall(r'headerReference w:type="default" r:id="(\w+)"', section)
        for section in (main, first, second)
    ]
    assert headers[0] == headers[1] == headers[2] != []
    relationships = {item.id: item.target for item in read_package(data).relationships(DOCUMENT).items}
    blank = part(data, f"word/{relationships[footers[1]]}")
    assert "Địa chỉ" not in blank
    assert "<w:p/>" in blank


def test_a_document_without_section_properties_gets_them() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{{p x }}")
        document.element.body.remove(document.element.body.sectPr)

    data = Template(built(build)).render({"x": blocks(section_break(Section(restart_numbering=True)))})
    assert 'w:start="1"' in sections(data)[-1]


def test_fragments_of_one_kind_are_joined_and_others_refused() -> None:
    two = run("a") + run("b")
    assert len(two.pieces) == 1
    assert not BLANK
    with pytest.raises(TypeError, match="runs"):
        blocks(run("a"))


def test_python_docx_opens_what_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(BODY.render({"body": paragraph(None, run("x"), note("y"))}))
    assert docx.Document(str(path)).paragraphs[1].text == "x"
