"""A PostgreSQL server of our own: made in a temporary folder, reached by a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from tests.support.tools import missing

_USERS = ("postgres", "nobody")


@frozen
class Server:
    """A server whose data and socket are in `folder`; started and stopped as often as a test likes."""

    programs: Path
    folder: Path
    user: str | None

    @property
    def address(self) -> str:
        """The URL of its only database."""
        return f"postgresql://congvan@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=60"
        self.call("pg_ctl", "start", "-w", "-D", self.data, "-l", str(self.folder / "log"), "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop it; `immediate` is what a power cut does."""
        self.call("pg_ctl", "stop", "-w", "-D", self.data, "-m", mode)

    @property
    def data(self) -> str:
        """Where it keeps its files."""
        return str(self.folder / "data")

    def call(self, name: str, *arguments: str) -> None:
        """Run one of the server's programs as the user it belongs to; it refuses to be run by root."""
        done = subprocess.run(
            [self.programs / name, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server would inherit it, and nobody would see its end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            user=self.user,
            group=None if self.user is None else pwd.getpwnam(self.user).pw_gid,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{name} {arguments}: {self.log()}"

    def log(self) -> str:
        """What the server last said."""
        log = self.folder / "log"
        return log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else "no log"


def programs() -> Path:
    """Where the server's programs are; without them the running test is skipped, and in CI failed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return places[-1].parent if places else missing("PostgreSQL's server")


@contextmanager
def running_server() -> Iterator[Server]:
    """A fresh server, running."""
    place = programs()
    # Not under pytest's own folder, which only root may enter, and whose name is too long for a socket.
    with tempfile.TemporaryDirectory(prefix="cv-pg-") as name:
        folder = Path(name)
        user = _ordinary_user() if os.geteuid() == 0 else None
        if user is not None:
            shutil.chown(folder, user)
        server = Server(place, folder, user)
        server.call("initdb", "-D", server.data, "-U", "congvan", "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


def _ordinary_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _USERS if name in known)
