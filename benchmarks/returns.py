"""How fast returned forms of sixty rows are collected, beside openpyxl merely reading their cells.

python -m benchmarks.returns [--forms 200]
"""

from __future__ import annotations

import argparse
import sys
import time
from io import BytesIO

from openpyxl import load_workbook

from congvan.api import consolidate, forms
from congvan.model import (
    Appendix,
    Assignment,
    Column,
    ColumnKind,
    Dispatch,
    Issuer,
    SendAs,
    Signatory,
    Table,
    Unit,
)
from congvan.returns import ReturnedFile, collect
from congvan.vietnamese.dates import DateParts

MOST_MS = 10.0
"""What one form may cost."""
ROWS = 60
FIGURES = 5


def dispatch(count: int) -> Dispatch:
    """A dispatch that asks so many communes for a form of sixty rows."""
    columns = (
        Column(title="STT", kind=ColumnKind.STT),
        Column(title="Chỉ tiêu", key="chi_tieu"),
        *(Column(title=f"Số {n}", key=f"so_{n}", kind=ColumnKind.INTEGER) for n in range(FIGURES)),
    )
    table = Table(
        name="bm",
        title="Biểu mẫu 1",
        columns=columns,
        rows=[(None, f"Chỉ tiêu {n}", *[None] * FIGURES) for n in range(ROWS)],
    )
    return Dispatch(
        issuer=Issuer("Sở Nội vụ", place="Lam Giang"),
        reference="/SNV-CCHC",
        date=DateParts(2027, 3),
        subject="báo cáo số liệu",
        signatory=Signatory(position="Giám đốc", name="Trần Thị Mẫu"),
        appendices=[Appendix(tables=table, send_as=SendAs.WORKBOOK)],
        units=[Unit(f"X{n}", f"UBND xã {n}", "Các xã") for n in range(count)],
        assignments=[Assignment(unit="Các xã", form="bm")],
    )


def filled(data: bytes) -> bytes:
    """A form with every cell filled in."""
    book, held = load_workbook(BytesIO(data)), BytesIO()
    sheet = book.worksheets[0]
    for row, cells in enumerate(sheet.iter_rows(), 1):
        for column, cell in enumerate(cells, 1):
            if not cell.protection.locked:
                sheet.cell(row, column, row * column)
    book.save(held)
    return held.getvalue()


def read_by_openpyxl(files: list[ReturnedFile]) -> float:
    """Seconds that openpyxl takes to read every cell."""
    start = time.perf_counter()
    for file in files:
        for sheet in load_workbook(BytesIO(file.data), read_only=True, data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass
    return time.perf_counter() - start


def main() -> int:
    """Print the times; 1 when a form costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=200)
    count = parser.parse_args().forms
    asked = dispatch(count)
    files = [ReturnedFile(name, filled(data)) for name, data in forms(asked).files.items()]
    start = time.perf_counter()
    found = collect(files, asked)
    collected = time.perf_counter() - start
    assert found.is_whole
    assert found.findings == ()
    start = time.perf_counter()
    consolidate(found)
    summed = time.perf_counter() - start
    each = collected / count * 1000
    other = read_by_openpyxl(files) / count * 1000
    print(f"collect: {each:.1f} ms a form of {ROWS} rows (at most {MOST_MS:g})")
    print(f"openpyxl read-only, cells only: {other:.1f} ms; {other / each:.2f} times")
    print(f"summary of {count} forms: {summed:.2f} s")
    return 0 if each <= MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
