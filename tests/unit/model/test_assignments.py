"""Units and assignments: what they refuse, the cells each unit owes, the words that say so."""

from __future__ import annotations

import pytest

from congvan.model import (
    Assignment,
    Column,
    ColumnKind,
    Footnote,
    Paragraph,
    Role,
    Table,
    Text,
    Unit,
    Value,
    ValueOf,
    printed,
)
from congvan.model.assignments import shares
from congvan.model.body import ALL_ASSIGNMENTS, Level
from congvan.problems import ModelError
from tests.support.assigned import ASSIGNMENTS, UNITS, assigned_dispatch

EVERY_ASSIGNMENT = Value(ValueOf.ASSIGNMENTS, ALL_ASSIGNMENTS)


def codes_of(error: ModelError) -> list[str]:
    return [problem.code for problem in error.problems]


def cells_of(unit: str, form: str, *assignments: Assignment) -> set[tuple[int, int]]:
    shares = assigned_dispatch(assignments=assignments or ASSIGNMENTS).shares
    found = [share for share in shares if (share.unit.code, share.form) == (unit, form)]
    return set(found[0].cells) if found else set()


def lines_of(*assignments: Assignment) -> list[str]:
    body = [Paragraph(["Gửi biểu mẫu", Footnote([Paragraph([EVERY_ASSIGNMENT])]), "./."])]
    note = printed(assigned_dispatch(assignments=assignments, body=body)).footnotes[0]
    return [f"{block.marker} {block.text}" for block in note.blocks]


def test_rows_are_given_as_numbers_or_as_ranges_in_words() -> None:
    assert Assignment(unit="A", form="f", rows="1-3, 5").rows == (1, 2, 3, 5)
    assert Assignment(unit="A", form="f", rows=(2, "4 – 5")).rows == (2, 4, 5)
    assert Assignment(unit="A", form="f", rows="khoản 5, dòng 7 đến 8").rows == (5, 7, 8)


@pytest.mark.parametrize("rows", ["một", "3-1", "1;2", "1-99999999"])
def test_rows_that_are_no_numbers_are_refused(rows: str) -> None:
    with pytest.raises(ModelError) as caught:
        Assignment(unit="A", form="f", rows=rows)
    assert codes_of(caught.value) == ["congvan.model.bad-rows"]


@pytest.mark.parametrize("code", ["a b", "../x", "x.", "-x", "", "a/b", "x" * 41])
def test_a_code_that_could_not_name_a_file_is_refused(code: str) -> None:
    with pytest.raises(ModelError):
        Unit(code, "Sở Tư pháp")


def test_two_units_with_one_code_are_refused_whatever_its_case() -> None:
    with pytest.raises(ModelError) as caught:
        assigned_dispatch(units=[*UNITS, Unit("stp", "Sở khác")])
    assert codes_of(caught.value) == ["congvan.model.duplicate-unit"]


@pytest.mark.parametrize(
    ("assignment", "code"),
    [
        (Assignment(unit="ABC", form="bm1"), "congvan.model.unknown-unit"),
        (Assignment(unit="STP", form="bm1", except_=("ABC",)), "congvan.model.unknown-unit"),
        (Assignment(unit="STP", form="bm9"), "congvan.model.unknown-form"),
        (Assignment(unit="STP", form="bm1", rows=(4,)), "congvan.model.unknown-row"),
        (Assignment(unit="STP", form="bm1", columns=("stt",)), "congvan.model.unknown-column"),
        (Assignment(unit="STP", form="bm2", columns=("cong",)), "congvan.model.unknown-column"),
    ],
)
def test_an_assignment_of_what_is_not_there_is_refused(assignment: Assignment, code: str) -> None:
    with pytest.raises(ModelError) as caught:
        assigned_dispatch(assignments=[assignment])
    assert codes_of(caught.value) == [code]


def test_a_unit_owes_the_empty_cells_of_its_rows() -> None:
    assert cells_of("STP", "bm1") == {(2, 2), (2, 3), (2, 4)}


def test_what_is_given_to_others_is_left_out_of_all_but_theirs() -> None:
    assert cells_of("STC", "bm1") == {(row, column) for row in (0, 1) for column in (2, 3, 4)}


def test_every_unit_of_a_group_owes_the_same() -> None:
    assert cells_of("X1", "bm1") == cells_of("X2", "bm1") == {(0, 2), (1, 2)}


def test_the_rows_of_a_list_are_open_but_for_running_numbers_and_formulas() -> None:
    assert cells_of("X1", "bm2") == {(row, column) for row in range(4) for column in (1, 2, 3, 4, 5)}


def test_who_only_assists_owes_nothing() -> None:
    assert cells_of("STC", "bm2") == set()


