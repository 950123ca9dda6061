"""Who sent what: versions, missing and late units, whatever the order of the files."""

from __future__ import annotations

from datetime import date, datetime
from itertools import permutations

import pytest

from congvan.api import forms
from congvan.model import Assignment, Deadline, Role
from congvan.problems import Severity
from congvan.returns import ReturnedFile, ReturnError, collect, due_moment
from congvan.vietnamese.dates import ClockTime
from congvan.vietnamese.wording import DeadlineWording
from tests.support.assigned import ASSIGNMENTS, assigned_dispatch
from tests.support.returned import STC_FILLED, blank, edited, fill, returned, stc

IN_TIME, LATE = datetime(2027, 4, 15, 23, 59), datetime(2027, 4, 16, 0, 0)
X1 = edited(blank("X1"), fill({("bm1", 0, 2): 5, ("bm1", 1, 2): 7}))
STP = edited(blank("STP"), fill({("bm1", 2, 2): 2}))


def codes_of(files: list[ReturnedFile]) -> list[str]:
    return [
        problem.code.removeprefix("congvan.returns.")
        for problem in collect(files, assigned_dispatch()).findings
    ]


def test_who_sent_nothing_is_missing_and_who_came_after_the_deadline_is_late() -> None:
    files = [returned(stc(), "stc.xlsx", IN_TIME), returned(X1, "x1.xlsx", LATE)]
    found = collect(files, assigned_dispatch())
    assert [unit.code for unit in found.missing] == ["STP", "X2"]
    assert [unit.code for unit in found.late] == ["X1"]
    assert not found.is_whole


def test_all_that_was_asked_and_nothing_wrong_is_whole() -> None:
    x2 = edited(blank("X2"), fill({("bm1", 0, 2): 1, ("bm1", 1, 2): 1}))
    files = [returned(data, f"{number}.xlsx", IN_TIME) for number, data in enumerate([stc(), STP, X1, x2])]
    assert collect(files, assigned_dispatch()).is_whole


def test_a_file_that_cannot_be_read_does_not_stop_the_others() -> None:
    found = collect([returned(b"", "a.xlsx"), returned(stc(), "b.xlsx")], assigned_dispatch())
    assert [(problem.place.file, problem.code) for problem in found.findings] == [
        ("a.xlsx", "congvan.returns.empty-file")
    ]
    assert "STC" not in [unit.code for unit in found.missing]


def test_the_later_of_two_versions_counts_and_that_is_told() -> None:
    first = returned(stc(), "cũ.xlsx", datetime(2027, 4, 1))
    second = returned(stc(fill({("bm1", 0, 2): 99})), "mới.xlsx", datetime(2027, 4, 2))
    found = collect([second, first], assigned_dispatch())
    read = next(standing.read for standing in found.standings if standing.unit.code == "STC")
    assert read is not None
    assert read.values["bm1"][0, 2] == 99
    assert [(problem.code, problem.place.file) for problem in found.findings] == [
        ("congvan.returns.replaced", "cũ.xlsx")
    ]


def test_the_same_sent_twice_is_only_said() -> None:
    files = [returned(stc(), "a.xlsx", IN_TIME), returned(stc(), "b.xlsx", IN_TIME)]
    (found,) = collect(files, assigned_dispatch()).findings
    assert (found.code, found.severity) == ("congvan.returns.sent-twice", Severity.INFO)


def test_two_versions_of_one_moment_are_an_error_not_a_guess() -> None:
    same = STC_FILLED | {("bm1", 0, 2): 13}
    files = [
        ReturnedFile("a.xlsx", edited_at(STC_FILLED), IN_TIME),
        ReturnedFile("b.xlsx", edited_at(same), IN_TIME),
    ]
    assert "versions-unclear" in codes_of(files)


def edited_at(values: dict[tuple[str, int, int], object]) -> bytes:
    """Filled in by a program that does not say when it saved."""
    from congvan.opc import read_package

    data = edited(blank("STC"), fill(values))
    return read_package(data).with_parts({"docProps/core.xml": None})


