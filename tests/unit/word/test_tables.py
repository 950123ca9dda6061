"""Tables of figures: grouped headings, results, totals, columns as wide as their words need."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from congvan.model import Column, ColumnKind, Table, Text, Total
from congvan.units import mm_to_twips
from congvan.vietnamese.hygiene import nfc
from congvan.word.emitters.tables import table_blocks
from congvan.word.emitters.tables.figures import shown_columns, shown_sums
from tests.support.dispatches import REGISTRATION
from tests.support.emitted import W, in_style, said, sheet, texts, tree, words_of
from tests.support.grouped import GROUPED, NESTED

COSTS = Table(
    title="Biểu mẫu 1",
    unit="đồng",
    columns=(
        Column(title="STT", kind=ColumnKind.STT),
        Column(title="Nội dung", key="noi_dung"),
        Column(title="Số lượng", key="so_luong", kind=ColumnKind.INTEGER),
        Column(title="Đơn giá", key="don_gia", kind=ColumnKind.DECIMAL, unit="đồng"),
        Column(title="Thành tiền", key="thanh_tien", kind=ColumnKind.FORMULA, formula="so_luong * don_gia"),
        Column(title="Hạn", key="han", kind=ColumnKind.DATE),
    ),
    rows=(
        (None, "In tài liệu", 1200, Decimal("25000.5"), None, date(2027, 1, 5)),
        (None, (Text("Thuê "), Text("hội trường", bold=True)), 1, None, None, date(2027, 4, 15)),
    ),
    blank_rows=1,
    total=Total(columns=("so_luong", "thanh_tien")),
)


def rows_of(table: Table) -> list[etree._Element]:
    return list(tree(table_blocks(table, sheet())).iter(f"{W}tr"))


def columns_of(table: Table) -> list[int]:
    return [int(one.get(f"{W}w", "0")) for one in tree(table_blocks(table, sheet())).iter(f"{W}gridCol")]


def test_cells_show_numbers_results_and_dates_as_vietnamese_prints_them() -> None:
    assert shown_columns(COSTS) == (
        ("1", "2", "3"),
        ("In tài liệu", (Text("Thuê "), Text("hội trường", bold=True)), ""),
        ("1.200", "1", ""),
        ("25.000,5", "", ""),
        ("30.000.600", "", ""),
        ("05/01/2027", "15/4/2027", ""),
    )
    assert shown_sums(COSTS) == ("", "", "1.201", "", "30.000.600", "")


def test_a_total_is_blank_while_its_inputs_are() -> None:
    assert shown_sums(REGISTRATION) == ("",) * 8


def test_title_and_unit_stand_above_and_stay_with_the_table() -> None:
    fragment = table_blocks(COSTS, sheet())
    (title,) = in_style(fragment, "CV Tên bảng")
    (unit,) = in_style(fragment, "CV Đơn vị tính")
    assert (title.text, unit.text) == ("Biểu mẫu 1", "Đơn vị tính: đồng")
    assert title.has("keepNext")
    assert unit.has("keepNext")


def test_headings_are_repeated_and_no_row_parts() -> None:
    rows = rows_of(REGISTRATION)
    headings = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert rows[:2] == headings
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_group_spans_its_columns_and_the_others_run_over_both_rows() -> None:
    first, second = rows_of(REGISTRATION)[:2]
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in first.iter(f"{W}tc")]
    assert [1 if span is None else int(span.get(f"{W}val", "1")) for span in spans] == [1, 1, 1, 1, 3, 1]
    merges = [cell.find(f"{W}tcPr/{W}vMerge") for cell in second.iter(f"{W}tc")]
    assert [merge is not None for merge in merges] == [True] * 4 + [False] * 3 + [True]
    said_below = [words_of(cell) for cell in second.iter(f"{W}tc")]
    assert said_below == ["", "", "", "", "Sáng", "Chiều", "Cộng", ""]


def test_a_deep_group_still_fills_every_heading_row() -> None:
    deep = Column(title="A", columns=(Column(title="B", columns=(Column(title="C"), Column(title="D"))),))
    rows = rows_of(Table(columns=(deep, Column(title="E", columns=(Column(title="F"),)), Column(title="G"))))
    for row in rows:
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
        assert sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans) == 4


def test_figures_stand_at_the_right_and_running_numbers_in_the_middle() -> None:
    cells = [one for one in in_style(table_blocks(COSTS, sheet()), "CV Bảng nội dung") if one.text]
    ways = {one.text: one.element.find(f"{W}pPr/{W}jc") for one in cells}
    assert {text: None if way is None else way.get(f"{W}val") for text, way in ways.items()} == {
        "1": "right",
        "2": "center",
        "3": "center",
        "In tài liệu": None,
        "Thuê hội trường": None,
        "1.200": "right",
        "25.000,5": "right",
        "30.000.600": "right",
        "05/01/2027": "center",
        "15/4/2027": "center",
        "Tổng cộng": "center",
        "1.201": "right",
    }


def test_the_total_label_stands_under_the_column_asked_for() -> None:
    last = rows_of(REGISTRATION)[-1]
    assert [words_of(cell) for cell in last.iter(f"{W}tc")][:3] == ["", "Tổng cộng", ""]


def test_without_a_column_the_label_spans_all_before_the_first_total() -> None:
    last = rows_of(COSTS)[-1]
    assert [words_of(cell) for cell in last.iter(f"{W}tc")] == [
        "Tổng cộng",
        "1.201",
        "",
        "30.000.600",
        "",
    ]


def test_columns_fill_the_width_and_given_ones_keep_theirs() -> None:
    table = Table(columns=(Column(title="A", width=40), Column(title="B"), Column(title="C", width=25.5)))
    widths = columns_of(table)
    assert sum(widths) == mm_to_twips(sheet().page.text_width_mm)
    assert widths[0] == pytest.approx(mm_to_twips(40), abs=1)
    assert widths[2] == pytest.approx(mm_to_twips(25.5), abs=1)


def test_given_widths_are_scaled_when_they_do_not_make_the_page() -> None:
    wide = columns_of(Table(columns=(Column(title="A", width=200), Column(title="B", width=100))))
    assert sum(wide) == mm_to_twips(sheet().page.text_width_mm)
    assert wide[0] == pytest.approx(2 * wide[1], abs=2)


def test_a_table_of_many_columns_is_set_smaller() -> None:
    many = Table(columns=tuple(Column(title=f"Nghiêng{n}") for n in range(12)), blank_rows=1)
    fragment = table_blocks(many, sheet())
    assert in_style(fragment, "CV Bảng tiêu đề nhỏ")
    assert not in_style(fragment, "CV Bảng tiêu đề")


def test_a_cell_of_several_lines_keeps_them_and_no_cell_is_without_a_paragraph() -> None:
    table = Table(columns=(Column(title="A\nB"), Column(title="C")), rows=(("một\nhai", None),))
    assert "một\nhai" in texts(table_blocks(table, sheet()))
    for cell in tree(table_blocks(table, sheet())).iter(f"{W}tc"):
        assert cell.find(f"{W}p") is not None


CELLS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=80)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5), st.lists(st.floats(1, 300), max_size=3))
def test_any_table_fills_the_width_and_says_every_word(
    rows: list[tuple[str, str, str]], widths: list[float]
) -> None:
    given_widths = [*widths, None, None, None][:3]
    table = Table(columns=tuple(Column(title="Cột", width=width) for width in given_widths), rows=rows)
    columns = columns_of(table)
    assert sum(columns) == mm_to_twips(sheet().page.text_width_mm)
    assert all(width > 0 for width in columns)
    printed = [one.text for one in said(table_blocks(table, sheet()))]
    assert all(nfc(cell) in printed for row in rows for cell in row)


def rows_said(table: Table) -> list[list[str]]:
    root = tree(table_blocks(table, sheet()))
    cells = ([words_of(cell) for cell in row.iter(f"{W}tc")] for row in root.iter(f"{W}tr"))
    return list(cells)


def test_groups_and_numbers_of_columns_say_what_the_workbook_says() -> None:
    assert rows_said(GROUPED)[2:] == [
        ["(1)", "(2)", "(3)", "(4)", "(5=3+4)", "(6=4/5x100)"],
        ["I", "Các sở", "21", "37", "58", ""],
        ["1", "Sở Y tế", "12", "30", "42", "71,43"],
        ["2", "Sở Tài chính", "9", "7", "16", "43,75"],
        ["II", "UBND các xã", "3", "4", "7", ""],
        ["1", "Xã Đồng Rạng", "3", "4", "7", "57,14"],
        ["2", "", "", "", "", ""],
        ["", "Tổng cộng", "24", "41", "65", ""],
    ]


def test_the_numbers_of_columns_are_repeated_with_the_headings() -> None:
    rows = [*tree(table_blocks(GROUPED, sheet())).iter(f"{W}tr")]
    assert [row.find(f".//{W}tblHeader") is not None for row in rows[:5]] == [True] * 3 + [False] * 2


def test_the_line_of_a_group_stays_with_what_is_below_it() -> None:
    rows = [*tree(table_blocks(GROUPED, sheet())).iter(f"{W}tr")]
    assert all(each.find(f".//{W}keepNext") is not None for each in rows[3].iter(f"{W}p"))


def test_groups_inside_groups_are_marked_with_letters() -> None:
    assert [row[0] for row in rows_said(NESTED)[2:]] == ["A", "I", "1", "II", "1", "B", "I", "1", "II", ""]
