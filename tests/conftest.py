"""What every test run needs first: fresh catalogues, and hypothesis without a clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from hatch_build import compile_catalogues
from tests.support.golden import Golden
from tests.support.tools import IN_CI, ROOT

settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("desk", max_examples=25, deadline=None)
settings.load_profile("ci" if IN_CI else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes golden files instead of comparing with them; `--seed` repeats what chance drew."""
    parser.addoption("--seed", help="draw again what was drawn by chance in an earlier run")
    parser.addoption("--fuzz-seconds", default="600", help="how long a fuzz run of `-m soak` draws")
    parser.addoption("--accept", action="store_true", help="write golden files instead of comparing")


def pytest_configure() -> None:
    """Compile catalogues before a test module can load one."""
    compile_catalogues(ROOT)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a rendered file with `tests/golden/<case>/`."""
    return Golden(Path(ROOT, "tests", "golden"), accept=bool(request.config.getoption("--accept")))
