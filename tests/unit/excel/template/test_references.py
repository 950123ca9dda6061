from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from congvan.excel import Template
from congvan.problems import RenderError, TemplateError
from tests.support.spreadsheets import made, opened, saved, values

ROWS = {"A2": "{%tr for r in rows %}", "A3": "{{ r }}", "A4": "{%tr endfor %}"}


def formula(cells: dict[str, object], name: str, count: int = 3) -> Any:
    return values(Template(made({**ROWS, **cells})).render({"rows": range(count)})).get(name)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=SUM(A3)", "=SUM(A2:A4)"),
        ("=SUM(A3:A3)", "=SUM(A2:A4)"),
        ("=SUM(A2:A4)", "=SUM(A2:A4)"),
        ("=SUM(A1:A4)", "=SUM(A1:A4)"),
        ("=SUM($A$3,1)", "=SUM($A$2:$A$4,1)"),
        ("=SUM( A3 )", "=SUM( A2:A4 )"),
        ('=COUNTIF(A3,">1")&A5', '=COUNTIF(A2:A4,">1")&A5'),
        ("=SUBTOTAL(9,A3)", "=SUBTOTAL(9,A2:A4)"),
        ("=A1+A6", "=A1+A6"),
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=SUM(3:3)", "=SUM(2:4)"),
        ("=Biểu!A6", "='Biểu'!A6"),
        ("=SUM(Biểu!A3)*2", "=SUM('Biểu'!A2:A4)*2"),
        ('="A3"&"SUM(A3)"', '="A3"&"SUM(A3)"'),
        ("=Ten_A3", "=Ten_A3"),
        ("=A7:A9", "=A7:A9"),
    ],
)
def test_a_formula_below_the_rows_names_all_of_them(typed: str, written: str) -> None:
    assert formula({"A5": typed}, "A5") == written


@pytest.mark.parametrize(
    ("typed", "third"),
    [
        ("=A3*2", "=A4*2"),
        ("=SUM(A3:B3)", "=SUM(A4:B4)"),
        ("=$A3", "=$A4"),
        ("=A1+A3", "=A1+A4"),
        ("=SUM(A$3:A3)", "=SUM(A$2:A4)"),
        ("=SUM(A$1:A3)", "=SUM(A$1:A4)"),
        ("=SUM($A$1)", "=SUM($A$1)"),
    ],
)
def test_a_formula_in_the_rows_stays_with_its_own(typed: str, third: str) -> None:
    assert formula({"C3": typed}, "C4") == third


def test_a_sum_over_no_rows_is_over_a_cell_that_is_empty() -> None:
    assert formula({"A5": "=SUM(A3)"}, "A2", count=0) == "=SUM(A1048576)"
    assert formula({"A5": "=SUM(A1:A3)"}, "A2", count=0) == "=SUM(A1:A1)"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"A1": "=SUM(A3)"}, "congvan.excel.refers-ahead"),
        ({"A1": "=A5"}, "congvan.excel.refers-ahead"),
        ({"C3": "=A3/A$5"}, "congvan.excel.refers-ahead"),
        ({"C3": "=A3/SUM(A2:A5)"}, "congvan.excel.refers-ahead"),
        ({"A5": "=A3"}, "congvan.excel.cell-of-many"),
        ({"A5": "=A3+1"}, "congvan.excel.cell-of-many"),
        ({"A5": "=SUM(A3*2)"}, "congvan.excel.cell-of-many"),
        ({"A5": "=A2"}, "congvan.excel.refers-to-tags"),
        (
            {"A7": "{%tr for r in rows %}", "A8": 1, "A9": 2, "A10": "{%tr endfor %}", "A11": "=SUM(A8)"},
            "congvan.excel.part-of-repeated",
        ),
        ({"A5": '=INDIRECT("A3")'}, "congvan.excel.unknown-reference"),
        ({"A5": '=SUM(INDIRECT("$A$" & 3))'}, "congvan.excel.unknown-reference"),
        ({"A5": "=SUM(Biểu:Khác!A3)"}, "congvan.excel.unknown-reference"),
        ({"A5": '=SUM("A3'}, "congvan.excel.formula"),
    ],
)
def test_what_could_only_be_guessed_is_refused_when_the_template_is_compiled(
    cells: dict[str, object], code: str
) -> None:
    with pytest.raises(TemplateError) as error:
        Template(made({**ROWS, **cells}))
    assert [problem.code for problem in error.value.problems] == [code]
    assert error.value.problems[0].place.path == list(cells)[-1]
    assert error.value.problems[0].hint("vi")


