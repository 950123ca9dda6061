"""Tables as a source writes them: columns, rows by key or as lists, groups with rows of their own (biểu)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import field, frozen

from congvan.model import Cell, Column, ColumnKind, Group, Table
from congvan.model.glossary import terms_of
from congvan.source.dumping.wording import Wording, plain
from congvan.source.text.writing import Notes, inline_text
from congvan.source.tree.yaml_writing import Bare, Flow, Quoted, Tree


@frozen
class Tables:
    """Writes tables as trees; `notes` takes the footnotes of their cells."""

    wording: Wording
    notes: Notes = field(repr=False)

    def tree(self, table: Table) -> Tree:
        """A table of front matter, what a source need not say left out."""
        return self.wording.mapping(
            "Table",
            {
                "name": self.wording.leaf(table.name),
                "title": self.wording.leaf(table.title),
                "unit": self.wording.leaf(table.unit),
                "columns": [self._column(column) for column in table.columns],
                "rows": None if table.groups else self._rows(table, range(len(table.rows))),
                "groups": self._groups(table, table.groups, 0) if table.groups else None,
                "restarts": None if table.restarts else self.wording.yes_no(table.restarts),
                "blank_rows": Bare(str(table.blank_rows)) if table.blank_rows else None,
                "total": self.wording.part("Total", table.total) if table.total else None,
                "column_numbers": self.wording.yes_no(table.column_numbers) if table.column_numbers else None,
            },
        )

    def _rows(self, table: Table, numbers: range) -> list[Tree] | None:
        """Some rows of a table, None for none."""
        return [self._row(table.rows[number], table.leaves) for number in numbers] or None

    def _groups(self, table: Table, groups: Iterable[Group], first: int) -> list[Tree]:
        """Groups whose rows begin at `first`, each with its own."""
        trees: list[Tree] = []
        for group in groups:
            rows = None if group.groups else self._rows(table, range(first, first + group.size))
            inner = self._groups(table, group.groups, first) if group.groups else None
            trees.append(
                self.wording.mapping(
                    "Group", {"title": self.wording.leaf(group.title), "rows": rows, "groups": inner}
                )
            )
            first += group.count
        return trees

    def _column(self, column: Column) -> Tree:
        fields = {term.name: getattr(column, term.name) for term in terms_of("Column")}
        trees = {name: self.wording.leaf(value) for name, value in fields.items() if name != "columns"}
        trees["kind"] = None if column.kind is ColumnKind.TEXT else self.wording.word(column.kind)
        trees |= {name: self._cell(bound) for name in ("min", "max") if (bound := fields[name]) is not None}
        trees["required"] = self.wording.yes_no(column.required) if column.required else None
        trees["columns"] = Flow([self._column(inner) for inner in column.columns]) if column.columns else None
        return Flow(self.wording.mapping("Column", trees))

    def _row(self, row: tuple[Cell, ...], leaves: tuple[Column, ...]) -> Tree:
        """A row by column keys where every cell has one, else as a list."""
        if all(leaf.key for leaf, cell in zip(leaves, row, strict=True) if cell is not None):
            cells = zip(leaves, row, strict=True)
            return Flow({leaf.key: self._cell(cell) for leaf, cell in cells if leaf.key and cell is not None})
        return Flow([self._cell(cell) for cell in row])

    def _cell(self, cell: Cell) -> Tree:
        match cell:
            case None:
                return Bare("null")
            case tuple():
                return Flow({self.wording.key("Paragraph", "text"): Quoted(inline_text(cell, self.notes))})
            case Decimal():
                return f"{cell:f}".replace(".", ",")
            case str():
                return plain(cell)
        return self.wording.leaf(cell) or Bare("null")
