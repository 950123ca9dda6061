"""The parts of a workbook that say little: what it holds, its theme, its properties (thành phần gói)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from attrs import frozen

from congvan.excel.markup import attribute_text, escaped
from congvan.excel.workbook.sheets import Sheet, State, defined_names
from congvan.opc import CONTENT_TYPES
from congvan.opc.stamping import PROPERTIES_MEDIA_TYPE, PROPERTIES_PART
from congvan.opc.zipping import Laid, Part, laid

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"

_TYPES = (
    ("/xl/workbook.xml", f"{_TYPE}.spreadsheetml.sheet.main+xml"),
    ("/xl/styles.xml", f"{_TYPE}.spreadsheetml.styles+xml"),
    ("/xl/theme/theme1.xml", f"{_TYPE}.theme+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("/docProps/app.xml", f"{_TYPE}.extended-properties+xml"),
    (f"/{PROPERTIES_PART}", PROPERTIES_MEDIA_TYPE),
)
_SHEET_TYPE = f"{_TYPE}.spreadsheetml.worksheet+xml"

_RELATIONSHIPS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}/relationships/custom-properties" Target="{PROPERTIES_PART}"/>'
    "</Relationships>"
)
_APP = (
    f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>congvan</Application></Properties>'
)

_COLOURS = (
    ("dk2", "1F497D"),
    ("lt2", "EEECE1"),
    ("accent1", "4F81BD"),
    ("accent2", "C0504D"),
    ("accent3", "9BBB59"),
    ("accent4", "8064A2"),
    ("accent5", "4BACC6"),
    ("accent6", "F79646"),
    ("hlink", "0000FF"),
    ("folHlink", "800080"),
)
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


@frozen(kw_only=True)
class Properties:
    """What a workbook says of itself; `day` stands for when it was made and last changed."""

    title: str = ""
    creator: str = ""
    day: date = date(1980, 1, 1)


def _theme(font: str) -> str:
    """A theme whose faces are the standard's: what somebody draws on a sheet is set in it too (XLSX-5)."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{code}"/></a:{name}>' for name, code in _COLOURS)
    face = f'<a:latin typeface="{attribute_text(font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    lines = f'<a:ln w="9525">{_FILL}</a:ln>' * 3
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{_XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office">'
        '<a:themeElements><a:clrScheme name="Office">'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{colours}</a:clrScheme>'
        f'<a:fontScheme name="Office"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


@frozen
class Steady:
    """Parts that come first in every workbook alike: as they are laid, and what they unpack to by name."""

    laid: Laid
    contents: tuple[tuple[str, bytes], ...]


@lru_cache(maxsize=64)
def steady(sheets: int, font: str) -> Steady:
    """The parts that only the number of sheets and the font decide; the list of contents comes first."""
    names = [sheet_part(number) for number in range(1, sheets + 1)]
    types = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in (*_TYPES, *((f"/{name}", _SHEET_TYPE) for name in names))
    )
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/worksheet" '
        f'Target="{name.removeprefix("xl/")}"/>'
        for number, name in enumerate(names, 1)
    )
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (("styles", "styles.xml"), ("theme", "theme/theme1.xml")), sheets + 1
        )
    )
    content = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    relationships = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}{own}</Relationships>'
    texts = {
        CONTENT_TYPES: content,
        "_rels/.rels": _RELATIONSHIPS,
        "docProps/app.xml": _APP,
        "xl/_rels/workbook.xml.rels": relationships,
        "xl/theme/theme1.xml": _theme(font),
    }
    parts = [Part.of(name, text.encode()) for name, text in texts.items()]
    return Steady(
        laid(part.member for part in parts), tuple((part.member.name, part.content) for part in parts)
    )


def sheet_part(number: int) -> str:
    """The name of the part of a sheet, counted from 1."""
    return f"xl/worksheets/sheet{number}.xml"


# The annexes of a batch are of one form: their parts that say nothing of rows are often the same.
@lru_cache(maxsize=64)
def properties_part(properties: Properties) -> Part:
    """What a workbook says of itself."""
    day = f'xsi:type="dcterms:W3CDTF">{properties.day.isoformat()}T00:00:00Z'
    xml = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(properties.title)}</dc:title>"
        f"<dc:creator>{escaped(properties.creator)}</dc:creator>"
        f"<dcterms:created {day}</dcterms:created><dcterms:modified {day}</dcterms:modified>"
        "</cp:coreProperties>"
    )
    return Part.of("docProps/core.xml", xml.encode())


def workbook_part(sheets: Sequence[Sheet]) -> Part:
    """The list of sheets and what is printed of them; Excel works formulas out anew as it opens the file."""
    listed = "".join(
        f'<sheet name="{attribute_text(sheet.name)}" sheetId="{number}"{_state(sheet)} r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    names = "".join(name for number, sheet in enumerate(sheets) for name in defined_names(sheet, number))
    return _workbook_part(listed, f"<definedNames>{names}</definedNames>" if names else "")


@lru_cache(maxsize=64)
def _workbook_part(listed: str, defined: str) -> Part:
    xml = (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><bookViews><workbookView/>'
        f"</bookViews><sheets>{listed}</sheets>{defined}"
        '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    )
    return Part.of("xl/workbook.xml", xml.encode())


def _state(sheet: Sheet) -> str:
    return "" if sheet.state is State.VISIBLE else f' state="{sheet.state.value}"'
