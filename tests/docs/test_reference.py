"""The reference pages are generated: `pytest tests/docs --accept` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from congvan.model.glossary import TERMS
from tests.support.tools import ROOT

DOCS = Path(ROOT, "docs")
LOCALE = Path(ROOT, "src/congvan/locale")


def glossary() -> Iterator[str]:
    """One table for each class of the model."""
    yield "# Glossary"
    yield "Every key of a source file, English and Vietnamese; either may be used in any file."
    for owner, terms in groupby(TERMS, key=lambda term: term.owner):
        rows = [f"| `{term.name}` | `{term.key}` | {term.meaning} |" for term in terms]
        yield f"## {owner}"
        yield "\n".join(["| English | Tiếng Việt | nghĩa |", "|---|---|---|", *rows])


def texts(language: str) -> dict[str, str]:
    """Every message and hint of one language by its id."""
    found: dict[str, str] = {}
    for path in sorted(Path(LOCALE, language, "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found |= {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    return found


def problem_codes() -> Iterator[str]:
    """Every code with its message and hint in both languages."""
    vietnamese, english = texts("vi"), texts("en")
    codes = sorted(code for code in vietnamese if not code.endswith("#hint"))
    yield "# Problem codes"
    yield (
        "What congvan says, by code. Codes are never reused. "
        "Of each, in Vietnamese and English: what is wrong, then what to do."
    )
    for family, members in groupby(codes, key=lambda code: ".".join(code.split(".")[:2])):
        yield f"## {family}"
        for code in members:
            yield (
                f"**`{code}`**\n"
                f"- {vietnamese[code]} *{vietnamese[f'{code}#hint']}*\n"
                f"- {english[code]} *{english[f'{code}#hint']}*"
            )


@pytest.mark.parametrize(
    ("page", "content"), [("glossary.md", glossary), ("problem-codes.md", problem_codes)]
)
def test_a_reference_page_says_what_the_code_says(
    page: str, content: object, request: pytest.FixtureRequest
) -> None:
    assert callable(content)
    expected = "\n\n".join(content()) + "\n"
    path = DOCS / page
    if request.config.getoption("--accept"):
        path.write_text(expected, encoding="utf-8")
    assert path.is_file(), "run: pytest tests/docs --accept"
    assert path.read_text(encoding="utf-8") == expected, "run: pytest tests/docs --accept"
