"""Sheet names are what Excel allows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from congvan.excel.names import FORBIDDEN, distinct, sheet_names
from congvan.model import Column, Table


def table(**names: str) -> Table:
    return Table(columns=(Column(title="Cột"),), **names)  # type: ignore[arg-type]


def test_the_only_table_goes_by_its_appendix() -> None:
    assert sheet_names([((table(title="Biểu mẫu 1"),), "Phụ lục II")]) == ("Phụ lục II",)


def test_several_tables_go_by_their_titles_names_or_numbers() -> None:
    tables = (table(title="Biểu mẫu 1: Nhân sự"), table(name="kinh_phi"), table())
    assert sheet_names([(tables, "Phụ lục")]) == ("Biểu mẫu 1", "kinh_phi", "Phụ lục (3)")


def test_the_sheets_of_several_appendices_differ() -> None:
    two = (table(title="Biểu mẫu 1: Nhân sự"), table(title="Biểu mẫu 2"))
    assert sheet_names([((table(),), "Phụ lục I"), (two, "Phụ lục II"), (two, "Phụ lục III")]) == (
        "Phụ lục I",
        "Biểu mẫu 1",
        "Biểu mẫu 2",
        "Biểu mẫu 1 (2)",
        "Biểu mẫu 2 (2)",
    )


def test_a_long_title_is_cut_between_words() -> None:
    tables = (table(title="Biểu tổng hợp kết quả thực hiện nhiệm vụ"), table())
    (name, _) = sheet_names([(tables, "Phụ lục")])
    assert name == "Biểu tổng hợp kết quả thực hiện"


def test_names_that_differ_only_in_case_get_numbers() -> None:
    assert distinct(["Biểu", "BIỂU", "biểu", "a/b", "a b", "History", "''"]) == (
        "Biểu",
        "BIỂU (2)",
        "biểu (3)",
        "a b",
        "a b (2)",
        "History (2)",
        "Bảng",
    )


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_titles_become_names_excel_takes(titles: list[str]) -> None:
    names = distinct(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not FORBIDDEN.search(name)
        assert name == name.strip("' ")
