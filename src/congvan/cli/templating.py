"""`congvan template lint`, `names` and `fill`: an office's own Word templates looked over and filled in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from congvan.api import write_file
from congvan.cli.reporting import Report
from congvan.problems import CongvanError, Place, Problem, Severity, TemplateError
from congvan.tags import MissingNames
from congvan.word import Template, render_within

if TYPE_CHECKING:
    from congvan.word.linting import Asked

_HEADINGS = {
    "vi": ("tên", "loại", "bắt buộc", "ở đâu"),
    "en": ("name", "kind", "required", "where"),
}
_WORDS = {
    "vi": {"value": "giá trị", "list": "danh sách", "object": "nhóm", "yes": "có", "no": "không"},
    "en": {"value": "value", "list": "list", "object": "group", "yes": "yes", "no": "no"},
}


def lint_template(
    file: str, *, data: str | None, against: str | None, comments: str | None, force: bool, report: Report
) -> int:
    """Tell what is wrong with a template, and write it as comments where asked; 1 when there are errors."""
    from congvan.word.linting import commented, lint

    content = _read(file)
    values = None if data is None else _values(data)
    problems = lint(content, values=values, against=None if against is None else _read(against))
    told = [problem.at(Place(file=file)) for problem in problems]
    report.tell(told)
    report.close()
    if comments is not None:
        write_file(Path(comments), commented(content, problems, language=report.language), force=force)
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else 0


def print_names(file: str, *, as_json: bool, language: str) -> int:
    """Print what a template asks for: a table, or a JSON schema."""
    # Filling a template that is compiled already needs none of its readers.
    from congvan.word.linting import asked_of, schema_of

    content = _read(file)
    if as_json:
        print(json.dumps(schema_of(content), ensure_ascii=False, indent=2))
        return 0
    for line in _table(asked_of(content), language):
        print(line)
    return 0


def _table(asked: Iterable[Asked], language: str) -> Sequence[str]:
    words = _WORDS[language]
    rows = [_HEADINGS[language]]
    rows += [
        (item.path, words[item.kind], words["no" if item.is_optional else "yes"], str(item.place))
        for item in asked
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip()
        for row in rows
    ]


@frozen(kw_only=True)
class WantedLetter:
    """What a person asks of `template fill`, as typed: `within` is in seconds."""

    file: str
    data: str
    output: str
    missing: MissingNames
    cache: str | None
    within: float | None
    force: bool


def fill_template(wanted: WantedLetter) -> int:
    """Write a template filled in with the values of a JSON file, within a time where that is asked for."""
    try:
        letter = _letter(wanted)
    except TemplateError as error:
        raise TemplateError([problem.at(Place(file=wanted.file)) for problem in error.problems]) from None
    print(write_file(Path(wanted.output), letter, force=wanted.force))
    return 0


def _letter(wanted: WantedLetter) -> bytes:
    if wanted.within is not None:
        content = _read(wanted.file)
        return render_within(wanted.within, content, _values(wanted.data), missing=wanted.missing)
    cache = None if wanted.cache is None else Path(wanted.cache)
    template = Template(Path(wanted.file), missing=wanted.missing, cache=cache)
    return template.render(_values(wanted.data))


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        raise TemplateError(
            Problem("congvan.word.no-such-template", place=Place(file=file), parameters={"path": file})
        ) from None


def _values(file: str) -> dict[str, object]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
        values = json.loads(text, parse_float=Decimal)
    except (OSError, ValueError, RecursionError) as error:
        raise _no_values(file, str(error)) from None
    if not isinstance(values, dict):
        raise _no_values(file, type(values).__name__)
    return values


def _no_values(file: str, reason: str) -> CongvanError:
    return CongvanError(
        Problem("congvan.cli.no-values", place=Place(file=file), parameters={"name": file, "reason": reason})
    )
