"""Tags put where they act: `{%p %}` for its paragraph, `{%tr %}` for its row; `{%- -%}` joins lines."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from congvan.problems import Problem
from congvan.word.engine.namespaces import w
from congvan.word.engine.tagging.slots import TOKEN, Scope, Slot, Slots
from congvan.word.engine.tagging.trees import (
    PRESERVE,
    Marks,
    around,
    content_of,
    marks_of,
    put_before,
    take_out,
    text_of,
    without_halves,
)

_SHOWN = 60
_HOLDERS: tuple[Scope, ...] = ("tr", "tc", "p")


def join_lines(root: etree._Element, slots: Slots) -> None:
    """`-%}` at the end of a paragraph takes the next one in, `{%-` at its start goes into the one before."""
    for paragraph in list(root.iter(w("p"))):
        while _ends_open(paragraph, slots) and _can_join(paragraph.getnext(), slots):
            _join(paragraph, paragraph.getnext())
    for paragraph in list(root.iter(w("p"))):
        if _begins_open(paragraph, slots) and _can_join(paragraph.getprevious(), slots):
            previous = paragraph.getprevious()
            if previous is not None:
                _join(previous, paragraph)


def _ends_open(paragraph: etree._Element, slots: Slots) -> bool:
    text = text_of(paragraph).rstrip()
    found = next(iter([*TOKEN.finditer(text)][::-1]), None)
    if found is None or found.end() != len(text):
        return False
    slot = slots.of(found)
    if slot.scope is not None or not slot.text.endswith("-%}"):
        return False
    slots.replace(int(found.group(1)), f"{slot.text[:-3]}%}}")
    return True


def _begins_open(paragraph: etree._Element, slots: Slots) -> bool:
    text = text_of(paragraph)
    found = TOKEN.match(text.lstrip())
    if found is None:
        return False
    slot = slots.of(found)
    if slot.scope is not None or not slot.text.startswith("{%-"):
        return False
    slots.replace(int(found.group(1)), f"{{%{slot.text[3:]}")
    return True


def _can_join(paragraph: etree._Element | None, slots: Slots) -> bool:
    if paragraph is None or paragraph.tag != w("p"):
        return False
    return all(slot.scope in (None, "r") for slot in slots.within(text_of(paragraph)))


def _join(first: etree._Element, second: etree._Element | None) -> None:
    if second is None:
        return
    first.extend(content_of(second))
    section = second.find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None:
        properties = first.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            first.insert(0, properties)
        properties.append(section)
    take_out(second)


def lift(root: etree._Element, slots: Slots) -> Iterator[Problem]:
    """Put the tags with a scope in place of what they name; yields those that stand in no such thing."""
    _split_runs(root, slots)
    marks = marks_of(root)
    for scope in _HOLDERS:
        holders: dict[etree._Element, None] = {}
        for text in list(root.iter(w("t"))):
            for slot in slots.within(text.text):
                if slot.scope == scope:
                    holder = around(text, w(scope))
                    if holder is None:
                        parameters = {"tag": slot.typed, "holder": scope}
                        yield Problem("congvan.word.misplaced-tag", place=slot.place, parameters=parameters)
                    else:
                        holders[holder] = None
        for holder in holders:
            yield from _replace(marks, holder, scope, slots)


def _replace(marks: Marks, holder: etree._Element, scope: Scope, slots: Slots) -> Iterator[Problem]:
    tokens: list[str] = []
    for text in holder.iter(w("t")):
        for found in TOKEN.finditer(text.text or ""):
            slot = slots.of(found)
            if slot.scope == scope:
                tokens.append(found.group())
            elif not slot.is_comment:
                parameters = {"tag": slot.typed, "holder": scope}
                yield Problem("congvan.word.tag-is-lost", place=slot.place, parameters=parameters)
    put_before(holder, "".join(tokens))
    section = holder.find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None:
        # A section ends with this paragraph: without it pages would take the look of the next section.
        for child in content_of(holder):
            holder.remove(child)
        return
    take_out(holder)
    without_halves(marks, holder)


def _split_runs(root: etree._Element, slots: Slots) -> None:
    """`{%r %}` stands between runs that look as the one it was typed in."""
    for run in list(root.iter(w("r"))):
        groups, tokens = _groups(run, slots)
        if tokens:
            _part(run, groups, tokens)


def _groups(run: etree._Element, slots: Slots) -> tuple[list[list[etree._Element]], list[str]]:
    """What a run holds, cut at its `{%r %}`, and the tokens of these, one between two groups each."""
    groups: list[list[etree._Element]] = [[]]
    tokens: list[str] = []
    for child in content_of(run):
        whole = (child.text or "") if child.tag == w("t") else ""
        begin = 0
        for found in TOKEN.finditer(whole):
            slot = slots.of(found)
            if slot.scope == "r" and not slot.prints:
                groups[-1] += _text(whole[begin : found.start()])
                groups.append([])
                tokens.append(found.group())
                begin = found.end()
        groups[-1] += _text(whole[begin:]) if begin else [child]
    return groups, tokens


def _text(said: str) -> list[etree._Element]:
    if not said:
        return []
    text = etree.Element(w("t"))
    text.set(PRESERVE, "preserve")
    text.text = said
    return [text]


def _part(run: etree._Element, groups: list[list[etree._Element]], tokens: list[str]) -> None:
    look = run.find(w("rPr"))
    for child in content_of(run):
        run.remove(child)
    run.extend(groups[0])
    made = [run]
    for token, group in zip(tokens, groups[1:], strict=True):
        following = etree.Element(w("r"))
        if look is not None:
            following.append(copy.deepcopy(look))
        following.extend(group)
        made[-1].addnext(following)
        # lxml takes the tail along with the run: the tag stands between the two.
        put_before(following, token)
        made.append(following)
    for each in made:
        if not content_of(each):
            take_out(each)


def lost_texts(root: etree._Element, slots: Slots) -> Iterator[tuple[Slot, str]]:
    """The words that go with the paragraph, cell or row that a tag takes the place of."""
    told: set[etree._Element] = set()
    for text in root.iter(w("t")):
        for slot in slots.within(text.text):
            if slot.scope is None or slot.scope == "r":
                continue
            holder = around(text, w(slot.scope))
            if holder is None or holder in told:
                continue
            told.add(holder)
            rest = TOKEN.sub("", "".join(item.text or "" for item in holder.iter(w("t")))).strip()
            if rest:
                yield slot, rest[:_SHOWN]
