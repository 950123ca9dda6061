"""Any dispatch the model allows: hypothesis strategies for texts with every mark, tables, whole letters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from immutabledict import immutabledict

from congvan.model import (
    Appendix,
    Archive,
    Block,
    Cell,
    Circulation,
    Citation,
    Column,
    ColumnKind,
    Contact,
    CopyTo,
    Deadline,
    Dispatch,
    Drafter,
    Footnote,
    Group,
    Issuer,
    Letterhead,
    Level,
    LineBreak,
    Link,
    Medium,
    Orientation,
    Paragraph,
    Period,
    Recipient,
    Reference,
    Run,
    Script,
    Secrecy,
    SendAs,
    Signatory,
    Table,
    Text,
    Total,
    Urgency,
    Value,
    ValueOf,
)
from congvan.model.tables.columns import Bound
from congvan.vietnamese.dates import ClockTime, DateParts
from congvan.vietnamese.types import DOCUMENT_TYPES
from congvan.vietnamese.wording import DeadlineWording
from tests.support.any_text import any_lines, any_text


@cache
def _maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


NAMES = st.sampled_from(("tra_loi", "bao_cao", "q3", "kế_hoạch", "items", "year", "if", "x1"))
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@st.composite
def any_date_parts(draw: st.DrawFn) -> DateParts:
    """A date whose day, or day and month, may be blank."""
    day = draw(DAYS.filter(lambda day: 1000 <= day.year <= 2999))
    known = draw(st.integers(1, 3))
    return DateParts(*(day.year, day.month, day.day)[:known])


@st.composite
def _texts(draw: st.DrawFn) -> Text:
    return Text(
        draw(any_text()),
        bold=draw(st.booleans()),
        italic=draw(st.booleans()),
        script=draw(st.sampled_from(Script)),
    )


@st.composite
def _links(draw: st.DrawFn) -> Link:
    tail = draw(st.lists(st.sampled_from(list("abcđ/?=&*^~<>\\{}[]|_")), min_size=1, max_size=8).map("".join))
    target = draw(st.sampled_from(("https://a.", "http://a."))) + tail
    return Link(
        draw(st.sampled_from((target, "ten@coquan.vn"))), bold=draw(st.booleans()), italic=draw(st.booleans())
    )


@st.composite
def _values(draw: st.DrawFn, said: list[tuple[ValueOf, str, str]]) -> Value:
    of, name, part = draw(st.sampled_from(said))
    return Value(of, name, part, bold=draw(st.booleans()), italic=draw(st.booleans()))


def any_runs(
    names: dict[ValueOf, list[str]], *, notes: bool = True, breaks: bool = True
) -> st.SearchStrategy[tuple[Run, ...]]:
    """Runs of a paragraph; typed values among the names given."""
    parts = {
        ValueOf.DEADLINE: ["", "date", "time", "weekday", "full"],
        ValueOf.PERIOD: ["", "start", "short"],
        ValueOf.CITATION: ["", "full", "short"],
    }
    kinds: list[st.SearchStrategy[Run]] = [_texts(), _texts(), _links()]
    kinds += [st.just(LineBreak())] if breaks else []
    said = [(of, name, part) for of, known in names.items() for name in known for part in parts[of]]
    kinds += [_values(said)] if said else []
    if notes:
        kinds.append(any_footnote(names))
    return st.lists(st.one_of(kinds), max_size=4).map(tuple)


@st.composite
def any_footnote(draw: st.DrawFn, names: dict[ValueOf, list[str]]) -> Footnote:
    """A footnote; none of its paragraphs is a heading, which no source could say."""
    blocks = draw(st.lists(any_paragraph(names, notes=False, is_sane=True), min_size=1, max_size=3))
    return Footnote([Paragraph(block.runs, level=block.level, marker=block.marker) for block in blocks])


_MARKERS = {
    Level.PART: ("Phần I", "PHẦN THỨ NHẤT", "Phần thứ hai"),
    Level.CHAPTER: ("Chương II",),
    Level.SECTION: ("Mục 1",),
    Level.SUBSECTION: ("Tiểu mục 12",),
    Level.ROMAN_SECTION: ("I.", "XIV."),
    Level.ARTICLE: ("Điều 1.", "Điều 12a."),
    Level.CLAUSE: ("1.", "12.", "3a."),
    Level.SUBCLAUSE: ("1.1.", "2.10.3."),
    Level.POINT: ("a)", "đ)", "A)"),
    Level.DASH: ("-", "–", "•"),
    Level.PLUS: ("+",),
    Level.NOTE: ("*",),
    Level.PLAIN: ("",),
}


@st.composite
def any_paragraph(
    draw: st.DrawFn, names: dict[ValueOf, list[str]], *, notes: bool = True, is_sane: bool = False
) -> Paragraph:
    """A paragraph of any level; unless `is_sane`, its marker may be one no reader would take for it."""
    level = draw(st.sampled_from(Level))
    markers = st.sampled_from(_MARKERS[level])
    if not is_sane and level is not Level.PLAIN:
        markers = st.one_of(markers, markers, any_text())
    return Paragraph(
        draw(any_runs(names, notes=notes)), level=level, marker=draw(markers), heading=draw(st.booleans())
    )


_CELLS: dict[ColumnKind, st.SearchStrategy[Cell]] = {
    ColumnKind.STT: st.none(),
    ColumnKind.FORMULA: st.none(),
    ColumnKind.INTEGER: st.none() | st.integers(-(10**12), 10**12),
    ColumnKind.DECIMAL: st.none()
    | st.integers(-(10**9), 10**9)
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3).map(
        Decimal
    ),
    ColumnKind.DATE: st.none() | DAYS,
    ColumnKind.CHOICE: st.sampled_from((None, "có", "không", "null")),
}


@st.composite
def any_column(draw: st.DrawFn, key: str | None, kind: ColumnKind) -> Column:
    """A leaf column; a formula column reads the number column `a`."""
    low, high = draw(_BOUNDS.get(kind, st.just((None, None))))
    return Column(
        min=low,
        max=high,
        title=draw(any_lines()),
        key=key,
        kind=kind,
        unit=draw(_maybe(any_text())),
        width=draw(st.none() | st.floats(0.5, 500).map(lambda width: round(width, 2))),
        required=draw(st.booleans()),
        choices=("có", "không", "null") if kind is ColumnKind.CHOICE else (),
        formula="a + 1" if kind is ColumnKind.FORMULA else None,
    )


# Around every cell of the kind.
_BOUNDS: dict[ColumnKind, st.SearchStrategy[tuple[Bound | None, Bound | None]]] = {
    ColumnKind.INTEGER: st.tuples(st.none() | st.just(-(10**12)), st.none() | st.just(10**12)),
    ColumnKind.DECIMAL: st.tuples(
        st.none() | st.just(-(10**9)), st.none() | st.just(Decimal("1000000000.5"))
    ),
    ColumnKind.DATE: st.tuples(st.none() | st.just(date.min), st.none() | st.just(date.max)),
}


@st.composite
def any_groups(draw: st.DrawFn, rows: int) -> list[Group]:
    """Groups that share out so many rows, sometimes with groups in them."""
    if not rows or draw(st.booleans()):
        return []
    first = draw(st.integers(0, rows))
    sizes = [size for size in (first, rows - first) if size or draw(st.booleans())]
    groups = [Group(title=draw(any_lines()), size=size) for size in sizes]
    return [Group(title=draw(any_lines()), groups=groups)] if draw(st.booleans()) else groups


# A label that stood in a column it adds up would hide the sum.
_TOTALS = st.one_of(
    st.builds(Total, label=any_text(), columns=st.sampled_from(((), ("a",)))), st.just(Total(under="a"))
)


@st.composite
def any_table(draw: st.DrawFn, names: dict[ValueOf, list[str]], *, name: str | None = None) -> Table:
    """A table: sometimes bare as a pipe table, else with typed columns, groups, a total."""
    if draw(st.booleans()):
        return draw(_pipe_table(names))
    columns = [draw(any_column("a", ColumnKind.INTEGER))]
    for key in draw(st.lists(st.sampled_from(("b", "c", "đơn_vị", "name")), unique=True, max_size=3)):
        columns.append(
            draw(any_column(draw(st.sampled_from((key, None))), draw(st.sampled_from(ColumnKind))))
        )
    kinds = [column.kind for column in columns]
    rows = draw(st.lists(st.tuples(*(_cell(kind, names) for kind in kinds)), max_size=3))
    if draw(st.booleans()):
        columns = (
            [columns[0], Column(title=draw(any_text()), columns=columns[1:])] if columns[1:] else columns
        )
    return Table(
        columns=columns,
        rows=rows,
        name=name,
        title=draw(_maybe(any_text())),
        unit=draw(_maybe(any_text())),
        blank_rows=draw(st.integers(0, 3)),
        total=draw(st.none() | _TOTALS),
        column_numbers=draw(st.booleans()),
        groups=draw(any_groups(len(rows))),
        restarts=draw(st.booleans()),
    )


def _cell(kind: ColumnKind, names: dict[ValueOf, list[str]]) -> st.SearchStrategy[Cell]:
    if kind is not ColumnKind.TEXT:
        return _CELLS[kind]
    return st.one_of(st.none(), any_lines(), any_runs(names))


@st.composite
def _pipe_table(draw: st.DrawFn, names: dict[ValueOf, list[str]]) -> Table:
    width = draw(st.integers(1, 3))
    cell = st.one_of(st.none(), any_text(), any_runs(names, breaks=False))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=3))
    return Table(columns=[Column(title=draw(any_text())) for _ in range(width)], rows=rows)


def any_blocks(names: dict[ValueOf, list[str]], *, min_size: int = 0) -> st.SearchStrategy[list[Block]]:
    """Blocks of a body or an appendix."""
    block: st.SearchStrategy[Block] = st.one_of(
        any_paragraph(names),
        any_paragraph(names, is_sane=True),
        any_paragraph(names, is_sane=True),
        any_table(names),
    )
    return st.lists(block, min_size=min_size, max_size=4)


@st.composite
def any_appendix(draw: st.DrawFn, name: str | None, names: dict[ValueOf, list[str]]) -> Appendix:
    """An appendix of blocks or of tables; attached files are left out, their bytes stand in no source."""
    has_tables = draw(st.booleans())
    sent = [SendAs.LETTER, SendAs.DOCUMENT, *((SendAs.WORKBOOK, SendAs.BOTH) if has_tables else ())]
    tables = draw(st.lists(any_table(names), min_size=1, max_size=2)) if has_tables else []
    letterhead = st.builds(
        Letterhead,
        parent=_maybe(any_text()),
        name=_maybe(any_text()),
        place=_maybe(any_text()),
        date=st.none() | any_date_parts(),
    )
    return Appendix(
        name=name,
        title=draw(_maybe(any_text())),
        blocks=() if has_tables else draw(any_blocks(names, min_size=1)),
        tables=tables,
        send_as=draw(st.sampled_from(sent)),
        orientation=draw(st.sampled_from(Orientation)),
        link_line=draw(st.booleans()),
        letterhead=draw(st.none() | letterhead),
    )


# The model takes a leading V/v off, which alone would leave nothing.
_SUBJECTS = any_text().map(lambda text: f"{text}.")
_COUNTS = st.none() | st.integers(1, 999)
_ISSUERS = st.builds(Issuer, any_text(), _maybe(any_text()), place=any_text(blank=True))
_SIGNATORIES = st.builds(
    Signatory, authority=st.lists(any_text(), max_size=2), position=any_text(), name=any_text()
)
_DEADLINES = st.builds(
    Deadline,
    date=DAYS,
    time=st.none() | st.builds(ClockTime, st.integers(0, 23), st.integers(0, 59)) | st.just(ClockTime(24)),
    wording=st.sampled_from(DeadlineWording),
    owed_by=_maybe(any_text()),
    what=_maybe(any_text()),
)
_PERIODS = st.builds(Period, start=DAYS, end=DAYS, report=_maybe(any_text()), due=st.none() | DAYS)
_CITATIONS = st.builds(
    Citation,
    type=any_text(),
    reference=_maybe(any_text()),
    date=st.none() | DAYS,
    issuer=_maybe(any_text()),
    subject=_maybe(any_text()),
)
_CONTACTS = st.builds(
    Contact,
    address=any_text(),
    phone=_maybe(any_text()),
    fax=_maybe(any_text()),
    email=_maybe(any_text()),
    website=_maybe(any_text()),
)


@st.composite
def any_dispatch(draw: st.DrawFn) -> Dispatch:
    """Any dispatch without attached files."""
    deadlines = draw(st.dictionaries(NAMES, _DEADLINES, max_size=2))
    periods = draw(st.dictionaries(NAMES, _PERIODS, max_size=2))
    citations = draw(st.dictionaries(NAMES, _CITATIONS, max_size=2))
    names = {
        ValueOf.DEADLINE: sorted(deadlines),
        ValueOf.PERIOD: sorted(periods),
        ValueOf.CITATION: sorted(citations),
    }
    appendix_names = draw(st.lists(NAMES, unique=True, max_size=2))
    return Dispatch(
        type=draw(st.sampled_from(DOCUMENT_TYPES)),
        issuer=draw(st.lists(_ISSUERS, min_size=1, max_size=2)),
        reference=Reference(
            draw(st.sampled_from(("SNV-CCHC", "UBND-VX"))), draw(st.sampled_from((None, 5, "15a")))
        ),
        date=draw(any_date_parts()),
        subject=draw(_SUBJECTS),
        recipients=draw(
            st.lists(st.builds(Recipient, any_text(), st.lists(any_text(), max_size=2)), max_size=3)
        ),
        bases=draw(st.lists(any_paragraph(names), max_size=2)),
        body=draw(any_blocks(names)),
        deadlines=immutabledict(deadlines),
        periods=immutabledict(periods),
        citations=immutabledict(citations),
        signatory=draw(st.lists(_SIGNATORIES, min_size=1, max_size=2)),
        copies_to=draw(st.lists(st.builds(CopyTo, any_text(), _maybe(any_text())), max_size=3)),
        archive=draw(
            st.none() | st.builds(Archive, st.lists(any_text(), max_size=2), _maybe(any_text()), _COUNTS)
        ),
        appendices=[draw(any_appendix(name, names)) for name in appendix_names],
        medium=draw(st.sampled_from(Medium)),
        urgency=draw(st.none() | st.sampled_from(Urgency)),
        secrecy=draw(st.none() | st.sampled_from(Secrecy)),
        circulation=draw(st.none() | st.sampled_from(Circulation)),
        drafter=draw(st.none() | st.builds(Drafter, any_text(), _COUNTS)),
        contact=draw(st.none() | _CONTACTS),
        draft=draw(_maybe(any_text())),
        one_workbook=draw(st.booleans()),
    )
