"""The rules of the house, kept by a test because no linter knows them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support import house
from tests.support.tools import ROOT

SOURCE = ROOT / "src" / "congvan"
PURE_DATA = ("standard/nd30_rules.py",)
"""Tables that may be longer than a file of code, from `src/congvan/`."""
# Taken apart, so that this file does not mention them itself.
FORBIDDEN = tuple(
    "|".join(parts).replace("|", "") for parts in (("/wo", "rk/"), ("thethuc", ".md"), ("anchors", ".md"))
)
OTHER_PROGRAMS = tuple(f"tests.support.{name}" for name in ("schema", "office", "layout", "postgresql"))
"""What asks a program beside Python: a validator, LibreOffice, a database."""
TEXT = {".py", ".md", ".po", ".toml", ".yaml", ".yml", ".json", ".sh", ".txt", ".cfg", ""}


def python_files(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def text_files() -> list[Path]:
    """What git keeps or is about to keep; in an unpacked source archive, the files that it holds."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    names = [ROOT / name for name in listed.stdout.split("\0") if name] or python_files("src", "tests")
    return [path for path in names if path.suffix in TEXT and path.is_file() and "golden" not in path.parts]


def nothing(found: Iterable[str]) -> None:
    said = list(found)
    if said:
        pytest.fail("\n".join(said), pytrace=False)


def test_no_function_is_longer_than_fifty_lines() -> None:
    files = python_files("src", "tests", "examples", "benchmarks")
    nothing(said for file in files for said in house.oversized_functions(file))


def test_no_file_is_longer_than_four_hundred_lines_but_tables() -> None:
    tables = {SOURCE / name for name in PURE_DATA}
    files = [file for file in python_files("src", "tests", "examples", "benchmarks") if file not in tables]
    nothing(said for file in files for said in house.oversized_file(file))
    assert all(table.exists() for table in tables)


def test_no_room_is_crowded() -> None:
    rooms = sorted({file.parent for file in python_files("src")})
    nothing(said for room in rooms for said in house.crowded_room(room))


def test_unit_tests_need_no_more_than_python() -> None:
    nothing(said for file in python_files("tests/unit") for said in house.mentions(file, OTHER_PROGRAMS))


def test_every_public_name_has_a_docstring() -> None:
    nothing(said for file in python_files("src") for said in house.undocumented(file))


def test_modules_are_named_after_what_they_hold() -> None:
    files = python_files("src", "tests", "examples")
    nothing(
        said for path in sorted({*files, *(file.parent for file in files)}) for said in house.nameless(path)
    )


def test_every_problem_speaks_both_languages_and_no_text_is_left_over() -> None:
    nothing(house.Catalogues.read(SOURCE / "locale").faults(house.codes_in(SOURCE), house.names_in(SOURCE)))


def test_every_text_file_is_in_form_c() -> None:
    nothing(said for file in text_files() for said in house.decomposed(file))


def test_nothing_mentions_a_place_outside_the_project() -> None:
    nothing(said for file in text_files() for said in house.mentions(file, FORBIDDEN))
