"""PDF by the real LibreOffice, of files and of batches; and by one that crashes."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import congvan
from congvan.pdf import convert, is_archival
from tests.support.batches import write_inputs
from tests.support.small import small_dispatch
from tests.support.tools import program

ROWS = 3
pytestmark = pytest.mark.office


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    program("soffice")
    write_inputs(tmp_path, ROWS)
    return tmp_path


def run(folder: Path, *options: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-m", "congvan", "batch", "thu.md", "--data", "d.csv", "--name", "{ma}"]
    environment = {**os.environ, **({"PATH": path} if path else {})}
    return subprocess.run(
        [*order, *options], cwd=folder, capture_output=True, text=True, check=False, env=environment
    )


def pdfs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.pdf"))


def letter(folder: Path, name: str) -> Path:
    (path,) = congvan.render(small_dispatch(), name=name).write(folder)
    return path


def test_every_letter_gets_its_pdf_and_what_is_not_ours_does_not(folder: Path) -> None:
    good = [letter(folder, "thư một"), letter(folder, "thu-2")]
    foreign = folder / "khac.docx"
    foreign.write_bytes(b"PK no letter")
    found = {item.file: item for item in convert([*good, foreign])}
    assert [found[file].pdf for file in good] == [file.with_suffix(".pdf") for file in good]
    assert all(file.with_suffix(".pdf").read_bytes().startswith(b"%PDF") for file in good)
    refused = found[foreign].problem
    assert refused is not None
    assert refused.code == "congvan.pdf.not-ours"


def test_an_archival_pdf_says_that_it_is_one(folder: Path) -> None:
    (found,) = convert([letter(folder, "a")], archival=True)
    assert found.pdf is not None
    assert is_archival(found.pdf.read_bytes())
    (plain,) = convert([letter(folder, "b")])
    assert plain.pdf is not None
    assert not is_archival(plain.pdf.read_bytes())


def test_every_letter_of_a_batch_gets_its_pdf_and_nothing_else_does(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "cua-toi.docx").write_bytes(b"PK mine")
    done = run(folder, "--into", "out", "--pdf")
    assert done.returncode == 0, done.stderr
    assert pdfs(folder) == ["DV01.pdf", "DV02.pdf", "DV03.pdf"]
    assert re.search(r"Số trang PDF: 3$", done.stdout, re.MULTILINE)
    written = {path: path.stat().st_mtime_ns for path in (folder / "out").glob("*.pdf")}
    assert run(folder, "--into", "out", "--pdf").returncode == 0
    assert written == {path: path.stat().st_mtime_ns for path in written}


def test_pdfs_for_the_archive_take_the_place_of_plain_ones(folder: Path) -> None:
    assert run(folder, "--into", "out", "--pdf").returncode == 0
    assert run(folder, "--into", "out", "--pdfa").returncode == 0
    assert all(is_archival(path.read_bytes()) for path in (folder / "out").glob("*.pdf"))


def test_a_libreoffice_that_crashes_fails_each_file_by_name_and_costs_no_letter(folder: Path) -> None:
    fake = folder / "bin" / "soffice"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho gone wrong >&2\nkill -SEGV $$\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    done = run(folder, "--into", "out", "--pdf", path=f"{fake.parent}:{os.environ['PATH']}")
    assert done.returncode == 1
    assert [name for name in ("DV01", "DV02", "DV03") if f"Tệp «{name}.docx»" in done.stderr] == [
        "DV01",
        "DV02",
        "DV03",
    ]
    assert "gone wrong" in done.stderr
    assert len([*(folder / "out").glob("*.docx")]) == ROWS
    assert pdfs(folder) == []
    assert run(folder, "--into", "out", "--pdf").returncode == 0
    assert len(pdfs(folder)) == ROWS


def test_pdfs_need_a_folder_and_that_is_said_before_anything_is_made(folder: Path) -> None:
    done = run(folder, "--into", "thu.zip", "--pdf")
    assert done.returncode == 1
    assert "thư mục" in done.stderr
    assert not (folder / "thu.zip").exists()
