"""Tables: typed cells, formulas, totals."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Appendix, Column, ColumnKind, Paragraph, Table, Text, Total
from congvan.model.tables.formula import Formula
from congvan.problems import ModelError

STT = Column(title="STT", kind=ColumnKind.STT)
NAME = Column(title="Đơn vị", key="don_vi")
MORNING = Column(title="Sáng", key="sang", kind=ColumnKind.INTEGER)
AFTERNOON = Column(title="Chiều", key="chieu", kind=ColumnKind.INTEGER)
SUM = Column(title="Cộng", key="cong", kind=ColumnKind.FORMULA, formula="sang + chieu")
SHARE = Column(title="Tỷ lệ", key="ty_le", kind=ColumnKind.FORMULA, formula="sang / cong * 100")


def sessions(*rows: tuple[int | None, int | None], **rest: Any) -> Table:
    columns = (STT, NAME, Column(title="Số buổi", columns=(MORNING, AFTERNOON)), SUM, SHARE)
    return Table(columns=columns, rows=[[None, "Sở Y tế", *row, None, None] for row in rows], **rest)


def problems_of(**fields: Any) -> dict[str | None, str]:
    with pytest.raises(ModelError) as caught:
        Table(**fields)
    return {
        problem.place.path: problem.code.removeprefix("congvan.model.") for problem in caught.value.problems
    }


def test_groups_have_leaves_and_depth() -> None:
    table = sessions()
    assert [leaf.title for leaf in table.leaves] == ["STT", "Đơn vị", "Sáng", "Chiều", "Cộng", "Tỷ lệ"]
    assert table.depth == 2
    assert table.index("chieu") == 3
    with pytest.raises(KeyError):
        table.index("toi")


def test_formulas_are_worked_out_row_by_row() -> None:
    table = sessions((2, 3), (4, None), (0, 0))
    assert table.numbers("cong") == (Decimal(5), None, Decimal(0))
    assert table.number(0, "ty_le") == Decimal(40)
    assert table.number(2, "ty_le") is None


def test_a_total_is_none_while_every_input_is_empty() -> None:
    assert sessions((None, None)).total_of("sang") is None
    assert sessions((None, 1), (2, None)).total_of("sang") == Decimal(2)
    assert sessions((0, 1)).total_of("sang") == Decimal(0)


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9)), max_size=8))
def test_a_total_is_the_sum_of_what_is_there(rows: list[tuple[int | None, int | None]]) -> None:
    given_numbers = [a + b for a, b in rows if a is not None and b is not None]
    assert sessions(*rows).total_of("cong") == (sum(given_numbers) if given_numbers else None)


def test_a_long_chain_of_formulas_is_quick() -> None:
    columns = [
        Column(title="a", key="f0", kind=ColumnKind.INTEGER),
        Column(title="b", key="f1", kind=ColumnKind.INTEGER),
    ]
    columns += [
        Column(title="c", key=f"f{n}", kind=ColumnKind.FORMULA, formula=f"f{n - 1} + f{n - 2}")
        for n in range(2, 60)
    ]
    table = Table(columns=columns, rows=[[1, 1, *[None] * 58]])
    assert table.total_of("f59") == Decimal(1548008755920)


def test_decimals_are_those_of_the_longest_figure() -> None:
    column = Column(title="Tiền", key="tien", kind=ColumnKind.DECIMAL)
    table = Table(columns=[column], rows=[[Decimal("1.250")], [3], [None]])
    assert table.decimals("tien") == 2
    assert sessions((2, 3)).decimals("sang") == 0
    assert sessions((1, 2)).decimals("ty_le") == 2


def test_rows_may_be_given_by_key() -> None:
    table = Table.of_records([STT, NAME, MORNING], [{"don_vi": "Sở Y tế"}, {"sang": 2}], name="dang_ky")
    assert table.rows == ((None, "Sở Y tế", None), (None, None, 2))
    with pytest.raises(ModelError) as caught:
        Table.of_records([NAME], [{"ten": "x"}])
    assert caught.value.problems[0].place.path == "rows[0].ten"


def test_an_empty_cell_is_none_however_it_was_given() -> None:
    assert Table(columns=[NAME], rows=[[""], [[]], [()], [None]]).rows == ((None,),) * 4


def test_runs_in_a_cell_may_be_given_bare() -> None:
    bold = Text("x", bold=True)
    expected = (Text("a"), bold)
    assert Table(columns=[NAME], rows=[[["a", bold]], [("a", bold)], [bold]]).rows == (
        (expected,),
        (expected,),
        ((bold,),),
    )


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.INTEGER, "5"),
        (ColumnKind.INTEGER, True),
        (ColumnKind.INTEGER, Decimal(5)),
        (ColumnKind.DECIMAL, 1.5),
        (ColumnKind.DECIMAL, Decimal("NaN")),
        (ColumnKind.DATE, datetime(2027, 1, 1)),
        (ColumnKind.DATE, "2027-01-01"),
        (ColumnKind.TEXT, 5),
        (ColumnKind.TEXT, {"a": 1}),
        (ColumnKind.TEXT, "a\x07"),
        (ColumnKind.STT, 1),
    ],
)
def test_a_cell_of_another_kind_is_refused_with_its_place(kind: ColumnKind, cell: object) -> None:
    found = problems_of(columns=[Column(title="Cột", key="cot", kind=kind)], rows=[[None], [cell]])
    assert list(found) == ["rows[1].cot"]


def test_cells_of_their_kind_are_accepted() -> None:
    choice = Column(title="Chọn", kind=ColumnKind.CHOICE, choices=("Có", "Không"))
    day = Column(title="Ngày", kind=ColumnKind.DATE)
    money = Column(title="Tiền", kind=ColumnKind.DECIMAL)
    table = Table(columns=[choice, day, money], rows=[["Có", date(2027, 1, 5), Decimal("1.5")]])
    assert table.rows[0] == ("Có", date(2027, 1, 5), Decimal("1.5"))
    assert problems_of(columns=[choice], rows=[["có"]]) == {"rows[0].Chọn": "not-a-choice"}


def test_all_problems_of_shape_come_at_once() -> None:
    assert problems_of(columns=5, rows=6, name="a b", title=7, unit=8, blank_rows=-1, total="Tổng") == {
        "columns": "wrong-type",
        "rows": "wrong-type",
        "name": "bad-name",
        "title": "wrong-type",
        "unit": "wrong-type",
        "blank_rows": "negative",
        "total": "wrong-type",
    }
    assert problems_of(columns=[NAME], rows=[5], blank_rows=True) == {
        "rows[0]": "wrong-type",
        "blank_rows": "wrong-type",
    }


def test_all_problems_of_content_come_at_once() -> None:
    found = problems_of(
        columns=[NAME, MORNING, MORNING],
        rows=[["Sở Y tế", 1], ["Sở Y tế", "x", 2]],
        total=Total(under="ten", columns=("don_vi", "toi")),
    )
    assert found == {
        "columns": "duplicate-key",
        "rows[0]": "row-length",
        "rows[1].sang": "wrong-type",
        "total.under": "unknown-column",
        "total.columns[0]": "not-a-number-column",
        "total.columns[1]": "unknown-column",
    }


def test_a_formula_uses_number_columns_that_stand_before_it() -> None:
    later = Column(title="c", key="c", kind=ColumnKind.FORMULA, formula="d + don_vi + la")
    own = Column(title="d", key="d", kind=ColumnKind.FORMULA, formula="d")
    with pytest.raises(ModelError) as caught:
        Table(columns=[NAME, later, own])
    assert [problem.code.removeprefix("congvan.model.") for problem in caught.value.problems] == [
        "formula-of-later",
        "not-a-number-column",
        "unknown-column",
        "formula-of-later",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "f(a)",
        "a ** 2",
        "a.b",
        "a[0]",
        "'x'",
        "a if b else c",
        "1e999",
        "True",
        "a\0",
        "(" * 300,
        "a" * 600,
    ],
)
def test_anything_but_arithmetic_is_no_formula(text: str) -> None:
    assert [problem.code for problem in Formula.problems(text)] == ["congvan.model.bad-formula"]


def test_a_spreadsheet_writes_the_same_formula() -> None:
    formula = Formula.parse("(sang - chieu) * 0.5 / -nghi")
    assert formula.names == ("sang", "chieu", "nghi")
    assert formula.written({"sang": "C5", "chieu": "D5", "nghi": "E5"}) == "(((C5-D5)*0.5)/(-E5))"


def test_a_column_is_refused_with_everything_that_is_wrong() -> None:
    wrong: dict[str, Any] = {
        "title": "",
        "key": "a b",
        "kind": "text",
        "unit": 1,
        "width": -1,
        "required": 1,
        "choices": [2],
        "formula": 3,
        "columns": "x",
    }
    with pytest.raises(ModelError) as caught:
        Column(**wrong)
    assert {problem.place.path for problem in caught.value.problems} == set(wrong) | {"choices[0]"}


def test_a_table_is_a_block_beside_paragraphs() -> None:
    appendix = Appendix(blocks=["Lời dẫn", sessions()])
    assert appendix.content == (Paragraph("Lời dẫn"), sessions())
