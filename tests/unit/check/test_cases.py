"""Each rule on letters in readable text: what it finds in them, and what it lets be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from congvan.check import RULES, check
from congvan.problems import Severity
from congvan.standard import ND30
from tests.support.letters import letter

CASES = Path(__file__).parent / "cases"


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            yield f"{file.stem}: {case['title']}", case


ALL = list(cases())


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[name for name, _ in ALL])
def test_a_letter_has_just_these_findings(case: dict[str, Any]) -> None:
    changes = {
        key: None if value == "none" else value
        for key, value in case.items()
        if key not in ("title", "finds", "at", "quotes")
    }
    problems = check(letter(changes), standard=ND30)
    expected = case.get("finds") or []
    said = [(problem.code, problem.place.path) for problem in problems]
    assert said == [tuple(item.split()[:2]) for item in expected], [p.describe() for p in problems]
    for problem, item in zip(problems, expected, strict=True):
        for quoted in item.split(maxsplit=2)[2:]:
            wanted = dict(part.split("=", 1) for part in quoted.split(" | "))
            assert wanted.items() <= dict(problem.parameters).items(), problem.parameters


def test_every_code_is_found_by_some_case() -> None:
    found = {item.split()[0] for _, case in ALL for item in case.get("finds") or []}
    assert found == set(RULES)


def test_case_titles_are_told_apart() -> None:
    names = [name for name, _ in ALL]
    assert sorted(set(names)) == sorted(names)


def test_the_standard_has_every_rule_and_decides_the_weight() -> None:
    known = {rule.id: rule for rule in ND30.rules}
    assert {rule for rules in RULES.values() for rule in rules} <= set(known)
    weights = {
        "nd30.numbering.point-letter": Severity.ERROR,
        "nd30.numbering.sequence": Severity.WARNING,
        "nd30.text.double-space": Severity.INFO,
        "nd30.agency.doubtful": Severity.INFO,
    }
    assert {code: known[RULES[code][0]].severity for code in weights} == weights


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_of_the_cases_says_itself_whole(language: str) -> None:
    for _, case in ALL:
        changes = {key: None if value == "none" else value for key, value in case.items()}
        for name in ("title", "finds"):
            changes.pop(name, None)
        for problem in check(letter(changes), standard=ND30):
            text = problem.message(language) + problem.hint(language)
            assert "{" not in text.replace("{{", ""), text
            assert problem.code not in text
