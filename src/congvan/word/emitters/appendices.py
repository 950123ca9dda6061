"""Appendices: in the letter as sections of their own, or each a document of its own (ND30-PL1-III.1)."""

from __future__ import annotations

from functools import cache, lru_cache

from congvan.model import Appendix, Dispatch, Issuer, Medium
from congvan.model import Orientation as Lies
from congvan.vietnamese.dates import BLANK as NOT_YET
from congvan.vietnamese.dates import DateParts
from congvan.vietnamese.hygiene import capitals
from congvan.vietnamese.types import DocumentType
from congvan.vietnamese.wording import appendix_label, link_line
from congvan.word.emitters.body import Ending, body
from congvan.word.emitters.letterhead import form_head
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.writing import Markup
from congvan.word.fragment import BLANK, Need, Orientation, Section, SectionBreak
from congvan.word.looks import Look


def appendices(dispatch: Dispatch, sheet: Sheet) -> list[Markup | Need]:
    """Every appendix that is printed in the letter, each on pages of its own with numbers of its own."""
    pieces: list[Markup | Need] = []
    for position, one in enumerate(dispatch.appendices):
        if one.in_letter:
            pieces += (_break(one.orientation), *appendix(dispatch, position, _lying(one, sheet)))
    # A document does not end in a table, and the signature block is one.
    return pieces or [sheet.spacer()]


def _lying(one: Appendix, sheet: Sheet) -> Sheet:
    return sheet.turned() if one.orientation is Lies.LANDSCAPE else sheet


@cache
def _break(lies: Lies) -> SectionBreak:
    lies_across = lies is Lies.LANDSCAPE
    return SectionBreak(
        Section(
            orientation=Orientation.LANDSCAPE if lies_across else Orientation.PORTRAIT,
            restart_numbering=True,
            first_page_number_hidden=True,
            first_header=BLANK,
            first_footer=BLANK,
        )
    )


def appendix_alone(dispatch: Dispatch, position: int, sheet: Sheet) -> list[Markup | Need]:
    """An appendix as a document of its own: room for the agency's signature stands above it (III.1.d#3)."""
    lying = _lying(dispatch.appendices[position], sheet)
    return [sheet.written(Look.STAMP), *appendix(dispatch, position, lying)]


def appendix(dispatch: Dispatch, position: int, sheet: Sheet) -> list[Markup | Need]:
    """Letterhead of a form, label, title, link line, rule, and what the appendix holds.

    `position` counts all appendices from 0, also those sent as files: the label's number is its place.
    """
    one = dispatch.appendices[position]
    label = appendix_label(position + 1, len(dispatch.appendices))
    return [
        _form_head(one, sheet),
        sheet.written(Look.APPENDIX, label, keep_next=True),
        _title(one.title, sheet),
        _link(dispatch, one, sheet),
        sheet.gap(),
        *body(one.content, sheet, ending=Ending.OPEN),
    ]


def _form_head(one: Appendix, sheet: Sheet) -> str:
    head = one.letterhead
    if head is None:
        return ""
    written = form_head(parent=head.parent, name=head.name, place=head.place, day=head.date, sheet=sheet)
    return written + sheet.gap()


@lru_cache(maxsize=128)
def _title(title: str | None, sheet: Sheet) -> str:
    if title is None:
        return ""
    lines = sheet.lines(capitals(title), Look.APPENDIX_TITLE, sheet.width_mm)
    return sheet.written(Look.APPENDIX_TITLE, *lines, keep_next=True)


def _link(dispatch: Dispatch, one: Appendix, sheet: Sheet) -> str:
    """The line `(Kèm theo ...)`: filled in on paper, number and date blank in electronic form (III.1.c)."""
    if not one.link_line:
        return ""
    on_paper = dispatch.medium is Medium.PAPER
    reference = f"{dispatch.reference.number or NOT_YET}/{dispatch.reference.symbol}" if on_paper else None
    return _linked(dispatch.type, dispatch.issuer, reference, dispatch.date if on_paper else None, sheet)


@lru_cache(maxsize=128)
def _linked(
    kind: DocumentType,
    issuers: tuple[Issuer, ...],
    reference: str | None,
    day: DateParts | None,
    sheet: Sheet,
) -> str:
    """The line and its rule: in electronic form an office has one for all its letters."""
    document = kind.name[:1].upper() + kind.name[1:]
    text = link_line(document, reference, day, " và ".join(issuer.name for issuer in issuers))
    lines = sheet.lines(text, Look.LINK_LINE, sheet.width_mm)
    share = sheet.standard.lines.appendix_share.chosen
    rule = sheet.rule(share * sheet.width(lines[-1], Look.LINK_LINE), sheet.width_mm)
    return sheet.written(Look.LINK_LINE, *lines, keep_next=True) + rule
