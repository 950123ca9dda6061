"""Tags made whole: Word cuts them into runs at every spelling mark, bookmark and change of format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen
from lxml import etree

from congvan.problems import Place, Problem
from congvan.tags import Tag, tags_of
from congvan.word.engine.namespaces import w
from congvan.word.engine.tagging.slots import TOKEN, Slots
from congvan.word.engine.tagging.trees import PRESERVE, around, content_of, own, take_out, text_of, tidy

_TAG_BEGINS = re.compile(r"\{[{%#]")
_OPENING = re.compile(r"\{\{|\{%|\{#")
_LEFTOVER = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_NEAR = 60
_LONGEST = 100
_INVISIBLE = tuple(
    w(name) for name in ("br", "cr", "tab", "softHyphen", "noBreakHyphen", "lastRenderedPageBreak", "sym")
)


@frozen
class Whereabouts:
    """Says of an element in which part, table, row and cell, or note, it stands."""

    title: str
    tables: dict[etree._Element, int]

    @classmethod
    def of(cls, root: etree._Element, title: str) -> Whereabouts:
        """Number the tables of a part."""
        tables = {table: number for number, table in enumerate(root.iter(w("tbl")), start=1)}
        return cls(title, tables)

    def part_of(self, element: etree._Element) -> str:
        """`header 1, table 2, row 3, cell 1`."""
        note = around(element, w("footnote"))
        title = self.title if note is None else f"footnote {note.get(w('id'), '')}"
        cell = around(element, w("tc"))
        row = None if cell is None else around(cell, w("tr"))
        table = None if row is None else around(row, w("tbl"))
        if cell is None or row is None or table is None:
            return title
        rows, cells = list(table.iter(w("tr"))), list(row.iterchildren(w("tc")))
        column = cells.index(cell) + 1 if cell in cells else 1
        number = self.tables.get(table, 1)
        return f"{title}, table {number}, row {rows.index(row) + 1}, cell {column}"


def gather(root: etree._Element, slots: Slots, title: str) -> Iterator[Problem]:
    """Put every tag of a part behind a token that stands in one text; yields what belongs to no tag."""
    whereabouts = Whereabouts.of(root, title)
    is_raw = False
    left: list[Problem] = []
    for paragraph in list(root.iter(w("p"))):
        text = text_of(paragraph)
        if "{" not in text and "}" not in text:
            continue
        _join_cut_tag(paragraph)
        texts = list(own(paragraph, w("t")))
        text = "".join(item.text or "" for item in texts)
        is_raw = is_raw or _RAW.search(text) is not None
        part = whereabouts.part_of(paragraph)
        _tokenise(texts, text, slots, part)
        left += _leftover(text_of(paragraph), text, part)
    if not is_raw:
        yield from left


def _join_cut_tag(paragraph: etree._Element) -> None:
    """A tag that runs over several paragraphs is one tag in the first of them."""
    for _ in range(_LONGEST):
        text = text_of(paragraph)
        opening = [found.group() for found in _OPENING.finditer(_without_tags(text))]
        if not opening or _CLOSERS[opening[-1]] in _without_tags(text).rpartition(opening[-1])[2]:
            return
        following = _closing_paragraphs(paragraph, _CLOSERS[opening[-1]])
        if not following:
            return
        for next_one in following:
            last = list(own(paragraph, w("t")))[-1]
            last.text = f"{last.text or ''} "
            paragraph.extend(content_of(next_one))
            take_out(next_one)


def _closing_paragraphs(paragraph: etree._Element, closer: str) -> list[etree._Element]:
    found: list[etree._Element] = []
    following = paragraph.getnext()
    while following is not None and following.tag == w("p") and len(found) < _LONGEST:
        text = text_of(following)
        found.append(following)
        opening = _OPENING.search(text)
        if closer in text:
            return found if opening is None or text.index(closer) < opening.start() else []
        if opening is not None:
            return []
        following = following.getnext()
    return []


def _tokenise(texts: Sequence[etree._Element], whole: str, slots: Slots, part: str) -> None:
    tags = tags_of(whole)
    if not tags:
        return
    tokens = {tag: slots.put(tag.text, _place(part, whole, tag)) for tag in tags}
    begin = 0
    ends: list[tuple[etree._Element, int, int]] = []
    for item in texts:
        end = begin + len(item.text or "")
        ends.append((item, begin, end))
        item.text = _with_tokens(whole, begin, end, tokens)
        if item.text and TOKEN.search(item.text):
            item.set(PRESERVE, "preserve")
        begin = end
    for tag in tags:
        held = [item for item, first, last in ends if first < tag.end and last > tag.start]
        if len(held) > 1:
            _clear_between(held[0], held[-1])
    for item, _, _ in ends:
        tidy(item)


def _place(part: str, whole: str, tag: Tag) -> Place:
    before, after = whole[: tag.start][-_NEAR:], whole[tag.end :][:_NEAR]
    return Place(part=part, near=" ".join(f"{before}{tag.text}{after}".split()))


def _with_tokens(whole: str, begin: int, end: int, tokens: dict[Tag, str]) -> str:
    pieces: list[str] = []
    cursor = begin
    for tag, token in tokens.items():
        if tag.end <= begin or tag.start >= end:
            continue
        if tag.start >= begin:
            pieces += (whole[cursor : tag.start], token)
        cursor = min(tag.end, end)
    return "".join((*pieces, whole[cursor:end]))


def _clear_between(first: etree._Element, last: etree._Element) -> None:
    """Line breaks and tabs inside a tag are not text of the letter."""
    paragraph = around(first, w("p"))
    if paragraph is None:
        return
    inside = False
    for element in list(own(paragraph, w("t"), *_INVISIBLE)):
        if element is first:
            inside = True
        elif element is last:
            return
        elif inside and element.tag in _INVISIBLE:
            take_out(element)


def gather_elsewhere(root: etree._Element, slots: Slots, title: str) -> tuple[Problem, ...]:
    """Keep the tags outside the text of paragraphs: in fields, attributes, properties, drawings."""

    def put(text: str) -> str:
        return _each_tag(text, lambda tag: slots.put(tag.text, Place(part=title, near=tag.text)))

    for element in root.iter():
        if element.text and _TAG_BEGINS.search(element.text):
            element.text = put(element.text)
        for name, value in element.attrib.items():
            if _TAG_BEGINS.search(str(value)):
                element.set(name, put(str(value)))
    return ()


def _each_tag(text: str, change: Callable[[Tag], str]) -> str:
    pieces: list[str] = []
    last = 0
    for tag in tags_of(text):
        pieces += (text[last : tag.start], change(tag))
        last = tag.end
    return "".join((*pieces, text[last:]))


def _without_tags(text: str) -> str:
    return _each_tag(text, lambda _: "\0")


def _leftover(rest: str, typed: str, part: str) -> Iterator[Problem]:
    left = _LEFTOVER.search(TOKEN.sub("\0", rest))
    if left is not None:
        place = Place(part=part, near=" ".join(typed.split())[: 2 * _NEAR])
        yield Problem("congvan.word.leftover-tag", place=place, parameters={"tag": left.group()})


def leftover_text(root: etree._Element, title: str) -> Iterator[Problem]:
    """Delimiters that belong to no tag in a part without paragraphs (properties)."""
    for element in root.iterchildren():
        text = "".join(str(piece) for piece in element.itertext())
        yield from _leftover(text, text, title)
