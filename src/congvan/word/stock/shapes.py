"""How each style of the stock template lies: its row in the standard's table, its spacing and indents."""

from __future__ import annotations

from attrs import evolve, frozen

from congvan.standard import Component, Standard
from congvan.word.looks import IN_SIZE_SETS, IN_TABLES, Family, Look
from congvan.word.markup import Alignment, Indent, Spacing


@frozen(kw_only=True)
class Shape:
    """A paragraph style: what the standard's row says, and what only layout says (None: as the parent style).

    `parent` None is Word's own Normal. `caps` prints in capitals what is typed in any case.
    """

    look: Look
    family: Family = Family.ORDINARY
    parent: Look | None = None
    component: Component | None = None
    size_pt: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool = False
    colour: str | None = None
    alignment: Alignment | None = None
    spacing: Spacing | None = None
    indent: Indent | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    rule_pt: float | None = None


_ALIGNMENTS: dict[str, Alignment] = {"trái": "left", "giữa": "center", "phải": "right", "đều hai bên": "both"}

_OF_HEAD: dict[Look, Component] = {
    Look.NATION: Component.NATION,
    Look.MOTTO: Component.MOTTO,
    Look.PARENT: Component.PARENT,
    Look.ISSUER: Component.ISSUER,
    Look.PLACE_AND_DATE: Component.PLACE_AND_DATE,
    Look.SUBJECT: Component.DISPATCH_SUBJECT,
    Look.REFERENCE: Component.REFERENCE,
}
_TITLES: dict[Look, Component] = {
    Look.PART: Component.PART,
    Look.CHAPTER: Component.PART,
    Look.SECTION: Component.SECTION,
    Look.SUBSECTION: Component.SUBSECTION,
    Look.PART_TITLE: Component.PART_TITLE,
    Look.CHAPTER_TITLE: Component.PART_TITLE,
    Look.SECTION_TITLE: Component.SECTION_TITLE,
    Look.SUBSECTION_TITLE: Component.SUBSECTION_TITLE,
}
_LIKE_PLAIN: dict[Look, Component] = {
    Look.BASES: Component.BASES,
    Look.ROMAN_SECTION: Component.ROMAN_SECTION,
    Look.ARTICLE: Component.ARTICLE,
    Look.CLAUSE: Component.CLAUSE,
    Look.HEADED_CLAUSE: Component.HEADED_CLAUSE,
    Look.SUBCLAUSE: Component.CLAUSE,
    Look.POINT: Component.POINT,
    Look.DASH: Component.POINT,
    Look.PLUS: Component.POINT,
    Look.NOTE: Component.BODY,
}
_HEADINGS = (Look.ROMAN_SECTION, Look.ARTICLE, Look.HEADED_CLAUSE)

# Above what stands apart from the text before it, in points.
_APART, _CLOSE, _TOUCHING = 6.0, 3.0, 0.0
_BEFORE_RECIPIENTS, _BEFORE_TITLE, _GAP = 18.0, 12.0, 10.0
_DASH_MM = 2.2


def shapes(standard: Standard) -> tuple[Shape, ...]:
    """Every paragraph style of the contract, in the order of Word's gallery."""
    made = (
        *_head(standard),
        *_marks(standard),
        *_recipients(standard),
        *_body(standard),
        *_signature(standard),
        *_appendix(),
        *_table(standard),
    )
    return tuple(_filled(shape, standard) for shape in made)


def _filled(shape: Shape, standard: Standard) -> Shape:
    """The shape with what the standard's row says of size, weight, capitals, colour and alignment."""
    if shape.component is None:
        return shape
    row = standard.style(shape.component)
    sets = sorted(standard.size_sets, key=lambda sizes: sizes.size(Component.NATION) or 0.0)
    sizes = sets[-1] if shape.family is Family.LARGE else sets[0]
    like_parent = shape.parent is Look.PLAIN and row.sample_pt == standard.style(Component.BODY).sample_pt
    return evolve(
        shape,
        size_pt=shape.size_pt or (None if like_parent else standard.size_pt(shape.component, sizes)),
        bold=True if row.bold else shape.bold,
        italic=True if row.italic else shape.italic,
        caps=shape.caps,
        colour=shape.colour or (None if row.colour == "000000" else row.colour),
        alignment=shape.alignment or (None if shape.parent else _ALIGNMENTS[row.alignment.value]),
    )


def _head(standard: Standard) -> list[Shape]:
    before = {
        Look.REFERENCE: _CLOSE,
        Look.PLACE_AND_DATE: _CLOSE,
        Look.SUBJECT: standard.letterhead.subject_gap_pt,
    }
    ordinary = [
        Shape(look=look, component=component, spacing=Spacing(before_pt=before.get(look, _TOUCHING)))
        for look, component in _OF_HEAD.items()
    ]
    large = [evolve(shape, family=Family.LARGE) for shape in ordinary if shape.look in IN_SIZE_SETS]
    return [*ordinary, *large, *_lines(standard)]


def _lines(standard: Standard) -> list[Shape]:
    """A rule is the upper border of a low line; a spacer is as low as a line can be, a gap is to be seen."""
    thickness = standard.lines.thickness_pt.chosen
    rule = Spacing(before_pt=_CLOSE, line_pt=3)
    return [
        Shape(look=Look.RULE, size_pt=1, spacing=rule, rule_pt=thickness),
        Shape(look=Look.SPACER, size_pt=1, spacing=Spacing(line_pt=1)),
        Shape(look=Look.GAP, size_pt=1, spacing=Spacing(line_pt=_GAP)),
    ]


