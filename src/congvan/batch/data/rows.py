"""Rows with their key, their place and cells of their own type (dòng dữ liệu)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache

from attrs import field, frozen

from congvan.batch.faults import BatchError, problem
from congvan.problems import Place, Problem
from congvan.vietnamese.hygiene import fold, is_nfc, nearest, nfc


@frozen
class Row:
    """One row: its key, the line it stands on (from 1, headings included), its cells by column."""

    key: str
    line: int
    cells: tuple[object, ...]


@frozen(kw_only=True)
class Rows:
    """The rows of a batch: columns as they are headed, `key` the one that names a row.

    `file` is where they come from, None for rows of Python; `digest` tells one content of that file from
    another, empty when there is none.
    """

    columns: tuple[str, ...]
    key: str
    rows: tuple[Row, ...] = field(repr=False)
    file: str | None = None
    digest: str = ""

    def place(self, row: Row, column: str | None = None) -> Place:
        """Where a row, or one of its cells, stands."""
        return Place(self.file, row.line, path=column)

    def records(self) -> Iterator[tuple[Row, dict[str, object]]]:
        """Every row with its cells by column."""
        for row in self.rows:
            yield row, dict(zip(self.columns, row.cells, strict=True))

    def __len__(self) -> int:
        return len(self.rows)


@frozen
class Lines:
    """Lines of a second table that belong to one row: their headings, and the cells of each."""

    names: tuple[str, ...]
    cells: tuple[tuple[object, ...], ...]


@frozen(kw_only=True)
class Sheet:
    """What a reader found: headings, then for each row its line and its cells, before anything is checked."""

    columns: Sequence[object]
    rows: Iterable[tuple[int, Sequence[object]]]
    file: str | None = None
    digest: str = ""
    heading_line: int = 1


class CellError(Exception):
    """A cell that holds no value; the reader says why and where."""

    def __init__(self, found: Problem) -> None:
        """Keep the problem."""
        super().__init__(found)
        self.problem = found


def checked(sheet: Sheet, key: str | None, *, repeated: bool = False) -> Rows:
    """The rows of a sheet; BatchError naming every row without key or with cells beside the headings.

    Two rows of one key are refused too, unless `repeated`.
    """
    columns, problems = _columns(sheet)
    if problems:
        raise BatchError(problems)
    name = _key_column(columns, key, sheet.file)
    position = columns.index(name)
    rows: list[Row] = []
    lines: dict[str, int] = {}
    for line, cells in sheet.rows:
        if not any(cells) and all(cell is None or cell == "" for cell in cells):
            continue
        row, found = _row(sheet, columns, position, line, cells)
        problems += found
        if not repeated and row.key and (first := lines.setdefault(row.key, line)) != line:
            place = Place(sheet.file, line, path=name)
            problems.append(problem("same-key", place, value=row.key, row=line, other=first))
        rows.append(row)
    if not rows and not problems:
        problems.append(problem("no-rows", Place(sheet.file)))
    if problems:
        raise BatchError(problems)
    return Rows(columns=columns, key=name, rows=tuple(rows), file=sheet.file, digest=sheet.digest)


def _row(
    sheet: Sheet, columns: tuple[str, ...], position: int, line: int, cells: Sequence[object]
) -> tuple[Row, list[Problem]]:
    problems: list[Problem] = []
    if len(cells) > len(columns):
        problems += _beside(sheet, columns, line, cells)
    if len(cells) != len(columns):
        cells = (*cells[: len(columns)], *(None,) * (len(columns) - len(cells)))
    typed: Sequence[object] = cells
    if not _are_typed(cells):
        typed, faults = _typed_cells(sheet, columns, line, cells)
        problems += faults
    key = key_text(typed[position])
    if not key:
        problems.append(problem("blank-key", Place(sheet.file, line, path=columns[position]), row=line))
    return Row(key, line, tuple(typed)), problems


def _beside(sheet: Sheet, columns: tuple[str, ...], line: int, cells: Sequence[object]) -> Iterator[Problem]:
    """Cells that stand beside the headings."""
    for index, cell in enumerate(cells[len(columns) :], start=len(columns)):
        if cell not in (None, ""):
            place = Place(sheet.file, line, index + 1)
            yield problem("cell-without-heading", place, value=str(cell)[:60], row=line)


_TYPED = frozenset((str, int, bool, type(None)))


def _are_typed(cells: Sequence[object]) -> bool:
    """True for cells that are values of a source as they are: `typed_cell` would change none of them."""
    if not {*map(type, cells)} <= _TYPED:
        return False
    # No letter composes with a line feed: together they are in form C if each is.
    return is_nfc("\n".join([cell for cell in cells if type(cell) is str]))


def _typed_cells(
    sheet: Sheet, columns: tuple[str, ...], line: int, cells: Iterable[object]
) -> tuple[list[object], list[Problem]]:
    """The cells as values, None where there is none, and what is wrong with those."""
    problems = []
    typed: list[object] = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            typed.append(typed_cell(cell))
        except CellError as fault:
            problems.append(fault.problem.at(Place(sheet.file, line, path=column)))
            typed.append(None)
    return typed, problems


def _columns(sheet: Sheet) -> tuple[tuple[str, ...], list[Problem]]:
    names = [nfc(str(cell)).strip() if cell is not None else "" for cell in sheet.columns]
    while names and not names[-1]:
        names.pop()
    place = Place(sheet.file, sheet.heading_line)
    problems = [problem("blank-heading", place, column=at) for at, name in enumerate(names, 1) if not name]
    problems += [
        problem("same-heading", place, name=name)
        for name in dict.fromkeys(name for name in names if name and names.count(name) > 1)
    ]
    return tuple(names), problems or ([] if names else [problem("no-rows", Place(sheet.file))])


def _key_column(columns: tuple[str, ...], wanted: str | None, file: str | None) -> str:
    if wanted is None:
        return columns[0]
    found = nearest_column(columns, wanted)
    if found is None:
        near = "; ".join(nearest(wanted, columns, count=3) or columns)
        raise BatchError(problem("unknown-column", Place(file), name=wanted, known=near))
    return found


def nearest_column(columns: Iterable[str], wanted: str) -> str | None:
    """The column of that name, accents, case and `_` for a space not counting when none is the same."""
    listed = tuple(columns)
    if nfc(wanted) in listed:
        return nfc(wanted)
    found = [column for column in listed if as_name(column) == as_name(wanted)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1024)
def as_name(heading: str) -> str:
    """A heading as a source names a value: `Mã đơn vị` is `ma_don_vi`."""
    return fold(heading).replace(" ", "_")


def typed_cell(cell: object) -> object:
    """A cell as a value of a source: text in form C, whole floats as whole numbers, midnights as days."""
    if isinstance(cell, str):
        return nfc(cell)
    if cell is None or isinstance(cell, int):
        return cell
    match cell:
        case float():
            if not math.isfinite(cell):
                raise CellError(problem("error-cell", value=str(cell)))
            return int(cell) if cell.is_integer() and abs(cell) < 2**53 else Decimal(repr(cell))
        case Decimal():
            return int(cell) if cell == cell.to_integral_value() and cell.as_tuple().exponent == 0 else cell
        case datetime():
            return cell.date() if cell.time() == time() else cell
        case list() | tuple():
            return tuple(typed_cell(item) for item in cell)
        case Mapping():
            return {nfc(str(key)): typed_cell(value) for key, value in cell.items()}
    return cell


def key_text(cell: object) -> str:
    """A key as text, empty for none."""
    return "" if cell is None else str(cell).strip()


def digest_of(*parts: object) -> str:
    """SHA-256 of values by what they say, types told apart."""
    total = hashlib.sha256()
    for part in parts:
        said = part if isinstance(part, bytes) else f"{type(part).__name__}:{part!r}".encode()
        total.update(f"{len(said)}:".encode())
        total.update(said)
    return total.hexdigest()
