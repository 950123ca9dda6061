"""Telling people and machines what is wrong (thông báo)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TextIO

from attrs import field, frozen

from congvan.problems import Problem, Severity

_WEIGHTS = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.INFO: "lưu ý"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"},
}


def _standard_error() -> TextIO:
    return sys.stderr


@frozen(kw_only=True)
class Report:
    """Where problems are told and how: lines of text at once, or one JSON list at the end."""

    as_json: bool
    language: str
    stream: TextIO = field(factory=_standard_error)
    _collected: list[dict[str, object]] = field(factory=list, init=False, repr=False)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Tell some problems now, or keep them for the list."""
        for problem in problems:
            if self.as_json:
                self._collected.append(as_record(problem, self.language))
            else:
                print(said(problem, self.language), file=self.stream)

    def close(self) -> None:
        """Print the list, when the report is one."""
        if not self.as_json:
            return
        # Where the stream is not UTF-8 its escapes would not be JSON's.
        is_utf8 = (self.stream.encoding or "").lower().replace("-", "") == "utf8"
        print(json.dumps(self._collected, ensure_ascii=not is_utf8, indent=2), file=self.stream)


def said(problem: Problem, language: str) -> str:
    """One problem on one line: place, weight, message, hint, code."""
    weight = _WEIGHTS[language if language in _WEIGHTS else "vi"][problem.severity]
    text = f"{weight}: {problem.message(language)} {problem.hint(language)} [{problem.code}]"
    return f"{problem.place}: {text}" if str(problem.place) else text


def as_record(problem: Problem, language: str) -> dict[str, object]:
    """One problem for a machine; what is not known is null."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "part": place.part,
        "near": place.near,
        "message": problem.message(language),
        "hint": problem.hint(language),
    }
