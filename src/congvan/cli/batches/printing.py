"""`--pdf`: a PDF beside every letter and annex that congvan made (bản PDF)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import evolve

from congvan.batch import BatchError, Failure, Progress, Report
from congvan.pdf import Conversion, PdfError, convert, found_office, is_archival
from congvan.problems import Problem

_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def refuse_without_means(folder: Path | str) -> None:
    """Say before any number is drawn that no PDF can be made.

    Raises BatchError where the letters are in no folder, PdfError without LibreOffice.
    """
    if isinstance(folder, str) or folder.suffix.lower() == ".zip":
        raise BatchError(Problem("congvan.batch.pdf-needs-folder"))
    if found_office() is None:
        raise PdfError(Problem("congvan.pdf.no-office"))


def with_pdf(
    report: Report,
    files: Iterable[Path],
    *,
    archival: bool,
    progress: Callable[[Progress], None] | None,
) -> Report:
    """The report of a batch after a PDF was made of each of its files that has none; those that fail fail."""
    waiting = [file for file in office_files(files) if is_due(file, archival=archival)]
    done = 0
    if progress is not None:
        progress(Progress(stage="pdf", done=0, total=len(waiting)))

    def told(_conversion: Conversion) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(Progress(stage="pdf", done=done, total=len(waiting)))

    found = convert(waiting, archival=archival, done=told) if waiting else ()
    failures = [
        Failure(key=item.file.name, line=0, number=None, problems=(item.problem,))
        for item in found
        if item.problem is not None
    ]
    made = [item.pdf for item in found if item.pdf is not None]
    pages = sum(map(pages_of, made)) if made else None
    return evolve(report, failures=(*report.failures, *failures), pages=pages)


def office_files(files: Iterable[Path]) -> list[Path]:
    """The Word and Excel files among some, in order."""
    return sorted(file for file in files if file.suffix in (".docx", ".xlsx") and file.is_file())


def is_due(file: Path, *, archival: bool) -> bool:
    """True when a file has no PDF, an older one, or a plain one where one for the archive is asked for."""
    pdf = file.with_suffix(".pdf")
    if not pdf.exists() or pdf.stat().st_mtime < file.stat().st_mtime:
        return True
    return archival and not is_archival(pdf.read_bytes())


def pages_of(pdf: Path) -> int:
    """How many pages LibreOffice wrote into a PDF."""
    return len(_PAGE.findall(pdf.read_bytes()))
