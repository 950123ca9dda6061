"""Numbers are drawn in order, each once, and their dates never fall."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from congvan.problems import ModelError
from congvan.register import Number, NumberSource, Register, Series, State
from congvan.vietnamese.letters import POINT_LETTERS
from tests.support.registers import DAY, OFFICE, SECRET, SERIES, codes, issue_of, kind


def numbered(source: NumberSource) -> list[str]:
    """What a batch does, whoever gives the numbers."""
    drawn = source.reserve(SERIES, 2, date=DAY, holder="đợt 1")
    source.void(drawn[1], "không ký")
    return [entry.reference for entry in source.issue([issue_of(drawn[0])])]


def test_a_register_is_a_source_of_numbers(register: Register) -> None:
    assert numbered(register) == ["01/SDL-LH"]


def test_numbers_start_at_01_and_follow_each_other(register: Register) -> None:
    first, second = register.reserve(SERIES, 3, date=DAY), register.reserve(SERIES, 2, date=DAY)
    assert [str(number) for number in (*first, *second)] == ["01", "02", "03", "04", "05"]
    assert (str(first), len(first), str(first.last), first.date) == ("01-03", 3, "03", DAY)
    assert register.series()[0].next_number == 6


def test_a_register_carried_on_in_mid_year_starts_where_the_old_one_ended(path: Path) -> None:
    with Register.init(path, SERIES, next_number=1589) as register:
        assert str(register.reserve(SERIES, 1, date=DAY)) == "1589"
        assert [hole.text for hole in register.holes(SERIES)] == ["1589"]


@pytest.mark.parametrize("next_number", [0, -4, 1_000_000, True, "7"])
def test_a_next_number_that_cannot_be_is_refused(path: Path, next_number: int) -> None:
    assert codes(lambda: Register.init(path, SERIES, next_number=next_number)) == ["bad-next-number"]


def test_each_series_counts_for_itself(register: Register) -> None:
    decisions = Series(OFFICE, 2027, type=kind("quyết định"))
    others = Series("Hội đồng thẩm định", 2027)
    for series in (decisions, SECRET, others):
        register.open_series(series)
        register.reserve(series, 1, date=DAY)
    assert {summary.next_number for summary in register.series() if summary.series != SERIES} == {2}
    assert register.reserve(SERIES, 1, date=DAY).first == Number(SERIES, 1)


def test_a_series_is_opened_once(register: Register, path: Path) -> None:
    assert codes(lambda: register.open_series(SERIES)) == ["series-exists"]
    assert codes(lambda: Register.init(path, SERIES, next_number=5)) == ["series-exists"]
    assert register.series()[0].next_number == 1


def test_the_same_holder_gets_the_same_numbers_with_the_date_of_the_first_time(register: Register) -> None:
    first = register.reserve(SERIES, 3, date=DAY, holder="đợt 1")
    register.reserve(SERIES, 1, date=DAY)
    assert register.reserve(SERIES, 3, date=date(2027, 3, 9), holder="đợt 1") == first
    assert first.date == DAY
    assert codes(lambda: register.reserve(SERIES, 4, date=DAY, holder="đợt 1")) == ["reservation-differs"]
    assert [held.holder for held in register.reservations(SERIES)] == ["đợt 1", None]


def test_one_number_serves_many_letters(register: Register) -> None:
    drawn = register.reserve(SERIES, 200, date=DAY, one_number=True)
    assert (len(drawn), {*drawn}, str(drawn)) == (200, {Number(SERIES, 1)}, "01")
    assert str(register.reserve(SERIES, 1, date=DAY)) == "02"


def test_a_date_before_that_of_the_last_number_is_refused_and_draws_nothing(register: Register) -> None:
    register.reserve(SERIES, 2, date=DAY)
    assert codes(lambda: register.reserve(SERIES, 1, date=date(2027, 3, 4))) == ["date-falls"]
    assert str(register.reserve(SERIES, 1, date=DAY)) == "03"


def test_a_void_number_binds_no_dates(register: Register) -> None:
    mistaken = register.reserve(SERIES, 1, date=date(2027, 12, 31))
    register.void(mistaken, "ghi nhầm ngày")
    assert str(register.reserve(SERIES, 1, date=DAY)) == "02"


def test_a_date_of_another_year_is_refused(register: Register) -> None:
    assert codes(lambda: register.reserve(SERIES, 1, date=date(2028, 1, 2))) == ["date-of-other-year"]


def test_a_series_of_another_year_or_office_is_refused_with_those_that_are_there(register: Register) -> None:
    next_year = Series(OFFICE, 2028)
    assert codes(lambda: register.reserve(next_year, 1, date=date(2028, 1, 2))) == ["other-year"]
    assert codes(lambda: register.entries(next_year)) == ["other-year"]
    assert codes(lambda: register.reserve(SECRET, 1, date=DAY)) == ["no-series"]
    assert codes(lambda: register.reserve(Series("Sở Ngoại vụ", 2027), 1, date=DAY)) == ["no-series"]


@pytest.mark.parametrize("count", [0, -1, 1_000_000, True, 2.0])
def test_a_quantity_that_cannot_be_is_refused(register: Register, count: int) -> None:
    assert codes(lambda: register.reserve(SERIES, count, date=DAY)) == ["bad-count"]


def test_all_that_is_wrong_with_a_demand_is_said_at_once(register: Register) -> None:
    wrong = codes(lambda: register.reserve(SERIES, 0, date=datetime(2027, 1, 1), holder="\x00"))
    assert wrong == ["bad-count", "bad-date", "refused-character"]


def test_a_series_ends_at_the_highest_number_a_reference_can_hold(path: Path) -> None:
    with Register.init(path, SERIES, next_number=999_998) as register:
        assert codes(lambda: register.reserve(SERIES, 3, date=DAY)) == ["series-full"]
        assert str(register.reserve(SERIES, 2, date=DAY)) == "999998-999999"
        assert codes(lambda: register.reserve(SERIES, 1, date=DAY)) == ["series-full"]


def test_a_number_is_inserted_only_when_forced_and_flagged(register: Register) -> None:
    fifteen = register.reserve(SERIES, 15, date=DAY).last
    register.reserve(SERIES, 1, date=date(2027, 3, 9))
    refused = codes(lambda: register.insert(fifteen, date=DAY, reason="sót văn bản"))
    assert refused == ["insertion-not-forced"]
    inserted = register.insert(fifteen, date=date(2027, 3, 8), reason="sót văn bản", force=True)
    assert str(inserted) == "15a"
    assert register.entry(inserted.first).insertion == "sót văn bản"
    assert [str(entry.number) for entry in register.entries(SERIES)][14:] == ["15", "15a", "16"]
    again = register.insert(fifteen, date=date(2027, 3, 8), reason="sót nữa", force=True)
    assert str(again) == "15b"


def test_an_inserted_number_is_asked_for_again_by_its_holder(register: Register) -> None:
    one = register.reserve(SERIES, 1, date=DAY).first
    first = register.insert(one, date=DAY, reason="sót", holder="bù", force=True)
    assert register.insert(one, date=DAY, reason="sót", holder="bù", force=True) == first
    assert codes(lambda: register.reserve(SERIES, 1, date=DAY, holder="bù")) == ["reservation-differs"]


@pytest.mark.parametrize("day", [date(2027, 3, 4), date(2027, 3, 10)])
def test_an_inserted_number_keeps_the_order_of_dates_too(register: Register, day: date) -> None:
    first = register.reserve(SERIES, 1, date=DAY).first
    register.reserve(SERIES, 1, date=date(2027, 3, 9))
    assert codes(lambda: register.insert(first, date=day, reason="sót", force=True)) == ["date-falls"]


def test_letters_of_inserted_numbers_come_to_an_end(register: Register) -> None:
    first = register.reserve(SERIES, 1, date=DAY).first
    inserted = [
        str(register.insert(first, date=DAY, reason="sót", force=True)) for _ in range(len(POINT_LETTERS))
    ]
    assert inserted[:5] == ["01a", "01b", "01c", "01d", "01đ"]
    assert codes(lambda: register.insert(first, date=DAY, reason="sót", force=True)) == ["no-letter-left"]


def test_nothing_is_inserted_behind_a_number_never_drawn(register: Register) -> None:
    after = Number(SERIES, 4)
    assert codes(lambda: register.insert(after, date=DAY, reason="sót", force=True)) == ["unknown-number"]
    assert codes(lambda: register.insert(after, date=DAY, reason=" ", force=True)) == ["empty"]


def test_the_new_year_opens_what_the_old_one_had_from_01(register: Register) -> None:
    register.open_series(SECRET)
    register.reserve(SERIES, 4, date=date(2027, 12, 31))
    opened = register.begin_year(2028)
    assert opened == (Series(OFFICE, 2028), Series(OFFICE, 2028, secret=True))
    assert str(register.reserve(opened[0], 1, date=date(2028, 1, 4))) == "01"
    assert register.begin_year(2028) == ()
    assert codes(lambda: register.begin_year(2031)) == ["no-year-before"]


def test_the_old_year_still_numbers_what_was_signed_in_it_until_it_is_closed(register: Register) -> None:
    drawn = register.reserve(SERIES, 2, date=date(2027, 12, 31))
    register.begin_year(2028)
    register.issue([issue_of(drawn[0])])
    assert codes(lambda: register.close_series(SERIES)) == ["open-reservations"]
    register.void(drawn[1], "không ký")
    register.close_series(SERIES)
    assert register.series()[0].closed
    last_day = date(2027, 12, 31)
    assert codes(lambda: register.reserve(SERIES, 1, date=last_day)) == ["series-closed"]
    late = codes(lambda: register.insert(drawn[0], date=last_day, reason="sót", force=True))
    assert late == ["series-closed"]


def test_numbers_are_read_as_people_write_them() -> None:
    assert [str(SERIES.number(text)) for text in ("5", "05", " 15a ", "15đ")] == ["05", "05", "15a", "15đ"]
    for text in ("0", "", "a", "15f", "15aa", "1234567", "-1", "١"):
        assert codes(lambda text=text: SERIES.number(text)) == ["bad-number"]  # type: ignore[misc]


def test_a_series_that_cannot_be_is_refused() -> None:
    assert codes(lambda: Series(" ", 27, type="công vãn")) == ["empty", "bad-year", "unknown-type"]
    with pytest.raises(ModelError):
        Series("Sở Du lịch", True)


def test_reserved_is_what_a_number_is_from_the_moment_it_is_drawn(register: Register) -> None:
    register.reserve(SERIES, 2, date=DAY, holder="đợt 1")
    states = [(entry.state, entry.holder, entry.particulars) for entry in register.entries(SERIES)]
    assert states == [(State.RESERVED, "đợt 1", None)] * 2
