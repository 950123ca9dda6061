"""A file is the same whether its path, its bytes or an open file is given."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from congvan.opc import content_of
from congvan.problems import TemplateError

ABSENT = "congvan.excel.no-such-template"


def test_a_path_bytes_and_an_open_file_hold_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mẫu.xlsx"
    path.write_bytes(b"PK")
    for source in (path, str(path), b"PK", BytesIO(b"PK")):
        assert content_of(source, absent=ABSENT) == b"PK"


@pytest.mark.parametrize("name", ["không có.xlsx", ".", "a\0b.xlsx"])
def test_what_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        content_of(f"{tmp_path}/{name}", absent=ABSENT)
    (problem,) = caught.value.problems
    assert (problem.code, problem.parameters["path"]) == (ABSENT, f"{tmp_path}/{name}")
