"""Problems written into a copy of the template as Word comments, beside the paragraphs they are about."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from lxml import etree

from congvan.opc import (
    CONTENT_TYPES,
    Package,
    PackageError,
    Relationship,
    parse_xml,
    read_package,
    relationships_name,
    serialise_xml,
)
from congvan.opc.relationships import OFFICE
from congvan.problems import Problem, TemplateError
from congvan.word.engine.namespaces import DECLARATION, DECLARED, w
from congvan.word.engine.parts import Role, main_part
from congvan.word.engine.tagging.trees import content_of, text_of
from congvan.word.markup import text_markup

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_AUTHOR = "congvan"
# An invisible joiner beside each brace: a comment that quotes a tag is none, when the copy is filled in.
_QUOTED = str.maketrans({"{": "{\N{WORD JOINER}", "}": "\N{WORD JOINER}}"})


def commented(data: bytes, problems: Iterable[Problem], *, language: str = "vi") -> bytes:
    """The template with each problem as a comment on its paragraph.

    What stands in a header or a note, where Word has no comments, is told at the first paragraph. Raises
    TemplateError for a file that is no Word document.
    """
    try:
        package = read_package(data)
        main = main_part(package)
        if main is None:
            raise TemplateError(Problem("congvan.word.not-a-word-file"))
        return _written(package, main, list(problems), language)
    except PackageError as error:
        raise TemplateError(error.problems) from None


def _written(package: Package, main: str, problems: list[Problem], language: str) -> bytes:
    if not problems:
        return package.data()
    root = parse_xml(package.read(main), main)
    relationships = package.relationships(main)
    known = (relationships.part_of(item) for item in relationships.of_type("comments"))
    name = next((part for part in known if part is not None and part in package), None)
    changes: dict[str, bytes | None] = {}
    if name is None:
        name = posixpath.join(posixpath.dirname(main), "comments.xml")
        comments = parse_xml(f"{DECLARATION}<w:comments{DECLARED}/>".encode(), name)
        identifier, target = relationships.next_id(), posixpath.basename(name)
        added = Relationship(id=identifier, type=f"{OFFICE}comments", target=target)
        changes[relationships_name(main)] = relationships.with_added(added).xml()
        changes[CONTENT_TYPES] = package.content_types().with_part(name, _TYPE).xml()
    else:
        comments = parse_xml(package.read(name), name)
    taken = [int(item.get(w("id"), "0")) for item in comments.iterchildren(w("comment"))]
    texts = [(paragraph, _folded(text_of(paragraph))) for paragraph in root.iter(w("p"))]
    for number, problem in enumerate(problems, start=max(taken, default=-1) + 1):
        comments.append(_comment(number, problem, language))
        _mark(_paragraph(problem, texts), number)
    changes |= {main: serialise_xml(root), name: serialise_xml(comments)}
    return package.with_parts(changes)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _paragraph(problem: Problem, texts: list[tuple[etree._Element, str]]) -> etree._Element:
    near = _folded(problem.place.near or "")
    if near and (problem.place.part or "").startswith(Role.BODY.value):
        for paragraph, text in texts:
            if near in text or (text and len(text) > 1 and text in near):
                return paragraph
    return next((paragraph for paragraph, text in texts if text), texts[0][0])


def _mark(paragraph: etree._Element, number: int) -> None:
    content = content_of(paragraph)
    start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    for mark in (start, end):
        mark.set(w("id"), str(number))
    if content:
        content[0].addprevious(start)
    else:
        paragraph.append(start)
    paragraph.append(end)
    reference = etree.SubElement(etree.SubElement(paragraph, w("r")), w("commentReference"))
    reference.set(w("id"), str(number))


def _comment(number: int, problem: Problem, language: str) -> etree._Element:
    said = (text_markup(line.translate(_QUOTED)) for line in _lines(problem, language))
    lines = "".join(f"<w:p><w:r>{line}</w:r></w:p>" for line in said)
    element = parse_xml(f"<w:comment{DECLARED}>{lines}</w:comment>".encode(), "comment")
    element.set(w("id"), str(number))
    element.set(w("author"), _AUTHOR)
    element.set(w("initials"), "cv")
    return element


def _lines(problem: Problem, language: str) -> Iterator[str]:
    yield f"{problem.message(language)} [{problem.code}]"
    yield problem.hint(language)
    if str(problem.place):
        yield str(problem.place)
