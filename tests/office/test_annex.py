"""The stock annex on paper, and its sums as another program works them out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from congvan.excel import annex
from congvan.model import (
    Appendix,
    Column,
    ColumnKind,
    Footnote,
    Letterhead,
    Orientation,
    SendAs,
    Table,
    Text,
    Total,
    printed,
)
from congvan.standard import ND30
from tests.support.grouped import GROUPED, NESTED
from tests.support.layout import Document, read_pdf
from tests.support.office import to_pdf
from tests.support.schema import schema_errors
from tests.support.small import small_dispatch

STT = Column(title="STT", kind=ColumnKind.STT)
NAME = Column(title="Cơ quan, đơn vị", key="ten")
MORNING = Column(title="Sáng", key="sang", kind=ColumnKind.INTEGER)
AFTERNOON = Column(title="Chiều", key="chieu", kind=ColumnKind.INTEGER)
SUM = Column(title="Cộng", key="cong", kind=ColumnKind.FORMULA, formula="sang + chieu")
SHARE = Column(title="Tỷ lệ", unit="%", key="ty_le", kind=ColumnKind.FORMULA, formula="sang / cong * 100")
MONEY = Column(title="Kinh phí", unit="triệu đồng", key="tien", kind=ColumnKind.DECIMAL)
DAY = Column(title="Ngày bắt đầu", key="ngay", kind=ColumnKind.DATE)
LONG = "Sở Nông nghiệp và Môi trường, gồm các chi cục, trung tâm và ban quản lý rừng đặc dụng trực thuộc"

FIGURES = Table(
    title="Biểu mẫu 1. Số buổi tập huấn",
    unit="buổi",
    columns=(STT, NAME, Column(title="Số buổi", columns=(MORNING, AFTERNOON, SUM)), SHARE, MONEY, DAY),
    rows=(
        (None, "Sở Y tế", 2, 3, None, None, Decimal("12.5"), date(2027, 4, 5)),
        (
            None,
            (Text("Sở Tài chính"), Footnote("Kể cả chi cục.")),
            1200,
            None,
            None,
            None,
            Decimal("1234.75"),
            None,
        ),
        (None, LONG, 0, 0, None, None, None, None),
    ),
    blank_rows=3,
    total=Total(under="ten", columns=("sang", "chieu", "cong", "tien")),
)
NAMES = Table(columns=(STT, NAME, Column(title="Chức vụ")), blank_rows=60)
WORDS = "Rà soát, cập nhật và công khai thủ tục hành chính thuộc thẩm quyền giải quyết của các cấp"
QUARTERS = [Column(title=f"Quý {n}", key=f"q{n}", kind=ColumnKind.INTEGER) for n in ("I", "II", "III", "IV")]
WIDE = Table(
    columns=(
        STT,
        Column(title="Nhiệm vụ", key="viec"),
        Column(
            title="Kết quả thực hiện trong năm",
            columns=(
                Column(title="Sáu tháng đầu năm", columns=QUARTERS[:2]),
                Column(title="Sáu tháng cuối năm", columns=QUARTERS[2:]),
                Column(title="Cả năm", key="nam", kind=ColumnKind.FORMULA, formula="qI + qII + qIII + qIV"),
            ),
        ),
        *[Column(title=f"Chỉ tiêu số {n}", key=f"c{n}", kind=ColumnKind.DECIMAL) for n in range(6)],
        Column(title="Cơ quan chủ trì"),
        DAY,
    ),
    rows=[
        (None, WORDS[: 20 * n], *(n, 10 * n, 100 * n, 1000 * n, None), *[Decimal("1234.5")] * 6, WORDS, None)
        for n in range(1, 7)
    ],
    column_numbers=True,
    total=Total(under="viec", columns=("qI", "nam", "c0")),
)
EMPTY = Table(columns=(STT, NAME, MORNING), blank_rows=2, total=Total(columns=("sang",)))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Figures across the page with a form's head, a long upright list, and an empty form of two sheets."""
    folder = tmp_path_factory.mktemp("annexes")
    head = Letterhead(parent="UBND tỉnh Hà Tĩnh", place="Hà Tĩnh")
    common: dict[str, Any] = {"title": "Danh sách đăng ký tập huấn kỹ năng số", "send_as": SendAs.WORKBOOK}
    appendices = {
        "figures": Appendix(tables=FIGURES, orientation=Orientation.LANDSCAPE, letterhead=head, **common),
        "list": Appendix(tables=NAMES, **common),
        "form": Appendix(tables=(EMPTY, NAMES), letterhead=head, **common),
        "grouped": Appendix(tables=GROUPED, **common),
        "nested": Appendix(tables=NESTED, **common),
        "wide": Appendix(tables=WIDE, **common),
    }
    dispatch = printed(small_dispatch(appendices=appendices.values()))
    for position, name in enumerate(appendices):
        (folder / f"{name}.xlsx").write_bytes(annex(dispatch, position, standard=ND30))
    return {name: folder / f"{name}.xlsx" for name in appendices}


