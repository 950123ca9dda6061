"""The stock template says what the standard's table says, and the kept file is the built one."""

from __future__ import annotations

import pytest

from congvan.standard import ND30, Component
from congvan.word import Template
from congvan.word.looks import (
    CONTRACT_PROPERTY,
    CONTRACT_VERSION,
    Look,
    Mark,
    contract_styles,
)
from congvan.word.stock import stock_template
from tests.support.ooxml import differences, parts_of
from tests.support.tools import ROOT

KEPT = (ROOT / "templates" / "cong-van.docx").read_bytes()
STOCK = Template(KEPT)


def test_the_kept_file_is_the_built_one() -> None:
    found = differences(stock_template(ND30), KEPT)
    assert not found, ["run: python -m congvan.word.stock templates/cong-van.docx", *found[:10]]


def test_it_is_the_same_on_every_run() -> None:
    assert stock_template(ND30) == stock_template(ND30)


def test_it_keeps_the_contract() -> None:
    assert STOCK.properties[CONTRACT_PROPERTY] == str(CONTRACT_VERSION)
    assert STOCK.names == {mark.value for mark in Mark}
    assert {(name, style.kind) for name, style in STOCK.styles.items()} >= set(contract_styles())


def test_ids_are_ascii_and_no_style_is_left_over() -> None:
    ours = {name: style.id for name, style in STOCK.styles.items() if name.startswith("CV ")}
    assert set(ours) == {name for name, _ in contract_styles() if name != "footnote reference"}
    assert STOCK.styles["footnote reference"].id == "FootnoteReference"
    assert all(identifier.isascii() and identifier.isalnum() for identifier in ours.values())
    assert ours["CV Khoản tiêu đề"] == "CVKhoanTieuDe"


@pytest.mark.parametrize(
    ("look", "component"),
    [
        (Look.NATION, Component.NATION),
        (Look.MOTTO, Component.MOTTO),
        (Look.PARENT, Component.PARENT),
        (Look.ISSUER, Component.ISSUER),
        (Look.REFERENCE, Component.REFERENCE),
        (Look.PLACE_AND_DATE, Component.PLACE_AND_DATE),
        (Look.SUBJECT, Component.DISPATCH_SUBJECT),
        (Look.RECIPIENTS, Component.RECIPIENTS),
        (Look.PLAIN, Component.BODY),
        (Look.BASES, Component.BASES),
        (Look.PART, Component.PART),
        (Look.ROMAN_SECTION, Component.ROMAN_SECTION),
        (Look.ARTICLE, Component.ARTICLE),
        (Look.CLAUSE, Component.CLAUSE),
        (Look.HEADED_CLAUSE, Component.HEADED_CLAUSE),
        (Look.POINT, Component.POINT),
        (Look.AUTHORITY, Component.AUTHORITY),
        (Look.POSITION, Component.POSITION),
        (Look.SIGNATORY, Component.SIGNATORY),
        (Look.COPIES_LABEL, Component.COPIES_LABEL),
        (Look.COPIES, Component.COPIES),
        (Look.APPENDIX, Component.APPENDIX),
        (Look.APPENDIX_TITLE, Component.APPENDIX_TITLE),
        (Look.LINK_LINE, Component.LINK_LINE),
        (Look.STAMP, Component.STAMP),
        (Look.URGENCY, Component.URGENCY),
        (Look.CIRCULATION, Component.CIRCULATION),
        (Look.CONTACT, Component.CONTACT),
        (Look.DRAFTER, Component.DRAFTER),
        (Look.PAGE_NUMBER, Component.PAGE_NUMBER),
    ],
)
def test_a_style_looks_as_its_row_says(look: Look, component: Component) -> None:
    style, row = STOCK.styles[look.value], ND30.style(component)
    assert row.size.allows(style.size_pt)
    assert (style.bold, style.italic) == (row.bold, row.italic)
    assert style.font == ND30.font


def test_the_page_is_that_of_the_table() -> None:
    page, rules = STOCK.page, ND30.page
    chosen = (rules.margin_top_mm, rules.margin_bottom_mm, rules.margin_left_mm, rules.margin_right_mm)
    assert (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm) == pytest.approx(chosen, abs=0.02)


def test_nothing_depends_on_a_theme() -> None:
    for name, data in parts_of(KEPT).items():
        assert b"Theme=" not in data, name
        assert "theme" not in name


def test_the_page_about_templates_names_every_mark_and_every_style() -> None:
    page = (ROOT / "docs" / "word-template.md").read_text(encoding="utf-8")
    assert [look.value for look in Look if f"`{look.value}`" not in page] == []
    assert [mark.value for mark in Mark if f"{{{{p {mark.value} }}}}" not in page] == []
