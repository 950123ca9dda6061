"""Reading a large annex back: values, formulas, errors, merged areas, beside the values alone of others."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from benchmarks.annexes.annex import FIRST, Task

Rows = Sequence[Sequence[Any]]
Reader = Callable[[bytes], Rows]


def congvan(data: bytes) -> Rows:
    """What returned forms are read with, limits and all."""
    from congvan.returns.workbooks import read_workbook

    return read_workbook(data).sheets[0].values.rows


def openpyxl_read_only(data: bytes) -> Rows:
    """Every value, row by row."""
    from openpyxl import load_workbook

    sheet: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def calamine(data: bytes) -> Rows:
    """Every value, of what congvan itself reads values with."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python()


READERS: dict[str, tuple[Reader, float | None]] = {
    "congvan": (congvan, None),
    "openpyxl read-only": (openpyxl_read_only, 8),
    "python-calamine": (calamine, None),
}
"""Each with how many times as long it must take."""


def read(data: bytes, task: Task, rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each reader in each round; stops where one does not find what was written."""
    taken: dict[str, list[float]] = {name: [] for name in READERS}
    for turn in range(rounds):
        for name, (reader, _) in READERS.items():
            start = time.process_time()
            found = reader(data)
            taken[name].append(time.process_time() - start)
            if turn == 0:
                check(found, task)
            del found
    return taken


def check(found: Rows, task: Task) -> None:
    """Stop where rows do not hold what was written."""
    for said, row in zip(found[FIRST - 1 : FIRST - 1 + task.count], task.rows(), strict=True):
        for value, wanted in zip(said, row.values(), strict=True):
            day = value.date() if isinstance(value, datetime) else value
            assert day == wanted or abs(day - wanted) < 1e-9, (value, wanted)


def ratio(taken: dict[str, list[float]], name: str) -> float:
    """How many times as long as congvan a reader takes: the median over the rounds."""
    pairs = zip(taken["congvan"], taken[name], strict=True)
    return statistics.median(theirs / ours for ours, theirs in pairs)
