"""Every problem of the model has its words."""

from __future__ import annotations

import re

import pytest

from congvan.problems import LANGUAGES, Problem, catalogue
from tests.support.tools import ROOT

CODES = sorted(
    {
        found
        for file in (ROOT / "src/congvan/model").rglob("*.py")
        for found in re.findall(r'problem\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8"))
    }
)


def test_the_codes_are_found() -> None:
    assert len(CODES) > 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_code_has_message_and_hint(code: str, language: str) -> None:
    problem = Problem(f"congvan.model.{code}")
    assert problem.message(language) != problem.code
    assert problem.hint(language) != f"{problem.code}#hint"


def test_the_languages_quote_the_same_values() -> None:
    for code in CODES:
        for key in (f"congvan.model.{code}", f"congvan.model.{code}#hint"):
            vi, en = (catalogue("model", language).gettext(key) for language in LANGUAGES)
            assert set(re.findall(r"{(\w+)}", vi)) == set(re.findall(r"{(\w+)}", en)), key
