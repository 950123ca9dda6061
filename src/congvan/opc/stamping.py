"""Custom properties of a package, and the stamp that tells whether it was edited since congvan wrote it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Self

from attrs import frozen
from immutabledict import immutabledict

from congvan.opc.content_types import CONTENT_TYPES
from congvan.opc.package import Package, digest_of, read_package
from congvan.opc.parsing import escaped, parse_xml
from congvan.opc.relationships import Relationship, relationships_name

DIGEST = "congvan.digest"
"""The custom property that keeps the digest of what congvan wrote."""

PROPERTIES_PART = "docProps/custom.xml"
"""Where a package keeps its custom properties unless it says otherwise."""

PROPERTIES_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATIONSHIP = "custom-properties"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2  # 0 and 1 are reserved by the format


@frozen(kw_only=True)
class Stamp:
    """What a file says of itself.

    `digest` is None when congvan did not write it; `edited` tells whether it says something else than it did
    then, None when there is nothing to compare with; `properties` are all custom properties but the digest.
    """

    digest: str | None
    edited: bool | None
    properties: immutabledict[str, str]


def custom_properties(package: Package) -> immutabledict[str, str]:
    """The custom properties by name, their values as text; empty when there are none."""
    name = _part_name(package)
    if name not in package:
        return immutabledict()
    root = parse_xml(package.read(name), name)
    properties = root.iterchildren(f"{{{_NAMESPACE}}}property")
    return immutabledict({item.get("name", ""): "".join(map(str, item.itertext())) for item in properties})


def stamp(data: bytes, properties: Mapping[str, str]) -> bytes:
    """The package with custom properties set and the digest of everything else kept beside them.

    Properties it had are kept, those of the same name replaced. Raises PackageError as `read_package` does.
    """
    package = _with_part(read_package(data))
    keeping = Keeping.of(package)
    wanted = keeping.properties | dict(properties)
    digest = _digest(package.digest(without=frozenset({keeping.part})), wanted)
    xml = _properties_xml(wanted | {DIGEST: digest})
    parse_xml(xml, keeping.part)
    return package.with_parts({keeping.part: xml})


@frozen(kw_only=True)
class Keeping:
    """Where a package keeps its custom properties, and those it has but the digest."""

    part: str
    properties: dict[str, str]

    @classmethod
    def of(cls, package: Package) -> Self:
        """As the package says."""
        found = custom_properties(package)
        properties = {key: value for key, value in found.items() if key != DIGEST}
        return cls(part=_part_name(package), properties=properties)

    def stamped(self, contents: Iterable[tuple[str, bytes] | bytes]) -> bytes:
        """The part of the properties with the digest of all other members, given as `digest_of` takes them.

        What `stamp` writes, of a package that is still in hand and need not be read back.
        """
        return self._xml(digest_of(contents))

    def stamp_of(self, package: Package) -> bytes:
        """Like `stamped`, of all members of a package but that part."""
        return self._xml(package.digest(without=frozenset({self.part})))

    def _xml(self, contents: str) -> bytes:
        return _properties_xml(self.properties | {DIGEST: _digest(contents, self.properties)})


def read_stamp(data: bytes) -> Stamp:
    """What a file says of itself; raises PackageError as `read_package` does."""
    package = read_package(data)
    properties = dict(custom_properties(package))
    digest = properties.pop(DIGEST, None)
    without = frozenset({_part_name(package)})
    edited = None if digest is None else digest != _digest(package.digest(without=without), properties)
    return Stamp(digest=digest, edited=edited, properties=immutabledict(properties))


def _part_name(package: Package) -> str:
    relationships = package.relationships()
    found = (relationships.part_of(item) for item in relationships.of_type(_RELATIONSHIP))
    return next((name for name in found if name), PROPERTIES_PART)


def _digest(contents: str, properties: Mapping[str, str]) -> str:
    """One digest of the package's own, but for the part of its properties, and of the properties."""
    total = hashlib.sha256(contents.encode())
    for key, value in sorted(properties.items()):
        total.update(f"{len(key)}:{key}{len(value)}:{value}".encode())
    return total.hexdigest()


def _with_part(package: Package) -> Package:
    if _part_name(package) in package:
        return package
    relationships = package.relationships()
    added = relationships.with_added(
        Relationship(
            id=relationships.next_id(),
            type=f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{_RELATIONSHIP}",
            target=PROPERTIES_PART,
        )
    )
    types = package.content_types().with_part(PROPERTIES_PART, PROPERTIES_MEDIA_TYPE)
    return package.changed(
        {
            CONTENT_TYPES: types.xml(),
            relationships_name(""): added.xml(),
            PROPERTIES_PART: _properties_xml({}),
        }
    )


def _properties_xml(properties: Mapping[str, str]) -> bytes:
    items = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{escaped(key)}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (key, value) in enumerate(properties.items(), start=_FIRST_ID)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_VALUES}">{items}</Properties>'.encode()
