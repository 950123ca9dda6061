"""A file as whoever has it gives it: its path, its bytes, or open."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from congvan.problems import Place, Problem, TemplateError


def content_of(source: Path | str | bytes | BinaryIO, *, absent: str) -> bytes:
    """The bytes of a file; raises TemplateError with the code `absent` for a path that cannot be read."""
    if isinstance(source, bytes):
        return source
    if not isinstance(source, str | Path):
        return source.read()
    try:
        return Path(source).read_bytes()
    except (OSError, ValueError):
        path = str(source)
        raise TemplateError(Problem(absent, place=Place(file=path), parameters={"path": path})) from None
