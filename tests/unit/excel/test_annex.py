"""The head of a workbook, its sheets, and how it prints."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from attrs import evolve
from openpyxl import load_workbook

from congvan.api import render
from congvan.excel import annex
from congvan.model import (
    Appendix,
    Column,
    ColumnKind,
    Issuer,
    Letterhead,
    Medium,
    Orientation,
    SendAs,
    Table,
)
from congvan.opc import read_package, read_stamp, stamp
from congvan.problems import RenderError
from congvan.standard import ND30
from tests.support.annexes import (
    DAY,
    NAME,
    REGISTRATION,
    STT,
    annex_of,
    book_of,
    place_of,
    sheet_of,
    words,
)
from tests.support.small import small_dispatch


def test_the_head_stands_in_the_decrees_order() -> None:
    sheet = sheet_of(REGISTRATION, standing=2)
    blank = "\u00a0" * 6
    assert words(sheet)[:6] == [
        "Phụ lục II",
        "DANH SÁCH ĐĂNG KÝ",
        f"(Kèm theo Công văn số{blank}ngày{blank}tháng{blank}năm{blank}của Sở Nội vụ)",
        words(sheet)[3],
        "Biểu mẫu 1",
        "Đơn vị tính: buổi",
    ]
    assert set(words(sheet)[3]) == {"_"}
    assert sheet["A1"].value is None
    assert (sheet["A1"].font.size, sheet["A1"].alignment.horizontal) == (10, "right")
    for row, (size, bold, italic) in enumerate([(14, True, False), (14, True, False), (14, False, True)], 2):
        cell = sheet.cell(row, 1)
        assert (cell.font.size, bool(cell.font.b), bool(cell.font.i)) == (size, bold, italic)
        assert cell.alignment.horizontal == "center"


def test_on_paper_the_link_line_is_filled_in() -> None:
    sheet = sheet_of(REGISTRATION, medium=Medium.PAPER, reference="05/SNV-CCHC", type="Quyết định")
    assert "(Kèm theo Quyết định số 05/SNV-CCHC ngày 09 tháng 3 năm 2027 của Sở Nội vụ)" in words(sheet)


def test_a_joint_dispatch_names_both_in_the_link_line() -> None:
    sheet = sheet_of(REGISTRATION, issuer=[Issuer("Sở Nội vụ"), Issuer("Sở Tài chính")])
    assert any(text.endswith("của Sở Nội vụ và Sở Tài chính)") for text in words(sheet))


def test_a_sole_appendix_has_no_number_and_title_and_link_line_may_be_left_out() -> None:
    sheet = sheet_of(REGISTRATION, title=None, link_line=False)
    assert words(sheet)[:2] == ["Phụ lục", "Biểu mẫu 1"]
    assert sheet.title == "Phụ lục"


def test_a_form_has_its_own_head() -> None:
    head = Letterhead(parent="UBND tỉnh Hà Tĩnh", place="Hà Tĩnh")
    said = words(sheet_of(REGISTRATION, letterhead=head))
    assert "UBND TỈNH HÀ TĨNH" in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert "Hà Tĩnh, ngày …… tháng …… năm ……" in said
    assert "…" * 12 in said


def test_headings_are_merged_and_data_is_not() -> None:
    sheet = sheet_of(REGISTRATION)
    top = place_of(sheet, "STT").row
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{top}:A{top + 1}", f"C{top}:E{top}", f"H{top}:H{top + 1}"} <= merged
    assert not [area for area in sheet.merged_cells.ranges if area.max_row > top + 1]
    assert place_of(sheet, "Kinh phí\n(nghìn đồng)").row == top
    assert sheet.print_title_rows == f"${top}:${top + 1}"
    assert sheet.freeze_panes == f"A{top + 2}"


def test_every_data_cell_has_a_thin_black_frame() -> None:
    sheet = sheet_of(REGISTRATION)
    top = place_of(sheet, "Sở Y tế").row
    for row in sheet.iter_rows(min_row=top, max_row=top + 4):
        for cell in row:
            sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
            assert [side.style for side in sides] == ["thin"] * 4
            assert [side.color for side in sides] == [None] * 4


def test_choices_are_a_list_over_data_and_blank_rows() -> None:
    sheet = sheet_of(REGISTRATION)
    row = place_of(sheet, "Sở Y tế").row
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"Trực tiếp,Trực tuyến"')
    assert str(rule.sqref) == f"H{row}:H{row + 3}"


def test_choices_that_do_not_fit_a_rule_stand_on_a_hidden_sheet() -> None:
    many = Column(title="Xã", kind=ColumnKind.CHOICE, choices=tuple(f"Xã Đồng Rạng {n}" for n in range(40)))
    comma = Column(title="Cấp", kind=ColumnKind.CHOICE, choices=("Tỉnh, xã", "=Khác"))
    book = book_of(Table(columns=(many, comma), blank_rows=1))
    sheet, hidden = book.worksheets
    assert (hidden.title, hidden.sheet_state) == ("Danh mục", "hidden")
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == [
        "'Danh mục'!$A$1:$A$40",
        "'Danh mục'!$B$1:$B$2",
    ]
    assert [cell.value for cell in hidden["B"]][:2] == ["Tỉnh, xã", "=Khác"]
    assert hidden["B2"].data_type == "s"


def test_it_prints_on_a4_one_page_wide() -> None:
    sheet = sheet_of(REGISTRATION)
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted is not None
    assert fitted.fitToPage
    margins = (
        sheet.page_margins.left,
        sheet.page_margins.right,
        sheet.page_margins.top,
        sheet.page_margins.bottom,
    )
    page = ND30.page
    chosen = (page.margin_left_mm, page.margin_right_mm, page.margin_top_mm, page.margin_bottom_mm)
    assert [round(margin * 25.4, 2) for margin in margins] == list(chosen)
    assert str(sheet.print_area).endswith(f"$H${sheet.max_row}")


def test_pages_are_numbered_on_top_but_for_the_first() -> None:
    package = read_package(annex_of(REGISTRATION))
    xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'differentFirst="1"' in xml
    assert '&amp;C&amp;"Times New Roman,Regular"&amp;14&amp;P' in xml
    assert 'firstPageNumber="1"' in xml
    assert "<firstHeader/>" in xml


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/theme/theme1.xml", "xl/worksheets/sheet1.xml"])
def test_no_other_font_and_no_theme_colour_is_used(part: str) -> None:
    xml = read_package(annex_of(REGISTRATION)).read(part).decode()
    assert "Calibri" not in xml
    assert "Cambria" not in xml
    assert 'theme="' not in xml


def test_every_cell_is_set_in_the_standards_font() -> None:
    book = book_of(REGISTRATION)
    sheet = book.worksheets[0]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {ND30.font}
    assert sheet.cell(999, 99).font.name == ND30.font


def test_a_wide_table_is_turned_and_a_narrow_one_is_not() -> None:
    assert sheet_of(Table(columns=(STT, NAME), blank_rows=3)).page_setup.orientation == "portrait"
    wide = Table(
        columns=[evolve(NAME, key=f"c{n}", title="Cơ quan phối hợp") for n in range(9)], blank_rows=3
    )
    assert sheet_of(wide).page_setup.orientation == "landscape"
    turned = sheet_of(Table(columns=(STT, NAME), blank_rows=3), orientation=Orientation.LANDSCAPE)
    assert turned.page_setup.orientation == "landscape"


def test_a_width_by_hand_is_kept() -> None:
    sheet = sheet_of(Table(columns=(STT, evolve(NAME, width=60.0), DAY), blank_rows=1))
    assert sheet.column_dimensions["B"].width * 8 / 96 * 25.4 == pytest.approx(60, abs=0.4)


def test_each_table_has_a_sheet_of_its_own() -> None:
    other = Table(name="nhan_su", columns=(STT, NAME))
    book = book_of(REGISTRATION, other, Table(columns=(NAME,)))
    assert book.sheetnames == ["Biểu mẫu 1", "nhan_su", "Phụ lục (3)"]
    assert all("Phụ lục" in words(sheet) for sheet in book.worksheets)


def test_several_appendices_are_sheets_of_one_workbook_where_they_are_asked_to() -> None:
    own = [
        Appendix(title="Danh sách", tables=REGISTRATION, send_as=SendAs.WORKBOOK),
        Appendix(blocks="Lời", send_as=SendAs.LETTER),
        Appendix(title="Nhân sự", tables=Table(columns=(STT, NAME)), send_as=SendAs.BOTH),
    ]
    made = render(small_dispatch(appendices=own, one_workbook=True), name="thư")
    assert [*made.files] == ["thư.docx", "thư-phu-luc.xlsx"]
    book = load_workbook(BytesIO(made.files["thư-phu-luc.xlsx"]))
    assert book.sheetnames == ["Phụ lục I", "Phụ lục III"]
    assert [words(sheet)[:2] for sheet in book.worksheets] == [
        ["Phụ lục I", "DANH SÁCH"],
        ["Phụ lục III", "NHÂN SỰ"],
    ]
    assert book.properties.title == small_dispatch().subject
    apart = render(small_dispatch(appendices=own), name="thư")
    assert [*apart.files] == ["thư.docx", "thư-phu-luc-I.xlsx", "thư-phu-luc-III.xlsx"]


def test_its_properties_come_from_the_dispatch() -> None:
    properties = book_of(REGISTRATION).properties
    assert (properties.title, properties.creator) == ("Danh sách đăng ký", "Sở Nội vụ")
    assert properties.created == properties.modified == datetime(2027, 3, 9)


def test_two_renders_are_equal() -> None:
    assert annex_of(REGISTRATION) == annex_of(REGISTRATION)


@pytest.mark.parametrize("blank_rows", [2, 3000], ids=["at once", "row by row"])
def test_it_is_stamped_so_that_an_edit_shows(blank_rows: int) -> None:
    data = annex_of(evolve(REGISTRATION, blank_rows=blank_rows))
    assert read_stamp(data).edited is False
    assert read_stamp(stamp(data, {})) == read_stamp(data)
    sheet = "xl/worksheets/sheet1.xml"
    package = read_package(data)
    edited = package.with_parts({sheet: package.read(sheet).replace(b"Bi\xe1\xbb\x83u", b"Mau", 1)})
    assert read_stamp(edited).edited is True


def test_an_appendix_without_a_table_is_refused() -> None:
    dispatch = small_dispatch(appendices=[Appendix(blocks="Lời", send_as=SendAs.LETTER)])
    with pytest.raises(RenderError) as caught:
        annex(dispatch, 0, standard=ND30)
    assert [problem.code for problem in caught.value.problems] == ["congvan.excel.no-table"]
    assert caught.value.problems[0].place.path == "appendices[0]"


def test_a_row_higher_than_excel_allows_is_refused_with_its_place() -> None:
    long = "Nội dung cần thực hiện. " * 200
    table = Table(columns=(evolve(NAME, width=20.0),), rows=[["ngắn"], [long], [long]])
    with pytest.raises(RenderError) as caught:
        annex_of(table)
    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [
        ("congvan.excel.row-too-high", "appendices[0].tables[0].rows[1]"),
        ("congvan.excel.row-too-high", "appendices[0].tables[0].rows[2]"),
    ]
