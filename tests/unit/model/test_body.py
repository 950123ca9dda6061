"""Paragraphs, runs and footnotes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Footnote, Level, LineBreak, Link, Paragraph, Text, Value, ValueOf
from congvan.model.body import as_runs, is_link
from congvan.problems import ModelError


def test_a_bare_text_is_runs_with_breaks() -> None:
    assert Paragraph("một\nhai").runs == (Text("một"), LineBreak(), Text("hai"))


def test_neighbours_of_one_look_are_one_run() -> None:
    assert as_runs(["a", Text("b"), Text("c", bold=True), Text("", italic=True)]) == (
        Text("ab"),
        Text("c", bold=True),
    )


@given(st.lists(st.text("ab \n", max_size=4), max_size=6))
def test_making_runs_of_runs_changes_nothing(texts: list[str]) -> None:
    runs = as_runs(texts)
    assert as_runs(runs) == runs
    assert Paragraph(runs).text == "".join(texts)


def test_text_is_kept_in_unicode_form_c() -> None:
    assert Text("Ho\u0300a").text == "Hòa"


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.PLAIN])
def test_a_level_needs_its_marker_and_a_plain_paragraph_has_none(level: Level) -> None:
    assert Paragraph("x", level=level, marker="1.").marker == "1."
    with pytest.raises(ModelError):
        Paragraph("x", level=level)
    with pytest.raises(ModelError):
        Paragraph("x", marker="1.")


@pytest.mark.parametrize("text", ["a\x07", "\ud800", "\ufffe"])
def test_what_cannot_be_printed_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ModelError) as caught:
        Paragraph(["tốt", text])
    (problem,) = caught.value.problems
    assert problem.code == "congvan.model.refused-character"
    assert problem.place.path == "runs[1].text"
    assert problem.parameters["position"] == str(len(text))


def test_an_address_is_a_link_and_prose_is_not() -> None:
    assert Link("https://example.vn/bieu-mau").url == "https://example.vn/bieu-mau"
    assert Link("vanthu@example.vn").url == "mailto:vanthu@example.vn"
    assert not is_link("a @b.vn")
    for wrong in ("javascript:alert(1)", "https://", "a@b", "vanthu"):
        with pytest.raises(ModelError):
            Link(wrong)


def test_a_footnote_holds_paragraphs_and_no_footnote() -> None:
    note = Footnote("Phân công", id="bieu")
    assert note == Footnote((Paragraph("Phân công"),))
    assert hash(note) == hash(Footnote("Phân công"))
    with pytest.raises(ModelError):
        Footnote(Paragraph([note]))
    with pytest.raises(ModelError):
        Footnote(())


def test_a_value_writes_itself_as_a_placeholder() -> None:
    value = Value(ValueOf.DEADLINE, "reply", "date")
    assert value.expression == "deadlines.reply.date"
    assert Value(ValueOf.TABLE_TOTAL, "dang_ky", "sang").expression == 'tables.dang_ky.total("sang")'
    assert Paragraph(["nộp ", value]).text == "nộp {{ deadlines.reply.date }}"


WRONG: list[tuple[Any, dict[str, Any], set[str]]] = [
    (Text, {"text": 5, "bold": 1, "italic": "x", "script": "up"}, {"text", "bold", "italic", "script"}),
    (Link, {"target": None, "bold": 0}, {"target", "bold"}),
    (Value, {"of": "deadlines", "name": "", "part": 1, "bold": 2}, {"of", "name", "part", "bold"}),
    (Paragraph, {"runs": 5, "level": 1, "marker": 2, "heading": 3}, {"runs", "level", "marker", "heading"}),
    (Paragraph, {"runs": {"a": 1}}, {"runs"}),
    (Footnote, {"blocks": 5, "id": 6}, {"blocks", "id"}),
]


@pytest.mark.parametrize(("kind", "fields", "paths"), WRONG)
def test_every_wrong_field_is_told_at_once(kind: Any, fields: dict[str, Any], paths: set[str]) -> None:
    with pytest.raises(ModelError) as caught:
        kind(**fields)
    assert {problem.place.path for problem in caught.value.problems} == paths


class Shouting(str):
    """A kind of text that says something else than it holds."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.upper()


def test_a_kind_of_text_of_ones_own_is_kept_as_plain_text() -> None:
    text = Text(Shouting("đề nghị")).text
    assert (type(text), text) == (str, "đề nghị")
