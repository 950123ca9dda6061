"""Groups with sums of their own, numbers of columns, bounds, in the workbook."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from openpyxl.worksheet.worksheet import Worksheet

from congvan.model import Column, ColumnKind, Group, Table, Total
from congvan.problems import RenderError
from tests.support.annexes import annex_of, book_of, place_of, sheet_of
from tests.support.grouped import GROUPED, NESTED


def lines(sheet: Worksheet, first: int, count: int) -> list[list[Any]]:
    rows = sheet.iter_rows(min_row=first, max_row=first + count - 1)
    return [[cell.value for cell in row] for row in rows]


def test_a_group_has_a_line_with_its_mark_its_title_and_its_sums() -> None:
    sheet = sheet_of(GROUPED)
    top = place_of(sheet, "Các sở").row
    said = lines(sheet, top, 7)
    assert [row[:2] for row in said] == [
        ["I", "Các sở"],
        [1, "Sở Y tế"],
        [2, "Sở Tài chính"],
        ["II", "UBND các xã"],
        [1, "Xã Đồng Rạng"],
        [2, None],
        [None, "Tổng cộng"],
    ]
    assert said[0][2] == f'=IF(COUNT(C{top + 1}:C{top + 2})=0,"",SUM(C{top + 1}:C{top + 2}))'
    assert said[3][2] == f'=IF(COUNT(C{top + 4}:C{top + 5})=0,"",SUM(C{top + 4}:C{top + 5}))'
    assert said[6][2] == f'=IF(COUNT(C{top},C{top + 3})=0,"",SUM(C{top},C{top + 3}))'
    assert [row[5] for row in (said[0], said[3], said[6])] == [None] * 3
    assert all(sheet.cell(top, column).font.bold for column in range(1, 7))
    assert all(sheet.cell(top, column).border.left.style == "thin" for column in range(1, 7))


def test_who_does_not_reckon_reads_the_sums() -> None:
    sheet = book_of(GROUPED, values=True).worksheets[0]
    top = place_of(sheet, "Các sở").row
    assert [row[2:5] for row in lines(sheet, top, 7)] == [
        [21, 37, 58],
        [12, 30, 42],
        [9, 7, 16],
        [3, 4, 7],
        [3, 4, 7],
        [None, None, None],
        [24, 41, 65],
    ]


def test_the_sum_of_a_group_of_groups_adds_up_theirs() -> None:
    sheet = sheet_of(NESTED)
    top = place_of(sheet, "Cấp tỉnh").row
    marks = [row[0] for row in lines(sheet, top, 10)]
    assert marks == ["A", "I", 1, "II", 1, "B", "I", 1, "II", None]
    assert sheet.cell(top, 3).value == f'=IF(COUNT(C{top + 1},C{top + 3})=0,"",SUM(C{top + 1},C{top + 3}))'
    assert sheet.cell(top + 8, 3).value is None
    total = f'=IF(COUNT(C{top},C{top + 5})=0,"",SUM(C{top},C{top + 5}))'
    assert sheet.cell(top + 9, 3).value == total


def test_numbers_run_on_where_they_are_asked_to() -> None:
    sheet = sheet_of(evolve(GROUPED, restarts=False))
    top = place_of(sheet, "Các sở").row
    assert [row[0] for row in lines(sheet, top, 6)] == ["I", 1, 2, "II", 3, 4]


def test_without_running_numbers_the_mark_stands_before_the_title() -> None:
    bare = evolve(GROUPED, columns=GROUPED.columns[1:], rows=[row[1:] for row in GROUPED.rows])
    assert place_of(sheet_of(bare), "I. Các sở").column == 1


def test_without_a_total_groups_have_titles_only() -> None:
    sheet = sheet_of(evolve(GROUPED, total=None))
    top = place_of(sheet, "Các sở").row
    assert lines(sheet, top, 1) == [["I", "Các sở", None, None, None, None]]


def test_the_numbers_of_columns_stand_under_the_headings_and_repeat_with_them() -> None:
    sheet = sheet_of(GROUPED)
    row = place_of(sheet, "(1)").row
    assert [sheet.cell(row, column).value for column in range(1, 7)] == list(GROUPED.column_labels)
    assert sheet.print_title_rows == f"${row - 2}:${row}"
    assert sheet.freeze_panes == f"A{row + 1}"
    assert sheet.cell(row, 5).font.italic


def test_bounds_are_checked_as_one_types_beside_the_lines_of_groups() -> None:
    sheet = sheet_of(GROUPED)
    top = place_of(sheet, "Các sở").row
    men, women = sheet.data_validations.dataValidation
    assert (men.type, men.formula1, men.formula2) == ("whole", "0", "500")
    assert str(men.sqref) == f"C{top + 1}:C{top + 2} C{top + 4}:C{top + 5}"
    assert men.error.endswith("Giá trị từ 0 đến 500.")
    assert (women.formula1, women.formula2) == ("0", "999999999999999")
    assert women.error.endswith("Giá trị từ 0 trở lên.")


def test_bounds_of_days_are_days_that_every_spreadsheet_counts_alike() -> None:
    def limits(**bounds: date) -> tuple[str, str, str, str]:
        column = Column(title="Ngày", kind=ColumnKind.DATE, **bounds)  # type: ignore[arg-type]
        (rule,) = sheet_of(Table(columns=column, blank_rows=1)).data_validations.dataValidation
        return rule.type, rule.formula1, rule.formula2, rule.error.partition("2027. ")[2]

    year = {"min": date(2027, 1, 1), "max": date(2027, 12, 31)}
    assert limits(**year) == ("date", "46388", "46752", "Giá trị từ 01/01/2027 đến 31/12/2027.")
    assert limits(min=date(1, 1, 1))[1:3] == ("61", "2958465")
    assert limits(max=year["max"])[3] == "Giá trị không sau 31/12/2027."


def test_where_somebody_fills_in_a_required_cell_says_so() -> None:
    name = Column(title="Họ và tên", key="ten", required=True)
    age = Column(title="Tuổi", key="tuoi", kind=ColumnKind.INTEGER, required=True, min=18)
    listed = sheet_of(Table(columns=(name, age), blank_rows=2)).data_validations.dataValidation
    assert [(rule.type, rule.promptTitle, rule.prompt) for rule in listed] == [
        (None, "Bắt buộc", "Nhập nội dung."),
        ("whole", "Bắt buộc", "Nhập số nguyên, từ 18 trở lên."),
    ]
    filled = sheet_of(Table(columns=(name, age), rows=[["An", 20]])).data_validations.dataValidation
    assert [(rule.type, rule.prompt) for rule in filled] == [("whole", None)]


def test_more_groups_than_a_formula_adds_up_are_refused() -> None:
    many = evolve(GROUPED, rows=[], blank_rows=0, groups=[Group(title=f"Nhóm {n}") for n in range(256)])
    with pytest.raises(RenderError) as caught:
        annex_of(many)
    (problem,) = caught.value.problems
    assert problem.code == "congvan.excel.too-many-groups"
    assert problem.place.path == "appendices[0].tables[0].groups"


def test_a_long_title_of_a_group_is_as_high_as_its_lines() -> None:
    long = "Khối các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh và các đơn vị sự nghiệp trực thuộc " * 3
    sheet = sheet_of(evolve(GROUPED, groups=(Group(title=long.strip(), size=3),), total=Total(under="ten")))
    line = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == long.strip())
    assert sheet.row_dimensions[line].height > 60
