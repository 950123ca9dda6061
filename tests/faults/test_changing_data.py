"""Data that changes while a batch is made of it: every letter says what was read, and the user is told."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from congvan.register import Register, Series
from tests.support.batches import OFFICE, write_inputs

ROWS = 300


def run(folder: Path, *options: str, meanwhile: object = None) -> tuple[int, str, str]:
    """The batch as an office calls it; `meanwhile` happens once the first letters are there."""
    order = [sys.executable, "-m", "congvan", "batch", "thu.md", "--data", "d.csv", "--into", "out"]
    process = subprocess.Popen(
        [*order, "--name", "{ma}", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while callable(meanwhile) and process.poll() is None:
        if (folder / "out").is_dir() and [*(folder / "out").glob("*.docx")]:
            meanwhile()
            break
        time.sleep(0.001)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_inputs(tmp_path, ROWS)
    return tmp_path


def changed(folder: Path) -> None:
    """The data is replaced as a spreadsheet program does it."""
    text = (folder / "d.csv").read_text(encoding="utf-8")
    (folder / "new.csv").write_text(text.replace("Đơn vị 299,299", "Đơn vị 299,7"), encoding="utf-8")
    (folder / "new.csv").replace(folder / "d.csv")


def test_letters_say_what_was_read_and_the_next_run_names_what_changed(folder: Path) -> None:
    code, out, err = run(folder, meanwhile=lambda: changed(folder))
    assert (code, f"Đã tạo {ROWS} văn bản" in out) == (0, True)
    assert "data-changed" in err or "đã đổi" in err
    code, _, err = run(folder)
    assert code == 1
    assert "DV299" in err
    assert run(folder, "--replace")[0] == 0
    assert run(folder)[0] == 0


def test_a_second_table_that_changes_is_told_of_too(folder: Path) -> None:
    lines = [f"DV{number:02},Nơi nhận {number}" for number in range(1, ROWS + 1)]
    (folder / "noi.csv").write_text("\n".join(("ma,noi", *lines, "")), encoding="utf-8")

    def change() -> None:
        (folder / "noi.csv").write_text("\n".join(("ma,noi", *lines[:-1], "")), encoding="utf-8")

    _, _, err = run(folder, "--join", "recipients=noi.csv", meanwhile=change)
    assert "noi.csv" in err


@pytest.mark.parametrize("how", ["gone", "cut in half"])
def test_data_that_goes_away_during_the_run_costs_no_letter(folder: Path, how: str) -> None:
    Register.init(folder / "so.db", Series(OFFICE, 2027)).close()

    def spoil() -> None:
        data = (folder / "d.csv").read_bytes()
        (folder / "d.csv").unlink()
        if how != "gone":
            (folder / "d.csv").write_bytes(data[: len(data) // 2])

    code, out, err = run(folder, "--register", "so.db", "--date", "05/3/2027", meanwhile=spoil)
    assert code == 0
    assert f"Số: 01-{ROWS}" in out
    assert "d.csv" in err
