"""Annexes rendered and read back, for tests of what they say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congvan.excel import annex
from congvan.model import (
    Appendix,
    Column,
    ColumnKind,
    SendAs,
    Table,
    Total,
    printed,
)
from congvan.standard import ND30
from tests.support.small import small_dispatch

STT = Column(title="STT", kind=ColumnKind.STT)
NAME = Column(title="Đơn vị", key="don_vi")
MORNING = Column(title="Sáng", key="sang", kind=ColumnKind.INTEGER)
AFTERNOON = Column(title="Chiều", key="chieu", kind=ColumnKind.INTEGER)
SUM = Column(title="Cộng", key="cong", kind=ColumnKind.FORMULA, formula="sang + chieu")
MONEY = Column(title="Kinh phí", unit="nghìn đồng", key="tien", kind=ColumnKind.DECIMAL)
DAY = Column(title="Ngày", key="ngay", kind=ColumnKind.DATE)
WAY = Column(title="Hình thức", key="cach", kind=ColumnKind.CHOICE, choices=("Trực tiếp", "Trực tuyến"))

REGISTRATION = Table(
    title="Biểu mẫu 1",
    unit="buổi",
    columns=(STT, NAME, Column(title="Số buổi", columns=(MORNING, AFTERNOON, SUM)), MONEY, DAY, WAY),
    rows=(
        (None, "Sở Y tế", 2, 1200, None, Decimal("12.5"), date(2027, 4, 5), "Trực tiếp"),
        (None, "Sở Tài chính", 3, None, None, Decimal("1.75"), None, None),
    ),
    blank_rows=2,
    total=Total(label="Tổng cộng", under="don_vi", columns=("sang", "chieu", "cong", "tien")),
)
MANY = Table(columns=(STT, NAME, MORNING), rows=[(None, f"Xã số {n}", n) for n in range(1, 2501)])


OF_THE_APPENDIX = ("title", "orientation", "link_line", "letterhead")


def annex_of(*tables: Table, standing: int = 1, **changes: Any) -> bytes:
    """The workbook of the last of `standing` appendices; `changes` are of it or of the dispatch."""
    own: dict[str, Any] = {"title": "Danh sách đăng ký"}
    own |= {key: changes.pop(key) for key in OF_THE_APPENDIX if key in changes}
    appendix = Appendix(tables=tables, send_as=SendAs.WORKBOOK, **own)
    dispatch = small_dispatch(appendices=[appendix] * standing, **changes)
    return annex(printed(dispatch), standing - 1, standard=ND30)


def book_of(*tables: Table, values: bool = False, **changes: Any) -> Workbook:
    return load_workbook(BytesIO(annex_of(*tables, **changes)), rich_text=True, data_only=values)


def sheet_of(*tables: Table, **changes: Any) -> Worksheet:
    sheet: Worksheet = book_of(*tables, **changes).worksheets[0]
    return sheet


def words(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def place_of(sheet: Worksheet, text: str) -> Any:
    """The first cell that says just this."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def data(sheet: Worksheet, count: int) -> list[list[Any]]:
    """The rows below the headings, which are the rows to repeat."""
    last_heading = int(str(sheet.print_title_rows).rpartition("$")[2])
    rows = sheet.iter_rows(min_row=last_heading + 1, max_row=last_heading + count)
    return [[cell.value for cell in row] for row in rows]
