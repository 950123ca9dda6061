"""A line filled in by its form says what it says built node by node, or the form leaves it alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutabledict import immutabledict

from congvan.model import Deadline, Level, ValueOf
from congvan.model.body import as_runs
from congvan.problems import Place, SourceError
from congvan.source.placeholders import Scope, said
from congvan.source.text.building import Builder
from congvan.source.text.forms import form_of
from congvan.source.text.inline import read_inline
from congvan.source.text.levels import headed
from tests.support.any_text import any_text
from tests.unit.source.sources import dispatch, paragraphs, source

PIECES = (
    "lời ",
    "100% ",
    "%s",
    "**đậm** ",
    "*nghiêng*",
    "{{ a }}",
    "**{{ a }}**",
    " {{ b }}",
    "*{{ b }}*",
    "^{{ a }}^",
    "{{ a ~ b }}",
    "{{ missing }}",
    "{{ deadlines.reply }}",
    "**{{ deadlines.reply.date }}**",
    "{{ deadlines.none }}",
    "<https://vi.du/>",
    "<https://vi.du/{{ a }}>",
    "\n",
)
VALUES = st.one_of(any_text(), st.integers(), st.dates(), st.booleans(), st.none(), st.just("a\nb"))
REPLY = said(ValueOf.DEADLINE, {"reply": Deadline(date=date(2027, 4, 15))})


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=6), a=VALUES, b=VALUES)
def test_a_form_gives_the_runs_of_the_nodes_or_none(pieces: list[str], a: object, b: object) -> None:
    inlines, _ = read_inline("".join(pieces), Place())
    scope = Scope(immutabledict(a=a, b=b, deadlines=REPLY))
    builder = Builder({})
    expected = as_runs(builder.runs(inlines, scope))
    form = form_of(inlines)
    found = form.runs(Scope(scope.values)) if form is not None else None
    assert found is None or (found == expected and not builder.problems)
    if form is not None and form.is_sure(Scope(scope.values)):
        assert found == expected


@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=4),
    end=st.sampled_from(["", ".", "; ", ":”", " và", "**.**", "100%s", "/ {{ a }}"]),
    a=VALUES,
    level=st.sampled_from(Level),
)
def test_a_form_knows_a_heading_or_leaves_it_to_the_values(
    pieces: list[str], end: str, a: object, level: Level
) -> None:
    inlines, _ = read_inline("".join(pieces) + end, Place())
    form = form_of(inlines)
    runs = form.runs(Scope(immutabledict(a=a, b="b", deadlines=REPLY))) if form is not None else None
    if form is None or runs is None or (known := form.heading(level)) is None:
        return
    assert (runs, known) == headed(level, runs)


def test_a_khoan_that_ends_as_typed_is_told_a_heading_without_its_values() -> None:
    ends = {"{{ a }} rà soát.": False, "{{ a }} rà soát": True, "rà soát {{ a }}": None}
    for text, expected in ends.items():
        form = form_of(read_inline(text, Place())[0])
        assert form is not None
        assert form.heading(Level.CLAUSE) is expected
        assert form.heading(Level.POINT) is False


def test_an_ordinary_line_has_a_form() -> None:
    inlines, _ = read_inline("Đề nghị {{ a }} gửi **{{ b }}** trước {{ deadlines.reply }}.", Place())
    form = form_of(inlines)
    assert form is not None
    assert form.runs(Scope(immutabledict(a="Sở Nội vụ", b=5, deadlines=REPLY))) is not None


def test_what_is_wrong_with_a_value_is_said_at_every_line_that_names_it() -> None:
    with pytest.raises(SourceError) as caught:
        dispatch(body="một {{ a }}\n\nhai {{ a }}\n\nba {{ b }}\n", a=True, b=2)
    lines = [problem.place.line for problem in caught.value.problems]
    assert [problem.code for problem in caught.value.problems] == ["congvan.tags.not-printable"] * 2
    assert lines == [9, 11]


def test_one_source_bound_many_times_keeps_nothing_of_the_others() -> None:
    one = source(body="**{{ a }}** của {{ b }}\n\n{% if a == b %}\n{{ a }} hai lần\n{% endif %}\n")
    said_first = one.bind({"a": "x", "b": "y"})
    again = one.bind({"a": "y", "b": "y"})
    assert [block.text for block in said_first.body if hasattr(block, "text")] == ["x của y"]
    assert one.bind({"a": "x", "b": "y"}) == said_first
    assert [block.text for block in again.body if hasattr(block, "text")] == ["y của y", "y hai lần"]


def test_each_turn_of_a_loop_prints_its_own_values() -> None:
    said_lines = paragraphs("{% for a in list %}\n- {{ a }} và {{ b }}\n{% endfor %}\n", list=[1, 2], b=3)
    assert [paragraph.text for paragraph in said_lines] == ["1 và 3", "2 và 3"]
