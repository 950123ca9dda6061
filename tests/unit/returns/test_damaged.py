"""A corpus of returned files in every state of repair, each with the finding it must give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName

from congvan.opc import read_package
from congvan.problems import Problem, Severity
from congvan.returns import ReturnError, read_form
from tests.support.assigned import assigned_dispatch
from tests.support.returned import (
    PEOPLE_SHEET,
    RESULTS_SHEET,
    blank,
    edited,
    fill,
    marked,
    place_of,
    returned,
    short,
    stc,
    with_part,
)

COUNT = ("bm1", 0, 2)
MONEY = ("bm1", 0, 3)
PERSON = {("bm2", 0, 1): "Lê Thị Mẫu"}


def problems_of(data: bytes, unit_dispatch: object = None) -> tuple[Problem, ...]:
    try:
        return read_form(returned(data), assigned_dispatch()).findings
    except ReturnError as error:
        return error.problems


def renamed(book: Workbook) -> None:
    book.worksheets[0].title = "Sheet1"
    book.move_sheet(book.worksheets[0], 1)
    book.create_sheet("ghi chú", 0)["A1"] = "linh tinh"


def hidden_column(book: Workbook) -> None:
    book[RESULTS_SHEET].column_dimensions["D"].hidden = True


def foreign_names(book: Workbook) -> None:
    book.defined_names["_xlfn.foo"] = DefinedName("_xlfn.foo", attr_text="#REF!")
    book.defined_names["Tong"] = DefinedName("Tong", attr_text="'[1]khác'!$A$1")


def row_above(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    sheet.unmerge_cells("A1:E1")
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(1, 3)


def column_before(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_cols(1)


def counted_from_1904(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


def strict() -> bytes:
    """The form as Excel saves it in the strict kind of Open XML."""
    package = read_package(stc())
    names = {
        b"schemas.openxmlformats.org/spreadsheetml/2006": b"purl.oclc.org/ooxml/spreadsheetml",
        b"schemas.openxmlformats.org/officeDocument/2006/": b"purl.oclc.org/ooxml/officeDocument/",
    }
    changed: dict[str, bytes | None] = {}
    for name in package.names:
        data = package.read(name)
        for old, new in names.items():
            data = data.replace(old, new)
        changed[name] = data
    return package.with_parts(changed)


ACCEPTED: dict[str, Callable[[], bytes]] = {
    "as it was sent and filled in": stc,
    "sheets renamed, reordered, one more": lambda: stc(renamed),
    "a column hidden": lambda: stc(hidden_column),
    "named ranges of elsewhere": lambda: stc(foreign_names),
    "rows put in above the table": lambda: stc(row_above),
    "a column put in before the table": lambda: stc(column_before),
    "saved as strict Open XML": strict,
    "days counted from 1904": lambda: stc(counted_from_1904),
}


@pytest.mark.parametrize("kind", ACCEPTED)
def test_what_people_do_without_harm_is_read_without_a_word(kind: str) -> None:
    form = read_form(returned(ACCEPTED[kind]()), assigned_dispatch())
    assert form.findings == ()
    assert {cell: value for cell, value in form.values["bm1"].items() if cell[1] == 2} == {
        (0, 2): 12,
        (1, 2): 340,
    }


def put(where: tuple[str, int, int], value: object) -> Callable[[], bytes]:
    return lambda: stc(fill({where: value}))


def deleted_row(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    sheet.delete_rows(marked(sheet, "cv:bm1:r1").row)


def deleted_column(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_cols(marked(sheet, "cv:bm1:c3").column)


def copied_row(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    first = marked(sheet, "cv:bm1:r0")
    for cell in sheet[first.row]:
        sheet.cell(first.row + 8, cell.column, cell.value)


def swapped_labels(book: Workbook) -> None:
    one, other = place_of(book, "bm1", 0, 1), place_of(book, "bm1", 1, 1)
    one.value, other.value = other.value, one.value


def changed_heading(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    place = place_of(book, "bm1", 0, 3)
    sheet.cell(place.row - 1, place.column).value = "Số tiền (nghìn)"


def row_between(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    row = marked(sheet, "cv:bm1:r1").row
    sheet.insert_rows(row)
    sheet.cell(row, 3).value = 99


def merged(book: Workbook) -> None:
    sheet = book[RESULTS_SHEET]
    one, other = place_of(book, "bm1", 0, 2), place_of(book, "bm1", 1, 2)
    sheet.merge_cells(f"{one.coordinate}:{other.coordinate}")


def without_sheet(book: Workbook) -> None:
    del book[RESULTS_SHEET]


def doubled_sheet(book: Workbook) -> None:
    book.copy_worksheet(book[RESULTS_SHEET])


def error_in_cell(book: Workbook) -> None:
    cell = place_of(book, *COUNT)
    cell.value, cell.data_type = "#REF!", "e"


CELLS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "thousands typed as text": (put(COUNT, "1.234"), ["returns.converted"]),
    "a whole Vietnamese number typed as text": (put(MONEY, "1.234.567,89"), ["returns.converted"]),
    "groups parted by spaces": (put(MONEY, "1 234 567,5"), ["returns.converted"]),
    "a lone group in a decimal column": (put(MONEY, "1.234"), ["returns.ambiguous-number"]),
    "a lone group after a comma": (put(MONEY, "1,234"), ["returns.ambiguous-number"]),
    "a comma in a whole number": (
        put(COUNT, "1,234"),
        [
            "returns.ambiguous-number",
        ],
    ),
    "words with a number": (put(COUNT, "12 lớp"), ["returns.expected-whole"]),
    "a dash for nothing": (put(COUNT, "-"), ["returns.expected-whole"]),
    "half a class": (put(COUNT, 12.5), ["returns.expected-whole"]),
    "a percentage typed as text": (put(MONEY, "45%"), ["returns.expected-number"]),
    "a number that became a date": (put(COUNT, date(2027, 3, 5)), ["returns.expected-whole"]),
    "a tick instead of a number": (put(COUNT, True), ["returns.expected-whole"]),
    "spaces around words": (put(("bm1", 1, 4), "  ước \u00a0"), ["returns.converted"]),
    "a number in a column of words": (put(("bm1", 1, 4), 5), ["returns.converted"]),
    "blanks only in a required cell": (put(COUNT, "  "), ["returns.required"]),
    "a required cell left empty": (put(COUNT, None), ["returns.required"]),
    "a formula without a result": (put(COUNT, "=6+6"), ["returns.formula-without-result"]),
    "a formula that reaches into another file": (
        put(COUNT, "='[khác.xlsx]Trang'!A1"),
        ["returns.formula-from-outside"],
    ),
    "a call of another program": (put(COUNT, "=cmd|'/c calc'!A0"), ["returns.formula-from-outside"]),
    "an error of the spreadsheet": (lambda: stc(error_in_cell), ["returns.error-value"]),
    "a figure in another unit's cell": (put(("bm1", 2, 2), 7), ["returns.not-theirs"]),
    "cells merged by hand": (lambda: stc(merged), ["returns.merged", "returns.required"]),
    "a row deleted": (lambda: stc(deleted_row), ["returns.row-missing"]),
    "a column deleted": (lambda: stc(deleted_column), ["returns.column-missing"]),
    "a row copied with its mark": (lambda: stc(copied_row), ["returns.row-doubled"]),
    "rows sorted without their marks": (
        lambda: stc(swapped_labels),
        ["returns.label-changed", "returns.label-changed"],
    ),
    "a heading typed over": (lambda: stc(changed_heading), ["returns.heading-changed"]),
    "a row put in between": (lambda: stc(row_between), ["returns.row-added"]),
    "the sheet deleted": (
        lambda: edited(blank("X1"), fill(PERSON), without_sheet),
        ["returns.sheet-missing"],
    ),
    "the sheet copied": (lambda: stc(doubled_sheet), ["returns.sheet-doubled"]),
    "nothing filled in": (lambda: edited(blank("X2")), ["returns.required"] * 2 + ["returns.nothing-filled"]),
}


@pytest.mark.parametrize("kind", CELLS)
def test_what_is_not_plain_is_found_in_its_cell(kind: str) -> None:
    make, expected = CELLS[kind]
    found = problems_of(make())
    assert [short(problem) for problem in found] == expected
    assert all(problem.place.file == "stc.xlsx" for problem in found)
    assert all(problem.message(language) for problem in found for language in ("vi", "en"))


def test_a_finding_says_sheet_cell_what_stood_there_and_what_was_expected() -> None:
    (found,) = problems_of(stc(fill({COUNT: "12 lớp"})))
    place = place_of_cell()
    assert found.place.part == f"{RESULTS_SHEET}!{place}"
    assert found.severity is Severity.ERROR
    assert found.message() == "Ô ghi «12 lớp», trong khi cột «Kết quả» cần một số nguyên."


def place_of_cell() -> str:
    cells: list[str] = []
    edited(blank("STC"), lambda book: cells.append(place_of(book, *COUNT).coordinate))
    return cells[0]


def test_macros_and_links_are_told_and_never_run() -> None:
    data = with_part(stc(), "xl/vbaProject.bin", b"x")
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    data = with_part(data, "xl/externalLinks/externalLink1.xml", link)
    assert [short(problem) for problem in problems_of(data)] == ["returns.macros", "returns.external-link"]


def test_a_link_to_another_program_is_told_and_never_followed() -> None:
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    )
    data = with_part(stc(), "xl/externalLinks/externalLink1.xml", link)
    data = with_part(data, "xl/connections.xml", b"<connections/>")
    assert [short(problem) for problem in problems_of(data)] == ["returns.external-link"] * 2


def test_a_date_is_read_however_it_was_typed() -> None:
    values: list[object] = [date(1990, 3, 5), datetime(1990, 3, 5), "5/3/1990", "05-03-1990", 32937]
    for value in values:
        data = edited(blank("X1"), fill({**PERSON, ("bm2", 0, 2): value}))
        assert read_form(returned(data), assigned_dispatch()).values["bm2"][0, 2] == date(1990, 3, 5)


def test_rows_put_into_a_list_are_taken_and_told() -> None:
    def more(book: Workbook) -> None:
        sheet = book[PEOPLE_SHEET]
        row = marked(sheet, "cv:bm2:r1").row
        sheet.insert_rows(row)
        sheet.cell(row, 2).value = "Phạm Văn Thử"

    form = read_form(returned(edited(blank("X1"), fill(PERSON), more)), assigned_dispatch())
    assert form.values["bm2"] == {(0, 1): "Lê Thị Mẫu", (4, 1): "Phạm Văn Thử"}
    assert "congvan.returns.row-taken" in [problem.code for problem in form.findings]


def test_a_row_pasted_below_the_list_is_not_lost() -> None:
    def more(book: Workbook) -> None:
        sheet = book[PEOPLE_SHEET]
        row = marked(sheet, "cv:bm2:r3").row + 1
        sheet.insert_rows(row)
        sheet.cell(row, 2).value = "Phạm Văn Thử"

    form = read_form(returned(edited(blank("X1"), fill(PERSON), more)), assigned_dispatch())
    assert form.values["bm2"][4, 1] == "Phạm Văn Thử"


def test_only_begun_rows_of_a_list_must_be_whole() -> None:
    data = edited(blank("X1"), fill({("bm2", 1, 4): 3, ("bm1", 0, 2): 1, ("bm1", 1, 2): 1}))
    assert [short(problem) for problem in problems_of(data)] == ["returns.required"]
