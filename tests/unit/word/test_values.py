"""Rich text, pictures, listings and other documents stand where their tag does, and Word reads them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph

from congvan.problems import RenderError, TemplateError
from congvan.word import Template, listing, rich_text, subdocument
from tests.support.pictures import image_bytes, inline
from tests.support.wordfiles import built, letter, part, texts

DOCUMENT = "word/document.xml"


def code_of(template: Template, **values: object) -> str:
    with pytest.raises(RenderError) as caught:
        template.render(values)
    for language in ("vi", "en"):
        assert caught.value.problems[0].code not in caught.value.problems[0].message(language)
    return caught.value.problems[0].code.removeprefix("congvan.")


def italic_letter() -> Template:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("trước {{ x }} sau").italic = True

    return Template(built(build))


def test_rich_text_looks_as_its_placeholder_but_for_what_it_says() -> None:
    for value in (RichText("chữ", bold=True), rich_text("chữ", bold=True)):
        markup = part(italic_letter().render({"x": value}), DOCUMENT)
        look = markup.split('<w:t xml:space="preserve">chữ')[0].rsplit("<w:r>", 1)[1]
        assert look.index("<w:b/>") < look.index("<w:i/>")


def test_rich_text_can_say_that_it_is_not_italic() -> None:
    markup = part(italic_letter().render({"x": rich_text("chữ", italic=False)}), DOCUMENT)
    assert '<w:i w:val="0"/>' in markup


def test_rich_text_after_r_keeps_the_look_of_its_run_too() -> None:
    def build(document: Document) -> None:
        document.add_paragraph().add_run("a {{r x }} b").italic = True

    data = Template(built(build)).render({"x": RichText("X", bold=True)})
    markup = part(data, DOCUMENT)
    assert texts(data) == ["a X b"]
    assert markup.count("<w:i/>") == 3


def test_a_listing_breaks_lines_paragraphs_and_pages() -> None:
    text = "một\nhai\tba\abốn\fnăm & <sáu>"
    for value in (text, Listing(text), listing(text), RichText(text)):
        data = Template(letter("{{ x }}.")).render({"x": value})
        assert texts(data) == ["một\nhai\tba", "bốn", "năm & <sáu>."]
        assert part(data, DOCUMENT).count('<w:br w:type="page"/>') == 1


def test_paragraphs_that_a_value_ends_look_alike() -> None:
    def build(document: Document) -> None:
        document.add_paragraph(style="Heading 1").add_run("{{ x }}").italic = True

    data = Template(built(build)).render({"x": "a\ab"})
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    assert [(item.style.name if item.style else "", item.runs[0].italic) for item in paragraphs] == [
        ("Heading 1", True),
        ("Heading 1", True),
    ]


def test_a_break_in_a_loop_reads_each_value_once() -> None:
    template = Template(letter("{% for x in xs %}{{ x }}{% endfor %}"))
    assert texts(template.render({"xs": (text for text in ("a\a", "b"))})) == ["a", "b"]


def test_rich_paragraphs_take_the_place_of_their_own() -> None:
    value = RichTextParagraph("thường")
    value.add(RichText("đậm", bold=True), parastyle="Heading 1")
    data = Template(letter("trước", "{{p x }}", "sau")).render({"x": value})
    assert texts(data) == ["trước", "thường", "đậm", "sau"]
    assert '<w:pStyle w:val="Heading 1"/>' in part(data, DOCUMENT)


def test_a_link_in_rich_text_is_given_as_its_address() -> None:
    template = Template(letter("{{ x }}"))
    for value in (
        RichText("xem", url_id="https://vi.du/?a=1&b=2"),
        rich_text("xem", link="https://vi.du/?a=1&b=2"),
    ):
        data = template.render({"x": value})
        assert "https://vi.du/?a=1&amp;b=2" in part(data, "word/_rels/document.xml.rels")
    assert code_of(template, x=RichText("xem", url_id="rId7")) == "word.unknown-link"
    assert code_of(template, x=RichText("xem", url_id="file:///etc/passwd")) == "word.unsafe-link"


@pytest.mark.parametrize(
    "look",
    [
        {"color": "đỏ"},
        {"size": "to"},
        {"highlight": '"/><w:evil/>'},
        {"style": '"/><w:vanish/><w:x w:val="'},
        {"font": '"/><w:vanish/><w:x w:val="'},
        {"lang": '"><script>'},
    ],
)
def test_rich_text_cannot_say_what_word_does_not_read(look: dict[str, str]) -> None:
    assert code_of(Template(letter("{{ x }}")), x=RichText("a", **look)) == "word.bad-rich-text"


def test_markup_put_into_rich_text_by_hand_is_refused() -> None:
    value = RichText("a")
    value.xml += "<w:p/>"
    assert code_of(Template(letter("{{ x }}")), x=value) == "word.bad-rich-text"


def test_only_docxtpls_own_types_are_taken() -> None:
    class Lookalike(RichText):  # type: ignore[misc]
        pass

    assert code_of(Template(letter("{{ x }}")), x=Lookalike("a")) == "tags.not-printable"


def test_a_picture_is_as_large_as_asked_and_keeps_its_proportions() -> None:
    data = Template(letter("{{ x }}")).render({"x": inline(image_bytes(), width=Mm(20))})
    (shape,) = docx.Document(io.BytesIO(data)).inline_shapes
    assert (shape.width, shape.height) == (Mm(20), Mm(10))


def test_a_picture_can_lead_somewhere() -> None:
    data = Template(letter("{{ x }}")).render({"x": inline(image_bytes(), anchor="https://vi.du/")})
    assert part(data, DOCUMENT).count("a:hlinkClick") == 2
    assert "https://vi.du/" in part(data, "word/_rels/document.xml.rels")


@pytest.mark.parametrize("data", [b"", b"%PDF", b"\x89PNG\r\n\x1a\n", image_bytes()[:30], b"GIF89a"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert code_of(Template(letter("{{ x }}")), x=inline(data)) == "word.unreadable-picture"


def test_a_missing_picture_file_is_refused() -> None:
    gone = InlineImage(DocxTemplate(io.BytesIO(letter("x"))), "/không/có.png")
    assert code_of(Template(letter("{{ x }}")), x=gone) == "word.unreadable-picture"


def test_a_picture_is_opaque_to_the_template() -> None:
    for tag in ("{{ x.tpl }}", "{{ x.image_descriptor }}", "{{ x['tpl'].docx }}", "{{ x._insert_image() }}"):
        with pytest.raises((TemplateError, RenderError)) as caught:
            Template(letter(tag)).render({"x": inline(image_bytes())})
        assert "congvan.tags." in str(caught.value)


def test_what_cannot_come_along_is_refused() -> None:
    def numbered(document: Document) -> None:
        document.add_paragraph("một").paragraph_format.element.get_or_add_pPr().get_or_add_numPr()

    with pytest.raises(RenderError) as caught:
        subdocument(built(numbered))
    assert caught.value.problems[0].code == "congvan.word.subdocument-holds"

    def styled(document: Document) -> None:
        document.styles.add_style("Riêng", 1)
        document.add_paragraph("một", style="Riêng")

    template = Template(letter("{{p x }}"))
    assert code_of(template, x=subdocument(built(styled))) == "word.unknown-style"
