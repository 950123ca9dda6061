"""Calls that went wrong at the keyboard, and consoles that cannot say what there is to say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.spoilt import files_here, letter
from tests.unit.cli.conftest import Run


@pytest.fixture
def fine(tmp_path: Path) -> str:
    (tmp_path / "thư.md").write_text(letter(), encoding="utf-8")
    return "thư.md"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--number", "0"], "congvan.cli.bad-number", "«0» không phải là số văn bản"),
        (["--number", "-1"], "congvan.cli.bad-number", "«-1»"),
        (["--number", "abc"], "congvan.cli.bad-number", "«abc»"),
        (["--number", ""], "congvan.cli.bad-number", "«»"),
        (["--number", "1.5"], "congvan.cli.bad-number", "«1.5»"),
        (["--number", "٣"], "congvan.cli.bad-number", "«٣»"),
        (["--number", "1234567"], "congvan.cli.bad-number", "«1234567»"),
        (["--date", "mai"], "congvan.cli.bad-date", "«mai»"),
        (["--date", ""], "congvan.cli.bad-date", "«»"),
        (["--date", "30/2/2027"], "congvan.cli.bad-date", "«30/2/2027»"),
        (["--set", "nam"], "congvan.cli.bad-setting", "--set tên=giá_trị"),
        (["--set", "=5"], "congvan.cli.bad-setting", "--set tên=giá_trị"),
        (["--set", ""], "congvan.cli.bad-setting", "--set tên=giá_trị"),
        (["--into", ""], "congvan.cli.no-folder", "--into còn trống"),
        (["--nhanh"], "congvan.cli.unknown-option", "«--nhanh»"),
        (["khác.md", "--number", "5"], "congvan.cli.number-for-many", "mỗi văn bản phải có số riêng"),
    ],
)
def test_a_call_that_is_not_understood_is_answered_and_writes_nothing(
    arguments: list[str], code: str, said: str, fine: str, run: Run
) -> None:
    done = run("render", fine, "--into", "out", *arguments)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert said in done.err
    assert files_here() == {fine}


@pytest.mark.parametrize(("number", "printed"), [("5", "05"), ("05", "05"), ("1588", "1588"), ("15a", "15a")])
def test_a_number_is_issued_as_the_decree_writes_it(number: str, printed: str, fine: str, run: Run) -> None:
    done = run("dump", fine, "--number", number, "--date", "05/3/2027")
    assert f"{printed}/SNV-CCHC" in done.out


def test_a_value_the_source_does_not_know_is_refused(fine: str, run: Run) -> None:
    done = run("render", fine, "--into", "out", "--set", "nam=2028")
    assert done.code == 1
    assert "Tệp nguồn không có giá trị nào tên «nam»" in done.err
    assert files_here() == {fine}


@pytest.mark.parametrize("name", ["latin-1", "ascii", "cp1252", "cp437"])
def test_a_console_without_vietnamese_still_gets_every_message(name: str, fine: str, run_apart: Run) -> None:
    done = run_apart("render", fine, "--into", "kết quả", PYTHONIOENCODING=name)
    assert done.code == 0
    assert done.out.encode("ascii", "replace").strip().endswith(b".docx")
    wrong = run_apart("render", "không có.md", "--into", "out", PYTHONIOENCODING=name)
    assert wrong.code == 1
    assert "[congvan.file.not-found]" in wrong.err


def test_in_the_plainest_locale_messages_are_whole(fine: str, run_apart: Run) -> None:
    done = run_apart("render", "không có.md", "--into", "out", LC_ALL="C")
    assert "Không tìm thấy tệp «không có.md»" in done.err
    assert run_apart("render", fine, "--into", "kết quả", LC_ALL="C").out == "kết quả/thư.docx\n"


def test_a_machine_reads_json_whatever_the_console(run_apart: Run) -> None:
    done = run_apart("check", "không có.md", "--format", "json", PYTHONIOENCODING="latin-1")
    assert [item["file"] for item in json.loads(done.out)] == ["không có.md"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("render thư.md --into out >&-", 0),
        ("render thư.md --into out >&- 2>&-", 0),
        ("check thư.md --format json >&-", 0),
        ("render thư.md --into out 2>&-", 0),
        ("render thư.md --into out >/dev/full", 1),
        ("dump thư.md >/dev/full", 1),
        ("--help >/dev/full", 1),
        ("render khác.md --into out 2>/dev/full", 1),
    ],
)
def test_without_a_place_to_print_nothing_crashes(call: str, code: int, fine: str, tmp_path: Path) -> None:
    if "/dev/full" in call and not Path("/dev/full").exists():
        pytest.skip("only Linux has a device that is always full")
    command = ["bash", "-c", f"{sys.executable} -m congvan {call}"]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"congvan.cli.fault" not in done.stderr
    if call.startswith("render thư.md"):
        assert (tmp_path / "out" / "thư.docx").is_file()
