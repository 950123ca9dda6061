"""docs/docxtpl.md is true: each row names a test that exists, each case that is compared is in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from attrs import frozen

from tests.differential.cases import CASES
from tests.support.house import CODE
from tests.support.tools import ROOT

PAGE = Path(ROOT, "docs/docxtpl.md")
REFUSED = 3


@frozen
class Row:
    feature: str
    verdict: str
    reason: str
    test: str


def rows() -> list[Row]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines[2:]]
    return [Row(*row) for row in cells]


def exists(test: str) -> bool:
    path, _, name = test.partition("::")
    function, _, case = name.partition("[")
    tree = ast.parse(Path(ROOT, path).read_text(encoding="utf-8"))
    known = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return function in known and (not case or case.removesuffix("]") in CASES)


def test_every_feature_has_a_verdict_and_a_test() -> None:
    for row in rows():
        assert row.verdict in ("same", "better", "refused"), row
        assert exists(row.test), row
        assert row.verdict == "same" or row.reason, row


def test_what_is_refused_names_its_error() -> None:
    refused = [row for row in rows() if row.verdict == "refused"]
    assert len(refused) <= REFUSED
    for row in refused:
        assert all(CODE.fullmatch(code) for code in re.findall(r"`(congvan[^`]*)`", row.reason))
        assert "`congvan." in row.reason


def test_every_case_compared_is_on_the_page() -> None:
    named = {row.test.partition("[")[2].removesuffix("]") for row in rows()}
    assert CASES.keys() - named <= {"several-renders"}


def test_no_feature_is_there_twice() -> None:
    features = [row.feature for row in rows()]
    assert len(features) == len(set(features))
