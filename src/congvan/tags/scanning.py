"""Where the tags of a text stand, found without understanding them."""

from __future__ import annotations

import re

from attrs import frozen

_BEGINS = re.compile(r"\{[{%#]")
_LITERAL = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ENDS = {
    opening: re.compile(f"{_LITERAL}|(?P<end>{re.escape(closing)})", re.DOTALL)
    for opening, closing in _CLOSINGS.items()
    if opening != "{#"
}
_OPENING = re.compile(r"\{[{%][-+]?")
_BROKEN = re.compile(r"(\{[{%][-+]?)\n")


@frozen(kw_only=True)
class Tag:
    """One tag: its text as it stands, delimiters included, and where it starts and ends."""

    text: str
    start: int
    end: int


def tags_of(text: str) -> tuple[Tag, ...]:
    """The `{{ }}`, `{% %}` and `{# #}` tags of a text in order; string literals inside them are respected.

    A quotation mark without its other half is a character like any other. Time grows with the length alone.
    """
    tags: list[Tag] = []
    # Openings after which no end was found: outside of literals, or at all. There is none further on either.
    unquoted, endless = {"{#"}, set[str]()
    found = _BEGINS.search(text)
    while found is not None:
        start, opening = found.span()[0], found.group()
        end = None
        if opening not in endless:
            end = None if opening in unquoted else _end(text, found.end(), opening)
            if end is None:
                unquoted.add(opening)
                closing = text.find(_CLOSINGS[opening], found.end())
                end = closing + 2 if closing >= 0 else None
        if end is None:
            endless.add(opening)
        else:
            tags.append(Tag(text=text[start:end], start=start, end=end))
        found = _BEGINS.search(text, start + 1 if end is None else end)
    return tuple(tags)


def _end(text: str, start: int, opening: str) -> int | None:
    """Where the tag ends, literals skipped; None where every end stands in a literal."""
    for found in _ENDS[opening].finditer(text, start):
        if found["end"]:
            return found.end()
    return None


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
