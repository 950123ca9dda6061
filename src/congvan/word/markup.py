"""The smallest pieces of WordprocessingML: escaped text, run and paragraph properties in schema order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal
from unicodedata import is_normalized, normalize

from attrs import frozen

from congvan.problems import Place, Problem, RenderError
from congvan.units import Length, mm_to_twips

Alignment = Literal["left", "center", "right", "both"]

_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
# Compiled for the first text that is not printable as it stands.
_FORBIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
_ENDS = re.compile("([\a\f])")
_BREAKS = re.compile("([\n\t])")
_AROUND = 20

PARAGRAPH_END = "\ufdd0"
"""Stands in a `w:t` where a value ends the paragraph; no value can hold this character itself."""

PAGE_END = "\ufdd1"
"""As `PARAGRAPH_END`, where a value ends the page."""

_ENCODED_MARKS = (PARAGRAPH_END.encode(), PAGE_END.encode())
_FIRST_BYTE = _ENCODED_MARKS[0][:1]
_END_MARKS = {"\a": PARAGRAPH_END, "\f": PAGE_END}
TEXT_OPEN = '<w:t xml:space="preserve">'
RUN_START, RUN_END = f"<w:r>{TEXT_OPEN}", "</w:t></w:r>"
_BROKEN_LINES = str.maketrans({"\n": f"</w:t><w:br/>{TEXT_OPEN}", "\t": f"</w:t><w:tab/>{TEXT_OPEN}"})
_BREAK_MARKUP = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def _checked(text: str) -> str:
    if text.isascii():
        if text.isprintable():
            return text
    elif not is_normalized("NFC", text):
        text = normalize("NFC", text)
    elif text.isprintable():
        return text
    text = text.replace("\r\n", "\n") if "\r" in text else text
    found = re.search(_FORBIDDEN, text)
    if found is None:
        return text
    near = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    shown = re.sub(_FORBIDDEN, "\N{REPLACEMENT CHARACTER}", near)
    raise RenderError(
        Problem(
            "congvan.word.forbidden-character",
            place=Place(near=shown),
            parameters={"character": f"U+{ord(found.group()):04X}"},
        )
    )


def escape(text: str) -> str:
    """`text` as character data of any element, in NFC; a carriage return before a newline is dropped.

    Raises RenderError `congvan.word.forbidden-character` for a control character or a lone surrogate.
    """
    text = _checked(text)
    # Three searches in C are many times as fast as one translation of a text that holds none of them.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def escape_line(text: str) -> str:
    r"""`text` as character data of a `w:t`; a newline or tab ends it and begins another after Word's own.

    `\a` and `\f` become the marks that end a paragraph or a page.
    """
    if "\a" in text or "\f" in text:
        parts = (_END_MARKS.get(part) or escape_line(part) for part in _ENDS.split(text) if part)
        return "".join(parts)
    escaped = escape(text)
    return escaped if escaped.isprintable() else escaped.translate(_BROKEN_LINES)


def escape_lines(texts: list[str]) -> list[bytes]:
    """`escape_line` of each text, in UTF-8; all at once where none of them holds anything special."""
    if not texts:
        return []
    # A character that has to be escaped parts them: where none of them holds it, it comes back as often.
    whole = ">".join(texts)
    if (
        whole.isprintable()
        and whole.count(">") == len(texts) - 1
        and (whole.isascii() or is_normalized("NFC", whole))
    ):
        if "&" in whole:
            whole = whole.replace("&", "&amp;")
        if "<" in whole:
            whole = whole.replace("<", "&lt;")
        return whole.encode().split(b">")
    return [escape_line(text).encode() for text in texts]


def has_breaks(data: bytes) -> bool:
    """Whether a part holds marks for ends of paragraphs or pages."""
    # Vietnamese letters have no such byte: one search for it is nearly always enough.
    return _FIRST_BYTE in data and any(mark in data for mark in _ENCODED_MARKS)


def escape_attribute(text: str) -> str:
    """`text` as an attribute's value between double quotes; raises as `escape` does."""
    return _checked(text).translate(_ATTRIBUTE)


def text_markup(text: str) -> str:
    """What stands in a `w:r` for `text`: `w:t` with spaces kept, `w:br` for a newline, `w:tab` for a tab."""
    escaped = escape(text)
    return _broken(escaped) if "\n" in escaped or "\t" in escaped else f"{TEXT_OPEN}{escaped}</w:t>"


def _broken(escaped: str) -> str:
    return "".join(
        _BREAK_MARKUP.get(part) or f"{TEXT_OPEN}{part}</w:t>" for part in _BREAKS.split(escaped) if part
    )


