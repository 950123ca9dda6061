"""Disks full, read-only or gone while a batch is written: nothing lost, no number twice, no half file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from congvan.batch import BatchError, Progress, Report
from congvan.problems import CongvanError
from congvan.register import Register
from tests.support.batches import SERIES, begin, numbered, state
from tests.support.disks import small_disk
from tests.support.registers import codes

ROWS = 40


@pytest.fixture
def wanted(tmp_path: Path) -> Mapping[str, object]:
    """What an undisturbed run leaves."""
    numbered(begin(tmp_path / "undisturbed"), ROWS)
    return state(tmp_path / "undisturbed")


def at_half(happens: Callable[[], object]) -> Callable[[Progress], None]:
    """Lets something happen once, when about half of the letters are there."""
    waiting = [happens]

    def told(progress: Progress) -> None:
        if waiting and progress.stage == "make" and progress.done >= ROWS // 2:
            waiting.pop()()

    return told


def failed_codes(report: Report) -> set[str]:
    return {found.code.removeprefix("congvan.") for failure in report.failures for found in failure.problems}


def test_a_full_disk_fails_the_rows_that_do_not_fit_and_the_next_run_makes_them(
    tmp_path: Path, wanted: Mapping[str, object]
) -> None:
    place = begin(tmp_path / "a")
    with small_disk(place / "out", "300k") as disk:
        report = numbered(place, ROWS, manifest=tmp_path / "record.db")
        assert failed_codes(report) == {"output.disk-full"}
        assert 0 < report.made < ROWS
        assert report.made + len(report.failures) == ROWS
        assert not [*disk.folder.glob(".congvan*")]
        disk.change("size=20m")
        again = numbered(place, ROWS, manifest=tmp_path / "record.db", retry=True)
        assert (again.made, again.is_complete) == (len(report.failures), True)
        shutil.copy(tmp_path / "record.db", disk.folder / "congvan-batch.db")
        assert state(place) == wanted


@pytest.mark.parametrize("size", ["16k", "60k", "100k", "200k", "400k"])
def test_a_disk_too_full_for_the_record_too_ends_the_run_in_words(
    tmp_path: Path, wanted: Mapping[str, object], size: str
) -> None:
    place = begin(tmp_path / "a")
    with small_disk(place / "out", size) as disk:
        try:
            found = failed_codes(numbered(place, ROWS))
        except BatchError as error:
            found = {item.code.removeprefix("congvan.") for item in error.problems}
        assert found in ({"output.disk-full"}, {"batch.record-unusable"})
        disk.change("size=20m")
        assert numbered(place, ROWS).is_complete
        assert state(place) == wanted


def test_a_register_on_a_full_disk_numbers_no_letter_twice(
    tmp_path: Path, wanted: Mapping[str, object]
) -> None:
    with small_disk(tmp_path / "a", "200k") as disk:
        place = begin(disk.folder)
        (tmp_path / "out").mkdir()
        (place / "out").symlink_to(tmp_path / "out")
        filler = place / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as stream:
            while stream.write(b"x" * 1024):
                pass
        assert codes(lambda: numbered(place, ROWS)) == ["disk-full"]
        filler.unlink()
        disk.change("size=20m")
        assert numbered(place, ROWS).is_complete
        assert state(place) == wanted


def test_a_disk_that_becomes_read_only_is_gone_on_with_later(
    tmp_path: Path, wanted: Mapping[str, object]
) -> None:
    place, record = begin(tmp_path / "a"), tmp_path / "record.db"
    with small_disk(place / "out", "20m") as disk:
        report = numbered(place, ROWS, manifest=record, progress=at_half(lambda: disk.change("ro")))
        assert failed_codes(report) == {"output.not-permitted"}
        assert report.made == len([*disk.folder.glob("*.docx")]) == ROWS // 2
        assert len(numbered(place, ROWS, manifest=record).failures) == ROWS // 2
        disk.change("rw")
        assert numbered(place, ROWS, manifest=record).is_complete
        shutil.copy(record, disk.folder / "congvan-batch.db")
        assert state(place) == wanted


def test_a_folder_that_is_read_only_from_the_start_is_refused_and_nothing_is_drawn(tmp_path: Path) -> None:
    place = begin(tmp_path / "a")
    with small_disk(place / "out", "20m") as disk:
        disk.change("ro")
        with pytest.raises(CongvanError) as refused:
            numbered(place, ROWS)
    assert "congvan.batch.record-unusable" in [found.code for found in refused.value.problems]
    with Register.open(place / "so.db") as register:
        assert register.entries(SERIES) == ()


def test_a_folder_that_is_taken_away_fails_the_rest_and_is_made_again(
    tmp_path: Path, wanted: Mapping[str, object]
) -> None:
    place = begin(tmp_path / "a")
    record = tmp_path / "record.db"
    report = numbered(place, ROWS, manifest=record, progress=at_half(lambda: shutil.rmtree(place / "out")))
    assert failed_codes(report) == {"output.folder-gone"}
    again = numbered(place, ROWS, manifest=record)
    assert len(again.restored) == ROWS // 2
    assert again.is_complete
    shutil.copy(record, place / "out" / "congvan-batch.db")
    assert state(place) == wanted


def test_a_folder_taken_away_with_its_record_leaves_its_numbers_listed(tmp_path: Path) -> None:
    place = begin(tmp_path / "a")
    report = numbered(place, ROWS, progress=at_half(lambda: shutil.rmtree(place / "out")))
    assert len(report.failures) == ROWS // 2
    # Nobody knows any more which letter had which number: the new ones draw others, the old ones stay listed.
    assert numbered(place, ROWS).numbers[0] == "41"
    with Register.open(place / "so.db") as register:
        assert [hole.text for hole in register.holes(SERIES)] == ["21-40"]
