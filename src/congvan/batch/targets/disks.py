"""Having files on disk: those of a range together, and then their names (ghi xuống đĩa)."""

from __future__ import annotations

import ctypes
import os
import sys
from collections import deque
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

_FLUSHERS = 16
"""How many files are asked to be on disk at a time, where each has to be asked for."""
_SYNCED_WHOLE = frozenset(("ext3", "ext4", "xfs", "f2fs"))
"""File systems of this machine that Linux has on disk by one call, with whatever failed told by it."""
_TELLS_ERRORS = (5, 8)
"""The Linux from which that call tells errors."""


class Disk:
    """A folder whose files are written, then flushed, then renamed, then settled."""

    def __init__(self, folder: Path) -> None:
        """Open before anything is written, for what fails from here on is told."""
        self.folder = folder
        # Windows cannot open a folder, and has a rename on disk without.
        self.handle = os.open(folder, os.O_RDONLY) if os.name == "posix" else None

    def __enter__(self) -> Self:
        """The folder itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the folder."""
        if self.handle is not None:
            os.close(self.handle)

    def flush(self, paths: Collection[str]) -> None:
        """Have what files hold on disk; OSError when that fails.

        The file system in one call, where it is one that tells what failed: asked file by file it would write
        its journal for each. Elsewhere several files at a time, so that it may write it once for them.
        """
        if self.handle is not None and _is_synced_whole(self.handle) and _synced_whole(self.handle):
            return
        with ThreadPoolExecutor(max(1, min(_FLUSHERS, len(paths)))) as flushers:
            deque(flushers.map(_flush, paths), maxlen=0)

    def settle(self) -> None:
        """Have the names of files on disk."""
        if self.handle is not None:
            os.fsync(self.handle)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet; OSError when it is, or when it cannot be written whole."""
    # Without a stream: a file of Python asks the system three more questions than it takes to write it.
    handle = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _flush(path: str) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _synced_whole(handle: int) -> bool:
    """Have the file system of an open folder on disk; False when it says that something failed."""
    return int(ctypes.CDLL(None).syncfs(handle)) == 0


def _is_synced_whole(handle: int) -> bool:
    """Whether the file system of an open folder is one that can be had on disk by one call."""
    return _kinds_of(os.fstat(handle).st_dev) <= _SYNCED_WHOLE if _can_sync_whole() else False


@lru_cache(maxsize=1)
def _can_sync_whole() -> bool:
    return sys.platform == "linux" and _linux() >= _TELLS_ERRORS and hasattr(ctypes.CDLL(None), "syncfs")


@lru_cache(maxsize=64)
def _kinds_of(device: int) -> frozenset[str]:
    """The kinds of file system that a device is mounted as; one that nobody knows when it cannot be told."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        mounts = []
    kinds = (line.partition(" - ")[2].split(" ")[0] for line in mounts if line.split(" ")[2] == wanted)
    return frozenset(kinds) or frozenset(("",))


def _linux() -> tuple[int, ...]:
    return tuple(int(part) for part in os.uname().release.split(".")[:2] if part.isdigit())
