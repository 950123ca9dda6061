"""What a template may not bring along: references to anything outside of it but links to click on."""

from __future__ import annotations

from collections.abc import Iterator

from congvan.opc import Package, Relationships
from congvan.problems import Place, Problem

_CLICKED = "hyperlink"


def external_targets(package: Package) -> Iterator[Problem]:
    """Every reference out of the package that Word would follow by itself; PackageError as `parse_xml`."""
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        for item in Relationships.parse("", package.read(name)).items:
            kind = item.type.rpartition("/")[2]
            if item.external and kind != _CLICKED:
                parameters = {"target": item.target[:120], "kind": kind}
                yield Problem("congvan.word.external-target", place=Place(part=name), parameters=parameters)
