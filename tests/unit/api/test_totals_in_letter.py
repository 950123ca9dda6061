"""A figure in the letter is the annex's own: they cannot disagree."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import congvan
from congvan.model import Appendix, Column, ColumnKind, Paragraph, SendAs, Table, Total, Value, ValueOf
from congvan.model.printing import number_text
from congvan.opc import read_package
from tests.support.small import small_dispatch

COLUMNS = (
    Column(title="Đơn vị", key="don_vi"),
    Column(title="Số lượng", key="so_luong", kind=ColumnKind.INTEGER),
    Column(title="Đơn giá", key="don_gia", kind=ColumnKind.DECIMAL),
    Column(title="Thành tiền", key="tien", kind=ColumnKind.FORMULA, formula="so_luong * don_gia"),
)
KEYS = ("so_luong", "don_gia", "tien")
FIGURES = st.tuples(
    st.integers(0, 10**5), st.decimals(0, 10**5, places=1, allow_nan=False, allow_infinity=False)
)


def words(letter: bytes) -> str:
    xml = read_package(letter).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " ")).replace("\u00a0", " ")


@settings(max_examples=12)
@given(st.lists(FIGURES, min_size=1, max_size=5))
def test_the_letter_says_the_totals_of_its_annex(figures: list[tuple[int, Decimal]]) -> None:
    table = Table(
        name="dang_ky",
        columns=COLUMNS,
        rows=[("Sở", count, price, None) for count, price in figures],
        total=Total(under="don_vi", columns=KEYS),
    )
    said = [run for key in KEYS for run in ("[", Value(ValueOf.TABLE_TOTAL, "dang_ky", key), "]")]
    dispatch = small_dispatch(
        body=[Paragraph(["Tổng cộng: ", *said, "./."])],
        appendices=[Appendix(tables=table, send_as=SendAs.WORKBOOK)],
    )
    letter, annex = congvan.render(dispatch).files.values()
    sheet = load_workbook(BytesIO(annex), data_only=True).worksheets[0]
    last = next(row for row in sheet.iter_rows(values_only=True) if "Tổng cộng" in row)
    totals = [number_text(Decimal(str(value)).quantize(Decimal("0.01"))) for value in last[1:]]
    assert re.findall(r"\[([^]]*)\]", words(letter)) == totals
