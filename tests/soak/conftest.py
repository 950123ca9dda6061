"""Chance that can be drawn again, for the long runs."""

from tests.processes.conftest import chance as chance
