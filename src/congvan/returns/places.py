"""Where the rows and columns of a form stand now, whatever was moved, renamed or put in (vị trí)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from immutabledict import immutabledict

from congvan.excel.cells import text_of
from congvan.excel.forms import parse_mark
from congvan.model import Cell, Column, Share, Table
from congvan.problems import Problem
from congvan.returns.faults import finding
from congvan.returns.scanning import address
from congvan.returns.values import shown
from congvan.returns.workbooks import Returned, Sheet
from congvan.vietnamese.hygiene import tone_key

_NOTE = re.compile(r"\(\d{1,3}\)")
"""The mark of a footnote, which a form writes behind the words of a cell."""


@frozen(kw_only=True)
class Grid:
    """A form on a sheet: the sheet's row of each row of the table, the sheet's column of each leaf column.

    All are counted from 0. What is missing or cannot be trusted is left out; `problems` say so.
    """

    sheet: Sheet
    rows: immutabledict[int, int]
    columns: immutabledict[int, int]
    added: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def grid_of(workbook: Returned, share: Share) -> Grid | Problem:
    """Where a form stands in a workbook; a problem when no sheet holds it, or more than one."""
    marked = [(sheet, _marks(sheet, share.form)) for sheet in workbook.sheets]
    holding = [(sheet, marks) for sheet, marks in marked if marks]
    if not holding:
        return finding("congvan.returns.sheet-missing", form=_name(share))
    if len(holding) > 1:
        names = "; ".join(sheet.name for sheet, _ in holding)
        return finding("congvan.returns.sheet-doubled", form=_name(share), sheets=names)
    sheet, marks = holding[0]
    return _Finder(sheet, share, marks).grid()


def _name(share: Share) -> str:
    return share.table.title or share.form


def _marks(sheet: Sheet, form: str) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """The places of the marks of a form on a sheet, by kind and number."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for place, value in sheet.values.items():
        mark = parse_mark(value) if isinstance(value, str) and value.startswith("cv:") else None
        if mark is not None and mark[0] == form:
            found.setdefault(mark[1:], []).append(place)
    return found


