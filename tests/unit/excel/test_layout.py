"""Columns fill the page, words stay whole, rows are as high as their text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.excel.stock.columns import Growth, Need, parted, widths_of
from congvan.excel.stock.layout import layout_of, line_count
from congvan.model import Column, ColumnKind, Orientation, Table
from congvan.standard import ND30
from congvan.vietnamese.widths import text_width

UPRIGHT = ND30.page.text_width_mm
NEEDS = st.builds(
    lambda least, more, growth, given_: Need(least=least, wanted=least + more, given=given_, growth=growth),
    st.floats(5, 40),
    st.floats(0, 300),
    st.sampled_from([Growth.TEXT, Growth.FIGURES]),
    st.none() | st.floats(10, 60),
)


def text_column(key: str) -> Column:
    return Column(title="Nội dung", key=key)


@given(st.lists(NEEDS, min_size=1, max_size=10))
def test_words_fit_widths_by_hand_stay_and_the_page_is_not_overfull(needs: list[Need]) -> None:
    widths = widths_of(needs, UPRIGHT)
    for need, width in zip(needs, widths, strict=True):
        if need.given is None:
            assert width >= need.least - 1e-6
        else:
            assert width == need.given
    assert sum(widths) <= max(UPRIGHT, sum(need.asked for need in needs)) + 1e-6


@given(
    st.lists(NEEDS, min_size=1, max_size=10).filter(
        lambda needs: any(n.growth is Growth.TEXT and not n.given for n in needs)
    )
)
def test_a_table_with_text_fills_the_page(needs: list[Need]) -> None:
    widths = widths_of(needs, UPRIGHT)
    assert sum(widths) >= UPRIGHT - 1e-6


def test_a_short_column_keeps_its_line_beside_a_long_one() -> None:
    long = Need(least=10, wanted=400, given=None, growth=Growth.TEXT)
    short = Need(least=10, wanted=30, given=None, growth=Growth.TEXT)
    assert widths_of([long, short], 165) == [135, 30]


def test_a_table_of_two_text_columns_fills_the_page_upright() -> None:
    table = Table(
        columns=(Column(title="STT", kind=ColumnKind.STT), text_column("a"), text_column("b")), blank_rows=3
    )
    layout = layout_of(table, Orientation.PORTRAIT, ND30)
    assert not layout.landscape
    assert layout.width_mm == pytest.approx(UPRIGHT)
    assert layout.size_pt == ND30.table_pt
    assert layout.widths_mm[0] < 15


def test_letters_shrink_before_words_are_broken_but_not_below_the_standards_least() -> None:
    def wide(count: int) -> Table:
        columns = [Column(title="Nghiêng", key=f"c{n}", kind=ColumnKind.INTEGER) for n in range(count)]
        return Table(columns=columns, blank_rows=1)

    sizes = [layout_of(wide(count), Orientation.LANDSCAPE, ND30).size_pt for count in range(2, 40)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == ND30.table_pt
    assert sizes[-1] == ND30.table_size.low


def test_a_groups_heading_has_room_for_its_longest_word() -> None:
    inner = Column(title="a", key="a", kind=ColumnKind.INTEGER, width=5.0)
    table = Table(columns=(Column(title="Nghiêngnghiêng", columns=(inner,)),))
    width = layout_of(table, Orientation.PORTRAIT, ND30).widths_mm[0]
    assert width > text_width("Nghiêngnghiêng", ND30.table_pt, bold=True)


@given(st.text("ab đ\n", max_size=80), st.floats(15, 100))
def test_lines_are_counted_as_words_wrap(text: str, width: float) -> None:
    lines = line_count(text, width, 13)
    assert lines >= text.count("\n") + 1
    assert line_count(text, width * 2, 13) <= lines
    assert lines >= sum(text_width(part, 13) for part in text.split()) / width


def test_a_word_too_long_for_its_line_is_broken_after_hyphens() -> None:
    pieces = ("cong-", "van-", "dang-", "ky-2027")
    width = max(text_width(piece, 12) for piece in pieces) + 1
    assert line_count("".join(pieces), width, 12) == 4
    assert line_count("".join(pieces), 100, 12) == 1


def test_a_forms_head_finds_or_makes_a_column_that_ends_between() -> None:
    def need(least: float) -> Need:
        return Need(least=least, wanted=least, given=None, growth=Growth.TEXT)

    assert parted([need(10), need(10)], [75, 90], 88) == ([75, 90], 1)
    found = parted([need(10), need(20), need(20)], [11, 77, 77], 92)
    assert found is not None
    widths, split = found
    assert split == 2
    assert sum(widths) == pytest.approx(165)
    assert widths[2] == pytest.approx(92)
    assert parted([need(10)], [165], 92) is None
    assert parted([need(10), need(100), need(10)], [11, 120, 34], 92) is None
