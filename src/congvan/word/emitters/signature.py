"""The end of the letter: Nơi nhận at the left, who signs at the right (ô số 7, 9b, 12)."""

from __future__ import annotations

from functools import lru_cache

from congvan.model import Dispatch, Signatory
from congvan.vietnamese.hygiene import capitals
from congvan.word.emitters.grids import GRID_END, GridCell, GridRow, grid, grid_start, plain_row, twips
from congvan.word.emitters.marks import drafter
from congvan.word.emitters.recipients import list_marked
from congvan.word.emitters.runs import plain_run
from congvan.word.emitters.sheet import Sheet
from congvan.word.looks import Look

PADDING_MM = 4.0
"""What stays free beside the lines of a signatory's column."""


def signature(dispatch: Dispatch, sheet: Sheet) -> str:
    """The block of one signatory beside Nơi nhận, or of several beside each other above it; never parted."""
    if len(dispatch.signatory) == 1:
        return sheet.gap() + _sole(dispatch, dispatch.signatory[0], sheet)
    return sheet.gap() + _joint(dispatch, sheet)


def _sole(dispatch: Dispatch, signatory: Signatory, sheet: Sheet) -> str:
    whole = sheet.width_mm
    right = sheet.standard.letterhead.signature_share_right * whole
    columns = twips((whole - right, right))
    row = plain_row((copies(dispatch, sheet), _signed(signatory, sheet, right)), columns)
    return f"{grid_start(sheet.id(Look.LAYOUT), columns)}{row}{GRID_END}"


@lru_cache(maxsize=128)
def _signed(signatory: Signatory, sheet: Sheet, width_mm: float) -> str:
    """What stands at the right: few people sign for an office, and each signs many letters."""
    space = sheet.paragraph(Look.SIGNING_SPACE, keep_next=True)
    return f"{_authority(signatory, sheet, width_mm)}{space}{sheet.written(Look.SIGNATORY, signatory.name)}"


def _joint(dispatch: Dispatch, sheet: Sheet) -> str:
    """Names stand on one line whatever the length of the titles above; Nơi nhận has the left half below."""
    whole = sheet.width_mm
    count = len(dispatch.signatory)
    width = whole / count
    titles = [GridCell(content=_authority(one, sheet, width)) for one in dispatch.signatory]
    space = sheet.paragraph(Look.SIGNING_SPACE, keep_next=True)
    names = [
        GridCell(content=space + sheet.written(Look.SIGNATORY, one.name, keep_next=True))
        for one in dispatch.signatory
    ]
    below = [
        GridCell(content=sheet.gap() + copies(dispatch, sheet)),
        GridCell(content=sheet.spacer(), span=count - 1),
    ]
    return grid(
        sheet.id(Look.LAYOUT),
        [width] * count,
        (GridRow(cells=titles), GridRow(cells=names), GridRow(cells=below)),
    )


def _authority(signatory: Signatory, sheet: Sheet, width_mm: float) -> str:
    """Lines of authority, then the own position, long ones parted at phrase borders."""
    looks = [(Look.AUTHORITY, line) for line in signatory.authority]
    if signatory.position:
        looks.append((Look.POSITION, signatory.position))
    return "".join(
        sheet.written(look, *sheet.lines(capitals(line), look, width_mm - PADDING_MM), keep_next=True)
        for look, line in looks
    )


def copies(dispatch: Dispatch, sheet: Sheet) -> str:
    """Nơi nhận, its list by dashes, the line of the archive, the drafter's code (ND30-PL1-II.9.d#5-7)."""
    lines = [one.text for one in dispatch.copies_to]
    if dispatch.archive:
        lines.append(dispatch.archive.text)
    code = drafter(dispatch, sheet)
    if not lines:
        return code if code else sheet.spacer()
    label = sheet.written(Look.COPIES_LABEL, sheet.standard.texts.copies_word, keep_next=True)
    opening = sheet.opening(Look.COPIES, keep_next=True)
    listed = (f"{opening}{plain_run(f'- {line}')}</w:p>" for line in list_marked(lines))
    return f"{label}{''.join(listed)}{code}"