def test_a_group_may_be_without_some_of_its_units() -> None:
    but_one = Assignment(unit="Các xã", form="bm2", except_=("X2",))
    assert cells_of("X1", "bm2", but_one)
    assert cells_of("X2", "bm2", but_one) == set()
    own = Assignment(unit="X2", form="bm1", rows=(1,))
    every = Assignment(unit="Các xã", form="bm1", except_=("X2",))
    assert {row for row, _ in cells_of("X2", "bm1", every, own)} == {0}
    assert {row for row, _ in cells_of("X1", "bm1", every, own)} > {0}
    assert lines_of(but_one) == [f"- Các xã: biểu mẫu 2, trừ {UNITS[-1].name}."]


def test_units_are_bold_on_dashes_with_their_forms() -> None:
    body = [Paragraph([EVERY_ASSIGNMENT])]
    blocks = printed(assigned_dispatch(assignments=[Assignment(unit="STP", form="bm1")], body=body)).body
    assert blocks == (
        Paragraph([Text("Sở Tư pháp:", bold=True), " biểu mẫu 1."], level=Level.DASH, marker="-"),
    )


def test_the_whole_of_the_assignments_in_words() -> None:
    assert lines_of(*ASSIGNMENTS) == [
        "- Sở Tư pháp: biểu mẫu 1, dòng 3 (Hội nghị).",
        "- Sở Tài chính: biểu mẫu 1, trừ phần đã giao cho Sở Tư pháp.",
        "- Các xã:",
        "+ Biểu mẫu 1: dòng 1 (Lớp đã mở), dòng 2 (Người tham gia), cột kết quả;",
        "+ Chủ trì, phối hợp với Sở Tài chính lập biểu mẫu 2.",
    ]


def test_plain_forms_of_a_unit_share_a_line() -> None:
    both = Assignment(unit="STP", form="bm1"), Assignment(unit="STP", form="bm2")
    assert lines_of(*both) == ["- Sở Tư pháp: biểu mẫu 1, biểu mẫu 2."]


def test_divisions_stand_on_lines_below_their_unit() -> None:
    lines = lines_of(
        Assignment(unit="STP", division="Phòng A", form="bm1"),
        Assignment(unit="STP", division="Phòng B", form="bm2", note="kèm danh mục"),
        Assignment(unit="STP", division="Phòng A", form="bm2", role=Role.ASSISTS),
    )
    assert lines == [
        "- Sở Tư pháp:",
        "+ Phòng A: biểu mẫu 1;",
        "+ Phòng B: chủ trì, phối hợp với Phòng A lập biểu mẫu 2, kèm danh mục.",
    ]


def test_an_assistant_with_a_part_of_its_own_is_named_with_it() -> None:
    lines = lines_of(
        Assignment(unit="STP", form="bm1", what="số liệu cả năm"),
        Assignment(unit="STC", form="bm1", role=Role.ASSISTS, what="về kinh phí"),
    )
    assert lines == ["- Sở Tư pháp: biểu mẫu 1, số liệu cả năm; Sở Tài chính phối hợp về kinh phí."]


def test_an_assistant_of_nobody_is_not_lost() -> None:
    assert lines_of(Assignment(unit="STC", form="bm1", role=Role.ASSISTS)) == [
        "- Sở Tài chính: phối hợp lập biểu mẫu 1."
    ]


def test_among_other_words_the_assignments_are_one_sentence() -> None:
    body = [Paragraph(["Phân công: ", EVERY_ASSIGNMENT, "./."])]
    one = Assignment(unit="STP", form="bm1"), Assignment(unit="STC", form="bm2")
    assert printed(assigned_dispatch(assignments=one, body=body)).body[0] == Paragraph(
        ["Phân công: Sở Tư pháp: biểu mẫu 1; Sở Tài chính: biểu mẫu 2./."]
    )


def test_assignments_cannot_be_said_when_there_are_none() -> None:
    with pytest.raises(ModelError) as caught:
        assigned_dispatch(assignments=(), body=[Paragraph([EVERY_ASSIGNMENT])])
    assert codes_of(caught.value) == ["congvan.model.unknown-value"]


def test_three_thousand_units_each_with_a_row_of_its_own_owe_it() -> None:
    units = tuple(Unit(f"X{number}", f"Xã {number}", "Các xã") for number in range(3_000))
    table = Table(
        columns=[Column(title="Số hộ", key="so_ho", kind=ColumnKind.INTEGER)], blank_rows=len(units)
    )
    each = tuple(
        Assignment(unit=unit.code, form="bm", rows=(row,), except_=("Các xã",) if row == 1 else ())
        for row, unit in enumerate(units, start=1)
    )
    found = shares(units, each, {"bm": table})
    assert [(share.unit.code, share.cells) for share in found] == [
        (unit.code, ((row, 0),)) for row, unit in enumerate(units)
    ]
