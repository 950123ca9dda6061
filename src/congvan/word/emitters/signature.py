"""The end of the letter: Nơi nhận at the left, who signs at the right (ô số 7, 9b, 12)."""

from __future__ import annotations

from congvan.model import Dispatch, Signatory
from congvan.word.emitters.grids import GridCell, GridRow, grid
from congvan.word.emitters.marks import drafter
from congvan.word.emitters.recipients import list_marked
from congvan.word.emitters.sheet import Sheet, broken
from congvan.word.fragment import BLANK, Fragment, blocks, paragraph
from congvan.word.looks import Look

PADDING_MM = 4.0
"""What stays free beside the lines of a signatory's column."""


def signature(dispatch: Dispatch, sheet: Sheet) -> Fragment:
    """The block of one signatory beside Nơi nhận, or of several beside each other above it; never parted."""
    if len(dispatch.signatory) == 1:
        return blocks(sheet.gap(), _sole(dispatch, dispatch.signatory[0], sheet))
    return blocks(sheet.gap(), _joint(dispatch, sheet))


def _sole(dispatch: Dispatch, signatory: Signatory, sheet: Sheet) -> Fragment:
    whole = sheet.page.text_width_mm
    right = sheet.standard.letterhead.signature_share_right * whole
    signed = blocks(
        _authority(signatory, sheet, right),
        paragraph(sheet.id(Look.SIGNING_SPACE), keep_next=True),
        sheet.written(Look.SIGNATORY, signatory.name),
    )
    row = GridRow(cells=(GridCell(content=copies(dispatch, sheet)), GridCell(content=signed)))
    return grid(sheet.id(Look.LAYOUT), (whole - right, right), (row,))


def _joint(dispatch: Dispatch, sheet: Sheet) -> Fragment:
    """Names stand on one line whatever the length of the titles above; Nơi nhận has the left half below."""
    whole = sheet.page.text_width_mm
    count = len(dispatch.signatory)
    width = whole / count
    titles = [GridCell(content=_authority(one, sheet, width)) for one in dispatch.signatory]
    space = paragraph(sheet.id(Look.SIGNING_SPACE), keep_next=True)
    names = [
        GridCell(content=blocks(space, sheet.written(Look.SIGNATORY, one.name, keep_next=True)))
        for one in dispatch.signatory
    ]
    below = [
        GridCell(content=blocks(sheet.gap(), copies(dispatch, sheet))),
        GridCell(content=sheet.spacer(), span=count - 1),
    ]
    return grid(
        sheet.id(Look.LAYOUT),
        [width] * count,
        (GridRow(cells=titles), GridRow(cells=names), GridRow(cells=below)),
    )


def _authority(signatory: Signatory, sheet: Sheet, width_mm: float) -> Fragment:
    """Lines of authority, then the own position, long ones parted at phrase borders."""
    looks = [(Look.AUTHORITY, line) for line in signatory.authority]
    if signatory.position:
        looks.append((Look.POSITION, signatory.position))
    return blocks(
        *(
            paragraph(
                sheet.id(look), broken(sheet.lines(line.upper(), look, width_mm - PADDING_MM)), keep_next=True
            )
            for look, line in looks
        )
    )


def copies(dispatch: Dispatch, sheet: Sheet) -> Fragment:
    """Nơi nhận, its list by dashes, the line of the archive, the drafter's code (ND30-PL1-II.9.d#5-7)."""
    lines = [one.text for one in dispatch.copies_to]
    if dispatch.archive:
        lines.append(dispatch.archive.text)
    code = drafter(dispatch, sheet)
    if not lines:
        return code if code else sheet.spacer()
    label = sheet.written(Look.COPIES_LABEL, sheet.standard.texts.copies_word, keep_next=True)
    listed = (sheet.written(Look.COPIES, f"- {line}", keep_next=True) for line in list_marked(lines))
    return blocks(label, *listed, code or BLANK)
