"""What a cell shows and how many decimals it shows: words for measuring and for writing."""

from __future__ import annotations

from datetime import date

from congvan.model import Cell, ColumnKind, Footnote, Run, Table
from congvan.model.body import run_text
from congvan.model.formula import Formula
from congvan.model.table import MOST_DECIMALS
from congvan.vietnamese.numbers import grouped


def text_of(cell: str | tuple[Run, ...]) -> str:
    """The words of a text cell; a footnote has none here."""
    return cell if isinstance(cell, str) else "".join(run_text(run) for run in cell)


def shown(cell: Cell, decimals: int) -> str:
    """A cell as it is read on paper, for measuring: 05/01/2027, 1.234,50."""
    match cell:
        case None:
            return ""
        case str() | tuple():
            return text_of(cell)
        case date():
            return f"{cell:%d/%m/%Y}"
    return grouped(cell, decimals=decimals)


def decimals_of(table: Table, position: int) -> int:
    """How many decimals the column at a position shows; without figures yet, as many as it may need."""
    leaf = table.leaves[position]
    if any(number is not None for number in table.numbers_at(position)):
        return table.decimals_at(position)
    if leaf.kind is ColumnKind.DECIMAL:
        return MOST_DECIMALS
    if leaf.formula is None:
        return 0
    if "/" in leaf.formula or "." in leaf.formula:
        return MOST_DECIMALS
    names = Formula.parse(leaf.formula).names
    return max((decimals_of(table, table.index(name)) for name in names), default=0)


def number_format(decimals: int) -> str:
    """Excel's number format: `#,##0`, `#,##0.00`; shown with the reader's own separators (XLSX-10)."""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def notes_of(table: Table) -> tuple[Footnote, ...]:
    """The footnotes of the cells in reading order: numbered from 1, they stand below the table."""
    return tuple(run for run in table.cell_runs if isinstance(run, Footnote))


def note_text(note: Footnote, number: int) -> str:
    """A footnote as it stands below the table: `(1) Số liệu đến hết quý III`."""
    lines = [f"{block.marker} {block.text}".strip() for block in note.blocks]
    return f"{note_mark(number)} " + "\n".join(lines)


def note_mark(number: int) -> str:
    """The mark of a footnote: `(1)`, as Excel has none of its own."""
    return f"({number})"
