"""From a blueprint and values to a letter, many times."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from congvan.opc import (
    CONTENT_TYPES,
    PackageError,
    parse_xml,
    serialise_xml,
)
from congvan.problems import CongvanError, Problem, RenderError
from congvan.tags import UnfinishedError
from congvan.word.engine.filling import filled
from congvan.word.engine.kept.blueprint import Blueprint, Sheet
from congvan.word.engine.namespaces import (
    FOOTNOTES_TYPE,
)
from congvan.word.engine.notes import (
    new_footnotes,
    with_notes,
    with_own_notes,
)
from congvan.word.engine.numbering import with_own_ids
from congvan.word.engine.parts import Role
from congvan.word.engine.placing.media import with_media
from congvan.word.engine.rendering import Rendering
from congvan.word.fragment import BLANK
from congvan.word.markup import has_breaks


def rendered(blueprint: Blueprint, values: Mapping[str, object]) -> dict[str, bytes]:
    """The parts of a letter that are not as in its template; RenderError with every problem of every part."""
    rendering = Rendering(blueprint.ground)
    parts: dict[str, bytes] = {}
    try:
        for sheet in blueprint.sheets:
            rendering.part, rendering.role = sheet.part.name, sheet.part.role
            parts[sheet.part.name] = _encoded(blueprint, sheet, values, rendering)
    except UnfinishedError as error:
        raise RenderError(_problems(blueprint, values, str(error))) from None
    return _changes(blueprint, rendering, parts)


def _encoded(blueprint: Blueprint, sheet: Sheet, values: Mapping[str, object], rendering: Rendering) -> bytes:
    """A part; one to which nothing is said, as to most headers, is the same in every letter."""
    names = sheet.tags.names
    if not names or sheet.tags.dialect.has_functions:
        return sheet.tags.encoded(values, rendering)
    if [name for name in names if values.get(name) is not BLANK]:
        return sheet.tags.encoded(values, rendering)
    known = blueprint.silent.get(sheet.part.name)
    if known is None:
        known = blueprint.silent[sheet.part.name] = sheet.tags.encoded(values, rendering)
    return known


def _problems(blueprint: Blueprint, values: Mapping[str, object], reason: str) -> list[Problem]:
    """Everything that keeps the values from becoming a letter, each with its place."""
    rendering = Rendering(blueprint.ground)
    problems: list[Problem] = []
    for sheet in blueprint.sheets:
        rendering.part, rendering.role = sheet.part.name, sheet.part.role
        try:
            sheet.tags.render(values, rendering.write)
        except CongvanError as error:
            problems.extend(error.problems)
    if problems:
        return problems
    # Values that can be read only once came to an end: what stopped the first reading is all there is.
    parameters = {"expression": "", "reason": reason}
    return [Problem("congvan.tags.cannot-evaluate", parameters=parameters)]


def _changes(blueprint: Blueprint, rendering: Rendering, parts: dict[str, bytes]) -> dict[str, bytes]:
    changed: dict[str, bytes] = {}
    if rendering.last_section is not None:
        parts[blueprint.main] = _with_last_section(parts[blueprint.main], rendering.last_section)
    _give_notes_of_their_own(blueprint, rendering, parts)
    added = {name: media_type for name, (_, media_type) in rendering.new_parts.items()}
    parts |= {name: data for name, (data, _) in rendering.new_parts.items()}
    if rendering.notes and blueprint.footnotes is not None:
        parts[blueprint.footnotes] = with_notes(parts[blueprint.footnotes], rendering.notes)
    elif rendering.notes:
        name = blueprint.ground.footnotes
        parts[name] = new_footnotes(rendering.notes)
        added[name] = FOOTNOTES_TYPE
        if blueprint.settings is not None:
            changed[blueprint.settings] = blueprint.settings_with_notes
        rendering.relate(blueprint.main, "footnotes", posixpath.basename(name))
    sheets = {sheet.part.name: sheet for sheet in blueprint.sheets}
    for name, written in parts.items():
        changed[name] = _finished(written, sheets.get(name), brings_ids=rendering.brings_ids)
    changed |= dict(rendering.relationships)
    if rendering.media:
        changed |= {name: need.data for name, need in rendering.media.items()}
    if added or rendering.media:
        changed[CONTENT_TYPES] = with_media(blueprint.content_types, rendering.media).xml(added)
    return changed


def _give_notes_of_their_own(blueprint: Blueprint, rendering: Rendering, parts: dict[str, bytes]) -> None:
    """What a loop repeats of the document repeats its references to notes: each gets a note of its own."""
    sheets = {sheet.part.role: sheet for sheet in blueprint.sheets}
    if not sheets[Role.BODY].has_ids:
        return
    for role, kind in ((Role.FOOTNOTES, "footnote"), (Role.ENDNOTES, "endnote")):
        if role in sheets:
            name, first = sheets[role].part.name, blueprint.ground.first_note + len(rendering.notes)
            both = with_own_notes(parts[blueprint.main], parts[name], kind, first)
            parts[blueprint.main], parts[name] = both


def _with_last_section(data: bytes, section: str) -> bytes:
    # The document's own section properties are the last in it; values cannot hold any, being escaped.
    start = data.rindex(b"<w:sectPr")
    closing = data.find(b"</w:sectPr>", start)
    end = closing + len(b"</w:sectPr>") if closing >= 0 else data.index(b">", start) + 1
    return b"".join((data[:start], section.encode(), data[end:]))


def _finished(data: bytes, sheet: Sheet | None, *, brings_ids: bool) -> bytes:
    """A part's bytes with what only the whole of it can tell put right."""
    if has_breaks(data):
        from congvan.word.engine.placing.breaks import with_breaks

        data = with_breaks(data, sheet.part.title if sheet else "")
    if brings_ids or sheet is None or sheet.has_ids:
        data = with_own_ids(data)
    if sheet is not None and sheet.unsure:
        return _repaired(data, sheet)
    return filled(data) if sheet is not None and sheet.may_end_bare else data


def _repaired(data: bytes, sheet: Sheet) -> bytes:
    """A part's bytes with nothing empty and every grid as wide as its rows."""
    from congvan.word.engine.repair import repaired

    title = sheet.part.title
    try:
        root = parse_xml(data, title)
    except PackageError as error:
        place = error.problems[0].place
        reason = error.problems[0].parameters.get("reason", "")
        raise RenderError(
            Problem("congvan.word.not-well-formed", place=place, parameters={"part": title, "reason": reason})
        ) from None
    return serialise_xml(root) if repaired(root, tables=sheet.tables) else data
