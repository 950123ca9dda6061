"""The addressees: Kính gửi and its list (ô số 9a, ND30-PL1-II.9.d)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import ceil

from congvan.model import Dispatch
from congvan.word.emitters.runs import plain_run
from congvan.word.emitters.sheet import Sheet
from congvan.word.looks import Look
from congvan.word.markup import Indent

ABBREVIATED = ("TP.", "TX.", "P.", "Q.")
"""Words of names that end in a full stop of their own."""


def recipients(dispatch: Dispatch, sheet: Sheet) -> str:
    """One addressee on the line of Kính gửi, several as a list under it; blank without any."""
    names = [recipient.text for recipient in dispatch.recipients]
    if not names:
        return ""
    listed = _sole(names[0], sheet) if len(names) == 1 else _several(names, sheet)
    return listed + sheet.gap()


def list_marked(items: list[str]) -> tuple[str, ...]:
    """A list's items with `;`, the last with a full stop; a mark that is typed already is not doubled."""
    bare = [_unmarked(item) for item in items]
    last = bare[-1]
    return (*(f"{item};" for item in bare[:-1]), last if last.endswith(".") else f"{last}.")


def _unmarked(item: str) -> str:
    """Without a typed `;` or full stop; the full stop of an abbreviation (`v.v.`, `TP.`) belongs to it."""
    if item[-1:].isalnum():
        return item
    text = item.rstrip()
    word = text.split(" ")[-1]
    if text.endswith(".") and (word in ABBREVIATED or "." in word[:-1]):
        return text
    return text.removesuffix(";").removesuffix(".").rstrip()


def _sole(name: str, sheet: Sheet) -> str:
    """`Kính gửi: Bộ Nội vụ`; a name of several lines stands below itself."""
    word = f"{sheet.standard.texts.recipients_word} "
    width = sheet.width_mm
    needed = sheet.width(word + name, Look.RECIPIENTS)
    start = _start(lambda start: ceil(needed / (width - start)), sheet)
    hanging = sheet.fixed_width(word, Look.RECIPIENTS)
    where = Indent(left_mm=start + hanging, first_line_mm=-hanging)
    return f"{sheet.opening(Look.RECIPIENTS, indent=where)}{plain_run(word + name)}</w:p>"


def _several(names: list[str], sheet: Sheet) -> str:
    """Kính gửi alone, then dashes below its colon, wrapped lines below the names (ND30-PL1-II.9.d#4)."""
    word = sheet.standard.texts.recipients_word
    colon = sheet.fixed_width(word.removesuffix(":"), Look.RECIPIENTS)
    hanging = sheet.fixed_width("- ", Look.RECIPIENT_LIST)
    listed = list_marked(names)
    width = sheet.ruler(Look.RECIPIENT_LIST).width
    widths = [width(name) for name in listed]
    room = sheet.width_mm - colon - hanging

    def lines(start: float) -> int:
        return sum([ceil(width / (room - start)) for width in widths])

    head, opening = _beginnings(_start(lines, sheet), sheet)
    items = [f"{opening}{plain_run(f'- {name}')}</w:p>" for name in listed]
    return head + "".join(items)


@lru_cache(maxsize=128)
def _beginnings(start: float, sheet: Sheet) -> tuple[str, str]:
    """The line of Kính gửi that begins so many mm from the margin, and how each name below it begins."""
    word = sheet.standard.texts.recipients_word
    colon = sheet.fixed_width(word.removesuffix(":"), Look.RECIPIENTS)
    hanging = sheet.fixed_width("- ", Look.RECIPIENT_LIST)
    head = sheet.opening(Look.RECIPIENTS, keep_next=True, indent=Indent(left_mm=start))
    where = Indent(left_mm=start + colon + hanging, first_line_mm=-hanging)
    return f"{head}{plain_run(word)}</w:p>", sheet.opening(Look.RECIPIENT_LIST, indent=where)


def _start(lines: Callable[[float], int], sheet: Sheet) -> float:
    """Where Kính gửi begins, in mm: as in the official form, further left when that saves lines."""
    usual = sheet.standard.letterhead.recipients_first_line_mm
    least = sheet.standard.body.first_line_mm
    if lines(usual) == lines(least):
        return usual
    starts = [usual - step for step in range(int(usual - least) + 1)] + [least]
    return min(starts, key=lambda start: (lines(start), -start))
