"""Relationships: what a part of a package refers to, by id."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Self
from urllib.parse import unquote

from attrs import evolve, frozen

from congvan.opc.parsing import escaped, parse_xml

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NUMBERED = re.compile(r"rId(\d{1,9})", re.ASCII)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
"""What the types of Office's own relationships begin with."""


@frozen(kw_only=True)
class Relationship:
    """One reference: `target` is relative to the source part's folder unless it begins with `/`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def markup(self) -> str:
        """Its element."""
        mode = ' TargetMode="External"' if self.external else ""
        said = f'Id="{escaped(self.id)}" Type="{escaped(self.type)}" Target="{escaped(self.target)}"{mode}'
        return f"<Relationship {said}/>"


@lru_cache(maxsize=256)
def relationships_name(part: str) -> str:
    """The name of the part that holds the relationships of `part` (`""` is the package itself)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@frozen
class Relationships:
    """The relationships of the part called `source` (`""` is the package itself), in the order written."""

    source: str
    items: tuple[Relationship, ...] = ()

    @classmethod
    def parse(cls, source: str, data: bytes) -> Self:
        """Read them; raises PackageError as `parse_xml` does."""
        root = parse_xml(data, relationships_name(source))
        return cls(
            source,
            tuple(
                Relationship(
                    id=element.get("Id", ""),
                    type=element.get("Type", ""),
                    target=element.get("Target", ""),
                    external=element.get("TargetMode") == "External",
                )
                for element in root.iterchildren(f"{{{_NAMESPACE}}}Relationship")
            ),
        )

    def of_type(self, type_: str) -> tuple[Relationship, ...]:
        """Every relationship of a type, given whole or as Office's short name (`header`, `styles`)."""
        wanted = type_ if "/" in type_ else OFFICE + type_
        return tuple(item for item in self.items if item.type == wanted)

    def part_of(self, relationship: Relationship) -> str | None:
        """The name of the part a relationship leads to; None for an external one."""
        if relationship.external:
            return None
        target = unquote(relationship.target.partition("#")[0])
        if target.startswith("/"):
            return posixpath.normpath(target).lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.source), target))

    def next_id(self, after: int = 0) -> str:
        """An id nobody has yet, nor any of so many that were given before it."""
        return f"rId{self._highest + after + 1}"

    @cached_property
    def _highest(self) -> int:
        numbers = (int(found.group(1)) for item in self.items if (found := _NUMBERED.fullmatch(item.id)))
        return max(numbers, default=0)

    @cached_property
    def _listed(self) -> str:
        return "".join([item.markup for item in self.items])

    def with_added(self, relationship: Relationship) -> Self:
        """The same and one more."""
        return evolve(self, items=(*self.items, relationship))

    def xml(self, added: Iterable[Relationship] = ()) -> bytes:
        """The part's bytes, with some relationships more."""
        items = self._listed + "".join([item.markup for item in added])
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<Relationships xmlns="{_NAMESPACE}">{items}</Relationships>'.encode()
