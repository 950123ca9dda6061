"""Which variable of the generated function a name of the template means, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Node = list[Any]


class Scope:
    """What each name is called in the function, from the innermost loop outwards."""

    def __init__(self, outer: Scope | None = None) -> None:
        """`outer` is where names are looked for that this one does not know."""
        self.outer = outer
        self.names: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        """What a name is called here; None where nobody has named it yet."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


class Loop:
    """The loop that `loop` means: the variables of its turn and its length."""

    def __init__(self, number: int) -> None:
        """`number` is one of a kind in the function."""
        self.turn = f"i{number}"
        self.length = f"n{number}"
        self.is_asked = False


def stored_names(body: Sequence[Node]) -> set[str]:
    """The names set in a block and its branches, not in the loops inside it."""
    found: set[str] = set()
    for node in body:
        if node[0] == "set":
            found |= _names(node[1])
        elif node[0] == "if":
            found |= stored_names(node[2]) | stored_names(node[3])
    return found


def _names(target: Node) -> set[str]:
    if target[0] == "name":
        return {str(target[1])}
    return {name for item in target[1] for name in _names(item)}
