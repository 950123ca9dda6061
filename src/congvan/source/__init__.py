"""The source file: front matter, text in a small grammar, placeholders; read, bound, dumped (tệp nguồn)."""

from congvan.source.dump import dump
from congvan.source.front.converters import value_of
from congvan.source.front.reading import Resolver
from congvan.source.source import Bound, Source, read_source

__all__ = ["Bound", "Resolver", "Source", "dump", "read_source", "value_of"]
