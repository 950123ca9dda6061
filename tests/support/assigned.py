"""A dispatch whose forms are shared out among invented units."""

from __future__ import annotations

from datetime import date
from typing import Any

from congvan.model import (
    Appendix,
    Assignment,
    Column,
    ColumnKind,
    Deadline,
    Dispatch,
    Role,
    SendAs,
    Table,
    Total,
    Unit,
)
from tests.support.small import small_dispatch

STT = Column(title="STT", kind=ColumnKind.STT)
TARGET = Column(title="Chỉ tiêu", key="chi_tieu")
COUNT = Column(title="Kết quả", key="ket_qua", kind=ColumnKind.INTEGER, required=True)
MONEY = Column(title="Kinh phí", key="kinh_phi", kind=ColumnKind.DECIMAL)
NOTE = Column(title="Ghi chú", key="ghi_chu")

RESULTS = Table(
    name="bm1",
    title="Biểu mẫu 1: Kết quả",
    columns=(STT, TARGET, COUNT, MONEY, NOTE),
    rows=(
        (None, "Lớp đã mở", None, None, None),
        (None, "Người tham gia", None, None, None),
        (None, "Hội nghị", None, None, None),
    ),
    total=Total(under="chi_tieu", columns=("kinh_phi",)),
)
"""A form with rows of its own, whose figures are added up row by row."""

PEOPLE = Table(
    name="bm2",
    title="Biểu mẫu 2: Danh sách",
    columns=(
        STT,
        Column(title="Họ và tên", key="ho_ten", required=True),
        Column(title="Ngày sinh", key="ngay_sinh", kind=ColumnKind.DATE),
        Column(title="Hình thức", key="cach", kind=ColumnKind.CHOICE, choices=("Trực tiếp", "Trực tuyến")),
        Column(
            title="Số buổi",
            columns=(
                Column(title="Sáng", key="sang", kind=ColumnKind.INTEGER),
                Column(title="Chiều", key="chieu", kind=ColumnKind.INTEGER),
                Column(title="Cộng", key="cong", kind=ColumnKind.FORMULA, formula="sang + chieu"),
            ),
        ),
    ),
    blank_rows=4,
    total=Total(under="ho_ten", columns=("sang", "chieu", "cong")),
)
"""A form that is a list: every unit writes rows of its own."""

UNITS = (
    Unit("STP", "Sở Tư pháp"),
    Unit("STC", "Sở Tài chính"),
    Unit("X1", "UBND xã Bến Lau", "Các xã"),
    Unit("X2", "UBND xã Đồng Vông", "Các xã"),
)

ASSIGNMENTS = (
    Assignment(unit="STP", form="bm1", rows=(3,)),
    Assignment(unit="STC", form="bm1", except_=("STP",)),
    Assignment(unit="Các xã", form="bm1", rows="1-2", columns=("ket_qua",)),
    Assignment(unit="Các xã", form="bm2"),
    Assignment(unit="STC", form="bm2", role=Role.ASSISTS),
)


def assigned_dispatch(**changes: Any) -> Dispatch:
    """A dispatch with two forms for two departments and two communes; `changes` replace or add fields."""
    fields: dict[str, Any] = {
        "appendices": [
            Appendix(name="bieu_mau", title="Biểu mẫu", tables=(RESULTS, PEOPLE), send_as=SendAs.WORKBOOK)
        ],
        "deadlines": {"gui": Deadline(date=date(2027, 4, 15))},
        "units": UNITS,
        "assignments": ASSIGNMENTS,
    }
    return small_dispatch(**(fields | changes))
