"""The summary: live sums, whose each figure is, who is missing, what was found."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congvan.problems import CongvanError
from congvan.returns import ReturnedFile, State, collect, consolidate, states_in
from congvan.standard import ND30
from tests.support.assigned import assigned_dispatch
from tests.support.returned import X1_FILLED, blank, edited, fill, returned, stc

FILES = [
    returned(stc(), "stc.xlsx", datetime(2027, 4, 10, 9)),
    returned(edited(blank("X1"), fill(X1_FILLED)), "x1.xlsx", datetime(2027, 4, 16, 9, 5)),
    returned(b"", "hỏng.xlsx"),
]


def summary(files: list[ReturnedFile] = FILES) -> bytes:
    return consolidate(collect(files, assigned_dispatch()), standard=ND30)


def book(*, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(summary()), data_only=values)


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def row_with(sheet: Worksheet, text: str) -> list[Any]:
    return next(row for row in rows(sheet) if text in row)


def test_figures_are_live_sums_over_the_rows_of_the_units() -> None:
    total = row_with(book()["Biểu mẫu 1"], "Lớp đã mở")[2]
    assert total == "=SUMIFS('Biểu mẫu 1 - chi tiết'!$E$3:$E$6,'Biểu mẫu 1 - chi tiết'!$C$3:$C$6,1)"
    assert row_with(book(values=True)["Biểu mẫu 1"], "Lớp đã mở")[2] == 17


def test_lists_stand_one_after_another_with_whose_they_are() -> None:
    sheet = book(values=True)["Biểu mẫu 2"]
    assert row_with(sheet, "Lê Thị Mẫu") == [1, "Lê Thị Mẫu", None, None, 2, 3, 5, "UBND xã Bến Lau"]
    assert row_with(sheet, "+Phạm")[-1] == "UBND xã Bến Lau"
    assert row_with(sheet, "Tổng cộng")[4:6] == [3, 3]


def test_every_figure_has_its_unit_and_file() -> None:
    sheet = book()["Biểu mẫu 1 - chi tiết"]
    assert [row[1:3] + row[4:5] + row[-1:] for row in rows(sheet)[2:]] == [
        ["Sở Tài chính", 1, 12, "stc.xlsx"],
        ["Sở Tài chính", 2, 340, "stc.xlsx"],
        ["UBND xã Bến Lau", 1, 5, "x1.xlsx"],
        ["UBND xã Bến Lau", 2, 7, "x1.xlsx"],
    ]


def test_every_unit_has_a_row_with_file_time_and_version() -> None:
    sheet = book()["Đơn vị"]
    assert row_with(sheet, "X1")[3:7] == [
        "Gửi muộn",
        "Biểu mẫu 1, Biểu mẫu 2",
        "x1.xlsx",
        "09:05 ngày 16/4/2027",
    ]
    assert row_with(sheet, "X1")[7]
    assert row_with(sheet, "STP")[3] == "Chưa gửi"


def test_missing_and_late_units_stand_on_a_sheet_of_their_own() -> None:
    sheet = book()["Thiếu, muộn"]
    assert "15/4/2027" in rows(sheet)[0][0]
    assert [(row[1], row[3]) for row in rows(sheet)[2:]] == [
        ("STP", "Chưa gửi"),
        ("X2", "Chưa gửi"),
        ("X1", "Gửi muộn"),
    ]


def test_findings_stand_on_a_sheet_with_their_cells() -> None:
    assert row_with(book()["Kiểm tra"], "hỏng.xlsx")[-1] == "congvan.returns.empty-file"


def test_a_run_after_a_late_file_is_as_if_it_had_been_there_before() -> None:
    summary(FILES[:1])
    assert summary(FILES) == summary(FILES[::-1])


def test_the_summary_remembers_how_units_stand() -> None:
    states = states_in(summary(), assigned_dispatch())
    assert states == {"STP": State.MISSING, "STC": State.SENT, "X1": State.LATE, "X2": State.MISSING}


@pytest.mark.parametrize(
    ("data", "code"),
    [(stc(), "congvan.returns.not-a-summary"), (b"x", "congvan.returns.text-file")],
)
def test_another_file_is_no_summary(data: bytes, code: str) -> None:
    with pytest.raises(CongvanError) as caught:
        states_in(data, assigned_dispatch())
    assert caught.value.problems[0].code == code


def test_the_summary_of_another_dispatch_is_refused() -> None:
    with pytest.raises(CongvanError) as caught:
        states_in(summary(), assigned_dispatch(subject="việc khác"))
    assert caught.value.problems[0].code == "congvan.returns.summary-of-other"


def test_nothing_came_back_at_all() -> None:
    sheet = load_workbook(BytesIO(summary([])))["Biểu mẫu 2"]
    assert row_with(sheet, "Tổng hợp số liệu của 0/4 đơn vị")


@settings(max_examples=5)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(-(10**6), 10**6)), min_size=2, max_size=2))
def test_totals_are_the_sums_of_what_was_filled_in(figures: list[tuple[int, int]]) -> None:
    files = []
    for unit, (one, other) in zip(("X1", "X2"), figures, strict=True):
        data = edited(blank(unit), fill({("bm1", 0, 2): one, ("bm1", 1, 2): other}))
        files.append(returned(data, f"{unit}.xlsx"))
    sheet = load_workbook(BytesIO(summary(files)), data_only=True)["Biểu mẫu 1"]
    assert row_with(sheet, "Lớp đã mở")[2] == sum(one for one, _ in figures)
    assert row_with(sheet, "Người tham gia")[2] == sum(other for _, other in figures)
