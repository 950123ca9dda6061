"""The set-up of a bare machine takes its newer LibreOffice from the mirror that the machine already uses."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.tools import ROOT

SCRIPT = ROOT / "tests" / "setup" / "system-packages.sh"
NEW_STYLE = """\
Types: deb
URIs: http://mirror.example/security
Suites: bookworm-security
Components: main

# the main archive
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/archive.gpg
"""
OLD_STYLE = """\
# deb http://other.example/debian bookworm main
deb http://mirror.example/security bookworm-security main
deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib
"""


def derived(apt: Path, codename: str = "bookworm") -> subprocess.CompletedProcess[str]:
    command = ["bash", str(SCRIPT), "--backports-of", str(apt), codename]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def apt_folder(folder: Path, *, name: str, text: str) -> Path:
    (folder / "sources.list.d").mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_backports_come_from_a_stanza_of_the_machine(tmp_path: Path) -> None:
    apt = apt_folder(tmp_path, name="sources.list.d/debian.sources", text=NEW_STYLE)
    assert derived(apt).stdout.splitlines() == [
        "Types: deb",
        "URIs: http://mirror.example/debian",
        "Suites: bookworm-backports",
        "Components: main",
        "Signed-By: /usr/share/keyrings/archive.gpg",
    ]


def test_backports_come_from_a_line_of_the_machine(tmp_path: Path) -> None:
    expected = "deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm-backports main\n"
    assert derived(apt_folder(tmp_path, name="sources.list", text=OLD_STYLE)).stdout == expected


def test_a_machine_without_the_suite_gets_no_source(tmp_path: Path) -> None:
    done = derived(apt_folder(tmp_path, name="sources.list", text=OLD_STYLE), "trixie")
    assert (done.returncode, done.stdout) == (1, "")
