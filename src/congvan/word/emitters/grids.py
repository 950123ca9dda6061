"""Tables of WordprocessingML with fixed columns: for the letterhead, the signatures, frames and figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate, pairwise

from attrs import frozen

from congvan.units import mm_to_twips
from congvan.word.markup import escape_attribute

GRID_END = "</w:tbl>"
CELL_END = "</w:tc>"
ROW_END = "</w:tr>"


class Merge(Enum):
    """A cell's part in one that runs over several rows."""

    # Looked up for every cell: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    BEGINS = "restart"
    GOES_ON = "continue"


class Vertical(Enum):
    """Where the text of a cell stands."""

    # Looked up for every cell: each member is there once, so where it is will do.
    __hash__ = object.__hash__

    TOP = "top"
    MIDDLE = "center"
    BOTTOM = "bottom"


_MERGES: dict[Merge | None, str] = {
    None: "",
    **{merge: f'<w:vMerge w:val="{merge.value}"/>' for merge in Merge},
}
_STANDS = {Vertical.TOP: ""} | {
    vertical: f'<w:vAlign w:val="{vertical.value}"/>' for vertical in Vertical if vertical is not Vertical.TOP
}


@frozen(kw_only=True)
class GridCell:
    """A cell: the markup of blocks that end in a paragraph, over `span` columns."""

    content: str
    span: int = 1
    merge: Merge | None = None
    vertical: Vertical = Vertical.TOP


@frozen(kw_only=True)
class GridRow:
    """A row that never parts between pages; a heading is repeated on each.

    `height_mm` is exact, None is as high as its text.
    """

    cells: Sequence[GridCell]
    height_mm: float | None = None
    heading: bool = False


def grid(style: str, widths_mm: Sequence[float], rows: Iterable[GridRow], *, indent_mm: float = 0.0) -> str:
    """A table of the style with id `style`, its left edge `indent_mm` from the text margin.

    Columns keep their widths whatever they hold; the widths add up to the table's, to the twip.
    """
    columns = twips(tuple(widths_mm))
    inner = "".join([grid_row(row, columns) for row in rows])
    return f"{grid_start(style, columns, indent_mm=indent_mm)}{inner}{GRID_END}"


@lru_cache(maxsize=256)
def twips(widths_mm: tuple[float, ...]) -> tuple[int, ...]:
    """Widths of columns in twips, each border rounded where it stands."""
    borders = [0, *map(mm_to_twips, accumulate(widths_mm))]
    return tuple([right - left for left, right in pairwise(borders)])


@lru_cache(maxsize=256)
def grid_start(style: str, columns: tuple[int, ...], *, indent_mm: float = 0.0) -> str:
    """How a table of columns of so many twips begins; rows follow, then `GRID_END`."""
    listed = "".join([f'<w:gridCol w:w="{width}"/>' for width in columns])
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape_attribute(style)}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="{mm_to_twips(indent_mm)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{listed}</w:tblGrid>"
    )


def grid_row(row: GridRow, columns: Sequence[int]) -> str:
    """A row over columns of so many twips."""
    written = [row_start(height_mm=row.height_mm, heading=row.heading)]
    position = 0
    for cell in row.cells:
        after = position + cell.span
        width = columns[position] if cell.span == 1 else sum(columns[position:after])
        position = after
        written += (cell_start(width, cell.vertical, cell.span, cell.merge), cell.content, CELL_END)
    return f"{''.join(written)}{ROW_END}"


def plain_row(contents: Sequence[str], columns: Sequence[int], vertical: Vertical = Vertical.TOP) -> str:
    """A row with a cell of blocks in each column of so many twips."""
    cells = [
        f"{cell_start(width, vertical)}{content}{CELL_END}"
        for width, content in zip(columns, contents, strict=True)
    ]
    return f"{row_start()}{''.join(cells)}{ROW_END}"


@lru_cache(maxsize=64)
def row_start(*, height_mm: float | None = None, heading: bool = False) -> str:
    """How a row begins; cells follow, then `ROW_END`."""
    height = ""
    if height_mm is not None:
        height = f'<w:trHeight w:val="{mm_to_twips(height_mm)}" w:hRule="exact"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if heading else ''}</w:trPr>"


@lru_cache(maxsize=1024)
def cell_start(width: int, vertical: Vertical, span: int = 1, merge: Merge | None = None) -> str:
    """How a cell of so many twips begins; blocks follow, then `CELL_END`."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    looks = f"{spans}{_MERGES[merge]}{_STANDS[vertical]}"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{looks}</w:tcPr>'
