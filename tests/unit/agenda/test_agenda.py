"""Deadlines of several dispatches, as a calendar and a workbook."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from icalendar import Calendar

from congvan.agenda import Due, due_of
from congvan.agenda.calendar import as_ics
from congvan.agenda.workbook import as_workbook
from congvan.model import Deadline
from congvan.vietnamese.dates import ClockTime
from congvan.vietnamese.wording import DeadlineWording
from tests.support.small import small_dispatch

DEADLINES = {
    "nop": Deadline(date=date(2027, 4, 15), owed_by="Các sở", what="=nộp báo cáo"),
    "gui": Deadline(date=date(2027, 3, 10), time=ClockTime(24), wording=DeadlineWording.AT_THE_LATEST),
    "truoc": Deadline(date=date(2027, 3, 8), wording=DeadlineWording.BEFORE),
}


@pytest.fixture
def due() -> list[Due]:
    return [*due_of(small_dispatch(deadlines=DEADLINES), "thu.md")]


def test_each_deadline_says_who_owes_what_to_whom(due: list[Due]) -> None:
    assert [(item.day, item.owed_by, item.what) for item in due] == [
        (date(2027, 4, 15), "Các sở", "=nộp báo cáo"),
        (date(2027, 3, 10), "Văn phòng UBND tỉnh; Sở Tài chính", "đăng ký nhu cầu tập huấn"),
        (date(2027, 3, 7), "Văn phòng UBND tỉnh; Sở Tài chính", "đăng ký nhu cầu tập huấn"),
    ]
    assert {item.owed_to for item in due} == {"Sở Nội vụ"}


def test_working_days_left_leave_out_days_off(due: list[Due]) -> None:
    # 15/4/2027 is a Thursday; Wednesday 14/4 and Thursday are left on Tuesday.
    assert due[0].working_days_left(date(2027, 4, 13)) == 2
    assert due[0].working_days_left(date(2027, 4, 15)) == 0
    # The day of the Hùng Kings (16/4) and the weekend do not count.
    assert due[0].working_days_left(date(2027, 4, 19)) == -1


def test_a_calendar_program_reads_every_deadline_back(due: list[Due]) -> None:
    events = [*Calendar.from_ical(as_ics(due)).walk("VEVENT")]
    assert [event.decoded("dtstart") for event in events] == [
        date(2027, 4, 15),
        datetime(2027, 3, 10, 16, 45, tzinfo=UTC),
        date(2027, 3, 7),
    ]
    assert "=nộp báo cáo (Các sở)" in str(events[0]["summary"])
    assert len({str(event["uid"]) for event in events}) == 3
    assert as_ics(due) == as_ics(due)


def test_the_workbook_lists_the_next_deadline_first_and_no_text_is_a_formula(due: list[Due]) -> None:
    data = as_workbook(due, today=date(2027, 3, 1))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [line[1] for line in lines] == [
        datetime(2027, 3, 7),
        datetime(2027, 3, 10),
        datetime(2027, 4, 15),
    ]
    assert [line[8] for line in lines] == [4, 7, 33]
    assert sheet.cell(4, 5).data_type == "s"
    assert sheet.cell(4, 5).value == "=nộp báo cáo"
    assert data == as_workbook(due, today=date(2027, 3, 1))
