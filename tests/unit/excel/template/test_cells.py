from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.excel import Template
from congvan.problems import RenderError, TemplateError
from congvan.vietnamese.dates import DateParts
from tests.support.spreadsheets import cell, made, opened, part, saved, values

ONE = Template(made({"A1": "{{ x }}"}))
IN_ROWS = Template(made({"A1": "{%tr for x in xs %}", "A2": "{{ x }}", "A3": "{%tr endfor %}"}))


def codes(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (5, 5),
        (-12.5, -12.5),
        (Decimal("1234.50"), 1234.5),
        (Fraction(1, 4), 0.25),
        (True, True),
        ("chữ", "chữ"),
        (date(2027, 1, 5), datetime(2027, 1, 5)),
        (datetime(2027, 1, 5, 14, 30), datetime(2027, 1, 5, 14, 30)),
        (time(7, 30), time(7, 30)),
        (DateParts(2027, 3, 4), datetime(2027, 3, 4)),
        (DateParts(2027, 3), "tháng 3 năm 2027"),
        (None, None),
        ("", None),
    ],
)
def test_a_cell_of_one_tag_takes_the_type_of_its_value(value: object, read: object) -> None:
    found = cell(ONE.render({"x": value}), "A1").value
    if isinstance(value, DateParts) and value.day is None:
        assert isinstance(found, str)
    else:
        assert (type(found), found) == (type(read), read)


def test_a_value_stands_under_the_number_format_of_the_template() -> None:
    def formats(sheet: Any) -> None:
        sheet["A1"].number_format = "#,##0.00"
        sheet["A2"].number_format = "mm/yyyy"

    out = Template(made({"A1": "{{ x }}", "A2": "{{ day }}"}, change=formats)).render(
        {"x": 1234.5, "day": date(2027, 3, 4)}
    )
    assert cell(out, "A1").number_format == "#,##0.00"
    assert (cell(out, "A2").number_format, cell(out, "A2").value) == ("mm/yyyy", datetime(2027, 3, 4))


def test_a_day_in_a_cell_of_another_format_is_still_shown_as_a_day() -> None:
    def formats(sheet: Any) -> None:
        sheet["A1"].number_format = "#,##0.00"
        sheet["A1"].font = openpyxl_bold()

    found = cell(Template(made({"A1": "{{ x }}"}, change=formats)).render({"x": date(2027, 3, 4)}), "A1")
    assert (found.number_format, found.value, found.font.b) == ("dd/mm/yyyy", datetime(2027, 3, 4), True)


def openpyxl_bold() -> Any:
    from openpyxl.styles import Font

    return Font(bold=True)


ATTACKS = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "=cmd|'/c calc'!A0",
    "</t></is></c><c><f>1+1</f></c>",
    "{{ x }}",
    "{%tr endfor %}",
    "]]>",
    "&amp;",
    "_x003D_1",
    " hai đầu ",
    "hai\ndòng",
    "<?xml?>",
]


@pytest.mark.parametrize("value", ATTACKS)
def test_text_stays_the_text_it_is(value: str) -> None:
    for out, name in ((ONE.render({"x": value}), "A1"), (IN_ROWS.render({"xs": [value] * 3}), "A2")):
        found = cell(out, name)
        assert found.data_type == "s"
        assert str(found.value).replace("_x005F_", "_") == value
        assert "<f>" not in part(out, "xl/worksheets/sheet1.xml")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_is_read_back_as_it_was(value: str) -> None:
    if any(character in value for character in "\ufffe\uffff"):
        return
    found = values(IN_ROWS.render({"xs": [value, 1]})).get("A1")
    assert (found or "").replace("_x005F_", "_") == value


