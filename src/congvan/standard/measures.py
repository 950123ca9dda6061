"""What an instrument measures: page, paragraphs, drawn lines, letterhead, stamps; each in its own unit."""

from __future__ import annotations

from attrs import field, frozen


def _check_range(bounds: Range, _attribute: object, chosen: float) -> None:
    if not bounds.low <= chosen <= bounds.high:
        raise ValueError(f"{chosen} is not in {bounds.low}..{bounds.high}")


@frozen
class Range:
    """What the instrument allows, ends included, and the value congvan chose; the field says the unit."""

    low: float
    high: float
    chosen: float = field(validator=_check_range)

    def allows(self, value: float, *, tolerance: float = 0.0) -> bool:
        """Whether a value lies inside, give or take `tolerance`."""
        return self.low - tolerance <= value <= self.high + tolerance


@frozen(kw_only=True)
class PageRules:
    """The page, all lengths in mm: paper, ranges of the margins, distance of the header."""

    width_mm: float
    height_mm: float
    margin_top: Range
    margin_bottom: Range
    margin_left: Range
    margin_right: Range
    margin_tolerance_mm: float
    header_distance_mm: float
    footer_distance_mm: float

    @property
    def margin_top_mm(self) -> float:
        """The chosen top margin."""
        return self.margin_top.chosen

    @property
    def margin_bottom_mm(self) -> float:
        """The chosen bottom margin."""
        return self.margin_bottom.chosen

    @property
    def margin_left_mm(self) -> float:
        """The chosen left margin, the side that is bound."""
        return self.margin_left.chosen

    @property
    def margin_right_mm(self) -> float:
        """The chosen right margin."""
        return self.margin_right.chosen

    @property
    def text_width_mm(self) -> float:
        """The width between the chosen margins, portrait."""
        return self.width_mm - self.margin_left_mm - self.margin_right_mm

    @property
    def text_height_mm(self) -> float:
        """The height between the chosen margins, portrait."""
        return self.height_mm - self.margin_top_mm - self.margin_bottom_mm


@frozen(kw_only=True)
class BodyRules:
    """The paragraphs of the body: first line in mm, gap in pt, line spacing in lines.

    `first_lines_mm` are the only indents allowed; `single_line_factor` is the height of a single line per
    point of size, by which exact spacing in points is judged.
    """

    first_lines_mm: tuple[float, ...]
    first_line_mm: float
    gap_pt: Range
    line_spacing: Range
    single_line_factor: float


@frozen(kw_only=True)
class DrawnRules:
    """The drawn horizontal lines: lengths as a share of the text line they stand under, thickness in pt."""

    motto_share: Range
    issuer_share: Range
    subject_share: Range
    appendix_share: Range
    contact_share: Range
    thickness_pt: Range


@frozen(kw_only=True)
class LetterheadRules:
    """The letterhead and the signature block: lengths in mm, gaps in pt.

    `overhang_mm` is how far the letterhead may stand out of the text area on each side;
    `signature_share_right` is the right signature column's part of the text width. The indents of Kính gửi
    are those of the official template.
    """

    right_column_least_mm: float
    overhang_mm: float
    subject_gap_pt: float
    recipients_first_line_mm: float
    recipients_list_indent_mm: float
    signature_share_right: float
    signature_gap_pt: float
    blank_characters: int


@frozen
class Frame:
    """A framed stamp: its words, width and height in mm."""

    text: str
    width_mm: float
    height_mm: float
