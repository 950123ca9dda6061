"""Everything wrong with a batch is said before its first file is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from congvan.batch import Batch, Join, Report, read_rows
from congvan.opc import read_package
from congvan.problems import CongvanError, Problem
from tests.support.batches import TEXT, batch, record, source

FORM = TEXT.replace(
    "---\nSở",
    """Phụ lục:
  - Tên gọi: dang_ky
    Tiêu đề: Danh sách
    Biểu mẫu:
      - Cột:
          - {Tiêu đề: STT, Kiểu: stt}
          - {Tiêu đề: Họ và tên, Khóa: ho_ten}
          - {Tiêu đề: Số buổi, Khóa: buoi, Kiểu: số nguyên}
---
Sở""",
)


def problems(work: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(CongvanError) as refused:
        work()
    return refused.value.problems


def codes(work: Callable[[], object]) -> list[str]:
    return [found.code for found in problems(work)]


def letter(path: Path) -> str:
    return read_package(path.read_bytes()).read("word/document.xml").decode()


def test_a_good_batch_passes_and_writes_nothing(tmp_path: Path) -> None:
    assert batch(5).check().checked == 5
    assert not [*tmp_path.iterdir()]


def test_a_row_without_a_value_is_named_with_its_place() -> None:
    records = [record(1), record(2, so_nguoi=None), record(3)]
    (found,) = problems(lambda: Batch(source(), records).check())
    assert found.code == "congvan.tags.not-printable"
    assert "«DV02»" in str(found.place)
    assert found.place.near == "so_nguoi = "


def test_a_cell_that_cannot_be_printed_is_quoted_with_its_column() -> None:
    (found,) = problems(lambda: Batch(source(), [record(1, so_nguoi=True)]).check())
    assert found.place.near == "so_nguoi = True"


def test_a_column_that_is_missing_is_said_once_for_all_rows() -> None:
    records = [{"ma": f"A{number}", "so_nguoi": 1} for number in range(9)]
    assert codes(lambda: Batch(source(), records).check()) == ["congvan.tags.unknown-name"]


def test_headings_are_matched_without_accents_and_blanks() -> None:
    assert Batch(source(), [{"Mã": "A", "Tên": "Đơn vị A", "Số người": 3}]).check().checked == 1


def test_a_column_that_nothing_uses_is_a_finding() -> None:
    found = Batch(source(), [record(1, ghi_chu="x")]).findings
    assert [(item.code, item.parameters["name"]) for item in found] == [
        ("congvan.batch.unused-column", "ghi_chu")
    ]


def test_two_rows_of_one_file_name_are_both_named_and_nothing_is_written(tmp_path: Path) -> None:
    records = [record(1, nhom="Sở A"), record(2, nhom="So  a")]
    (found,) = problems(lambda: Batch(source(), records, name="{nhom}").run(into=tmp_path / "out"))
    assert found.code == "congvan.batch.same-output"
    assert {found.parameters["key"], found.parameters["other"]} == {"DV01", "DV02"}
    assert not (tmp_path / "out").exists()


def test_a_letter_whose_pdf_would_be_that_of_another_rows_annex_is_refused(tmp_path: Path) -> None:
    with_annex = source(FORM.replace("Biểu mẫu:", "Gửi dưới dạng: bảng tính\n    Biểu mẫu:"))
    records = [record(1, ma="A"), record(2, ma="a-phu-luc")]

    def made(*, pdf: bool) -> Report:
        return Batch(with_annex, records, name="{ma}", pdf=pdf).run(into=tmp_path / "out")

    (found,) = problems(lambda: made(pdf=True))
    assert found.code == "congvan.batch.same-output"
    assert (found.parameters["name"], found.parameters["key"], found.parameters["other"]) == (
        "a-phu-luc.pdf",
        "a-phu-luc",
        "A",
    )
    assert not (tmp_path / "out").exists()
    assert made(pdf=False).files == 4


@pytest.mark.parametrize("value", ["../../x", "/etc/x", "C:\\x", "a/b", "CON.", "..", "x\n"])
def test_no_value_leads_out_of_the_folder(tmp_path: Path, value: str) -> None:
    into = tmp_path / "a" / "out"
    Batch(source(), [record(1, v=value)], name="{v}-x").run(into=into)
    assert {path.parent for path in tmp_path.rglob("*.docx")} == {into}


@pytest.mark.parametrize("value", ["x" * 300, "CON", "  "])
def test_a_name_that_no_file_can_have_is_refused(value: str) -> None:
    assert codes(lambda: Batch(source(), [record(1, v=value)], name="{v}").check()) in (
        ["congvan.output.long-name"],
        ["congvan.output.bad-name"],
        ["congvan.batch.empty-name"],
        ["congvan.output.bad-name", "congvan.batch.empty-name"],
    )


@pytest.mark.parametrize("pattern", ["{khong_co}", "{ma", "{}", "{ma.__class__}"])
def test_a_pattern_that_names_no_column_is_refused(pattern: str) -> None:
    assert codes(lambda: Batch(source(), [record(1)], name=pattern).check()) == ["congvan.batch.bad-pattern"]


def test_recipients_come_from_a_column(tmp_path: Path) -> None:
    Batch(source(), [record(1, **{"Kính gửi": "Khách sạn Một; Khách sạn Hai"})], name="a").run(into=tmp_path)
    assert "Khách sạn Hai" in letter(tmp_path / "a.docx")


def test_rows_of_a_form_come_from_a_second_table(tmp_path: Path) -> None:
    second: list[dict[str, object]] = [
        {"ma": "DV01", "Họ và tên": "Nguyễn Văn Một", "buoi": 2},
        {"ma": "DV01", "Họ và tên": "=1+1", "buoi": None},
    ]
    join = Join(into="tables.dang_ky.rows", rows=read_rows(second, repeated=True))
    Batch(source(FORM), [record(1), record(2)], joins=join, name="{ma}").run(into=tmp_path)
    assert "Nguyễn Văn Một" in letter(tmp_path / "DV01.docx")
    assert "=1+1" in letter(tmp_path / "DV01.docx")
    assert "Nguyễn Văn Một" not in letter(tmp_path / "DV02.docx")


def test_a_bad_line_among_those_of_many_rows_is_told_with_its_row(tmp_path: Path) -> None:
    second: list[dict[str, object]] = [
        {"ma": f"DV{number:02}", "ho_ten": f"Người {line}", "buoi": line}
        for number in range(1, 81)
        for line in range(3)
    ]
    second[7]["buoi"], second[200]["buoi"] = "hai", "ba"
    join = Join(into="tables.dang_ky.rows", rows=read_rows(second, repeated=True))
    records = [record(number) for number in range(1, 81)]
    found = problems(lambda: Batch(source(FORM), records, joins=join, name="{ma}").run(into=tmp_path / "out"))
    assert [item.code for item in found] == ["congvan.model.wrong-type"] * 2
    assert ["DV03" in str(found[0].place.part), "DV67" in str(found[1].place.part)] == [True, True]
    assert not (tmp_path / "out").exists()


def test_lines_of_a_second_table_that_belong_to_no_row_are_refused() -> None:
    join = Join(into="tables.dang_ky.rows", rows=read_rows([{"ma": "DV9", "ho_ten": "x"}], repeated=True))
    found = codes(lambda: Batch(source(FORM), [record(1)], joins=join).check())
    assert found == ["congvan.batch.stray-line"]


def test_a_form_and_a_column_of_it_that_are_not_there_are_named() -> None:
    assert codes(lambda: Batch(source(FORM), [record(1, **{"tables.x.rows": [["a", 1]]})]).check()) == [
        "congvan.batch.unknown-table"
    ]
    rows = [{"ho_tn": "x"}]
    assert codes(lambda: Batch(source(FORM), [record(1, **{"tables.dang_ky.rows": rows})]).check()) == [
        "congvan.batch.unknown-table-column"
    ]


def test_a_run_and_a_check_find_the_same_wrong(tmp_path: Path) -> None:
    wrong = Batch(
        source(TEXT + "\n1. {{ ten }} báo cáo.\n\n2. Số {{ so_nguoi }}"),
        [record(1), record(2, ten=None), record(3, ten="có\x07chuông"), record(4, so_nguoi=True)],
        name="{ma}",
    )
    found = problems(wrong.check)
    assert problems(lambda: wrong.run(into=tmp_path / "out")) == found
    assert len(found) > 3
    assert not (tmp_path / "out").exists()
