"""Drawn templates with drawn values: a letter that is whole, or a problem that says where; nothing else."""

from __future__ import annotations

import io
import random
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, seed, settings

from congvan.opc import read_package
from congvan.problems import CongvanError, Problem
from congvan.word import Template
from congvan.word.engine.assembly import rendered
from congvan.word.engine.kept.blueprint import Blueprint
from tests.support.any_template import any_template, any_values, plain_values
from tests.support.schema import schema_errors
from tests.support.wholeness import assert_whole

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
EXAMPLES = 100
# Else this warning is all that a failing run says: an error here, it takes the place of the cause.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning"
)
_JUDGED_OF = 20


def without_programs(blueprint: Blueprint) -> Blueprint:
    """The same template, on Jinja alone."""
    sheets = (evolve(sheet, tags=evolve(sheet.tags, program=None)) for sheet in blueprint.sheets)
    return evolve(blueprint, sheets=tuple(sheets))


def made(blueprint: Blueprint, values: dict[str, Any]) -> bytes | tuple[Problem, ...]:
    """A letter, or what keeps it from being made."""
    try:
        return blueprint.packer.packed(rendered(blueprint, values))
    except CongvanError as error:
        return error.problems


def assert_told(problems: tuple[Problem, ...]) -> None:
    """Every problem has a text in both languages and says in which part it is."""
    assert problems
    for problem in problems:
        assert problem.place.part, problem
        assert problem.message("vi") != problem.code, problem
        assert problem.hint("en") != f"{problem.code}#hint", problem


def leftovers(data: bytes) -> list[str]:
    """The tags in the text of every part of a letter."""
    package = read_package(data)
    markup = (package.read(name).decode() for name in package.names if name.endswith(".xml"))
    return [tag for text in markup for tag in TAG.findall(re.sub("<[^>]*>", "", text))]


class Judge:
    """Holds one drawn template after another against what is promised; counts how they ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.kept: list[Path] = []

    def hold(self, data: bytes, values: dict[str, Any], *, braces: bool) -> None:
        """Hold one; `braces`: the values may look like tags themselves."""
        try:
            template = Template(data)
        except CongvanError as error:
            assert_told(error.problems)
            self.counts["templates refused"] += 1
            return
        blueprint = template._blueprint
        first = made(blueprint, values)
        assert made(blueprint, values) == first, "twice the same"
        assert made(Template(data, compiled=template.compiled_form())._blueprint, values) == first, "kept"
        assert made(without_programs(blueprint), values) == first, "program and Jinja"
        if not isinstance(first, bytes):
            assert_told(first)
            self.counts["letters refused"] += 1
            return
        assert_whole(first)
        docx.Document(io.BytesIO(first))
        if not braces:
            assert_no_tag(data, first)
        self.counts["letters made"] += 1
        if self.counts["letters made"] % _JUDGED_OF == 0:
            self.kept.append(self.folder / f"{len(self.kept)}.docx")
            self.kept[-1].write_bytes(first)

    def close(self) -> None:
        """Ask the Open XML SDK about some of the letters."""
        assert schema_errors(self.kept) == {file: [] for file in self.kept}
        self.kept.clear()


def assert_no_tag(template: bytes, written: bytes) -> None:
    # docxtpl's way of printing a delimiter, and a literal in a tag, may print what looks like one.
    typed = "".join(read_package(template).read("word/document.xml").decode().split())
    if not any(mark in typed for mark in ("{_", "_}", "%_", "_%", "raw", "'{{'", "’{{’", "'}}'", "’}}’")):
        assert leftovers(written) == []


def fuzzed(judge: Judge, examples: int, start: int, *, shows: bool) -> None:
    """Draw so many templates, half of them with nasty values."""
    common = settings(
        max_examples=examples, database=None, deadline=None, suppress_health_check=[*HealthCheck]
    )

    @seed(start)
    @common
    @given(any_template(), any_values())
    def nasty(data: bytes, values: dict[str, Any]) -> None:
        judge.hold(data, values, braces=True)

    @seed(start)
    @common
    @given(any_template(), plain_values())
    def plain(data: bytes, values: dict[str, Any]) -> None:
        judge.hold(data, values, braces=False)

    nasty()
    plain()
    if shows:
        print(dict(judge.counts), flush=True)
    judge.close()


def test_a_drawn_template_makes_a_whole_letter_or_says_where_it_is_wrong(tmp_path: Path) -> None:
    fuzzed(Judge(tmp_path), 40, 0, shows=False)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_ten_minutes_of_drawn_templates(
    tmp_path: Path, chance: random.Random, request: pytest.FixtureRequest
) -> None:
    judge = Judge(tmp_path)
    end = time.monotonic() + float(request.config.getoption("--fuzz-seconds"))
    while time.monotonic() < end:
        fuzzed(judge, EXAMPLES, chance.randrange(2**32), shows=True)
    assert judge.counts["letters made"]
