"""A small letter to spoil, and the command to try it with."""

from __future__ import annotations

import pytest

from tests.support.spoilt import Desk
from tests.unit.cli.conftest import Run
from tests.unit.cli.conftest import run as run
from tests.unit.cli.conftest import run_apart as run_apart


@pytest.fixture
def desk(run: Run) -> Desk:
    """Calls `congvan render` on what it is given, in a folder of its own."""
    return Desk(run)
