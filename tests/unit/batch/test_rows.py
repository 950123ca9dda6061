"""Rows from every kind of data: typed from the cell, each with its place, all problems at once."""

from __future__ import annotations

import json
import math
import sqlite3
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from congvan.batch import BatchError, read_rows


def codes(work: Callable[[], object]) -> list[str]:
    with pytest.raises(BatchError) as refused:
        work()
    for language in ("vi", "en"):
        assert "{" not in refused.value.describe(language).replace("{{", "").replace('{"', "")
    return [found.code.rpartition(".")[2] for found in refused.value.problems]


def workbook(path: Path, *lines: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def text(path: Path, said: str | bytes) -> Path:
    path.write_bytes(said if isinstance(said, bytes) else said.encode())
    return path


def test_cells_of_a_workbook_keep_their_type(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "d.xlsx",
        ["Mã", "Số", "Lẻ", "Ngày", "Chữ", "Trống"],
        ["A", 5, 2.5, datetime(2027, 3, 5), "05", None],
    )
    rows = read_rows(path)
    assert rows.rows[0].cells == ("A", 5, Decimal("2.5"), date(2027, 3, 5), "05", None)
    assert (rows.rows[0].line, rows.key) == (2, "Mã")


def test_a_cell_in_error_and_a_formula_never_reckoned_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "d.xlsx", ["ma", "x"], ["A", "#REF!"], ["B", "=1+1"])
    with pytest.raises(BatchError) as refused:
        read_rows(path)
    assert [(found.code, found.place.path) for found in refused.value.problems] == [
        ("congvan.batch.error-cell", "B2"),
        ("congvan.batch.formula-without-value", "B3"),
    ]


def test_what_looks_like_markup_stays_what_it_is(tmp_path: Path) -> None:
    path = text(tmp_path / "d.csv", "ma,ten\nA,**x** {{ y }} =1\n")
    assert read_rows(path).rows[0].cells[1] == "**x** {{ y }} =1"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_may_use_any_separator_and_a_byte_order_mark(tmp_path: Path, separator: str) -> None:
    said = "\ufeff" + "\n".join(separator.join(line) for line in (["ma", "so"], ["05", "7"]))
    assert read_rows(text(tmp_path / "d.csv", said)).rows[0].cells == ("05", 7)


def test_lines_of_json_keep_lists_and_decimals(tmp_path: Path) -> None:
    said = '{"ma": "A", "x": 1.5, "kinh_gui": ["Sở A", "Sở B"]}\n{"ma": "B"}\n'
    rows = read_rows(text(tmp_path / "d.jsonl", said)).rows
    assert rows[0].cells == ("A", Decimal("1.5"), ("Sở A", "Sở B"))
    assert rows[1].cells == ("B", None, None)


def test_a_query_of_a_database_gives_rows(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "d.db")
    base.execute("CREATE TABLE don_vi (ma TEXT, so INTEGER)")
    base.executemany("INSERT INTO don_vi VALUES (?, ?)", [("A", 1), ("B", 2)])
    base.commit()
    base.close()
    address = f"sqlite:///{tmp_path / 'd.db'}"
    rows = read_rows(address, query="SELECT ma, so FROM don_vi ORDER BY ma DESC")
    assert [row.cells for row in rows.rows] == [("B", 2), ("A", 1)]
    assert codes(lambda: read_rows(address, query="SELECT x FROM nowhere")) == ["bad-query"]
    missing = f"sqlite:///{tmp_path / 'khong-co.db'}"
    assert codes(lambda: read_rows(missing, query="SELECT 1")) == ["unreadable"]
    assert not (tmp_path / "khong-co.db").exists()


def test_a_name_in_decomposed_letters_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Hồ Thị Mẫu")
    rows = read_rows([{"mã": unicodedata.normalize("NFD", "Đ1"), "tên": decomposed}])
    assert rows.rows[0].cells == ("Đ1", "Hồ Thị Mẫu")


def test_all_bad_keys_are_told_at_once() -> None:
    assert codes(
        lambda: read_rows([{"ma": "A"}, {"ma": None, "x": 1}, {"ma": "A"}, {"ma": " ", "x": 2}])
    ) == [
        "blank-key",
        "same-key",
        "blank-key",
    ]


@pytest.mark.parametrize(
    ("name", "said", "code"),
    [
        ("d.csv", "ma,ten\nA,x,y\n", "cell-without-heading"),
        ("d.csv", "ma,ma\nA,x\n", "same-heading"),
        ("d.csv", "ma,,ten\nA,x,y\n", "blank-heading"),
        ("d.csv", "ma,ten\n", "no-rows"),
        ("d.csv", 'ma,ten\nA,"x\n', "bad-csv"),
        ("d.csv", "ma,ten\nA,đ".encode("utf-16"), "not-utf-8"),
        ("d.jsonl", '{"ma": "A", "ma": "B"}', "bad-json-line"),
        ("d.jsonl", '{"ma": NaN}', "bad-json-line"),
        ("d.jsonl", json.dumps(["A"]), "bad-json-line"),
        ("d.xlsx", "no workbook", "not-a-workbook"),
        ("d.txt", "ma", "unknown-ending"),
    ],
)
def test_data_that_is_no_table_is_refused(tmp_path: Path, name: str, said: str | bytes, code: str) -> None:
    assert codes(lambda: read_rows(text(tmp_path / name, said))) == [code]


def test_a_file_that_is_not_there_and_a_key_that_no_column_has_are_refused(tmp_path: Path) -> None:
    assert codes(lambda: read_rows(tmp_path / "d.csv")) == ["unreadable"]
    assert codes(lambda: read_rows([{"ma": "A"}], key="khoa")) == ["unknown-column"]


def test_rows_by_the_thousand_are_as_good_as_few() -> None:
    records: list[dict[str, object]] = [
        {"ma": f"R{number}", "ten": f"Tên {number}"} for number in range(2500)
    ]
    records[1700]["ten"] = unicodedata.normalize("NFD", "Sở Y tế")
    records[2400]["them"] = 2.0
    rows = read_rows(records)
    assert rows.columns == ("ma", "ten", "them")
    assert [row.cells for row in rows.rows[1699:1702]] == [
        ("R1699", "Tên 1699", None),
        ("R1700", "Sở Y tế", None),
        ("R1701", "Tên 1701", None),
    ]
    last = rows.rows[2400]
    assert (last.key, last.line, last.cells) == ("R2400", 2401, ("R2400", "Tên 2400", 2))
    assert [row.key for row in rows.rows] == [record["ma"] for record in records]


def test_what_is_wrong_with_rows_by_the_thousand_is_told_in_their_order() -> None:
    records: list[dict[str, object]] = [{"ma": f"R{number}", "ten": "x"} for number in range(2500)]
    records[1500]["ma"], records[1200]["ma"], records[300]["ten"] = " ", "R7", math.nan
    with pytest.raises(BatchError) as refused:
        read_rows(records)
    found = [(item.place.line, item.code.removeprefix("congvan.batch.")) for item in refused.value.problems]
    assert found == [(301, "error-cell"), (1201, "same-key"), (1501, "blank-key")]
