from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from congvan.excel import Template
from congvan.problems import RenderError, TemplateError
from tests.support.rich_workbook import picture, rich_template, rich_values
from tests.support.spreadsheets import made, opened, part, parts, saved, values, with_parts

TEMPLATE = rich_template()
RICH = Template(TEMPLATE)
FIVE = RICH.render(rich_values(5))
SHEET = part(FIVE, "xl/worksheets/sheet1.xml")
CONTENT_TYPES = "[Content_Types].xml"


def test_every_part_of_the_template_is_in_the_output() -> None:
    assert set(parts(FIVE)) == set(parts(TEMPLATE))
    assert RICH.names == {"number", "office", "year", "rows"}


def test_parts_that_name_no_cell_are_carried_over_byte_by_byte() -> None:
    before, after = parts(TEMPLATE), parts(FIVE)
    same = {name for name in before if before[name] == after[name]}
    assert {
        name for name in before if name.startswith(("xl/theme", "xl/media", "xl/styles", "_rels"))
    } <= same
    assert {name for name in before if name.endswith(".rels")} <= same
    assert CONTENT_TYPES in same


def test_no_tag_is_left() -> None:
    assert not [name for name, data in parts(FIVE).items() if b"{{" in data or b"{%" in data]


@pytest.mark.parametrize(
    "expected",
    [
        '<mergeCell ref="A1:F1"/><mergeCell ref="H5:I5"/>',
        '<mergeCell ref="H9:I9"/></mergeCells>',
        '<autoFilter ref="A4:F9"/>',
        'sqref="C5:E9"><cfRule type="expression"',
        "<formula>$C5&gt;$D$10</formula>",
        "sqref=\"B5:B9\"><formula1>'Tổng hợp'!$D$1:$D$3</formula1>",
        '<hyperlink ref="J9" r:id="rId1"/><hyperlink ref="J10" location=',
        '<brk id="10"',
        "<xm:sqref>C5:C9</xm:sqref>",
        "Sở A &amp;&amp; B",
        '<pane ySplit="4" topLeftCell="A5"',
        '<row r="9" ht="24" customHeight="1"',
        "<f>SUM(C$5:C9)</f>",
    ],
)
def test_what_the_rows_touch_has_grown_with_them(expected: str) -> None:
    assert expected in SHEET


def test_names_print_area_charts_tables_and_sparklines_follow() -> None:
    book = part(FIVE, "xl/workbook.xml")
    for expected in (
        "$A$1:$F$10<",
        "'Biểu 1'!$4:$4<",
        "'Biểu 1'!$C$5:$C$9<",
        "'Biểu 1'!$E$10<",
        "fullCalcOnLoad",
    ):
        assert expected in book
    chart = part(FIVE, "xl/charts/chart1.xml")
    assert "<c:f>'Biểu 1'!$B$5:$B$9</c:f>" in chart
    assert "<c:f>'Biểu 1'!$C$5:$C$9</c:f>" in chart
    assert "Đồ thị 2027" in chart
    assert '<autoFilter ref="A1:B6"/>' in part(FIVE, "xl/tables/table1.xml")
    assert "<xm:f>'Biểu 1'!C5:C9</xm:f>" in part(FIVE, "xl/worksheets/sheet2.xml")


