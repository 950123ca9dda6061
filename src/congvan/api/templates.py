"""Which Word template a letter is made with: the one given, or the stock one; compiled once (tệp mẫu)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from congvan.api.files import contents
from congvan.problems import Place, TemplateError

if TYPE_CHECKING:
    from congvan.word import Template

LETTER = "cong-van.docx"
LETTER_COMPILED = "cong-van.json"
STARTER = "cong-van.md"

_PACKAGE = Path(__file__).parents[1]
# A wheel carries the folder inside the package; a checkout has it at its top, beside src/.
_FOLDERS = (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates")


def stock_file(name: str) -> bytes:
    """The bytes of a stock template that congvan brings along; TemplateError when it is missing."""
    found = (folder / name for folder in _FOLDERS if (folder / name).is_file())
    return contents(next(found, _FOLDERS[0] / name), refusal=TemplateError)


def compiled(template: Template | Path | str | bytes | None, *, cache: Path | None = None) -> Template:
    """The template to render with: compiled already, at a path, in bytes, or the stock letter for None.

    Bytes compiled before are not compiled again in this process, nor by others that share the folder `cache`.
    Raises TemplateError with every problem.
    """
    if template is None:
        return _stock()
    if isinstance(template, bytes):
        return _compiled(template, cache)
    if not isinstance(template, str | Path):
        return template
    data = contents(Path(template), refusal=TemplateError)
    try:
        return _compiled(data, cache)
    except TemplateError as error:
        raise TemplateError(item.at(Place(file=str(template))) for item in error.problems) from None


@lru_cache(maxsize=1)
def _stock() -> Template:
    """The stock letter, from the compiled form brought along where it is that of the file."""
    from congvan.word import Template

    return Template(stock_file(LETTER), compiled=stock_file(LETTER_COMPILED))


# Keyed by the bytes themselves: an edit in Word is seen at once, and a copy elsewhere is not compiled twice.
@lru_cache(maxsize=8)
def _compiled(data: bytes, cache: Path | None) -> Template:
    from congvan.word import Template

    return Template(data, cache=cache)
