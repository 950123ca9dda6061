"""What rich text may say of its look, checked: only what Word reads gets into a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from immutabledict import immutabledict

from congvan.problems import Problem, RenderError
from congvan.word.markup import escape_attribute

_HEX = re.compile(r"[0-9A-Fa-f]{6}|auto")
_REGION = re.compile(r"ascii|hAnsi|eastAsia|cs")
_UNDERLINES = frozenset(
    [
        "none",
        "single",
        "words",
        "double",
        "thick",
        "dotted",
        "dottedHeavy",
        "dash",
        "dashedHeavy",
        "dashLong",
        "dashLongHeavy",
        "dotDash",
        "dashDotHeavy",
        "dotDotDash",
        "dashDotDotHeavy",
        "wave",
        "wavyHeavy",
        "wavyDouble",
    ]
)
_MOST_HALF_POINTS = 3276
_ON = immutabledict({"true": "1", "1": "1", "on": "1", "false": "0", "0": "0", "off": "0"})


class LookError(ValueError):
    """A look that Word does not know; its argument says which."""


def refused(error: LookError) -> RenderError:
    """The problem of rich text that says something Word does not read."""
    return RenderError(Problem("congvan.word.bad-rich-text", parameters={"reason": str(error)[:120]}))


def colour(value: str) -> str:
    """Six hexadecimal digits (a leading `#` is dropped) or `auto`; LookError otherwise."""
    plain = value.removeprefix("#")
    if not _HEX.fullmatch(plain):
        raise LookError(value)
    return plain


def size_of(value: str) -> str:
    """A size in half points; LookError for anything Word does not take."""
    if not (value.isascii() and value.isdecimal() and 2 <= int(value[:6]) <= _MOST_HALF_POINTS):
        raise LookError(value)
    return value


def _one_of(known: frozenset[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in known:
            raise LookError(value)
        return value

    return check


_TOGGLES = ("b", "bCs", "i", "iCs", "strike", "rtl")
_VALUED: Mapping[str, Callable[[str], str]] = immutabledict(
    {
        "rStyle": str,
        "color": colour,
        "sz": size_of,
        "szCs": size_of,
        "u": _one_of(_UNDERLINES),
        "vertAlign": _one_of(frozenset(("superscript", "subscript", "baseline"))),
        "lang": str,
    }
)


def property_markup(name: str, attributes: Mapping[str, str]) -> str:
    """One child of `w:rPr`, checked and escaped; attributes by local name. Raises LookError."""
    if name in _TOGGLES:
        value = _ON.get(attributes.get("val", "1"))
        if value is None:
            raise LookError(attributes["val"])
        return f"<w:{name}/>" if value == "1" else f'<w:{name} w:val="0"/>'
    if name in _VALUED:
        return f'<w:{name} w:val="{escape_attribute(_VALUED[name](attributes.get("val", "")))}"/>'
    if name == "shd":
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(attributes.get("fill", ""))}"/>'
    if name == "rFonts":
        if not all(map(_REGION.fullmatch, attributes)):
            raise LookError(" ".join(attributes))
        said = "".join(f' w:{key}="{escape_attribute(value)}"' for key, value in attributes.items())
        return f"<w:rFonts{said}/>"
    raise LookError(name)
