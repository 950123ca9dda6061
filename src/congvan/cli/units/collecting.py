"""`congvan collect`: files that came back become one summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from os.path import realpath
from pathlib import Path

from attrs import evolve, frozen

from congvan.api import consolidate, write_files
from congvan.api.files import contents
from congvan.cli.binding import Filling
from congvan.cli.rendering import located
from congvan.cli.reporting import as_record, said
from congvan.model import Unit
from congvan.problems import CongvanError, Place, Problem, Severity
from congvan.returns import Collection, ReturnedFile, ReturnError, collect
from congvan.source import Bound

LOCKED = "~$"
"""What the names of files begin with that Excel keeps beside an open workbook."""

_SAID = {
    "vi": (
        "Đã nhận {sent}/{all} đơn vị; {errors} lỗi, {warnings} cảnh báo.",
        "Chưa gửi: {names}",
        "Gửi muộn: {names}",
    ),
    "en": (
        "{sent} of {all} units came back; {errors} errors, {warnings} warnings.",
        "Missing: {names}",
        "Late: {names}",
    ),
}


@frozen(kw_only=True)
class Order:
    """What to collect for, where to, and how to tell it."""

    source: str
    filling: Filling
    into: str
    deadline: str | None
    force: bool
    language: str
    as_json: bool


def collect_files(names: Sequence[str], order: Order) -> int:
    """Write the summary and say what was found; 0 when every unit sent all and nothing was wrong."""
    try:
        bound = order.filling.read(order.source)[1]
        files, unread = _files(names, Path(order.into))
        found = _collected(files, bound, order)
        target = Path(order.into)
        (path,) = write_files({target.name: consolidate(found)}, target.parent, force=order.force)
    except CongvanError as error:
        _tell([problem.at(Place(file=order.source)) for problem in error.problems], order)
        return 1
    _report(found, unread, path, order)
    return 0 if found.is_whole and not unread else 1


def _collected(files: Sequence[ReturnedFile], bound: Bound, order: Order) -> Collection:
    """What came back; what is said of the dispatch, with its line in the source."""
    try:
        found = collect(files, bound.dispatch, deadline=order.deadline)
    except ReturnError as error:
        raise ReturnError(located(bound, error.problems)) from None
    return evolve(found, findings=located(bound, found.findings))


def _files(names: Sequence[str], into: Path) -> tuple[list[ReturnedFile], list[Problem]]:
    """The files and those of folders; what cannot be opened is a problem, the others go on."""
    files: list[ReturnedFile] = []
    problems: list[Problem] = []
    for path in _paths(names):
        if path.name.startswith(LOCKED) or realpath(path) == realpath(into):
            continue
        try:
            received = _received(path)
            files.append(ReturnedFile(str(path), contents(path, refusal=ReturnError), received))
        except CongvanError as error:
            problems += error.problems
    return files, problems


def _paths(names: Sequence[str]) -> Iterator[Path]:
    seen: set[str] = set()
    for name in names:
        for item in _inside(Path(name)):
            if realpath(item) not in seen:
                seen.add(realpath(item))
                yield item


def _inside(path: Path) -> Sequence[Path]:
    """The files of a folder; a file, and a folder that cannot be looked into, itself."""
    try:
        return sorted(item for item in path.iterdir() if item.is_file()) if path.is_dir() else [path]
    except OSError:
        return [path]


def _received(path: Path) -> datetime | None:
    """When a file was last written: when it came, for whoever saves attachments as they come."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)
    except (OSError, ValueError, OverflowError):
        return None


def _report(found: Collection, unread: list[Problem], path: Path, order: Order) -> None:
    problems = [*unread, *found.findings]
    if order.as_json:
        print(json.dumps(_record(found, problems, path, order.language), ensure_ascii=False, indent=2))
        return
    # What was merely converted stands in the summary; here it would bury what needs an answer.
    _tell([problem for problem in problems if problem.severity is not Severity.INFO], order)
    print(path)
    words = _SAID[order.language]
    weights = [problem.severity for problem in problems]
    total = len(found.standings)
    counts = {
        "sent": total - len(found.missing),
        "all": total,
        "errors": weights.count(Severity.ERROR),
        "warnings": weights.count(Severity.WARNING),
    }
    print(words[0].format(**counts), file=sys.stderr)
    for text, units in ((words[1], found.missing), (words[2], found.late)):
        if units:
            print(text.format(names="; ".join(unit.name for unit in units)), file=sys.stderr)


def _record(found: Collection, problems: list[Problem], path: Path, language: str) -> dict[str, object]:
    return {
        "summary": str(path),
        "units": len(found.standings),
        "missing": [_unit(unit) for unit in found.missing],
        "late": [_unit(unit) for unit in found.late],
        "findings": [as_record(problem, language) for problem in problems],
    }


def _unit(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name}


def _tell(problems: list[Problem], order: Order) -> None:
    if order.as_json:
        records = [as_record(problem, order.language) for problem in problems]
        print(json.dumps({"findings": records}, ensure_ascii=False, indent=2))
        return
    for problem in problems:
        print(said(problem, order.language), file=sys.stderr)
