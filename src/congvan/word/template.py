"""A Word template: a .docx that people edit in Word, compiled once and rendered many times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from congvan.opc import content_of
from congvan.problems import RenderError, TemplateError
from congvan.tags import Dialect, MissingNames
from congvan.word.caching import Cache
from congvan.word.engine.assembly import rendered
from congvan.word.engine.kept.blueprint import Blueprint
from congvan.word.engine.kept.keeping import kept, restored
from congvan.word.styles import Page, Style
from congvan.word.values.replacing import NOTHING, with_replaced


class Template:
    """A compiled .docx in docxtpl's tag language; safe to share between threads, pickled compiled."""

    __slots__ = ("_blueprint", "_data", "_dialect")

    def __init__(
        self,
        source: Path | str | bytes | BinaryIO,
        *,
        missing: MissingNames = "error",
        filters: Mapping[str, Callable[..., object]] | None = None,
        tests: Mapping[str, Callable[..., object]] | None = None,
        compiled: bytes | None = None,
        cache: Path | None = None,
    ) -> None:
        """Read a template from a path, bytes or an open binary file, and compile it.

        `missing` says what a name without a value does: "error" refuses it, "blank" prints nothing, "mark"
        prints «name». `filters` and `tests` come beside those of the language, by name.

        `compiled` is what `compiled_form` gave for the same file, and spares compiling it again; what is
        stale or of another file is ignored. `cache` is a folder of one's own to keep compiled forms in.

        Raises TemplateError with every problem of every part: `congvan.opc.*` where the file is no package
        that can be opened safely, `congvan.tags.*` where a tag is wrong, `congvan.word.*` otherwise.
        """
        self._data = content_of(source, absent="congvan.word.no-such-template")
        self._dialect = Dialect(filters=filters, tests=tests, missing=missing)
        kept_in = None if cache is None or self._dialect.has_functions else Cache(cache)
        form = compiled if compiled is not None or kept_in is None else kept_in.read(self._data)
        known = None if form is None else restored(self._data, form, self._dialect, _compiled)
        self._blueprint = known or _compiled(self._data, self._dialect)
        if kept_in is not None and known is None:
            kept_in.write(self._data, self.compiled_form())

    def compiled_form(self) -> bytes:
        """The compiled template as data (JSON) to give to `Template` with the same file, in any process.

        Filters and tests of one's own are no data: whoever reads it gives them again.
        """
        return kept(self._blueprint, self._data)

    @property
    def names(self) -> frozenset[str]:
        """The names its tags take values from, in any part."""
        return self._blueprint.names

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
        data = self._blueprint.packer.packed(self._rendered(context))
        return with_replaced(data, pictures=pictures, media=media) if pictures or media else data

    def stamped(self, context: Mapping[str, object]) -> bytes:
        """What `congvan.opc.stamp` makes of what `render` gives, and sooner; raises as `render` does."""
        return self._blueprint.packer.stamped(self._rendered(context))

    def _rendered(self, context: Mapping[str, object]) -> dict[str, bytes]:
        try:
            return rendered(self._blueprint, context)
        except RenderError as error:
            from congvan.word.linting.paths import with_paths

            raise RenderError(with_paths(self._data, context, error.problems)) from None

    def __reduce__(self) -> tuple[Callable[..., Template], tuple[bytes, Dialect, bytes]]:
        return _again, (self._data, self._dialect, self.compiled_form())


def _again(data: bytes, dialect: Dialect, form: bytes) -> Template:
    return Template(
        data, missing=dialect.missing, filters=dialect.filters, tests=dialect.tests, compiled=form
    )


def _compiled(data: bytes, dialect: Dialect) -> Blueprint:
    # Who has a compiled form needs no parser, and neither docx nor Jinja.
    from congvan.word.engine.compilation.compiling import compiled

    try:
        return compiled(data, dialect)
    except TemplateError as error:
        from congvan.word.linting.paths import as_typed

        raise TemplateError(as_typed(data, error.problems)) from None
