"""How fast an annex is made from a Table, as ratios to openpyxl.

python -m benchmarks.stock [--rounds 9] [--rows 100000]

Small: 25 rows of six columns with head, total, widths and heights, beside what a script author does: the
workbook opened with openpyxl, its rows filled in, saved. Large: the same columns with many rows, beside
openpyxl's write-only workbook with the same looks. Both say the same cells, which is checked first. Times are
the processor's; ratios are medians of rounds in which both take turns. Memory is what the process grew by.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from python_calamine import CalamineWorkbook

from benchmarks.memory import peak_memory
from congvan.excel import annex
from congvan.model import (
    Appendix,
    Column,
    ColumnKind,
    Dispatch,
    Issuer,
    SendAs,
    Signatory,
    Table,
    Total,
    printed,
)
from congvan.standard import ND30
from congvan.vietnamese.dates import DateParts

UNITS = ("Văn phòng Sở", "Phòng Cải cách hành chính, Sở Nội vụ", "Phòng Kế hoạch - Tài chính, Sở Công Thương")
COLUMNS = (
    Column(title="STT", kind=ColumnKind.STT),
    Column(title="Họ và tên", key="ten"),
    Column(title="Đơn vị công tác", key="don_vi"),
    Column(title="Số buổi", key="buoi", kind=ColumnKind.INTEGER),
    Column(title="Kinh phí", unit="nghìn đồng", key="tien", kind=ColumnKind.DECIMAL),
    Column(title="Ngày", key="ngay", kind=ColumnKind.DATE),
)
FORMATS = ("General", "General", "General", "#,##0", "#,##0.00", "dd/mm/yyyy")


def dispatch(count: int) -> Dispatch:
    """A printed dispatch with an annex of so many rows."""
    rows = [
        (
            None,
            f"Trần Văn Mẫu {n}",
            UNITS[n % 3],
            n % 20,
            Decimal(n * 25 + 1) / 100,
            date(2027, 1 + n % 12, 5),
        )
        for n in range(count)
    ]
    table = Table(columns=COLUMNS, rows=rows, unit="nghìn đồng", total=Total(under="ten", columns=("tien",)))
    appendix = Appendix(title="Danh sách đăng ký tập huấn", tables=table, send_as=SendAs.WORKBOOK)
    made = Dispatch(
        issuer=Issuer("Sở Nội vụ"),
        reference="/SNV-CCHC",
        date=DateParts(2027, 3),
        subject="đăng ký tập huấn",
        signatory=Signatory(position="Giám đốc", name="Trần Thị Mẫu"),
        appendices=appendix,
    )
    return printed(made)


def cells(given: Dispatch) -> list[list[object]]:
    """The rows of the annex with their numbers."""
    rows = given.appendices[0].tables[0].rows
    return [[number, *row[1:]] for number, row in enumerate(rows, 1)]


def filled(data: bytes, rows: list[list[object]]) -> bytes:
    """The workbook opened with openpyxl, its rows filled in, saved."""
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    first = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "STT") + 1
    for line, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            sheet.cell(line, column).value = value  # type: ignore[assignment]
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def write_only(rows: list[list[object]]) -> bytes:
    """The rows alone by openpyxl's write-only workbook, in the looks of the annex."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    side = Side(style="thin")
    font, border = Font(name="Times New Roman", size=13), Border(left=side, right=side, top=side, bottom=side)
    place = Alignment(vertical="center", wrap_text=True)
    for row in rows:
        line = []
        for value, shown in zip(row, FORMATS, strict=True):
            cell = WriteOnlyCell(sheet, value=value)
            cell.font, cell.border, cell.alignment, cell.number_format = font, border, place, shown
            line.append(cell)
        sheet.append(line)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def said(data: bytes, rows: list[list[object]]) -> bool:
    """Whether the workbook says these rows, one after another."""
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    start = next(number for number, line in enumerate(found) if line[0] == 1 and line[1] == rows[0][1])
    wanted = [[float(cell) if isinstance(cell, Decimal | int) else cell for cell in row] for row in rows]
    return found[start : start + len(rows)] == wanted


def seconds(work: Callable[[], object], times: int) -> float:
    """Processor seconds of one turn."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def small(rounds: int) -> None:
    """The annex of 25 rows."""
    given = dispatch(25)
    data, rows = annex(given, 0, standard=ND30), cells(given)
    assert said(data, rows)
    assert said(filled(data, rows), rows)
    taken = [
        (seconds(lambda: annex(given, 0, standard=ND30), 40), seconds(lambda: filled(data, rows), 4))
        for _ in range(rounds)
    ]
    times = statistics.median(theirs / ours for ours, theirs in taken)
    print(f"25 rows: {min(ours for ours, _ in taken) * 1e3:.2f} ms, {times:.1f} x openpyxl's fill")


def large(count: int) -> None:
    """The annex of many rows, openpyxl's after it."""
    given = dispatch(count)
    rows = cells(given)
    before = peak_memory()
    start = time.process_time()
    data = annex(given, 0, standard=ND30)
    ours, grown = time.process_time() - start, peak_memory() - before
    assert said(data, rows)
    theirs = seconds(lambda: write_only(rows), 1)
    print(
        f"{count:,} rows: {ours:.2f} s, {theirs / ours:.1f} x openpyxl write-only; "
        f"{grown:.0f} MB grown for a file of {len(data) / 1e6:.1f} MB"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=100_000)
    wanted = parser.parse_args()
    small(wanted.rounds)
    large(wanted.rows)


if __name__ == "__main__":
    main()