def test_comments_and_pictures_of_a_row_are_repeated_and_others_move() -> None:
    comments = re.findall(r'<comment ref="(\w+)"', part(FIVE, "xl/comments1.xml"))
    assert comments == ["B5", "B6", "B7", "B8", "B9", "B10"]
    shapes = part(FIVE, "xl/drawings/vmlDrawing1.vml")
    assert re.findall(r"<x:Row>(\d+)", shapes) == ["4", "5", "6", "7", "8", "9"]
    assert len(set(re.findall(r'<v:shape [^>]*?id="(\w+)"', shapes))) == 6
    drawing = part(FIVE, "xl/drawings/drawing1.xml")
    starts = re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    assert starts == ["4", "5", "6", "7", "8", "11", "12"]
    ids = re.findall(r'<xdr:cNvPr id="(\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 7


def test_a_table_without_rows_is_refused_for_excel_would_not_open_it() -> None:
    with pytest.raises(RenderError) as error:
        RICH.render(rich_values(0))
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.table-without-rows"]


def test_sheets_without_tags_are_carried_over_byte_by_byte() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first["A1"] = "{{ x }}"
    book.create_sheet("Khác")["A1"] = "giữ nguyên"
    data = saved(book)
    out = Template(data).render({"x": 1})
    assert part(out, "xl/worksheets/sheet2.xml") == part(data, "xl/worksheets/sheet2.xml")
    assert part(out, "xl/workbook.xml") == part(data, "xl/workbook.xml")


def test_a_template_without_tags_comes_out_as_it_was() -> None:
    data = made({"A1": "chữ", "B2": 5, "C3": "=B2*2"})
    assert parts(Template(data).render({})).keys() == parts(data).keys()
    assert values(Template(data).render({})) == {"A1": "chữ", "B2": 5, "C3": "=B2*2"}


def test_results_kept_beside_formulas_are_left_out_and_worked_out_on_opening() -> None:
    data = made({"A1": "{{ x }}", "A2": "=A1*2"})
    sheet = (
        part(data, "xl/worksheets/sheet1.xml").replace("<v></v>", "<v>99</v>").replace("<v/>", "<v>99</v>")
    )
    out = Template(with_parts(data, {"xl/worksheets/sheet1.xml": sheet.encode()})).render({"x": 1})
    assert "99" not in part(out, "xl/worksheets/sheet1.xml")
    assert 'fullCalcOnLoad="1"' in part(out, "xl/workbook.xml")


def with_extra(data: bytes, name: str, kind: str, content: bytes = b"<x/>") -> bytes:
    """A workbook with one more part."""
    types = part(data, CONTENT_TYPES).replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    )
    return with_parts(data, {CONTENT_TYPES: types.encode(), name: content})


STRANGE = "application/vnd.openxmlformats-officedocument.spreadsheetml.revisionLog+xml"
MOVING = made({"A1": "{%tr for r in rows %}", "A2": "{{ r }}", "A3": "{%tr endfor %}"})
STILL = made({"A1": "{{ x }}"})


def test_a_part_that_is_not_understood_is_refused_only_where_rows_move() -> None:
    with pytest.raises(TemplateError) as error:
        Template(with_extra(MOVING, "xl/revisions/revisionLog1.xml", STRANGE))
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.cannot-follow"]
    kept = Template(with_extra(STILL, "xl/revisions/revisionLog1.xml", STRANGE)).render({"x": 1})
    assert parts(kept)["xl/revisions/revisionLog1.xml"] == b"<x/>"


