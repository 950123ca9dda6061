"""`congvan check`: what a clerk would send back."""

from __future__ import annotations

from collections.abc import Sequence

from congvan.api import check
from congvan.cli.binding import Filling
from congvan.cli.rendering import located
from congvan.cli.reporting import Report
from congvan.problems import CongvanError, Place, Problem, Severity


def check_sources(sources: Sequence[str], filling: Filling, report: Report, *, strict: bool) -> int:
    """Tell the findings of every source; 1 when one cannot be read, or with `strict` breaks the law."""
    passed = [_check(path, filling, report, strict=strict) for path in sources]
    report.close()
    return 0 if all(passed) else 1


def _check(path: str, filling: Filling, report: Report, *, strict: bool) -> bool:
    try:
        findings = _findings(path, filling)
    except CongvanError as error:
        report.tell(problem.at(Place(file=path)) for problem in error.problems)
        return False
    report.tell(findings)
    return not (strict and any(finding.severity is Severity.ERROR for finding in findings))


def _findings(path: str, filling: Filling) -> tuple[Problem, ...]:
    _, bound = filling.read(path)
    return (*bound.findings, *located(bound, check(bound.dispatch)))
