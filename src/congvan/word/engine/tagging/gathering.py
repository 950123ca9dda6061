"""Tags made whole: Word cuts them into runs at every spelling mark, bookmark and change of format."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen
from lxml import etree

from congvan.problems import Place, Problem
from congvan.tags import Tag, tags_of
from congvan.word.engine.namespaces import w
from congvan.word.engine.tagging.slots import TOKEN, Slots
from congvan.word.engine.tagging.trees import PRESERVE, around, content_of, own, take_out, text_of, tidy

_NOTES = ("footnote", "endnote", "comment")
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
    numbers: dict[etree._Element, int]

    @classmethod
    def of(cls, root: etree._Element, title: str) -> Whereabouts:
        """Number the tables of a part, the rows of each table and the cells of each row."""
        numbers: dict[etree._Element, int] = {}
        for number, table in enumerate(root.iter(w("tbl")), start=1):
            numbers[table] = number
            numbers |= {row: place for place, row in enumerate(table.iter(w("tr")), start=1)}
        for row in root.iter(w("tr")):
            numbers |= {cell: place for place, cell in enumerate(row.iterchildren(w("tc")), start=1)}
        return cls(title, numbers)

    def part_of(self, element: etree._Element) -> str:
        """`header 1, table 2, row 3, cell 1`."""
        notes = ((kind, around(element, w(kind))) for kind in _NOTES)
        title = next(
            (f"{kind} {note.get(w('id'), '')}" for kind, note in notes if note is not None), self.title
        )
        cell = around(element, w("tc"))
        row = None if cell is None else around(cell, w("tr"))
        table = None if row is None else around(row, w("tbl"))
        if cell is None or row is None or table is None:
            return title
        places = (self.numbers.get(item, 1) for item in (table, row, cell))
        return "{}, table {}, row {}, cell {}".format(title, *places)


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
        left += leftover(text_of(paragraph), text, part)
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
    _clear_inside(texts, put_tokens(texts, whole, slots, part))
    for item in texts:
        if item.text and TOKEN.search(item.text):
            item.set(PRESERVE, "preserve")
        tidy(item)


def put_tokens(
    texts: Sequence[etree._Element], whole: str, slots: Slots, part: str
) -> list[list[etree._Element]]:
    """Put each tag of texts that are read as one, `whole`, into the first it stands in.

    Returns the texts of each tag that stands in several.
    """
    waiting = deque((tag, slots.put(tag.text, _place(part, whole, tag))) for tag in tags_of(whole))
    held: list[list[etree._Element]] = [[]]
    begin = 0
    for item in texts:
        end = begin + len(item.text or "")
        pieces: list[str] = []
        cursor = begin
        while waiting and waiting[0][0].start < end:
            tag, token = waiting[0]
            if tag.start >= begin:
                pieces += (whole[cursor : tag.start], token)
            held[-1].append(item)
            cursor = min(tag.end, end)
            if tag.end > end:
                break
            waiting.popleft()
            held.append([])
        item.text = "".join((*pieces, whole[cursor:end]))
        begin = end
    return [items for items in held if len(items) > 1]


def _place(part: str, whole: str, tag: Tag) -> Place:
    before, after = whole[: tag.start][-_NEAR:], whole[tag.end :][:_NEAR]
    return Place(part=part, near=" ".join(f"{before}{tag.text}{after}".split()))


def _clear_inside(texts: Sequence[etree._Element], held: list[list[etree._Element]]) -> None:
    """Line breaks and tabs inside a tag are not text of the letter."""
    paragraph = around(texts[0], w("p")) if held else None
    if paragraph is None:
        return
    inner = {first for items in held for first in items[:-1]}
    is_inside = False
    for element in list(own(paragraph, w("t"), *_INVISIBLE)):
        if element.tag in _INVISIBLE:
            if is_inside:
                take_out(element)
        else:
            is_inside = element in inner


def each_tag(text: str, change: Callable[[Tag], str]) -> str:
    """A text with each of its tags changed."""
    pieces: list[str] = []
    last = 0
    for tag in tags_of(text):
        pieces += (text[last : tag.start], change(tag))
        last = tag.end
    return "".join((*pieces, text[last:]))


def _without_tags(text: str) -> str:
    return each_tag(text, lambda _: "\0")


def leftover(rest: str, typed: str, part: str) -> Iterator[Problem]:
    """The first delimiter that belongs to no tag in what is left of a text once its tags have tokens."""
    left = _LEFTOVER.search(TOKEN.sub("\0", rest))
    if left is not None:
        place = Place(part=part, near=" ".join(typed.split())[: 2 * _NEAR])
        yield Problem("congvan.word.leftover-tag", place=place, parameters={"tag": left.group()})
