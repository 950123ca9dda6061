"""The whole letter from the stock template, and what a template that lacks something is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvan.model import Appendix, Dispatch, Paragraph, Recipient, SendAs, printed
from congvan.opc import read_package, stamp
from congvan.problems import TemplateError
from congvan.standard import ND30
from congvan.vietnamese.hygiene import nfc
from congvan.word import Template, appendix_document, letter
from congvan.word.looks import CONTRACT_PROPERTY
from congvan.word.stock import stock_template
from tests.support.dispatches import REGISTRATION, full_letter, joint_letter, plain_letter
from tests.support.emitted import STOCK, W, document
from tests.support.ooxml import text_of


def made(dispatch: Dispatch) -> bytes:
    return letter(printed(dispatch), template=STOCK, standard=ND30)


def changed_template(part: str, before: str, after: str) -> Template:
    package = read_package(stock_template(ND30))
    text = package.read(part).decode()
    assert before in text
    return Template(package.with_parts({part: text.replace(before, after).encode()}))


def codes(template: Template, dispatch: Dispatch) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as caught:
        letter(printed(dispatch), template=template, standard=ND30)
    for problem in caught.value.problems:
        assert problem.message("vi") != problem.code
        assert problem.hint("en") != f"{problem.code}#hint"
    return [(problem.code, problem.parameters.get("name", "")) for problem in caught.value.problems]


@pytest.mark.parametrize("make", [plain_letter, full_letter, joint_letter])
def test_the_same_dispatch_makes_the_same_bytes(make: Callable[[], Dispatch]) -> None:
    assert made(make()) == made(make())


def test_no_cell_is_empty_and_no_two_tables_touch() -> None:
    for dispatch in (plain_letter(recipients=()), full_letter(), joint_letter()):
        root = document(made(dispatch))
        for cell in root.iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"
        for table in root.iter(f"{W}tbl"):
            following = table.getnext()
            assert following is not None
            assert following.tag == f"{W}p"


def test_a_letter_that_begins_with_a_table_keeps_it_apart_from_its_head() -> None:
    root = document(made(plain_letter(recipients=(), body=(REGISTRATION, Paragraph("Hết./.")))))
    following = [table.getnext() for table in root.iter(f"{W}tbl")]
    assert all(one is not None and one.tag == f"{W}p" for one in following)


def test_all_missing_styles_are_named_at_once() -> None:
    template = changed_template("word/styles.xml", '"CV Khoản', '"CV Mục con')
    assert codes(template, plain_letter()) == [
        ("congvan.word.missing-style", "CV Khoảng cách"),
        ("congvan.word.missing-style", "CV Khoản"),
        ("congvan.word.missing-style", "CV Khoản tiêu đề"),
    ]


def test_a_style_of_another_kind_is_named() -> None:
    found = '<w:style w:type="character" w:customStyle="1" w:styleId="CVLienKet">'
    template = changed_template("word/styles.xml", found, found.replace("character", "paragraph"))
    assert codes(template, plain_letter()) == [("congvan.word.style-of-another-kind", "CV Liên kết")]


def test_a_template_without_a_place_for_something_said_is_refused() -> None:
    template = changed_template("word/document.xml", "{{p recipients }}", "Kính gửi:")
    assert codes(template, plain_letter()) == [("congvan.word.missing-mark", "recipients")]
    assert letter(printed(plain_letter(recipients=())), template=template, standard=ND30)


def test_appendices_need_their_mark_only_when_there_are_some() -> None:
    template = changed_template("word/document.xml", "{{p appendices }}", "")
    assert letter(printed(plain_letter()), template=template, standard=ND30)
    assert codes(template, full_letter()) == [("congvan.word.missing-mark", "appendices")]


def test_a_template_of_a_later_contract_is_refused() -> None:
    template = Template(stamp(stock_template(ND30), {CONTRACT_PROPERTY: "99"}))
    assert codes(template, plain_letter()) == [("congvan.word.later-contract", "")]


def test_an_office_may_print_the_reference_in_words_of_its_own() -> None:
    own = "{{ reference }} - {{ subject }}"
    template = changed_template(
        "word/header1.xml", "</w:p></w:hdr>", f"<w:r><w:t>{own}</w:t></w:r></w:p></w:hdr>"
    )
    data = letter(printed(plain_letter()), template=template, standard=ND30)
    assert "/SNV-CCHC&amp;VTLT - đăng ký" in read_package(data).read("word/header1.xml").decode()


def test_an_appendix_leaves_as_a_document_of_its_own_lying_as_it_should() -> None:
    data = appendix_document(printed(full_letter()), 0, template=STOCK, standard=ND30)
    size = document(data).find(f".//{W}sectPr/{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient")) == ("16838", "11906", "landscape")
    said = text_of(data)
    assert "Phụ lục I" in said
    assert not any("Kính gửi" in line for line in said)


def test_sizes_are_those_of_the_template_that_an_office_restyled() -> None:
    head = (
        '<w:name w:val="CV Quốc hiệu lớn"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="1"/><w:qFormat/>'
    )
    package = read_package(stock_template(ND30))
    styles = package.read("word/styles.xml").decode()
    start = styles.index(head)
    own = styles[:start] + styles[start:].replace('<w:sz w:val="26"/>', '<w:sz w:val="40"/>', 1)
    restyled = Template(package.with_parts({"word/styles.xml": own.encode()}))
    widths = [column_widths(STOCK), column_widths(restyled)]
    # Quốc hiệu in 20 pt fits no more: the smaller set is taken, whose right column is narrower.
    assert widths[1][1] < widths[0][1]


def column_widths(template: Template) -> list[int]:
    root = document(letter(printed(plain_letter()), template=template, standard=ND30))
    return [int(column.get(f"{W}w", "0")) for column in root.iter(f"{W}gridCol")][:2]


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=40
).map(lambda text: re.sub(" +", " ", f"a{text}b"))


@settings(max_examples=25)
@given(WORDS, st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=4))
def test_every_permitted_word_is_found_in_the_letter(
    subject: str, recipients: list[str], paragraphs: list[str]
) -> None:
    dispatch = plain_letter(
        subject=subject,
        recipients=[Recipient(name) for name in recipients],
        body=[Paragraph(text) for text in paragraphs],
        appendices=(Appendix(blocks=[Paragraph(text) for text in paragraphs], send_as=SendAs.LETTER),),
    )
    said = " ".join(" ".join(text_of(made(dispatch))).split())
    for text in (subject, *recipients, *paragraphs):
        assert nfc(text) in said
