"""Names of the files that leave, and writing them whole or not at all (tệp kết quả)."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from congvan.model.appendix import Appendix, is_plain_file_name
from congvan.problems import OutputError, Place, Problem
from congvan.vietnamese.hygiene import nfc
from congvan.vietnamese.numbers import roman

WORKBOOK = ".xlsx"
DOCUMENT = ".docx"
LONGEST_NAME = 255
"""How many bytes of UTF-8 a file name may have on the file systems of today."""

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}


def letter_name(name: str) -> str:
    """The file name of the letter whose outputs are called `name`."""
    return f"{nfc(name)}{DOCUMENT}"


def appendix_names(
    appendices: tuple[Appendix, ...], name: str, *, one_workbook: bool = False
) -> tuple[str | None, ...]:
    """The file name of each appendix; None for those printed in the letter only.

    `X-phu-luc.xlsx` for the only workbook that leaves, or for all that are written where `one_workbook` puts
    them together, else `X-phu-luc-II.xlsx` by its position; an attached file keeps its own suffix.
    """
    suffixes = [suffix_of(appendix) for appendix in appendices]
    is_only = suffixes.count(WORKBOOK) == 1
    names = []
    for position, (appendix, suffix) in enumerate(zip(appendices, suffixes, strict=True), start=1):
        is_sole = suffix == WORKBOOK and (is_only or (one_workbook and appendix.as_workbook))
        number = "" if is_sole else f"-{roman(position)}"
        names.append(f"{nfc(name)}-phu-luc{number}{suffix}" if suffix is not None else None)
    return tuple(names)


def suffix_of(appendix: Appendix) -> str | None:
    """The suffix of the file that an appendix travels as; None when it is in the letter only."""
    if appendix.file is not None:
        return Path(appendix.file.name).suffix.lower()
    if appendix.as_workbook:
        return WORKBOOK
    return DOCUMENT if appendix.as_document else None


def name_problems(names: Mapping[str, bytes] | tuple[str, ...]) -> Iterator[Problem]:
    """The problems of file names: leaving their folder, unknown to Windows, too long, or one name twice."""
    seen: set[str] = set()
    for name in names:
        if not _is_safe(name):
            yield Problem("congvan.output.bad-name", parameters={"name": name})
        elif len(nfc(name).encode()) > LONGEST_NAME:
            yield Problem("congvan.output.long-name", parameters={"name": name, "most": LONGEST_NAME})
        folded = folded_name(name)
        if folded in seen:
            yield Problem("congvan.output.same-name", parameters={"name": name})
        seen.add(folded)


def folded_name(name: str) -> str:
    """A file name as folders compare it where case and form of letters do not count."""
    return nfc(nfc(name).casefold())


def _is_safe(name: str) -> bool:
    stem = name.partition(".")[0].rstrip().lower()
    return bool(stem) and name.isprintable() and is_plain_file_name(name) and stem not in _RESERVED


def write_files(files: Mapping[str, bytes], folder: Path, *, force: bool) -> tuple[Path, ...]:
    """Write every file into a folder, made when missing; return all their paths in order.

    Each appears whole or not at all, and none when any cannot be written. What someone edited since congvan
    wrote it, or congvan never wrote, is only replaced with `force`; what is the same is left alone. Raises
    OutputError.
    """
    _refuse([*name_problems(files)])
    _make(folder)
    targets = {folder / nfc(name): data for name, data in files.items()}
    problems, changed = [], {}
    for path, data in targets.items():
        try:
            there = _existing(path)
        except OSError as error:
            problems.append(os_problem(path, error))
            continue
        if there != data:
            changed[path] = data
            problems += _keeping_problems(path, there, force=force)
    _refuse(problems)
    replace_all(changed)
    return tuple(targets)


def write_file(path: Path, data: bytes, *, force: bool) -> Path:
    """Write one file whole, its folder made when missing; OutputError when it exists, unless `force`."""
    _refuse([*name_problems((path.name,))])
    _make(path.parent)
    if not force and os.path.lexists(path):
        raise OutputError(_problem("exists", path))
    replace_all({path: data})
    return path


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        blocking = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
        raise OutputError(_problem("folder-is-a-file", blocking)) from None
    except (OSError, ValueError) as error:
        raise OutputError(os_problem(folder, error)) from None


def _existing(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _keeping_problems(path: Path, there: bytes | None, *, force: bool) -> Iterator[Problem]:
    """Why a file that is there must be kept: it was edited, it is not congvan's, or it is open elsewhere."""
    if there is None:
        return
    if not force:
        if lock := _lock_beside(path):
            parameters = {"name": path.name, "lock": lock.name}
            yield Problem("congvan.output.open", place=Place(file=str(path)), parameters=parameters)
        edited = _was_edited(there)
        if edited is None:
            yield _problem("not-ours", path)
        elif edited:
            yield _problem("edited", path)
    try:
        # Word on Windows keeps the file it shows locked: better known before the first file is replaced.
        path.open("r+b").close()
    except OSError as error:
        yield os_problem(path, error)


