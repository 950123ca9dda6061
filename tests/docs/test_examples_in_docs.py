"""What README and docs show is run: Python blocks execute, source files render without errors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import congvan
from congvan.problems import Severity
from tests.support.tools import ROOT

FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
PAGES = [Path(ROOT, "README.md"), *sorted(Path(ROOT, "docs").glob("*.md"))]


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language, with the page it stands on."""
    found: list[tuple[str, str]] = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += [(page.name, body) for kind, body in FENCE.findall(text) if kind == language]
    return found


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_a_python_example_runs(page: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(tmp_path, "examples").symlink_to(Path(ROOT, "examples"), target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, page, "exec"), {"__name__": "__example__"})


@pytest.mark.parametrize(("page", "text"), blocks("markdown"))
def test_a_source_file_shown_renders_without_errors(page: str, text: str) -> None:
    rendered = congvan.render(congvan.load(text.encode()), name=Path(page).stem)
    assert rendered.files
    assert [found.describe() for found in rendered.findings if found.severity is Severity.ERROR] == []


@pytest.mark.parametrize("page", sorted({page for page, _ in blocks("sh")}))
def test_the_commands_of_a_page_run_one_after_the_other(page: str, tmp_path: Path) -> None:
    Path(tmp_path, "examples").symlink_to(Path(ROOT, "examples"), target_is_directory=True)
    script = "".join(body for name, body in blocks("sh") if name == page)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-eu", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "lỗi:" not in done.stderr


def test_there_are_examples_to_run() -> None:
    assert blocks("python")
    assert blocks("markdown")
