"""The findings of returned forms: which file, sheet and cell, what stood there, what was expected."""

from __future__ import annotations

from congvan.problems import CongvanError, Place, Problem, Severity


class ReturnError(CongvanError):
    """A returned file cannot be read as a form; all its problems at once."""


def finding(
    code: str,
    severity: Severity = Severity.ERROR,
    *,
    file: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    **parameters: str,
) -> Problem:
    """A finding with its code in full; `cell` is an address or a range on `sheet`."""
    part = f"{sheet}!{cell}" if cell is not None else sheet
    return Problem(code, severity, Place(file=file, part=part), parameters)