def _marks(standard: Standard) -> list[Shape]:
    height = min(frame.height_mm for frame in standard.frames) / 25.4 * 72
    size = standard.style(Component.REFERENCE).sample_pt
    return [
        Shape(look=Look.DRAFT, size_pt=size, bold=True, alignment="center", spacing=Spacing(after_pt=_APART)),
        Shape(look=Look.SECRECY, spacing=Spacing(before_pt=_APART, line_pt=height)),
        Shape(look=Look.URGENCY, component=Component.URGENCY),
        Shape(look=Look.CIRCULATION, component=Component.CIRCULATION),
        Shape(look=Look.CONTACT, component=Component.CONTACT),
        Shape(look=Look.DRAFTER, component=Component.DRAFTER, alignment="right", indent=Indent(right_mm=10)),
        Shape(look=Look.PAGE_NUMBER, component=Component.PAGE_NUMBER),
        Shape(look=Look.STAMP, component=Component.STAMP, spacing=Spacing(after_pt=_BEFORE_TITLE)),
    ]


def _recipients(standard: Standard) -> list[Shape]:
    head = standard.letterhead
    return [
        Shape(
            look=Look.RECIPIENTS,
            component=Component.RECIPIENTS,
            spacing=Spacing(before_pt=_BEFORE_RECIPIENTS, after_pt=_TOUCHING),
            indent=Indent(left_mm=head.recipients_first_line_mm),
        ),
        Shape(
            look=Look.RECIPIENT_LIST,
            component=Component.RECIPIENTS,
            indent=Indent(left_mm=head.recipients_list_indent_mm),
        ),
    ]


def _body(standard: Standard) -> list[Shape]:
    rules = standard.body
    plain = Shape(
        look=Look.PLAIN,
        component=Component.BODY,
        spacing=Spacing(before_pt=rules.gap_pt.chosen, line_multiple=rules.line_spacing.chosen),
        indent=Indent(first_line_mm=rules.first_line_mm),
    )
    return [
        plain,
        *(_like_plain(look, component) for look, component in _LIKE_PLAIN.items()),
        *(_title(look, component) for look, component in _TITLES.items()),
        Shape(look=Look.FOOTNOTE, size_pt=standard.footnote_pt, alignment="both"),
    ]


def _like_plain(look: Look, component: Component) -> Shape:
    heads = look in _HEADINGS or None
    caps = look is Look.ROMAN_SECTION
    return Shape(
        look=look, component=component, parent=Look.PLAIN, caps=caps, keep_next=heads, keep_lines=heads
    )


def _title(look: Look, component: Component) -> Shape:
    """The marker's line stands apart from the text before, the title close under its marker."""
    caps = look in (Look.PART_TITLE, Look.CHAPTER_TITLE, Look.SECTION_TITLE, Look.SUBSECTION_TITLE)
    return Shape(
        look=look,
        component=component,
        caps=caps,
        spacing=Spacing(before_pt=_TOUCHING if caps else _BEFORE_TITLE),
        keep_next=True,
        keep_lines=True,
    )


def _signature(standard: Standard) -> list[Shape]:
    # Not exact: a picture of the signature set into this line must not be cut off.
    room = Spacing(line_pt=standard.letterhead.signature_gap_pt, line_rule="atLeast")
    dash = Indent(left_mm=_DASH_MM, first_line_mm=-_DASH_MM)
    return [
        Shape(look=Look.COPIES_LABEL, component=Component.COPIES_LABEL, keep_next=True),
        Shape(look=Look.COPIES, component=Component.COPIES, indent=dash),
        Shape(look=Look.AUTHORITY, component=Component.AUTHORITY, keep_next=True),
        Shape(look=Look.POSITION, component=Component.POSITION, keep_next=True),
        Shape(look=Look.SIGNING_SPACE, alignment="center", spacing=room, keep_next=True),
        Shape(look=Look.SIGNATORY, component=Component.SIGNATORY),
    ]


def _appendix() -> list[Shape]:
    return [
        Shape(look=Look.APPENDIX, component=Component.APPENDIX, keep_next=True),
        Shape(look=Look.APPENDIX_TITLE, component=Component.APPENDIX_TITLE, keep_next=True),
        Shape(look=Look.LINK_LINE, component=Component.LINK_LINE, keep_next=True),
    ]


def _table(standard: Standard) -> list[Shape]:
    cell = Spacing(before_pt=2, after_pt=2)
    size, small = standard.table_pt, standard.table_size.low + 1
    ordinary = [
        Shape(
            look=Look.HEADING_CELL, size_pt=size, bold=True, alignment="center", spacing=cell, keep_next=True
        ),
        Shape(look=Look.CELL, size_pt=size, alignment="left", spacing=cell),
    ]
    assert tuple(shape.look for shape in ordinary) == IN_TABLES
    return [
        Shape(
            look=Look.TABLE_TITLE,
            size_pt=size,
            bold=True,
            alignment="center",
            spacing=Spacing(before_pt=_BEFORE_TITLE, after_pt=_APART),
            keep_next=True,
        ),
        Shape(
            look=Look.UNIT,
            size_pt=size,
            italic=True,
            alignment="right",
            spacing=Spacing(before_pt=_CLOSE, after_pt=_CLOSE),
            keep_next=True,
        ),
        *ordinary,
        *(evolve(shape, family=Family.SMALL, size_pt=small) for shape in ordinary),
    ]
