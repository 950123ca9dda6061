"""What the cells of a table hold, and what they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any
from unicodedata import is_normalized

from immutabledict import immutabledict

from congvan.model.body import RUN_TYPES, Run, as_runs
from congvan.model.fields import are_all, as_items, item_problems, problem, text_problems, type_problems
from congvan.model.tables.columns import FILLED_BY_CONGVAN, Column, ColumnKind, bounds_of
from congvan.problems import Problem
from congvan.vietnamese.hygiene import nfc

Cell = str | int | Decimal | date | tuple[Run, ...] | None
"""What a cell holds: None when empty; a tuple of runs for text with looks; never a formula."""

CellLike = Cell | Run | Sequence[str | Run]
"""What a cell may be given as: runs also bare, or in a list with texts."""


def _as_cell(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value) or None
    return (as_runs(value) or None) if isinstance(value, (list, tuple, *RUN_TYPES)) else value


def as_rows(value: Iterable[Iterable[CellLike]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows as tuples of cells as the model keeps them; what is no row is passed on to be refused."""
    rows = as_items(value)
    if not isinstance(rows, tuple):
        return rows
    if _are_kept(rows):
        return rows
    listed = map(as_items, rows)
    return tuple(tuple(map(_as_cell, row)) if isinstance(row, tuple) else row for row in listed)


_NONE = type(None)
_TEXT_ALONE = frozenset((str,))
_PLAIN_TYPES = frozenset((str, int, Decimal, date, _NONE))


def _are_kept(rows: tuple[tuple[Any, ...], ...]) -> bool:
    """True for rows of plain cells that are as the model keeps them: all their texts are asked at once."""
    if not are_all(rows, tuple):
        return False
    cells = [*chain.from_iterable(rows)]
    types = {*map(type, cells)}
    if not types <= _PLAIN_TYPES:
        return False
    texts = cells if types <= {str} else [cell for cell in cells if type(cell) is str]
    return "" not in texts and is_normalized("NFC", "\n".join(texts))


_USUAL_TYPE = immutabledict(
    {ColumnKind.TEXT: str, ColumnKind.INTEGER: int, ColumnKind.DECIMAL: int, ColumnKind.DATE: date}
)


def is_usual(leaf: Column, cells: tuple[Any, ...]) -> bool:
    """True for printable texts in a column of texts, and the like of other kinds; empty cells in any."""
    types = {*map(type, cells)}
    if types == _TEXT_ALONE and leaf.kind is ColumnKind.TEXT:
        return "".join(cells).isprintable()
    said = cells if _NONE not in types else [cell for cell in cells if cell is not None]
    if said and (leaf.is_limited or types - {_NONE} != {_USUAL_TYPE.get(leaf.kind)}):
        return False
    return str not in types or "".join(said).isprintable()


_TYPES_OF_KIND: Mapping[ColumnKind, tuple[type, ...]] = {
    ColumnKind.TEXT: (str, tuple),
    ColumnKind.CHOICE: (str,),
    ColumnKind.INTEGER: (int,),
    ColumnKind.DECIMAL: (int, Decimal),
    ColumnKind.DATE: (date,),
}


def cell_problems(path: str, column: Column, cell: Cell) -> Iterator[Problem]:
    """What is wrong with a cell of a column."""
    if cell is None:
        return
    if column.kind in FILLED_BY_CONGVAN:
        yield problem("cell-is-filled-in", path, kind=column.kind.value)
        return
    wrong = list(type_problems(path, cell, *_TYPES_OF_KIND[column.kind]))
    yield from wrong
    if wrong:
        return
    if isinstance(cell, str):
        yield from text_problems(path, cell, lines=None, blank=True)
    if isinstance(cell, tuple):
        yield from item_problems(path, cell, *RUN_TYPES)
    if isinstance(cell, Decimal) and not cell.is_finite():
        yield problem("not-finite", path, value=cell)
    elif isinstance(cell, int | Decimal | date) and not column.allows(cell):
        yield problem("out-of-bounds", path, value=cell, **bounds_of(column))
    if column.choices and cell not in column.choices:
        yield problem("not-a-choice", path, value=cell, choices="; ".join(column.choices))
