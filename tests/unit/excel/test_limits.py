"""What no worksheet could keep is refused, all at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from congvan.excel.limits import MOST_CHARACTERS, table_problems
from congvan.model import Cell, Column, ColumnKind, Table, Text


def codes(table: Table) -> list[tuple[str, str | None]]:
    return [
        (problem.code.removeprefix("congvan.excel."), problem.place.path)
        for problem in table_problems(table, "bang")
    ]


def one(kind: ColumnKind, *cells: Cell) -> Table:
    return Table(columns=(Column(title="Cột", key="cot", kind=kind),), rows=[[cell] for cell in cells])


def test_a_text_may_be_as_long_as_a_cell() -> None:
    fits = "đ" * MOST_CHARACTERS
    assert codes(one(ColumnKind.TEXT, fits)) == []
    too_long = (Text("a", bold=True), Text(fits))
    assert codes(one(ColumnKind.TEXT, fits + "a", too_long)) == [
        ("text-too-long", "bang.rows[0].cot"),
        ("text-too-long", "bang.rows[1].cot"),
    ]


def test_characters_are_counted_as_excel_counts_them() -> None:
    assert codes(one(ColumnKind.TEXT, "\U0001f4c4" * (MOST_CHARACTERS // 2))) == []
    assert codes(one(ColumnKind.TEXT, "\U0001f4c4" * (MOST_CHARACTERS // 2 + 1)))


def test_a_number_keeps_all_its_digits_or_is_refused() -> None:
    assert codes(one(ColumnKind.INTEGER, 999_999_999_999_999, 10**20)) == []
    assert codes(one(ColumnKind.INTEGER, 38_087_012_345_678_901)) == [("number-too-long", "bang.rows[0].cot")]
    assert codes(one(ColumnKind.DECIMAL, Decimal("0.1234567890123456"))) == [
        ("number-too-long", "bang.rows[0].cot")
    ]


def test_a_date_before_spreadsheets_agree_is_refused() -> None:
    assert codes(one(ColumnKind.DATE, date(1900, 3, 1))) == []
    assert codes(one(ColumnKind.DATE, date(1890, 5, 19))) == [("date-too-early", "bang.rows[0].cot")]


def test_too_many_rows_and_columns_are_refused() -> None:
    assert codes(Table(columns=(Column(title="Cột"),), blank_rows=1_048_576)) == [("too-many-rows", "bang")]
    wide = Table(columns=[Column(title="Cột")] * 16_385)
    assert codes(wide) == [("too-many-columns", "bang")]


def test_a_heading_may_be_as_long_as_a_cell() -> None:
    long = Column(title="a" * (MOST_CHARACTERS + 1))
    grouped = Table(columns=(Column(title="Nhóm", columns=(long,)),))
    assert codes(grouped) == [("text-too-long", "bang.columns[0].columns[0].title")]
