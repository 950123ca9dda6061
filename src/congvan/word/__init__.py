"""The Word letter: the template engine, and the emitters that turn a dispatch into fragments."""

from congvan.word.composition import appendix_document, letter
from congvan.word.template import Template
from congvan.word.values.pictures import picture
from congvan.word.values.subdocuments import subdocument
from congvan.word.values.texts import listing, rich_text

__all__ = [
    "Template",
    "appendix_document",
    "letter",
    "listing",
    "picture",
    "rich_text",
    "subdocument",
]
