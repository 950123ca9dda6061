"""The one tag language of Word and Excel templates and of placeholders in a source: Jinja in a sandbox.

Everything strict: unknown names, unknown filters and values that have no text are problems, never blanks.
Values are plain data; nothing of Python's inside is reachable from a tag, and what a tag may cost is bounded.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from congvan.tags.limits import DEFAULT_LIMITS, Limits
from congvan.tags.printing import as_text
from congvan.tags.program.dialect import STANDARD, Dialect, MissingNames
from congvan.tags.program.operations import Placed, Printer
from congvan.tags.program.surroundings import PlainText, Surroundings
from congvan.tags.scanning import Tag, tags_of
from congvan.tags.templates import CompiledTemplate, UnfinishedError, template

if TYPE_CHECKING:
    from congvan.tags.expressions import CompiledExpression, expression

__all__ = [
    "DEFAULT_LIMITS",
    "STANDARD",
    "CompiledExpression",
    "CompiledTemplate",
    "Dialect",
    "Limits",
    "MissingNames",
    "Placed",
    "PlainText",
    "Printer",
    "Surroundings",
    "Tag",
    "UnfinishedError",
    "as_text",
    "expression",
    "tags_of",
    "template",
]

_WITH_JINJA = ("CompiledExpression", "expression")


# Unseen by type checkers. A compiled template is rendered without Jinja: only who parses pays for it.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _WITH_JINJA:
            raise AttributeError(f"module 'congvan.tags' has no attribute {name!r}")
        return getattr(import_module("congvan.tags.expressions"), name)
