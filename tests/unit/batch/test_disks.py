"""Files are on disk when a call returns, whatever the file system is asked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from congvan.batch.targets.disks import Disk
from congvan.batch.targets.stores import FolderStore
from congvan.problems import OutputError

MEMORY = Path("/dev/shm")
FILES = {f"thu-{number:02}.docx": bytes([number]) * 9000 for number in range(40)}


@pytest.fixture(params=["disk", "memory"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder of a disk, and one of a file system that is asked file by file."""
    if request.param == "disk":
        yield tmp_path
        return
    if not os.access(MEMORY, os.W_OK):
        pytest.skip("there is no file system in memory")
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


def test_a_range_is_there_whole_and_nothing_else(folder: Path) -> None:
    FolderStore(folder).put(FILES)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


def test_a_range_that_cannot_be_put_leaves_nothing_half_written(folder: Path) -> None:
    (folder / "thu-39.docx").mkdir()
    with pytest.raises(OutputError):
        FolderStore(folder).put(FILES)
    assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]
    (folder / "thu-39.docx").rmdir()


def test_a_file_that_is_gone_before_it_is_on_disk_is_told_where_files_are_asked() -> None:
    if not os.access(MEMORY, os.W_OK):
        pytest.skip("there is no file system in memory")
    with Disk(MEMORY) as disk, pytest.raises(FileNotFoundError):
        disk.flush([str(MEMORY / "congvan-gone.tmp")])
