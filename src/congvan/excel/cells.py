"""What a cell shows: words for measuring and for writing."""

from __future__ import annotations

from datetime import date

from congvan.model import Cell, Footnote, Run, Table
from congvan.model.body import run_text
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


def number_format(decimals: int) -> str:
    """Excel's number format: `#,##0`, `#,##0.00`; shown with the reader's own separators (XLSX-10)."""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def notes_of(table: Table) -> tuple[Footnote, ...]:
    """The footnotes of the cells in reading order: numbered from 1, they stand below the table."""
    return tuple(run for run in table.runs if isinstance(run, Footnote))


def note_text(note: Footnote, number: int) -> str:
    """A footnote as it stands below the table: `(1) Số liệu đến hết quý III`."""
    lines = [f"{block.marker} {block.text}".strip() for block in note.blocks]
    return f"{note_mark(number)} " + "\n".join(lines)


def note_mark(number: int) -> str:
    """The mark of a footnote: `(1)`, as Excel has none of its own."""
    return f"({number})"
