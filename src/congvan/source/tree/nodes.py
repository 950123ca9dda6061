"""Front matter as a tree of typed-as-written scalars with their lines (cây nội dung phần đầu)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import field, frozen

DEEPEST = 32
"""How deep lists and mappings may stand in each other."""


class Style(Enum):
    """How a scalar was written: bare, quoted, an indented text (`|`), folded (`>`), a number of JSON.

    BROKEN stands where something was refused and reported already.
    """

    PLAIN = "plain"
    QUOTED = "quoted"
    LITERAL = "literal"
    FOLDED = "folded"
    NUMBER = "number"
    BROKEN = "broken"


@frozen
class Scalar:
    """One value exactly as typed; `line` and `column` count from 1 in the file."""

    text: str
    line: int
    column: int = 1
    style: Style = Style.PLAIN

    @property
    def is_null(self) -> bool:
        """True for a value left empty, or a bare `null`."""
        return self.style is Style.PLAIN and self.text in ("", "null")

    @property
    def first_line(self) -> int:
        """The line its text begins on: the next one for an indented text."""
        return self.line + 1 if self.style in (Style.LITERAL, Style.FOLDED) else self.line


@frozen
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int = 1


@frozen
class Mapping:
    """Keys and values in the order typed; `typed` is a one-key mapping as it stands in the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int = 1
    typed: str | None = field(default=None, eq=False)


Node = Scalar | Sequence | Mapping


def scalars(node: Node) -> Iterator[Scalar]:
    """Every value below a node, and every key, in the order typed."""
    stack: list[Node] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, Scalar):
            yield top
        elif isinstance(top, Sequence):
            stack.extend(reversed(top.items))
        else:
            for key, value in reversed(top.entries):
                stack.extend((value, key))


def written(node: Node) -> object:
    """What a node says, in plain lists and texts, wherever it stands in the file."""
    if isinstance(node, Scalar):
        return (node.style.value, node.text)
    if isinstance(node, Sequence):
        return [written(item) for item in node.items]
    return [(key.text, written(value)) for key, value in node.entries]
