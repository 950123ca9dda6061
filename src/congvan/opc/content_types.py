"""`[Content_Types].xml`: what each part of a package is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.opc.parsing import escaped, parse_xml

CONTENT_TYPES = "[Content_Types].xml"

_MOST_KNOWN = 64
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"


@frozen(kw_only=True)
class ContentTypes:
    """Media types by file extension (lower case, no dot) and by part name (no leading slash)."""

    defaults: immutabledict[str, str] = field(factory=immutabledict)
    overrides: immutabledict[str, str] = field(factory=immutabledict)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read the part; raises PackageError as `parse_xml` does."""
        root = parse_xml(data, CONTENT_TYPES)
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for element in root.iterchildren(f"{{{_NAMESPACE}}}Default"):
            defaults[element.get("Extension", "").lower()] = element.get("ContentType", "")
        for element in root.iterchildren(f"{{{_NAMESPACE}}}Override"):
            overrides[element.get("PartName", "").lstrip("/")] = element.get("ContentType", "")
        return cls(defaults=immutabledict(defaults), overrides=immutabledict(overrides))

    def of(self, name: str) -> str | None:
        """The media type of a part, None when the package does not say."""
        if name in self.overrides:
            return self.overrides[name]
        return self.defaults.get(name.rpartition(".")[2].lower())

    def with_part(self, name: str, media_type: str) -> Self:
        """The same with one part more, or with another type for it."""
        return self.with_parts({name: media_type})

    def with_parts(self, types: Mapping[str, str]) -> Self:
        """The same with some parts more, or with other types for them."""
        return evolve(self, overrides=immutabledict({**self.overrides, **types}))

    def with_default(self, extension: str, media_type: str) -> Self:
        """The same with a type for an extension that has none yet."""
        known = self.defaults.get(extension.lower())
        return self if known else evolve(self, defaults=self.defaults.set(extension.lower(), media_type))

    def without_part(self, name: str) -> Self:
        """The same without a part."""
        return evolve(self, overrides=self.overrides.discard(name))

    def xml(self, added: Mapping[str, str] = immutabledict()) -> bytes:
        """The part's bytes, in the order the types were declared, those of `added` parts last."""
        if not self.overrides.keys().isdisjoint(added):
            return self.with_parts(added).xml()
        asked = tuple(added.items())
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            whole = f'{head}<Types xmlns="{_NAMESPACE}">{self._listed}{_overrides(added)}</Types>'
            known = self._known[asked] = whole.encode()
        return known

    @cached_property
    def _known(self) -> dict[tuple[tuple[str, str], ...], bytes]:
        """The bytes by the parts that were added: letters of one template add the same."""
        return {}

    @cached_property
    def _listed(self) -> str:
        defaults = [
            f'<Default Extension="{escaped(key)}" ContentType="{escaped(value)}"/>'
            for key, value in self.defaults.items()
        ]
        return f"{''.join(defaults)}{_overrides(self.overrides)}"


def _overrides(types: Mapping[str, str]) -> str:
    return "".join(
        f'<Override PartName="/{escaped(key)}" ContentType="{escaped(value)}"/>'
        for key, value in types.items()
    )
