"""From a template's bytes to a blueprint, once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from immutabledict import immutabledict
from lxml import etree

from congvan.opc import (
    CONTENT_TYPES,
    Keeping,
    Package,
    PackageError,
    Packer,
    custom_properties,
    parse_xml,
    read_package,
)
from congvan.problems import Place, Problem, TemplateError
from congvan.tags import STANDARD, Dialect, Tag, template
from congvan.word.engine.compilation.proof import Doubt, ProvenSurroundings
from congvan.word.engine.compilation.strangers import external_targets
from congvan.word.engine.kept.blueprint import Blueprint, Sheet
from congvan.word.engine.kept.ground import Ground
from congvan.word.engine.namespaces import (
    DOCUMENT_TYPE,
)
from congvan.word.engine.notes import (
    FIRST_NOTE,
    first_free_id,
    settings_with_separators,
)
from congvan.word.engine.parts import (
    Role,
    TextPart,
    main_part,
    problems_of_part,
    readable_part,
    text_parts,
    unread_tags,
)
from congvan.word.engine.patch import Patched, patched
from congvan.word.engine.sections import last_section, page_of, whole_markup
from congvan.word.engine.surroundings import Spot, Where
from congvan.word.styles import Style, read_styles

_WITH_IDS = (
    "<wp:docPr ",
    "<w:bookmarkStart ",
    "<w:commentReference ",
    "<w:footnoteReference ",
    "<w:endnoteReference ",
)
_NOTES = (Role.FOOTNOTES, Role.ENDNOTES)
_ALWAYS = (Role.BODY, Role.FOOTNOTES, Role.ENDNOTES)


def compiled(data: bytes, dialect: Dialect = STANDARD) -> Blueprint:
    """A template's bytes, compiled; raises TemplateError with every problem of every part."""
    try:
        package = read_package(data)
        main = main_part(package)
        if main is None:
            raise TemplateError(Problem("congvan.word.not-a-word-file"))
        strange = tuple(external_targets(package))
        if strange:
            raise TemplateError(strange)
        return _blueprint(
            _as_document(package, main),
            main,
            dialect,
            is_retyped=package.content_types().of(main) != DOCUMENT_TYPE,
        )
    except PackageError as error:
        raise TemplateError(error.problems) from None


def _as_document(package: Package, main: str) -> Package:
    """A .dotx makes letters, not more .dotx."""
    types = package.content_types()
    if types.of(main) == DOCUMENT_TYPE:
        return package
    return package.changed({CONTENT_TYPES: types.with_part(main, DOCUMENT_TYPE).xml()})


def _blueprint(package: Package, main: str, dialect: Dialect, *, is_retyped: bool) -> Blueprint:
    parts = tuple(text_parts(package, main))
    roots = {part: readable_part(package, part) for part in parts}
    problems = [problem for part, root in roots.items() for problem in problems_of_part(root, part)]
    if problems:
        raise TemplateError(problems)
    base = last_section(roots[parts[0]])
    sheets = _sheets(roots, dialect, unread_tags(package, parts))
    footnotes = next((part for part in parts if part.role is Role.FOOTNOTES), None)
    styles = _styles(package, main)
    ground = Ground(
        folder=posixpath.dirname(main),
        footnotes=footnotes.name if footnotes else posixpath.join(posixpath.dirname(main), "footnotes.xml"),
        base=whole_markup(base),
        known={part.name: package.relationships(part.name) for part in parts},
        taken=frozenset(package.names),
        first_note=max(
            (first_free_id(roots[part]) for part in parts if part.role in _NOTES), default=FIRST_NOTE
        ),
        styles=frozenset(style.id for style in styles.values()),
    )
    settings = _related(package, main, "settings")
    return Blueprint(
        package=package,
        packer=Packer(package, frozenset((CONTENT_TYPES, settings or CONTENT_TYPES)), Keeping.of(package)),
        content_types=package.content_types(),
        is_retyped=is_retyped,
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


def _sheets(
    roots: Mapping[TextPart, etree._Element], dialect: Dialect, elsewhere: Iterable[Problem]
) -> tuple[Sheet, ...]:
    """The parts that hold tags, and the document itself; every problem of every part and `elsewhere`."""
    sheets: list[Sheet] = []
    problems: list[Problem] = [*elsewhere]
    for part, root in roots.items():
        patch = patched(root, part)
        problems.extend(patch.problems)
        try:
            if part.role in _ALWAYS or patch.has_tags:
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
        unsure=patch.tables or surroundings.doubt is Doubt.TABLES,
        may_end_bare=surroundings.doubt is Doubt.ENDS,
        has_ids=any(mark in patch.markup for mark in _WITH_IDS),
    )


def _takes_text(where: Where) -> bool:
    return where.spot is Spot.TEXT
