"""Processes that work together, are killed, and are followed by others."""

from __future__ import annotations

import multiprocessing
import secrets
from random import Random

import pytest

# Workers of a test's own batches start from a server that has read the library already.
multiprocessing.set_forkserver_preload(["tests.support.batches", "tests.support.registers"])


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> Random:
    """Chance of its own for each run, printed, and drawn again with `--seed`."""
    seed = request.config.getoption("--seed")
    chosen = int(seed) if seed is not None else secrets.randbits(32)
    print(f"{request.node.nodeid}: --seed {chosen}")
    return Random(chosen)
