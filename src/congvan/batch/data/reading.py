"""Which reader a batch's data needs, by what it is (đọc dữ liệu)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from congvan.batch.data.rows import Rows
from congvan.batch.data.sheets import Sheet, checked
from congvan.batch.faults import BatchError, problem
from congvan.problems import Place

ENDINGS = (".xlsx", ".csv", ".jsonl")


def read_rows(
    data: str | Path | Iterable[Mapping[str, object]],
    *,
    key: str | None = None,
    sheet: str | None = None,
    query: str | None = None,
    repeated: bool = False,
) -> Rows:
    """The rows of a .xlsx, .csv or .jsonl file, of an SQL query, or mappings of one row each.

    `key` is the column that names a row, None for the first; `sheet` the sheet of a workbook, None for the
    first; with `query`, `data` is the address of a database. `repeated` allows several rows of one
    key. Raises BatchError with every problem.
    """
    if query is not None:
        from congvan.batch.data.query import query_sheet

        return checked(query_sheet(str(data), query), key, repeated=repeated)
    if isinstance(data, str | Path):
        return checked(_file_sheet(Path(data), sheet), key, repeated=repeated)
    return checked(_mapping_sheet(data), key, repeated=repeated)


def _file_sheet(path: Path, sheet: str | None) -> Sheet:
    file, ending = str(path), path.suffix.lower()
    if ending not in ENDINGS:
        raise BatchError(problem("unknown-ending", Place(file), name=file, known=", ".join(ENDINGS)))
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise BatchError(problem("unreadable", Place(file), name=file, reason=reason)) from None
    if ending == ".xlsx":
        from congvan.batch.data.workbook import sheet_of

        return sheet_of(content, file=file, name=sheet)
    from congvan.batch.data.text import csv_sheet, jsonl_sheet

    return csv_sheet(content, file=file) if ending == ".csv" else jsonl_sheet(content, file=file)


def _mapping_sheet(records: Iterable[Mapping[str, object]]) -> Sheet:
    columns: tuple[str, ...] = ()
    cells: deque[tuple[object, ...]] = deque()
    for record in records:
        names = tuple(record)
        if names == columns:
            cells.append(tuple(record.values()))
            continue
        columns = tuple(dict.fromkeys((*columns, *names)))
        # What a row lacks of columns that come later is filled in where rows are checked.
        cells.append(tuple(map(record.get, columns)))
    return Sheet(columns=columns, rows=enumerate(_taken(cells), start=1))


def _taken(cells: deque[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """The cells of each row, let go of one by one: there may be many."""
    while cells:
        yield cells.popleft()
