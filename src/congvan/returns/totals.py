"""What all units say of one form: the form added up, and every figure with whose it is (tổng hợp)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from congvan.model import Cell, Column, ColumnKind, Share, Table, Unit
from congvan.model.tables.groups import extended
from congvan.returns.collecting import Collection
from congvan.returns.forms import ReadForm
from congvan.vietnamese.dates import short_date

ADDED_UP = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL})
"""Kinds of columns whose figures are added up row by row."""

BEFORE = 3
"""Columns that stand before those of the form among its details: STT, unit, row."""


@frozen(kw_only=True)
class Detail:
    """One row of a form as a unit filled it in; `row` counts from 0, `cells` has one for each leaf column."""

    unit: Unit
    read: ReadForm
    row: int
    cells: tuple[Cell, ...]
    is_listed: bool


@frozen(kw_only=True)
class Added:
    """Where a figure of the total form comes from: the details it adds up, by number from 0, and its sum."""

    row: int
    column: int
    details: tuple[int, ...]
    value: Decimal


@frozen(kw_only=True)
class Total:
    """A form added up: `table` is filled in, a list with whose each row is; `columns` are without that."""

    form: str
    table: Table
    details: tuple[Detail, ...]
    added: tuple[Added, ...]
    columns: tuple[Column, ...]
    leaves: tuple[Column, ...]


def totals(collection: Collection) -> tuple[Total, ...]:
    """Every form that somebody owes, added up, in the order of the dispatch."""
    from congvan.model import printed

    forms = printed(collection.dispatch).forms
    owed: dict[str, list[Share]] = {}
    for share in collection.dispatch.shares:
        owed.setdefault(share.form, []).append(share)
    return tuple(
        _Sum(collection, form, table, owed[form]).total() for form, table in forms.items() if form in owed
    )


@frozen
class _Sum:
    collection: Collection
    form: str
    table: Table
    shares: list[Share]

    def total(self) -> Total:
        details = tuple(self.details())
        columns = tuple(_total_column(column) for column in self.table.columns)
        by_row = _by_row(details)
        rows = [self.fixed_row(row, by_row.get(row, [])) for row in range(len(self.table.rows))]
        added = list(self.sums(by_row))
        for number, detail in enumerate(details):
            if detail.is_listed:
                added += _carried(len(rows), number, detail, self.table)
                rows.append(_as_shown(detail.cells, self.table))
        return Total(
            form=self.form,
            table=self.filled(columns, _with_sums(rows, added), details),
            details=details,
            added=tuple(added),
            columns=columns,
            leaves=self.table.leaves,
        )

    def filled(
        self, columns: tuple[Column, ...], rows: list[list[Cell]], details: tuple[Detail, ...]
    ) -> Table:
        """The total form; of a list, with a column at the end that says whose each row is."""
        blank = 0 if rows else 1
        if not self.table.blank_rows:
            return evolve(self.table, columns=columns, rows=rows, blank_rows=blank)
        groups = extended(self.table.groups, len(rows) - len(self.table.rows))
        names: list[str | None] = [None] * len(self.table.rows)
        names += [detail.unit.name for detail in details if detail.is_listed]
        signed = [[*row, name] for row, name in zip(rows, names, strict=True)]
        columns = (*columns, Column(title="Đơn vị gửi"))
        return evolve(self.table, columns=columns, rows=signed, groups=groups, blank_rows=blank)

    def details(self) -> Iterator[Detail]:
        """What every unit filled in, row by row, units in the order of the dispatch."""
        fixed = len(self.table.rows)
        for standing in self.collection.standings:
            read = standing.read
            if read is None or self.form not in read.values:
                continue
            values = read.values[self.form]
            for row in sorted({row for row, _ in values}):
                sent = self.table.rows[row] if row < fixed else (None,) * len(self.table.leaves)
                cells = tuple(values.get((row, column), cell) for column, cell in enumerate(sent))
                yield Detail(unit=standing.unit, read=read, row=row, cells=cells, is_listed=row >= fixed)

    def fixed_row(self, row: int, numbered: list[tuple[int, Detail]]) -> list[Cell]:
        """A row that was sent, its words and days put together; figures are added up elsewhere."""
        of_row = [detail for _, detail in numbered]
        cells: list[Cell] = []
        for column, sent in enumerate(self.table.rows[row]):
            is_figure = self.table.leaves[column].kind in ADDED_UP
            cells.append(sent if sent is not None or is_figure else _together(of_row, column))
        return cells

    def sums(self, by_row: dict[int, list[tuple[int, Detail]]]) -> Iterator[Added]:
        for row, sent in enumerate(self.table.rows):
            for column, leaf in enumerate(self.table.leaves):
                if leaf.kind not in ADDED_UP or sent[column] is not None:
                    continue
                figures = {
                    number: Decimal(cell)
                    for number, detail in by_row.get(row, [])
                    if isinstance(cell := detail.cells[column], int | Decimal)
                }
                if figures:
                    total = sum(figures.values(), Decimal(0))
                    yield Added(row=row, column=column, details=tuple(figures), value=total)


def _by_row(details: tuple[Detail, ...]) -> dict[int, list[tuple[int, Detail]]]:
    """The details of each row of the form, each with its number among all of them."""
    found: dict[int, list[tuple[int, Detail]]] = {}
    for number, detail in enumerate(details):
        found.setdefault(detail.row, []).append((number, detail))
    return found


def _carried(row: int, number: int, detail: Detail, table: Table) -> Iterator[Added]:
    """The figures of a row of a list, each carried over as it is."""
    for column, leaf in enumerate(table.leaves):
        cell = detail.cells[column]
        if leaf.kind in ADDED_UP and isinstance(cell, int | Decimal):
            yield Added(row=row, column=column, details=(number,), value=Decimal(cell))


def _with_sums(rows: list[list[Cell]], added: list[Added]) -> list[list[Cell]]:
    filled = [list(row) for row in rows]
    for one in added:
        is_whole = one.value == one.value.to_integral_value()
        filled[one.row][one.column] = int(one.value) if is_whole else one.value
    return filled


def _as_shown(cells: tuple[Cell, ...], table: Table) -> list[Cell]:
    return [
        short_date(cell) if isinstance(cell, date) and leaf.kind is ColumnKind.DATE else cell
        for cell, leaf in zip(cells, table.leaves, strict=True)
    ]


def _together(details: list[Detail], column: int) -> Cell:
    """What units say in words: once if they agree, else each with its name on a line of its own."""
    said = [(detail.unit.name, _words(detail.cells[column])) for detail in details]
    said = [(name, words) for name, words in said if words]
    different = {words for _, words in said}
    if len(different) <= 1:
        return next(iter(different), None)
    return "\n".join(f"{name}: {words}" for name, words in said)


def _words(cell: Cell) -> str:
    if isinstance(cell, date):
        return short_date(cell)
    return cell if isinstance(cell, str) else ""


def _total_column(column: Column) -> Column:
    """A column as the total form has it: where units may say different things, it holds words."""
    if column.columns:
        return evolve(column, columns=tuple(map(_total_column, column.columns)))
    if column.kind in (ColumnKind.CHOICE, ColumnKind.DATE):
        return evolve(column, kind=ColumnKind.TEXT, choices=(), min=None, max=None, required=False)
    # Bounds are of what one unit says, not of what all say together.
    return evolve(column, min=None, max=None, required=False)