def sound_markup(text: str) -> str:
    """As `text_markup`, of a text of the model: it is in NFC and holds nothing forbidden from the start."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return _broken(text) if "\n" in text or "\t" in text else f"{TEXT_OPEN}{text}</w:t>"


def sound_texts(texts: Sequence[str]) -> list[bytes]:
    """Texts of the model as what stands in a `w:t` each, in UTF-8; breaks as in `escape_line`."""
    # As there: where no text holds a character that parts them or breaks, all are done at once.
    whole = ">".join(texts)
    if whole.count(">") < len(texts) and "\n" not in whole and "\t" not in whole:
        if "&" in whole:
            whole = whole.replace("&", "&amp;")
        if "<" in whole:
            whole = whole.replace("<", "&lt;")
        return whole.encode().split(b">")
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts)
    return [text.translate(_BROKEN_LINES).encode() for text in escaped]


@frozen(kw_only=True)
class Tab:
    """A tab stop at `position_mm` from the left text margin."""

    position_mm: float
    kind: Literal["left", "center", "right"] = "left"
    leader: Literal["none", "dot", "hyphen", "underscore"] = "none"


@frozen(kw_only=True)
class Spacing:
    """Space around the lines of a paragraph; None leaves it to the style.

    `line_pt` is the distance between lines, exact or at least by `line_rule`; `line_multiple` is in lines
    (1.5). Only one of them is given.
    """

    before_pt: float | None = None
    after_pt: float | None = None
    line_pt: float | None = None
    line_rule: Literal["exact", "atLeast"] = "exact"
    line_multiple: float | None = None


@frozen(kw_only=True)
class Indent:
    """Indents of a paragraph in mm; None leaves it to the style; a negative `first_line_mm` hangs."""

    left_mm: float | None = None
    right_mm: float | None = None
    first_line_mm: float | None = None


def _twips_of_pt(value: float) -> int:
    return Length.from_pt(value).twips


def _toggle(name: str, *, value: bool | None) -> str:
    if value is None:
        return ""
    return f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>'


@lru_cache(maxsize=1024)
def run_properties(
    *,
    style: str | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    caps: bool | None = None,
    size_pt: float | None = None,
    underline: bool | None = None,
    vertical: Literal["superscript", "subscript"] | None = None,
) -> str:
    """`w:rPr` in schema order, or an empty text where nothing is set."""
    half_points = None if size_pt is None else Length.from_pt(size_pt).half_points
    inner = "".join(
        (
            f'<w:rStyle w:val="{escape_attribute(style)}"/>' if style else "",
            _toggle("b", value=bold),
            _toggle("bCs", value=bold),
            _toggle("i", value=italic),
            _toggle("iCs", value=italic),
            _toggle("caps", value=caps),
            f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else "",
            "" if underline is None else f'<w:u w:val="{"single" if underline else "none"}"/>',
            f'<w:vertAlign w:val="{vertical}"/>' if vertical else "",
        )
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _tabs(tabs: tuple[Tab, ...]) -> str:
    if not tabs:
        return ""
    stops = "".join(
        f'<w:tab w:val="{tab.kind}" w:leader="{tab.leader}" w:pos="{mm_to_twips(tab.position_mm)}"/>'
        for tab in sorted(tabs, key=lambda tab: tab.position_mm)
    )
    return f"<w:tabs>{stops}</w:tabs>"


def _spacing(spacing: Spacing | None) -> str:
    if spacing is None:
        return ""
    attributes: dict[str, str | int] = {}
    if spacing.before_pt is not None:
        attributes["before"] = _twips_of_pt(spacing.before_pt)
    if spacing.after_pt is not None:
        attributes["after"] = _twips_of_pt(spacing.after_pt)
    if spacing.line_pt is not None:
        attributes |= {"line": _twips_of_pt(spacing.line_pt), "lineRule": spacing.line_rule}
    elif spacing.line_multiple is not None:
        attributes |= {"line": round(spacing.line_multiple * 240), "lineRule": "auto"}
    return _empty_element("spacing", attributes)


def indent_markup(indent: Indent | None) -> str:
    """`w:ind`, or an empty text where nothing is set."""
    if indent is None:
        return ""
    left = "" if indent.left_mm is None else f' w:left="{mm_to_twips(indent.left_mm)}"'
    right = "" if indent.right_mm is None else f' w:right="{mm_to_twips(indent.right_mm)}"'
    first = ""
    if indent.first_line_mm is not None:
        name = "hanging" if indent.first_line_mm < 0 else "firstLine"
        first = f' w:{name}="{mm_to_twips(abs(indent.first_line_mm))}"'
    return f"<w:ind{left}{right}{first}/>" if left or right or first else ""


def _empty_element(name: str, attributes: dict[str, str | int]) -> str:
    written = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{written}/>" if attributes else ""


@lru_cache(maxsize=4096)
def paragraph_properties(
    *,
    style: str | None = None,
    keep_next: bool | None = None,
    keep_lines: bool | None = None,
    page_break_before: bool | None = None,
    tabs: tuple[Tab, ...] = (),
    spacing: Spacing | None = None,
    indent: Indent | None = None,
    alignment: Alignment | None = None,
    outline_level: int | None = None,
    mark_size_pt: float | None = None,
) -> str:
    """`w:pPr` in schema order, or an empty text where nothing is set."""
    inner = "".join(
        (
            f'<w:pStyle w:val="{escape_attribute(style)}"/>' if style else "",
            _toggle("keepNext", value=keep_next),
            _toggle("keepLines", value=keep_lines),
            _toggle("pageBreakBefore", value=page_break_before),
            _tabs(tabs),
            _spacing(spacing),
            indent_markup(indent),
            f'<w:jc w:val="{alignment}"/>' if alignment else "",
            "" if outline_level is None else f'<w:outlineLvl w:val="{outline_level}"/>',
            run_properties(size_pt=mark_size_pt),
        )
    )
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""
