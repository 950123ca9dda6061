"""Deadlines as a workbook: due date, who owes what to whom, working days left (bảng theo dõi)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from congvan.agenda.due import Due
from congvan.excel.stock.layout import row_height_pt
from congvan.excel.workbook import Book, Look, Properties, SetUp, Sheet
from congvan.standard import ND30

_COLUMNS = (
    ("STT", 11),
    ("Hạn cuối", 24),
    ("Giờ", 14),
    ("Bên thực hiện", 35),
    ("Việc phải làm", 36),
    ("Gửi về", 24),
    ("Số, ký hiệu", 28),
    ("Trích yếu", 36),
    ("Còn (ngày làm việc)", 17),
    ("Tệp", 27),
)
"""The columns with their widths in mm, which fill a page that lies down."""

_CENTRED = frozenset((1, 2, 3, 9))
"""Columns whose cells are centred, counted from 1: numbers, days, hours."""

_NAME = "Thời hạn"
_SIZE = 12.0
_HEADING = Look(size_pt=_SIZE, bold=True, across="center", framed=True)
_CELL = Look(size_pt=_SIZE, across="general", down="top", framed=True)


def as_workbook(due: Iterable[Due], *, today: date) -> bytes:
    """The deadlines, the next one first; days left are counted from `today`, negative when past."""
    book = Book(ND30.font, [_NAME], Properties(creator="congvan"))
    sheet = book.add(Sheet(name=_NAME, styles=book.styles, widths_mm=[width for _, width in _COLUMNS]))
    titles = [title for title, _ in _COLUMNS]
    sheet.add(
        ((column, sheet.text(title, _HEADING)) for column, title in enumerate(titles, start=1)),
        height_pt=_height(titles, bold=True),
    )
    for number, item in enumerate(in_order(due), start=1):
        values = _cells(number, item, today)
        cells = (
            (column, sheet.value(value, _look(column, value))) for column, value in enumerate(values, start=1)
        )
        sheet.add(cells, height_pt=_height(values))
    sheet.set_up = SetUp.of(ND30, landscape=True, titles=(1, 1))
    return book.data()


def _look(column: int, value: object) -> Look:
    look = evolve(_CELL, across="center") if column in _CENTRED else _CELL
    return evolve(look, number_format="dd/mm/yyyy") if isinstance(value, date) else look


def _height(values: Iterable[object], *, bold: bool = False) -> float:
    widths = (width for _, width in _COLUMNS)
    texts = zip(map(str, values), widths, strict=True)
    return row_height_pt(texts, _SIZE, ND30.body.single_line_factor, bold=bold)


def in_order(due: Iterable[Due]) -> list[Due]:
    """Deadlines by day and hour, a whole day after its hours."""
    return sorted(due, key=lambda item: (item.day, item.clock or "~", item.file, item.name))


def _cells(number: int, item: Due, today: date) -> tuple[str | int | date | None, ...]:
    left = item.working_days_left(today)
    facts = (item.owed_by, item.what, item.owed_to, item.reference, item.subject)
    return number, item.day, item.clock, *facts, left, item.file
