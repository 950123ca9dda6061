"""What can go wrong with a register, as problems (lỗi của sổ đăng ký)."""

from __future__ import annotations

from congvan.problems import CongvanError, Problem


class RegisterError(CongvanError):
    """The register cannot be opened, or cannot do what it was asked to; nothing of it was done."""


class UnavailableError(RegisterError):
    """The database of the register cannot be used just now; the same call may be made again later."""


def problem(code: str, **parameters: object) -> Problem:
    """A problem of the register, `code` without its `congvan.register.` prefix."""
    return Problem(f"congvan.register.{code}", parameters=parameters)
