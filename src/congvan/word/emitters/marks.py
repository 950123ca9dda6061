"""Marks beside the letter: urgency, secrecy, circulation, address, drafter (ô số 10a, 10b, 11, 12, 13)."""

from __future__ import annotations

from congvan.model import Contact, Dispatch
from congvan.vietnamese.hygiene import nfc, tone_key
from congvan.word.emitters.grids import GridCell, GridRow, Vertical, grid
from congvan.word.emitters.sheet import Sheet
from congvan.word.looks import Look

CIRCULATION_HEIGHT_MM = 7.0
"""The decree gives the frame no size; so high, it stays inside the top margin."""

CIRCULATION_PADDING_MM = 3.0


def urgency(dispatch: Dispatch, sheet: Sheet) -> str:
    """The red frame of box 10b at its exact size (ND30-PL1-III.2.b#2); blank without urgency."""
    if dispatch.urgency is None:
        return ""
    words = tone_key(dispatch.urgency.value)
    frame = next(frame for frame in sheet.standard.frames if tone_key(frame.text) == words)
    cell = GridCell(content=sheet.written(Look.URGENCY, frame.text), vertical=Vertical.MIDDLE)
    row = GridRow(cells=(cell,), height_mm=frame.height_mm)
    table = grid(sheet.id(Look.URGENCY_FRAME), (frame.width_mm,), (row,))
    return f"{sheet.gap()}{table}{sheet.spacer()}"


def secrecy(dispatch: Dispatch, sheet: Sheet) -> str:
    """The room of box 10a, as high as its style says: the stamp itself is for the state-secrets rules."""
    return sheet.written(Look.SECRECY) if dispatch.secrecy else ""


def circulation(dispatch: Dispatch, sheet: Sheet) -> str:
    """The framed notice of box 11, at the right in the top margin (ND30-PL1-III.2.c); blank without one."""
    if dispatch.circulation is None:
        return ""
    words = dispatch.circulation.value.upper()
    width = sheet.width(words, Look.CIRCULATION) + 2 * CIRCULATION_PADDING_MM
    cell = GridCell(content=sheet.written(Look.CIRCULATION, words), vertical=Vertical.MIDDLE)
    table = grid(
        sheet.id(Look.CIRCULATION_FRAME),
        (width,),
        (GridRow(cells=(cell,), height_mm=CIRCULATION_HEIGHT_MM),),
        indent_mm=sheet.width_mm - width,
    )
    return f"{table}{sheet.spacer()}"


def contact(dispatch: Dispatch, sheet: Sheet) -> str:
    """The address block of box 13 under a rule of the full width (ND30-PL1-III.4); blank without one."""
    if dispatch.contact is None:
        return ""
    width = sheet.width_mm
    length = sheet.standard.lines.contact_share.chosen * width
    lines = _contact_lines(dispatch.contact, sheet, width)
    return f"{sheet.rule(length, width)}{sheet.written(Look.CONTACT, *lines)}"


def _contact_lines(given: Contact, sheet: Sheet, width_mm: float) -> tuple[str, ...]:
    """The items in the decree's order, as many on a line as fit; a wider one wraps by itself."""
    items = (
        ("Địa chỉ", given.address),
        ("Thư điện tử", given.email),
        ("Trang thông tin điện tử", given.website),
        ("Điện thoại", given.phone),
        ("Fax", given.fax),
    )
    lines: list[str] = []
    for label, text in items:
        if text is None:
            continue
        item = f"{label}: {text}"
        longer = f"{lines[-1]}; {item}" if lines else item
        if lines and sheet.width(longer, Look.CONTACT) <= width_mm:
            lines[-1] = longer
        else:
            lines.append(item)
    return tuple(lines)


def drafter(dispatch: Dispatch, sheet: Sheet) -> str:
    """The drafter's code and the number of copies of box 12 (ND30-PL1-III.3); blank without one."""
    return sheet.written(Look.DRAFTER, nfc(dispatch.drafter.text)) if dispatch.drafter else ""
