"""The source file: front matter, text in a small grammar, placeholders; read, bound, dumped (tệp nguồn)."""

from importlib import import_module
from typing import TYPE_CHECKING

from congvan.source.first_reading import read_source
from congvan.source.front.converters import value_of
from congvan.source.front.reading import Resolver
from congvan.source.source import Bound, Source

if TYPE_CHECKING:
    from congvan.source.dumping import dump

__all__ = ["Bound", "Resolver", "Source", "dump", "read_source", "value_of"]


# Unseen by type checkers. Reading a source needs nothing of writing one.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name != "dump":
            raise AttributeError(f"module 'congvan.source' has no attribute {name!r}")
        return import_module("congvan.source.dumping").dump
