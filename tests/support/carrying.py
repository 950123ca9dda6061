"""Templates with what only Excel makes, form controls and pivot tables, written as Excel writes them."""

from __future__ import annotations

from tests.support.spreadsheets import made, part, with_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"


def with_relations(data: bytes, owner: str, relations: dict[str, tuple[str, str]]) -> bytes:
    """A package where a part is related to others: id, kind and target."""
    folder, _, file = owner.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    items = "".join(
        f'<Relationship Id="{key}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    try:
        known = part(data, name)
    except KeyError:
        known = (
            f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            "</Relationships>"
        )
    return with_parts(data, {name: known.replace("</Relationships>", f"{items}</Relationships>").encode()})


def with_typed(data: bytes, name: str, kind: str, content: str) -> bytes:
    """A package with one more part of a kind."""
    types = part(data, "[Content_Types].xml").replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    )
    return with_parts(data, {"[Content_Types].xml": types.encode(), name: (_HEAD + content).encode()})


def _corner(name: str, column: int, row: int) -> str:
    return (
        f'<{name}><xdr:col xmlns:xdr="{_XDR}">{column}</xdr:col><xdr:colOff xmlns:xdr="{_XDR}">0</xdr:colOff>'
        f'<xdr:row xmlns:xdr="{_XDR}">{row}</xdr:row><xdr:rowOff xmlns:xdr="{_XDR}">0</xdr:rowOff></{name}>'
    )


def checkbox(row: int, linked: str, *, moves: bool = True) -> bytes:
    """A list over column A with a check box on a row, counted from 1, linked to a cell."""
    data = made(
        {"A1": "Tên", "A2": "{%tr for r in rows %}", "A3": "{{ r }}", "A4": "{%tr endfor %}", "A5": "Tổng"}
    )
    moving = ' moveWithCells="1"' if moves else ""
    corners = _corner("from", 1, row - 1) + _corner("to", 3, row)
    listed = (
        f'<legacyDrawing xmlns:r="{RELATED}" r:id="rId91"/>'
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14" xmlns:x14="{_X14}"><controls>'
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="x14">'
        f'<control shapeId="1025" xmlns:r="{RELATED}" r:id="rId92" name="Check Box 1">'
        f'<controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0"><anchor{moving}>'
        f"{corners}</anchor>"
        "</controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )
    sheet = part(data, SHEET).replace("</worksheet>", f"{listed}</worksheet>")
    data = with_parts(data, {SHEET: sheet.encode()})
    data = with_relations(
        data,
        SHEET,
        {
            "rId91": ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
            "rId92": ("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        },
    )
    data = with_typed(
        data,
        "xl/ctrlProps/ctrlProp1.xml",
        "application/vnd.ms-excel.controlproperties+xml",
        f'<formControlPr xmlns="{_X14}" objectType="CheckBox" fmlaLink="{linked}" lockText="1"/>',
    )
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t201" '
        'coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"/>'
        '<v:shape id="Check_x0020_Box_x0020_1" o:spid="_x0000_s1025" type="#_x0000_t201" '
        'style="position:absolute"><x:ClientData ObjectType="Checkbox">'
        f"<x:SizeWithCells/><x:Anchor>1, 0, {row - 1}, 0, 3, 0, {row}, 0</x:Anchor>"
        f"<x:FmlaLink>{linked}</x:FmlaLink><x:NoThreeD/></x:ClientData></v:shape></xml>"
    )
    types = part(data, "[Content_Types].xml")
    kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    types = types.replace("<Override", f'<Default Extension="vml" ContentType="{kind}"/><Override', 1)
    return with_parts(
        data, {"[Content_Types].xml": types.encode(), "xl/drawings/vmlDrawing1.vml": vml.encode()}
    )


def pivot(location: str = "E1:F3", sheet: str = "Biểu") -> bytes:
    """A list with a pivot table that adds its figures up by group; its cells say what it made of the tags."""
    top = int(location.partition(":")[0].strip("E"))
    data = made(
        {
            "A3": "Nhóm",
            "B3": "Số",
            "A4": "{%tr for r in rows %}",
            "A5": "{{ r.group }}",
            "B5": "{{ r.count }}",
            "A6": "{%tr endfor %}",
            "A7": "Tổng",
            f"E{top}": "Nhãn",
            f"F{top}": "Tổng số",
            f"E{top + 1}": "{{ r.group }}",
            f"E{top + 2}": "Tổng cộng",
        },
        title=sheet,
    )
    data = with_relations(data, SHEET, {"rId91": ("pivotTable", "../pivotTables/pivotTable1.xml")})
    data = with_relations(
        data,
        "xl/workbook.xml",
        {"rId91": ("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")},
    )
    book = part(data, "xl/workbook.xml").replace(
        "</workbook>",
        f'<pivotCaches><pivotCache xmlns:r="{RELATED}" cacheId="7" r:id="rId91"/></pivotCaches></workbook>',
    )
    data = with_parts(data, {"xl/workbook.xml": book.encode()})
    data = with_pivot_parts(data, location, sheet)
    data = with_relations(
        data,
        "xl/pivotTables/pivotTable1.xml",
        {"rId1": ("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")},
    )
    return with_relations(
        data,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        {"rId1": ("pivotCacheRecords", "pivotCacheRecords1.xml")},
    )


def with_pivot_parts(data: bytes, location: str, sheet: str) -> bytes:
    """A package with a pivot table, what it is made from and the values kept of that."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    data = with_typed(
        data,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f"{kind}pivotCacheDefinition+xml",
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATED}" r:id="rId1" refreshedBy="x" '
        'refreshedDate="1" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" recordCount="1">'
        f'<cacheSource type="worksheet"><worksheetSource ref="A3:B6" sheet="{sheet}"/></cacheSource>'
        '<cacheFields count="2"><cacheField name="Nhóm" numFmtId="0"><sharedItems count="1">'
        '<s v="{{ r.group }}"/></sharedItems></cacheField><cacheField name="Số" numFmtId="0">'
        '<sharedItems count="1"><s v="{{ r.count }}"/></sharedItems></cacheField></cacheFields>'
        "</pivotCacheDefinition>",
    )
    data = with_typed(
        data,
        "xl/pivotCache/pivotCacheRecords1.xml",
        f"{kind}pivotCacheRecords+xml",
        f'<pivotCacheRecords xmlns="{MAIN}" count="1"><r><x v="0"/><x v="0"/></r></pivotCacheRecords>',
    )
    return with_typed(
        data,
        "xl/pivotTables/pivotTable1.xml",
        f"{kind}pivotTable+xml",
        f'<pivotTableDefinition xmlns="{MAIN}" name="Tổng hợp" cacheId="7" dataCaption="Giá trị" '
        'updatedVersion="6" minRefreshableVersion="3" createdVersion="6" indent="0" outline="1" '
        f'outlineData="1"><location ref="{location}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        '<pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="2"><item x="0"/>'
        '<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>'
        '<rowFields count="1"><field x="0"/></rowFields><rowItems count="2"><i><x/></i><i t="grand"><x/></i>'
        '</rowItems><colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Tổng số" '
        'fld="1" subtotal="count" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>',
    )
