"""What stands above the table: room for a signature, a form's head, label, title, link line (III.1)."""

from __future__ import annotations

from functools import cache, lru_cache

from attrs import frozen

from congvan.excel.stock.layout import PADDING_MM, SAFETY
from congvan.excel.stock.page import Page
from congvan.excel.workbook import Across, Look
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

# A low row clips what is above its line, and there is nothing.
_RULE_LOOK = Look(size_pt=RULE_LETTER_PT, across="center", down="bottom")


def write_head(page: Page, dispatch: Dispatch, position: int, standard: Standard) -> None:
    """Write the head of the appendix at `position`, counted from 0."""
    appendix = dispatch.appendices[position]
    stamp = look_of(Component.STAMP, standard)
    # The agency's signature program writes here; the row keeps the room (XLSX-3).
    page.line("", stamp)
    if appendix.letterhead is not None:
        _form_head(page, appendix.letterhead, standard)
    page.line(appendix_label(position + 1, len(dispatch.appendices)), look_of(Component.APPENDIX, standard))
    last: tuple[str, Look] | None = None
    if appendix.title is not None:
        last = _phrased(page, appendix.title.upper(), look_of(Component.APPENDIX_TITLE, standard))
    if appendix.link_line:
        last = _phrased(page, link_of(dispatch), look_of(Component.LINK_LINE, standard))
    if last is not None:
        _rule(page, *last, standard)


def link_of(dispatch: Dispatch) -> str:
    """The line `(Kèm theo ...)`: filled in on paper, number and date blank in electronic form (III.1.c)."""
    document = dispatch.type.name[:1].upper() + dispatch.type.name[1:]
    issuer = " và ".join(issuer.name for issuer in dispatch.issuer)
    if dispatch.medium is not Medium.PAPER:
        return link_line(document, None, None, issuer)
    reference = f"{dispatch.reference.number or BLANK}/{dispatch.reference.symbol}"
    return link_line(document, reference, dispatch.date, issuer)


def _phrased(page: Page, text: str, look: Look) -> tuple[str, Look]:
    """A line broken where phrases end, rather than where the page does; gives the last of what it became."""
    width = page.width(1, page.columns)
    lines = break_phrases(text, 0.95 * width, look.size_pt, bold=look.bold, italic=look.italic)
    page.line("\n".join(lines), look)
    return lines[-1], look


def _rule(page: Page, above: str, look: Look, standard: Standard) -> None:
    """The short rule under the link line, else under the title."""
    share = standard.lines.appendix_share.chosen
    length = min(share * _width(above, look), page.width(1, page.columns) / 2)
    page.line(rule(length), _RULE_LOOK, height_pt=RULE_PT)
    # What comes next must not look like the rule's own frame.
    page.sheet.add((), height_pt=RULE_PT)


def rule(length_mm: float) -> str:
    """A drawn line of about this length, of low lines as the decree's own template draws it.

    Borders of cells end where columns do, which is seldom as far from the middle on both sides.
    """
    return "_" * max(1, round(length_mm / _rule_letter_mm()))


@cache
def _rule_letter_mm() -> float:
    return text_width("_", RULE_LETTER_PT)


@frozen(kw_only=True)
class _Line:
    """A line of a form's head: its words and its look."""

    text: str
    look: Look


def _form_head(page: Page, head: Letterhead, standard: Standard) -> None:
    """Names on the left, Quốc hiệu and the date on the right; or in one, if no column ends between them."""
    left, right = _names(head, standard), _nation(head, standard)
    page.sheet.add((), height_pt=RULE_PT)
    split = page.layout.split
    if split is None:
        for line in (*left, *right):
            page.line(line.text, line.look, height_pt=RULE_PT if _is_rule(line.text) else None)
    else:
        _side_by_side(page, left, right, split)
    page.sheet.add((), height_pt=RULE_PT)


def _names(head: Letterhead, standard: Standard) -> list[_Line]:
    parent, issuer = look_of(Component.PARENT, standard), look_of(Component.ISSUER, standard)
    lines = [_Line(text=head.parent.upper(), look=parent)] if head.parent else []
    if head.name is None:
        return [*lines, _Line(text=DOTS, look=issuer)]
    share = standard.lines.issuer_share.chosen
    name = head.name.upper()
    length = share * text_width(name, issuer.size_pt, bold=True)
    return [*lines, _Line(text=name, look=issuer), _Line(text=rule(length), look=_RULE_LOOK)]


def _nation(head: Letterhead, standard: Standard) -> list[_Line]:
    motto = look_of(Component.MOTTO, standard)
    place = look_of(Component.PLACE_AND_DATE, standard)
    text = f"{head.place or DOTS}, {long_date(head.date).replace(BLANK, SHORT_DOTS).rstrip()}"
    length = standard.lines.motto_share.chosen * text_width(standard.texts.motto, motto.size_pt, bold=True)
    return [
        _Line(text=standard.texts.nation, look=look_of(Component.NATION, standard)),
        _Line(text=standard.texts.motto, look=motto),
        _Line(text=rule(length), look=_RULE_LOOK),
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
        sides = [
            (lines[number].text, lines[number].look, first, last)
            for lines, first, last in ((left, 1, split), (right, split + 1, page.columns))
            if number < len(lines)
        ]
        drawn = [_is_rule(text) for text, *_ in sides]
        page.side_by_side(sides, height_pt=RULE_PT if all(drawn) else None)


def _is_rule(text: str) -> bool:
    return set(text) == {"_"}


def unit_look(size_pt: float) -> Look:
    """The line `Đơn vị tính: ...`: italic at the right (XLSX-9)."""
    return Look(size_pt=size_pt, italic=True, across="right")


def title_look(standard: Standard) -> Look:
    """The title of a table: bold in the middle, as the title of its appendix."""
    return look_of(Component.APPENDIX_TITLE, standard)


def look_of(component: Component, standard: Standard) -> Look:
    """The look of a component of the decree at its sample size."""
    style = standard.style(component)
    is_stamp = component is Component.STAMP
    return _line_look(
        style.sample_pt, "right" if is_stamp else "center", bold=style.bold, italic=style.italic
    )


# A look is compared and hashed for every cell of it: the same one each time is quickest.
@lru_cache(maxsize=64)
def _line_look(size_pt: float, across: Across, *, bold: bool, italic: bool) -> Look:
    return Look(size_pt=size_pt, bold=bold, italic=italic, across=across)
