"""What the metadata promises is what the code needs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.support.house import tree_of
from tests.support.tools import ROOT

STANDARD_LIBRARY = sys.stdlib_module_names


def imported(file: Path) -> Iterator[str]:
    """Top-level names of the packages that a module imports, wherever in it."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def declared() -> set[str]:
    """Distributions that an installation may count on: the dependencies and the extras for users."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + [each for name in extras if name != "dev" for each in extras[name]]
    return {canonical(re.split(r"[<>=!~;\[ ]", each, maxsplit=1)[0]) for each in wanted}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_the_code_imports_is_declared() -> None:
    owners = packages_distributions()
    names = {name for file in (ROOT / "src").rglob("*.py") for name in imported(file)}
    foreign = names - STANDARD_LIBRARY - {"congvan"}
    assert foreign
    undeclared = {
        name for name in foreign if not {canonical(each) for each in owners.get(name, [name])} & declared()
    }
    assert not undeclared
