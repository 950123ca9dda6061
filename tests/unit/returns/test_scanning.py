"""What a worksheet holds besides values is found however it is written; none is laid out that is vast."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from congvan.opc import read_package
from congvan.returns import ReturnError
from congvan.returns.scanning import Scan, address, column_number, scan
from congvan.returns.workbooks import read_workbook
from tests.support.returned import with_part

PART = "xl/worksheets/sheet1.xml"
_CELLS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Co"]), min_size=1, max_size=12),
    st.sampled_from(["=1+1", '=IF(A1<2,"a&b",#REF!)', "=SUM(B1:B9)", "#N/A", "#", ">#", ":c", "'e'", "<f>"]),
)


def saved(book: Workbook) -> bytes:
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def sheet_of(inside: bytes) -> bytes:
    """A workbook whose one sheet has these cells."""
    part = read_package(saved(Workbook())).read(PART)
    start, end = part.index(b"<sheetData"), part.index(b"<pageMargins")
    return with_part(saved(Workbook()), PART, part[:start] + inside + part[end:])


def data(inside: bytes) -> bytes:
    return b"<sheetData>" + inside + b"</sheetData>"


def notable(found: Scan) -> tuple[Any, ...]:
    return found.is_vast, found.formulas, found.errors, found.merged


@given(st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 60)), _CELLS, max_size=12), st.booleans())
def test_a_sheet_that_is_searched_says_what_it_says_parsed(
    cells: dict[tuple[int, int], Any], is_merged: bool
) -> None:
    book = Workbook()
    sheet: Any = book.active
    for (row, column), value in cells.items():
        sheet.cell(row, column, value)
    if is_merged:
        sheet.merge_cells("BZ50:CA51")
        sheet.merge_cells("CC1:CC2")
    part = read_package(saved(book)).read(PART)
    end = part.rindex(b"</worksheet>")
    commented = part.replace(b"<sheetData", b"<!-- parsed --><sheetData", 1)
    assert notable(scan(part, PART)) == notable(scan(commented, PART))
    assert part[end:] == b"</worksheet>"


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 12), st.integers(1, 30)),
        _CELLS.filter(lambda value: not (isinstance(value, str) and value[0] in "=#")),
        max_size=8,
    )
)
def test_values_stand_where_they_were_put(cells: dict[tuple[int, int], Any]) -> None:
    book = Workbook()
    sheet: Any = book.active
    for place, value in cells.items():
        sheet.cell(*place, value)
    (found,) = read_workbook(saved(book)).sheets
    again = load_workbook(BytesIO(saved(book))).worksheets[0]
    expected = {
        (cell.row - 1, cell.column - 1): cell.value
        for row in again.iter_rows()
        for cell in row
        if cell.value is not None
    }
    values = {place: value for place, value in found.values.items() if value is not None}
    assert {place: plain(value) for place, value in values.items()} == {
        place: plain(value) for place, value in expected.items()
    }
    assert all(found.values.get(place) is None for place in [(50, 0), (0, 50), (-1, 0)])


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


VAST = {
    "a cell of the last row": b'<row r="1"><c r="A1"><v>1</v></c><c r="AB1048576"><v>1</v></c></row>',
    "small letters": b'<row r="1"><c r="a1"><v>1</v></c></row><row r="9"><c r="xfd99999"><v>1</v></c></row>',
    "cells that do not say where they are": b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048570">'
    + b"<c><v>1</v></c>" * 200
    + b"</row>",
    "a row beyond the last": b'<row r="1"><c r="A1"><v>1</v></c><c r="A9999999"><v>1</v></c></row>',
    "another order of attributes": b'<row r="1"><c r="A1"><v>1</v></c>'
    b'<c s="0" r="XFD99999"><v>1</v></c></row>',
    "names with a prefix": b'<row r="1"><c r="A1"><v>1</v></c></row><m:row r="9" xmlns:m="http://schemas.'
    b'openxmlformats.org/spreadsheetml/2006/main"><m:c r="XFD99999"><m:v>1</m:v></m:c></m:row>',
    "many columns of many rows": b"".join(
        b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, get_column_letter(row).encode(), row)
        for row in range(1, 16_385)
    ),
}


@pytest.mark.parametrize("kind", VAST)
def test_a_sheet_that_reaches_too_far_is_named_before_it_is_laid_out(kind: str) -> None:
    with pytest.raises(ReturnError) as caught:
        read_workbook(sheet_of(data(VAST[kind])))
    assert [problem.code for problem in caught.value.problems] == ["congvan.returns.too-wide"]


def test_a_second_place_for_cells_does_not_hide_them() -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD99999"><v>1</v></c></row>'
    prefixed = far.replace(b"<row", b"<m:row").replace(b"</row", b"</m:row")
    hidden = (
        b'<m:sheetData xmlns:m="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + prefixed
        + b"</m:sheetData>"
        + data(b'<row r="1"><c r="A1"><v>1</v></c></row>')
    )
    with pytest.raises(ReturnError) as caught:
        read_workbook(sheet_of(hidden))
    assert [problem.code for problem in caught.value.problems] == ["congvan.returns.too-wide"]


ODDLY_WRITTEN = {
    "as programs write it": (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "1/0", "#DIV/0!"),
    "with other quotes": (b"<c r='B2' t='e'><f>1/0</f><v>#DIV/0!</v></c>", "1/0", "#DIV/0!"),
    "with blanks": (b'<c  r = "B2" t = "e" ><f >1/0</f ><v>#DIV/0!</v></c>', "1/0", "#DIV/0!"),
    "with attributes": (
        b'<c r="B2" s="1" t="e" vm="1"><f t="array" ref="B2">1&lt;0&amp;"x"</f><v>#N/A</v></c>',
        '1<0&"x"',
        "#N/A",
    ),
    "as literal text": (b'<c r="B2" t="e"><f><![CDATA[1/0]]></f><v>#DIV/0!</v></c>', "1/0", "#DIV/0!"),
    "shared with another": (b'<c r="B2" t="e"><f t="shared" si="0"/><v>#REF!</v></c>', "", "#REF!"),
}


@pytest.mark.parametrize("kind", ODDLY_WRITTEN)
def test_a_formula_and_its_error_are_found_however_they_are_written(kind: str) -> None:
    cell, formula, error = ODDLY_WRITTEN[kind]
    row = (
        b'<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> #f: a </t></is></c>'
        + cell
        + b"</row>"
    )
    part = read_package(sheet_of(data(row))).read(PART)
    found = scan(part, PART)
    assert found.formulas == {(1, 1): formula}
    assert found.errors == {(1, 1): error}


def test_cells_that_are_only_dressed_count_for_nothing() -> None:
    inside = b'<row r="1"><c r="B2" s="0"><v>1</v></c><c r="XFD99999" s="0"/></row>'
    (found,) = read_workbook(sheet_of(data(inside))).sheets
    assert found.values == {(1, 1): 1.0}


def test_an_empty_sheet_has_nothing() -> None:
    (found,) = read_workbook(sheet_of(b"<sheetData/>")).sheets
    assert not found.values
    assert len(found.values) == 0


def test_times_and_durations_are_read() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["B3"], sheet["C3"] = time(7, 30), timedelta(hours=30)
    (found,) = read_workbook(saved(book)).sheets
    assert found.values[2, 1] == time(7, 30)
    assert set(found.values) == {(2, 1), (2, 2)}


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_an_address_names_its_cell(row: int, column: int) -> None:
    letters = address((row, column)).rstrip("0123456789")
    assert column_number(letters) == column
    assert address((row, column)) == f"{letters}{row + 1}"
