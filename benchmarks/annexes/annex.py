"""The annex that every way makes: its rows, its headings, and the template with one row in place of all."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import frozen

KEYS = ("stt", "ho_ten", "don_vi", "so_luong", "don_gia", "diem", "ngay", "xep_loai", "ghi_chu", "ty_le")
HEADINGS = tuple(f"Cột {number}" for number in range(1, 11))
FORMATS = ("0", "@", "@", "#,##0", "#,##0.00", "0.0", "dd/mm/yyyy", "@", "@", "0.00")
TITLE = "DANH SÁCH ĐĂNG KÝ"
SUMMED = (3, 4)
MERGED = ("A1:J1", *(f"{letter}3:{letter}4" for letter in "ABCGHIJ"), "D3:F3")
GROUP = "Số lượng, đơn giá, điểm"
HEAD, FIRST = 3, 5
"""The first of two rows of headings, and the first row of data, counted from 1."""
Row = dict[str, Any]


@frozen
class Task:
    """One annex to be made: how many rows, the file or None for bytes, and whether texts never come again."""

    count: int
    path: str | None = None
    fresh: bool = False

    def rows(self, keys: Sequence[str] = KEYS) -> Iterator[Row]:
        """The rows under these keys: whole numbers, decimals, days, texts."""
        return rows(self.count, keys, fresh=self.fresh)

    @property
    def totals(self) -> list[str | None]:
        """The row below the data."""
        last = FIRST + self.count - 1
        sums = [f"=SUM({letter}{FIRST}:{letter}{last})" for letter in "ABCDEFGHIJ"]
        found = [each if index in SUMMED else None for index, each in enumerate(sums)]
        found[1] = "Tổng"
        return found


def rows(count: int, keys: Sequence[str] = KEYS, *, fresh: bool = False) -> Iterator[Row]:
    """Rows of ten cells under these keys; `fresh` for names and notes of which no two are the same."""
    a, b, c, d, e, f, g, h, i, j = keys
    names, notes = (count or 1, count or 1) if fresh else (700, 1000)
    for number in range(count):
        yield {
            a: number + 1,
            b: f"Nguyễn Văn {number % names}",
            c: f"Phòng số {number % 40}",
            d: number % 900 + 1,
            e: (number % 5000) * 12.25,
            f: number % 10 + 0.5,
            g: date(2027, 1 + number % 12, 1 + number % 28),
            h: ("Đạt", "Khá", "Tốt")[number % 3],
            i: f"ghi chú {number % notes} & <b>",
            j: (number % 97) / 97,
        }


def _styled(sheet: Any, line: int, *, bold: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    edge = Side(style="thin")
    for column in range(1, 11):
        cell = sheet.cell(line, column)
        cell.border = Border(edge, edge, edge, edge)
        cell.font = Font(name="Times New Roman", size=12, bold=bold)
        cell.alignment = Alignment(vertical="center", wrap_text=column in (2, 3, 9))
        if line >= FIRST:
            cell.number_format = FORMATS[column - 1]


def template(*, tags: tuple[str, str] | None, value: str = "{{{{ row.{0} }}}}") -> bytes:
    """The annex with one row in place of all, and the total below; `tags` stand around that row."""
    import openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Phụ lục"
    sheet["A1"] = TITLE
    sheet["D3"] = GROUP
    sample = FIRST + bool(tags)
    total = sample + 1 + bool(tags)
    if tags:
        sheet.cell(sample - 1, 1, tags[0])
        sheet.cell(sample + 1, 1, tags[1])
    for column, heading in enumerate(HEADINGS, 1):
        letter = "ABCDEFGHIJ"[column - 1]
        sheet[f"{letter}{4 if letter in 'DEF' else 3}"] = heading
        sheet.cell(sample, column, value.format(KEYS[column - 1]))
        if column - 1 in SUMMED:
            sheet.cell(total, column, f"=SUM({letter}{sample}:{letter}{sample})")
    for line in (3, 4, sample, total):
        _styled(sheet, line, bold=line != sample)
    for area in MERGED:
        sheet.merge_cells(area)
    sheet.cell(total, 2, "Tổng")
    sheet.row_dimensions[sample].height = 24
    sheet.print_title_rows = "3:4"
    sheet.print_area = f"A1:J{total}"
    sheet.page_setup.orientation = "landscape"
    sheet.add_data_validation(DataValidation(type="list", formula1='"Đạt,Khá,Tốt"', sqref=f"H{sample}"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
