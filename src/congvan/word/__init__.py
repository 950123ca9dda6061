"""The Word letter: the template engine, and the emitters that turn a dispatch into fragments."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from congvan.word.composition import appendix_document as appendix_document
    from congvan.word.composition import letter as letter
    from congvan.word.composition import stamped_letter as stamped_letter
    from congvan.word.isolation import render_within as render_within
    from congvan.word.template import Template as Template
    from congvan.word.values.pictures import picture as picture
    from congvan.word.values.subdocuments import subdocument as subdocument
    from congvan.word.values.texts import listing as listing
    from congvan.word.values.texts import rich_text as rich_text

_HOMES = {
    "Template": "congvan.word.template",
    "appendix_document": "congvan.word.composition",
    "letter": "congvan.word.composition",
    "listing": "congvan.word.values.texts",
    "picture": "congvan.word.values.pictures",
    "render_within": "congvan.word.isolation",
    "rich_text": "congvan.word.values.texts",
    "stamped_letter": "congvan.word.composition",
    "subdocument": "congvan.word.values.subdocuments",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605


# Unseen by type checkers. A letter needs no reader of pictures or of other documents.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'congvan.word' has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found
