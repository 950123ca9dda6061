"""What can go wrong with a batch, as problems (lỗi của một lô)."""

from __future__ import annotations

from congvan.problems import CongvanError, Place, Problem, Severity


class BatchError(CongvanError):
    """A batch cannot be run; nothing was written, no number drawn."""


def problem(code: str, place: Place | None = None, /, **parameters: object) -> Problem:
    """An error of a batch, `code` without its `congvan.batch.` prefix."""
    return Problem(f"congvan.batch.{code}", place=place or Place(), parameters=parameters)


def warning(code: str, place: Place | None = None, /, **parameters: object) -> Problem:
    """Something of a batch that is allowed and probably not meant."""
    return Problem(f"congvan.batch.{code}", Severity.WARNING, place or Place(), parameters)
