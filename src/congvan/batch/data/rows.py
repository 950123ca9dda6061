"""Rows with their key, their place and cells of their own type (dòng dữ liệu)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import overload

from attrs import field, frozen

from congvan.batch.faults import problem
from congvan.problems import Place, Problem
from congvan.vietnamese.hygiene import fold, nfc


@frozen
class Row:
    """One row: its key, the line it stands on (from 1, headings included), its cells by column."""

    key: str
    line: int
    cells: tuple[object, ...]


@frozen
class Listed(Sequence[Row]):
    """Rows in order, each put together when it is asked for: of many rows only what they say is kept.

    `keys`, `lines` and `cells` are as long as each other.
    """

    keys: tuple[str, ...]
    lines: tuple[int, ...]
    cells: tuple[tuple[object, ...], ...]

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        """The row at a place from 0, or those of a slice."""
        if isinstance(place, slice):
            return tuple(map(Row, self.keys[place], self.lines[place], self.cells[place]))
        return Row(self.keys[place], self.lines[place], self.cells[place])

    def __iter__(self) -> Iterator[Row]:
        """Every row in order."""
        return map(Row, self.keys, self.lines, self.cells)

    def __len__(self) -> int:
        return len(self.keys)


@frozen(kw_only=True)
class Rows:
    """The rows of a batch: columns as they are headed, `key` the one that names a row.

    `file` is where they come from, None for rows of Python; `digest` tells one content of that file from
    another, empty when there is none.
    """

    columns: tuple[str, ...]
    key: str
    rows: Listed = field(repr=False)
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


class CellError(Exception):
    """A cell that holds no value; the reader says why and where."""

    def __init__(self, found: Problem) -> None:
        """Keep the problem."""
        super().__init__(found)
        self.problem = found


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
