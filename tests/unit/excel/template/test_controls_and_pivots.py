"""Form controls, pivot tables and sparklines of repeated rows follow the rows or are refused by name."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from congvan.excel import Template
from congvan.problems import RenderError, TemplateError
from tests.support.carrying import SHEET, checkbox, pivot
from tests.support.spreadsheets import part, parts, values

CONTROL, SHAPES = "xl/ctrlProps/ctrlProp1.xml", "xl/drawings/vmlDrawing1.vml"
CACHE, PIVOT = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"


def refused(data: bytes) -> list[tuple[str, object]]:
    with pytest.raises(TemplateError) as error:
        Template(data)
    return [(problem.code, problem.parameters["name"]) for problem in error.value.problems]


def rows(count: int) -> dict[str, object]:
    return {"rows": [{"group": f"Nhóm {n % 2}", "count": n} for n in range(count)]}


def test_a_control_below_the_rows_moves_with_its_cell_and_keeps_its_size() -> None:
    out = Template(checkbox(5, "$D$5")).render({"rows": range(4)})
    assert 'fmlaLink="$D$6"' in part(out, CONTROL)
    assert "<x:FmlaLink>$D$6</x:FmlaLink>" in part(out, SHAPES)
    assert "<x:Anchor>1, 0, 5, 0, 3, 0, 6, 0</x:Anchor>" in part(out, SHAPES)
    sheet = part(out, SHEET)
    assert [text.partition("<")[0] for text in sheet.split("xdr:row ")[1:]] == [
        f'xmlns:xdr="{"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"}">{row}'
        for row in (5, 6)
    ]


def test_a_control_above_the_rows_stays() -> None:
    out = Template(checkbox(1, "Biểu!$D$5")).render({"rows": range(9)})
    assert "1, 0, 0, 0, 3, 0, 1, 0" in part(out, SHAPES)
    assert 'fmlaLink="Biểu!$D$11"' in part(out, CONTROL) or "'Biểu'!$D$11" in part(out, CONTROL)


def test_a_control_that_is_not_to_move_with_cells_stays_where_it_is() -> None:
    out = Template(checkbox(5, "$D$1", moves=False)).render({"rows": range(4)})
    assert ">4</xdr:row>" in part(out, SHEET)


def test_a_control_in_repeated_rows_or_linked_to_one_of_many_cells_is_refused() -> None:
    assert {code for code, _ in refused(checkbox(3, "$D$5"))} == {"congvan.excel.cannot-repeat"}
    assert ("congvan.excel.cannot-repeat", "$D$3") in refused(checkbox(5, "$D$3"))


def test_a_button_of_an_older_program_moves_too() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_column("A1", ["{%tr for r in rows %}", "{{ r }}", "{%tr endfor %}"])
    sheet.insert_button("B5", {"caption": "In"})
    book.close()
    assert "1, 0, 11, 0, 2, 0, 12, 0" in part(
        Template(file.getvalue()).render({"rows": range(10)}), "xl/drawings/vmlDrawing1.vml"
    )


def test_what_a_pivot_table_is_made_from_grows_and_it_is_made_anew_on_opening() -> None:
    out = Template(pivot()).render(rows(6))
    cache = part(out, CACHE)
    assert 'ref="A3:B9"' in cache
    assert 'refreshOnLoad="1"' in cache
    assert 'ref="E1:F3"' in part(out, PIVOT)
    assert not [name for name, data in parts(out).items() if b"{{" in data or b"{%" in data]
    assert values(out)["B9"] == 5
    assert "E2" not in values(out)


def test_a_pivot_table_below_the_rows_moves() -> None:
    out = Template(pivot("E9:F11")).render(rows(6))
    assert 'ref="E12:F14"' in part(out, PIVOT)
    assert (values(out)["E12"], values(out)["E14"]) == ("Nhãn", "Tổng cộng")


def test_a_pivot_table_that_repeated_rows_would_part_is_refused() -> None:
    assert refused(pivot("E3:F7")) == [("congvan.excel.cannot-repeat", "pivot table Tổng hợp")]


def test_a_pivot_table_of_no_rows_is_refused_for_excel_would_not_make_it() -> None:
    with pytest.raises(RenderError) as error:
        Template(pivot()).render(rows(0))
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.table-without-rows"]


def test_a_pivot_table_follows_the_name_of_its_sheet() -> None:
    out = Template(pivot(sheet="Biểu {{ so }}")).render({**rows(2), "so": 7})
    assert 'sheet="Biểu 7"' in part(out, CACHE)


def sparkline(shown: str, **options: Any) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Biểu")
    sheet.write_column("A1", ["{%tr for r in rows %}", "{{ r }}", "{%tr endfor %}", "Tổng"])
    sheet.write_row("B2", [1, 2, 3])
    sheet.add_sparkline("E2", {"range": shown, **options})
    book.close()
    return file.getvalue()


def test_each_repeated_row_has_a_sparkline_of_its_own() -> None:
    sheet = part(Template(sparkline("Biểu!B2:D2")).render({"rows": range(3)}), SHEET)
    shown = [f"<xm:f>'Biểu'!B{row}:D{row}</xm:f><xm:sqref>E{row}</xm:sqref>" for row in (1, 2, 3)]
    assert "</x14:sparkline><x14:sparkline>".join(shown) in sheet
    assert "x14:sparkline>" not in part(Template(sparkline("Biểu!B2:D2")).render({"rows": []}), SHEET)


def test_a_sparkline_of_a_repeated_row_that_shows_other_rows_is_refused() -> None:
    assert refused(sparkline("Biểu!B2:D4")) == [("congvan.excel.cannot-repeat", "sparkline E2")]
