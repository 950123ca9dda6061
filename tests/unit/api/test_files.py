"""A source names files of its own folder and nothing else; what cannot be read is said in words."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.api import load, read, stock_file
from congvan.api.files import FolderFiles, GivenFiles
from congvan.problems import CongvanError, SourceError, TemplateError


def codes(action: Callable[[], object], kind: type[CongvanError] = SourceError) -> list[str]:
    with pytest.raises(kind) as caught:
        action()
    assert all(problem.message("vi") != problem.code for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "văn bản"
    (inside / "bảng").mkdir(parents=True)
    (inside / "số liệu.xlsx").write_bytes(b"workbook")
    (inside / "bảng" / "một.xlsx").write_bytes(b"below")
    (tmp_path / "secret").write_bytes(b"secret")
    return inside


def test_files_of_the_folder_and_below_are_read(folder: Path) -> None:
    files = FolderFiles(folder)
    assert files("số liệu.xlsx") == b"workbook"
    assert files("bảng/một.xlsx") == b"below"


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "bảng/../../secret",
        "/etc/hostname",
        "..",
        "C:/x",
        "C:x",
        "\\\\server\\x",
        "..\\secret",
        "",
    ],
)
def test_a_name_that_leads_outside_is_refused(name: str, folder: Path) -> None:
    assert codes(lambda: FolderFiles(folder)(name)) == ["congvan.file.outside-folder"]


def test_a_link_that_leads_outside_is_refused_and_one_that_stays_inside_is_not(folder: Path) -> None:
    (folder / "out").symlink_to(folder.parent / "secret")
    (folder / "up").symlink_to(folder.parent, target_is_directory=True)
    (folder / "in").symlink_to(folder / "số liệu.xlsx")
    for name in ("out", "up/secret"):
        assert codes(partial(FolderFiles(folder), name)) == ["congvan.file.outside-folder"]
    assert FolderFiles(folder)("in") == b"workbook"


@pytest.mark.parametrize(
    ("name", "code"), [("thiếu.xlsx", "not-found"), ("bảng", "not-a-file"), ("a\0b", "unreadable")]
)
def test_what_cannot_be_read_is_said_by_the_name_in_the_source(name: str, code: str, folder: Path) -> None:
    assert codes(lambda: FolderFiles(folder)(name)) == [f"congvan.file.{code}"]


def test_links_in_a_circle_are_said(folder: Path) -> None:
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    assert codes(lambda: FolderFiles(folder)("a")) == ["congvan.file.unreadable"]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert codes(lambda: FolderFiles(folder)("pipe")) == ["congvan.file.not-a-file"]


@given(st.text(alphabet="./\\:abC ", max_size=12))
def test_no_name_reads_a_file_beside_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    home = tmp_path_factory.getbasetemp() / "named" / "home"
    home.mkdir(parents=True, exist_ok=True)
    for outside in ("a", "b", "abC"):
        (home.parent / outside).write_bytes(b"outside")
    with pytest.raises(SourceError):
        FolderFiles(home)(name)


def test_files_in_memory_go_by_exactly_their_name() -> None:
    given_files = GivenFiles.of({"a.xlsx": b"data"})
    assert given_files("a.xlsx") == b"data"
    assert codes(lambda: given_files("A.xlsx")) == ["congvan.file.not-given"]
    assert pickle.loads(pickle.dumps(given_files)) == given_files
    assert "data" not in repr(given_files)


def test_a_source_that_is_not_there_or_no_file_is_said_with_its_place(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "thiếu.md", "not-found"), (tmp_path, "not-a-file")):
        with pytest.raises(SourceError) as caught:
            read(path)
        (problem,) = caught.value.problems
        assert (problem.code, problem.place.file) == (f"congvan.file.{code}", str(path))
        assert codes(partial(load, str(path))) == [problem.code]


def test_a_stock_file_that_an_installation_lacks_is_said() -> None:
    assert stock_file("cong-van.md").startswith(b"---")
    assert codes(lambda: stock_file("none.docx"), TemplateError) == ["congvan.file.not-found"]
