"""What a rule reports, and how that becomes a problem of the dispatch under a standard."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import field, fields, frozen
from immutabledict import immutabledict

from congvan.check.codes import RULES
from congvan.model import Dispatch
from congvan.problems import Place, Problem
from congvan.standard import Standard

_STEP = re.compile(r"\[(\d+)\]|\.(\w+)")


@frozen
class Finding:
    """What one rule found: its code, the path of the field, what the message quotes, where in the passage."""

    code: str
    path: str
    parameters: immutabledict[str, object] = field(converter=immutabledict)
    at: int = 0


def found(code: str, path: str, at: int = 0, /, **parameters: object) -> Finding:
    """A finding of this code at a path; `at` is the position in the passage it was read from."""
    return Finding(code, path, parameters, at)


def problems_of(findings: Iterable[Finding], dispatch: Dispatch, standard: Standard) -> tuple[Problem, ...]:
    """The findings in reading order, each weighed by the standard; what it has no rule for is left out."""
    severities = {rule.id: rule.severity for rule in standard.rules}
    said = [finding for finding in findings if RULES[finding.code][0] in severities]
    return tuple(
        Problem(
            finding.code,
            severities[RULES[finding.code][0]],
            Place(path=finding.path),
            {**finding.parameters, "rule": RULES[finding.code][0]},
        )
        for finding in sorted(said, key=lambda finding: (_order(finding.path, dispatch), finding.at))
    )


def _order(path: str, dispatch: Dispatch) -> tuple[int, ...]:
    """Where a path stands among the fields of a dispatch, which are in the decree's order."""
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    names = [item.name for item in fields(Dispatch)]
    order = [names.index(head)]
    for index, name in _STEP.findall(path[len(head) :]):
        named = getattr(dispatch, head)
        if index:
            order.append(int(index))
        elif isinstance(named, immutabledict) and name in named:
            order.append(list(named).index(name))
    return tuple(order)
