"""Next year's source: what a rule can move is moved, all else stays as typed, the rest is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import congvan
from congvan.problems import Place
from congvan.rolling import Rolled, Shift, moved_day, roll
from congvan.rolling.days import moved_period
from congvan.rolling.wording import wording_problems
from congvan.vietnamese.calendar import is_working_day

TEXT = """---
# Ghi chú của người soạn thảo, không được mất.
Cơ quan ban hành: {Tên: Sở Nội vụ, Cơ quan chủ quản: UBND tỉnh Lam Giang, Địa danh: Lam Giang}
Số, ký hiệu: 215/SNV-CCHC
Ngày: 08/3/2026
Trích yếu: báo cáo năm 2026
Giá trị:
  nam: 2026
  ten: "kỹ năng số"
Kính gửi: [Văn phòng UBND tỉnh]
Thời hạn:
  nop: {Ngày: "15/4/2026", Cách nói: chậm nhất}
  nghi: {Ngày: 2026-11-24}
Kỳ số liệu:
  quy: {Từ: 2025-12-15, Đến: 2026-03-14}
  rieng: {Từ: 2026-02-01, Đến: 2026-02-20}
Viện dẫn:
  ke_hoach:
    Loại: Kế hoạch
    Số, ký hiệu: 14/KH-UBND
    Ngày: 15/01/2026
    Cơ quan ban hành: UBND tỉnh
    Trích yếu: về cải cách
Người ký: {Chức vụ: Giám đốc, Họ và tên: Trần Thị Mẫu}
---
Theo Nghị định số 110/2004/NĐ-CP và {{ citations.ke_hoach }}, đề nghị báo cáo.

Báo cáo {{ nam }} gửi {{ deadlines.nop }}, chậm là {{ deadlines.nghi }}.

Số liệu {{ periods.quy }} và {{ periods.rieng }}; họp thứ Năm ngày 16/4/2026 tổng kết năm 2026./.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    keys = congvan.read(TEXT.replace("Từ:", "start:").replace("Đến:", "end:").encode())
    assert keys.names == {"nam", "ten"}
    path = tmp_path / "thu.md"
    path.write_text(TEXT.replace("Từ:", "start:").replace("Đến:", "end:"), encoding="utf-8")
    return path


def moved(found: Rolled) -> dict[str, tuple[str, str]]:
    return {change.path: (change.new, change.rule) for change in found.changes}


def test_values_days_and_periods_move_by_rule(path: Path) -> None:
    found = moved(roll(path, year=2027))
    assert found["values.nam"] == ("2027", "year")
    assert found["date"] == ("2027-03", "day-open")
    assert found["reference"] == ("/SNV-CCHC", "number-open")
    assert found["deadlines.nop.Ngày"] == ("15/4/2027", "same-day")
    assert found["periods.quy.start"] == ("2026-12-15", "reporting-calendar")
    assert found["periods.rieng.end"] == ("2027-02-20", "same-day")


def test_all_that_is_not_moved_stays_as_typed(path: Path) -> None:
    old, new = path.read_text(encoding="utf-8").split("\n"), roll(path, year=2027).text.split("\n")
    assert len(old) == len(new)
    changed = {number for number, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]}
    assert changed == {change.line for change in roll(path, year=2027).changes}
    assert "# Ghi chú của người soạn thảo, không được mất." in new


def test_what_a_person_must_decide_is_listed_with_its_line(path: Path) -> None:
    found = roll(path, year=2027)
    told = {(item.code.rpartition(".")[2], item.place.line) for item in found.decisions}
    last = len(TEXT.split("\n")) - 1
    assert ("year-in-text", 6) in told
    assert ("cited-this-year", 21) in told
    assert ("superseded", last - 4) in told
    assert {("weekday-in-text", last), ("date-in-text", last), ("year-in-text", last)} <= told
    for item in found.decisions:
        assert "{" not in item.describe("vi").replace("{{", "")
        assert "{" not in item.describe("en").replace("{{", "")


def test_a_moved_source_is_read_and_says_the_new_year(path: Path) -> None:
    dispatch = congvan.load(roll(path, year=2028).text.encode())
    assert dispatch.date.year == 2028
    assert dispatch.reference.number is None
    assert {deadline.date.year for deadline in dispatch.deadlines.values()} == {2028}


@pytest.mark.parametrize(
    ("shift", "day"),
    [(Shift.BEFORE, date(2027, 4, 29)), (Shift.AFTER, date(2027, 5, 4)), (Shift.KEEP, date(2027, 4, 30))],
)
def test_a_deadline_on_a_day_off_goes_to_a_working_day_by_choice(shift: Shift, day: date) -> None:
    assert moved_day(date(2026, 4, 30), 1, shift) == day


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("tổng kết tháng 8-2026", ["date-in-text"]),
        ("năm học 2026/2027", ["year-in-text"]),
        ("giai đoạn 2021-2026", ["year-in-text", "year-in-text"]),
        ("vui Tết Bính Ngọ", ["year-in-text"]),
        ("họp thứ Sáu tuần sau", ["weekday-in-text"]),
        ("họp thứ 6, ngày mai", ["weekday-in-text"]),
        ("họp Chủ nhật", ["weekday-in-text"]),
        ("Hội nghị lần thứ ba, xếp thứ 5", []),
        ("theo Nghị định số 30/2020/NĐ-CP và 14/KH-UBND", []),
        ("theo Hướng dẫn số 36-HD/VPTW.", ["superseded"]),
        ("theo Thông tư 01/2011/TT-BNV", ["superseded"]),
        ("{{ nam }} - {{ deadlines.nop.date }}", []),
        ("tổng 12.026 đồng, số 2026,5 kg", []),
    ],
)
def test_wording_is_listed_where_it_says_a_year_a_day_or_what_is_replaced(
    text: str, codes: list[str]
) -> None:
    found = [item.code.rpartition(".")[2] for item in wording_problems(text, Place("x.md", 1))]
    assert found == codes


def test_a_day_among_the_values_stays_the_same_day_and_a_deadline_on_it_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "thu.md"
    text = TEXT.replace("Từ:", "start:").replace("Đến:", "end:")
    text = text.replace("  nam: 2026\n", "  nam: 2026\n  moc: 13/3/2026\n")
    path.write_text(text.replace("{Ngày: 2026-11-24}", '{Ngày: "{{ moc }}"}'), encoding="utf-8")
    found = roll(path, year=2027)
    # 13/3/2027 is a Saturday.
    assert moved(found)["values.moc"] == ("13/3/2027", "same-day")
    assert "nd30.deadline.day-off" in {item.code for item in found.decisions}


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(-1, 1))
def test_a_moved_deadline_is_always_on_a_working_day(day: date, years: int) -> None:
    for shift in (Shift.BEFORE, Shift.AFTER):
        assert is_working_day(moved_day(day, years, shift))


def test_a_period_of_the_reporting_calendar_stays_one() -> None:
    assert moved_period(date(2026, 6, 15), date(2026, 9, 14), 1) == (
        date(2027, 6, 15),
        date(2027, 9, 14),
        "quý III",
    )
    assert moved_period(date(2024, 2, 29), date(2024, 3, 1), 1) == (date(2025, 2, 28), date(2025, 3, 1), None)
