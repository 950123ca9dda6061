"""From a template's bytes to a blueprint, once; from a blueprint and values to a letter, many times."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import field, frozen
from immutabledict import immutabledict
from lxml import etree

from congvan.opc import (
    CONTENT_TYPES,
    ContentTypes,
    Package,
    PackageError,
    Packer,
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
from congvan.tags import STANDARD, CompiledTemplate, Dialect, Tag, UnfinishedError, template
from congvan.word.engine.namespaces import (
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
from congvan.word.engine.numbering import with_own_ids
from congvan.word.engine.parts import (
    Role,
    TextPart,
    main_part,
    problems_of_part,
    readable_part,
    text_parts,
)
from congvan.word.engine.patch import Patched, patched
from congvan.word.engine.placing.breaks import has_breaks, with_breaks
from congvan.word.engine.placing.media import with_media
from congvan.word.engine.proof import ProvenSurroundings
from congvan.word.engine.rendering import Ground, Rendering
from congvan.word.engine.repair import repaired
from congvan.word.engine.sections import last_section, page_of, whole_markup
from congvan.word.engine.surroundings import Spot, Where
from congvan.word.styles import Page, Style, read_styles


@frozen(kw_only=True)
class Sheet:
    """A part of text, compiled.

    `tables` says whether its tags make columns or merge cells, `unsure` whether it has to be looked at after
    each render: for that, or because cells or rows may come out empty; `has_ids` whether it holds drawings or
    bookmarks.
    """

    part: TextPart
    tags: CompiledTemplate[Where]
    tables: bool
    unsure: bool
    has_ids: bool


@frozen(kw_only=True)
class Blueprint:
    """A compiled template: everything a render needs, nothing that a render changes."""

    package: Package
    packer: Packer
    content_types: ContentTypes
    sheets: tuple[Sheet, ...]
    ground: Ground
    main: str
    footnotes: str | None
    settings: str | None
    settings_with_notes: bytes = field(repr=False)
    page: Page
    styles: immutabledict[str, Style] = field(repr=False)
    properties: immutabledict[str, str]


def compiled(data: bytes, dialect: Dialect = STANDARD) -> Blueprint:
    """A template's bytes, compiled; raises TemplateError with every problem of every part."""
    try:
        package = read_package(data)
        main = main_part(package)
        if main is None:
            raise TemplateError(Problem("congvan.word.not-a-word-file"))
        return _blueprint(_as_document(package, main), main, dialect)
    except PackageError as error:
        raise TemplateError(error.problems) from None


def _as_document(package: Package, main: str) -> Package:
    """A .dotx makes letters, not more .dotx."""
    types = package.content_types()
    if types.of(main) == DOCUMENT_TYPE:
        return package
    return package.changed({CONTENT_TYPES: types.with_part(main, DOCUMENT_TYPE).xml()})


def _blueprint(package: Package, main: str, dialect: Dialect) -> Blueprint:
    parts = tuple(text_parts(package, main))
    roots = {part: readable_part(package, part) for part in parts}
    problems = [problem for part, root in roots.items() for problem in problems_of_part(root, part)]
    if problems:
        raise TemplateError(problems)
    base = last_section(roots[parts[0]])
    sheets = _sheets(roots, dialect)
    footnotes = next((part for part in parts if part.role is Role.FOOTNOTES), None)
    styles = _styles(package, main)
    ground = Ground(
        folder=posixpath.dirname(main),
        footnotes=footnotes.name if footnotes else posixpath.join(posixpath.dirname(main), "footnotes.xml"),
        base=whole_markup(base),
        relationships=cache(package.relationships),
        taken=frozenset(package.names),
        first_note=first_free_id(roots[footnotes]) if footnotes else FIRST_NOTE,
        styles=frozenset(style.id for style in styles.values()),
    )
    settings = _related(package, main, "settings")
    return Blueprint(
        package=package,
        packer=Packer(package, frozenset((CONTENT_TYPES, settings or CONTENT_TYPES))),
        content_types=package.content_types(),
        sheets=sheets,
        ground=ground,
        main=main,
        footnotes=footnotes.name if footnotes else None,
        settings=settings,
        settings_with_notes=settings_with_separators(package.read(settings), "settings") if settings else b"",
        page=page_of(base),
        styles=styles,
        properties=custom_properties(package),
    )


def _related(package: Package, main: str, kind: str) -> str | None:
    relationships = package.relationships(main)
    names = (relationships.part_of(item) for item in relationships.of_type(kind))
    return next((name for name in names if name is not None and name in package), None)


def _styles(package: Package, main: str) -> immutabledict[str, Style]:
    name = _related(package, main, "styles")
    return read_styles(parse_xml(package.read(name), "styles")) if name else immutabledict()


