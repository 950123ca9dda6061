"""From a template's bytes to a blueprint, once; from a blueprint and values to a letter, many times."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from attrs import field, frozen
from immutabledict import immutabledict
from lxml import etree

from congvan.opc import (
    CONTENT_TYPES,
    Package,
    PackageError,
    Relationship,
    Relationships,
    custom_properties,
    parse_xml,
    read_package,
    relationships_name,
    serialise_xml,
)
from congvan.opc.relationships import OFFICE
from congvan.problems import CongvanError, Place, Problem, RenderError, TemplateError
from congvan.tags import CompiledTemplate, Tag, template
from congvan.word.engine.namespaces import (
    DECLARATION,
    DOCUMENT_TYPE,
    FOOTNOTES_TYPE,
)
from congvan.word.engine.notes import (
    FIRST_NOTE,
    first_free_id,
    new_footnotes,
    settings_with_separators,
    with_notes,
)
from congvan.word.engine.parts import (
    Role,
    TextPart,
    main_part,
    problems_of_part,
    readable_part,
    text_parts,
)
from congvan.word.engine.patch import Patched, patched
from congvan.word.engine.rendering import Ground, Rendering
from congvan.word.engine.repair import repaired
from congvan.word.engine.sections import last_section, page_of, whole_markup
from congvan.word.engine.surroundings import PartSurroundings, Where
from congvan.word.styles import Page, Style, read_styles


@frozen(kw_only=True)
class Sheet:
    """A part of text, compiled; `tables` says whether its tags make columns or merge cells."""

    part: TextPart
    tags: CompiledTemplate[Where]
    tables: bool


@frozen(kw_only=True)
class Blueprint:
    """A compiled template: everything a render needs, nothing that a render changes."""

    package: Package
    sheets: tuple[Sheet, ...]
    ground: Ground
    main: str
    footnotes: str | None
    settings: str | None
    page: Page
    styles: immutabledict[str, Style] = field(repr=False)
    properties: immutabledict[str, str]


def compiled(data: bytes) -> Blueprint:
    """A template's bytes, compiled; raises TemplateError with every problem of every part."""
    try:
        package = read_package(data)
        main = main_part(package)
        if main is None:
            raise TemplateError(Problem("congvan.word.not-a-word-file"))
        return _blueprint(_as_document(package, main), main)
    except PackageError as error:
        raise TemplateError(error.problems) from None


def _as_document(package: Package, main: str) -> Package:
    """A .dotx makes letters, not more .dotx."""
    types = package.content_types()
    if types.of(main) == DOCUMENT_TYPE:
        return package
    return package.changed({CONTENT_TYPES: types.with_part(main, DOCUMENT_TYPE).xml()})


def _blueprint(package: Package, main: str) -> Blueprint:
    parts = tuple(text_parts(package, main))
    roots = {part: readable_part(package, part) for part in parts}
    problems = [problem for part, root in roots.items() for problem in problems_of_part(root, part)]
    if problems:
        raise TemplateError(problems)
    base = last_section(roots[parts[0]])
    sheets = _sheets(roots)
    footnotes = next((part for part in parts if part.role is Role.FOOTNOTES), None)
    ground = Ground(
        folder=posixpath.dirname(main),
        footnotes=footnotes.name if footnotes else posixpath.join(posixpath.dirname(main), "footnotes.xml"),
        base=whole_markup(base),
        relationships=package.relationships,
        taken=frozenset(package.names),
        first_note=first_free_id(roots[footnotes]) if footnotes else FIRST_NOTE,
    )
    return Blueprint(
        package=package,
        sheets=sheets,
        ground=ground,
        main=main,
        footnotes=footnotes.name if footnotes else None,
        settings=_related(package, main, "settings"),
        page=page_of(base),
        styles=_styles(package, main),
        properties=custom_properties(package),
    )


def _related(package: Package, main: str, kind: str) -> str | None:
    relationships = package.relationships(main)
    names = (relationships.part_of(item) for item in relationships.of_type(kind))
    return next((name for name in names if name is not None and name in package), None)


def _styles(package: Package, main: str) -> immutabledict[str, Style]:
    name = _related(package, main, "styles")
    return read_styles(parse_xml(package.read(name), "styles")) if name else immutabledict()


