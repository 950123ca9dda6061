"""Problems say what is wrong, where, and what to do, in two languages."""

from __future__ import annotations

import pickle

import pytest

from congvan.problems import (
    CongvanError,
    ModelError,
    OutputError,
    Place,
    Problem,
    RenderError,
    Severity,
    SourceError,
    TemplateError,
    domain_of,
)

WRONG = Problem(
    "congvan.model.bad-number",
    place=Place(file="moi.md", line=3, column=5, path="reference.number"),
    parameters={"value": 7},
)


def test_a_problem_describes_itself_in_vietnamese_first() -> None:
    said = WRONG.describe()
    assert said.startswith("moi.md:3:5, reference.number: «7» không phải là số văn bản. Hãy ")
    assert said.endswith(" [congvan.model.bad-number]")
    assert WRONG.describe("fr") == said


def test_a_problem_describes_itself_in_english() -> None:
    assert WRONG.message("en") == "«7» is not a document number."
    assert WRONG.hint("en").startswith("Write Arabic digits")


def test_a_problem_without_a_place_begins_with_its_message() -> None:
    assert Problem("congvan.model.no-position").describe("en").startswith("The signatory has")


def test_a_parameter_nobody_gave_shows_as_its_name() -> None:
    assert Problem("congvan.model.bad-number").message("en") == "«{value}» is not a document number."


def test_braces_in_a_value_are_not_read_again() -> None:
    problem = Problem("congvan.model.bad-number", parameters={"value": "{value}{0}"})
    assert problem.message("en") == "«{value}{0}» is not a document number."


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place(file="a.md"), "a.md"),
        (Place(file="a.md", line=2), "a.md:2"),
        (Place(path="body[0]"), "body[0]"),
        (Place(file="a.docx", part="header 2", near="Quốc hiệu"), "a.docx, header 2, «Quốc hiệu»"),
    ],
)
def test_a_place_leaves_out_what_is_not_known(place: Place, text: str) -> None:
    assert str(place) == text


@pytest.mark.parametrize(
    ("inner", "joined"),
    [(None, "signatory"), ("", "signatory"), ("name", "signatory.name"), ("[0].name", "signatory[0].name")],
)
def test_a_parent_puts_its_path_before_its_childs(inner: str | None, joined: str) -> None:
    assert Problem("x.y", place=Place(path=inner)).under("signatory").place.path == joined


def test_a_known_place_is_not_overwritten() -> None:
    found = Problem("x.y", place=Place(line=3)).at(Place(file="a.md", line=9, near="chữ")).place
    assert found == Place(file="a.md", line=3, near="chữ")


def test_a_code_says_its_catalogue() -> None:
    assert domain_of("congvan.source.unknown-key") == "source"
    assert domain_of("nd30.reference.symbol") == "nd30"


def test_a_problem_survives_pickling_with_its_words() -> None:
    copy = pickle.loads(pickle.dumps(WRONG))
    assert copy == WRONG
    assert hash(copy) == hash(WRONG)
    assert copy.describe() == WRONG.describe()
    assert copy.severity is Severity.ERROR


@pytest.mark.parametrize(
    "kind", [CongvanError, ModelError, SourceError, TemplateError, RenderError, OutputError]
)
def test_every_error_survives_pickling(kind: type[CongvanError]) -> None:
    error = kind([WRONG, Problem("congvan.model.empty")])
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert copy.problems == error.problems
    assert str(copy) == str(error) == error.describe()


def test_an_error_says_each_problem_on_its_line() -> None:
    assert len(str(CongvanError([WRONG, WRONG])).splitlines()) == 2
    assert CongvanError(WRONG).problems == (WRONG,)
    assert "document number" in CongvanError(WRONG).describe("en")


def test_a_catalogue_that_is_missing_leaves_the_codes_to_speak() -> None:
    assert Problem("congvan.nowhere.fault").message() == "congvan.nowhere.fault"
