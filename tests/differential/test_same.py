"""docxtpl and congvan fill the same template with the same values: both files show the same."""

from __future__ import annotations

import io

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from congvan.word import Template
from tests.differential.cases import CASES, VALUES, Case
from tests.support.content import content_of
from tests.support.ooxml import line_differences
from tests.support.wordfiles import letter, texts


def by_docxtpl(case: Case) -> bytes:
    template = DocxTemplate(io.BytesIO(case.template))
    template.init_docx()
    template.render({**VALUES, **case.values(template)}, Environment(autoescape=True))
    held = io.BytesIO()
    template.save(held)
    return held.getvalue()


def by_congvan(case: Case) -> bytes:
    return Template(case.template).render({**VALUES, **case.values(DocxTemplate(io.BytesIO(case.template)))})


@pytest.mark.parametrize("feature", CASES)
def test_both_show_the_same(feature: str) -> None:
    case = CASES[feature]
    assert line_differences(content_of(by_docxtpl(case)), content_of(by_congvan(case))) == []


def test_properties_say_the_same() -> None:
    case = CASES["headers-footers-properties"]
    files = [docx.Document(io.BytesIO(data)) for data in (by_docxtpl(case), by_congvan(case))]
    first, second = [(file.core_properties.title, file.core_properties.subject) for file in files]
    assert first == second == ("A", "có")


def test_both_ask_for_the_same_names() -> None:
    for case in CASES.values():
        asked = DocxTemplate(io.BytesIO(case.template)).get_undeclared_template_variables()
        template = Template(case.template)
        assert asked <= template.names | {"loop"}
        # docxtpl does not look for names in properties.
        assert template.names <= asked | {"a", "yes"}


NASTY = st.text(
    st.one_of(
        st.sampled_from(list("&<>\"'{}%#\\/=\t\n")),
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")),
    ),
    max_size=30,
)


@settings(max_examples=60)
@given(NASTY, st.lists(NASTY, max_size=4))
def test_whatever_the_data_both_show_the_same(text: str, items: list[str]) -> None:
    from unicodedata import normalize

    whole, parts = normalize("NFC", text), [normalize("NFC", item) for item in items]
    values: dict[str, object] = {"x": whole, "xs": parts}
    # docxtpl takes these for tags of its own when they come as data.
    typed = "".join((whole, *parts))
    if any(mark in typed for mark in ("{_{", "}_}", "{_%", "%_}")):
        return
    data = letter("{{ x }}", "{% for y in xs %}[{{ y }}]{% endfor %}")
    template = DocxTemplate(io.BytesIO(data))
    template.render(values, Environment(autoescape=True))
    held = io.BytesIO()
    template.save(held)
    assert texts(held.getvalue()) == texts(Template(data).render(values))
