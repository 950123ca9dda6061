"""Typed columns and rows: one table for Word, for Excel, for a form and its read-back (bảng, biểu mẫu)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import chain
from math import inf
from typing import Any, cast
from unicodedata import is_normalized

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.model.body import RUN_TYPES, Footnote, Paragraph, Run, Text, Value, as_runs
from congvan.model.fields import (
    are_all,
    as_items,
    as_optional_text,
    as_text,
    as_texts,
    is_sound,
    item_problems,
    made_of,
    optional_text_problems,
    own_name_problems,
    problem,
    refuse,
    text_problems,
    texts_problems,
    type_problems,
)
from congvan.model.formula import Formula
from congvan.problems import Problem
from congvan.vietnamese.hygiene import nfc

Cell = str | int | Decimal | date | tuple[Run, ...] | None
"""What a cell holds: None when empty; a tuple of runs for text with looks; never a formula."""

CellLike = Cell | Run | Sequence[str | Run]
"""What a cell may be given as: runs also bare, or in a list with texts."""


class ColumnKind(Enum):
    """What the cells of a column hold (kiểu cột)."""

    # Looked up for every column: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    STT = "stt"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"
    FORMULA = "formula"


NUMERIC_KINDS = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.FORMULA})
"""Kinds whose cells can be added up."""

MOST_DECIMALS = 2
"""How many decimals a formula shows at most, as a quotient may have no end of them."""

FILLED_BY_CONGVAN = frozenset({ColumnKind.STT, ColumnKind.FORMULA})
"""Kinds whose cells nobody types: rows hold None there."""


_SAID_BY_KIND = frozenset(ColumnKind) - {ColumnKind.CHOICE, ColumnKind.FORMULA}
"""Kinds of which nothing more need be said."""


def _as_columns(value: Column | Iterable[Column]) -> tuple[Column, ...]:
    return as_items(value, Column)


def _leaves_of(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    # What is no column is refused afterwards, with its place.
    known = columns if isinstance(columns, tuple) else ()
    return tuple(leaf for column in known if isinstance(column, Column) for leaf in column.leaves)


@frozen(kw_only=True)
class Column:
    """One column (cột), or a group of columns under one heading when `columns` is not empty.

    `key` names it in rows and totals, None when nothing refers to it; `unit` is printed under the title;
    `width` is in mm, None lets the writer choose; `choices` are what a choice cell may hold; `formula` is the
    arithmetic of a formula column over other keys (`sang + chieu`).
    """

    title: str = field(converter=as_text)
    key: str | None = field(default=None, converter=as_optional_text)
    kind: ColumnKind = ColumnKind.TEXT
    unit: str | None = field(default=None, converter=as_optional_text)
    width: float | None = None
    required: bool = False
    choices: tuple[str, ...] = field(default=(), converter=as_texts)
    formula: str | None = field(default=None, converter=as_optional_text)
    columns: tuple[Column, ...] = field(default=(), converter=_as_columns)

    def __attrs_post_init__(self) -> None:
        if not self._is_usual():
            self._refuse()

    def _is_usual(self) -> bool:
        """True for a column of cells that people type, which nothing is said of but its title and key."""
        named = is_sound(self.title) and (self.key is None or type(self.key) is str)
        bare = self.unit is None and self.width is None and self.formula is None
        alone = self.columns == () and self.choices == () and type(self.required) is bool
        is_told = named and bare and alone and self.kind in _SAID_BY_KIND
        return is_told and (self.key is None or self.key.isidentifier())

    def _refuse(self) -> None:
        """Raise what is wrong, if anything is."""
        refuse(
            [
                *text_problems("title", self.title, lines=None),
                *own_name_problems("key", self.key),
                *type_problems("kind", self.kind, ColumnKind),
                *optional_text_problems("unit", self.unit),
                *type_problems("width", self.width, int, float, type(None)),
                *type_problems("required", self.required, bool),
                *item_problems("columns", self.columns, Column),
                *self._kind_problems(),
            ]
        )

    def _kind_problems(self) -> Iterator[Problem]:
        yield from texts_problems("choices", self.choices)
        yield from optional_text_problems("formula", self.formula)
        if isinstance(self.width, int | float) and not 0 < self.width < inf:
            yield problem("not-positive", "width", value=self.width)
        if (self.kind is ColumnKind.CHOICE) != bool(self.choices):
            yield problem("choices-and-kind", "choices")
        if (self.kind is ColumnKind.FORMULA) != (self.formula is not None):
            yield problem("formula-and-kind", "formula")
        if isinstance(self.formula, str):
            yield from Formula.problems(self.formula)

    @property
    def leaves(self) -> tuple[Column, ...]:
        """The columns that hold cells: itself, or those at the bottom of its group."""
        return _leaves_of(self.columns) if self.columns else (self,)

    @property
    def depth(self) -> int:
        """How many heading rows it needs: 1 without a group below it."""
        return 1 + max((column.depth for column in self.columns), default=0)


@frozen(kw_only=True)
class Total:
    """The totals line (dòng tổng): its label, the key of the column it stands in, the keys added up."""

    label: str = field(default="Tổng cộng", converter=as_text)
    under: str | None = field(default=None, converter=as_optional_text)
    columns: tuple[str, ...] = field(default=(), converter=as_texts)

    def __attrs_post_init__(self) -> None:
        refuse(
            [
                *text_problems("label", self.label),
                *optional_text_problems("under", self.under),
                *texts_problems("columns", self.columns),
            ]
        )


def _as_cell(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value) or None
    return (as_runs(value) or None) if isinstance(value, (list, tuple, *RUN_TYPES)) else value


def _as_rows(value: Iterable[Iterable[CellLike]]) -> tuple[tuple[Cell, ...], ...]:
    rows = as_items(value)
    if not isinstance(rows, tuple):
        return rows
    listed = tuple(map(as_items, rows))
    if _are_kept(listed):
        return listed
    return tuple(tuple(map(_as_cell, row)) if isinstance(row, tuple) else row for row in listed)


_NONE = type(None)
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


@frozen(kw_only=True)
class Table:
    """A table (bảng): columns, and rows with a cell for each leaf column, None where empty or filled in.

    `name` is for references (`tables.dang_ky`) and the sheet, None when nothing refers to it; `title`
    stands above it (`Biểu mẫu 1`); `unit` is the unit of all figures (Đơn vị tính); `blank_rows` are left
    to fill in.
    """

    columns: tuple[Column, ...] = field(converter=_as_columns)
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), converter=_as_rows)
    name: str | None = field(default=None, converter=as_optional_text)
    title: str | None = field(default=None, converter=as_optional_text)
    unit: str | None = field(default=None, converter=as_optional_text)
    blank_rows: int = 0
    total: Total | None = None
    leaves: tuple[Column, ...] = field(init=False, repr=False, eq=False)
    """The columns that hold cells, from left to right."""

    @leaves.default
    def _leaves_below(self) -> tuple[Column, ...]:
        return _leaves_of(self.columns)

    cell_runs: tuple[Run, ...] = field(init=False, repr=False, eq=False)
    """Every run of every cell that holds runs, in reading order."""

    @cell_runs.default
    def _runs_in_cells(self) -> tuple[Run, ...]:
        rows = self.rows if are_all(self.rows, tuple) else ()
        if tuple not in {*map(type, chain.from_iterable(rows))}:
            return ()
        return tuple(run for row in rows for cell in row if isinstance(cell, tuple) for run in cell)

    def __attrs_post_init__(self) -> None:
        refuse([*self._shape_problems()])
        refuse([*self._reference_problems(), *self._row_problems()])

    @classmethod
    def of_records(
        cls, columns: Iterable[Column], records: Iterable[Mapping[str, CellLike]], **rest: object
    ) -> Table:
        """A table whose rows are given by key: one left out is an empty cell, an unknown one a ModelError."""
        shape = cls(columns=columns)
        keys = [leaf.key for leaf in shape.leaves]
        listed = list(records)
        refuse(
            problem("unknown-column", f"rows[{index}].{key}", key=key)
            for index, record in enumerate(listed)
            for key in record
            if key not in keys
        )
        rows = [[record.get(key) if key else None for key in keys] for record in listed]
        return cls(columns=shape.columns, rows=rows, **rest)  # type: ignore[arg-type]

    @property
    def depth(self) -> int:
        """How many heading rows the columns need."""
        return max(column.depth for column in self.columns)

    def index(self, key: str) -> int:
        """The position of the leaf column with this key; KeyError when there is none."""
        for index, leaf in enumerate(self.leaves):
            if leaf.key == key:
                return index
        raise KeyError(key)

    def number(self, row: int, key: str) -> Decimal | None:
        """The number in a row's column, a formula worked out; None while it or an input of it is empty."""
        return self._numbers(self.index(key), (self.rows[row],), {})[0]

    def numbers(self, key: str) -> tuple[Decimal | None, ...]:
        """The numbers of a column from the first row to the last, as `number` gives them."""
        return self.numbers_at(self.index(key))

    def numbers_at(self, position: int) -> tuple[Decimal | None, ...]:
        """Like `numbers`, of the leaf column at a position, which need not have a key."""
        return self._numbers(position, self.rows, {})

    def figures(self, position: int, rows: Sequence[tuple[Cell, ...]]) -> tuple[Decimal | None, ...]:
        """Like `numbers_at`, of some of the rows only."""
        return self._numbers(position, rows, {})

    def _numbers(
        self, position: int, rows: Sequence[tuple[Cell, ...]], known: dict[int, tuple[Decimal | None, ...]]
    ) -> tuple[Decimal | None, ...]:
        if position not in known:
            column = self.leaves[position]
            if column.formula is None:
                cells = [row[position] for row in rows]
                known[position] = tuple(
                    Decimal(cell) if isinstance(cell, int | Decimal) else None for cell in cells
                )
            else:
                formula = Formula.parse(column.formula)
                inputs = {name: self._numbers(self.index(name), rows, known) for name in formula.names}
                each = ({name: inputs[name][row] for name in inputs} for row in range(len(rows)))
                known[position] = tuple(map(formula.value, each))
        return known[position]

    def decimals(self, key: str) -> int:
        """How many decimals a column shows: its longest figure decides, for a formula up to MOST_DECIMALS."""
        return self.decimals_at(self.index(key))

    def decimals_at(self, position: int) -> int:
        """Like `decimals`, of the leaf column at a position, which need not have a key."""
        formula = self.leaves[position].formula
        numbers = [number.normalize() for number in self.numbers_at(position) if number is not None]
        most = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
        return max(0, most if formula is None else min(most, MOST_DECIMALS))

    def total_of(self, key: str) -> Decimal | None:
        """The sum of a column over all rows; None while every input is empty."""
        numbers = [number for number in self.numbers(key) if number is not None]
        return sum(numbers, Decimal(0)) if numbers else None

    def _shape_problems(self) -> Iterator[Problem]:
        yield from item_problems("columns", self.columns, Column)
        if self.columns == ():
            yield problem("empty", "columns")
        wrong = list(type_problems("blank_rows", self.blank_rows, int))
        yield from wrong
        if not wrong and self.blank_rows < 0:
            yield problem("negative", "blank_rows", value=self.blank_rows)
        yield from type_problems("total", self.total, Total, type(None))
        yield from optional_text_problems("title", self.title)
        yield from optional_text_problems("unit", self.unit)
        yield from own_name_problems("name", self.name)
        yield from item_problems("rows", self.rows, tuple)

    def _reference_problems(self) -> Iterator[Problem]:
        kinds = {leaf.key: leaf.kind for leaf in self.leaves if leaf.key is not None}
        keys = [leaf.key for leaf in self.leaves if leaf.key is not None]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield problem("duplicate-key", "columns", key=key)
        if self.total is not None:
            if self.total.under is not None and self.total.under not in kinds:
                yield problem("unknown-column", "total.under", key=self.total.under)
            if self.total.under in self.total.columns:
                yield problem("label-over-total", "total.under", key=self.total.under)
            for index, key in enumerate(self.total.columns):
                yield from _summed_problems(f"total.columns[{index}]", key, kinds)
        yield from self._formula_problems(kinds)

    def _formula_problems(self, kinds: Mapping[str, ColumnKind]) -> Iterator[Problem]:
        known: set[str | None] = {key for key, kind in kinds.items() if kind is not ColumnKind.FORMULA}
        for leaf in self.leaves:
            for name in Formula.parse(leaf.formula).names if leaf.formula is not None else ():
                path = f"columns.{leaf.key or leaf.title}.formula"
                yield from _summed_problems(path, name, kinds)
                if name in kinds and name not in known:
                    yield problem("formula-of-later", path, key=name)
            known.add(leaf.key)

    def _row_problems(self) -> Iterator[Problem]:
        leaves = self.leaves
        if {*map(len, self.rows)} <= {len(leaves)} and self._are_cells_usual():
            return
        for index, row in enumerate(self.rows):
            if len(row) != len(leaves):
                yield problem("row-length", f"rows[{index}]", expected=len(leaves), found=len(row))
                continue
            for leaf, cell in zip(leaves, row, strict=True):
                yield from _cell_problems(f"rows[{index}].{leaf.key or leaf.title}", leaf, cell)

    def _are_cells_usual(self) -> bool:
        """True when every cell is what cells of its column nearly always are: then nothing is wrong."""
        columns = zip(*self.rows, strict=True)
        return all(_is_usual(leaf, column) for leaf, column in zip(self.leaves, columns, strict=False))