@given(
    st.lists(
        st.one_of(
            st.integers(-(10**15) + 1, 10**15 - 1),
            st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.none(),
            st.dates(date(1900, 3, 1)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_values_together_keep_their_types(given_values: list[object]) -> None:
    sheet = opened(IN_ROWS.render({"xs": given_values})).worksheets[0]
    for row, value in enumerate(given_values, 1):
        found = sheet.cell(row, 1).value
        if isinstance(value, date):
            assert found == datetime(value.year, value.month, value.day)
        else:
            assert found == value
            assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("x" * 32_768, "congvan.excel.text-too-long"),
        ("a\x00b", "congvan.excel.forbidden-character"),
        ("a\ud800", "congvan.excel.forbidden-character"),
        (float("nan"), "congvan.excel.number"),
        (Decimal("Infinity"), "congvan.excel.number"),
        (1234567890123456789, "congvan.excel.number-too-long"),
        (date(1899, 1, 1), "congvan.excel.date-too-early"),
        ({"a": 1}, "congvan.tags.not-printable"),
        (object(), "congvan.tags.not-printable"),
    ],
)
def test_what_a_cell_cannot_hold_is_told_with_its_sheet_and_cell(value: object, code: str) -> None:
    with pytest.raises(RenderError) as error:
        IN_ROWS.render({"xs": ["ok", value]})
    assert codes(error) == [code]
    assert (error.value.problems[0].place.part, error.value.problems[0].place.path) == ("Biểu", "A2")
    assert error.value.problems[0].message("vi")


def test_the_problems_of_all_cells_come_at_once() -> None:
    with pytest.raises(RenderError) as error:
        IN_ROWS.render({"xs": ["\x01", 5, "\x02"]})
    assert [problem.place.path for problem in error.value.problems] == ["A1", "A3"]


def test_a_name_without_a_value_is_told_with_its_cell() -> None:
    with pytest.raises(RenderError) as error:
        ONE.render({"y": 1})
    assert error.value.problems[0].place.path == "A1"
    assert error.value.problems[0].code.startswith("congvan.tags.unknown-name")


def test_text_with_tags_is_text() -> None:
    template = Template(made({"A1": "Năm {{ year }}: {{ n }} người{% if n > 1 %}!{% endif %}"}))
    assert values(template.render({"year": 2027, "n": 2.5})) == {"A1": "Năm 2027: 2,5 người!"}


def test_a_filter_keeps_what_it_makes() -> None:
    template = Template(
        made({"A1": "{{ x | round }}", "A2": "{{ y | default(7) }}", "A3": "{{ z | upper }}"})
    )
    assert values(template.render({"x": 2.6, "z": "a"})) == {"A1": 3, "A2": 7, "A3": "A"}


def test_rich_text_keeps_its_fonts_and_a_tag_that_was_split() -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    bold = InlineFont(b=True)
    rich = CellRichText("Đơn vị ", TextBlock(bold, "{{ don"), "_vi }}", TextBlock(bold, " & Co"))
    out = Template(made({"A1": rich})).render({"don_vi": "Sở <A>"})
    found = cell(out, "A1").value
    assert str(found) == "Đơn vị Sở <A> & Co"
    assert isinstance(found, CellRichText)
    assert isinstance(found[1], TextBlock)
    assert found[1].text == "Sở <A>"


def test_tags_in_headers_sheet_names_and_properties_are_filled() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu {{ so }}"
    sheet["A1"] = "{{ so }}"
    assert sheet.oddHeader is not None
    sheet.oddHeader.left.text = "{{ don_vi }}"
    other = book.create_sheet("Khác")
    other["A1"] = "='Biểu {{ so }}'!A1"
    book.properties.title = "Biểu {{ so }} của {{ don_vi }}"
    template = Template(saved(book))
    assert template.names == {"so", "don_vi"}
    out = template.render({"so": 5, "don_vi": "A & B"})
    assert opened(out).sheetnames == ["Biểu 5", "Khác"]
    assert values(out, "Khác") == {"A1": "='Biểu 5'!A1"}
    assert opened(out).properties.title == "Biểu 5 của A & B"
    assert "A &amp;&amp; B" in part(out, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "Khác", "'a"])
def test_a_sheet_name_that_excel_refuses_is_told(name: str) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    book.create_sheet("Khác")
    sheet.title = "{{ name }}"
    book.move_sheet(sheet, 1)
    with pytest.raises(RenderError) as error:
        Template(saved(book)).render({"name": name})
    assert codes(error) == ["congvan.excel.sheet-name"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"A1": "{{ x | no_such }}"}, "congvan.tags.unknown-filter"),
        ({"A1": "{{ x.__class__ }}"}, "congvan.tags.forbidden"),
        ({"A1": "{{ 1 + }}"}, "congvan.tags.syntax"),
        ({"A1": '="{{ x }}"'}, "congvan.excel.tag-in-formula"),
    ],
)
def test_a_wrong_tag_is_told_when_the_template_is_compiled(cells: dict[str, str], code: str) -> None:
    with pytest.raises(TemplateError) as error:
        Template(made(cells))
    assert codes(error) == [code]
    assert error.value.problems[0].place.path == "A1"
