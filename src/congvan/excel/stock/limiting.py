"""What may be typed into the cells of a column, told as one types (kiểm tra khi nhập)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from congvan.excel.markup import EPOCH
from congvan.excel.workbook import Book, Rule
from congvan.model import Column, ColumnKind
from congvan.model.tables.columns import Bound
from congvan.vietnamese.dates import short_date
from congvan.vietnamese.numbers import grouped

_LARGEST = 999_999_999_999_999
"""The largest number whose every digit Excel keeps."""

_FIRST_DAY = 61
"""01/3/1900, the first day that every spreadsheet counts alike."""

_LAST_DAY = 2_958_465
"""31/12/9999 as Excel counts days."""

_WIDEST: dict[ColumnKind, tuple[str, int, int]] = {
    ColumnKind.INTEGER: ("whole", -_LARGEST, _LARGEST),
    ColumnKind.DECIMAL: ("decimal", -_LARGEST, _LARGEST),
    ColumnKind.DATE: ("date", _FIRST_DAY, _LAST_DAY),
}
_WRONG: dict[ColumnKind, tuple[str, str]] = {
    ColumnKind.INTEGER: (
        "Cần một số nguyên",
        "Ô này chỉ nhận số nguyên, không kèm chữ, đơn vị tính hay dấu cách.",
    ),
    ColumnKind.DECIMAL: (
        "Cần một số",
        "Ô này chỉ nhận số, không kèm chữ, đơn vị tính hay dấu cách.",
    ),
    ColumnKind.DATE: ("Cần một ngày", "Hãy nhập ngày, tháng, năm, ví dụ 05/3/2027."),
    ColumnKind.CHOICE: ("Giá trị không có trong danh sách", "Hãy chọn một giá trị trong danh sách của ô."),
}
_ASKED: dict[ColumnKind, str] = {
    ColumnKind.INTEGER: "Nhập số nguyên",
    ColumnKind.DECIMAL: "Nhập số",
    ColumnKind.DATE: "Nhập ngày, ví dụ 05/3/2027",
    ColumnKind.CHOICE: "Chọn trong danh sách",
    ColumnKind.TEXT: "Nhập nội dung",
}
_REQUIRED = "Bắt buộc"
_OPTIONAL = "Cách điền"


def limits_rule(book: Book, leaf: Column, places: Iterable[str]) -> Rule | None:
    """The rule of cells that take some values only: of a list, between bounds, numbers, days.

    None for text, which may be anything.
    """
    if leaf.kind is ColumnKind.CHOICE:
        return Rule(
            places=tuple(places), kind="list", formulas=(book.choices(leaf.choices),), error=_wrong(leaf)
        )
    if leaf.kind in _WIDEST:
        kind, formulas = _bounds(leaf)
        return Rule(places=tuple(places), kind=kind, formulas=formulas, error=_wrong(leaf))
    return None


def asked(leaf: Column) -> tuple[str, str]:
    """What is shown on a cell to fill in: whether it must be, and how."""
    span = _span(leaf)
    asks = f"{_ASKED[leaf.kind]}, {span}." if span else f"{_ASKED[leaf.kind]}."
    return (_REQUIRED if leaf.required else _OPTIONAL), asks


def _bounds(leaf: Column) -> tuple[str, tuple[str, str]]:
    kind, least, most = _WIDEST[leaf.kind]
    low, high = _written(leaf.min), _written(leaf.max)
    return kind, (low or str(least), high or str(most))


def _written(bound: Bound | None) -> str | None:
    if isinstance(bound, date):
        return str(max(_FIRST_DAY, bound.toordinal() - EPOCH))
    if isinstance(bound, Decimal):
        return f"{bound:f}"
    return None if bound is None else str(bound)


def _wrong(leaf: Column) -> tuple[str, str]:
    title, text = _WRONG[leaf.kind]
    span = _span(leaf)
    return title, f"{text} Giá trị {span}." if span else text


def _span(leaf: Column) -> str:
    """`từ 0 đến 100`, `từ 0 trở lên`, `không quá 100`; empty without bounds."""
    low, high = _shown(leaf.min), _shown(leaf.max)
    if low and high:
        return f"từ {low} đến {high}"
    if low:
        return f"từ {low} trở lên" if leaf.kind is not ColumnKind.DATE else f"từ {low} trở đi"
    if high:
        return f"không quá {high}" if leaf.kind is not ColumnKind.DATE else f"không sau {high}"
    return ""


def _shown(bound: Bound | None) -> str:
    if isinstance(bound, date):
        return short_date(bound)
    return "" if bound is None else grouped(bound)
