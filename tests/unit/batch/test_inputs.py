"""What counts as another input of a row, and what a record of a first batch still tells."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from congvan.batch import Batch, Report
from congvan.batch.targets.manifest import NAME
from tests.support.batches import DAY, TEXT, batch, record, rows, source


def again(folder: Path, text: str = TEXT, **changes: object) -> Report:
    return Batch(source(text), [record(1, **changes), record(2)], name="{ma}").run(into=folder)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("Trích yếu:", "# soạn lại năm 2026\nTrích yếu:"),
        TEXT.replace("---\nSở Du lịch", "---\n\n\nSở Du lịch"),
        TEXT.replace("Lưu: [VT, LH]\n", "").replace("Ngày:", "Lưu: [VT, LH]\nNgày:"),
    ],
)
def test_what_a_letter_does_not_say_is_no_change(tmp_path: Path, text: str) -> None:
    batch(2).run(into=tmp_path)
    assert again(tmp_path, text).kept == 2


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("cử {{ so_nguoi }}", "mời {{ so_nguoi }}"),
        TEXT.replace("{nam: 2027}", "{nam: 2028}"),
        TEXT.replace("Lê Thị Mẫu", "Lê Văn Mẫu"),
        TEXT.replace("Ngày: 2027-03", "Ngày: 2027-04"),
    ],
)
def test_a_changed_source_is_noticed_for_every_row(tmp_path: Path, text: str) -> None:
    batch(2).run(into=tmp_path)
    assert again(tmp_path, text).changed == ("DV01", "DV02")


def test_a_changed_cell_is_noticed_for_its_row_and_a_column_nobody_asks_for_is_not(tmp_path: Path) -> None:
    batch(2).run(into=tmp_path)
    assert again(tmp_path, so_nguoi=9).changed == ("DV01",)
    assert again(tmp_path, ghi_chu="gọi điện trước").kept == 2


def test_a_value_that_every_row_gives_may_change_in_the_source(tmp_path: Path) -> None:
    Batch(source(), rows(2, nam=2027), name="{ma}").run(into=tmp_path)
    text = TEXT.replace("{nam: 2027}", "{nam: 2031}")
    assert Batch(source(text), rows(2, nam=2027), name="{ma}").run(into=tmp_path).kept == 2


def test_the_day_of_issue_is_no_input(tmp_path: Path) -> None:
    text = TEXT.replace("Ngày: 2027-03\n", "")
    for _ in range(2):
        report = Batch(source(text), rows(2), name="{ma}").run(into=tmp_path, numbers=("01", "02"), date=DAY)
    assert (report.made, report.kept) == (0, 2)


def test_a_record_of_a_first_batch_still_tells_what_changed(tmp_path: Path) -> None:
    made = batch(2)
    made.run(into=tmp_path)
    job, _ = made._job(made.rows)
    with sqlite3.connect(tmp_path / NAME) as connection:
        for row in made.rows.rows:
            former = job.former_digest(row, None, None)
            assert len(former) == 64
            connection.execute("UPDATE rows SET input = ? WHERE key = ?", (former, row.key))
    connection.close()
    assert again(tmp_path).kept == 2
    assert again(tmp_path, so_nguoi=9).changed == ("DV01",)
