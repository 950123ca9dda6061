from __future__ import annotations

from typing import Any

import pytest

from congvan.excel import Template
from congvan.problems import RenderError, TemplateError
from tests.support.spreadsheets import made, opened, values

CELLS = {
    "A1": "STT", "B1": "{%tc for m in months %}", "C1": "{{ m.name }}", "D1": "{%tc endfor %}", "E1": "Cộng",
    "A2": "{%tr for row in rows %}",
    "A3": "{{ loop.index }}", "C3": "{{ row[m.key] }}", "E3": "=SUM(C3)",
    "A4": "{%tr endfor %}",
    "A5": "Tổng", "C5": "=SUM(C3)", "E5": "=SUM(C5:C5)",
}  # fmt: skip
MONTHS = [{"name": "Tháng 1", "key": "m1"}, {"name": "Tháng 2", "key": "m2"}]
ROWS = [{"m1": 1, "m2": 2}, {"m1": 3, "m2": None}]


def test_columns_are_repeated_and_totals_follow() -> None:
    out = Template(made(CELLS)).render({"months": MONTHS, "rows": ROWS})
    assert values(out) == {
        "A1": "STT", "B1": "Tháng 1", "C1": "Tháng 2", "D1": "Cộng",
        "A2": 1, "B2": 1, "C2": 2, "D2": "=SUM(B2:C2)",
        "A3": 2, "B3": 3, "D3": "=SUM(B3:C3)",
        "A4": "Tổng", "B4": "=SUM(B2:B3)", "C4": "=SUM(C2:C3)", "D4": "=SUM(B4:C4)",
    }  # fmt: skip


def test_widths_merged_cells_and_print_area_follow_their_columns() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A6:E6")
        sheet.column_dimensions["C"].width = 21
        sheet.column_dimensions["E"].width = 33
        sheet.print_area = "A1:E6"

    out = Template(made(CELLS, change=change)).render({"months": MONTHS * 2, "rows": ROWS})
    sheet = opened(out).worksheets[0]
    assert [str(found) for found in sheet.merged_cells.ranges] == ["A5:F5"]
    assert [sheet.column_dimensions[name].width for name in "BCEF"] == [21, 21, 21, 33]
    assert sheet.print_area == "'Biểu'!$A$1:$F$5"


def test_columns_may_depend_on_a_condition() -> None:
    template = Template(made({"A1": "a", "B1": "{%tc if x %}", "C1": "c", "D1": "{%tc endif %}", "E1": "e"}))
    assert values(template.render({"x": True})) == {"A1": "a", "B1": "c", "C1": "e"}
    assert values(template.render({"x": False})) == {"A1": "a", "B1": "e"}


def test_a_name_of_a_column_may_be_one_that_was_given_too() -> None:
    template = Template(
        made({"A1": "{%tc for m in ms %}", "B1": "{{ m }}", "C1": "{%tc endfor %}", "D1": "{{ m }}"})
    )
    assert values(template.render({"ms": [1, 2], "m": "ngoài"})) == {"A1": 1, "B1": 2, "C1": "ngoài"}


def test_more_columns_than_a_sheet_has_are_refused() -> None:
    template = Template(made({"A1": "{%tc for m in ms %}", "B1": "{{ m }}", "C1": "{%tc endfor %}"}))
    with pytest.raises(RenderError) as error:
        template.render({"ms": range(16_385)})
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.too-many-columns"]


def test_a_column_of_a_tag_must_hold_nothing_else() -> None:
    with pytest.raises(TemplateError) as error:
        Template(made({"A1": "{%tc if x %}", "A2": "mất", "C1": "{%tc endif %}"}))
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.tag-not-alone-in-line"]