def _sheets(roots: Mapping[TextPart, etree._Element]) -> tuple[Sheet, ...]:
    """The parts that hold tags, and the document itself; every problem of every part at once."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for part, root in roots.items():
        patch = patched(root, part)
        problems.extend(patch.problems)
        try:
            if part.role is Role.BODY or part.role is Role.FOOTNOTES or patch.has_tags:
                sheets.append(_sheet(part, patch))
        except TemplateError as error:
            problems.extend(error.problems)
    if problems:
        raise TemplateError(problems)
    return tuple(sheets)


def _sheet(part: TextPart, patch: Patched) -> Sheet:
    def locate(tag: Tag) -> Place:
        return patch.places.get(tag.start, Place(part=part.title, near=tag.text))

    tags = template(patch.markup, surroundings=PartSurroundings(), locate=locate)
    return Sheet(part=part, tags=tags, tables=patch.tables)


def rendered(blueprint: Blueprint, values: Mapping[str, object]) -> bytes:
    """A letter; raises RenderError with every problem of every part."""
    rendering = Rendering(blueprint.ground)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for sheet in blueprint.sheets:
        rendering.part, rendering.role = sheet.part.name, sheet.part.role
        try:
            texts[sheet.part.name] = sheet.tags.render(values, rendering.write)
        except CongvanError as error:
            problems.extend(error.problems)
    if problems:
        raise RenderError(problems)
    return blueprint.package.with_parts(dict(_changes(blueprint, rendering, texts)))


def _changes(
    blueprint: Blueprint, rendering: Rendering, texts: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    if rendering.last_section is not None:
        texts[blueprint.main] = _with_last_section(texts[blueprint.main], rendering.last_section)
    tables = {sheet.part.name: sheet.tables for sheet in blueprint.sheets}
    titles = {sheet.part.name: sheet.part.title for sheet in blueprint.sheets}
    added = {name: media_type for name, (_, media_type) in rendering.new_parts.items()}
    texts |= {name: text for name, (text, _) in rendering.new_parts.items()}
    if rendering.notes and blueprint.footnotes is not None:
        texts[blueprint.footnotes] = with_notes(texts[blueprint.footnotes], rendering.notes)
    elif rendering.notes:
        name = blueprint.ground.footnotes
        texts[name] = new_footnotes(rendering.notes)
        added[name] = FOOTNOTES_TYPE
        yield from _footnote_settings(blueprint)
        _relate_footnotes(blueprint, rendering)
    for name, text in texts.items():
        yield name, _finished(text, titles.get(name, name), tables=tables.get(name, False))
    for part, relationships in rendering.relationships.items():
        yield relationships_name(part), relationships.xml()
    if added:
        types = blueprint.package.content_types()
        for name, media_type in added.items():
            types = types.with_part(name, media_type)
        yield CONTENT_TYPES, types.xml()


def _with_last_section(markup: str, section: str) -> str:
    # The document's own section properties are the last in it; values cannot hold any, being escaped.
    start = markup.rindex("<w:sectPr")
    closing = markup.find("</w:sectPr>", start)
    end = closing + len("</w:sectPr>") if closing >= 0 else markup.index(">", start) + 1
    return f"{markup[:start]}{section}{markup[end:]}"


def _footnote_settings(blueprint: Blueprint) -> Iterator[tuple[str, bytes]]:
    name = blueprint.settings
    if name is not None:
        yield name, settings_with_separators(blueprint.package.read(name), "settings")


def _relate_footnotes(blueprint: Blueprint, rendering: Rendering) -> None:
    main = blueprint.main
    known: Relationships = rendering.relationships.get(main) or blueprint.package.relationships(main)
    item = Relationship(
        id=known.next_id(),
        type=f"{OFFICE}footnotes",
        target=posixpath.basename(blueprint.ground.footnotes),
    )
    rendering.relationships[main] = known.with_added(item)


def _finished(text: str, title: str, *, tables: bool) -> bytes:
    """A part's bytes, known to be well-formed and in order."""
    data = text.encode()
    try:
        root = parse_xml(data, title)
    except PackageError as error:
        place = error.problems[0].place
        reason = error.problems[0].parameters.get("reason", "")
        raise RenderError(
            Problem("congvan.word.not-well-formed", place=place, parameters={"part": title, "reason": reason})
        ) from None
    if repaired(root, tables=tables):
        return serialise_xml(root)
    return data if text.startswith("<?xml") else DECLARATION.encode() + data
