"""Typed values become the words that are printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from congvan.model import (
    Appendix,
    Citation,
    Column,
    ColumnKind,
    Deadline,
    Footnote,
    Paragraph,
    Period,
    Table,
    Text,
    Value,
    ValueOf,
    printed,
)
from congvan.model.printing import number_text
from congvan.vietnamese.dates import ClockTime
from congvan.vietnamese.numbers import parse_grouped
from tests.support.small import small_dispatch

PLAN = Citation(type="Kế hoạch", reference="14/KH-UBND", date=date(2027, 1, 15), issuer="UBND tỉnh")
FULL, SHORT = PLAN.full, PLAN.short


def plan(part: str = "") -> Value:
    return Value(ValueOf.CITATION, "plan", part)


def test_a_citation_is_full_at_its_first_mention_and_short_after() -> None:
    dispatch = small_dispatch(
        citations={"plan": PLAN},
        body=[Paragraph(["Theo ", plan(), " và ", plan(), "; ", plan("full")]), Paragraph([plan()])],
    )
    body = printed(dispatch).body
    assert body[0] == Paragraph(f"Theo {FULL} và {SHORT}; {FULL}")
    assert body[1] == Paragraph(SHORT)


def test_a_base_and_a_footnote_are_read_where_they_stand() -> None:
    note = Footnote(Paragraph(["Xem ", plan()]))
    in_base = printed(
        small_dispatch(citations={"plan": PLAN}, bases=[Paragraph([plan()])], body=[Paragraph([plan()])])
    )
    assert (in_base.bases[0], in_base.body[0]) == (Paragraph(FULL), Paragraph(SHORT))
    in_note = printed(small_dispatch(citations={"plan": PLAN}, body=[Paragraph(["a", note, plan()])]))
    assert in_note.footnotes == (Footnote(f"Xem {FULL}"),)
    assert in_note.body[0] == Paragraph(["a", Footnote(f"Xem {FULL}"), SHORT])


def test_an_appendix_reads_on_from_the_body() -> None:
    cell = Table(columns=[Column(title="Căn cứ")], rows=[[[plan()]], [[plan("short")]]])
    dispatch = small_dispatch(
        citations={"plan": PLAN},
        body=[Paragraph([plan("short")])],
        appendices=[Appendix(tables=cell), Appendix(blocks=[Paragraph([plan()])])],
    )
    done = printed(dispatch)
    assert done.appendices[0].tables[0].rows == (((Text(SHORT),),), ((Text(SHORT),),))
    assert done.appendices[1].blocks == (Paragraph(SHORT),)


def test_deadlines_and_periods_keep_their_look() -> None:
    dispatch = small_dispatch(
        deadlines={"reply": Deadline(date=date(2027, 4, 15), time=ClockTime(14))},
        periods={"q3": Period.of_report("quý III", 2026)},
        body=[
            Paragraph(["nộp ", Value(ValueOf.DEADLINE, "reply", "date", bold=True)]),
            Paragraph([Value(ValueOf.PERIOD, "q3")]),
        ],
    )
    assert printed(dispatch).body == (
        Paragraph(["nộp ", Text("15/4/2027", bold=True)]),
        Paragraph("từ ngày 15/6/2026 đến ngày 14/9/2026"),
    )


def total_in_words(*rows: tuple[Decimal | int | None, ...], key: str = "tien") -> str:
    table = Table(
        columns=[
            Column(title="Tiền", key="tien", kind=ColumnKind.DECIMAL),
            Column(title="Một phần ba", key="phan", kind=ColumnKind.FORMULA, formula="tien / 3"),
        ],
        rows=[(*row, None) for row in rows],
    )
    body = [Paragraph(["Tổng: ", Value(ValueOf.TABLE_TOTAL, "kinh_phi", key)])]
    appendix = Appendix(name="kinh_phi", tables=table)
    (block,) = printed(small_dispatch(body=body, appendices=[appendix])).body
    assert isinstance(block, Paragraph)
    return block.text


def test_a_total_is_printed_as_vietnamese_print_writes_numbers() -> None:
    assert total_in_words((Decimal("1234567.50"),), (Decimal("0.25"),)) == "Tổng: 1.234.567,75"
    assert total_in_words((Decimal("1.5"),), (Decimal("98.5"),)) == "Tổng: 100"
    assert total_in_words((1,), key="phan") == "Tổng: 0,33"


def test_a_total_without_a_figure_prints_nothing() -> None:
    assert total_in_words((None,)) == "Tổng: "


@given(st.decimals(-(10**12), 10**12, places=4) | st.integers(-(10**15), 10**15))
def test_a_printed_number_is_read_back(number: Decimal | int) -> None:
    words = number_text(number)
    assert parse_grouped(words) == number
    assert not ("," in words and words.endswith("0"))


def test_a_dispatch_without_values_is_printed_as_it_is() -> None:
    dispatch = small_dispatch()
    assert printed(dispatch) == dispatch
    assert printed(printed(dispatch)) == dispatch


def test_what_holds_no_value_stays_the_same_object() -> None:
    plain = Paragraph(["Theo ", Text("kế hoạch", bold=True)])
    noted = Paragraph(["Theo", Footnote("Ghi chú.")])
    table = Table(columns=[Column(title="A")], rows=[[[Text("x", bold=True)]]])
    untouched = small_dispatch(body=[plain, noted, table])
    assert printed(untouched) is untouched
    cited = Paragraph([plan()])
    mixed = printed(small_dispatch(citations={"plan": PLAN}, body=[plain, cited, noted, table]))
    assert (mixed.body[0], mixed.body[2], mixed.body[3]) == (plain, noted, table)
    assert mixed.body[0] is plain
    assert mixed.body[2] is noted
    assert mixed.body[1] == Paragraph([FULL])


def test_a_value_in_a_footnote_or_a_cell_is_found() -> None:
    noted = Paragraph(["Theo", Footnote([Paragraph([plan()])])])
    table = Table(columns=[Column(title="A")], rows=[[[plan()]]])
    (first, second) = printed(small_dispatch(citations={"plan": PLAN}, body=[noted, table])).body
    assert first == Paragraph(["Theo", Footnote([Paragraph([FULL])])])
    assert second == Table(columns=[Column(title="A")], rows=[[[Text(SHORT)]]])
