"""Programs that congvan itself does not need, but its proof does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_CI = bool(os.environ.get("CI"))


def program(name: str) -> str:
    """Where `name` is installed; without it the running test is skipped, and in CI failed."""
    found = shutil.which(name)
    return found if found else missing(name)


def missing(name: str) -> NoReturn:
    """End the running test because `name` is not installed: a failure in CI, where nothing may be skipped."""
    said = f"{name} is not installed: run `make setup-test`"
    if IN_CI:
        pytest.fail(said, pytrace=False)
    pytest.skip(said)
