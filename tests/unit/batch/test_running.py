"""Runs, and runs again: nothing done twice, nothing lost, nothing of somebody else's overwritten."""

from __future__ import annotations

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from congvan.batch import Batch, BatchError, Progress, abandon, number_range
from congvan.problems import CongvanError
from congvan.register import Register, State
from tests.support.batches import DAY, SERIES, TEXT, batch, begin, numbered, record, source, state


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".db")


def test_every_row_becomes_a_letter(tmp_path: Path) -> None:
    told: list[Progress] = []
    report = batch(3).run(into=tmp_path, progress=told.append)
    assert (report.made, report.files, report.is_complete) == (3, 3, True)
    assert names(tmp_path) == ["DV01.docx", "DV02.docx", "DV03.docx"]
    assert told[-1] == Progress(stage="make", done=3, total=3)


def test_a_second_run_makes_nothing_again(tmp_path: Path) -> None:
    batch(3).run(into=tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.docx")}
    report = batch(3).run(into=tmp_path)
    assert (report.made, report.kept) == (0, 3)
    assert before == {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.docx")}


def test_new_rows_are_added_and_gone_ones_are_named(tmp_path: Path) -> None:
    batch(3).run(into=tmp_path)
    report = Batch(source(), [record(2), record(4)], name="{ma}").run(into=tmp_path)
    assert (report.made, report.kept, report.gone) == (1, 1, ("DV01", "DV03"))
    assert len(names(tmp_path)) == 4


def test_a_changed_row_is_named_and_kept_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    batch(2).run(into=tmp_path)
    before = (tmp_path / "DV02.docx").read_bytes()
    changed = Batch(source(), [record(1), record(2, so_nguoi=99)], name="{ma}")
    report = changed.run(into=tmp_path)
    assert (report.changed, report.is_complete) == (("DV02",), False)
    assert (tmp_path / "DV02.docx").read_bytes() == before
    assert changed.run(into=tmp_path, replace=True).made == 1
    assert (tmp_path / "DV02.docx").read_bytes() != before


def test_a_tampered_letter_is_noticed_and_a_lost_one_made_again(tmp_path: Path) -> None:
    batch(3).run(into=tmp_path)
    (tmp_path / "DV01.docx").write_bytes(b"edited")
    (tmp_path / "DV02.docx").unlink()
    report = batch(3).run(into=tmp_path)
    assert (report.tampered, report.restored, report.kept) == (("DV01.docx",), ("DV02",), 1)
    assert (tmp_path / "DV01.docx").read_bytes() == b"edited"


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "DV02.docx").write_bytes(b"mine")
    with pytest.raises(BatchError) as refused:
        batch(3).run(into=tmp_path)
    assert [found.code for found in refused.value.problems] == ["congvan.batch.not-ours"]
    assert names(tmp_path) == ["DV02.docx"]


def test_a_row_that_fails_leaves_the_others_alone_and_is_tried_again(tmp_path: Path) -> None:
    # A folder in the place of a letter: seen only when the letter is to be published.
    batch(3).run(into=tmp_path / "out")
    (tmp_path / "out" / "DV02.docx").unlink()
    (tmp_path / "out" / "DV02.docx").mkdir()
    with pytest.raises(CongvanError):
        batch(3).run(into=tmp_path / "out")
    (tmp_path / "out" / "DV02.docx").rmdir()
    assert batch(3).run(into=tmp_path / "out").made == 1


def test_numbers_are_drawn_in_row_order_and_entered_once(tmp_path: Path) -> None:
    begin(tmp_path)
    report = numbered(tmp_path, 5)
    assert report.numbers == ("01", "02", "03", "04", "05")
    before = state(tmp_path)
    assert numbered(tmp_path, 5).kept == 5
    assert state(tmp_path) == before
    with Register.open(tmp_path / "so.db") as register:
        assert {entry.state for entry in register.entries(SERIES)} == {State.ISSUED}
        assert not register.holes(SERIES)


def test_drafts_are_numbered_in_a_later_run(tmp_path: Path) -> None:
    begin(tmp_path)
    batch(3).run(into=tmp_path / "out")
    assert numbered(tmp_path, 3).numbers == ("01", "02", "03")


def test_a_letter_that_left_the_office_is_not_made_anew(tmp_path: Path) -> None:
    begin(tmp_path)
    numbered(tmp_path, 2)
    before = state(tmp_path)
    with Register.open(tmp_path / "so.db") as register:
        other = Batch(source(TEXT.replace("tập huấn./.", "hội thảo./.")), [record(1), record(2)], name="{ma}")
        report = other.run(into=tmp_path / "out", register=register, date=DAY, replace=True)
    assert report.changed == ("DV01", "DV02")
    assert state(tmp_path) == before


def test_one_number_is_for_one_dispatch_sent_to_many(tmp_path: Path) -> None:
    begin(tmp_path)
    report = numbered(tmp_path, 70, one_number=True)
    assert set(report.numbers) == {"01"}
    with Register.open(tmp_path / "so.db") as register:
        (entry,) = register.entries(SERIES)
    assert (len(entry.digests), entry.copies) == (70, 70)


def test_one_dispatch_never_gets_a_second_number_when_its_table_grows(tmp_path: Path) -> None:
    begin(tmp_path)
    numbered(tmp_path, 3, one_number=True)
    with pytest.raises(BatchError, match="one-number-grown"):
        numbered(tmp_path, 4, one_number=True)
    assert numbered(tmp_path, 3, one_number=True).kept == 3
    with Register.open(tmp_path / "so.db") as register:
        assert len(register.entries(SERIES)) == 1


def test_a_column_of_dates_and_a_register_do_not_meet(tmp_path: Path) -> None:
    begin(tmp_path)
    dated = Batch(source(), [record(1, ngay="05/3/2027")], date_column="ngay")
    with Register.open(tmp_path / "so.db") as register, pytest.raises(BatchError, match="two-dates"):
        dated.run(into=tmp_path / "out", register=register, date=DAY)
    assert not (tmp_path / "out").exists()


def test_numbers_said_by_the_office_are_given_in_row_order(tmp_path: Path) -> None:
    report = batch(3).run(into=tmp_path, numbers=number_range("1588-1590"), date=DAY)
    assert report.numbers == ("1588", "1589", "1590")
    assert batch(3).run(into=tmp_path, numbers=number_range("1588-1590"), date=DAY).kept == 3
    for twice in (lambda: number_range("5-7, 6"), lambda: batch(2).run(into=tmp_path, numbers=("05", "05"))):
        with pytest.raises(BatchError, match="number-twice"):
            twice()
    with pytest.raises(BatchError, match="too-few-numbers"):
        batch(4).run(into=tmp_path, numbers=number_range("1588-1590"), date=DAY)


def test_numbers_and_dates_may_stand_in_columns(tmp_path: Path) -> None:
    records = [record(1, so=15, ngay="05/3/2027"), record(2, so="16a", ngay="06/3/2027")]
    made = Batch(source(), records, name="{ma}", number_column="so", date_column="ngay")
    assert made.run(into=tmp_path).numbers == ("15", "16a")
    twice = [record(1, so=15), record(2, so=15)]
    with pytest.raises(BatchError, match="same-number"):
        Batch(source(), twice, number_column="so").run(into=tmp_path / "b")


def test_abandoned_numbers_are_void(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path)
    monkeypatch.setattr("congvan.batch.targets.stores.FolderStore.put", _refuse)
    report = numbered(tmp_path, 2)
    assert [(failure.key, failure.number) for failure in report.failures] == [("DV01", "01"), ("DV02", "02")]
    with Register.open(tmp_path / "so.db") as register:
        assert abandon(tmp_path / "out", register, "không phát hành nữa").voided == ("01", "02")
        assert {entry.state for entry in register.entries(SERIES)} == {State.VOID}
    monkeypatch.undo()
    assert numbered(tmp_path, 2).numbers == ("03", "04")


def _refuse(*_: object) -> None:
    from congvan.problems import OutputError, Problem

    raise OutputError(Problem("congvan.output.disk-full", parameters={"name": "x"}))


def test_failed_rows_keep_their_numbers_for_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    monkeypatch.setattr("congvan.batch.targets.stores.FolderStore.put", _refuse)
    assert len(numbered(tmp_path, 3).failures) == 3
    monkeypatch.undo()
    assert numbered(tmp_path, 3, retry=True).numbers == ("01", "02", "03")


def test_two_runs_of_one_batch_cannot_meet(tmp_path: Path) -> None:
    from congvan.batch.targets.manifest import NAME, Manifest

    with Manifest.open(tmp_path / NAME), pytest.raises(BatchError, match="in-progress"):
        batch(1).run(into=tmp_path)


def test_a_record_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "congvan-batch.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(BatchError, match="record-unusable"):
        batch(1).run(into=tmp_path)


def test_threads_make_the_same_as_one(tmp_path: Path) -> None:
    batch(40).run(into=tmp_path / "a")
    with ThreadPoolExecutor(3) as executor:
        batch(40).run(into=tmp_path / "b", executor=executor)
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_zip_holds_every_letter_and_is_the_same_each_time(tmp_path: Path) -> None:
    batch(3).run(into=tmp_path / "thu.zip")
    batch(3).run(into=tmp_path / "khac.zip")
    with zipfile.ZipFile(tmp_path / "thu.zip") as archive:
        assert archive.namelist() == ["DV01.docx", "DV02.docx", "DV03.docx"]
    assert (tmp_path / "thu.zip").read_bytes() == (tmp_path / "khac.zip").read_bytes()


def test_the_record_says_what_became_of_each_row(tmp_path: Path) -> None:
    import sqlite3

    begin(tmp_path)
    numbered(tmp_path, 1)
    base = sqlite3.connect(tmp_path / "out" / "congvan-batch.db")
    (row,) = base.execute("SELECT key, state, number, files FROM rows").fetchall()
    base.close()
    assert row[:3] == ("DV01", "done", "01")
    assert [*json.loads(row[3])] == ["DV01.docx"]


def test_a_place_that_is_no_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(CongvanError) as refused:
        batch(1).run(into=tmp_path / "out")
    assert [found.code.rpartition(".")[0] for found in refused.value.problems] == ["congvan.output"]


def test_a_draw_that_was_begun_and_never_ended_is_ended_with_the_same_numbers(tmp_path: Path) -> None:
    from congvan.batch.targets.manifest import NAME, Manifest

    begin(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    with Manifest.open(out / NAME) as manifest, Register.open(tmp_path / "so.db") as register:
        manifest.plan([("DV01", 1, "x"), ("DV02", 2, "x")])
        draw = manifest.begin_draw(
            ["DV01", "DV02"], '["Sở Du lịch", 2027, null, false]', day=DAY, one_number=False
        )
        register.reserve(SERIES, 2, date=DAY, holder=manifest.holder(draw))
    assert numbered(tmp_path, 3).numbers == ("01", "02", "03")
    with Register.open(tmp_path / "so.db") as register:
        assert not register.holes(SERIES)
