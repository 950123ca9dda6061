"""The problems of a source file, all of one domain (lỗi của tệp nguồn)."""

from __future__ import annotations

from congvan.problems import Place, Problem, Severity


def problem(code: str, place: Place, /, **parameters: object) -> Problem:
    """An error in the source, `code` without its `congvan.source.` prefix."""
    return Problem(f"congvan.source.{code}", place=place, parameters=parameters)


def warning(code: str, place: Place, /, **parameters: object) -> Problem:
    """Something of the source that is allowed and probably not meant."""
    return Problem(f"congvan.source.{code}", Severity.WARNING, place, parameters)
