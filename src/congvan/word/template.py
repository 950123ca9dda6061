"""A Word template: a .docx that people edit in Word, compiled once and rendered many times."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from congvan.problems import Place, Problem, TemplateError
from congvan.word.engine.assembly import Blueprint, compiled, rendered
from congvan.word.styles import Page, Style


class Template:
    """A compiled .docx in docxtpl's tag language; safe to share between threads, pickled as its bytes."""

    __slots__ = ("_blueprint", "_data")

    def __init__(self, source: Path | str | bytes | BinaryIO) -> None:
        """Read a template from a path, bytes or an open binary file, and compile it.

        Raises TemplateError with every problem of every part: `congvan.opc.*` where the file is no package
        that can be opened safely, `congvan.tags.*` where a tag is wrong, `congvan.word.*` otherwise.
        """
        self._data = _read(source)
        self._blueprint: Blueprint = compiled(self._data)

    @property
    def names(self) -> frozenset[str]:
        """The names its tags take values from, in any part."""
        return frozenset[str]().union(*(sheet.tags.names for sheet in self._blueprint.sheets))

    @property
    def optional_names(self) -> frozenset[str]:
        """Those names that every tag only asks about (`is defined`) or has a default for."""
        sheets = self._blueprint.sheets
        needed = (sheet.tags.names - sheet.tags.optional_names for sheet in sheets)
        return self.names.difference(*needed)

    @property
    def styles(self) -> Mapping[str, Style]:
        """The styles by the name people see in Word."""
        return self._blueprint.styles

    @property
    def page(self) -> Page:
        """The page of the last section."""
        return self._blueprint.page

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the file; `congvan.template` is the version of the contract it keeps."""
        return self._blueprint.properties

    def render(self, context: Mapping[str, object]) -> bytes:
        """The finished .docx: the same bytes for the same context.

        Text is escaped, its newlines and tabs become Word's; a `Fragment` is placed as markup: blocks by `{{p
        name }}`, runs by `{{r name }}` or inside text. Raises RenderError with every problem of every part:
        names without a value, values that cannot stand where their tag does.
        """
        return rendered(self._blueprint, context)

    def __reduce__(self) -> tuple[type[Template], tuple[bytes]]:
        return type(self), (self._data,)


def _read(source: Path | str | bytes | BinaryIO) -> bytes:
    if isinstance(source, bytes):
        return source
    if not isinstance(source, str | Path):
        return source.read()
    try:
        return Path(source).read_bytes()
    except OSError:
        path = str(source)
        raise TemplateError(
            Problem("congvan.word.no-such-template", place=Place(file=path), parameters={"path": path})
        ) from None
