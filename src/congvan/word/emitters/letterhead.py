"""The head of the letter: issuer and Quốc hiệu, number and date, subject, marks (ô số 1, 2, 3, 4, 5b, 10)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from operator import itemgetter

from attrs import field, frozen

from congvan.model import Dispatch, Issuer
from congvan.vietnamese.dates import DateParts, long_date, place_and_date
from congvan.vietnamese.hygiene import capitals, tone_key
from congvan.word.emitters.grids import (
    CELL_END,
    GRID_END,
    ROW_END,
    Vertical,
    cell_start,
    grid_start,
    row_start,
    twips,
)
from congvan.word.emitters.marks import secrecy, urgency
from congvan.word.emitters.sheet import Sheet
from congvan.word.looks import Family, Look

GAP_MM = 3.0
"""Between the issuer's lines and Quốc hiệu: closer, and they read as one."""

SLACK_MM = 0.8
"""What the right column has over its widest line, so that no rounding of a word processor wraps it."""

DOTS = "…" * 12
"""What a form's addressee writes on."""

COLLECTIVES = ("Ủy ban nhân dân", "Hội đồng nhân dân")
"""One name on two lines: the collective, then whose it is (ND30-PL1-II.2#two)."""

Name = tuple[Look, tuple[str, ...]]
"""A name in the left column and its lines."""

Badness = tuple[bool, bool, bool, int, bool]
"""What speaks against a layout, worst first."""


@frozen(kw_only=True)
class HeadWords:
    """What a head says: names from the top, number line, place and date, subject; None leaves a line out.

    `ruled` draws the line under the last name. `draft` stands above everything, `marks` below the subject.
    """

    names: tuple[tuple[Look, str], ...]
    place: str
    reference: str | None = None
    subject: str | None = None
    draft: str | None = None
    marks: str = ""
    ruled: bool = True


