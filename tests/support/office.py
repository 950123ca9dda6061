"""LibreOffice as a reader: Office files in, PDF out."""

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


def to_pdf(files: Sequence[Path], into: Path, *, timeout: float = 300) -> list[Path]:
    """Convert all files in one call to `into/<file name>.pdf`, and return those paths in the order given.

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
        fresh = _convert(files, Path(folder), timeout)
        return [Path(shutil.move(pdf, into / f"{name}.pdf")) for pdf, name in zip(fresh, names, strict=True)]


def _convert(files: Sequence[Path], folder: Path, timeout: float) -> list[Path]:
    # Numbered copies: X.docx and X.xlsx would both become X.pdf, the later over the earlier.
    copies = [folder / f"{number:04}{file.suffix}" for number, file in enumerate(files)]
    for file, copy in zip(files, copies, strict=True):
        shutil.copyfile(file, copy)
    said = _soffice(["--convert-to", "pdf", "--outdir", str(folder), *map(str, copies)], folder, timeout)
    pdfs = [copy.with_suffix(".pdf") for copy in copies]
    failed = [file.name for file, pdf in zip(files, pdfs, strict=True) if not pdf.exists()]
    if failed:
        raise NoPdfError(f"no PDF of {', '.join(failed)}: {said[-600:]}")
    return pdfs


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
