"""Workbooks of the register, of a unit's form and of many rows, as the Open XML SDK judges them."""

from __future__ import annotations

from pathlib import Path

from congvan.excel.forms import form
from congvan.register import Register
from congvan.standard import ND30
from tests.support.annexes import MANY, annex_of
from tests.support.assigned import assigned_dispatch
from tests.support.registers import SERIES, filled
from tests.support.schema import schema_errors


def test_the_register_keeps_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with Register.init(tmp_path / "so.db", SERIES) as register:
        path.write_bytes(filled(register))
    assert schema_errors([path]) == {path: []}


def test_a_form_keeps_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "X1.xlsx"
    path.write_bytes(form(assigned_dispatch(), "X1", standard=ND30))
    assert schema_errors([path]) == {path: []}


def test_a_table_of_many_rows_keeps_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    path.write_bytes(annex_of(MANY))
    assert schema_errors([path]) == {path: []}
