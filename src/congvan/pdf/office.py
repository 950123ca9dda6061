"""LibreOffice as a tool: where it is, and one call of it within a time limit (LibreOffice)."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/opt/libreoffice/program/soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)


def found_office() -> str | None:
    """Where LibreOffice is installed; None when it is not."""
    named = (shutil.which(name) for name in _NAMES)
    usual = (str(place) for place in _PLACES if place.is_file())
    return next((found for found in (*named, *usual) if found), None)


def call_office(office: str, arguments: Sequence[str], folder: Path, limit: float) -> str | None:
    """Call LibreOffice with a profile of its own in `folder`; return what it said, None past the limit.

    `limit` is in seconds; past it the whole process group is ended: `soffice` only starts the program.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    log = folder / "said.txt"
    with log.open("wb") as stream:
        # Into a file and not a pipe: a grandchild that survives would keep a pipe open for ever.
        process = subprocess.Popen(
            [office, profile, "--headless", "--norestore", "--nologo", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            _end(process)
            return None
        except BaseException:
            _end(process)
            raise
    _end(process)
    return log.read_text(encoding="utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a call and all it started, if anything of it is left."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
