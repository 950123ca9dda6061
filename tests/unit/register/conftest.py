"""A register in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from congvan.register import Register
from tests.support.registers import SERIES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the register is, or will be."""
    return tmp_path / "sổ đi 2027 #1.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """A new register with one series."""
    with Register.init(path, SERIES) as opened:
        yield opened
