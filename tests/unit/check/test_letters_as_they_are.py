"""Letters built as offices build them, contents invented: a checker that cries wolf is not used twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve

from congvan.check import check
from congvan.problems import Severity
from congvan.standard import ND30
from tests.support.letters import letter

LETTERS = sorted((Path(__file__).parent / "letters").glob("*.yaml"))


def changes_of(file: Path) -> dict[str, Any]:
    changes: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return changes


@pytest.mark.parametrize("file", LETTERS, ids=lambda file: file.stem)
def test_a_letter_as_offices_write_it_has_no_error_and_no_warning(file: Path) -> None:
    problems = check(letter(changes_of(file)), standard=ND30)
    heavy = [problem.describe() for problem in problems if problem.severity is not Severity.INFO]
    assert not heavy
    assert len(problems) <= 1, [problem.describe() for problem in problems]


def test_findings_come_in_reading_order() -> None:
    changes = {
        "copies_to": None,
        "body": "1. Một,hai  ba.\n3. Bốn.",
        "subject": "báo cáo năm 2026.",
        "issuer": {"name": "Sở Nội vụ"},
    }
    problems = check(letter(changes), standard=ND30)
    assert [(problem.place.path, problem.code.rpartition(".")[2]) for problem in problems] == [
        ("issuer[0].parent", "no-parent"),
        ("issuer[0].place", "no-place"),
        ("subject", "end-mark"),
        ("body[0]", "no-space-after-mark"),
        ("body[0]", "double-space"),
        ("body[1]", "sequence"),
        ("body[1]", "no-end"),
        ("copies_to", "first-line-missing"),
    ]


def test_a_rule_the_standard_does_not_have_finds_nothing() -> None:
    without = evolve(ND30, rules=tuple(rule for rule in ND30.rules if rule.id != "ND30-PL1-II.6#end"))
    changes = {"body": "Sở Nội vụ đề nghị phối hợp."}
    assert [problem.code for problem in check(letter(changes), standard=ND30)] == ["nd30.body.no-end"]
    assert check(letter(changes), standard=without) == ()
