"""A small disk of its own: filled, taken away, made read-only while something writes to it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from tests.support.tools import missing


@frozen
class Disk:
    """A disk mounted at `folder`, in memory."""

    folder: Path

    def change(self, options: str) -> None:
        """Change it while it is in use: `size=20m`, `ro`, `rw`."""
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Disk]:
    """A disk of a size like `300k`; without the right to mount one the test is skipped, and in CI failed."""
    folder.mkdir(parents=True)
    order = ["mount", "-t", "tmpfs", "-o", f"size={size}", "congvan-test", str(folder)]
    done = subprocess.run(order, capture_output=True, check=False)
    if done.returncode != 0:
        missing("the right to mount a tmpfs (root with CAP_SYS_ADMIN)")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
