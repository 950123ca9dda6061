"""The Word letter: the template engine, and the emitters that turn a dispatch into fragments."""

from congvan.word.composition import appendix_document, letter
from congvan.word.template import Template

__all__ = ["Template", "appendix_document", "letter"]
