"""The styles part of the stock template: defaults, Word's own styles, those of the contract."""

from __future__ import annotations

from congvan.standard import Component, Standard
from congvan.units import Length, mm_to_twips
from congvan.vietnamese.hygiene import fold
from congvan.word.looks import CELL_MARGIN_MM, Look, style_name
from congvan.word.markup import escape_attribute, paragraph_properties
from congvan.word.stock.shapes import Shape, shapes

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PRIORITY = 1
_EIGHTHS = 8


def style_id(name: str) -> str:
    """The id of a style, in ASCII: `CVKhoanTieuDe` for `CV Khoản tiêu đề`."""
    first, *words = name.split()
    return first[:1].upper() + first[1:] + "".join(fold(word).capitalize() for word in words)


def stylesheet(standard: Standard) -> str:
    """`word/styles.xml`."""
    made = "".join(_paragraph_style(shape) for shape in shapes(standard))
    return (
        f'<w:styles xmlns:w="{NAMESPACE}">{_defaults(standard)}{_LATENT}{_BUILT_IN}{made}'
        f"{_character_styles()}{_table_styles(standard)}</w:styles>"
    )


def _defaults(standard: Standard) -> str:
    font = escape_attribute(standard.font)
    size = Length.from_pt(standard.style(Component.BODY).sample_pt).half_points
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
    ' w:defQFormat="0" w:count="376"><w:lsdException w:name="Normal" w:semiHidden="0" w:uiPriority="0"'
    ' w:unhideWhenUsed="0" w:qFormat="1"/></w:latentStyles>'
)
"""Without this Word's gallery shows its own headings in blue before the styles of the letter."""

_BUILT_IN = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def _head(kind: str, name: str, parent: str) -> str:
    ours = ' w:customStyle="1"' if name.startswith("CV ") else ""
    return (
        f'<w:style w:type="{kind}"{ours} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{escape_attribute(name)}"/><w:basedOn w:val="{parent}"/>'
        f'<w:uiPriority w:val="{_PRIORITY}"/><w:qFormat/>'
    )


def _paragraph_style(shape: Shape) -> str:
    name = style_name(shape.look, shape.family)
    parent = style_id(shape.parent.value) if shape.parent else "Normal"
    return f"{_head('paragraph', name, parent)}{_paragraph(shape)}{_run(shape)}</w:style>"


def _paragraph(shape: Shape) -> str:
    properties = paragraph_properties(
        keep_next=shape.keep_next,
        keep_lines=shape.keep_lines,
        spacing=shape.spacing,
        indent=shape.indent,
        alignment=shape.alignment,
    )
    if shape.rule_pt is None:
        return properties
    # Borders come before spacing in the schema's order.
    eighths = round(shape.rule_pt * _EIGHTHS)
    border = f'<w:pBdr><w:top w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/></w:pBdr>'
    return properties.replace("<w:spacing", f"{border}<w:spacing", 1)


def _run(shape: Shape) -> str:
    size = None if shape.size_pt is None else Length.from_pt(shape.size_pt).half_points
    inner = "".join(
        (
            "<w:b/><w:bCs/>" if shape.bold else "",
            "<w:i/><w:iCs/>" if shape.italic else "",
            "<w:caps/>" if shape.caps else "",
            f'<w:color w:val="{shape.colour}"/>' if shape.colour else "",
            "" if size is None else f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _character_styles() -> str:
    """A note's mark is raised; a link is black and not underlined, as all text is black (ND30-PL1-I.4#3)."""
    looks = (
        (Look.FOOTNOTE_MARK, '<w:vertAlign w:val="superscript"/>'),
        (Look.LINK, '<w:color w:val="000000"/><w:u w:val="none"/>'),
    )
    return "".join(
        f"{_head('character', look.value, 'DefaultParagraphFont')}<w:rPr>{markup}</w:rPr></w:style>"
        for look, markup in looks
    )


def _table_styles(standard: Standard) -> str:
    eighths = round(standard.lines.thickness_pt.low * _EIGHTHS)
    red = standard.style(Component.URGENCY).colour
    styles = (
        (Look.TABLE, eighths, "000000", CELL_MARGIN_MM),
        (Look.LAYOUT, None, "", 0.0),
        (Look.URGENCY_FRAME, eighths * 2, red, 0.0),
        (Look.CIRCULATION_FRAME, eighths * 2, "000000", 0.0),
    )
    return "".join(_table_style(*style) for style in styles)


def _table_style(look: Look, eighths: int | None, colour: str, margin_mm: float) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>' for side in sides
    )
    margin = mm_to_twips(margin_mm)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", margin), ("bottom", 0), ("right", margin))
    )
    return (
        f"{_head('table', look.value, 'TableNormal')}<w:tblPr>"
        f"{f'<w:tblBorders>{borders}</w:tblBorders>' if eighths else ''}"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
