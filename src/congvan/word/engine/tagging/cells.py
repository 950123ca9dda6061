"""Tags that shape the table cell they stand in: `colspan`, `cellbg`, `vm`, `hm`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from congvan.problems import Problem
from congvan.word.engine.namespaces import w
from congvan.word.engine.repair import cell_property
from congvan.word.engine.tagging.slots import TOKEN, Slot, Slots
from congvan.word.engine.tagging.trees import around, content_of, put_after, put_before, tidy

_SHAPING = re.compile(r"\{%[-+]?\s*(colspan|cellbg|vm|hm)\b\s*(.*?)\s*[-+]?%\}", re.DOTALL)
_RANK = ("colspan", "cellbg", "vm", "hm")


def shape_cells(root: etree._Element, slots: Slots) -> Iterator[Problem]:
    """Turn the shaping tags of a part into properties of their cells; yields those outside of any table."""
    found: list[tuple[etree._Element, Slot, str, str]] = []
    for text in list(root.iter(w("t"))):
        for slot in list(slots.within(text.text)):
            shaping = _SHAPING.fullmatch(slot.text)
            if shaping is None:
                continue
            cell = around(text, w("tc"))
            if cell is None:
                parameters = {"tag": slot.typed, "holder": "tc"}
                yield Problem("congvan.word.misplaced-tag", place=slot.place, parameters=parameters)
                continue
            found.append((cell, slot, shaping.group(1), shaping.group(2)))
        _without_shaping(text, slots)
    for cell, slot, name, expression in sorted(found, key=lambda item: _RANK.index(item[2])):
        _shape(cell, slots, slot, name, expression)


def _without_shaping(text: etree._Element, slots: Slots) -> None:
    def keep(found: re.Match[str]) -> str:
        return "" if _SHAPING.fullmatch(slots.of(found).text) else found.group()

    if text.text and TOKEN.search(text.text):
        text.text = TOKEN.sub(keep, text.text)
        tidy(text)


def _shape(cell: etree._Element, slots: Slots, slot: Slot, name: str, expression: str) -> None:
    if name == "colspan":
        span = cell_property(cell, "gridSpan")
        span.attrib.clear()
        span.set(w("val"), slots.derived(slot, f"{{{{ {expression} }}}}"))
    elif name == "cellbg":
        shade = cell_property(cell, "shd")
        shade.attrib.clear()
        shade.set(w("val"), "clear")
        shade.set(w("color"), "auto")
        shade.set(w("fill"), slots.derived(slot, f"{{{{ {expression} }}}}"))
    elif name == "vm":
        _merge_down(cell, slots, slot)
    else:
        _merge_across(cell, slots, slot)


def _merge_down(cell: etree._Element, slots: Slots, slot: Slot) -> None:
    """Every turn of the loop continues the first one's cell; only the first has its content."""
    first = slots.derived(slot, "{% if loop.first %}")
    other = slots.derived(slot, "{% else %}")
    end = slots.derived(slot, "{% endif %}")
    cell_property(cell, "vMerge").set(w("val"), f"{first}restart{other}continue{end}")
    content = content_of(cell)
    if not content:
        return
    put_before(content[0], slots.derived(slot, "{% if loop.first %}"))
    put_after(content[-1], slots.derived(slot, "{% else %}"))
    bare = etree.SubElement(cell, w("p"))
    put_after(bare, slots.derived(slot, "{% endif %}"))


def _merge_across(cell: etree._Element, slots: Slots, slot: Slot) -> None:
    """One cell as wide as the loop is long; the other turns make none."""
    span = cell_property(cell, "gridSpan")
    width = span.get(w("val"))
    if width is None:
        length = "{{ loop.length }}"
    else:
        inner = TOKEN.sub(lambda found: f"({slots.of(found).text[2:-2].strip()})", width)
        length = f"{{{{ {inner} * loop.length }}}}"
    span.set(w("val"), slots.derived(slot, length))
    put_before(cell, slots.derived(slot, "{% if loop.first %}"))
    put_after(cell, slots.derived(slot, "{% endif %}"))
