"""The lines of a table beside its data: numbers of columns, groups with their sums, totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from congvan.model import ColumnKind, Table, Total
from congvan.model.tables.groups import Heading
from congvan.word.emitters.grids import GridCell, GridRow, Vertical, grid_row
from congvan.word.emitters.runs import plain_run
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.tables.figures import shown_sums
from congvan.word.looks import Look
from congvan.word.markup import Alignment, run_properties, sound_markup

ALIGNMENTS: dict[ColumnKind, Alignment] = {
    ColumnKind.STT: "center",
    ColumnKind.DATE: "center",
    ColumnKind.INTEGER: "right",
    ColumnKind.DECIMAL: "right",
    ColumnKind.FORMULA: "right",
}
"""How cells lie where they do not lie as their style says."""


_NUMBER_LOOK = run_properties(bold=False, italic=True)


def number_row(table: Table, across: Sequence[int], sheet: Sheet) -> str:
    """The numbers of the columns under their headings, repeated with them: `(1)`, `(3=1+2)`."""
    cells = [
        _cell(f"<w:r>{_NUMBER_LOOK}{sound_markup(label)}</w:r>", sheet, "center", keep=True)
        for label in table.column_labels
    ]
    return grid_row(GridRow(cells=cells, heading=True), across)


def group_row(table: Table, heading: Heading, across: Sequence[int], sheet: Sheet) -> str:
    """The line of a group, which stays with what is below it."""
    label = table.label_position
    cells = [
        _cell(
            plain_run(text, bold=True),
            sheet,
            None if number == label else ALIGNMENTS.get(leaf.kind),
            keep=True,
        )
        for number, (leaf, text) in enumerate(zip(table.leaves, group_texts(table, heading), strict=True))
    ]
    return grid_row(GridRow(cells=cells), across)


def group_texts(table: Table, heading: Heading) -> list[str]:
    """What the line of a group says: its mark under STT, its title in the column of labels, its sums."""
    texts = [*shown_sums(table, heading)]
    stt = next((at for at, leaf in enumerate(table.leaves) if leaf.kind is ColumnKind.STT), None)
    texts[table.label_position] = heading.title if stt is not None else f"{heading.mark}. {heading.title}"
    if stt is not None:
        texts[stt] = heading.mark
    return texts


def total_row(
    table: Table, total: Total, totals: tuple[str, ...], across: Sequence[int], sheet: Sheet, *, keep: bool
) -> str:
    """The totals line."""
    cells = _total_cells(table, total, totals, sheet, keep=keep)
    return grid_row(GridRow(cells=[*cells]), across)


def _total_cells(
    table: Table, total: Total, totals: tuple[str, ...], sheet: Sheet, *, keep: bool
) -> Iterator[GridCell]:
    """The label in the column it is asked for, else over all columns before the first total."""
    label = plain_run(total.label, bold=True)
    summed = [number for number, leaf in enumerate(table.leaves) if leaf.key in total.columns]
    before = summed[0] if summed else len(totals)
    spans = total.under is None and before > 0
    if spans:
        yield _cell(label, sheet, "center", before, keep=keep)
    position = 0 if total.under is None else table.index(total.under)
    for number in range(before if spans else 0, len(totals)):
        if not spans and number == position:
            yield _cell(label, sheet, "center", keep=keep)
        else:
            alignment = ALIGNMENTS.get(table.leaves[number].kind)
            yield _cell(plain_run(totals[number], bold=True), sheet, alignment, keep=keep)


def _cell(
    content: str, sheet: Sheet, alignment: Alignment | None = None, span: int = 1, *, keep: bool
) -> GridCell:
    opening = sheet.opening(Look.CELL, keep_next=keep, alignment=alignment)
    return GridCell(content=f"{opening}{content}</w:p>", span=span, vertical=Vertical.MIDDLE)
