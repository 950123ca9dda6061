"""The register as a workbook: the decree's ten columns, every number drawn, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
from attrs import evolve

from congvan.register import Register, Series
from tests.support.registers import DAY, OFFICE, SECRET, SERIES, filled, issue_of, kind, letter

HEADINGS = [
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
]


def sheets(data: bytes) -> dict[str, Any]:
    """The sheets of a workbook by their names."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {sheet.title: sheet for sheet in book.worksheets}


def values(sheet: Any) -> list[list[object]]:
    """The rows of a sheet, from the first to the last."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_it_has_the_head_and_the_ten_columns_of_the_form(register: Register) -> None:
    rows = values(sheets(filled(register))["2027"])
    assert [row[0] for row in rows[:7]] == [
        "UBND TỈNH LAM GIANG",
        "SỞ DU LỊCH",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        "Năm: 2027",
        "Từ ngày 05/3/2027 đến ngày 05/3/2027",
        "Từ số 01 đến số 04",
        "Quyển số:",
    ]
    assert rows[8] == HEADINGS
    assert rows[9] == [f"({number})" for number in range(1, 11)]


def test_every_number_drawn_has_its_line_and_says_what_became_of_it(register: Register) -> None:
    day = datetime(2027, 3, 5)
    entered = ["Lê Thị Mẫu", "Các khu du lịch", "VT, LH", 1]
    title = "Công văn V/v mở tuyến tham quan mới"
    blank = [None] * 7
    assert values(sheets(filled(register))["2027"])[10:] == [
        ["01/SDL-LH", day, title, *entered, datetime(2027, 3, 8), "Mẫu", "gửi hỏa tốc"],
        ["01a", day, *blank, "Số đã giữ, chưa phát hành; Số chèn: sót"],
        ["02/SDL-LH", day, "Công văn V/v =1+1", *entered, None, None, None],
        ["03", None, *blank, "Số hủy: không ký"],
        ["04", day, *blank, "Số đã giữ, chưa phát hành"],
    ]


def test_text_that_begins_like_a_formula_stays_text(register: Register) -> None:
    number = register.reserve(SERIES, 1, date=DAY).first
    register.issue([issue_of(number, evolve(letter(), signatory="=SUM(A1)", recipients="@x"))])
    register.annotate(number, receipt="-1")
    cells = [*sheets(register.export_xlsx())["2027"].iter_rows()][-1]
    assert [cells[place].value for place in (3, 4, 8)] == ["=SUM(A1)", "@x", "-1"]
    assert {cells[place].data_type for place in (3, 4, 8)} == {"s"}


def test_it_prints_on_a4_lying_down_with_the_headings_on_every_page(register: Register) -> None:
    sheet = sheets(filled(register))["2027"]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$9:$10"
    assert (sheet.oddHeader.center.text, sheet.HeaderFooter.differentFirst) == ("&P", True)
    fonts = {(cell.font.name, cell.font.color) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {name for name, _ in fonts} == {"Times New Roman"}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_each_series_has_a_sheet_and_secret_ones_only_when_asked_for(register: Register) -> None:
    decisions = Series(OFFICE, 2027, type=kind("quyết định"))
    for series in (SECRET, decisions, Series("Hội đồng thẩm định", 2027)):
        register.open_series(series)
    assert [*sheets(register.export_xlsx())] == ["2027", "2027 quyết định", "2027 3"]
    secret = sheets(register.export_xlsx(SECRET))
    assert [*secret] == ["2027 mật"]
    assert values(secret["2027 mật"])[1][0] == "SỔ ĐĂNG KÝ VĂN BẢN ĐI MẬT"


def test_the_same_register_is_the_same_bytes(register: Register) -> None:
    assert filled(register) == register.export_xlsx(parent="UBND tỉnh Lam Giang")


def test_every_line_is_high_enough_for_its_text(register: Register) -> None:
    (number,) = register.reserve(SERIES, 1, date=DAY)
    register.issue([issue_of(number, letter(subject="rà soát, kiểm kê " * 20))])
    sheet = sheets(register.export_xlsx())["2027"]
    lines = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "01/SDL-LH"]
    # Some 340 letters on a width of about thirty.
    assert sheet.row_dimensions[lines[0]].height > 10 * 12