def test_the_order_of_the_files_does_not_matter() -> None:
    files = [returned(stc(), "a.xlsx"), returned(X1, "b.xlsx"), returned(b"x", "c.xlsx")]
    found = {repr(collect(order, assigned_dispatch())) for order in permutations(files)}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("deadline", "moment"),
    [
        (Deadline(date=date(2027, 4, 15)), datetime(2027, 4, 16)),
        (Deadline(date=date(2027, 4, 15), wording=DeadlineWording.BEFORE), datetime(2027, 4, 15)),
        (Deadline(date=date(2027, 4, 15), time=ClockTime(14)), datetime(2027, 4, 15, 14, 1)),
        (Deadline(date=date(2027, 4, 15), time=ClockTime(24)), datetime(2027, 4, 16)),
        (
            Deadline(date=date(2027, 4, 15), time=ClockTime(14), wording=DeadlineWording.BEFORE),
            datetime(2027, 4, 15, 14, 0),
        ),
    ],
)
def test_what_is_too_late_is_what_the_deadline_says(deadline: Deadline, moment: datetime) -> None:
    assert due_moment(deadline) == moment


def test_the_last_deadline_counts_unless_one_is_named() -> None:
    deadlines = {"dau": Deadline(date=date(2027, 4, 1)), "sau": Deadline(date=date(2027, 5, 1))}
    dispatch = assigned_dispatch(deadlines=deadlines)
    files = [returned(stc(), "stc.xlsx", IN_TIME)]
    assert collect(files, dispatch).late == ()
    assert [unit.code for unit in collect(files, dispatch, deadline="dau").late] == ["STC"]


def test_what_cannot_be_collected_is_said() -> None:
    with pytest.raises(ReturnError) as caught:
        collect([], assigned_dispatch(), deadline="x")
    assert caught.value.problems[0].code == "congvan.returns.unknown-deadline"
    with pytest.raises(ReturnError) as caught:
        collect([], assigned_dispatch(assignments=()))
    assert caught.value.problems[0].code == "congvan.returns.nothing-assigned"


def pointless_of(*assignments: Assignment) -> list[str | None]:
    """The places of the assignments that leave nobody anything, as forms and collect both tell them."""
    dispatch = assigned_dispatch(assignments=assignments)
    found = collect([], dispatch).findings
    assert found == forms(dispatch).findings
    assert {problem.code for problem in found} <= {"congvan.returns.pointless-assignment"}
    return [problem.place.path for problem in found]


def test_an_assignment_that_leaves_nobody_anything_is_told_with_its_place() -> None:
    whole = Assignment(unit="STC", form="bm1")
    assert pointless_of(whole, Assignment(unit="STP", form="bm1", except_=("STC",))) == ["assignments[1]"]
    assert pointless_of(whole, Assignment(unit="Các xã", form="bm2", except_=("X1", "X2"))) == [
        "assignments[1]"
    ]


def test_rows_that_nobody_is_left_with_are_told_though_the_unit_has_others() -> None:
    rows = Assignment(unit="STC", form="bm1", rows="1-2")
    own = Assignment(unit="STP", form="bm1", rows=(3,))
    assert pointless_of(rows, own, Assignment(unit="STP", form="bm1", rows=(1,), except_=("STC",))) == [
        "assignments[2]"
    ]


def test_an_assignment_that_leaves_something_or_only_assists_is_not_told() -> None:
    assert pointless_of(*ASSIGNMENTS) == []
    some = Assignment(unit="Các xã", form="bm2", except_=("X1",))
    assert pointless_of(some, Assignment(unit="STC", form="bm2", role=Role.ASSISTS)) == []


def test_where_every_assignment_leaves_nothing_each_is_told() -> None:
    both = [Assignment(unit=a, form="bm1", except_=(b,)) for a, b in (("STP", "STC"), ("STC", "STP"))]
    for refused in (forms, lambda dispatch: collect([], dispatch)):
        with pytest.raises(ReturnError) as caught:
            refused(assigned_dispatch(assignments=both))
        assert [problem.place.path for problem in caught.value.problems] == [
            None,
            "assignments[0]",
            "assignments[1]",
        ]