def _sheets(roots: Mapping[TextPart, etree._Element], dialect: Dialect) -> tuple[Sheet, ...]:
    """The parts that hold tags, and the document itself; every problem of every part at once."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for part, root in roots.items():
        patch = patched(root, part)
        problems.extend(patch.problems)
        try:
            if part.role is Role.BODY or part.role is Role.FOOTNOTES or patch.has_tags:
                sheets.append(_sheet(part, patch, dialect))
        except TemplateError as error:
            problems.extend(error.problems)
    if problems:
        raise TemplateError(problems)
    return tuple(sheets)


def _sheet(part: TextPart, patch: Patched, dialect: Dialect) -> Sheet:
    def locate(tag: Tag) -> Place:
        return patch.places.get(tag.start, Place(part=part.title, near=tag.text))

    surroundings = ProvenSurroundings()
    try:
        tags = template(
            patch.markup, surroundings=surroundings, locate=locate, direct=_takes_text, dialect=dialect
        )
    except TemplateError as error:
        raise TemplateError([problem.at(Place(part=part.title)) for problem in error.problems]) from None
    return Sheet(
        part=part,
        tags=tags,
        tables=patch.tables,
        unsure=patch.tables or bool(surroundings.unsure),
        has_ids=any(mark in patch.markup for mark in ("<wp:docPr ", "<w:bookmarkStart ")),
    )


def _takes_text(where: Where) -> bool:
    return where.spot is Spot.TEXT


def rendered(blueprint: Blueprint, values: Mapping[str, object]) -> bytes:
    """A letter; raises RenderError with every problem of every part."""
    rendering = Rendering(blueprint.ground)
    parts: dict[str, bytes] = {}
    try:
        for sheet in blueprint.sheets:
            rendering.part, rendering.role = sheet.part.name, sheet.part.role
            parts[sheet.part.name] = sheet.tags.encoded(values, rendering)
    except UnfinishedError as error:
        raise RenderError(_problems(blueprint, values, str(error))) from None
    return blueprint.packer.packed(dict(_changes(blueprint, rendering, parts)))


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


def _changes(
    blueprint: Blueprint, rendering: Rendering, parts: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    if rendering.last_section is not None:
        parts[blueprint.main] = _with_last_section(parts[blueprint.main], rendering.last_section)
    added = {name: media_type for name, (_, media_type) in rendering.new_parts.items()}
    parts |= {name: text.encode() for name, (text, _) in rendering.new_parts.items()}
    if rendering.notes and blueprint.footnotes is not None:
        parts[blueprint.footnotes] = with_notes(parts[blueprint.footnotes], rendering.notes)
    elif rendering.notes:
        name = blueprint.ground.footnotes
        parts[name] = new_footnotes(rendering.notes)
        added[name] = FOOTNOTES_TYPE
        if blueprint.settings is not None:
            yield blueprint.settings, blueprint.settings_with_notes
        _relate_footnotes(blueprint, rendering)
    sheets = {sheet.part.name: sheet for sheet in blueprint.sheets}
    for name, written in parts.items():
        yield name, _finished(written, sheets.get(name), brings_ids=rendering.brings_ids)
    for part, relationships in rendering.relationships.items():
        yield relationships_name(part), relationships.xml()
    yield from ((name, need.data) for name, need in rendering.media.items())
    if added or rendering.media:
        types = with_media(blueprint.content_types, rendering.media)
        for name, media_type in added.items():
            types = types.with_part(name, media_type)
        yield CONTENT_TYPES, types.xml()


def _with_last_section(data: bytes, section: str) -> bytes:
    # The document's own section properties are the last in it; values cannot hold any, being escaped.
    start = data.rindex(b"<w:sectPr")
    closing = data.find(b"</w:sectPr>", start)
    end = closing + len(b"</w:sectPr>") if closing >= 0 else data.index(b">", start) + 1
    return b"".join((data[:start], section.encode(), data[end:]))


def _relate_footnotes(blueprint: Blueprint, rendering: Rendering) -> None:
    main = blueprint.main
    known: Relationships = rendering.relationships.get(main) or blueprint.ground.relationships(main)
    item = Relationship(
        id=known.next_id(),
        type=f"{OFFICE}footnotes",
        target=posixpath.basename(blueprint.ground.footnotes),
    )
    rendering.relationships[main] = known.with_added(item)


def _finished(data: bytes, sheet: Sheet | None, *, brings_ids: bool) -> bytes:
    """A part's bytes with what only the whole of it can tell put right."""
    if has_breaks(data):
        data = with_breaks(data, sheet.part.title if sheet else "")
    if brings_ids or sheet is None or sheet.has_ids:
        data = with_own_ids(data)
    return _repaired(data, sheet) if sheet is not None and sheet.unsure else data


def _repaired(data: bytes, sheet: Sheet) -> bytes:
    """A part's bytes with nothing empty and every grid as wide as its rows."""
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
