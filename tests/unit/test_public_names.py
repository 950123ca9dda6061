"""`import congvan` costs nothing, and every public name is there when it is asked for."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import congvan
import congvan.model

HEAVY = {
    "attrs",
    "attr",
    "babel",
    "click",
    "docx",
    "docxtpl",
    "holidays",
    "jinja2",
    "lxml",
    "openpyxl",
    "yaml",
}


def loaded_by(code: str) -> set[str]:
    """The top-level packages that a fresh Python has loaded after `code`."""
    script = (
        f"{code}\nimport json, sys; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_congvan_loads_nothing_heavy() -> None:
    assert not loaded_by("import congvan; dir(congvan); congvan.__version__") & HEAVY


def test_asking_for_the_model_does_not_load_office_libraries() -> None:
    loaded = loaded_by(
        "import congvan; congvan.Dispatch; congvan.ND30; congvan.reporting_periods; congvan.render"
    )
    assert not loaded & (HEAVY - {"attrs", "attr"})


@pytest.mark.parametrize("name", congvan.__all__)
def test_every_public_name_is_what_its_home_holds(name: str) -> None:
    value = getattr(congvan, name)
    if isinstance(value, ModuleType):
        assert value is import_module(f"congvan.{name}")
    else:
        assert value is getattr(import_module(congvan._HOMES[name]), name)


def test_every_class_of_the_model_is_public() -> None:
    assert {*congvan.model.__all__} <= {*congvan.__all__}


def test_type_checkers_see_the_names_that_are_there() -> None:
    tree = ast.parse(Path(congvan.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    rooms = dict.fromkeys(congvan._ROOMS, "congvan")
    assert seen == congvan._HOMES | rooms


def test_dir_lists_the_public_names() -> None:
    assert {*congvan.__all__, "__version__"} <= {*dir(congvan)}


def test_an_unknown_name_is_an_ordinary_attribute_error() -> None:
    with pytest.raises(AttributeError, match="rendr"):
        _ = congvan.rendr  # type: ignore[attr-defined]


def test_check_stays_the_function_after_its_room_is_loaded() -> None:
    room = import_module("congvan.check")
    assert isinstance(room, ModuleType)
    assert callable(congvan.check)
    assert "check" not in vars(congvan) or not isinstance(vars(congvan)["check"], ModuleType)
