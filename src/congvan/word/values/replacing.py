"""Pictures of a finished document exchanged for others, by the name they have in Word or by their file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from immutabledict import immutabledict

from congvan.opc import CONTENT_TYPES, Package, parse_xml, read_package
from congvan.problems import Problem, RenderError
from congvan.word.values.pictures import read_image

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_NAMES = ("name", "title", "descr")
_STORIES = ("header", "footer", "footnotes", "endnotes")

NOTHING: Mapping[str, bytes] = immutabledict()


def with_replaced(
    data: bytes, *, pictures: Mapping[str, bytes] = NOTHING, media: Mapping[str, bytes] = NOTHING
) -> bytes:
    """The document with pictures exchanged; each keeps its place and size.

    `pictures` are by the name, title or alternative text that a picture has in Word, `media` by the name of
    the file inside the package (`image1.png`). Raises RenderError `congvan.word.unknown-picture` for every
    name that no picture has, `.unreadable-picture` for bytes that are no picture.
    """
    package = read_package(data)
    named = _named(package)
    files = {posixpath.basename(name): name for name in package.names if "/media/" in name}
    found = {key: named.get(key, ()) for key in pictures} | {
        key: (files[key],) if key in files else () for key in media
    }
    problems = [_unknown(key, (*named, *files)) for key, parts in found.items() if not parts]
    if problems:
        raise RenderError(problems)
    replaced = {part: fresh for key, fresh in (*pictures.items(), *media.items()) for part in found[key]}
    types = package.content_types()
    for part, fresh in replaced.items():
        kind = read_image(fresh).content_type
        if types.of(part) != kind:
            types = types.with_part(part, kind)
    return package.with_parts({**replaced, CONTENT_TYPES: types.xml()})


def _unknown(name: str, known: Iterable[str]) -> Problem:
    return Problem(
        "congvan.word.unknown-picture", parameters={"name": name, "known": ", ".join(sorted(known))}
    )


def _named(package: Package) -> dict[str, tuple[str, ...]]:
    """The parts of the pictures that go by a name, in document, headers, footers and notes."""
    found: dict[str, tuple[str, ...]] = {}
    for story in _stories(package):
        relationships = package.relationships(story)
        targets = {item.id: relationships.part_of(item) for item in relationships.of_type("image")}
        root = parse_xml(package.read(story), story)
        for blip in root.iter(f"{_MAIN}blip"):
            part = targets.get(blip.get(_EMBED, ""))
            if part is None:
                continue
            picture = next(blip.iterancestors(f"{_PICTURE}pic"), None)
            frame = next(blip.iterancestors(f"{_DRAWING}inline", f"{_DRAWING}anchor"), None)
            said = None if picture is None else picture.find(f"{_PICTURE}nvPicPr/{_PICTURE}cNvPr")
            shown = None if frame is None else frame.find(f"{_DRAWING}docPr")
            for element in (said, shown):
                for name in () if element is None else filter(None, map(element.get, _NAMES)):
                    found[name] = tuple(dict.fromkeys((*found.get(name, ()), part)))
    return found


def _stories(package: Package) -> Iterator[str]:
    whole = package.relationships()
    for item in whole.of_type("officeDocument"):
        main = whole.part_of(item)
        if main is None or main not in package:
            continue
        yield main
        own = package.relationships(main)
        parts = (own.part_of(item) for kind in _STORIES for item in own.of_type(kind))
        yield from (part for part in dict.fromkeys(parts) if part is not None and part in package)
