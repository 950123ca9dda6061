"""Word files with tags outside the text of the body, and with all that they say in a loop."""

from __future__ import annotations

from tests.support.drawn import (
    with_building_block,
    with_chart,
    with_comment,
    with_custom_data,
    with_smart_art,
)
from tests.support.wordfiles import letter, with_part

NASTY = {"ten": 'Sở <A> & "B" {{ x }}', "nhan": "R&D", "co": True, "so": 7}
PLAIN = letter("Thân {{ so }}")
_SHOWN = "Sở &lt;A&gt; &amp; "
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def in_body(markup: str) -> bytes:
    """The plain letter with more markup at the end of its body."""
    return with_part(
        PLAIN, "word/document.xml", lambda body: body.replace("<w:sectPr", f"{markup}<w:sectPr", 1)
    )


def looped(data: bytes) -> bytes:
    """The file with all it says repeated by a loop."""
    begins, ends = (f"<w:p><w:r><w:t>{{%p {tag} %}}</w:t></w:r></w:p>" for tag in ("for x in xs", "endfor"))

    def change(markup: str) -> str:
        begun = markup.replace("<w:body>", f"<w:body>{begins}", 1)
        return begun.replace("<w:sectPr", f"{ends}<w:sectPr", 1)

    return with_part(data, "word/document.xml", change)


FILLED: dict[str, tuple[bytes, str, str]] = {
    "chart": (with_chart(PLAIN, "Biểu {", "{ ten ", "}} xong"), "word/charts/chart1.xml", _SHOWN),
    "categories of a chart": (with_chart(PLAIN, "a"), "word/charts/chart1.xml", "<c:v>R&amp;D</c:v>"),
    "SmartArt": (with_smart_art(PLAIN, "{{ te", "n }}"), "word/diagrams/data1.xml", _SHOWN),
    "block in SmartArt": (
        with_smart_art(PLAIN, "{% if co ", "%}có{% en", "dif %}"),
        "word/diagrams/data1.xml",
        "<a:t>có</a:t>",
    ),
    "comment": (with_comment(PLAIN, "ý {", "{ ten }}"), "word/comments.xml", _SHOWN),
    "equation": (
        in_body(
            f"<w:p><m:oMath {_M}><m:r><m:t>{{{{</m:t></m:r><m:r><m:t> so }}}}</m:t></m:r></m:oMath></w:p>"
        ),
        "word/document.xml",
        "<m:t>7</m:t>",
    ),
    "field": (
        in_body(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>QUOTE {{ s</w:instrText></w:r>"
            '<w:r><w:instrText>o }}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "word/document.xml",
        "<w:instrText>QUOTE 7</w:instrText>",
    ),
    "simple field": (
        in_body('<w:p><w:fldSimple w:instr="QUOTE {{ nhan }}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
        "word/document.xml",
        'w:instr="QUOTE R&amp;D"',
    ),
    "alternative text": (
        in_body(
            '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" alt="{{ ten }}"/>'
            "</w:pict></w:r></w:p>"
        ),
        "word/document.xml",
        f'alt="{_SHOWN}&quot;B&quot; {{{{ x }}}}"',
    ),
    "custom data": (
        with_custom_data(PLAIN, '<d xmlns="urn:d" c="{{ so }}"><e>{{ nhan }}</e>{{ so }}</d>'),
        "customXml/item1.xml",
        'c="7"><e>R&amp;D</e>7</d>',
    ),
    "building block": (
        with_building_block(PLAIN, "{{ nhan }}"),
        "word/glossary/document.xml",
        "R&amp;D</w:t>",
    ),
    "application's properties": (
        with_part(
            PLAIN,
            "docProps/app.xml",
            lambda xml: xml.replace("<Manager/>", "<Manager>{{ nhan }}</Manager>"),
        ),
        "docProps/app.xml",
        "<Manager>R&amp;D",
    ),
}
"""By the place of the tag: the file, the part that holds it, what stands there with `NASTY` filled in."""
