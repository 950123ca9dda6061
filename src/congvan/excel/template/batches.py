"""Some turns of a loop at once: a plain path is asked of all its items together, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from attrs import fields_dict, has

from congvan.excel.template.placing.axis import Loop
from congvan.excel.template.placing.positions import bound
from congvan.excel.template.reaching import Source, Values


class Batch:
    """Some turns of a loop, asked for column by column."""

    def __init__(
        self, loop: Loop, items: list[object], done: int, length: int | None, values: Values
    ) -> None:
        self.items = items
        self.values = values
        self._loop = loop
        self._done = done
        self._length = length
        self._kinds: set[type] | None = None
        self._turns: list[dict[str, object]] | None = None

    def is_constant(self, names: frozenset[str]) -> bool:
        """Whether an expression is the same in every turn."""
        return "loop" not in names and names.isdisjoint(self._loop.targets)

    def column(self, source: Source) -> Sequence[object] | None:
        """The values of a plain path in every turn; None where it has to be asked turn by turn."""
        if source.root is None:
            return None
        if source.root == "loop" and source.keys in (("index",), ("index0",)):
            first = self._done + (source.keys == ("index",))
            return range(first, first + len(self.items))
        if len(self._loop.targets) > 1 or source.root != self._loop.targets[0]:
            return None
        if not source.keys:
            return self.items
        return self._reached(source.keys) if len(source.keys) == 1 else None

    def _reached(self, keys: tuple[str | int, ...]) -> Sequence[object] | None:
        if self._kinds is None:
            self._kinds = set(map(type, self.items))
        if len(self._kinds) != 1:
            return None
        kind, key = next(iter(self._kinds)), keys[0]
        if kind is dict or (kind in (tuple, list) and isinstance(key, int)):
            return list(map(itemgetter(key), self.items))  # type: ignore[arg-type]
        if isinstance(key, str) and has(kind) and key in fields_dict(kind):
            return list(map(attrgetter(key), self.items))
        return None

    def turns(self) -> Sequence[Mapping[str, Any]]:
        """The values of every turn."""
        if self._turns is None:
            self._turns = [
                bound(self._loop, item, self._done + number, self._length, self.values)
                for number, item in enumerate(self.items)
            ]
        return self._turns
