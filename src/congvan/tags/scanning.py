"""Where the tags of a text stand, found without understanding them."""

from __future__ import annotations

import re

from attrs import frozen

_INSIDE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?!%s).)*?"""
_TAG = re.compile(
    r"\{\{" + _INSIDE % r"\}\}" + r"\}\}|\{%" + _INSIDE % r"%\}" + r"%\}|\{#.*?#\}",
    re.DOTALL,
)
_OPENING = re.compile(r"\{[{%][-+]?")
_BROKEN = re.compile(r"(\{[{%][-+]?)\n")


@frozen(kw_only=True)
class Tag:
    """One tag: its text as it stands, delimiters included, and where it starts and ends."""

    text: str
    start: int
    end: int


def tags_of(text: str) -> tuple[Tag, ...]:
    """The `{{ }}`, `{% %}` and `{# #}` tags of a text in order; string literals inside them are respected."""
    return tuple(
        Tag(text=found.group(), start=found.start(), end=found.end()) for found in _TAG.finditer(text)
    )


def tags_on_lines(text: str) -> tuple[str, dict[int, Tag]]:
    """The text with a line break inside each tag's opening, and the tag that begins on each line.

    Jinja knows the place of an error by line only: so every tag gets a line to itself. Tags are those of the
    text as given; comments get no line.
    """
    pieces: list[str] = []
    by_line: dict[int, Tag] = {}
    line, last = 1, 0
    for tag in tags_of(text):
        opening = _OPENING.match(tag.text)
        pieces.append(text[last : tag.start])
        line += pieces[-1].count("\n")
        if opening is None:
            pieces.append(tag.text)
        else:
            pieces.append(f"{opening.group()}\n{tag.text[opening.end() :]}")
            line += 1
            for inner in range(line, line + tag.text.count("\n") + 1):
                by_line[inner] = tag
        line += tag.text.count("\n")
        last = tag.end
    pieces.append(text[last:])
    return "".join(pieces), by_line


def without_line_breaks(data: str) -> str:
    """Template text as it was before `tags_on_lines`: only between raw tags can its breaks be left."""
    return _BROKEN.sub(r"\1", data)
