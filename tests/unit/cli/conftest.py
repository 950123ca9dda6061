"""The command line as people call it, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from congvan.cli import main


@frozen
class Done:
    """How a call ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def paths(self) -> list[Path]:
        """The files that the call says it wrote."""
        return [Path(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the command inside `tmp_path`."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        shown = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Done(left.value.code, shown.out, shown.err)

    return call


@pytest.fixture
def run_apart(tmp_path: Path) -> Run:
    """Calls the command inside `tmp_path` in a process of its own, with some environment."""

    def call(*arguments: str, **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "congvan", *arguments],
            cwd=tmp_path,
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
        )
        out, err = (
            stream.decode(environment.get("PYTHONIOENCODING", "utf-8"))
            for stream in (done.stdout, done.stderr)
        )
        return Done(done.returncode, out, err)

    return call
