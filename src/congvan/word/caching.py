"""A folder of one's own with compiled templates; whatever others could have written is not read."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

import congvan

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@frozen
class Cache:
    """Compiled forms by the template, the congvan and the Python they were made of and by.

    The folder is made when missing, for its owner alone. A folder that others can read or write, that belongs
    to someone else, or is a link, is not used; neither is one on a disk that cannot be written. No error.
    """

    folder: Path

    def read(self, template: bytes) -> bytes | None:
        """The compiled form of a template; None where there is none that can be trusted."""
        path = self._path(template)
        if not _is_own(self.folder, stat.S_ISDIR) or not _is_own(path, stat.S_ISREG):
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None

    def write(self, template: bytes, form: bytes) -> None:
        """Keep the compiled form of a template, whole or not at all."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(self.folder, stat.S_ISDIR):
                _write_whole(self._path(template), form)
        except OSError:
            return

    def _path(self, template: bytes) -> Path:
        python = "".join(map(str, sys.version_info[:2]))
        digest = hashlib.sha256(template).hexdigest()
        return self.folder / f"{digest}-{congvan.__version__}-py{python}.json"


def _is_own(path: Path, is_kind: Callable[[int], bool]) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    if not is_kind(found.st_mode):
        return False
    # Windows keeps the folders of a user to that user by itself, and has no such modes.
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & _OTHERS)


def _write_whole(path: Path, data: bytes) -> None:
    import tempfile

    # `mkstemp` makes the file for its owner alone.
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
