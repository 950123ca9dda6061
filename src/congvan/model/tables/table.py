"""Typed columns and rows: one table for Word, for Excel, for a form and its read-back (bảng, biểu mẫu)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from attrs import field, frozen

from congvan.model.body import Footnote, Paragraph, Run, Text, Value
from congvan.model.fields import (
    are_all,
    as_items,
    as_optional_text,
    as_text,
    as_texts,
    is_sound_or_absent,
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
from congvan.model.tables.cells import Cell, CellLike, as_rows, cell_problems, is_usual
from congvan.model.tables.columns import (
    MOST_DECIMALS,
    NUMERIC_KINDS,
    Column,
    ColumnKind,
    as_columns,
    leaves_of,
)
from congvan.model.tables.formula import Formula
from congvan.model.tables.groups import (
    Group,
    Heading,
    as_groups,
    group_problems,
    headings_of,
    stretches_of,
)
from congvan.problems import Problem


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


@frozen(kw_only=True)
class Table:
    """A table (bảng): columns, and rows with a cell for each leaf column, None where empty or filled in.

    `name` is for references (`tables.dang_ky`) and the sheet, None when nothing refers to it; `title`
    stands above it (`Biểu mẫu 1`); `unit` is the unit of all figures (Đơn vị tính); `blank_rows` are left
    to fill in. `column_numbers` puts a line `(1) (2) (3=1+2)` under the headings. `groups` part the rows,
    each with a line that adds up what is below it; `restarts` numbers the rows of each group from 1.
    """

    columns: tuple[Column, ...] = field(converter=as_columns)
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), converter=as_rows)
    name: str | None = field(default=None, converter=as_optional_text)
    title: str | None = field(default=None, converter=as_optional_text)
    unit: str | None = field(default=None, converter=as_optional_text)
    blank_rows: int = 0
    total: Total | None = None
    column_numbers: bool = False
    groups: tuple[Group, ...] = field(default=(), converter=as_groups)
    restarts: bool = True
    leaves: tuple[Column, ...] = field(init=False, repr=False, eq=False)
    """The columns that hold cells, from left to right."""

    @leaves.default
    def _leaves_below(self) -> tuple[Column, ...]:
        return leaves_of(self.columns)

    runs: tuple[Run, ...] = field(default=(), init=False, repr=False, eq=False)
    """Every run of every cell that holds runs, in reading order."""

    def __attrs_post_init__(self) -> None:
        if not self._is_shaped():
            refuse([*self._shape_problems()])
        if self._are_rows_usual():
            refuse(self._reference_problems())
            return
        refuse([*self._reference_problems(), *self._row_problems()])
        runs = (run for cell in chain.from_iterable(self.rows) if isinstance(cell, tuple) for run in cell)
        object.__setattr__(self, "runs", tuple(runs))

    def _is_shaped(self) -> bool:
        """True for one of columns and rows alone, which nearly every table is."""
        bare = (self.name, self.total, self.groups) == (None, None, ())
        told = is_sound_or_absent(self.title) and is_sound_or_absent(self.unit)
        marks = (type(self.blank_rows), type(self.column_numbers), type(self.restarts)) == (int, bool, bool)
        held = bool(self.columns) and are_all(self.columns, Column) and are_all(self.rows, tuple)
        return bare and told and marks and held and self.blank_rows >= 0

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
        return max([column.depth if column.columns else 1 for column in self.columns])

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
                known[position] = formula.values(inputs, len(rows))
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
        return self.sum_at(self.index(key), self.rows)

    def sum_at(self, position: int, rows: Sequence[tuple[Cell, ...]]) -> Decimal | None:
        """The sum of the leaf column at a position over some rows; None while every input is empty."""
        numbers = [number for number in self.figures(position, rows) if number is not None]
        return sum(numbers, Decimal(0)) if numbers else None

    @property
    def column_labels(self) -> tuple[str, ...]:
        """The numbers of the columns as the line under the headings shows them: `(1)`, `(3=1+2)`."""
        numbers = {leaf.key: number for number, leaf in enumerate(self.leaves, 1) if leaf.key is not None}
        return tuple(
            f"({number})"
            if leaf.formula is None
            else f"({number}={Formula.parse(leaf.formula).numbered(numbers)})"
            for number, leaf in enumerate(self.leaves, 1)
        )

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The lines of its groups, each with the rows it stands for; blank rows belong to the last group."""
        return headings_of(self.groups, len(self.rows) + self.blank_rows)

    @property
    def group_lines(self) -> tuple[Heading, ...]:
        """The lines of all its groups in reading order, those of groups inside others after them."""
        return tuple(line for heading in self.headings for line in heading.all) if self.groups else ()

    @property
    def stretches(self) -> tuple[tuple[Heading | None, range], ...]:
        """Its rows, blank ones too, with no line of a group between them, and the line before them."""
        return stretches_of(self.group_lines, len(self.rows) + self.blank_rows)

    def running_numbers(self, rows: range) -> list[int]:
        """What a column of running numbers shows in neighbouring rows of one group, blank ones too."""
        first = 0
        if self.restarts and self.groups:
            starts = (line.rows.start for line in self.group_lines)
            first = max((start for start in starts if start <= rows.start), default=0)
        return list(range(rows.start - first + 1, rows.stop - first + 1))

    @property
    def label_position(self) -> int:
        """The column of the label of the totals line, and of the titles of groups.

        It is the one asked for, else the first that is neither STT nor added up.
        """
        total = self.total
        if total is not None and total.under is not None:
            return self.index(total.under)
        summed = total.columns if total is not None else ()
        free = (
            position
            for position, leaf in enumerate(self.leaves)
            if leaf.kind is not ColumnKind.STT and (leaf.key is None or leaf.key not in summed)
        )
        return next(free, 0)

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
        yield from type_problems("column_numbers", self.column_numbers, bool)
        yield from type_problems("restarts", self.restarts, bool)
        yield from item_problems("groups", self.groups, Group)

    def _reference_problems(self) -> Iterator[Problem]:
        kinds = {leaf.key: leaf.kind for leaf in self.leaves if leaf.key is not None}
        keys = [leaf.key for leaf in self.leaves if leaf.key is not None]
        for key in sorted({key for key in keys if keys.count(key) > 1}) if len(kinds) < len(keys) else ():
            yield problem("duplicate-key", "columns", key=key)
        if self.total is not None:
            if self.total.under is not None and self.total.under not in kinds:
                yield problem("unknown-column", "total.under", key=self.total.under)
            if self.total.under in self.total.columns:
                yield problem("label-over-total", "total.under", key=self.total.under)
            for index, key in enumerate(self.total.columns):
                yield from _summed_problems(f"total.columns[{index}]", key, kinds)
        if ColumnKind.FORMULA in [leaf.kind for leaf in self.leaves]:
            yield from self._formula_problems(kinds)
        yield from group_problems(self.groups, len(self.rows)) if self.groups else ()

    def _formula_problems(self, kinds: Mapping[str, ColumnKind]) -> Iterator[Problem]:
        known: set[str | None] = {key for key, kind in kinds.items() if kind is not ColumnKind.FORMULA}
        for leaf in self.leaves:
            for name in Formula.parse(leaf.formula).names if leaf.formula is not None else ():
                path = f"columns.{leaf.key or leaf.title}.formula"
                yield from _summed_problems(path, name, kinds)
                if name in kinds and name not in known:
                    yield problem("formula-of-later", path, key=name)
            known.add(leaf.key)

    def _are_rows_usual(self) -> bool:
        """True when every cell is what cells of its column nearly always are: no runs, and nothing wrong."""
        if not {*map(len, self.rows)} <= {len(self.leaves)}:
            return False
        columns = zip(*self.rows, strict=True)
        return all(is_usual(leaf, column) for leaf, column in zip(self.leaves, columns, strict=False))

    def _row_problems(self) -> Iterator[Problem]:
        leaves = self.leaves
        for index, row in enumerate(self.rows):
            if len(row) != len(leaves):
                yield problem("row-length", f"rows[{index}]", expected=len(leaves), found=len(row))
                continue
            for leaf, cell in zip(leaves, row, strict=True):
                yield from cell_problems(f"rows[{index}].{leaf.key or leaf.title}", leaf, cell)


