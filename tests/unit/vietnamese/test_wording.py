"""Phrases around dates: deadlines, periods, link lines, stamps."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from congvan.vietnamese.dates import BLANK, ClockTime, DateParts
from congvan.vietnamese.wording import (
    DeadlineWording,
    appendix_label,
    deadline_phrase,
    deadline_wording,
    last_day,
    link_line,
    period_phrase,
    stamp_line,
)

DAY = date(2027, 4, 15)


@pytest.mark.parametrize(
    ("wording", "time", "phrase"),
    [
        (DeadlineWording.AT_THE_LATEST, ClockTime(14), "chậm nhất 14 giờ 00 ngày 15/4/2027"),
        (DeadlineWording.AT_THE_LATEST, None, "chậm nhất ngày 15/4/2027"),
        (DeadlineWording.BEFORE, None, "trước ngày 15/4/2027"),
        (DeadlineWording.BEFORE, ClockTime(24), "trước 24 giờ 00 ngày 15/4/2027"),
        (DeadlineWording.THROUGH, None, "đến hết ngày 15/4/2027"),
        (DeadlineWording.WITHIN, None, "trong ngày 15/4/2027"),
        (DeadlineWording.WITHIN, ClockTime(14), "trong ngày 15/4/2027, chậm nhất 14 giờ 00"),
    ],
)
def test_a_deadline_is_worded_as_chosen(
    wording: DeadlineWording, time: ClockTime | None, phrase: str
) -> None:
    assert deadline_phrase(wording, DAY, time) == phrase


def test_only_truoc_leaves_the_named_day_out() -> None:
    assert [item for item in DeadlineWording if not item.is_inclusive] == [DeadlineWording.BEFORE]
    assert last_day(DeadlineWording.BEFORE, DAY) == date(2027, 4, 14)
    assert last_day(DeadlineWording.AT_THE_LATEST, DAY) == DAY
    assert last_day(DeadlineWording.BEFORE, DAY, ClockTime(14)) == DAY
    assert last_day(DeadlineWording.BEFORE, DAY, ClockTime(0)) == date(2027, 4, 14)


@pytest.mark.parametrize("text", ["chậm nhất", "Chậm  nhất", "cha\u0302\u0323m nha\u0302\u0301t"])
def test_a_wording_is_recognised_however_it_is_typed(text: str) -> None:
    assert deadline_wording(text) is DeadlineWording.AT_THE_LATEST


def test_an_unknown_wording_is_not_guessed() -> None:
    assert deadline_wording("khoảng") is None


def test_a_period_names_both_days() -> None:
    expected = "từ ngày 15/12/2026 đến ngày 14/3/2027"
    assert period_phrase(date(2026, 12, 15), date(2027, 3, 14)) == expected


def test_one_appendix_has_no_number_and_several_have_roman_ones() -> None:
    assert appendix_label(1, 1) == "Phụ lục"
    assert [appendix_label(n, 4) for n in (1, 2, 4)] == ["Phụ lục I", "Phụ lục II", "Phụ lục IV"]


def test_the_link_line_is_filled_in_on_paper() -> None:
    line = link_line("Quyết định", "15/QĐ-SNV", date(2026, 11, 5), "Sở Nội vụ")
    assert line == "(Kèm theo Quyết định số 15/QĐ-SNV ngày 05 tháng 11 năm 2026 của Sở Nội vụ)"


def test_the_link_line_of_an_electronic_document_leaves_number_and_date_blank() -> None:
    line = link_line("Quyết định", None, None, "Sở Nội vụ")
    assert line == f"(Kèm theo Quyết định số{BLANK}ngày{BLANK}tháng{BLANK}năm{BLANK}của Sở Nội vụ)"
    assert "tháng 3 năm 2027 của" in link_line("Công văn", None, DateParts(2027, 3), "Sở Nội vụ")


def test_the_stamp_of_a_file_of_its_own_shows_number_day_and_second() -> None:
    assert stamp_line("15/QĐ-SNV", datetime(2026, 11, 5, 16, 5, 9)) == "Số: 15/QĐ-SNV; 05/11/2026; 16:05:09"
