"""Files that are no form of the dispatch, or cannot be read safely, each with the finding it must give."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import Workbook

from congvan.excel.forms import IDENTITY_SHEET
from congvan.opc import read_package
from congvan.returns import ReturnError, read_form
from tests.support.assigned import assigned_dispatch
from tests.support.returned import RESULTS_SHEET, blank, returned, short, stc, with_part


def identity(book: Workbook, name: str, value: str) -> None:
    sheet = book[IDENTITY_SHEET]
    next(row for row in sheet.iter_rows() if row[0].value == name)[1].value = value


def bomb() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return held.getvalue()


def encrypted() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


def with_a_hole() -> bytes:
    data = stc()
    start = data.index(b"xl/worksheets/sheet1.xml") + 60
    return data[:start] + bytes(200) + data[start + 200 :]


def foreign_workbook() -> bytes:
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet("Biểu mẫu 1").write("A1", "Lớp đã mở")
    return held.getvalue()


def far_cell() -> bytes:
    def damage(book: Workbook) -> None:
        book[RESULTS_SHEET]["XFD1048576"] = "x"

    return stc(damage)


def entity_bomb() -> bytes:
    part = "xl/worksheets/sheet1.xml"
    text = read_package(stc()).read(part)
    head = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    start = text.index(b"<worksheet")
    return with_part(stc(), part, b'<?xml version="1.0"?>' + head + text[start:])


def other_year() -> bytes:
    return blank("STC", assigned_dispatch(date=date(2026, 3, 9)))


def other_rows() -> bytes:
    return blank("STC", assigned_dispatch(assignments=assigned_dispatch().assignments[1:]))


def unknown_unit() -> bytes:
    first = assigned_dispatch()
    more = [*first.assignments, *[]]
    units = [
        *first.units[1:],
        type(first.units[0])("STP", "Sở Tư pháp"),
        type(first.units[0])("MOI", "Sở Mới"),
    ]
    extra = type(more[0])(unit="MOI", form="bm1", rows=(1,))
    return blank("MOI", assigned_dispatch(units=units, assignments=[*more, extra]))


FILES: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "an empty file": (lambda: b"", ["returns.empty-file"]),
    "a web page": (lambda: "\ufeff<html><table>số</table></html>".encode(), ["returns.html-file"]),
    "a CSV file": (lambda: "STT;Chỉ tiêu;Số\n1;Lớp;2\n".encode(), ["returns.text-file"]),
    "a CSV file in UTF-16": (lambda: "STT;Chỉ tiêu".encode("utf-16"), ["returns.text-file"]),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, ["opc.old-format"]),
    "a file with a password": (encrypted, ["opc.encrypted"]),
    "a binary workbook": (
        lambda: with_part(
            stc(),
            "[Content_Types].xml",
            read_package(stc())
            .read("[Content_Types].xml")
            .replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
            ),
        ),
        ["returns.not-a-workbook"],
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ["returns.not-a-workbook"]),
    "a file cut short": (lambda: stc()[:-900], ["opc.damaged"]),
    "a file with a hole": (with_a_hole, ["opc.damaged-part"]),
    "a bomb": (bomb, ["opc.compressed-too-much"]),
    "an XML bomb": (entity_bomb, ["opc.document-type"]),
    "a cell at the end of the world": (far_cell, ["returns.too-wide"]),
    "another workbook": (foreign_workbook, ["returns.no-identity"]),
    "last year's form": (other_year, ["returns.other-dispatch"]),
    "the form of another shape": (other_rows, ["returns.other-version"]),
    "the form of a unit nobody asked": (unknown_unit, ["returns.unknown-unit"]),
    "a unit typed over out of sight": (
        lambda: stc(lambda book: identity(book, "unit", "STP")),
        ["returns.identity-changed"],
    ),
    "a letter of Word": (
        lambda: with_part(
            stc(),
            "_rels/.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        ),
        ["returns.not-a-workbook"],
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_form_of_the_dispatch_is_named(kind: str) -> None:
    make, expected = FILES[kind]
    with pytest.raises(ReturnError) as caught:
        read_form(returned(make()), assigned_dispatch())
    assert [short(problem) for problem in caught.value.problems][: len(expected)] == expected
    assert all(problem.place.file == "stc.xlsx" for problem in caught.value.problems)
    assert all(problem.message(language) for problem in caught.value.problems for language in ("vi", "en"))
