"""The addressees: Kính gửi and its list (ô số 9a, ND30-PL1-II.9.d)."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from congvan.model import Dispatch
from congvan.word.emitters.sheet import Sheet
from congvan.word.fragment import BLANK, Fragment, blocks, paragraph, run
from congvan.word.looks import Look
from congvan.word.markup import Indent

ABBREVIATED = ("TP.", "TX.", "P.", "Q.")
"""Words of names that end in a full stop of their own."""


def recipients(dispatch: Dispatch, sheet: Sheet) -> Fragment:
    """One addressee on the line of Kính gửi, several as a list under it; blank without any."""
    names = [recipient.text for recipient in dispatch.recipients]
    if not names:
        return BLANK
    listed = _sole(names[0], sheet) if len(names) == 1 else _several(names, sheet)
    return blocks(listed, sheet.gap())


def list_marked(items: list[str]) -> tuple[str, ...]:
    """A list's items with `;`, the last with a full stop; a mark that is typed already is not doubled."""
    bare = [_unmarked(item) for item in items]
    last = bare[-1]
    return (*(f"{item};" for item in bare[:-1]), last if last.endswith(".") else f"{last}.")


def _unmarked(item: str) -> str:
    """Without a typed `;` or full stop; the full stop of an abbreviation (`v.v.`, `TP.`) belongs to it."""
    text = item.rstrip()
    word = text.split(" ")[-1]
    if text.endswith(".") and (word in ABBREVIATED or "." in word[:-1]):
        return text
    return text.removesuffix(";").removesuffix(".").rstrip()


def _sole(name: str, sheet: Sheet) -> Fragment:
    """`Kính gửi: Bộ Nội vụ`; a name of several lines stands below itself."""
    word = f"{sheet.standard.texts.recipients_word} "
    width = sheet.page.text_width_mm
    needed = sheet.width(word + name, Look.RECIPIENTS)
    start = _start(lambda start: ceil(needed / (width - start)), sheet)
    hanging = sheet.width(word, Look.RECIPIENTS)
    return paragraph(
        sheet.id(Look.RECIPIENTS),
        run(word + name),
        indent=Indent(left_mm=start + hanging, first_line_mm=-hanging),
    )


def _several(names: list[str], sheet: Sheet) -> Fragment:
    """Kính gửi alone, then dashes below its colon, wrapped lines below the names (ND30-PL1-II.9.d#4)."""
    word = sheet.standard.texts.recipients_word
    colon = sheet.width(word.removesuffix(":"), Look.RECIPIENTS)
    hanging = sheet.width("- ", Look.RECIPIENT_LIST)
    widths = [sheet.width(name, Look.RECIPIENT_LIST) for name in list_marked(names)]
    room = sheet.page.text_width_mm - colon - hanging

    def lines(start: float) -> int:
        return sum(ceil(width / (room - start)) for width in widths)

    start = _start(lines, sheet)
    head = paragraph(sheet.id(Look.RECIPIENTS), run(word), indent=Indent(left_mm=start), keep_next=True)
    where = Indent(left_mm=start + colon + hanging, first_line_mm=-hanging)
    listed = (
        paragraph(sheet.id(Look.RECIPIENT_LIST), run(f"- {name}"), indent=where)
        for name in list_marked(names)
    )
    return blocks(head, *listed)


def _start(lines: Callable[[float], int], sheet: Sheet) -> float:
    """Where Kính gửi begins, in mm: as in the official form, further left when that saves lines."""
    usual = sheet.standard.letterhead.recipients_first_line_mm
    least = sheet.standard.body.first_line_mm
    starts = [usual - step for step in range(int(usual - least) + 1)] + [least]
    return min(starts, key=lambda start: (lines(start), -start))
