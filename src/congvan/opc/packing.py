"""One package written many times with a few parts changed: what stays is laid out once and copied whole."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Self

from attrs import define, field, frozen

from congvan.opc.content_types import CONTENT_TYPES
from congvan.opc.package import Package, spelled
from congvan.opc.stamping import Keeping, stamp
from congvan.opc.zipping import Laid, Member, compressed, laid, write_zip

_MOST_LAYOUTS = 16
_MOST_SMALL = 64
_MOST_KEPT = 4096


@frozen(eq=False)
class _Before:
    """The small parts of a file as they were, the names of its large ones, and what is laid before these."""

    small: tuple[tuple[str, bytes], ...]
    large: tuple[str, ...]
    laid: Laid

    def is_of(self, parts: Mapping[str, bytes]) -> bool:
        """Whether a file with the same parts changed begins so too."""
        grown = [name for name in self.large if len(parts[name]) <= _MOST_KEPT]
        return not grown and [parts[name] for name, _ in self.small] == [data for _, data in self.small]


@define(eq=False)
class _Layout:
    """What comes first in every file with the same parts changed, and the bytes of those it was laid with.

    `fresh` are the names of the other parts that changed or are new, in their order; `before` is what came
    before the large ones of them in the last file.
    """

    steady: tuple[tuple[str, bytes], ...]
    first: Laid
    fresh: tuple[str, ...]
    before: _Before | None = None


@frozen
class _Stamps:
    """What every stamp of a package's files is made with: where it goes, and every member unpacked."""

    keeping: Keeping
    contents: dict[str, bytes]
    _orders: dict[frozenset[str], tuple[str | bytes, ...]] = field(init=False, factory=dict, eq=False)

    @classmethod
    def of(cls, package: Package, keeping: Keeping) -> Self:
        return cls(keeping, {name: package.read(name) for name in package.names})

    def stamped(self, parts: Mapping[str, bytes]) -> bytes:
        """The part of the properties of the package with parts replaced or added."""
        order = self._order(frozenset(parts))
        return self.keeping.stamped([one if isinstance(one, bytes) else (one, parts[one]) for one in order])

    def _order(self, names: frozenset[str]) -> tuple[str | bytes, ...]:
        """Changed parts by name among the members that stay, all in the order of their names."""
        known = self._orders.get(names)
        if known is not None:
            return known
        order: list[str | bytes] = []
        others = self.contents.keys() - {self.keeping.part}
        for is_changed, group in groupby(sorted(names | others), key=names.__contains__):
            grouped = [*group]
            order += grouped if is_changed else spelled([(name, self.contents[name]) for name in grouped])
        if len(self._orders) >= _MOST_LAYOUTS:
            self._orders.clear()
        made = self._orders[names] = tuple(order)
        return made


@define
class Packer:
    """Writes a package with parts changed; shared between threads: what it keeps it could make again.

    `steady` parts are packed once for each set of changed parts, being the same in every such file. `keeping`
    is what the package says of its properties; who knows it spares reading them.
    """

    _package: Package
    _steady: frozenset[str]
    keeping: Keeping
    _layouts: dict[tuple[frozenset[str], frozenset[str]], _Layout] = field(
        init=False, factory=dict, repr=False, eq=False
    )
    _small: dict[str, tuple[bytes, Member]] = field(init=False, factory=dict, repr=False, eq=False)
    _stamps: _Stamps | None = field(init=False, default=None, repr=False, eq=False)

    def packed(self, parts: Mapping[str, bytes]) -> bytes:
        """The file with parts replaced or added.

        `[Content_Types].xml` comes first, then what stays, then what changed, then what is new by name;
        of the last two, what is small before what is large.
        """
        return self._written(parts, {})

    def stamped(self, parts: Mapping[str, bytes]) -> bytes:
        """What `stamp` makes of `packed`, without reading back what was just written."""
        stamps = self._stamps
        if stamps is None:
            stamps = self._stamps = _Stamps.of(self._package, self.keeping)
        name = stamps.keeping.part
        if name in parts or name not in stamps.contents:
            # The template has its properties filled in, or none yet.
            return stamp(self.packed(parts), {})
        return self._written(parts, {name: stamps.stamped(parts)})

    def _written(self, parts: Mapping[str, bytes], last: Mapping[str, bytes]) -> bytes:
        layout = self._layout(parts, last)
        before = layout.before
        if before is None or not before.is_of(parts):
            before = layout.before = self._before(layout, parts)
        large = [compressed(name, parts[name]) for name in before.large]
        large += [compressed(name, data) for name, data in last.items()]
        return write_zip(large, before.laid)

    def _before(self, layout: _Layout, parts: Mapping[str, bytes]) -> _Before:
        """What comes before the large parts: laid again only where a header says something else."""
        small = tuple((name, parts[name]) for name in layout.fresh if len(parts[name]) <= _MOST_KEPT)
        made = laid([self._packed(name, data) for name, data in small], layout.first)
        names = {name for name, _ in small}
        return _Before(small, tuple(name for name in layout.fresh if name not in names), made)

    def _packed(self, name: str, data: bytes) -> Member:
        before = self._small.get(name)
        if before is not None and before[0] == data:
            return before[1]
        made = compressed(name, data)
        if len(self._small) < _MOST_SMALL:
            self._small[name] = data, made
        return made

    def _layout(self, parts: Mapping[str, bytes], last: Mapping[str, bytes]) -> _Layout:
        key = frozenset(parts), frozenset(last)
        known = self._layouts.get(key)
        if known is not None and all(parts[name] == data for name, data in known.steady):
            return known
        if len(self._layouts) >= _MOST_LAYOUTS:
            self._layouts.clear()
        steady = tuple((name, parts[name]) for name in sorted(self._steady & parts.keys()))
        changed = parts.keys() | last.keys()
        kept = [member for member in self._package.members if member.name not in changed]
        kept += [compressed(name, data) for name, data in steady]
        kept.sort(key=lambda member: member.name != CONTENT_TYPES)
        made = self._layouts[key] = _Layout(steady, laid(kept), self._fresh(parts))
        return made

    def _fresh(self, parts: Mapping[str, bytes]) -> tuple[str, ...]:
        others = parts.keys() - self._steady
        moving = [name for name in self._package.names if name in others]
        return (*moving, *sorted(others.difference(moving)))
