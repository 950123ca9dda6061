"""One pass over front matter: nodes become values, problems are gathered with their lines (đọc phần đầu)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import Final, Protocol, TypeAlias, TypeVar

from immutabledict import immutabledict

from congvan.model import Block, Paragraph
from congvan.model.glossary import TERMS, terms_of
from congvan.problems import CongvanError, Place, Problem, TemplateError
from congvan.source.faults import problem
from congvan.source.parsed import Parsed
from congvan.source.placeholders import OPENING, Scope
from congvan.source.text.body import BlockNode
from congvan.source.text.building import Builder
from congvan.source.tree.nodes import Mapping, Node, Scalar, Sequence, Style, scalars
from congvan.vietnamese.hygiene import nearest


class Broken(Enum):
    """The one value that stands for what could not be read."""

    BROKEN = "broken"


BROKEN: Final = Broken.BROKEN
"""What a value is that could not be read; its problem has been kept."""

T = TypeVar("T")
Found: TypeAlias = T | Broken
Convert = Callable[["Reading", Node, str], object]
"""How a node at a path becomes a value; BROKEN when it cannot."""

_MOST_GUESSES = 100
_STEP = re.compile(r"\[(?P<index>\d+)\]|(?P<name>[^.\[\]]+)")


class Resolver(Protocol):
    """Finds the files that a source names: their bytes, SourceError or OSError when there are none."""

    def __call__(self, name: str) -> bytes:
        """The bytes of the file that the source calls `name`."""


class Reading:
    """One pass over the nodes of a source; gathers problems.

    `problems` hold whatever the values are; `late` are those of nodes with placeholders, which other values
    may mend. With `outlined`, paragraphs of the body that are sure to be good are left out.
    """

    def __init__(
        self, parsed: Parsed, scope: Scope, resolver: Resolver | None, *, outlined: bool = False
    ) -> None:
        """Values come from `scope`, files from `resolver`, None when there are no files to name."""
        self.outlined = outlined
        self.parsed = parsed
        self.scope = scope
        self.resolver = resolver
        self.problems: list[Problem] = []
        self.late: list[Problem] = []
        self.builder = Builder(parsed.notes, problems=self.late)
        self.lines: dict[str, list[int | None]] = {}

    def place(self, node: Node, path: str) -> Place:
        """Where a node stands."""
        return Place(self.parsed.file, node.line, path=path or None)

    def report(self, code: str, node: Node, path: str, /, **parameters: object) -> Broken:
        """Keep a problem of what a value says; returns BROKEN."""
        return self.keep([problem(code, self.place(node, path), **parameters)], node)

    def refuse(self, code: str, node: Node, path: str, /, **parameters: object) -> Broken:
        """Keep a problem of how the source is laid out, which no value can mend; returns BROKEN."""
        self.problems.append(problem(code, self.place(node, path), **parameters))
        return BROKEN

    def keep(self, problems: Iterable[Problem], node: Node) -> Broken:
        """Keep problems that already know their place; returns BROKEN."""
        (self.late if is_filled(node) else self.problems).extend(problems)
        return BROKEN

    def keep_under(self, error: CongvanError, node: Node, path: str) -> Broken:
        """Keep the problems of a value made from a node, each on the line it comes from; returns BROKEN."""
        for item in error.problems:
            inner = descend(node, item.place.path or "")
            found = item.under(path) if path else item
            self.keep([found.at(self.place(inner, path))], node)
        return BROKEN

    def make(
        self, maker: Callable[..., T], node: Node, path: str, /, *values: object, **fields: object
    ) -> Found[T]:
        """What `maker` makes of values read from a node; BROKEN, its problems kept, when it refuses them."""
        try:
            return maker(*values, **fields)
        except CongvanError as error:
            return self.keep_under(error, node, path)

    def scalar(self, node: Node, path: str) -> Found[Scalar]:
        """A node that has to be text; a list item with one key is the text as typed."""
        if isinstance(node, Mapping) and node.typed is not None:
            return Scalar(node.typed, node.line, node.column, Style.QUOTED)
        if not isinstance(node, Scalar):
            return self.refuse("expected-text", node, path)
        if node.style is Style.BROKEN:
            return BROKEN
        return self.refuse("empty-item", node, path) if node.is_null else node

    def text(self, node: Node, path: str) -> Found[str]:
        """A text with its placeholders filled."""
        scalar = self.scalar(node, path)
        if not isinstance(scalar, Scalar):
            return BROKEN
        return self.filled(scalar, path) if OPENING in scalar.text else scalar.text

    def filled(self, scalar: Scalar, path: str) -> Found[str]:
        """The text of a scalar with placeholders."""
        words: list[str] = []
        is_whole = True
        for part in self.parsed.template(scalar, path):
            if isinstance(part, str):
                words.append(part)
            elif part.is_broken:
                is_whole = False
            else:
                try:
                    words.append(self.scope.words(part))
                except TemplateError as error:
                    self.keep(error.problems, scalar)
                    is_whole = False
        return "".join(words) if is_whole else BROKEN

    def entries(self, node: Node, path: str, *owners: str) -> Found[dict[str, tuple[Scalar, Node]]]:
        """The entries of a mapping by the English name of their key; unknown, doubled keys are problems.

        What stands under a mistyped key is broken under the nearest one, so that it is not missed too.
        """
        if isinstance(node, Scalar) and node.style is Style.BROKEN:
            return BROKEN
        names = {key: name for owner in owners for key, name in keys_of(owner).items()}
        if not isinstance(node, Mapping):
            return self.refuse("expected-mapping", node, path, keys=listed_keys(_shown(names)))
        found: dict[str, tuple[Scalar, Node]] = {}
        mistyped: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.entries:
            name = names.get(key.text)
            if name is None:
                near = nearest(key.text, names) if len(mistyped) < _MOST_GUESSES else ()
                self.refuse(
                    "unknown-key",
                    key,
                    path,
                    key=key.text,
                    known=listed_keys(near or _shown(names)),
                )
                mistyped[names[near[0]] if near else key.text] = (key, Scalar("", key.line, 1, Style.BROKEN))
            elif name in found:
                self.refuse("same-key-twice", key, path, key=key.text, other=found[name][0].text)
            else:
                found[name] = (key, value)
        return mistyped | found

    def blocks(self, nodes: Iterable[BlockNode], path: str) -> tuple[Block, ...]:
        """The blocks of nodes, their lines remembered as the next ones of `path`."""
        found = []
        lines = self.lines.setdefault(path, [])
        for block, place in self.builder.blocks(nodes, self.scope):
            found.append(block)
            lines.append(place.line)
        return tuple(found)

    def paragraph(self, node: Node, path: str) -> Found[Paragraph]:
        """A plain paragraph with marks inside the line."""
        scalar = self.scalar(node, path)
        if not isinstance(scalar, Scalar):
            return BROKEN
        runs = self.builder.runs(self.parsed.inline(scalar, path), self.scope)
        return self.make(Paragraph, node, path, runs)


def is_filled(node: Node) -> bool:
    """True when a value below the node holds a placeholder."""
    return any(OPENING in scalar.text for scalar in scalars(node))


@cache
def keys_of(owner: str) -> immutabledict[str, str]:
    """The keys of a class of the model, Vietnamese and English, with the English name of each."""
    vietnamese = {term.key: term.name for term in terms_of(owner)}
    return immutabledict(vietnamese | {term.name: term.name for term in terms_of(owner)})


@cache
def _synonyms() -> immutabledict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for term in TERMS:
        found.setdefault(term.name, {term.name}).add(term.key)
    return immutabledict({name: frozenset(keys) for name, keys in found.items()})


def _shown(names: dict[str, str]) -> list[str]:
    """Keys for a message, in both languages: `Trích yếu (subject)`."""
    return [f"{key} ({name})" for key, name in names.items() if key != name]


def listed_keys(keys: Iterable[str]) -> str:
    """Keys for a message, in quotation marks where YAML needs them; a name in brackets stays outside."""
    return "; ".join(_quoted(key) for key in keys)


def _quoted(key: str) -> str:
    own, opening, name = key.partition(" (")
    return f'"{own}"{opening}{name}' if "," in own else key


def descend(node: Node, path: str) -> Node:
    """The node that a path of the model leads to, or the nearest one above it."""
    for step in _STEP.finditer(path):
        if step["index"] is not None:
            position = int(step["index"])
            if isinstance(node, Sequence) and position < len(node.items):
                node = node.items[position]
        elif isinstance(node, Mapping):
            keys = _synonyms().get(step["name"], frozenset((step["name"],)))
            node = next((value for key, value in node.entries if key.text in keys), node)
    return node
