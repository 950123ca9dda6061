"""What comes out of Excel templates, as LibreOffice reckons it and the Open XML SDK judges it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from congvan.excel import Template
from tests.support.carrying import checkbox, pivot
from tests.support.office import to_pdf
from tests.support.rich_workbook import rich_template, rich_values
from tests.support.schema import schema_errors
from tests.support.spreadsheets import made, opened, values

RICH = Template(rich_template())


def test_libreoffice_reckons_what_the_rows_say_and_no_validator_complains(tmp_path: Path) -> None:
    files = []
    for count in (1, 5, 1200):
        file = tmp_path / f"{count}.xlsx"
        file.write_bytes(RICH.render(rich_values(count)))
        files.append(file)
    assert {file.name: found for file, found in schema_errors(files).items() if found} == {}
    for file, reckoned in zip(files, to_pdf(files, tmp_path / "out", ending="xlsx"), strict=True):
        count = int(file.stem)
        total = sum((n + 1) * (1000 * n + 500) for n in range(count))
        book = opened(reckoned.read_bytes(), results=True)
        sheet, summary = book["Biểu 1"], book["Tổng hợp"]
        assert sheet.cell(count + 5, 5).value == total
        assert sheet.cell(count + 4, 7).value == count * (count + 1) // 2
        assert [summary[name].value for name in ("A1", "A2", "A3")] == [
            total,
            total,
            count * (count + 1) // 2,
        ]
        assert book["Bảng"].cell(count + 1, 2).value == f"Người {count - 1}"


def test_a_template_saved_again_by_libreoffice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(rich_template())
    (again,) = to_pdf([path], tmp_path / "saved", ending="xlsx")
    files = [tmp_path / "one.xlsx", tmp_path / "other.xlsx"]
    for file, template in zip(files, (RICH, Template(again)), strict=True):
        file.write_bytes(template.render(rich_values(7)))
    one, other = (
        opened(file.read_bytes(), results=True) for file in to_pdf(files, tmp_path / "out", ending="xlsx")
    )
    for sheet in one:
        cells = {cell.coordinate: str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
        there = other[sheet.title]
        assert {name: str(there[name].value) for name in cells} == cells


def test_libreoffice_makes_a_pivot_table_anew_of_all_the_rows(tmp_path: Path) -> None:
    files = [tmp_path / "pivot.xlsx", tmp_path / "control.xlsx"]
    rows = [{"group": f"Nhóm {n % 2}", "count": n} for n in range(7)]
    files[0].write_bytes(Template(pivot()).render({"rows": rows}))
    files[1].write_bytes(Template(checkbox(5, "$D$5")).render({"rows": range(7)}))
    # The fonts that openpyxl writes into every workbook are not in the order of the schema.
    found = [line for lines in schema_errors(files).values() for line in lines if "styles.xml" not in line]
    assert found == []
    again = to_pdf(files, tmp_path / "out", ending="xlsx")[0].read_bytes()
    cells = values(again)
    assert [(cells[f"E{row}"], cells[f"F{row}"]) for row in (2, 3)] == [("Nhóm 0", 4), ("Nhóm 1", 3)]


def test_openpyxl_calamine_and_libreoffice_read_the_same_values(tmp_path: Path) -> None:
    rows = [
        {
            "name": f"Người {n} & <{n}>",
            "count": n,
            "price": n / 7,
            "day": date(2027, 1 + n % 12, 1),
            "ok": n % 2 == 0,
        }
        for n in range(150)
    ]
    cells = {"A1": "{%tr for r in rows %}", "A3": "{%tr endfor %}"}
    cells |= {f"{letter}2": f"{{{{ r.{key} }}}}" for letter, key in zip("ABCDE", rows[0], strict=True)}
    path = tmp_path / "values.xlsx"
    path.write_bytes(Template(made(cells)).render({"rows": rows}))
    (again,) = to_pdf([path], tmp_path / "out", ending="xlsx")
    expected = [[row["name"], row["count"], row["price"], row["day"], row["ok"]] for row in rows]
    for file in (path, again):
        assert by_openpyxl(file) == expected
        assert by_calamine(file) == expected


def by_openpyxl(path: Path) -> list[list[Any]]:
    sheet = opened(path.read_bytes(), results=True).worksheets[0]
    return [[plain(value) for value in row] for row in sheet.iter_rows(max_col=5, values_only=True)]


def by_calamine(path: Path) -> list[list[Any]]:
    found = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [[plain(value) for value in row] for row in found]


def plain(value: Any) -> Any:
    """A value whatever the reader's type of it; the last digits of a fraction are nobody's."""
    if isinstance(value, datetime):
        return value.date()
    return pytest.approx(value, rel=1e-14) if isinstance(value, float) else value
