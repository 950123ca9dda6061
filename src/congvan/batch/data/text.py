"""Rows from text: .csv with a heading line, .jsonl with one object a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

from congvan.batch.data.rows import digest_of
from congvan.batch.data.sheets import Sheet
from congvan.batch.faults import BatchError, problem
from congvan.problems import Place, Problem
from congvan.source import value_of

_SEPARATORS = ",;\t"


def csv_sheet(data: bytes, *, file: str) -> Sheet:
    """A .csv file in UTF-8: the separator is the one its heading line has most of; 05 stays text.

    Raises BatchError for another encoding or an open quotation mark.
    """
    text = _decoded(data, file)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, Sequence[object]]] = []
    try:
        for cells in reader:
            if rows or any(cells):
                rows.append((reader.line_num, [_value(cell) if rows else cell for cell in cells]))
    except csv.Error as error:
        raise BatchError(problem("bad-csv", Place(file, reader.line_num), reason=error)) from None
    columns = rows[0][1] if rows else ()
    return Sheet(columns=columns, rows=rows[1:], file=file, digest=digest_of(data))


def _value(cell: str) -> object:
    return None if cell == "" else value_of(cell)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BatchError(problem("not-utf-8", Place(file, line), name=file)) from None


def jsonl_sheet(data: bytes, *, file: str) -> Sheet:
    """A .jsonl file: one object a line; a name that a line leaves out is an empty cell.

    Raises BatchError naming every line that is no object, has a name twice, or holds no JSON number.
    """
    problems: list[Problem] = []
    records: list[tuple[int, dict[str, object]]] = []
    for line, text in enumerate(_decoded(data, file).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            records.append((line, _record(text)))
        except ValueError as error:
            problems.append(problem("bad-json-line", Place(file, line), reason=error))
    if problems:
        raise BatchError(problems)
    columns = tuple(dict.fromkeys(name for _, record in records for name in record))
    rows = ((line, [record.get(name) for name in columns]) for line, record in records)
    return Sheet(columns=columns, rows=rows, file=file, digest=digest_of(data))


def _record(text: str) -> dict[str, object]:
    found = json.loads(
        text, object_pairs_hook=_once_each, parse_float=Decimal, parse_constant=_refused_constant
    )
    if not isinstance(found, dict):
        raise ValueError(text.strip()[:40])
    return found


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(next(iter(_doubled(pairs))))
    return found


def _doubled(pairs: list[tuple[str, object]]) -> Iterator[str]:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            yield name
        seen.add(name)


def _refused_constant(name: str) -> object:
    raise ValueError(name)
