"""A register in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from congvan.register import Register
from tests.support.registers import SERIES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the register is, or will be."""
    return tmp_path / "sổ đi 2027 #1.db"


@pytest.fixture(scope="session")
def new_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new register with one series, to be copied."""
    path = tmp_path_factory.mktemp("register") / "new.db"
    Register.init(path, SERIES).close()
    return path


@pytest.fixture
def register(path: Path, new_register: Path) -> Iterator[Register]:
    """A new register with one series."""
    copyfile(new_register, path)
    with Register.open(path) as opened:
        yield opened
