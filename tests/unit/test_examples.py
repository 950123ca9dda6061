"""The examples say what they show: scripts equal their files, next year comes out right, no word is lost."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest

import congvan
from tests.support.ooxml import text_of
from tests.support.tools import ROOT

EXAMPLES = Path(ROOT, "examples")
SOURCES = sorted(EXAMPLES.glob("*.md"))


def script(name: str) -> ModuleType:
    """One script of the examples as a module."""
    spec = importlib.util.spec_from_file_location(name, Path(EXAMPLES, f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def typed_words(path: Path) -> tuple[list[str], list[str]]:
    """The words a person typed in the body and in the notes, without marks and placeholders."""
    lines = path.read_text(encoding="utf-8").split("\n---\n", 1)[1].splitlines()
    notes = [line for line in lines if line.startswith(("[^", "    "))]
    return words(line for line in lines if line not in notes), words(notes)


def words(lines: Iterable[str]) -> list[str]:
    """Words without marks."""
    plain = re.sub(r"^\[\^\w+\]:|\{\{.*?\}\}|\[\^\w+\]|[*~^<>]", " ", "\n".join(lines), flags=re.MULTILINE)
    return [word for word in plain.split() if word not in {"-", "+"}]


def test_a_letter_built_from_objects_equals_its_source_file() -> None:
    assert script("giai_trinh_diem").dispatch() == congvan.load(EXAMPLES / "giai-trinh-diem.md")


def test_next_years_guidance_comes_out_right_by_changing_one_value() -> None:
    letters = script("huong_dan_hang_nam").letters()
    text = "\n".join(text_of(letters["huong-dan-2027"].files["huong-dan-2027.docx"]))
    assert "ngày 13 tháng 01 năm 2027" in text
    assert "từ ngày 15/12/2026 đến ngày 14/3/2027" in text
    assert "từ ngày 15/6/2027 đến ngày 14/9/2027" in text
    assert "so sánh với cùng kỳ năm 2026" in text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_word_of_a_body_is_lost_and_their_order_is_kept(path: Path) -> None:
    rendered = congvan.render(congvan.load(path), name=path.stem)
    printed = " ".join(text_of(rendered.files[f"{path.stem}.docx"]))
    body, notes = typed_words(path)
    position = 0
    for word in body:
        found = printed.find(word, position)
        assert found >= 0, f"{word!r} is missing after {printed[max(0, position - 60) : position]!r}"
        position = found + len(word)
    assert [word for word in notes if word not in printed] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_example_has_no_finding_against_the_law(path: Path) -> None:
    rendered = congvan.render(congvan.load(path), name=path.stem)
    assert [found.describe() for found in rendered.findings if found.severity is congvan.Severity.ERROR] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_example_survives_being_written_back(path: Path) -> None:
    dispatch = congvan.load(path)
    assert congvan.load(congvan.dump(dispatch).encode()) == dispatch
