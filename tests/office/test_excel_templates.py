"""What comes out of Excel templates, as LibreOffice reckons it and the Open XML SDK judges it."""

from __future__ import annotations

from pathlib import Path

from congvan.excel import Template
from tests.support.carrying import checkbox, pivot
from tests.support.office import to_pdf
from tests.support.rich_workbook import rich_template, rich_values
from tests.support.schema import schema_errors
from tests.support.spreadsheets import opened, values

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
