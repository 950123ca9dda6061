"""How fast returned forms of sixty rows are collected, beside openpyxl merely reading their cells.

python -m benchmarks.returns [--forms 1000] [--save]

Times are the processor's. `--save` writes benchmarks/results/.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

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

ROOT = Path(__file__).parents[1]
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
    start = time.process_time()
    for file in files:
        for sheet in load_workbook(BytesIO(file.data), read_only=True, data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass
    return time.process_time() - start


def measured(count: int) -> Iterator[tuple[str, bool]]:
    """The lines of the result, each with whether its bar holds."""
    asked = dispatch(count)
    files = [ReturnedFile(name, filled(data)) for name, data in forms(asked).files.items()]
    start = time.process_time()
    found = collect(files, asked)
    each = (time.process_time() - start) / count * 1000
    assert found.is_whole
    assert found.findings == ()
    start = time.process_time()
    consolidate(found)
    summed = (time.process_time() - start) / count * 1000
    other = read_by_openpyxl(files) / count * 1000
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    yield f"commit {commit.stdout.strip()}, Python {platform.python_version()}, {count} forms, CPU time", True
    yield f"collect: {each:.1f} ms a form of {ROWS} rows (at most {MOST_MS:g})", each <= MOST_MS
    yield f"summary: {summed:.1f} ms a form", True
    yield f"openpyxl read-only, values only: {other:.1f} ms a form, {other / each:.1f} times", True


def main() -> int:
    """Print the times; 1 when a form costs more than it may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--save", action="store_true", help="write the result under benchmarks/results/")
    arguments = parser.parse_args()
    lines = [line if holds else f"{line}  MISSED" for line, holds in measured(arguments.forms)]
    print("\n".join(lines))
    if arguments.save:
        commit = lines[0].split()[1].rstrip(",")
        target = ROOT / "benchmarks" / "results" / f"returns-{commit}.txt"
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if any(line.endswith("MISSED") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
