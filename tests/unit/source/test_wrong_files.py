"""Every way a source file can be wrong that we know of, and exactly what is said about it in two languages.

The cases stand in `wrong/*.txt`: `### title`, the file, `--- vi` and `--- en` with the problems. `%rest` is
short for the keys every source needs. After `|` in a title: `file=` another file name, `set=` a value from
outside, `files` a folder to look for attached files in. `--accept` writes what is said now.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import frozen

from congvan.problems import CongvanError, Problem
from congvan.source import read_source

FOLDER = Path(__file__).parent / "wrong"
REST = """\
issuer: {name: Sở Nội vụ}
reference: /SNV-CCHC
date: 2027
subject: báo cáo
signatory: {position: Giám đốc, name: Trần Thị Mẫu}"""


@frozen
class Case:
    """One wrong file: what it is about, its text as written in the table, what is said about it."""

    title: str
    written: str
    said: dict[str, str]

    @property
    def options(self) -> dict[str, str]:
        """The options behind the title."""
        pairs = (option.strip().partition("=") for option in self.title.split("|")[1:])
        return {name: value for name, _, value in pairs}

    @property
    def text(self) -> str:
        """The file's text, the keys every source needs put in where it does not write them."""
        typed = {line.partition(":")[0] for line in self.written.split("\n")}
        rest = [line for line in REST.split("\n") if line.partition(":")[0] not in typed]
        return self.written.replace("%rest", "\n".join(rest))


def cases_of(path: Path) -> list[Case]:
    found = []
    for block in path.read_text(encoding="utf-8").split("### ")[1:]:
        title, _, rest = block.partition("\n")
        written, _, said = rest.partition("--- vi\n")
        vietnamese, _, english = said.partition("--- en\n")
        found.append(Case(title, written, {"vi": vietnamese, "en": english}))
    return found


def missing_file(name: str) -> bytes:
    raise FileNotFoundError(name)


def problems_of(case: Case) -> tuple[Problem, ...]:
    """What is said about a case: its problems, or its findings when it can be bound."""
    options = case.options
    try:
        resolver = missing_file if "files" in options else None
        source = read_source(case.text, file=options.get("file", "x.md"), resolver=resolver)
        values = {options["set"]: 1} if "set" in options else None
        return source.bound(values).findings
    except CongvanError as error:
        return error.problems


def said(case: Case, language: str) -> str:
    return "".join(f"{problem.describe(language)}\n" for problem in problems_of(case))


PATHS = sorted(FOLDER.glob("*.txt"))
CASES = [(path, case) for path in PATHS for case in cases_of(path)]


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{path.stem}: {case.title}" for path, case in CASES]
)
def test_what_is_said_about_a_wrong_file(case: Case, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        pytest.skip("the table is being written")
    assert {language: said(case, language) for language in ("vi", "en")} == case.said


def test_the_table_is_written_when_asked(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--accept"):
        pytest.skip("only with --accept")
    for path in PATHS:
        blocks = [
            f"### {case.title}\n{case.written}--- vi\n{said(case, 'vi')}--- en\n{said(case, 'en')}"
            for case in cases_of(path)
        ]
        path.write_text("".join(blocks), encoding="utf-8")


def test_there_are_at_least_sixty_wrong_files_and_none_passes_in_silence() -> None:
    assert len(CASES) >= 60
    assert [case.title for _, case in CASES if not problems_of(case)] == []
