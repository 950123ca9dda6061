"""Groups of rows, numbers of columns, bounds: what a table says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from congvan.model import Column, ColumnKind, Group, Table
from congvan.model.tables.formula import Formula
from congvan.problems import ModelError
from tests.support.grouped import GROUPED, NESTED


def codes(make: Any, **fields: Any) -> list[str]:
    with pytest.raises(ModelError) as caught:
        make(**fields)
    return [problem.code.removeprefix("congvan.model.") for problem in caught.value.problems]


def test_groups_of_one_level_are_marked_with_roman_numerals() -> None:
    assert [(line.mark, line.title, line.rows) for line in GROUPED.group_lines] == [
        ("I", "Các sở", range(2)),
        ("II", "UBND các xã", range(2, 4)),
    ]


def test_groups_that_have_groups_are_marked_with_letters() -> None:
    assert [(line.mark, line.level, line.rows) for line in NESTED.group_lines] == [
        ("A", 0, range(2)),
        ("I", 1, range(1)),
        ("II", 1, range(1, 2)),
        ("B", 0, range(2, 3)),
        ("I", 1, range(2, 3)),
        ("II", 1, range(3, 3)),
    ]


def test_running_numbers_begin_again_in_each_group_or_run_on() -> None:
    def numbers(table: Table) -> list[list[int]]:
        return [table.running_numbers(rows) for _, rows in table.stretches]

    assert numbers(GROUPED) == [[1, 2], [1, 2]]
    assert numbers(evolve(GROUPED, restarts=False)) == [[1, 2], [3, 4]]
    assert numbers(NESTED) == [[], [1], [1], [], [1], []]


def test_rows_outside_groups_stand_before_none() -> None:
    assert GROUPED.total_of("nam") == 24
    assert evolve(GROUPED, groups=()).stretches == ((None, range(4)),)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((Group(title="a", size=2),), ["groups-and-rows"]),
        ((Group(title="a", groups=Group(title="b", groups=Group(title="c", size=3))),), ["groups-too-deep"]),
    ],
)
def test_groups_share_out_all_rows_and_are_not_too_deep(
    groups: tuple[Group, ...], expected: list[str]
) -> None:
    with pytest.raises(ModelError) as caught:
        evolve(GROUPED, groups=groups)
    assert [problem.code.removeprefix("congvan.model.") for problem in caught.value.problems] == expected


def test_a_group_has_rows_or_groups() -> None:
    assert codes(Group, title="a", size=1, groups=Group(title="b")) == ["rows-beside-groups"]
    assert codes(Group, title=" ", size=-1) == ["empty"]


def test_columns_are_numbered_and_formulas_name_numbers() -> None:
    assert GROUPED.column_labels == ("(1)", "(2)", "(3)", "(4)", "(5=3+4)", "(6=4/5x100)")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("a + b - c", "1+2-3"),
        ("a - (b - c)", "1-(2-3)"),
        ("a - (b + c)", "1-(2+3)"),
        ("(a + b) * c", "(1+2)x3"),
        ("a / (b * c)", "1/(2x3)"),
        ("a * b / c", "1x2/3"),
        ("-(a + b) * 0.5", "(-(1+2))x0,5"),
    ],
)
def test_a_formula_keeps_the_brackets_it_needs(formula: str, written: str) -> None:
    assert Formula.parse(formula).numbered({"a": 1, "b": 2, "c": 3}) == written


@given(st.lists(st.tuples(st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9)), max_size=5))
def test_a_column_of_results_is_what_each_row_gives(rows: list[tuple[int | None, int | None]]) -> None:
    formula = Formula.parse("a / b - 2 * a")
    numbers = [tuple(None if cell is None else Decimal(cell) for cell in row) for row in rows]
    columns = {"a": [row[0] for row in numbers], "b": [row[1] for row in numbers]}
    assert formula.values(columns, len(rows)) == tuple(
        formula.value({"a": one, "b": other}) for one, other in numbers
    )


def test_a_cell_outside_its_bounds_is_refused_with_both() -> None:
    column = Column(title="Tuổi", key="tuoi", kind=ColumnKind.INTEGER, min=18, max=60)
    with pytest.raises(ModelError) as caught:
        Table(columns=column, rows=[[18], [60], [61]])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("congvan.model.out-of-bounds", "rows[2].tuoi")
    assert dict(problem.parameters) == {"value": "61", "min": "18", "max": "60"}


def test_one_bound_is_enough() -> None:
    column = Column(title="Ngày", kind=ColumnKind.DATE, min=date(2027, 1, 1))
    assert column.allows(date(2999, 1, 1))
    assert not column.allows(date(2026, 12, 31))
    assert Column(title="Tỷ lệ", kind=ColumnKind.DECIMAL, max=Decimal("99.5")).allows(99)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": ColumnKind.TEXT, "min": 1}, ["bound-and-kind"]),
        ({"kind": ColumnKind.INTEGER, "min": Decimal("1.5")}, ["wrong-type"]),
        ({"kind": ColumnKind.DATE, "max": 5}, ["wrong-type"]),
        ({"kind": ColumnKind.INTEGER, "min": 5, "max": 4}, ["bounds-crossed"]),
        ({"kind": ColumnKind.DECIMAL, "max": Decimal("NaN")}, ["not-finite"]),
    ],
)
def test_bounds_are_of_the_columns_kind_and_in_order(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(Column, title="a", **fields) == expected
