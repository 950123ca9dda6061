"""What may be typed into an open cell, told as one types (kiểm tra khi nhập)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from congvan.excel.workbook import Book, Rule
from congvan.model import Column, ColumnKind

_LARGEST = 999_999_999_999_999
"""The largest number whose every digit Excel keeps."""

_LAST_DAY = 2_958_465
"""31/12/9999 as Excel counts days."""

_BOUNDS: dict[ColumnKind, tuple[str, int, int]] = {
    ColumnKind.INTEGER: ("whole", -_LARGEST, _LARGEST),
    ColumnKind.DECIMAL: ("decimal", -_LARGEST, _LARGEST),
    ColumnKind.DATE: ("date", 61, _LAST_DAY),
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
    ColumnKind.INTEGER: "Nhập số nguyên.",
    ColumnKind.DECIMAL: "Nhập số.",
    ColumnKind.DATE: "Nhập ngày, ví dụ 05/3/2027.",
    ColumnKind.CHOICE: "Chọn trong danh sách.",
    ColumnKind.TEXT: "Nhập nội dung.",
}
_REQUIRED = "Bắt buộc"
_OPTIONAL = "Cách điền"


def rule_of(book: Book, leaf: Column, places: Iterable[str]) -> Rule | None:
    """The rule of the open cells of a column; None for text that may be left out."""
    if leaf.kind is ColumnKind.TEXT and not leaf.required:
        return None
    kind, formulas = _limits(book, leaf)
    return Rule(
        places=tuple(places),
        kind=kind,
        formulas=formulas,
        prompt=(_REQUIRED if leaf.required else _OPTIONAL, _ASKED[leaf.kind]),
        error=_WRONG.get(leaf.kind),
    )


def _limits(book: Book, leaf: Column) -> tuple[str | None, tuple[str, ...]]:
    if leaf.kind is ColumnKind.CHOICE:
        return "list", (book.choices(leaf.choices),)
    if leaf.kind not in _BOUNDS:
        return None, ()
    kind, least, most = _BOUNDS[leaf.kind]
    return kind, (str(least), str(most))


def runs_of(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Rows as stretches of neighbours, first and last: 1, 2, 3, 5 is 1 to 3 and 5 to 5."""
    found = []
    for _, group in groupby(enumerate(sorted(rows)), key=lambda item: item[1] - item[0]):
        stretch = [row for _, row in group]
        found.append((stretch[0], stretch[-1]))
    return tuple(found)