_USUAL_TYPE = immutabledict(
    {ColumnKind.TEXT: str, ColumnKind.INTEGER: int, ColumnKind.DECIMAL: int, ColumnKind.DATE: date}
)


def _is_usual(leaf: Column, cells: tuple[Cell, ...]) -> bool:
    """True for printable texts in a column of texts, and the like of other kinds; empty cells in any."""
    types = {*map(type, cells)}
    said = cells if _NONE not in types else [cell for cell in cells if cell is not None]
    if said and (leaf.choices or types - {_NONE} != {_USUAL_TYPE.get(leaf.kind)}):
        return False
    return str not in types or "".join(cast("Sequence[str]", said)).isprintable()


def _summed_problems(path: str, key: str, kinds: Mapping[str, ColumnKind]) -> Iterator[Problem]:
    if key not in kinds:
        yield problem("unknown-column", path, key=key)
    elif kinds[key] not in NUMERIC_KINDS:
        yield problem("not-a-number-column", path, key=key)


TYPES_OF_KIND: Mapping[ColumnKind, tuple[type, ...]] = {
    ColumnKind.TEXT: (str, tuple),
    ColumnKind.CHOICE: (str,),
    ColumnKind.INTEGER: (int,),
    ColumnKind.DECIMAL: (int, Decimal),
    ColumnKind.DATE: (date,),
}


