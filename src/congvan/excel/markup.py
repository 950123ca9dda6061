"""Text and days as the XML of a worksheet has them (đánh dấu)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from congvan.excel.limits import MOST_CHARACTERS

EPOCH = date(1899, 12, 30).toordinal()
"""The ordinal of the day that Excel counts as 0; right from its 61st day on."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """A text between tags of XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute_text(text: str) -> str:
    """A text between double quotes of XML."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def text_element(text: str) -> str:
    """A `<t>` whose text Excel shows as it is: spaces kept, `_x0041_` not taken for a letter's code."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{kept}>{escaped(text)}</t>"


def plain_texts(values: Sequence[str]) -> list[str] | None:
    """Texts without anything odd, checked and escaped together, to stand in `<t>`; None where one is odd."""
    every = "".join(values)
    if (
        not every.isprintable()
        or "_x" in every
        or "" in values
        or max(map(len, values)) > MOST_CHARACTERS // 2
    ):
        return None
    whole = "\n".join(values)
    if whole[0] == " " or whole[-1] == " " or " \n" in whole or "\n " in whole:
        return None
    return escaped(whole).split("\n")
