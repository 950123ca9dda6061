"""Units and assignments in a source file, units also from a workbook, and written back."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import pytest
from openpyxl import Workbook

from congvan.model import Assignment, Dispatch, Paragraph, Role, Unit, Value, ValueOf
from congvan.model.body import ALL_ASSIGNMENTS
from congvan.problems import SourceError
from congvan.source import dump, read_source
from tests.support.assigned import assigned_dispatch

HEAD = """---
issuer: {name: Sở Nội vụ, parent: UBND tỉnh Hà Tĩnh, place: Hà Tĩnh}
reference: /SNV-CCHC
date: 2027-03
subject: đăng ký
signatory: {position: Giám đốc, name: Trần Thị Mẫu}
appendices:
  - name: bm1
    title: Biểu mẫu 1
    send_as: workbook
    columns: [{title: Chỉ tiêu, key: a}, {title: Số, key: b, kind: integer}]
    rows: [[Lớp, null], [Người, null]]
"""


def bound(front: str, body: str = "Gửi./.", *, workbook: bytes = b"") -> Dispatch:
    source = read_source(f"{HEAD}{front}---\n{body}\n", file="x.md", resolver=lambda _: workbook)
    return source.bind()


def workbook_of(*rows: tuple[str | int | None, ...]) -> bytes:
    book, held = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(held)
    return held.getvalue()


def codes_of(front: str, workbook: bytes) -> list[str]:
    with pytest.raises(SourceError) as caught:
        bound(front, workbook=workbook)
    return [problem.code for problem in caught.value.problems]


def test_units_and_assignments_are_read_by_either_key() -> None:
    found = bound(
        "Đơn vị: [{Mã: STP, Tên: Sở Tư pháp, Nhóm: Các sở}, Sở Tài chính]\n"
        "Phân công:\n"
        "  - {Đơn vị: STP, Biểu mẫu: bm1, Hàng: 1-2, Cột: b, Ghi chú: kèm giải trình}\n"
        "  - {unit: so-tai-chinh, form: bm1, role: assists, except: [STP]}\n"
    )
    assert found.units == (Unit("STP", "Sở Tư pháp", "Các sở"), Unit("so-tai-chinh", "Sở Tài chính"))
    assert found.assignments == (
        Assignment(unit="STP", form="bm1", rows=(1, 2), columns=("b",), note="kèm giải trình"),
        Assignment(unit="so-tai-chinh", form="bm1", role=Role.ASSISTS, except_=("STP",)),
    )


def test_several_forms_in_one_line_are_as_many_assignments() -> None:
    found = bound("units: [{code: A, name: Sở A}]\nassignments: [{unit: A, form: [bm1, bm1]}]\n")
    assert found.assignments == (Assignment(unit="A", form="bm1"),) * 2


def test_the_placeholder_stands_for_the_assignments() -> None:
    found = bound(
        "units: [{code: A, name: Sở A}]\nassignments: [{unit: A, form: bm1}]\n",
        "Phân công:\n\n{{ assignments.paragraphs }}",
    )
    assert found.body[1] == Paragraph([Value(ValueOf.ASSIGNMENTS, ALL_ASSIGNMENTS)])


def test_units_come_from_a_workbook() -> None:
    data = workbook_of(
        ("Nhóm", "Tên", "Mã"), ("Các xã", " UBND xã  A ", "X1"), (None, "UBND xã B", 12), (None,)
    )
    found = bound("units: donvi.xlsx\n", workbook=data)
    assert found.units == (Unit("X1", "UBND xã A", "Các xã"), Unit("12", "UBND xã B"))


def test_a_workbook_without_a_list_of_units_is_named() -> None:
    assert codes_of("units: donvi.xlsx\n", workbook_of(("Mã", "Số"))) == ["congvan.source.no-unit-columns"]
    assert codes_of("units: donvi.xlsx\n", b"Ten;Ma") == ["congvan.source.bad-unit-file"]


def test_an_assignment_of_an_unknown_unit_is_told_with_its_line() -> None:
    with pytest.raises(SourceError) as caught:
        bound(
            "units: [{code: A, name: Sở A}]\n"
            "assignments:\n  - {unit: A, form: bm1}\n  - {unit: B, form: bm1}\n"
        )
    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [
        ("congvan.model.unknown-unit", 16)
    ]


def test_the_line_of_an_assignment_is_right_after_several_forms_in_one() -> None:
    with pytest.raises(SourceError) as caught:
        bound(
            "units: [{code: A, name: Sở A}]\n"
            "assignments:\n  - {unit: A, form: [bm1, bm1]}\n  - {unit: B, form: bm1}\n"
        )
    assert [(problem.place.path, problem.place.line) for problem in caught.value.problems] == [
        ("assignments[2].unit", 16)
    ]


@pytest.mark.parametrize("keys", ["vi", "en"])
def test_what_is_written_out_loads_as_the_same_dispatch(keys: Literal["vi", "en"]) -> None:
    more = Assignment(
        unit="STP", division="Phòng A, B", form="bm2", rows=(1,), what="phần {{ lạ }}", role=Role.ASSISTS
    )
    dispatch = assigned_dispatch(body=[Paragraph([Value(ValueOf.ASSIGNMENTS, ALL_ASSIGNMENTS)])])
    dispatch = assigned_dispatch(body=dispatch.body, assignments=[*dispatch.assignments, more])
    assert read_source(dump(dispatch, keys=keys), file="x.md").bind() == dispatch
