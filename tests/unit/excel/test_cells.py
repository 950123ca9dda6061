"""Cells of a workbook keep what they are: numbers, dates, live formulas, and text as text."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock

from congvan.model import (
    Column,
    ColumnKind,
    Footnote,
    Link,
    Script,
    Table,
    Text,
    Total,
)
from congvan.opc import read_package
from tests.support.annexes import (
    AFTERNOON,
    MORNING,
    NAME,
    REGISTRATION,
    annex_of,
    book_of,
    data,
    place_of,
    sheet_of,
    words,
)


def test_cells_keep_their_types() -> None:
    sheet = sheet_of(REGISTRATION)
    first, second, *blank = data(sheet, 4)
    assert first[:2] == [1, "Sở Y tế"]
    assert (first[2], first[3], first[5]) == (2, 1200, 12.5)
    assert first[6] == datetime(2027, 4, 5)
    assert first[7] == "Trực tiếp"
    assert (second[3], second[6], second[7]) == (None, None, None)
    assert [row[0] for row in blank] == [3, 4]
    assert all(value is None for row in blank for value in (*row[1:4], *row[5:]))


def test_numbers_and_dates_show_as_offices_write_them() -> None:
    sheet = sheet_of(REGISTRATION)
    row = place_of(sheet, "Sở Y tế").row
    formats = [sheet.cell(row, column).number_format for column in range(1, 9)]
    assert formats == ["General", "General", "#,##0", "#,##0", "#,##0", "#,##0.00", "dd/mm/yyyy", "General"]


def test_formulas_and_totals_are_live_and_blank_over_nothing() -> None:
    sheet = sheet_of(REGISTRATION)
    row = place_of(sheet, "Sở Y tế").row
    assert sheet.cell(row, 5).value == f'=IF(COUNT(C{row},D{row})=2,(C{row}+D{row}),"")'
    assert sheet.cell(row + 3, 5).value == f'=IF(COUNT(C{row + 3},D{row + 3})=2,(C{row + 3}+D{row + 3}),"")'
    total = place_of(sheet, "Tổng cộng")
    assert (total.row, total.column) == (row + 4, 2)
    assert sheet.cell(total.row, 3).value == f'=IF(COUNT(C{row}:C{row + 3})=0,"",SUM(C{row}:C{row + 3}))'
    assert sheet.cell(total.row, 1).value is None
    assert all(sheet.cell(total.row, column).font.bold for column in range(1, 9))


def test_a_division_says_nothing_instead_of_an_error() -> None:
    share = Column(title="Tỷ lệ", kind=ColumnKind.FORMULA, formula="sang / chieu")
    sheet = sheet_of(Table(columns=(MORNING, AFTERNOON, share), rows=[[1, 0, None]]))
    (row,) = data(sheet, 1)
    assert "IFERROR(" in row[2]


def test_who_does_not_reckon_reads_the_results() -> None:
    book = book_of(REGISTRATION, values=True)
    sheet = book.worksheets[0]
    rows = data(sheet, 5)
    assert [row[4] for row in rows[:4]] == [1202, None, None, None]
    assert rows[4][2:6] == [5, 1200, 1202, 14.25]


def test_a_table_without_rows_has_a_total_without_a_formula() -> None:
    table = Table(columns=(NAME, MORNING), total=Total(columns=("sang",)))
    sheet = sheet_of(table)
    total = place_of(sheet, "Tổng cộng")
    assert sheet.cell(total.row, 2).value is None


def test_a_code_that_excel_would_decode_is_escaped() -> None:
    package = read_package(annex_of(Table(columns=(NAME,), rows=[["a_x0041_b"]])))
    assert b"a_x005F_x0041_b" in package.read("xl/worksheets/sheet1.xml")


def test_runs_keep_their_looks() -> None:
    runs = (
        Text("diện tích 60 m"),
        Text("2", script=Script.SUPERSCRIPT),
        Text(" và "),
        Text("hơn", bold=True, italic=True),
    )
    ((cell,),) = data(sheet_of(Table(columns=(NAME,), rows=[[runs]])), 1)
    assert isinstance(cell, CellRichText)
    blocks = [block for block in cell if isinstance(block, TextBlock)]
    looks = [
        (block.text, bool(block.font.b), bool(block.font.i), block.font.vertAlign, block.font.rFont)
        for block in blocks
    ]
    assert looks == [
        ("diện tích 60 m", False, False, None, "Times New Roman"),
        ("2", False, False, "superscript", "Times New Roman"),
        (" và ", False, False, None, "Times New Roman"),
        ("hơn", True, True, None, "Times New Roman"),
    ]


def test_a_link_is_plain_black_text() -> None:
    ((cell,),) = data(
        sheet_of(Table(columns=(NAME,), rows=[[[Text("xem "), Link("https://example.vn")]]])), 1
    )
    assert cell == "xem https://example.vn"


def test_a_footnote_of_a_cell_stands_below_the_table() -> None:
    runs = (Text("Sở Y tế"), Footnote("Kể cả các bệnh viện"))
    sheet = sheet_of(Table(columns=(NAME,), rows=[[runs]], total=Total(under="don_vi")))
    ((cell,),) = data(sheet, 1)
    assert str(cell) == "Sở Y tế(1)"
    assert cell[1].font.vertAlign == "superscript"
    assert words(sheet)[-2:] == ["Tổng cộng", "(1) Kể cả các bệnh viện"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84 239", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "TRUE", "2027-01-05", "05", "%"],
)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    sheet = sheet_of(Table(columns=(NAME,), rows=[[text]]))
    cell = place_of(sheet, text)
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")


@settings(max_examples=40)
@given(
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
        min_size=1,
        max_size=40,
    ).filter(lambda text: text.strip() and all(ord(mark) & 0xFFFE != 0xFFFE for mark in text))
)
def test_any_text_is_found_unchanged(text: str) -> None:
    table = Table(columns=(NAME,), rows=[[text], [[Text(text, bold=True)]]])
    kept = table.rows[0][0]
    plain, rich = data(sheet_of(table), 2)
    assert str(plain[0]).replace("_x005F_", "_") == kept
    assert str(rich[0]).replace("_x005F_", "_") == kept
