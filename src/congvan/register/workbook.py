"""The register as a workbook in the decree's layout (ND30-PL4-I)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from congvan.excel.stock.layout import row_height_pt
from congvan.excel.workbook import Book, Look, Properties, SetUp, address
from congvan.excel.workbook import Sheet as Worksheet
from congvan.register.entries import Entry, State
from congvan.register.series import Series
from congvan.standard import ND30
from congvan.vietnamese.dates import short_date

COLUMNS = (
    ("Số, ký hiệu văn bản", 18),
    ("Ngày tháng văn bản", 19),
    ("Tên loại và trích yếu nội dung văn bản", 31),
    ("Người ký", 18),
    ("Nơi nhận văn bản", 15),
    ("Đơn vị, người nhận bản lưu", 23),
    ("Số lượng bản", 17),
    ("Ngày chuyển", 20),
    ("Ký nhận", 15),
    ("Ghi chú", 12),
)
"""The ten columns in order, with the widths in mm that the form gives them on a portrait page."""

_TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
_SIZE = 12.0
_TITLE_SIZE = 14.0
_DAY = "dd/mm/yyyy"
_LONGEST_TITLE = 31
_RESERVED = "Số đã giữ, chưa phát hành"
_VOID = "Số hủy"
_INSERTED = "Số chèn"

_CENTRED = frozenset({2, 7, 8})
"""Columns whose cells are centred, counted from 1: the days, and the number of copies."""

_CELL = Look(size_pt=_SIZE, across="left", down="top", framed=True)
_HEADING = Look(size_pt=_SIZE, across="center", framed=True)
_LOOKS = tuple(
    evolve(_CELL, across="center" if column in _CENTRED else "left") for column in range(1, len(COLUMNS) + 1)
)


@frozen
class Sheet:
    """One series and its lines, as one sheet."""

    series: Series
    entries: tuple[Entry, ...]


def workbook(sheets: Iterable[Sheet], *, parent: str | None) -> bytes:
    """The workbook of several series, the same bytes for the same lines."""
    listed = list(sheets)
    titles: set[str] = set()
    names = [_sheet_title(sheet.series, titles) for sheet in listed] or [_TITLE.capitalize()]
    book = Book(ND30.font, names, Properties(creator="congvan"))
    for name in names:
        book.add(Worksheet(name=name, styles=book.styles))
    for written, sheet in zip(book.sheets, listed, strict=False):
        _write(written, sheet, parent)
    return book.data()


def _sheet_title(series: Series, taken: set[str]) -> str:
    """A name of at most 31 letters, used once: `2027`, `2027 quyết định`, `2027 mật`."""
    words = (str(series.year), series.type.name if series.type else "", "mật" if series.secret else "")
    wanted = " ".join(word for word in words if word)
    name = wanted
    while name in taken:
        number = len(taken) + 1
        name = f"{wanted[: _LONGEST_TITLE - 4]} {number}"
    taken.add(name)
    return name


def _write(sheet: Worksheet, content: Sheet, parent: str | None) -> None:
    _write_head(sheet, content, parent)
    sheet.widths_mm = widths = _widths()
    top = sheet.row
    _write_headings(sheet, widths)
    for entry in content.entries:
        values = tuple(_values(entry))
        said = zip(values, widths, strict=True)
        texts = [(value, width) for value, width in said if isinstance(value, str)]
        height = row_height_pt(texts, _SIZE, ND30.body.single_line_factor)
        sheet.add(
            (
                (column, sheet.value(value, evolve(look, number_format=_DAY) if _is_day(value) else look))
                for column, (value, look) in enumerate(zip(values, _LOOKS, strict=True), start=1)
            ),
            height_pt=height,
        )
    # A4 lying down, headings on every page (XLSX-1, 7, 9).
    sheet.set_up = SetUp.of(ND30, landscape=True, titles=(top, top + 1))


def _is_day(value: object) -> bool:
    return isinstance(value, date)


def _write_head(sheet: Worksheet, content: Sheet, parent: str | None) -> None:
    """What stands on the cover of a printed register, and an empty row."""
    series, entries = content.series, content.entries
    kind = f" {series.type.name.upper()}" if series.type else ""
    secret = " MẬT" if series.secret else ""
    days = [entry.date for entry in entries if entry.state is not State.VOID]
    first, last = (str(entries[place].number) for place in (0, -1)) if entries else ("", "")
    lines = (
        (parent.upper() if parent else None, _SIZE, False),
        (series.issuer.upper(), _SIZE, True),
        (f"{_TITLE}{secret}{kind and ':'}{kind}", _TITLE_SIZE, True),
        (f"Năm: {series.year}", _SIZE, False),
        (f"Từ ngày {_day(days, min)} đến ngày {_day(days, max)}", _SIZE, False),
        (f"Từ số {first} đến số {last}", _SIZE, False),
        ("Quyển số:", _SIZE, False),
    )
    for text, size, bold in lines:
        if text:
            row, look = sheet.row, Look(size_pt=size, bold=bold, across="center", wrapped=False)
            sheet.merge(address(1, row), address(len(COLUMNS), row))
            sheet.add([(1, sheet.text(text, look))])
    sheet.add(())


def _day(days: Sequence[date], choose: Callable[[Sequence[date]], date]) -> str:
    return short_date(choose(days)) if days else "        "


def _write_headings(sheet: Worksheet, widths: Sequence[float]) -> None:
    titles = [title for title, _ in COLUMNS]
    texts = list(zip(titles, widths, strict=True))
    height = row_height_pt(texts, _SIZE, ND30.body.single_line_factor, bold=True)
    bold, italic = evolve(_HEADING, bold=True), evolve(_HEADING, italic=True)
    columns = range(1, len(COLUMNS) + 1)
    sheet.add(((column, sheet.text(titles[column - 1], bold)) for column in columns), height_pt=height)
    sheet.add((column, sheet.text(f"({column})", italic)) for column in columns)


def _values(entry: Entry) -> Iterator[str | int | date | None]:
    """The ten cells of a line; what was never issued keeps its number, and says why."""
    entered = entry.particulars
    yield entry.reference
    yield entry.date if entry.state is not State.VOID else None
    yield entered.title if entered else None
    yield entered.signatory if entered else None
    yield entered.recipients if entered else None
    yield entered.archive if entered else None
    yield entry.copies if entered else None
    yield entry.transferred
    yield entry.receipt or None
    yield "; ".join(_notes(entry)) or None


def _notes(entry: Entry) -> Iterator[str]:
    if entry.state is State.RESERVED:
        yield _RESERVED
    if entry.state is State.VOID:
        yield f"{_VOID}: {entry.reason}"
    if entry.insertion is not None:
        yield f"{_INSERTED}: {entry.insertion}"
    if entry.note:
        yield entry.note


def _widths() -> tuple[float, ...]:
    """The columns in mm, in the form's proportions, over a page that lies down."""
    page = ND30.page
    width = page.height_mm - page.margin_left_mm - page.margin_right_mm
    total = sum(share for _, share in COLUMNS)
    return tuple(width * share / total for _, share in COLUMNS)
