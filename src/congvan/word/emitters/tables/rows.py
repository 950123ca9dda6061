"""The rows of a table of figures: grouped headings, data, blank rows, the totals line."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from congvan.model import Column, ColumnKind, Table
from congvan.word.emitters.grids import GridCell, GridRow, Merge, Vertical, grid
from congvan.word.emitters.runs import run_fragments
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.tables.columns import is_tight, needs, widths
from congvan.word.emitters.tables.figures import Shown, shown_columns, shown_totals
from congvan.word.fragment import (
    NO_RUNS,
    Fragment,
    FragmentKind,
    blocks,
    enclosed,
    line_break,
    paragraph,
    raw_blocks,
    run,
    runs,
)
from congvan.word.looks import Family, Look
from congvan.word.markup import Alignment, paragraph_properties, text_markup

ALIGNMENTS: dict[ColumnKind, Alignment] = {
    ColumnKind.STT: "center",
    ColumnKind.DATE: "center",
    ColumnKind.INTEGER: "right",
    ColumnKind.DECIMAL: "right",
    ColumnKind.FORMULA: "right",
}
"""How cells lie where they do not lie as their style says."""

LAST_ROWS_KEPT = 2
"""How many rows stay with what must not stand alone after the table."""


def table_blocks(table: Table, sheet: Sheet, *, kept: bool = False) -> Fragment:
    """Title, unit line, the table over the whole width, a spacer; `kept` ties its end to what follows."""
    columns = shown_columns(table)
    totals = shown_totals(table)
    measured = _measured(table, columns, totals)
    width = sheet.page.text_width_mm
    needed = needs(table, measured, sheet)
    chosen = sheet.of(Family.SMALL) if is_tight(needed, width) else sheet.of(Family.ORDINARY)
    if chosen.family is not sheet.family:
        needed = needs(table, measured, chosen)
    rows = (*_heading_rows(table, chosen), *_data_rows(table, columns, totals, chosen, kept=kept))
    title = sheet.written(Look.TABLE_TITLE, table.title, keep_next=True) if table.title else blocks()
    unit = sheet.written(Look.UNIT, f"Đơn vị tính: {table.unit}", keep_next=True) if table.unit else blocks()
    body = grid(sheet.id(Look.TABLE), widths(needed, width), rows)
    above = blocks(title, unit) or sheet.gap()
    return blocks(above, body, sheet.spacer(keep_next=kept or None))


def _measured(
    table: Table, columns: tuple[tuple[Shown, ...], ...], totals: tuple[str, ...]
) -> tuple[tuple[Shown, ...], ...]:
    """The columns with the figures of the totals line, and its label where it stands in one column."""
    if table.total is None:
        return columns
    label = None if table.total.under is None else table.index(table.total.under)
    last = [table.total.label if number == label else total for number, total in enumerate(totals)]
    return tuple((*column, total) for column, total in zip(columns, last, strict=True))


def _heading_rows(table: Table, sheet: Sheet) -> Iterator[GridRow]:
    """As many rows as the groups are deep; a column without a group runs over all of them."""
    level: tuple[_Heading, ...] = tuple(_Heading(column) for column in table.columns)
    for row in range(table.depth):
        last = row == table.depth - 1
        yield GridRow(cells=[heading.cell(sheet, last=last) for heading in level], heading=True)
        level = tuple(below for heading in level for below in heading.below())


@frozen
class _Heading:
    """A heading in one row: a column's own, or the continuation of one that began above."""

    column: Column
    goes_on: bool = False

    def cell(self, sheet: Sheet, *, last: bool) -> GridCell:
        span = len(self.column.leaves)
        if self.goes_on:
            empty = paragraph(sheet.id(Look.HEADING_CELL), keep_next=True)
            return GridCell(content=empty, merge=Merge.GOES_ON, vertical=Vertical.MIDDLE)
        merge = Merge.BEGINS if not self.column.columns and not last else None
        return GridCell(content=self.words(sheet), span=span, merge=merge, vertical=Vertical.MIDDLE)

    def words(self, sheet: Sheet) -> Fragment:
        unit = runs(line_break(), run(f"({self.column.unit})", bold=False, italic=True))
        return paragraph(
            sheet.id(Look.HEADING_CELL),
            run(self.column.title),
            unit if self.column.unit else NO_RUNS,
            keep_next=True,
        )

    def below(self) -> tuple[_Heading, ...]:
        columns = self.column.columns
        return tuple(_Heading(column) for column in columns) if columns else (_Heading(self.column, True),)


def _data_rows(
    table: Table,
    columns: tuple[tuple[Shown, ...], ...],
    totals: tuple[str, ...],
    sheet: Sheet,
    *,
    kept: bool,
) -> Iterator[GridRow]:
    rows = list(zip(*columns, strict=True))
    plain_looks = [_look(leaf, sheet, keep=False) for leaf in table.leaves]
    kept_looks = [_look(leaf, sheet, keep=True) for leaf in table.leaves]
    count = len(rows) + bool(totals)
    for number, row in enumerate(rows):
        keep = kept and number >= count - LAST_ROWS_KEPT
        looks = kept_looks if keep else plain_looks
        cells = [_cell(shown, look, sheet) for shown, look in zip(row, looks, strict=True)]
        yield GridRow(cells=cells)
    if totals:
        yield GridRow(cells=tuple(_total_cells(table, totals, sheet, keep=kept)))


def _look(leaf: Column, sheet: Sheet, *, keep: bool) -> str:
    """The properties of the paragraphs of a column."""
    alignment = ALIGNMENTS.get(leaf.kind)
    return paragraph_properties(style=sheet.id(Look.CELL), alignment=alignment, keep_next=keep or None)


def _cell(shown: Shown, look: str, sheet: Sheet) -> GridCell:
    if isinstance(shown, str):
        # Most of a letter with tables is such cells: each is one text from the start.
        inner = f"<w:r>{text_markup(shown)}</w:r>" if shown else ""
        content = raw_blocks(f"<w:p>{look}{inner}</w:p>")
    else:
        text = run_fragments(shown, sheet)
        content = enclosed(f"<w:p>{look}", text, "</w:p>", kind=FragmentKind.BLOCKS)
    return GridCell(content=content, vertical=Vertical.MIDDLE)


def _total_cells(table: Table, totals: tuple[str, ...], sheet: Sheet, *, keep: bool) -> Iterator[GridCell]:
    """The label in the column it is asked for, else over all columns before the first total."""
    assert table.total is not None
    style, label = sheet.id(Look.CELL), run(table.total.label, bold=True)

    def cell(content: Fragment, alignment: Alignment | None = None, span: int = 1) -> GridCell:
        text = paragraph(style, content, alignment=alignment, keep_next=keep or None)
        return GridCell(content=text, span=span, vertical=Vertical.MIDDLE)

    summed = [number for number, leaf in enumerate(table.leaves) if leaf.key in table.total.columns]
    before = summed[0] if summed else len(totals)
    spans = table.total.under is None and before > 0
    if spans:
        yield cell(label, "center", before)
    for number in range(before if spans else 0, len(totals)):
        leaf = table.leaves[number]
        if not spans and number == _label_position(table):
            yield cell(label)
        else:
            yield cell(run(totals[number], bold=True), ALIGNMENTS.get(leaf.kind))


def _label_position(table: Table) -> int:
    return 0 if table.total is None or table.total.under is None else table.index(table.total.under)
