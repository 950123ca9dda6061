"""A blueprint as data, and back: JSON that names the template and the congvan it was made of and by.

It holds markup, names and programs of the tag language, and nothing that runs by itself; what was made of
another template, by another congvan or is damaged is not read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any

from attrs import asdict
from immutabledict import immutabledict

import congvan
from congvan.opc import (
    CONTENT_TYPES,
    ContentTypes,
    Keeping,
    Packer,
    Relationship,
    Relationships,
    read_package,
)
from congvan.tags import CompiledTemplate, Dialect
from congvan.word.engine.kept.blueprint import Blueprint, Sheet
from congvan.word.engine.kept.ground import Ground
from congvan.word.engine.parts import Role, TextPart
from congvan.word.engine.surroundings import Spot, Where
from congvan.word.styles import Page, Style, StyleKind

if TYPE_CHECKING:
    from congvan.tags.program.reference import Reference

_FORMAT = 1
_DAMAGED = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def kept(blueprint: Blueprint, template: bytes) -> bytes:
    """The compiled form of `template` as data."""
    said = {
        "made_of": _made_of(template),
        "main": blueprint.main,
        "footnotes": blueprint.footnotes,
        "settings": blueprint.settings,
        "settings_with_notes": blueprint.settings_with_notes.decode(),
        "is_retyped": blueprint.is_retyped,
        "types": [dict(blueprint.content_types.defaults), dict(blueprint.content_types.overrides)],
        "ground": _ground(blueprint.ground),
        "page": asdict(blueprint.page),
        "styles": [asdict(style) | {"kind": style.kind.value} for style in blueprint.styles.values()],
        "properties": dict(blueprint.properties),
        "keeping": asdict(blueprint.packer.keeping),
        "sheets": [_sheet(sheet) for sheet in blueprint.sheets],
    }
    return json.dumps(said, ensure_ascii=False, indent=0, separators=(",", ":")).encode()


def restored(
    template: bytes, data: bytes, dialect: Dialect, compiled: Callable[[bytes, Dialect], Blueprint]
) -> Blueprint | None:
    """The blueprint that `data` keeps of `template`; None for what is of another, stale or damaged.

    `compiled` compiles the template after all, when only Jinja can tell what is wrong with some values.
    """

    @cache
    def again() -> Blueprint:
        return compiled(template, dialect)

    def sheet(place: int, said: Mapping[str, Any]) -> Sheet:
        return _sheet_of(said, dialect, lambda: again().sheets[place].tags.reference)

    try:
        said = json.loads(data)
        if said["made_of"] != _made_of(template):
            return None
        return _blueprint(said, template, tuple(starmap(sheet, enumerate(said["sheets"]))))
    except _DAMAGED:
        return None


def _made_of(template: bytes) -> list[Any]:
    return [_FORMAT, congvan.__version__, hashlib.sha256(template).hexdigest()]


def _ground(ground: Ground) -> dict[str, Any]:
    return {
        "folder": ground.folder,
        "footnotes": ground.footnotes,
        "base": ground.base,
        "first_note": ground.first_note,
        "styles": sorted(ground.styles),
        "known": {part: [asdict(item) for item in known.items] for part, known in ground.known.items()},
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    tags = sheet.tags
    return {
        "part": [sheet.part.name, sheet.part.role.value, sheet.part.title],
        "looks": [sheet.tables, sheet.unsure, sheet.may_end_bare, sheet.has_ids],
        "names": sorted(tags.names),
        "optional": sorted(tags.optional_names),
        "outputs": [asdict(where) | {"spot": where.spot.value} for where in tags.outputs],
        "direct": sorted(tags.direct),
        "program": tags.program,
    }


def _blueprint(said: Mapping[str, Any], template: bytes, sheets: tuple[Sheet, ...]) -> Blueprint:
    package = read_package(template)
    defaults, overrides = (immutabledict(item) for item in said["types"])
    types = ContentTypes(defaults=defaults, overrides=overrides)
    if said["is_retyped"]:
        package = package.changed({CONTENT_TYPES: types.xml()})
    settings = said["settings"]
    keeping = Keeping(**said["keeping"])
    ground = dict(said["ground"])
    known = {
        part: Relationships(part, tuple(Relationship(**item) for item in items))
        for part, items in ground.pop("known").items()
    }
    styles = (Style(**item | {"kind": StyleKind(item["kind"])}) for item in said["styles"])
    return Blueprint(
        package=package,
        packer=Packer(package, frozenset((CONTENT_TYPES, settings or CONTENT_TYPES)), keeping),
        content_types=types,
        is_retyped=said["is_retyped"],
        sheets=sheets,
        ground=Ground(
            **ground | {"styles": frozenset(ground["styles"])},
            known=dict(known),
            taken=frozenset(package.names),
        ),
        main=said["main"],
        footnotes=said["footnotes"],
        settings=settings,
        settings_with_notes=said["settings_with_notes"].encode(),
        page=Page(**said["page"]),
        styles=immutabledict({style.name: style for style in styles}),
        properties=immutabledict(said["properties"]),
    )


def _sheet_of(said: Mapping[str, Any], dialect: Dialect, reference: Callable[[], Reference[Where]]) -> Sheet:
    name, role, title = said["part"]
    tables, unsure, may_end_bare, has_ids = said["looks"]
    program = said["program"]
    return Sheet(
        part=TextPart(name=name, role=Role(role), title=title),
        tags=CompiledTemplate(
            names=frozenset(said["names"]),
            optional_names=frozenset(said["optional"]),
            outputs=tuple(Where(**item | {"spot": Spot(item["spot"])}) for item in said["outputs"]),
            direct=frozenset(said["direct"]),
            program=None if program is None else tuple(program),
            reference=reference,
            dialect=dialect,
        ),
        tables=tables,
        unsure=unsure,
        may_end_bare=may_end_bare,
        has_ids=has_ids,
    )
