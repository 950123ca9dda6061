"""A Word template: a .docx that people edit in Word, compiled once and rendered many times."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from congvan.word.styles import Page, Style


class Template:
    """A compiled .docx; safe to share between threads, pickled as its bytes."""

    def __init__(self, source: Path | str | bytes | BinaryIO) -> None:
        """Read and compile; raises TemplateError with every problem of the template."""
        raise NotImplementedError

    @property
    def names(self) -> frozenset[str]:
        """The names a render must be given."""
        raise NotImplementedError

    @property
    def styles(self) -> Mapping[str, Style]:
        """The styles by the name people see in Word."""
        raise NotImplementedError

    @property
    def page(self) -> Page:
        """The page of the last section."""
        raise NotImplementedError

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the file; `congvan.template` is the version of the contract it keeps."""
        raise NotImplementedError

    def render(self, context: Mapping[str, object]) -> bytes:
        """The finished .docx; raises RenderError with every problem found."""
        raise NotImplementedError
