"""The long example from end to end: footnote, forms and summary come from one set of assignments."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import congvan
from congvan.model import Dispatch, printed
from tests.support.returned import edited, fill
from tests.support.tools import ROOT


@pytest.fixture(scope="module")
def dispatch() -> Dispatch:
    return congvan.load(Path(ROOT, "examples", "bao-cao-cuoi-nam.md"))


@pytest.fixture(scope="module")
def forms(dispatch: Dispatch) -> dict[str, bytes]:
    return dict(congvan.forms(dispatch, name="x").files)


def test_the_footnote_says_who_provides_what(dispatch: Dispatch) -> None:
    (note,) = printed(dispatch).footnotes
    said = [f"{block.marker} {block.text}" for block in note.blocks]
    assert said[0] == "- Văn phòng UBND tỉnh:"
    assert "+ Biểu mẫu 3: toàn bộ;" in said
    assert said[-2] == "- Sở Tài chính: biểu mẫu 6, thống nhất số liệu với Kho bạc trước khi gửi."
    assert said[-1].endswith("Sở Xây dựng phối hợp về dữ liệu quy hoạch.")


def test_every_unit_that_leads_has_a_form_and_every_cell_has_one_unit(
    dispatch: Dispatch, forms: dict[str, bytes]
) -> None:
    assert [*forms] == [f"x-{code}.xlsx" for code in ("VP", "SNV", "STP", "STC", "SKHCN")]
    cells = [(share.form, cell) for share in dispatch.shares for cell in share.cells]
    assert len(cells) == len(set(cells))
    assert {share.form for share in dispatch.shares} == set(dispatch.forms)


def filled(forms: dict[str, bytes], dispatch: Dispatch, code: str) -> congvan.ReturnedFile:
    figures: dict[tuple[str, int, int], Any] = {}
    for share in dispatch.shares:
        for row, column in share.cells:
            if share.unit.code == code and "số" in _kind(share.table, column):
                figures[share.form, row, column] = row + 1
    return congvan.ReturnedFile(f"{code}.xlsx", edited(forms[f"x-{code}.xlsx"], fill(figures)))


def _kind(table: congvan.Table, column: int) -> str:
    number = (congvan.ColumnKind.INTEGER, congvan.ColumnKind.DECIMAL)
    return "số" if table.leaves[column].kind in number else "chữ"


def test_the_parts_of_several_units_make_one_whole_form(dispatch: Dispatch, forms: dict[str, bytes]) -> None:
    units = dict.fromkeys(share.unit.code for share in dispatch.shares)
    found = congvan.collect([filled(forms, dispatch, code) for code in units], dispatch)
    assert found.is_whole
    assert found.findings == ()
    book = load_workbook(BytesIO(congvan.consolidate(found)), data_only=True)
    results = [row[3] for row in book["Biểu mẫu 1"].iter_rows(min_row=4, values_only=True)]
    assert results == [1, 2, 3, 4, 5, 6, 7]