def test_an_element_that_is_not_understood_is_refused_where_rows_move() -> None:
    sheet = part(MOVING, "xl/worksheets/sheet1.xml").replace(
        "</sheetData>", '</sheetData><scenarios><scenario name="a"/></scenarios>'
    )
    with pytest.raises(TemplateError) as error:
        Template(with_parts(MOVING, {"xl/worksheets/sheet1.xml": sheet.encode()}))
    assert [problem.parameters["name"] for problem in error.value.problems] == ["scenarios"]


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", "congvan.excel.macros"),
        ("xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml", "congvan.excel.macros"),
        ("_xmlsignatures/sig1.xml", "application/xml", "congvan.excel.signed"),
    ],
)
def test_macros_and_signatures_are_refused(name: str, kind: str, code: str) -> None:
    with pytest.raises(TemplateError) as error:
        Template(with_extra(STILL, name, kind))
    assert [problem.code for problem in error.value.problems] == [code]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    import io

    import docx

    letter = io.BytesIO()
    docx.Document().save(letter)
    with pytest.raises(TemplateError) as error:
        Template(letter.getvalue())
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.not-a-workbook"]
    for data in (b"", b"a;b", b"<html/>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600):
        with pytest.raises(TemplateError):
            Template(data)
    with pytest.raises(TemplateError) as error:
        Template(tmp_path / "không có.xlsx")
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.no-such-template"]


def test_a_template_file_of_excel_makes_workbooks(tmp_path: Path) -> None:
    types = part(STILL, CONTENT_TYPES).replace("sheet.main+xml", "template.main+xml")
    path = tmp_path / "mẫu.xltx"
    path.write_bytes(with_parts(STILL, {CONTENT_TYPES: types.encode()}))
    out = Template(path).render({"x": 5})
    assert "sheet.main+xml" in part(out, CONTENT_TYPES)
    assert values(out) == {"A1": 5}


def test_a_sheet_whose_elements_have_a_prefix_is_read_all_the_same() -> None:
    sheet = part(MOVING, "xl/worksheets/sheet1.xml")
    named = re.sub(r"<(/?)(\w)", r"<\1x:\2", sheet).replace("xmlns=", "xmlns:x=")
    out = Template(with_parts(MOVING, {"xl/worksheets/sheet1.xml": named.encode()})).render(
        {"rows": [1, "hai"]}
    )
    assert values(out) == {"A1": 1, "A2": "hai"}


def test_the_list_of_calculations_is_dropped() -> None:
    data = made({"A1": "{{ x }}", "A2": "=A1"})
    rels = part(data, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rId99" Target="calcChain.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/calcChain"/></Relationships>',
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    data = with_parts(
        with_extra(data, "xl/calcChain.xml", kind), {"xl/_rels/workbook.xml.rels": rels.encode()}
    )
    out = Template(data).render({"x": 1})
    assert "xl/calcChain.xml" not in parts(out)
    assert "calcChain" not in part(out, CONTENT_TYPES) + part(out, "xl/_rels/workbook.xml.rels")


def test_formulas_that_are_shared_are_each_written_out() -> None:
    data = made(
        {
            **{f"A{row}": row for row in range(4, 7)},
            "A1": "{%tr for r in rows %}",
            "A2": "{{ r }}",
            "A3": "{%tr endfor %}",
        }
    )
    sheet = part(data, "xl/worksheets/sheet1.xml")
    for row, shared in (
        (4, '<f t="shared" ref="B4:B6" si="0">A4*2</f>'),
        (5, '<f t="shared" si="0"/>'),
        (6, '<f t="shared" si="0"/>'),
    ):
        sheet = re.sub(rf'(<row r="{row}".*?)</row>', rf'\1<c r="B{row}">{shared}<v>1</v></c></row>', sheet)
    out = Template(with_parts(data, {"xl/worksheets/sheet1.xml": sheet.encode()})).render({"rows": [7, 8, 9]})
    assert [values(out)[f"B{row}"] for row in (4, 5, 6)] == ["=A4*2", "=A5*2", "=A6*2"]
    assert opened(out).worksheets[0]["A4"].value == 4


NEWER = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/'
    'spreadsheetml/2009/9/main"><x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/'
    'excel/2006/main"><x14:dataValidation type="list"><x14:formula1><xm:f>$A$4:$A$5</xm:f></x14:formula1>'
    "<xm:sqref>A2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def test_newer_validation_follows_and_goes_with_its_last_row() -> None:
    sheet = part(MOVING, "xl/worksheets/sheet1.xml").replace("</worksheet>", f"{NEWER}</worksheet>")
    template = Template(with_parts(MOVING, {"xl/worksheets/sheet1.xml": sheet.encode()}))
    grown = part(template.render({"rows": range(4)}), "xl/worksheets/sheet1.xml")
    assert "<xm:f>$A$5:$A$6</xm:f>" in grown
    assert "<xm:sqref>A1:A4</xm:sqref>" in grown
    assert "extLst" not in part(template.render({"rows": []}), "xl/worksheets/sheet1.xml")


def test_tags_in_the_messages_of_a_validation_are_filled() -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    def change(sheet: Any) -> None:
        sheet.add_data_validation(
            DataValidation(type="whole", sqref="A2", formula1="1", prompt="Số của {{ office }}")
        )

    cells = {"A1": "{%tr for r in rows %}", "A2": "{{ r }}", "A3": "{%tr endfor %}"}
    out = Template(made(cells, change=change)).render({"rows": [1, 2], "office": 'A & "B"'})
    found = opened(out).worksheets[0].data_validations.dataValidation[0]
    assert (found.prompt, str(found.sqref)) == ('Số của A & "B"', "A1:A2")


def test_text_boxes_and_links_of_pictures_follow_the_cells_they_name() -> None:
    import io

    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Biểu")
    sheet.write_column("A1", ["{%tr for r in rows %}", "{{ r }}", "{%tr endfor %}", "Tổng"])
    sheet.insert_textbox("D1", "", {"textlink": "=$A$4"})
    sheet.insert_image("D9", "a.png", {"image_data": io.BytesIO(picture()), "url": "internal:'Biểu'!A4"})
    book.close()
    out = Template(file.getvalue()).render({"rows": range(5)})
    assert 'textlink="$A$6"' in part(out, "xl/drawings/drawing1.xml")
    assert "'Biểu'!A6" in part(out, "xl/drawings/_rels/drawing1.xml.rels")
