"""Workbooks are written straight into their file: many rows, hidden lists, nothing else loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

from congvan.model import Column, ColumnKind, Table
from tests.support.annexes import MANY, NAME, annex_of, book_of, data, sheet_of
from tests.support.tools import ROOT

EXAMPLE = ROOT / "examples" / "giai-trinh-diem.md"
LISTED = Column(title="Cấp", kind=ColumnKind.CHOICE, choices=("Tỉnh, xã", "Khác"))


def test_a_table_of_many_rows_is_whole_and_in_order(tmp_path: Path) -> None:
    file = tmp_path / "many.xlsx"
    file.write_bytes(annex_of(MANY))
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    first = next(number for number, row in enumerate(rows) if row[0] == "STT") + 1
    assert rows[first:] == [[n, f"Xã số {n}", n] for n in range(1, 2501)]


def test_many_rows_look_as_few_do() -> None:
    few = Table(columns=MANY.columns, rows=MANY.rows[:3])
    looks = [
        [(cell.font.name, cell.font.size, cell.number_format, cell.border.left.style) for cell in row]
        for sheet in (sheet_of(few), sheet_of(MANY))
        for row in sheet.iter_rows(min_row=7, max_row=9)
    ]
    assert looks[:3] == looks[3:]


def test_two_renders_of_many_rows_are_equal() -> None:
    assert annex_of(MANY) == annex_of(MANY)


def test_the_sheet_of_lists_never_takes_the_name_of_another() -> None:
    own = Table(name="muc", title="Danh mục", columns=(NAME,), rows=[["a"]])
    book = book_of(Table(columns=(LISTED,), blank_rows=1), own)
    assert book.sheetnames == ["Phụ lục (1)", "Danh mục", "Danh mục (2)"]
    (rule,) = book.worksheets[0].data_validations.dataValidation
    assert rule.formula1 == "'Danh mục (2)'!$A$1:$A$2"
    assert data(book["Danh mục"], 1) == [["a"]]


def test_a_letter_with_an_annex_is_made_without_what_takes_long_to_load() -> None:
    code = (
        "import congvan, sys;"
        f"made = congvan.render(congvan.read({str(EXAMPLE)!r}).bind(), checked=False);"
        "assert any(name.endswith('.xlsx') for name in made.files);"
        "print({'openpyxl', 'docx'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