def _summed_problems(path: str, key: str, kinds: Mapping[str, ColumnKind]) -> Iterator[Problem]:
    if key not in kinds:
        yield problem("unknown-column", path, key=key)
    elif kinds[key] not in NUMERIC_KINDS:
        yield problem("not-a-number-column", path, key=key)


Block = Paragraph | Table


def as_blocks(value: str | Block | Iterable[str | Block]) -> tuple[Block, ...]:
    """Blocks as a tuple; a bare text is a plain paragraph."""
    items = as_items(value, str, Paragraph, Table)
    if not isinstance(items, tuple) or {*map(type, items)} <= {Paragraph, Table}:
        return items
    return tuple(made_of(Paragraph, item) if isinstance(item, str) else item for item in items)


def has_marks(blocks: Iterable[Block]) -> bool:
    """True when a run of the blocks is anything but text: a link, a break, a typed value, a footnote."""
    return not {*map(type, chain.from_iterable([block.runs for block in blocks]))} <= {Text}


def has_values(blocks: Sequence[Block]) -> bool:
    """True when a typed value stands in one of the blocks, or in a footnote of theirs."""
    return has_marks(blocks) and any(isinstance(run, Value) for run in runs_in(blocks))


def runs_in(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run of the blocks in reading order, those of a footnote right after it."""
    for block in blocks:
        for run in block.runs:
            yield run
            if isinstance(run, Footnote):
                yield from runs_in(run.blocks)
