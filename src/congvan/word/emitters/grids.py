"""Tables of WordprocessingML with fixed columns: for the letterhead, the signatures, frames and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate, pairwise

from attrs import field, frozen

from congvan.units import mm_to_twips
from congvan.word.fragment import Fragment, FragmentKind, Piece, Xml
from congvan.word.markup import escape_attribute


class Merge(Enum):
    """A cell's part in one that runs over several rows."""

    BEGINS = "restart"
    GOES_ON = "continue"


class Vertical(Enum):
    """Where the text of a cell stands."""

    TOP = "top"
    MIDDLE = "center"
    BOTTOM = "bottom"


@frozen(kw_only=True)
class GridCell:
    """A cell: blocks that end in a paragraph, over `span` columns."""

    content: Fragment
    span: int = 1
    merge: Merge | None = None
    vertical: Vertical = Vertical.TOP


def _as_cells(cells: Iterable[GridCell]) -> tuple[GridCell, ...]:
    return tuple(cells)


@frozen(kw_only=True)
class GridRow:
    """A row that never parts between pages; a heading is repeated on each.

    `height_mm` is exact, None is as high as its text.
    """

    cells: tuple[GridCell, ...] = field(converter=_as_cells)
    height_mm: float | None = None
    heading: bool = False


def grid(
    style: str, widths_mm: Sequence[float], rows: Iterable[GridRow], *, indent_mm: float = 0.0
) -> Fragment:
    """A table of the style with id `style`, its left edge `indent_mm` from the text margin.

    Columns keep their widths whatever they hold; the widths add up to the table's, to the twip.
    """
    columns = _twips(widths_mm)
    head = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape_attribute(style)}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="{mm_to_twips(indent_mm)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{width}"/>""" for width in columns)}</w:tblGrid>'
    )
    pieces: list[Piece] = [Xml(head)]
    for row in rows:
        pieces += _row(row, columns)
    return Fragment(FragmentKind.BLOCKS, (*pieces, Xml("</w:tbl>")))


def _twips(widths_mm: Sequence[float]) -> list[int]:
    borders = [0, *(mm_to_twips(position) for position in accumulate(widths_mm))]
    return [right - left for left, right in pairwise(borders)]


def _row(row: GridRow, columns: list[int]) -> Iterator[Piece]:
    height = ""
    if row.height_mm is not None:
        height = f'<w:trHeight w:val="{mm_to_twips(row.height_mm)}" w:hRule="exact"/>'
    heading = "<w:tblHeader/>" if row.heading else ""
    before = f"<w:tr><w:trPr><w:cantSplit/>{height}{heading}</w:trPr>"
    position = 0
    for cell in row.cells:
        width = sum(columns[position : position + cell.span]) if cell.span > 1 else columns[position]
        position += cell.span
        yield Xml(f"{before}{_cell_start(width, cell.span, cell.merge, cell.vertical)}")
        yield from cell.content.pieces
        before = "</w:tc>"
    yield Xml(f"{before}</w:tr>")


@lru_cache(maxsize=512)
def _cell_start(width: int, span: int, merge: Merge | None, vertical: Vertical) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merges = f'<w:vMerge w:val="{merge.value}"/>' if merge else ""
    stands = f'<w:vAlign w:val="{vertical.value}"/>' if vertical is not Vertical.TOP else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merges}{stands}</w:tcPr>'
