"""Tags outside the text of paragraphs: in drawings, charts, equations, fields, attributes, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from congvan.problems import Place, Problem
from congvan.word.engine.namespaces import PREFIXES, w
from congvan.word.engine.tagging.gathering import each_tag, leftover, put_tokens
from congvan.word.engine.tagging.slots import TOKEN, Slots
from congvan.word.engine.tagging.trees import own

_A = f"{{{PREFIXES['a']}}}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWN, _EQUATION = (f"{_A}p", f"{_A}t"), (f"{_M}oMath", f"{_M}t")
_FIELD, _FIELD_MARK = w("instrText"), w("fldChar")
_READ = frozenset((w("t"), _FIELD, _DRAWN[1], _EQUATION[1]))
_TAG_BEGINS = re.compile(r"\{[{%#]")
_LONE = re.compile(r"\{[{%]")
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_WORD = re.compile(r"\{%[-+]?\s*(end)?(\w+)\s*([^=%]*)(=?)")
_OPENS = frozenset(("if", "for", "macro", "call", "filter", "set"))
_GOES_ON = frozenset(("else", "elif"))
_SHOWN = 120


def gather_elsewhere(root: etree._Element, slots: Slots, title: str) -> Iterator[Problem]:
    """Keep the tags outside the text of paragraphs; yields what belongs to no tag or does not end there.

    Here a tag acts on the text it stands in and on nothing around it: a block has to end where it begins.
    """
    for texts, is_prose in _split_texts(root):
        whole = "".join(item.text or "" for item in texts)
        if "{" in whole or (is_prose and "}" in whole):
            put_tokens(texts, whole, slots, title)
            said = "".join(item.text or "" for item in texts)
            yield from _unfit(said, slots)
            if not _RAW.search(whole):
                yield from leftover(said, whole, title) if is_prose else _lone(said, whole, title)
    for element in root.iter():
        if element.tag not in _READ and element.text is not None:
            element.text, problems = _kept(element.text, slots, title)
            yield from problems
        if element.tail is not None:
            element.tail, problems = _kept(element.tail, slots, title)
            yield from problems
        for name, value in element.attrib.items():
            if _TAG_BEGINS.search(str(value)):
                said, problems = _kept(str(value), slots, title)
                element.set(name, said)
                yield from problems


def _split_texts(root: etree._Element) -> Iterator[tuple[list[etree._Element], bool]]:
    """The texts that are read as one, and whether people type them: those of a field are Word's own words."""
    for holder, text in (_DRAWN, _EQUATION):
        yield from ((list(item.iter(text)), True) for item in root.iter(holder))
    for paragraph in root.iter(w("p")):
        field: list[etree._Element] = []
        for item in own(paragraph, _FIELD, _FIELD_MARK):
            if item.tag == _FIELD:
                field.append(item)
            elif field:
                yield field, False
                field = []
        if field:
            yield field, False


def _kept(text: str, slots: Slots, title: str) -> tuple[str, list[Problem]]:
    """A text with its tags behind tokens, and what is wrong with them."""
    if not _TAG_BEGINS.search(text):
        return text, []
    said = each_tag(text, lambda tag: slots.put(tag.text, Place(part=title, near=tag.text)))
    lone = [] if _RAW.search(text) else _lone(said, text, title)
    return said, [*_unfit(said, slots), *lone]


def _lone(said: str, typed: str, title: str) -> Iterator[Problem]:
    """An opening that is never closed. A closing alone is JSON's, in fields and tags of other programs."""
    left = _LONE.search(TOKEN.sub("\0", said))
    if left is not None:
        place = Place(part=title, near=" ".join(typed.split())[:_SHOWN])
        yield Problem("congvan.word.leftover-tag", place=place, parameters={"tag": left.group()})


def _unfit(said: str, slots: Slots) -> Iterator[Problem]:
    """Tags that act on paragraphs, rows or runs, and blocks that do not end in the text they begin in."""
    opened: list[tuple[str, Problem]] = []
    for slot in slots.within(said):
        if slot.scope is not None:
            parameters = {"tag": slot.typed, "holder": slot.scope}
            yield Problem("congvan.word.misplaced-tag", place=slot.place, parameters=parameters)
            continue
        problem = Problem("congvan.word.open-block", place=slot.place, parameters={"tag": slot.typed})
        found = _WORD.match(slot.text)
        if found is None:
            continue
        closes, word, _, assigns = found.groups()
        if closes:
            if not opened or opened.pop()[0] != word:
                yield problem
        elif word in _GOES_ON and not opened:
            yield problem
        elif word in _OPENS and not (word == "set" and assigns):
            opened.append((word, problem))
    yield from (problem for _, problem in opened)
