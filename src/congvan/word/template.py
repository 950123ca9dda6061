"""A Word template: a .docx that people edit in Word, compiled once and rendered many times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from congvan.problems import Place, Problem, RenderError, TemplateError
from congvan.tags import Dialect, MissingNames
from congvan.word.engine.assembly import Blueprint, compiled, rendered
from congvan.word.styles import Page, Style
from congvan.word.values.replacing import NOTHING, with_replaced


class Template:
    """A compiled .docx in docxtpl's tag language; safe to share between threads, pickled as its bytes."""

    __slots__ = ("_blueprint", "_data", "_dialect")

    def __init__(
        self,
        source: Path | str | bytes | BinaryIO,
        *,
        missing: MissingNames = "error",
        filters: Mapping[str, Callable[..., object]] | None = None,
        tests: Mapping[str, Callable[..., object]] | None = None,
    ) -> None:
        """Read a template from a path, bytes or an open binary file, and compile it.

        `missing` says what a name without a value does: "error" refuses it, "blank" prints nothing, "mark"
        prints «name». `filters` and `tests` come beside those of the language, by name.

        Raises TemplateError with every problem of every part: `congvan.opc.*` where the file is no package
        that can be opened safely, `congvan.tags.*` where a tag is wrong, `congvan.word.*` otherwise.
        """
        self._data = _read(source)
        self._dialect = Dialect(filters=filters, tests=tests, missing=missing)
        self._blueprint: Blueprint = compiled(self._data, self._dialect)

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

    def render(
        self,
        context: Mapping[str, object],
        *,
        pictures: Mapping[str, bytes] = NOTHING,
        media: Mapping[str, bytes] = NOTHING,
    ) -> bytes:
        """The finished .docx: the same bytes for the same context.

        Text is escaped, its newlines and tabs become Word's; a `Fragment` is placed as markup: blocks by `{{p
        name }}`, runs by `{{r name }}` or inside text. Raises RenderError with every problem of every part:
        names without a value, values that cannot stand where their tag does.

        `pictures` come in place of the template's own: by the name, title or alternative text they have in
        Word; `media` by the name of their file in the package (`image1.png`).
        """
        try:
            data = rendered(self._blueprint, context)
        except RenderError as error:
            from congvan.word.linting.paths import with_paths

            raise RenderError(with_paths(self._data, context, error.problems)) from None
        return with_replaced(data, pictures=pictures, media=media) if pictures or media else data

    def __reduce__(self) -> tuple[Callable[..., Template], tuple[bytes, Dialect]]:
        return _again, (self._data, self._dialect)


def _again(data: bytes, dialect: Dialect) -> Template:
    return Template(data, missing=dialect.missing, filters=dialect.filters, tests=dialect.tests)


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
