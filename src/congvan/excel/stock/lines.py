"""Where the rows of a table and the lines of its groups stand on a sheet (vị trí hàng)."""

from __future__ import annotations

from bisect import bisect_right
from typing import Self

from attrs import frozen

from congvan.excel.workbook import letters
from congvan.model import Table
from congvan.model.tables.groups import Heading, stretches_of


@frozen(kw_only=True)
class Lines:
    """The lines of a table from row `top` of its sheet on: `count` rows, blank ones too, and `headings`.

    `headings` are in reading order, those of groups inside others after them; `starts` the first row of each.
    """

    top: int
    count: int
    headings: tuple[Heading, ...] = ()
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, table: Table, top: int) -> Self:
        """The lines of a table."""
        headings = table.group_lines
        return cls(
            top=top,
            count=len(table.rows) + table.blank_rows,
            headings=headings,
            starts=tuple(heading.rows.start for heading in headings),
        )

    @property
    def length(self) -> int:
        """How many lines there are."""
        return self.count + len(self.headings)

    def row(self, number: int) -> int:
        """The sheet's row of a row of the table, counted from 0."""
        return self.top + number + bisect_right(self.starts, number)

    def heading(self, number: int) -> int:
        """The sheet's row of the line of a group, counted in reading order from 0."""
        return self.top + self.starts[number] + number

    def ranges(self, position: int) -> tuple[str, ...]:
        """The cells of a leaf column in all rows, as ranges: `C9:C12`."""
        return tuple(
            self.cells(position, rows) for _, rows in stretches_of(self.headings, self.count) if rows
        )

    def cells(self, position: int, rows: range) -> str:
        """The cells of a leaf column in neighbouring rows."""
        column = letters(position + 1)
        return f"{column}{self.row(rows.start)}:{column}{self.row(rows.stop - 1)}"

    def summed(self, position: int, heading: Heading | None = None) -> tuple[str, ...]:
        """What the sum of a leaf column adds up: the sums of the groups below, else the cells of the rows.

        `heading` is the line of the group whose sum it is, None for the total of the table.
        """
        inner = tuple(line for line in self.headings if line.level == 0) if heading is None else heading.inner
        if inner:
            return tuple(f"{letters(position + 1)}{self.heading(line.number)}" for line in inner)
        rows = range(self.count) if heading is None else heading.rows
        return (self.cells(position, rows),) if rows else ()
