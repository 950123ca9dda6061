"""Keys, words and simple values as a source writes them, in Vietnamese or English (từ khóa, giá trị)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import frozen

from congvan.model import ColumnKind
from congvan.model.glossary import terms_of, vietnamese_key
from congvan.source.front.converters import english_word
from congvan.source.front.tables import KIND_WORDS
from congvan.source.placeholders import OPENING
from congvan.source.tree.yaml_writing import Bare, Flow, Tree


def plain(text: str) -> str:
    """A text of front matter, its own braces kept from being placeholders."""
    return text.replace(OPENING, "{{ '{{' }}")


@frozen
class Wording:
    """The language of keys and words, and what need not be said in it."""

    is_vietnamese: bool

    def key(self, owner: str, name: str) -> str:
        """The key of a field of this owner."""
        return vietnamese_key(owner, name) if self.is_vietnamese else name

    def word(self, item: Enum) -> str:
        """The word for a member of an enumeration."""
        if not self.is_vietnamese:
            return english_word(item)
        return KIND_WORDS[item] if isinstance(item, ColumnKind) else str(item.value)

    def yes_no(self, value: bool) -> Bare:  # noqa: FBT001
        """Yes or no."""
        words = ("không", "có") if self.is_vietnamese else ("false", "true")
        return Bare(words[value])

    def mapping(self, owner: str, entries: Mapping[str, Tree | None]) -> dict[str, Tree]:
        """The entries that are there, under the keys of their owner."""
        return {self.key(owner, name): tree for name, tree in entries.items() if tree is not None}

    def part(self, owner: str, value: object) -> Flow:
        """A part of the dispatch whose fields are texts, dates, words and numbers."""
        fields = {term.name: getattr(value, term.name, None) for term in terms_of(owner)}
        return Flow(self.mapping(owner, {name: self.leaf(item) for name, item in fields.items()}))

    def leaf(self, value: object) -> Tree | None:
        """A simple value; None when it need not be said."""
        match value:
            case None | "" | ():
                return None
            case bool():
                return self.yes_no(value)
            case str():
                return plain(value)
            case Enum():
                return self.word(value)
            case int():
                return Bare(str(value))
            case float():
                return Bare(f"{value:g}" if float(f"{value:g}") == value else repr(value))
            case date():
                return Bare(value.isoformat())
            case tuple():
                return Flow([plain(item) for item in value])
        return plain(str(value))