def test_a_formula_that_names_a_row_left_out_is_refused() -> None:
    template = Template(
        made({"A1": "{%tr if x %}", "A2": 1, "A3": "{%tr endif %}", "A4": "=A2", "A5": "=SUM(A2)"})
    )
    assert values(template.render({"x": 1}))["A2"] == "=A1"
    with pytest.raises(RenderError) as error:
        template.render({"x": 0})
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.row-left-out"]


def test_names_print_area_and_titles_follow() -> None:
    import openpyxl
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu"
    for name, value in {**ROWS, "A1": "đầu", "A6": "cuối"}.items():
        sheet[name] = value
    sheet.print_area = "A1:C6"
    sheet.print_title_rows = "1:1"
    book.defined_names["so"] = DefinedName("so", attr_text="'Biểu'!$A$3")
    book.defined_names["cuoi"] = DefinedName("cuoi", attr_text="'Biểu'!$A$6*2")
    out = opened(Template(saved(book)).render({"rows": range(10)}))
    page = out.worksheets[0]
    assert (page.print_area, page.print_title_rows) == ("'Biểu'!$A$1:$C$13", "$1:$1")
    assert out.defined_names["so"].attr_text == "'Biểu'!$A$2:$A$11"
    assert out.defined_names["cuoi"].attr_text == "'Biểu'!$A$13*2"


def test_a_sheet_before_may_sum_the_rows_of_a_later_one() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Tổng"
    first["A1"] = "=SUM('Số liệu'!A3)"
    data = book.create_sheet("Số liệu")
    for name, value in ROWS.items():
        data[name] = value
    data["A5"] = "=SUM(A3)/Tổng!B1"
    out = Template(saved(book)).render({"rows": range(4)})
    assert values(out, "Tổng")["A1"] == "=SUM('Số liệu'!A2:A5)"
    assert (
        values(out, "Số liệu")["A6"] == "=SUM(A2:A5)/'Tổng'!B1"
        or values(out, "Số liệu")["A6"] == "=SUM(A2:A5)/Tổng!B1"
    )


def test_sheets_whose_rows_wait_for_each_other_are_refused() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheets = [book.active, book.create_sheet("Hai")]
    for sheet, other in zip(sheets, ("Hai", "Sheet"), strict=True):
        assert sheet is not None
        for name, value in ROWS.items():
            sheet[name] = value
        sheet["A5"] = f"=SUM({other}!A3)"
    with pytest.raises(TemplateError) as error:
        Template(saved(book))
    assert [problem.code for problem in error.value.problems] == ["congvan.excel.sheets-in-circle"]


@settings(max_examples=40)
@given(
    start=st.integers(2, 6),
    height=st.integers(1, 3),
    count=st.integers(0, 7),
    first=st.integers(1, 14),
    extra=st.integers(0, 6),
    column=st.integers(1, 30),
)
def test_a_range_covers_exactly_what_its_rows_have_become(
    start: int, height: int, count: int, first: int, extra: int, column: int
) -> None:
    """Each row of the template is marked; the range must cover the same marks in the output."""
    opening, closing = start, start + height + 1
    last = first + extra
    letter = get_column_letter(column)
    cells: dict[str, object] = {f"{letter}{row}": f"h{row}" for row in range(1, 25)}
    cells[f"{letter}{opening}"], cells[f"{letter}{closing}"] = "{%tr for r in rows %}", "{%tr endfor %}"
    cells[f"AZ{26}"] = f"=SUM({letter}{first}:{letter}{last})"
    marks = {f"h{row}" for row in range(first, last + 1)} - {f"h{opening}", f"h{closing}"}
    data = made(cells)
    body = {f"h{row}" for row in range(opening + 1, closing)}
    if not marks or marks & body not in (set(), body):
        with pytest.raises(TemplateError):
            Template(data)
        return
    out = values(Template(data).render({"rows": range(count)}))
    typed = next(value for name, value in out.items() if name.startswith("AZ"))
    area = typed.removeprefix("=SUM(").removesuffix(")")
    if area == f"{letter}1048576:{letter}1048576":
        assert not marks.intersection(out.values())
        return
    top, _, bottom = area.replace(letter, "").partition(":")
    covered = {
        int(name.removeprefix(letter)): value
        for name, value in out.items()
        if name.startswith(letter) and name.removeprefix(letter).isdigit()
    }
    inside = [value for row, value in covered.items() if int(top) <= row <= int(bottom)]
    outside = [value for row, value in covered.items() if not int(top) <= row <= int(bottom)]
    assert set(inside) == marks.intersection(covered.values())
    assert not marks.intersection(outside)
