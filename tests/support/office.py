"""LibreOffice as a reader: Office files in, PDF or reckoned workbooks out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.support.tools import program


class NoPdfError(Exception):
    """LibreOffice made no PDF of a file it was given."""


def to_pdf(files: Sequence[Path], into: Path, *, timeout: float = 300, ending: str = "pdf") -> list[Path]:
    """Convert all files in one call to `into/<file name>.pdf`, and return those paths in the order given.

    Another `ending` makes files of that kind: `xlsx` has LibreOffice work out the formulas of a workbook.

    One start of LibreOffice costs about a second, a file a sixth of one: convert together what you can.
    Raises ValueError when two files have one name, NoPdfError when a file could not be converted (LibreOffice
    itself says nothing and exits 0), subprocess.TimeoutExpired after `timeout` seconds.
    """
    names = [file.name for file in files]
    if len(set(names)) != len(names):
        raise ValueError(f"two files with one name in {sorted(names)}")
    if not files:
        return []
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="congvan-pdf-") as folder:
        fresh = _convert(files, Path(folder), timeout, ending)
        moves = zip(fresh, names, strict=True)
        return [Path(shutil.move(made, into / f"{name}.{ending}")) for made, name in moves]


def converted(file: Path, into: Path, kind: str, *, timeout: float = 300) -> Path:
    """The file as LibreOffice itself saves it in another kind (`docx`); raises as `to_pdf`."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="congvan-office-") as folder:
        said = _soffice(["--convert-to", kind, "--outdir", str(into), str(file)], Path(folder), timeout)
    made = into / file.with_suffix(f".{kind}").name
    if not made.exists():
        raise NoPdfError(f"no {kind} of {file.name}: {said[-600:]}")
    return made


def _convert(files: Sequence[Path], folder: Path, timeout: float, ending: str) -> list[Path]:
    # Numbered copies: X.docx and X.xlsx would both become X.pdf, the later over the earlier.
    copies = [folder / f"{number:04}{file.suffix}" for number, file in enumerate(files)]
    for file, copy in zip(files, copies, strict=True):
        shutil.copyfile(file, copy)
    out = folder / "out"
    said = _soffice(["--convert-to", ending, "--outdir", str(out), *map(str, copies)], folder, timeout)
    made = [out / f"{copy.stem}.{ending}" for copy in copies]
    failed = [file.name for file, one in zip(files, made, strict=True) if not one.exists()]
    if failed:
        raise NoPdfError(f"no {ending} of {', '.join(failed)}: {said[-600:]}")
    return made


def _soffice(arguments: Sequence[str], folder: Path, timeout: float) -> str:
    # Two calls on one profile fail without a word, so each call has its own.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    process = subprocess.Popen(
        [program("soffice"), profile, "--headless", "--norestore", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=timeout)
    except BaseException:
        # soffice is a wrapper: only its whole group takes soffice.bin along.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return said
