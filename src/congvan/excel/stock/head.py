"""What stands above the table: room for a signature, label, title, link line, a form's head (III.1)."""

from __future__ import annotations

from attrs import evolve, frozen

from congvan.excel.stock.layout import PADDING_MM, SAFETY
from congvan.excel.stock.looks import Look, look_of
from congvan.excel.stock.page import Page
from congvan.model import Appendix, Dispatch, Letterhead, Medium
from congvan.standard import Component, Standard
from congvan.vietnamese.dates import BLANK, long_date
from congvan.vietnamese.phrases import break_phrases
from congvan.vietnamese.widths import text_width
from congvan.vietnamese.wording import appendix_label, link_line

DOTS = "…" * 12
"""What a form's addressee writes on."""

SHORT_DOTS = " …… "
"""Dots for a day, a month or a year that is still to come."""

RULE_PT = 7.0
"""The height of a row that holds nothing but a rule."""

RULE_LETTER_PT = 12.0
"""The size of the low lines that draw a rule: they are as thick as the decree's rules, 0.6 pt."""


def write_head(page: Page, dispatch: Dispatch, position: int, standard: Standard) -> None:
    """Write the head of the appendix at `position`, counted from 0."""
    appendix = dispatch.appendices[position]
    stamp = look_of(Component.STAMP, standard)
    # The agency's signature program writes here; the row keeps the room (XLSX-3).
    page.line("", stamp)
    page.line(appendix_label(position + 1, len(dispatch.appendices)), look_of(Component.APPENDIX, standard))
    if appendix.title is not None:
        _phrased(page, appendix.title.upper(), look_of(Component.APPENDIX_TITLE, standard))
    if appendix.link_line:
        _phrased(page, link_of(dispatch), look_of(Component.LINK_LINE, standard))
    _rule(page, dispatch, appendix, standard)
    if appendix.letterhead is not None:
        _form_head(page, appendix.letterhead, standard)


def link_of(dispatch: Dispatch) -> str:
    """The line `(Kèm theo ...)`: filled in on paper, number and date blank in electronic form (III.1.c)."""
    document = dispatch.type.name[:1].upper() + dispatch.type.name[1:]
    issuer = " và ".join(issuer.name for issuer in dispatch.issuer)
    if dispatch.medium is not Medium.PAPER:
        return link_line(document, None, None, issuer)
    reference = f"{dispatch.reference.number or BLANK}/{dispatch.reference.symbol}"
    return link_line(document, reference, dispatch.date, issuer)


def _phrased(page: Page, text: str, look: Look) -> None:
    """A line broken where phrases end, rather than where the page does."""
    width = page.width(1, page.columns)
    lines = break_phrases(text, 0.95 * width, look.size_pt, bold=look.bold, italic=look.italic)
    page.line("\n".join(lines), look)


def _rule(page: Page, dispatch: Dispatch, appendix: Appendix, standard: Standard) -> None:
    """The short rule under the link line, else under the title."""
    if not (appendix.link_line or appendix.title):
        return
    look = look_of(Component.LINK_LINE if appendix.link_line else Component.APPENDIX_TITLE, standard)
    text = link_of(dispatch) if appendix.link_line else (appendix.title or "").upper()
    width = page.width(1, page.columns)
    lines = break_phrases(text, 0.95 * width, look.size_pt, bold=look.bold, italic=look.italic)
    above = text_width(lines[-1], look.size_pt, bold=look.bold, italic=look.italic)
    share = standard.lines.appendix_share.chosen
    page.line(rule(min(share * above, width / 2)), _rule_look(), height_pt=RULE_PT)


def rule(length_mm: float) -> str:
    """A drawn line of about this length, of low lines as the decree's own template draws it.

    Borders of cells end where columns do, which is seldom as far from the middle on both sides.
    """
    return "_" * max(1, round(length_mm / text_width("_", _rule_look().size_pt)))


def _rule_look() -> Look:
    # A low row clips what is above its line, and there is nothing.
    return Look(size_pt=RULE_LETTER_PT, across="center", down="bottom")


@frozen(kw_only=True)
class _Line:
    """A line of a form's head: its words and its look."""

    text: str
    look: Look


def _form_head(page: Page, head: Letterhead, standard: Standard) -> None:
    """Names on the left, Quốc hiệu and the date on the right; or in one, if no column ends between them."""
    left, right = _names(head, standard), _nation(head, standard)
    page.end_row(RULE_PT)
    split = page.layout.split
    if split is None:
        for line in (*left, *right):
            page.line(line.text, line.look, height_pt=_height(line))
    else:
        _side_by_side(page, left, right, split)
    page.end_row(RULE_PT)


def _names(head: Letterhead, standard: Standard) -> list[_Line]:
    parent, issuer = look_of(Component.PARENT, standard), look_of(Component.ISSUER, standard)
    lines = [_Line(text=head.parent.upper(), look=parent)] if head.parent else []
    if head.name is None:
        return [*lines, _Line(text=DOTS, look=issuer)]
    share = standard.lines.issuer_share.chosen
    name = head.name.upper()
    length = share * text_width(name, issuer.size_pt, bold=True)
    return [*lines, _Line(text=name, look=issuer), _Line(text=rule(length), look=_rule_look())]


def _nation(head: Letterhead, standard: Standard) -> list[_Line]:
    motto = look_of(Component.MOTTO, standard)
    place = look_of(Component.PLACE_AND_DATE, standard)
    text = f"{head.place or DOTS}, {long_date(head.date).replace(BLANK, SHORT_DOTS).rstrip()}"
    length = standard.lines.motto_share.chosen * text_width(standard.texts.motto, motto.size_pt, bold=True)
    return [
        _Line(text=standard.texts.nation, look=look_of(Component.NATION, standard)),
        _Line(text=standard.texts.motto, look=motto),
        _Line(text=rule(length), look=_rule_look()),
        _Line(text=text, look=place),
    ]


def right_mm(appendix: Appendix, standard: Standard) -> float | None:
    """The width in mm that Quốc hiệu and the date need beside the names; None without a form's head."""
    if appendix.letterhead is None:
        return None
    lines = _nation(appendix.letterhead, standard)
    return max(_width(line.text, line.look) for line in lines) / SAFETY + PADDING_MM + 0.5


def _width(text: str, look: Look) -> float:
    return text_width(text, look.size_pt, bold=look.bold, italic=look.italic)


def _side_by_side(page: Page, left: list[_Line], right: list[_Line], split: int) -> None:
    for number in range(max(len(left), len(right))):
        sides = []
        for lines, first, last in ((left, 1, split), (right, split + 1, page.columns)):
            if number < len(lines):
                line = lines[number]
                page.across(page.row, line.text, line.look, first=first, last=last)
                sides.append(_height(line) or page.text_height(line.text, line.look, first, last))
        page.end_row(max(sides))


def _height(line: _Line) -> float | None:
    return RULE_PT if set(line.text) == {"_"} else None


def unit_look(size_pt: float) -> Look:
    """The line `Đơn vị tính: ...`: italic at the right (XLSX-9)."""
    return Look(size_pt=size_pt, italic=True, across="right")


def title_look(standard: Standard) -> Look:
    """The title of a table: bold in the middle, as the title of its appendix."""
    return evolve(look_of(Component.APPENDIX_TITLE, standard))
