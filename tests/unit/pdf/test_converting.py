"""PDF by LibreOffice: many files in a call, failures each with its name, nothing left hanging."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest

import congvan
from congvan.pdf import PdfError, convert, found_office
from tests.support.small import small_dispatch


def letter(folder: Path, name: str) -> Path:
    (path,) = congvan.render(small_dispatch(), name=name).write(folder)
    return path


def script(folder: Path, text: str) -> str:
    path = folder / "office.sh"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_missing_office_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("congvan.pdf.office._PLACES", ())
    assert found_office() is None
    with pytest.raises(PdfError, match="no-office"):
        convert([letter(tmp_path, "a")])


def test_an_office_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    office = script(tmp_path, f"sleep 987 & echo $! > {tmp_path}/pid\nwait")
    (found,) = convert([letter(tmp_path, "a")], office=office, starting=0.5, each=0.1)
    assert found.problem is not None
    assert found.problem.code == "congvan.pdf.too-slow"
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_an_office_that_always_hangs_is_not_waited_for_file_by_file(tmp_path: Path) -> None:
    office = script(tmp_path, f"echo called >> {tmp_path}/calls\nsleep 987")
    files = [letter(tmp_path, name) for name in "abcdef"]
    found = convert(files, office=office, starting=0.2, each=0.05)
    assert [item.problem.code for item in found if item.problem] == ["congvan.pdf.too-slow"] * 6
    assert (tmp_path / "calls").read_text().count("called") == 2


def is_running(process: int) -> bool:
    """Whether a process lives on; one that has ended and is not yet waited for does not."""
    status = Path(f"/proc/{process}/stat")
    for _ in range(50):
        try:
            state = status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True


def test_an_office_that_crashes_fails_each_file_by_name(tmp_path: Path) -> None:
    office = script(tmp_path, "echo crashed; exit 77")
    found = convert([letter(tmp_path, "a"), letter(tmp_path, "b")], office=office)
    assert [item.problem.parameters["name"] for item in found if item.problem] == ["a.docx", "b.docx"]
    assert "crashed" in str(found[0].problem.parameters["reason"] if found[0].problem else "")
    assert not [*tmp_path.glob("*.pdf")]


def test_one_file_that_fails_leaves_the_others_their_pdf(tmp_path: Path) -> None:
    # In a call of several only the first gets its PDF; the other gets it in a call of its own.
    text = """
for word in "$@"; do
    [ "$before" = --outdir ] && out=$word
    case $word in *.docx) files="$files $word" ;; esac
    before=$word
done
set -- $files
mkdir -p "$out"
printf '%%PDF-1.7\\n%%%%EOF\\n' > "$out/$(basename "$1" .docx).pdf"
"""
    good, other = letter(tmp_path, "a"), letter(tmp_path, "b")
    found = convert([good, other], office=script(tmp_path, text))
    assert all(item.pdf for item in found)


def test_an_edited_letter_is_not_opened(tmp_path: Path) -> None:
    from congvan.opc import read_package

    path = letter(tmp_path, "a")
    package = read_package(path.read_bytes())
    body = package.read("word/document.xml").replace("phối hợp".encode(), "chung sức".encode())
    path.write_bytes(package.with_parts({"word/document.xml": body}))
    (found,) = convert([path], office="/bin/false")
    assert found.problem is not None
    assert found.problem.code == "congvan.pdf.edited"
