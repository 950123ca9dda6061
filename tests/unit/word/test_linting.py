"""A template is looked over before anyone signs what it makes: all problems at once, and where."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document

from congvan.problems import RenderError, Severity, TemplateError
from congvan.word import Template
from congvan.word.linting import asked_of, commented, lint, schema_of
from tests.support.wordfiles import built, letter, part, with_part

GOOD = letter(
    "Số {{ so }}",
    "{%p for r in rows %}",
    "{{ r.name }} {{ r.x | default('') }}",
    "{%p endfor %}",
    "{% if gap is defined %}{{ gap }}{% endif %}",
    header="{{ ngay.day }}",
    table=[["{{ o['p'] }} {{ list[0].q }}"]],
)


def said(data: bytes, **options: object) -> list[tuple[str, str]]:
    found = lint(data, **options)  # type: ignore[arg-type]
    for problem in found:
        for language in ("vi", "en"):
            assert problem.code not in problem.message(language)
            assert "#hint" not in problem.hint(language)
    return [(problem.code.removeprefix("congvan."), problem.place.part or "") for problem in found]


def test_a_good_template_has_no_problems() -> None:
    assert lint(GOOD) == ()


def test_every_problem_comes_at_once_with_table_row_and_cell() -> None:
    bad = letter(
        "{{ a b }}", "{%p if x %} mất", "{%p endif %}", header="{{ h | nosuch }}", table=[["x", "{{ 1 + }}"]]
    )
    assert said(bad) == [
        ("tags.syntax", "document"),
        ("tags.syntax", "document, table 1, row 1, cell 2"),
        ("tags.unknown-filter", "header 1"),
        ("word.text-is-lost", "document"),
    ]


def test_a_tag_is_quoted_as_it_was_typed() -> None:
    for text in ("{%p if a b %}", "{%p for x y %}"):
        (problem, *_) = lint(letter(text, "{%p endif %}"))
        assert problem.parameters["expression"] == text
        assert problem.place.near == text


def test_a_failing_value_is_named_by_its_way_from_the_top() -> None:
    values = {"so": 1, "rows": [{"name": "a"}, {"name": None}], "ngay": {"day": 1}, "o": {"p": "\x00"}}
    with pytest.raises(RenderError) as caught:
        Template(GOOD).render({**values, "list": [{"q": 1}]})
    assert [problem.place.path for problem in caught.value.problems] == ["rows[1].name", "o.p"]


def test_a_sample_of_data_is_tried() -> None:
    values = {"so": 1, "rows": [], "thua": 1, "gap": 1, "ngay": {"day": 1}, "o": {"p": 2}}
    assert said(GOOD, values=values) == [
        ("word.unused-value", ""),
        ("tags.unknown-name", "document, table 1, row 1, cell 1"),
    ]


def test_two_versions_are_compared_by_what_they_ask_for() -> None:
    earlier = letter("{{ so }} {% for r in rows %}{{ r.old }}{% endfor %}")
    found = lint(letter("{{ so }} {% for r in rows %}{{ r.new }}{% endfor %}"), against=earlier)
    assert [(item.code, item.parameters["name"]) for item in found] == [
        ("congvan.word.name-added", "rows[].new"),
        ("congvan.word.name-gone", "rows[].old"),
    ]
    assert all(item.severity is Severity.WARNING for item in found)


def test_tracked_changes_and_tags_nobody_fills_in_are_warned_about() -> None:
    added = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins>'
    tracked = with_part(GOOD, "word/document.xml", lambda markup: markup.replace("<w:p>", added, 1))
    assert said(tracked) == [("word.tracked-changes", "document")]
    charted = io.BytesIO(GOOD)
    with zipfile.ZipFile(charted, "a") as archive:
        archive.writestr("word/charts/chart1.xml", "<c>{{ a }}</c>")
    assert said(charted.getvalue()) == [("word.tag-out-of-reach", "word/charts/chart1.xml")]


def test_other_files_are_refused() -> None:
    with pytest.raises(TemplateError):
        lint(b"PDF")


def test_names_are_told_with_kind_need_and_place() -> None:
    asked = {item.path: (item.kind, item.is_optional, item.place.part) for item in asked_of(GOOD)}
    cell = "document, table 1, row 1, cell 1"
    assert asked == {
        "gap": ("value", True, "document"),
        "list": ("list", False, cell),
        "list[]": ("object", False, cell),
        "list[].q": ("value", False, cell),
        "ngay": ("object", False, "header 1"),
        "ngay.day": ("value", False, "header 1"),
        "o": ("object", False, cell),
        "o.p": ("value", False, cell),
        "rows": ("list", False, "document"),
        "rows[]": ("object", False, "document"),
        "rows[].name": ("value", False, "document"),
        "rows[].x": ("value", True, "document"),
        "so": ("value", False, "document"),
    }


def test_a_schema_says_what_data_must_hold() -> None:
    looped = "{% for r in rows %}{{ r.n }}{{ r.m | d('') }}{% endfor %}"
    schema = schema_of(letter("{{ a }}", looped, "{{ b | d('') }}"))
    assert schema["required"] == ["a", "rows"]
    properties = schema["properties"]
    assert isinstance(properties, dict)
    printed = {"type": ["string", "number"]}
    assert properties["rows"]["items"] == {
        "type": "object",
        "properties": {"m": printed, "n": printed},
        "required": ["n"],
    }


def test_problems_become_comments_beside_their_paragraphs() -> None:
    def build(document: Document) -> None:
        document.add_paragraph("Mở đầu")
        document.add_paragraph("Số {{ a b }} nhé")
        document.add_table(1, 1).rows[0].cells[0].text = "{{ c | nosuch }}"
        document.sections[0].header.paragraphs[0].text = "{{ d"

    data = built(build)
    copy = commented(data, lint(data), language="vi")
    comments = [comment.text for comment in docx.Document(io.BytesIO(copy)).comments]
    assert len(comments) == 3
    markup = part(copy, "word/document.xml")
    for number in range(3):
        before = markup[: markup.index(f'<w:commentReference w:id="{number}"')].rsplit("<w:p>", 1)[1]
        assert ("a b" in before, "nosuch" in before, "Mở đầu" in before)[number] or "Mở đầu" in before
    again = commented(copy, lint(data), language="en")
    assert len(list(docx.Document(io.BytesIO(again)).comments)) == 6
