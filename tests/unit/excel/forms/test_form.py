"""A unit's workbook: what is open, what is checked as one types, what it knows of itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congvan.excel.forms import IDENTITY_SHEET, Identity, dispatch_key, form, identity_of, parse_mark
from congvan.model import Appendix, Assignment, Column, ColumnKind, Dispatch, Letterhead, SendAs, Table
from congvan.problems import RenderError
from congvan.standard import ND30
from tests.support.assigned import PEOPLE, RESULTS, assigned_dispatch
from tests.support.returned import blank


def book_of(unit: str, dispatch: Dispatch | None = None) -> Workbook:
    return load_workbook(BytesIO(blank(unit, dispatch)))


def open_cells(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def place_of(sheet: Worksheet, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def identity_in(book: Workbook) -> Identity | None:
    rows = {str(name.value): str(value.value) for name, value in book[IDENTITY_SHEET].iter_rows()}
    return Identity.of_rows(rows)


def rule_at(sheet: Worksheet, address: str) -> Any:
    return next(rule for rule in sheet.data_validations.dataValidation if address in rule.sqref)


def test_a_form_has_a_sheet_for_each_table_that_the_unit_owes() -> None:
    assert book_of("X1").sheetnames == ["Biểu mẫu 1", "Biểu mẫu 2", IDENTITY_SHEET]
    assert book_of("STP").sheetnames == ["Biểu mẫu 1", IDENTITY_SHEET]


def test_only_the_cells_of_the_unit_are_open() -> None:
    sheet = book_of("STP").worksheets[0]
    row = place_of(sheet, "Hội nghị").row
    assert open_cells(sheet) == {f"{column}{row}" for column in "CDE"}
    assert sheet.protection.sheet


def test_the_protection_has_no_password() -> None:
    assert book_of("X1").worksheets[0].protection.password is None


def test_a_list_may_get_more_rows_and_a_form_with_rows_of_its_own_may_not() -> None:
    results, people, _ = book_of("X1").worksheets
    assert results.protection.insertRows
    assert not people.protection.insertRows


@pytest.mark.parametrize(("column", "kind"), [("C", "date"), ("D", "list"), ("E", "whole"), ("F", "whole")])
def test_open_cells_are_checked_as_one_types_in_vietnamese(column: str, kind: str) -> None:
    sheet = book_of("X1").worksheets[1]
    rule = rule_at(sheet, f"{column}{place_of(sheet, 'Sáng').row + 1}")
    assert rule.type == kind
    assert rule.showErrorMessage
    assert rule.error.startswith(("Hãy", "Ô này"))
    assert len(rule.errorTitle) <= 32
    assert len(rule.error) <= 225


def test_a_required_cell_says_so() -> None:
    sheet = book_of("STC").worksheets[0]
    rule = rule_at(sheet, f"C{place_of(sheet, 'Lớp đã mở').row}")
    assert rule.promptTitle == "Bắt buộc"


def test_choices_too_long_for_a_rule_stand_on_a_hidden_sheet() -> None:
    choices = tuple(f"Phương án dài số {number:02}, có dấu phẩy" for number in range(20))
    table = Table(
        name="f",
        columns=[Column(title="Chọn", key="c", kind=ColumnKind.CHOICE, choices=choices)],
        blank_rows=2,
    )
    dispatch = assigned_dispatch(
        appendices=[Appendix(tables=table, send_as=SendAs.WORKBOOK)],
        assignments=[Assignment(unit="STP", form="f")],
    )
    book = book_of("STP", dispatch)
    hidden = next(sheet for sheet in book.worksheets if sheet.sheet_state == "hidden")
    assert [cell.value for cell in hidden["A"]] == list(choices)


def test_a_form_knows_what_it_is_out_of_sight() -> None:
    book = book_of("X1")
    assert book[IDENTITY_SHEET].sheet_state == "veryHidden"
    assert identity_in(book) == identity_of(assigned_dispatch(), "X1")


def test_a_form_says_whose_it_is() -> None:
    assert place_of(book_of("X2").worksheets[0], "Đơn vị: UBND xã Đồng Vông")


def test_the_head_of_a_form_with_dots_for_its_sender_names_the_unit() -> None:
    appendix = Appendix(tables=RESULTS, send_as=SendAs.WORKBOOK, letterhead=Letterhead())
    dispatch = assigned_dispatch(appendices=[appendix], assignments=[Assignment(unit="STP", form="bm1")])
    assert place_of(book_of("STP", dispatch).worksheets[0], "SỞ TƯ PHÁP")


def test_the_same_dispatch_is_known_again_when_its_number_and_day_are_filled_in() -> None:
    issued = assigned_dispatch(reference="12/SNV-CCHC", date=assigned_dispatch().date.as_date())
    assert dispatch_key(issued) == dispatch_key(assigned_dispatch())
    assert dispatch_key(assigned_dispatch(subject="khác")) != dispatch_key(assigned_dispatch())


def test_another_shape_is_another_version() -> None:
    more = Table(name="bm2", title=PEOPLE.title, columns=PEOPLE.columns, blank_rows=5, total=PEOPLE.total)
    changed = assigned_dispatch(appendices=[Appendix(tables=(RESULTS, more), send_as=SendAs.WORKBOOK)])
    assert identity_of(changed, "X1").version != identity_of(assigned_dispatch(), "X1").version
    assert identity_of(changed, "STP").version == identity_of(assigned_dispatch(), "STP").version


def test_rows_and_columns_are_marked_out_of_sight() -> None:
    sheet = book_of("X1").worksheets[1]
    mark = place_of(sheet, "cv:bm2:r0")
    assert mark.row == place_of(sheet, "Sáng").row + 1
    assert sheet.column_dimensions[mark.column_letter].hidden
    assert sheet.row_dimensions[place_of(sheet, "cv:bm2:c0").row].hidden


@pytest.mark.parametrize("text", ["cv:bm2:r", "cv::r1", "bm2:r1", "cv:bm2:x1", "", "cv:bm2:r-1"])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert parse_mark(text) is None


def test_a_unit_without_a_form_is_refused() -> None:
    with pytest.raises(RenderError) as caught:
        form(assigned_dispatch(), "KHONG", standard=ND30)
    assert [problem.code for problem in caught.value.problems] == ["congvan.excel.no-form"]


def test_the_same_dispatch_gives_the_same_bytes() -> None:
    assert form(assigned_dispatch(), "X1", standard=ND30) == form(assigned_dispatch(), "X1", standard=ND30)
