"""Values inside an attribute: any text escaped, and those that Word reads as a number or a colour checked."""

from __future__ import annotations

import re

from congvan.problems import Problem, RenderError
from congvan.word.engine.surroundings import Spot
from congvan.word.markup import escape_attribute

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_MOST_COLUMNS = 63


def attribute_text(text: str, spot: Spot) -> str:
    """`text` as it stands in the attribute; RenderError `congvan.word.bad-span` or `.bad-colour`."""
    if spot is Spot.SPAN:
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= _MOST_COLUMNS):
            raise RenderError(Problem("congvan.word.bad-span", parameters={"value": text[:40]}))
        return text
    if spot is Spot.COLOUR:
        colour = text.removeprefix("#")
        if not _COLOUR.fullmatch(colour):
            raise RenderError(Problem("congvan.word.bad-colour", parameters={"value": text[:40]}))
        return colour
    return escape_attribute(text)