@pytest.fixture(scope="module")
def pages(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    pdfs = to_pdf([*files.values()], tmp_path_factory.mktemp("pdf"))
    return {name: read_pdf(pdf) for name, pdf in zip(files, pdfs, strict=True)}


def test_the_schema_judge_finds_nothing(files: dict[str, Path]) -> None:
    assert schema_errors([*files.values()]) == {file: [] for file in files.values()}


@pytest.mark.parametrize(
    ("name", "table", "formulas"),
    [("figures", FIGURES, 2 * 6 + 4), ("grouped", GROUPED, 2 * 4 + 3 * 3), ("nested", NESTED, 2 * 3 + 6 * 3)],
)
def test_another_program_works_out_the_same_sums(
    name: str, table: Table, formulas: int, files: dict[str, Path], tmp_path: Path
) -> None:
    plain = tmp_path / "plain.xlsx"
    # Written anew, the workbook has no results left to copy.
    load_workbook(files[name]).save(plain)
    (reckoned,) = to_pdf([plain], tmp_path / "reckoned", ending="xlsx")
    theirs = load_workbook(reckoned, data_only=True).worksheets[0]
    ours = load_workbook(files[name], data_only=True).worksheets[0]
    places = [
        cell.coordinate
        for row in load_workbook(plain).worksheets[0].iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(places) == formulas
    assert load_workbook(plain, data_only=True).worksheets[0][places[0]].value is None
    for place in places:
        mine, other = ours[place].value or None, theirs[place].value or None
        assert other == (mine if mine is None else pytest.approx(mine)), place
    total = next(cell.row for row in ours.iter_rows() for cell in row if cell.value == "Tổng cộng")
    summed = table.total.columns if table.total else ()
    assert [ours.cell(total, table.index(key) + 1).value for key in summed] == [
        table.total_of(key) for key in summed
    ]


def test_everything_is_set_in_the_standards_font(pages: dict[str, Document]) -> None:
    for document in pages.values():
        assert {font.partition("-")[0] for font in document.fonts} == {"LiberationSerif"}


def test_nothing_is_scaled_so_the_label_is_as_large_as_the_decree_asks(pages: dict[str, Document]) -> None:
    for document, label in ((pages["figures"], "Phụ lục I"), (pages["list"], "Phụ lục II")):
        page = document.pages[0]
        line = page.find(label)
        assert line is not None
        assert (round(line.size, 1), line.bold) == (14, True)
        margins = ND30.page
        middle = (margins.margin_left_mm + page.width - margins.margin_right_mm) / 2
        assert line.centre == pytest.approx(middle, abs=2)


def test_the_page_is_a4_and_lies_as_asked(pages: dict[str, Document]) -> None:
    assert [round(side) for side in (pages["figures"].pages[0].width, pages["figures"].pages[0].height)] == [
        297,
        210,
    ]
    assert [round(side) for side in (pages["list"].pages[0].width, pages["list"].pages[0].height)] == [
        210,
        297,
    ]


def test_nothing_leaves_the_margins(pages: dict[str, Document]) -> None:
    for document in pages.values():
        for page in document.pages:
            for line in page.lines:
                assert line.x0 >= ND30.page.margin_left_mm - 0.5, line.text
                assert line.x1 <= page.width - ND30.page.margin_right_mm + 0.5, line.text


def test_the_first_page_has_no_number_and_the_second_has_it_on_top(pages: dict[str, Document]) -> None:
    first, second = pages["list"].pages[:2]
    assert first.page_number() is None
    number = second.page_number()
    assert number is not None
    assert (number.text, round(number.size)) == ("2", 14)
    assert number.centre == pytest.approx((30 + 195) / 2, abs=1)


def test_headings_are_repeated_on_every_page(pages: dict[str, Document]) -> None:
    for page in pages["list"].pages:
        assert page.find("STT") is not None
        assert page.find("Chức vụ") is not None


def test_quoc_hieu_stands_beside_the_names_where_a_column_ends_between(pages: dict[str, Document]) -> None:
    page = pages["figures"].pages[0]
    nation, parent = page.find(ND30.texts.nation), page.find("UBND TỈNH HÀ TĨNH")
    assert nation is not None
    assert parent is not None
    assert nation.baseline == pytest.approx(parent.baseline, abs=1)
    assert parent.x1 < nation.x0


def test_quoc_hieu_is_whole_on_one_line_where_none_does(pages: dict[str, Document]) -> None:
    for page in pages["form"].pages[:2]:
        nation, parent = page.find(ND30.texts.nation), page.find("UBND TỈNH HÀ TĨNH")
        assert nation is not None
        assert parent is not None


def test_wrapped_text_is_shown_whole(pages: dict[str, Document]) -> None:
    shown = " ".join(line.text for line in pages["figures"].lines)
    for word in LONG.split():
        assert word in shown
    assert "(1) Kể cả chi cục." in shown
    assert "#" not in shown


def test_fifteen_columns_under_headings_of_three_levels_are_turned_and_shown_whole(
    pages: dict[str, Document],
) -> None:
    document = pages["wide"]
    assert [round(side) for side in (document.pages[0].width, document.pages[0].height)] == [297, 210]
    shown = Counter(" ".join(line.text for line in document.lines).split())
    wanted = Counter(word for row in WIDE.rows for cell in (row[1], row[13]) for word in str(cell).split())
    assert not wanted - shown
    assert not [word for word in shown if "#" in word]
    for page in document.pages:
        assert page.find("(7=3+4+5+6)") is not None


def test_each_sheet_is_numbered_on_its_own(pages: dict[str, Document]) -> None:
    numbers = [page.page_number() for page in pages["form"].pages]
    assert [number and number.text for number in numbers] == [None, None, "2"]
