"""The shape of a legal instrument on formatting as data: styles, measures, rules, dates (thể thức)."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from attrs import field, frozen

from congvan.problems import Severity


class Basis(Enum):
    """What a rule rests on, and so how much breaking it weighs."""

    LAW = "law"
    """A sentence of the instrument: breaking it is an error."""
    FORM = "form"
    """An official template or diagram: a warning."""
    PRACTICE = "practice"
    """Common practice without legal force: information."""
    FLAG = "flag"
    """Only a person can tell: information, never repaired."""

    @property
    def severity(self) -> Severity:
        """How a finding on such a rule is reported."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Basis.LAW: Severity.ERROR,
    Basis.FORM: Severity.WARNING,
    Basis.PRACTICE: Severity.INFO,
    Basis.FLAG: Severity.INFO,
}


class Component(Enum):
    """The components of a document (thành phần thể thức); the value is the Vietnamese name."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT = "Tên cơ quan chủ quản"
    ISSUER = "Tên cơ quan ban hành"
    REFERENCE = "Số, ký hiệu"
    PLACE_AND_DATE = "Địa danh và thời gian ban hành"
    TYPE_NAME = "Tên loại"
    SUBJECT = "Trích yếu"
    DISPATCH_SUBJECT = "Trích yếu công văn"
    BASES = "Căn cứ ban hành"
    BODY = "Nội dung"
    PART = "Phần, Chương"
    PART_TITLE = "Tiêu đề phần, chương"
    SECTION = "Mục"
    SECTION_TITLE = "Tiêu đề mục"
    SUBSECTION = "Tiểu mục"
    SUBSECTION_TITLE = "Tiêu đề tiểu mục"
    ROMAN_SECTION = "Mục đánh số La Mã"
    ARTICLE = "Điều"
    CLAUSE = "Khoản"
    HEADED_CLAUSE = "Khoản có tiêu đề"
    POINT = "Điểm"
    AUTHORITY = "Quyền hạn của người ký"
    POSITION = "Chức vụ của người ký"
    SIGNATORY = "Họ và tên người ký"
    RECIPIENTS = "Kính gửi"
    COPIES_LABEL = "Từ Nơi nhận"
    COPIES = "Danh sách nơi nhận"
    APPENDIX = "Từ Phụ lục và số thứ tự"
    APPENDIX_TITLE = "Tiêu đề phụ lục"
    LINK_LINE = "Dòng Kèm theo"
    STAMP = "Dòng chữ ký số của cơ quan"
    URGENCY = "Dấu chỉ mức độ khẩn"
    DRAFTER = "Ký hiệu người soạn thảo, số lượng bản"
    CONTACT = "Địa chỉ liên hệ"
    CIRCULATION = "Chỉ dẫn phạm vi lưu hành"
    PAGE_NUMBER = "Số trang"


class Capitals(Enum):
    """How a component is cased."""

    UPPER = "in hoa"
    SENTENCE = "in thường"


class Alignment(Enum):
    """How the lines of a component lie."""

    LEFT = "trái"
    CENTRE = "giữa"
    RIGHT = "phải"
    JUSTIFIED = "đều hai bên"


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


@frozen
class SizeRange:
    """The type sizes allowed for a component, in points, ends included."""

    low: float
    high: float

    def allows(self, size_pt: float) -> bool:
        """Whether a size lies inside; a size is stored in half points, so there is no tolerance."""
        return self.low <= size_pt <= self.high

    def __str__(self) -> str:
        """A range as the decree writes it: "13" or "13-14"."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"


@frozen(kw_only=True)
class ComponentStyle:
    """How one component looks: a row of the instrument's style table, its `id` the row's rule id.

    `sample_pt` is the size of the instrument's own sample, taken where no size set says otherwise.
    `colour` is RRGGBB.
    """

    id: str
    component: Component
    capitals: Capitals
    size: SizeRange
    sample_pt: float
    bold: bool = False
    italic: bool = False
    alignment: Alignment = Alignment.LEFT
    colour: str = "000000"


@frozen(kw_only=True)
class SizeSet:
    """Sizes in points that move together within one document (V.fn1)."""

    name: str
    sizes: tuple[tuple[Component, float], ...]

    def size(self, component: Component) -> float | None:
        """The size of a component in this set, None when the set does not govern it."""
        return dict(self.sizes).get(component)


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


@frozen(kw_only=True)
class FixedTexts:
    """Words that the instrument prints the same in every document."""

    nation: str
    motto: str
    reference_word: str
    dispatch_subject_prefix: str
    recipients_word: str
    copies_word: str
    first_copy: str
    archive_prefix: str
    appendix_word: str
    body_end: str
    authority_prefixes: tuple[str, ...]


@frozen(kw_only=True)
class Rule:
    """One testable statement: its stable `id`, the `clause` it stands in, what it asks, its basis.

    `clause` is empty for rules of practice; `confirmed` is False for what rests on a doubtful source, which
    may inform but never fail a document.
    """

    id: str
    clause: str
    text_vi: str
    basis: Basis
    confirmed: bool = True

    @property
    def severity(self) -> Severity:
        """How a finding on this rule is reported: information when the rule is not confirmed."""
        return self.basis.severity if self.confirmed else Severity.INFO


@frozen(kw_only=True)
class Standard:
    """One legal instrument as data, with its dates of force; `in_force_until` is None while no end is known.

    One table drives the stock templates, the emitters and the checker: nobody else writes its numbers down.
    """

    name: str
    number: str
    issued: date
    in_force_from: date
    in_force_until: date | None
    font: str
    page: PageRules
    body: BodyRules
    lines: DrawnRules
    letterhead: LetterheadRules
    frames: tuple[Frame, ...]
    size_sets: tuple[SizeSet, ...]
    texts: FixedTexts
    styles: tuple[ComponentStyle, ...]
    rules: tuple[Rule, ...]
    reference_line: re.Pattern[str]
    footnote_pt: float
    table_size: SizeRange
    table_pt: float

    def style(self, component: Component) -> ComponentStyle:
        """The look of a component; KeyError when the instrument has no row for it."""
        for style in self.styles:
            if style.component is component:
                return style
        raise KeyError(component)

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def size_pt(self, component: Component, sizes: SizeSet) -> float:
        """The size congvan sets a component in, given the size set of the document."""
        governed = sizes.size(component)
        return self.style(component).sample_pt if governed is None else governed

    def coherent(self, nation_pt: float, motto_pt: float, place_and_date_pt: float) -> bool:
        """Whether the three sizes of the letterhead are one of the sets that go together (V.fn1)."""
        seen = (nation_pt, motto_pt, place_and_date_pt)
        heads = (Component.NATION, Component.MOTTO, Component.PLACE_AND_DATE)
        return any(tuple(sizes.size(head) for head in heads) == seen for sizes in self.size_sets)

    def is_in_force(self, day: date) -> bool:
        """Whether a document of this day is made under this instrument."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)