@frozen
class _Finder:
    """Finds the rows and columns of one form on one sheet."""

    sheet: Sheet
    share: Share
    marks: dict[tuple[str, int], list[tuple[int, int]]]

    @property
    def table(self) -> Table:
        return self.share.table

    def grid(self) -> Grid:
        problems: list[Problem] = []
        rows = self.lines("r", problems)
        columns = self.lines("c", problems)
        columns = {key: place for key, place in columns.items() if self.is_headed(key, place, rows, problems)}
        rows = {key: place for key, place in rows.items() if self.is_labelled(key, place, columns, problems)}
        added = tuple(self.added(rows, columns, problems))
        return Grid(
            sheet=self.sheet,
            rows=immutabledict(rows),
            columns=immutabledict(columns),
            added=added,
            problems=tuple(problems),
        )

    def lines(self, kind: str, problems: list[Problem]) -> dict[int, int]:
        """Where the rows or columns of the form stand; one that is there twice is left out."""
        side = 0 if kind == "r" else 1
        wanted = sorted({cell[side] for cell in self.share.cells})
        known = set(wanted) | (
            {*range(len(self.table.rows))} if kind == "r" else {*range(len(self.table.leaves))}
        )
        found: dict[int, int] = {}
        for number in sorted(known):
            places = self.marks.get((kind, number), [])
            if len(places) == 1:
                found[number] = places[0][side]
            elif number in wanted:
                problems.append(self.line_problem(kind, number, places))
        return found

    def line_problem(self, kind: str, number: int, places: list[tuple[int, int]]) -> Problem:
        what = _label(self.table, number) if kind == "r" else self.table.leaves[number].title
        cells = "; ".join(address(place) for place in places)
        if kind == "r":
            code = "congvan.returns.row-doubled" if places else "congvan.returns.row-missing"
        else:
            code = "congvan.returns.column-doubled" if places else "congvan.returns.column-missing"
        return finding(code, sheet=self.sheet.name, what=what, number=str(number + 1), cells=cells)

    def is_headed(self, number: int, place: int, rows: dict[int, int], problems: list[Problem]) -> bool:
        """Whether a column still stands under its heading."""
        if not rows:
            return False
        top = min(rows.values())
        wanted = tone_key(_heading(self.table.leaves[number]))
        above = [self.sheet.values.get((row, place)) for row in range(top)]
        if any(isinstance(value, str) and tone_key(value) == wanted for value in above):
            return True
        if any(column == number for _, column in self.share.cells):
            said = next((shown(value) for value in reversed(above) if value is not None), "")
            cell = address((max(top - 1, 0), place))
            problems.append(
                finding(
                    "congvan.returns.heading-changed",
                    sheet=self.sheet.name,
                    cell=cell,
                    found=said,
                    expected=self.table.leaves[number].title,
                )
            )
        return False

    def is_labelled(self, number: int, place: int, columns: dict[int, int], problems: list[Problem]) -> bool:
        """Whether a row still says what it said when it was sent."""
        if number >= len(self.table.rows):
            return True
        for column, expected in enumerate(self.table.rows[number]):
            if expected is None or column not in columns:
                continue
            cell = place, columns[column]
            found = self.sheet.values.get(cell)
            if not _is_same(found, expected):
                if any(row == number for row, _ in self.share.cells):
                    problems.append(
                        finding(
                            "congvan.returns.label-changed",
                            sheet=self.sheet.name,
                            cell=address(cell),
                            found=shown("" if found is None else found),
                            expected=_said(expected),
                        )
                    )
                return False
        return True

    def added(self, rows: dict[int, int], columns: dict[int, int], problems: list[Problem]) -> Iterator[int]:
        """Rows that somebody put in: taken in a list, told where every row has its own meaning."""
        own = {columns[column] for _, column in self.share.cells if column in columns}
        places = self.places_of_rows()
        if not own or not places:
            return
        blank = {number for number, _ in self.share.cells if number >= len(self.table.rows)}
        first_of_list = min((rows[number] for number in blank if number in rows), default=None)
        for row in range(min(places), self.end(max(places), columns)):
            filled = sorted(column for column in own if (row, column) in self.sheet.values)
            if row in places or not filled:
                continue
            cell = address((row, filled[0]))
            if first_of_list is not None and row > first_of_list:
                yield row
            else:
                value = shown(self.sheet.values[row, filled[0]])
                problems.append(
                    finding("congvan.returns.row-added", sheet=self.sheet.name, cell=cell, found=value)
                )

    def places_of_rows(self) -> set[int]:
        return {place[0] for (kind, _), places in self.marks.items() if kind != "c" for place in places}

    def end(self, last: int, columns: dict[int, int]) -> int:
        """The row of the totals line, or the first one below the table in which nothing stands."""
        label = self.table.total.label if self.table.total is not None else None
        row = last + 1
        while True:
            values = [self.sheet.values.get((row, place)) for place in columns.values()]
            blank = all(value is None for value in values)
            if label is not None and any(
                isinstance(item, str) and tone_key(item) == tone_key(label) for item in values
            ):
                return row
            # A note below the table fills one cell; a row of it fills more.
            if blank or (label is None and sum(value is not None for value in values) < 2):
                return row
            row += 1


def _label(table: Table, row: int) -> str:
    cells = table.rows[row] if row < len(table.rows) else ()
    return next((_said(cell) for cell in cells if isinstance(cell, str | tuple)), str(row + 1))


def _heading(leaf: Column) -> str:
    return f"{leaf.title}\n({leaf.unit})" if leaf.unit else leaf.title


def _said(cell: Cell) -> str:
    return text_of(cell) if isinstance(cell, str | tuple) else shown(cell)


def _is_same(found: Any, expected: Cell) -> bool:
    """Whether a cell still holds what was sent in it, blanks and spelling of tones aside."""
    if isinstance(expected, str | tuple):
        wanted = tone_key(text_of(expected))
        return isinstance(found, str) and wanted in (tone_key(found), tone_key(_NOTE.sub("", found)))
    return shown("" if found is None else found) == shown(expected)
