"""Forms whose rows stand in groups: filled in, read back, added up."""

from __future__ import annotations

from io import BytesIO

from attrs import evolve
from openpyxl import load_workbook

from congvan.model import Appendix, Assignment, Dispatch, Group, SendAs, Table
from congvan.returns import collect, read_form
from congvan.returns.consolidating import consolidate
from congvan.standard import ND30
from tests.support.assigned import PEOPLE, UNITS
from tests.support.grouped import GROUPED
from tests.support.returned import blank, edited, fill, returned
from tests.support.small import small_dispatch

TO_FILL = evolve(
    GROUPED,
    name="bm1",
    blank_rows=0,
    rows=[(None, name, None, None, None, None) for name in ("Lớp A", "Lớp B", "Lớp C")],
)
LISTED = evolve(
    PEOPLE,
    rows=[(None, "Trưởng đoàn", None, None, None, None, None)],
    groups=(Group(title="Danh sách", size=1),),
)


def asked(table: Table) -> Dispatch:
    appendix = Appendix(tables=table, title="Biểu", send_as=SendAs.WORKBOOK)
    assignments = [Assignment(unit="Các xã", form=str(table.name))]
    return small_dispatch(appendices=[appendix], units=UNITS, assignments=assignments)


def test_the_line_of_a_group_is_no_row_that_somebody_put_in() -> None:
    dispatch = asked(TO_FILL)
    data = edited(blank("X1", dispatch), fill({("bm1", 0, 2): 5, ("bm1", 2, 3): 7}))
    read = read_form(returned(data), dispatch)
    assert dict(read.values["bm1"]) == {(0, 2): 5, (2, 3): 7}
    assert [item.code for item in read.findings] == []


def test_a_figure_outside_its_bounds_is_a_finding_with_both() -> None:
    dispatch = asked(TO_FILL)
    read = read_form(returned(edited(blank("X1", dispatch), fill({("bm1", 0, 2): 501}))), dispatch)
    (finding,) = read.findings
    assert finding.code == "congvan.returns.out-of-bounds"
    assert (finding.parameters["found"], finding.parameters["min"], finding.parameters["max"]) == (
        "501",
        "0",
        "500",
    )
    assert "từ 0 đến 500" in finding.message("vi")


def test_groups_stay_in_the_summary_and_bounds_do_not_bind_sums() -> None:
    dispatch = asked(TO_FILL)
    files = [
        returned(edited(blank(unit, dispatch), fill({("bm1", 0, 2): 400})), f"{unit}.xlsx")
        for unit in ("X1", "X2")
    ]
    data = consolidate(collect(files, dispatch), standard=ND30)
    sheet = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    said = {row[1]: row[2] for row in sheet.iter_rows(values_only=True) if row[1]}
    assert (said["Các sở"], said["Lớp A"], said["Tổng cộng"]) == (800, 800, 800)


def test_what_is_listed_belongs_to_the_last_group() -> None:
    dispatch = asked(LISTED)
    data = edited(blank("X1", dispatch), fill({("bm2", 1, 1): "An", ("bm2", 1, 4): 2, ("bm2", 1, 5): 1}))
    book = load_workbook(BytesIO(consolidate(collect([returned(data)], dispatch), standard=ND30)))
    words = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Danh sách" in words
    assert "An" in words
