"""Calling it wrongly is answered in words, with exit code 2; the help page costs next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from congvan import __version__
from congvan.cli import congvan
from congvan.cli.leaving import leave
from congvan.problems import OutputError, Problem
from tests.unit.cli.conftest import Run

HEAVY = {"attr", "attrs", "babel", "docx", "docxtpl", "holidays", "jinja2", "lxml", "openpyxl", "yaml"}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["--version"], ["render", "--help"], ["new", "-h"]]
)
def test_help_and_version_load_no_heavy_library(arguments: list[str]) -> None:
    script = f"""
import json, sys
from congvan.cli import main
try:
    main({arguments!r})
except SystemExit as left:
    print(json.dumps([left.code, sorted(name.split(".")[0] for name in sys.modules)]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert not {*loaded} & HEAVY


@pytest.mark.parametrize("command", sorted(congvan.commands))
def test_every_help_page_is_in_vietnamese(command: str, run: Run) -> None:
    page = run(command, "--help")
    assert page.code == 0
    assert page.out.startswith(f"Cách dùng: congvan {command} [TÙY CHỌN]")
    assert "Tùy chọn:" in page.out
    for english in ("Usage", "Options", "Show this", "required", "COMMAND"):
        assert english not in page.out
    assert all(
        option.help for option in congvan.commands[command].params if option.param_type_name == "option"
    )


def test_every_command_stands_on_the_first_page(run: Run) -> None:
    page = run("--help")
    assert page.code == 0
    assert {"check", "dump", "new", "render"} <= {*congvan.commands}
    assert all(f"\n  {name} " in page.out for name in congvan.commands)


def test_it_tells_its_version(run: Run) -> None:
    assert run("--version").out == f"congvan {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["viet"], "congvan.cli.unknown-command"),
        (["render", "--to", "x", "a.md"], "congvan.cli.unknown-option"),
        (["render", "a.md"], "congvan.cli.missing-parameter"),
        (["render", "--into", "out"], "congvan.cli.missing-parameter"),
        (["check", "a.md", "--format", "xml"], "congvan.cli.bad-parameter"),
        (["render", "a.md", "--into"], "congvan.cli.wrong-usage"),
        (["new", "a.md", "b.md"], "congvan.cli.wrong-usage"),
        (["render", "a.md", "b.md", "--into", "out", "--number", "5"], "congvan.cli.number-for-many"),
        (["render", "a.md", "--into", "out", "--set", "nam"], "congvan.cli.bad-setting"),
        (["render", "a.md", "--into", "out", "--set", "a b=1"], "congvan.cli.bad-setting"),
        (["render", "a.md", "--into", "out", "--date", "31/2/2028"], "congvan.cli.bad-date"),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_writes_nothing(
    arguments: list[str], code: str, run: Run, tmp_path: Path
) -> None:
    known = arguments[:1] if arguments[0] in congvan.commands else []
    for language in (["--language", "vi"], ["--language", "en"]) if known else ([],):
        done = run(*known, *language, *arguments[len(known) :])
        assert (done.code, done.out) == (2, "")
        assert f"[{code}]" in done.err
        assert "--help" in done.err
    assert [*tmp_path.iterdir()] == []


def test_a_number_for_several_letters_is_refused_with_the_reason(run: Run) -> None:
    done = run("render", "a.md", "b.md", "--into", "out", "--number", "5")
    assert "mỗi văn bản phải có số riêng" in done.err
    assert "every letter has a number" in run("check", "a", "b", "--number", "5", "--language", "en").err


def test_called_with_nothing_it_shows_its_help_page(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Cách dùng: congvan")


def test_a_fault_of_its_own_is_one_line_that_asks_to_report_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert leave(lambda: 1 // 0, ["render"]) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert "--debug" in said
    assert leave(lambda: 1 // 0, ["render", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_error_that_reaches_the_end_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem("congvan.output.exists", parameters={"name": name}) for name in ("a.md", "b.md")]

    def fail() -> None:
        raise OutputError(problems)

    assert leave(fail, ["new", "--language=en"]) == 1
    assert capsys.readouterr().err.count("exists") == 2


def test_an_interruption_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert leave(interrupted, []) == 130
    assert capsys.readouterr().err == ""


def test_nobody_reading_on_is_no_fault() -> None:
    command = f"{sys.executable} -m congvan --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "1")


def test_a_console_that_knows_no_vietnamese_gets_escapes_instead_of_a_crash(run_apart: Run) -> None:
    done = run_apart("render", "thư.md", "--into", "kết-quả", PYTHONIOENCODING="ascii")
    assert done.code == 1
    assert "\\u01b0" in done.err
    assert "Traceback" not in done.err
    assert run_apart("--help", PYTHONIOENCODING="cp1252").code == 0
