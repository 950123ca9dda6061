"""A table whose rows stand in groups, for tests of sub-totals and numbers of columns."""

from __future__ import annotations

from congvan.model import Column, ColumnKind, Group, Table, Total

COLUMNS = (
    Column(title="STT", kind=ColumnKind.STT),
    Column(title="Đơn vị", key="ten"),
    Column(
        title="Số người",
        columns=(
            Column(title="Nam", key="nam", kind=ColumnKind.INTEGER, min=0, max=500),
            Column(title="Nữ", key="nu", kind=ColumnKind.INTEGER, min=0),
            Column(title="Cộng", key="cong", kind=ColumnKind.FORMULA, formula="nam + nu"),
        ),
    ),
    Column(title="Tỷ lệ nữ", unit="%", kind=ColumnKind.FORMULA, formula="nu / cong * 100"),
)

GROUPED = Table(
    name="nhu_cau",
    title="Biểu mẫu 1",
    columns=COLUMNS,
    rows=(
        (None, "Sở Y tế", 12, 30, None, None),
        (None, "Sở Tài chính", 9, 7, None, None),
        (None, "Xã Đồng Rạng", 3, 4, None, None),
    ),
    blank_rows=1,
    total=Total(under="ten", columns=("nam", "nu", "cong")),
    column_numbers=True,
    groups=(Group(title="Các sở", size=2), Group(title="UBND các xã", size=1)),
)
"""Two groups, the second with a row to fill in."""

NESTED = Table(
    columns=COLUMNS,
    rows=GROUPED.rows,
    total=GROUPED.total,
    groups=(
        Group(title="Cấp tỉnh", groups=(Group(title="Khối tổng hợp", size=1), Group(title="Khác", size=1))),
        Group(title="Cấp xã", groups=(Group(title="Các xã", size=1), Group(title="Các phường"))),
    ),
)
"""Groups inside groups, the last of them empty."""
