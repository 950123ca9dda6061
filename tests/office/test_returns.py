"""Returned forms saved again by LibreOffice, and their summary reckoned by it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congvan.returns import ReturnError, collect, consolidate, read_form
from congvan.standard import ND30
from tests.support.assigned import assigned_dispatch
from tests.support.office import to_pdf
from tests.support.returned import STC_FILLED, X1_FILLED, blank, edited, fill, returned, stc
from tests.support.schema import schema_errors


@pytest.mark.parametrize("ending", ["xlsx"])
def test_a_form_saved_again_by_libreoffice_says_the_same(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "stc.xlsx"
    path.write_bytes(stc())
    (again,) = to_pdf([path], tmp_path / "out", ending=ending)
    form = read_form(returned(again.read_bytes()), assigned_dispatch())
    assert form.findings == ()
    assert {("bm1", *cell): value for cell, value in form.values["bm1"].items()} == {
        **STC_FILLED,
        ("bm1", 0, 3): Decimal("1250.5"),
    }


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("xls", "congvan.opc.old-format"),
        ("ods", "congvan.opc.not-a-package"),
        ("html", "congvan.returns.html-file"),
    ],
)
def test_a_form_saved_as_another_kind_of_file_is_named(ending: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "stc.xlsx"
    path.write_bytes(stc())
    (again,) = to_pdf([path], tmp_path / "out", ending=ending)
    with pytest.raises(ReturnError) as caught:
        read_form(returned(again.read_bytes()), assigned_dispatch())
    assert [problem.code for problem in caught.value.problems] == [code]


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_libreoffice_reckons_the_summary_alike(tmp_path: Path) -> None:
    files = [
        returned(stc(), "stc.xlsx", datetime(2027, 4, 10, 9)),
        returned(edited(blank("X1"), fill(X1_FILLED)), "x1.xlsx", datetime(2027, 4, 16, 9, 5)),
    ]
    data = consolidate(collect(files, assigned_dispatch()), standard=ND30)
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(data)
    assert schema_errors([path]) == {path: []}
    (again,) = to_pdf([path], tmp_path / "out", ending="xlsx")
    ours, theirs = load_workbook(BytesIO(data), data_only=True), load_workbook(again, data_only=True)
    for name in ("Biểu mẫu 1", "Biểu mẫu 2"):
        assert rows(theirs[name]) == rows(ours[name])
