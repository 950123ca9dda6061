"""What a process holds, in MB: of its own, not of the one that started it, as getrusage has it."""

from __future__ import annotations

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> float:
    """The most it has ever held."""
    return _said("VmHWM:")


def memory_now() -> float:
    """What it holds now; without /proc, the most it has ever held."""
    return _said("VmRSS:")


def _said(name: str) -> float:
    if _STATUS.exists():
        return int(_STATUS.read_text().partition(name)[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
