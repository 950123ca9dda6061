"""The stock template as a .docx: lean, without theme, the marks of the contract where the form has them."""

from __future__ import annotations

from congvan.opc import Member, compressed, write_zip
from congvan.standard import Standard
from congvan.units import mm_to_twips
from congvan.word.looks import CONTRACT_PROPERTY, CONTRACT_VERSION, Look, Mark
from congvan.word.stock.stylesheet import NAMESPACE, style_id, stylesheet

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = (
    ("styles.xml", "styles", f"{_WORD}.styles+xml"),
    ("settings.xml", "settings", f"{_WORD}.settings+xml"),
    ("fontTable.xml", "fontTable", f"{_WORD}.fontTable+xml"),
    ("header1.xml", "header", f"{_WORD}.header+xml"),
    ("header2.xml", "header", f"{_WORD}.header+xml"),
    ("footer1.xml", "footer", f"{_WORD}.footer+xml"),
    ("footer2.xml", "footer", f"{_WORD}.footer+xml"),
)
"""The parts beside the document: file name, relationship, content type; rId1 is the first."""

_BODY_MARKS = (Mark.LETTERHEAD, Mark.RECIPIENTS, Mark.BODY, Mark.SIGNATURE, Mark.APPENDICES)


def stock_template(standard: Standard) -> bytes:
    """The template's bytes, the same for the same table."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        "docProps/core.xml": _core(),
        "docProps/custom.xml": _custom(),
        "word/document.xml": _document(standard),
        "word/_rels/document.xml.rels": _document_relationships(),
        "word/styles.xml": stylesheet(standard),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _font_table(standard),
        "word/header1.xml": _part("hdr", _page_number()),
        "word/header2.xml": _part("hdr", _marked(Mark.CIRCULATION)),
        "word/footer1.xml": _part("ftr", _plain("")),
        "word/footer2.xml": _part("ftr", _marked(Mark.CONTACT)),
    }
    return write_zip(_member(name, markup) for name, markup in parts.items())


def _member(name: str, markup: str) -> Member:
    return compressed(name, f"{_HEAD}{markup}".encode())


def _plain(content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{content}</w:p>'


def _marked(mark: Mark) -> str:
    return _plain(f"<w:r><w:t>{{{{p {mark.value} }}}}</w:t></w:r>")


def _part(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{NAMESPACE}">{content}</w:{root}>'


def _page_number() -> str:
    """The PAGE field in the middle of the top margin (ND30-PL1-I.7#2)."""
    field = "".join(
        f"<w:r>{item}</w:r>"
        for item in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(Look.PAGE_NUMBER.value)}"/></w:pPr>{field}</w:p>'


def _document(standard: Standard) -> str:
    page = standard.page
    width, height = mm_to_twips(page.width_mm), mm_to_twips(page.height_mm)
    margins = "".join(
        f' w:{side}="{mm_to_twips(length)}"'
        for side, length in (
            ("top", page.margin_top_mm),
            ("right", page.margin_right_mm),
            ("bottom", page.margin_bottom_mm),
            ("left", page.margin_left_mm),
            ("header", page.header_distance_mm),
            ("footer", page.footer_distance_mm),
            ("gutter", 0),
        )
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:footerReference w:type="first" r:id="rId7"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f"<w:pgMar{margins}/><w:titlePg/></w:sectPr>"
    )
    body = "".join(_marked(mark) for mark in _BODY_MARKS)
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}/relationships">'
        f"<w:body>{body}{section}</w:body></w:document>"
    )


_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
"""Mode 15 is Word 2013 and later: older modes hang the left border of a table outside the text."""


def _font_table(standard: Standard) -> str:
    return (
        f'<w:fonts xmlns:w="{NAMESPACE}"><w:font w:name="{standard.font}">'
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _content_types() -> str:
    overrides = (
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        *((f"/word/{name}", kind) for name, _, kind in _PARTS),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    )
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _package_relationships() -> str:
    items = (
        (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
    )
    return _relationships(items)


def _document_relationships() -> str:
    return _relationships(tuple((f"{_OFFICE}/relationships/{kind}", name) for name, kind, _ in _PARTS))


def _relationships(items: tuple[tuple[str, str], ...]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>vi-VN</dc:language></cp:coreProperties>'
    )


def _custom() -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{CONTRACT_PROPERTY}">'
        f"<vt:lpwstr>{CONTRACT_VERSION}</vt:lpwstr></property></Properties>"
    )
