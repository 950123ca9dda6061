"""Runs put in the place of a tag: they look as its own run does, but for what they say otherwise."""

from __future__ import annotations

import re
from functools import lru_cache

from congvan.word.engine.namespaces import PREFIXES
from congvan.word.fragment import InlineText, ParagraphEnd, PictureNeed
from congvan.word.markup import PAGE_END, PARAGRAPH_END, escape_attribute, text_markup

_CHILD = re.compile(r"<w:(\w+)\b[^<>]*/>|<([\w:]+)\b[^<>]*/>|<([\w:]+)\b[^<>]*>.*?</\3>", re.DOTALL)
_ORDER = {
    name: rank
    for rank, name in enumerate(
        [
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "dstrike",
            "outline",
            "shadow",
            "emboss",
            "imprint",
            "noProof",
            "snapToGrid",
            "vanish",
            "webHidden",
            "color",
            "spacing",
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "eastAsianLayout",
            "specVanish",
            "oMath",
        ]
    )
}
_LAST = len(_ORDER)
_PICTURE = PREFIXES["pic"]


@lru_cache(maxsize=1024)
def merged_properties(base: str, own: tuple[tuple[str, str], ...]) -> str:
    """`w:rPr` with what `base` (a `w:rPr` or nothing) says, but for what `own` says; in schema order."""
    inner = base.partition(">")[2].removesuffix("</w:rPr>")
    children: dict[str, str] = {}
    for found in _CHILD.finditer(inner):
        children[found.group(1) or (found.group(2) or found.group(3)).removeprefix("w:")] = found.group()
    children |= dict(own)
    ordered = sorted(children.items(), key=lambda item: _ORDER.get(item[0], _LAST))
    return f"<w:rPr>{''.join(markup for _, markup in ordered)}</w:rPr>" if ordered else ""


def inline_text(piece: InlineText, base: str) -> str:
    """The run of a piece where a run with the properties `base` stood."""
    if not piece.text:
        return ""
    return f"<w:r>{merged_properties(base, piece.properties)}{text_markup(piece.text)}</w:r>"


def paragraph_end(piece: ParagraphEnd, base: str) -> str:
    """The mark of the end of a paragraph or page, in a run with the properties `base`."""
    return f"<w:r>{base}<w:t>{PAGE_END if piece.new_page else PARAGRAPH_END}</w:t></w:r>"


def picture_markup(piece: PictureNeed, *, number: int, relationship: str, link: str | None) -> str:
    """A picture in the line, `number` its id in the document, the rest ids of relationships."""
    said = f' descr="{escape_attribute(piece.description)}"' if piece.description else ""
    clicked = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    named = f'id="{number}" name="Picture {number}"{said}'
    size = f'cx="{piece.width_emu}" cy="{piece.height_emu}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/>{_holding('wp:docPr', named, clicked)}"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
        f"{_holding('pic:cNvPr', named, clicked)}<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _holding(name: str, attributes: str, content: str) -> str:
    return f"<{name} {attributes}>{content}</{name}>" if content else f"<{name} {attributes}/>"
