"""Parts that python-docx cannot make, put into a Word file: charts, SmartArt, comments, custom data ..."""

from __future__ import annotations

from attrs import frozen

from congvan.opc import CONTENT_TYPES, Relationship, read_package, relationships_name
from congvan.opc.relationships import OFFICE

MAIN = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument."
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_DGM = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'


@frozen
class Added:
    """A part to put into a file: its name, kind of relationship, media type and markup."""

    name: str
    kind: str
    media_type: str
    markup: str


def with_added(data: bytes, added: Added, shown: str = "", *, source: str = MAIN) -> bytes:
    """The file with one part more, related to `source`; `shown` ends the body, `{id}` in it the link."""
    package = read_package(data)
    relationships = package.relationships(source)
    identifier = relationships.next_id()
    target = f"/{added.name}"
    kind = added.kind if "/" in added.kind else OFFICE + added.kind
    item = Relationship(id=identifier, type=kind, target=target)
    changes: dict[str, bytes | None] = {
        added.name: added.markup.encode(),
        relationships_name(source): relationships.with_added(item).xml(),
        CONTENT_TYPES: package.content_types().with_part(added.name, added.media_type).xml(),
    }
    if shown:
        before, section, after = package.read(MAIN).decode().rpartition("<w:sectPr")
        changes[MAIN] = f"{before}{shown.replace('{id}', identifier)}{section}{after}".encode()
    return package.with_parts(changes)


def runs(*texts: str) -> str:
    """A paragraph of DrawingML, its text in several runs."""
    return "<a:p>" + "".join(f"<a:r><a:rPr/><a:t>{text}</a:t></a:r>" for text in texts) + "</a:p>"


def _frame(uri: str, content: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline {_WP}><wp:extent cx="3000000" cy="2000000"/>'
        f'<wp:docPr id="900" name="Hình"/><a:graphic {_A}><a:graphicData uri="{uri}">{content}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def with_chart(data: bytes, *title: str) -> bytes:
    """The file with a chart whose title is in these runs, its series and first category tags of their own."""
    points = (
        '<c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:ptCount val="1"/>'
        '<c:pt idx="0"><c:v>{{ nhan }}</c:v></c:pt></c:strCache></c:strRef></c:cat>'
        '<c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:ptCount val="1"/>'
        '<c:pt idx="0"><c:v>3</c:v></c:pt></c:numCache></c:numRef></c:val>'
    )
    markup = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_C} {_A} {_R}><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/>{runs(*title)}</c:rich></c:tx></c:title>"
        '<c:plotArea><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{points}</c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/>'
        '<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/>'
        '<c:crossAx val="1"/></c:valAx>'
        "</c:plotArea></c:chart></c:chartSpace>"
    )
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    added = Added("word/charts/chart1.xml", "chart", f"{_TYPE}drawingml.chart+xml", markup)
    return with_added(data, added, _frame(uri, f'<c:chart {_C} {_R} r:id="{{id}}"/>'))


def with_smart_art(data: bytes, *text: str) -> bytes:
    """The file with the data of a diagram, one point of it with a text in these runs."""
    markup = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><dgm:dataModel {_DGM} {_A}><dgm:ptLst>'
        f'<dgm:pt modelId="1" type="doc"><dgm:prSet/><dgm:spPr/></dgm:pt>'
        f'<dgm:pt modelId="2"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/>{runs(*text)}</dgm:t></dgm:pt>'
        "</dgm:ptLst><dgm:cxnLst/><dgm:bg/><dgm:whole/></dgm:dataModel>"
    )
    added = Added("word/diagrams/data1.xml", "diagramData", f"{_TYPE}drawingml.diagramData+xml", markup)
    return with_added(data, added)


def with_comment(data: bytes, *text: str) -> bytes:
    """The file with a comment on its last paragraph, the comment's text in these runs."""
    spoken = "".join(f'<w:r><w:t xml:space="preserve">{item}</w:t></w:r>' for item in text)
    markup = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments {_W}>'
        f'<w:comment w:id="7" w:author="An"><w:p>{spoken}</w:p></w:comment></w:comments>'
    )
    shown = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>nhận xét</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    added = Added("word/comments.xml", "comments", f"{_TYPE}wordprocessingml.comments+xml", markup)
    return with_added(data, added, shown)


def with_custom_data(data: bytes, markup: str) -> bytes:
    """The file with custom data, as content controls are bound to."""
    return with_added(data, Added("customXml/item1.xml", "customXml", "application/xml", markup))


def with_building_block(data: bytes, text: str) -> bytes:
    """The file with a building block of one paragraph."""
    markup = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:glossaryDocument {_W}><w:docParts>'
        '<w:docPart><w:docPartPr><w:name w:val="Khối"/></w:docPartPr>'
        f"<w:docPartBody><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:docPartBody></w:docPart>"
        "</w:docParts></w:glossaryDocument>"
    )
    kind = f"{_TYPE}wordprocessingml.document.glossary+xml"
    return with_added(data, Added("word/glossary/document.xml", "glossaryDocument", kind, markup))
