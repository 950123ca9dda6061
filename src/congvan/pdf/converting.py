"""Many files into PDF in few calls; a file that fails never takes the others along (chuyển sang PDF)."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from attrs import frozen

from congvan.opc import PackageError, read_stamp
from congvan.pdf.office import call_office, found_office
from congvan.problems import CongvanError, Place, Problem

MANY = 40
"""How many files one call converts: a start costs about as much as seven files."""
STARTING = 60.0
"""Seconds that a call may take before its first file."""
EACH = 20.0
"""Seconds that a file may take."""

_ENDINGS = (".docx", ".xlsx")
_FILTERS = {".docx": "writer_pdf_Export", ".xlsx": "calc_pdf_Export"}
_PART = re.compile(rb"pdfaid:part\W{1,3}2\b")
_CONFORMANCE = re.compile(rb"pdfaid:conformance\W{1,3}B\b")
_ARCHIVAL = '{"SelectPdfVersion":{"type":"long","value":"2"}}'


class PdfError(CongvanError):
    """No PDF can be made at all: LibreOffice is missing."""


@frozen(kw_only=True)
class Conversion:
    """What became of a file: its PDF, or the problem that left it without; never both."""

    file: Path
    pdf: Path | None = None
    problem: Problem | None = None


def convert(
    files: Iterable[Path],
    *,
    office: str | None = None,
    archival: bool = False,
    starting: float = STARTING,
    each: float = EACH,
    done: Callable[[Conversion], None] | None = None,
) -> tuple[Conversion, ...]:
    """A PDF beside each file, `X.docx` to `X.pdf`, whole or not at all; what fails says so.

    Only files that congvan made and nobody edited are opened. `office` is the program, None to look for it;
    `archival` asks for PDF/A-2b; `starting` and `each` are limits in seconds. Raises PdfError `no-office`.
    """
    program = office or found_office()
    if program is None:
        raise PdfError(Problem("congvan.pdf.no-office"))
    found: dict[Path, Conversion] = {}
    wanted: list[Path] = []
    for file in dict.fromkeys(files):
        refused = _refused(file)
        if refused is None:
            wanted.append(file)
        else:
            found[file] = Conversion(file=file, problem=refused)
    call = _Call(program, archival=archival, starting=starting, each=each)
    for ending in _ENDINGS:
        for some in _many(file for file in wanted if file.suffix.lower() == ending):
            for conversion in call.conversions(some):
                found[conversion.file] = conversion
                if done is not None:
                    done(conversion)
    return tuple(found.values())


def is_archival(pdf: bytes) -> bool:
    """True for a PDF that says of itself that it is PDF/A-2b."""
    return bool(_PART.search(pdf) and _CONFORMANCE.search(pdf))


def _many(files: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    rest = iter(files)
    while some := tuple(islice(rest, MANY)):
        yield some


def _refused(file: Path) -> Problem | None:
    """Why a file is not opened; None for one that congvan made as it stands."""
    if file.suffix.lower() not in _ENDINGS:
        return _problem("other-kind", file)
    try:
        edited = read_stamp(file.read_bytes()).edited
    except (PackageError, OSError):
        return _problem("not-ours", file)
    return None if edited is False else _problem("not-ours" if edited is None else "edited", file)


def _problem(code: str, file: Path, **said: object) -> Problem:
    return Problem(f"congvan.pdf.{code}", place=Place(str(file)), parameters={"name": file.name, **said})


@frozen
class _Call:
    program: str
    archival: bool
    starting: float
    each: float

    def conversions(self, files: Sequence[Path]) -> Iterator[Conversion]:
        """All in one call; those that it left out once more, each in a call of its own."""
        left: list[Path] = []
        for file, conversion in zip(files, self.together(files), strict=True):
            if conversion.pdf is None and len(files) > 1:
                left.append(file)
            else:
                yield conversion
        works, hangs = len(left) < len(files), False
        for file in left:
            # Where nothing came of all together, nor of the first alone, each would be waited for in vain.
            (conversion,) = [self.too_slow(file)] if hangs and not works else self.together([file])
            works = works or conversion.pdf is not None
            hangs = conversion.problem is not None and conversion.problem.code.endswith("too-slow")
            yield conversion

    def too_slow(self, file: Path) -> Conversion:
        limit = round(self.starting + self.each)
        return Conversion(file=file, problem=_problem("too-slow", file, seconds=limit))

    def together(self, files: Sequence[Path]) -> list[Conversion]:
        with tempfile.TemporaryDirectory(prefix="congvan-pdf-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            # Numbered copies: a name in an argument is one less thing that could go wrong.
            copies = [folder / f"{number:04}{file.suffix.lower()}" for number, file in enumerate(files)]
            for file, copy in zip(files, copies, strict=True):
                shutil.copyfile(file, copy)
            arguments = ["--convert-to", self.target(files[0]), "--outdir", str(folder / "out")]
            limit = self.starting + self.each * len(files)
            said = call_office(self.program, [*arguments, *map(str, copies)], folder, limit)
            made = [folder / "out" / f"{copy.stem}.pdf" for copy in copies]
            return [self.conversion(file, pdf, said) for file, pdf in zip(files, made, strict=True)]

    def target(self, file: Path) -> str:
        kind = _FILTERS[file.suffix.lower()]
        return f"pdf:{kind}:{_ARCHIVAL}" if self.archival else f"pdf:{kind}"

    def conversion(self, file: Path, made: Path, said: str | None) -> Conversion:
        if not made.is_file() or not made.read_bytes().rstrip().endswith(b"%%EOF"):
            if said is None:
                return self.too_slow(file)
            reason = " ".join(said.split())[-200:] or "–"
            return Conversion(file=file, problem=_problem("not-converted", file, reason=reason))
        target = file.with_suffix(".pdf")
        sibling = target.with_name(f".{target.name}.tmp")
        try:
            shutil.copyfile(made, sibling)
            sibling.replace(target)
        except OSError as error:
            sibling.unlink(missing_ok=True)
            reason = error.strerror or str(error)
            return Conversion(file=file, problem=_problem("not-converted", file, reason=reason))
        return Conversion(file=file, pdf=target)