@frozen(kw_only=True, eq=False)
class HeadLayout:
    """How it is set: column widths and overhang on each side in mm, the lines of each part, the sizes.

    One serves every letter of an office on a day: what follows from it alone is made once.
    """

    sheet: Sheet
    left_mm: float
    right_mm: float
    overhang_mm: float
    names: tuple[Name, ...]
    place: tuple[str, ...]
    _starts: dict[Vertical, tuple[str, str]] = field(init=False, factory=dict, repr=False)

    def badness(self, words: HeadWords) -> Badness:
        """What an office would mind, worst first: overflow, overhang, broken date, many lines, small type."""
        reference = self.sheet.width(words.reference, Look.REFERENCE) if words.reference else 0.0
        overflow = max(reference, self._widest_name) > self.left_mm - GAP_MM
        return (overflow, *self._faults)

    @cached_property
    def _widest_name(self) -> float:
        return max(self.sheet.width(line, look) for look, lines in self.names for line in lines)

    @cached_property
    def _faults(self) -> tuple[bool, bool, int, bool]:
        count = sum(len(lines) for _, lines in self.names)
        small = self.sheet.family is not Family.LARGE
        return self.overhang_mm > 0, len(self.place) > 1, count, small

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The widths of both columns in twips."""
        return twips((self.left_mm, self.right_mm))

    @cached_property
    def start(self) -> str:
        """How the table begins."""
        return grid_start(self.sheet.id(Look.LAYOUT), self.columns, indent_mm=-self.overhang_mm)

    @cached_property
    def written_place(self) -> str:
        """The line of place and date."""
        return self.sheet.written(Look.PLACE_AND_DATE, *self.place)

    def row(self, left: str, right: str, vertical: Vertical = Vertical.TOP) -> str:
        """A row of the table."""
        starts = self._starts.get(vertical)
        if starts is None:
            first, second = (cell_start(width, vertical) for width in self.columns)
            starts = self._starts[vertical] = f"{row_start()}{first}", f"{CELL_END}{second}"
        return f"{starts[0]}{left}{starts[1]}{right}{CELL_END}{ROW_END}"


def letterhead(dispatch: Dispatch, sheet: Sheet) -> str:
    """The head of a công văn, followed by a spacer."""
    above = _above(dispatch.issuer, dispatch.date, sheet)
    words = HeadWords(
        names=above.names,
        place=above.place,
        reference=dispatch.reference.text,
        subject=f"{sheet.standard.texts.dispatch_subject_prefix} {dispatch.subject}",
        draft=dispatch.draft,
        marks=secrecy(dispatch, sheet) + urgency(dispatch, sheet),
    )
    is_usual = above.layout.badness(words) == above.ideal
    return _written(words, above.layout if is_usual else best_layout(words, sheet), sheet)


@frozen
class _Above:
    """What all heads of an office on a day say and look like: in large type, every name on one line.

    `ideal` is the badness of that layout where it fits: there is none better.
    """

    names: tuple[tuple[Look, str], ...]
    place: str
    layout: HeadLayout
    ideal: Badness


@lru_cache(maxsize=128)
def _above(issuers: tuple[Issuer, ...], day: DateParts, sheet: Sheet) -> _Above:
    names = issuer_names(issuers)
    place = dated_place(next((one.place for one in issuers if one.place), ""), day)
    layout = _layout(names, place, sheet.of(Family.LARGE), 0.0, False)
    return _Above(names, place, layout, _ideal(names))


def _ideal(names: tuple[tuple[Look, str], ...]) -> Badness:
    """Large type, every name on one line."""
    return False, False, False, len(names), False


def issuer_names(issuers: tuple[Issuer, ...]) -> tuple[tuple[Look, str], ...]:
    """Names in capitals from the top; a parent that all share stands once, above all (ND30-PL1-II.2)."""
    names: list[tuple[Look, str]] = []
    for issuer in issuers:
        parent = (Look.PARENT, capitals(issuer.parent)) if issuer.parent else None
        if parent and parent not in names:
            names.append(parent)
        names.append((Look.ISSUER, capitals(issuer.name)))
    return tuple(names)


def dated_place(place: str, day: DateParts | None) -> str:
    """`Hà Tĩnh, ngày 03 tháng 02 năm 2026`; without a place the date alone."""
    return place_and_date(place, day) if place else long_date(day)


def form_head(
    *, parent: str | None, name: str | None, place: str | None, day: DateParts | None, sheet: Sheet
) -> str:
    """The head of a form that the addressee fills in: dots where a name or place is still to come."""
    names = ((Look.PARENT, capitals(parent)),) if parent else ()
    own = (Look.ISSUER, capitals(name) if name else DOTS)
    return head(
        HeadWords(names=(*names, own), place=dated_place(place or DOTS, day), ruled=name is not None), sheet
    )


def head(words: HeadWords, sheet: Sheet) -> str:
    """A head of two columns, and a spacer so that no table joins it."""
    return _written(words, best_layout(words, sheet), sheet)


def _written(words: HeadWords, layout: HeadLayout, sheet: Sheet) -> str:
    spacer = layout.sheet.spacer()
    draft = layout.row(layout.sheet.written(Look.DRAFT, words.draft), spacer) if words.draft else ""
    subject = _subject(words, layout)
    below = layout.row(subject, spacer) if subject else ""
    names, dates = _names_row(layout, words.ruled), _dates_row(words, layout)
    return f"{layout.start}{draft}{names}{dates}{below}{GRID_END}{sheet.spacer()}"


def best_layout(words: HeadWords, sheet: Sheet) -> HeadLayout:
    """The layout an office would mind least in either size; it overhangs only where nothing else fits."""
    found: list[tuple[Badness, HeadLayout]] = []
    ideal = _ideal(words.names)
    for overhang in (0.0, sheet.standard.letterhead.overhang_mm):
        for breaks in (False, True):
            for family in (Family.LARGE, Family.ORDINARY):
                layout = _layout(words.names, words.place, sheet.of(family), overhang, breaks)
                badness = layout.badness(words)
                if badness == ideal:
                    return layout
                found.append((badness, layout))
            (overflows, *_), best = min(found, key=itemgetter(0))
            if not overflows:
                return best
    return best


@lru_cache(maxsize=128)
def _layout(
    names: tuple[tuple[Look, str], ...],
    place_and_date: str,
    sheet: Sheet,
    overhang_mm: float,
    breaks_place: bool,  # noqa: FBT001  (asked for every letter)
) -> HeadLayout:
    texts = sheet.standard.texts
    fixed = max(sheet.fixed_width(texts.nation, Look.NATION), sheet.fixed_width(texts.motto, Look.MOTTO))
    place = sheet.lines(place_and_date, Look.PLACE_AND_DATE, fixed) if breaks_place else (place_and_date,)
    right = max(fixed, *(sheet.width(line, Look.PLACE_AND_DATE) for line in place)) + SLACK_MM
    left = sheet.width_mm + 2 * overhang_mm - right
    return HeadLayout(
        sheet=sheet,
        left_mm=left,
        right_mm=right,
        overhang_mm=overhang_mm,
        names=tuple((look, name_lines(name, look, sheet, left - GAP_MM)) for look, name in names),
        place=place,
    )


def name_lines(name: str, look: Look, sheet: Sheet, width_mm: float) -> tuple[str, ...]:
    """An agency's name in lines; an own name of a people's committee always parts after the collective."""
    length = len(COLLECTIVES[0].split())
    for collective in COLLECTIVES if look is Look.ISSUER else ():
        words = name.split(" ")
        length = len(collective.split())
        if len(words) > length and tone_key(" ".join(words[:length])) == tone_key(collective):
            whose = sheet.lines(" ".join(words[length:]), look, width_mm)
            return (" ".join(words[:length]), *whose)
    return sheet.lines(name, look, width_mm)


@lru_cache(maxsize=128)
def _names_row(layout: HeadLayout, ruled: bool) -> str:  # noqa: FBT001  (asked for every letter)
    sheet, lines = layout.sheet, layout.sheet.standard.lines
    texts = sheet.standard.texts
    look, last = layout.names[-1]
    share = lines.issuer_share.chosen if ruled else 0.0
    names = "".join(sheet.written(look, *name) for look, name in layout.names)
    below = sheet.rule(share * sheet.width(last[-1], look), layout.left_mm) if share else sheet.spacer()
    nation = sheet.written(Look.NATION, texts.nation) + sheet.written(Look.MOTTO, texts.motto)
    motto = lines.motto_share.chosen * sheet.fixed_width(texts.motto, Look.MOTTO)
    return layout.row(names + below, nation + sheet.rule(motto, layout.right_mm))


def _dates_row(words: HeadWords, layout: HeadLayout) -> str:
    sheet = layout.sheet
    if words.reference is None:
        return layout.row(sheet.spacer(), layout.written_place)
    # On one line though of two sizes: what stands at the bottom stands on nearly one baseline.
    vertical = Vertical.BOTTOM if len(layout.place) == 1 else Vertical.TOP
    return layout.row(sheet.written(Look.REFERENCE, words.reference), layout.written_place, vertical)


def _subject(words: HeadWords, layout: HeadLayout) -> str:
    sheet = layout.sheet
    if words.subject is None:
        return words.marks
    lines = sheet.lines(words.subject, Look.SUBJECT, layout.left_mm - GAP_MM)
    return sheet.written(Look.SUBJECT, *lines) + words.marks