def _cell_problems(path: str, column: Column, cell: Cell) -> Iterator[Problem]:
    if cell is None:
        return
    if column.kind in FILLED_BY_CONGVAN:
        yield problem("cell-is-filled-in", path, kind=column.kind.value)
        return
    wrong = list(type_problems(path, cell, *TYPES_OF_KIND[column.kind]))
    yield from wrong
    if wrong:
        return
    if isinstance(cell, str):
        yield from text_problems(path, cell, lines=None, blank=True)
    if isinstance(cell, tuple):
        yield from item_problems(path, cell, *RUN_TYPES)
    if isinstance(cell, Decimal) and not cell.is_finite():
        yield problem("not-finite", path, value=cell)
    if column.choices and cell not in column.choices:
        yield problem("not-a-choice", path, value=cell, choices="; ".join(column.choices))


Block = Paragraph | Table


def as_blocks(value: str | Block | Iterable[str | Block]) -> tuple[Block, ...]:
    """Blocks as a tuple; a bare text is a plain paragraph."""
    items = as_items(value, str, Paragraph, Table)
    if not isinstance(items, tuple) or {*map(type, items)} <= {Paragraph, Table}:
        return items
    return tuple(made_of(Paragraph, item) if isinstance(item, str) else item for item in items)


def has_marks(blocks: Iterable[Block]) -> bool:
    """True when a run of the blocks is anything but text: a link, a break, a typed value, a footnote."""
    runs = [block.runs if isinstance(block, Paragraph) else block.cell_runs for block in blocks]
    return not {*map(type, chain.from_iterable(runs))} <= {Text}


def has_values(blocks: Sequence[Block]) -> bool:
    """True when a typed value stands in one of the blocks, or in a footnote of theirs."""
    return has_marks(blocks) and any(isinstance(run, Value) for run in runs_in(blocks))


def runs_in(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run of the blocks in reading order, those of a footnote right after it."""
    for block in blocks:
        for run in block.runs if isinstance(block, Paragraph) else block.cell_runs:
            yield run
            if isinstance(run, Footnote):
                yield from runs_in(run.blocks)