def _lock_beside(path: Path) -> Path | None:
    """The hidden file that Word, Excel or LibreOffice keep beside a file while somebody has it open."""
    name = path.name
    # Word writes ~$ over the first letters of a long name, before a short one.
    cut = min(max(len(path.stem) - 6, 0), 2) if path.suffix == DOCUMENT else 0
    locks = (path.with_name(f"~${name[cut:]}"), path.with_name(f".~lock.{name}#"))
    return next((lock for lock in locks if os.path.lexists(lock)), None)


def _was_edited(data: bytes) -> bool | None:
    """Whether a file was edited since congvan wrote it; None when congvan did not write it."""
    from congvan.opc import PackageError, read_stamp

    try:
        return read_stamp(data).edited
    except PackageError:
        return None


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write each file beside its place, then rename them all; OutputError when one of them fails."""
    with ExitStack() as leftovers:
        written = []
        for path, data in files.items():
            try:
                sibling, stream = _sibling(path.parent)
                leftovers.callback(sibling.unlink, missing_ok=True)
                _fill(stream, data)
                with suppress(FileNotFoundError):
                    shutil.copymode(path, sibling)
            except OSError as error:
                raise OutputError(os_problem(path, error)) from None
            written.append((sibling, path))
        for sibling, path in written:
            try:
                sibling.replace(path)
            except OSError as error:
                raise OutputError(os_problem(path, error)) from None


def _sibling(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file in the folder, whose short name fits wherever the wanted one does."""
    for number in count(1):
        path = folder / f".congvan-{number}.tmp"
        with suppress(FileExistsError):
            return path, path.open("xb")
    raise AssertionError  # count never ends


def _fill(stream: BinaryIO, data: bytes) -> None:
    with stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


_REASONS = {
    errno.ENOSPC: "congvan.output.disk-full",
    errno.EDQUOT: "congvan.output.disk-full",
    errno.EFBIG: "congvan.output.disk-full",
    errno.EACCES: "congvan.output.not-permitted",
    errno.EPERM: "congvan.output.not-permitted",
    errno.EROFS: "congvan.output.not-permitted",
    errno.ETXTBSY: "congvan.output.not-permitted",
    errno.ENOENT: "congvan.output.folder-gone",
    errno.EISDIR: "congvan.output.is-a-folder",
    errno.ENAMETOOLONG: "congvan.output.long-path",
}


def os_problem(path: Path, error: OSError | ValueError) -> Problem:
    """What the system refused, in the user's words."""
    code = _REASONS.get(getattr(error, "errno", None) or 0, "congvan.output.not-written")
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(code, place=Place(file=str(path)), parameters={"name": path.name, "reason": reason})


def _problem(code: str, path: Path) -> Problem:
    return Problem(f"congvan.output.{code}", place=Place(file=str(path)), parameters={"name": path.name})


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise OutputError(problems)
