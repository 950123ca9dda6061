"""Templates that docxtpl and congvan are to fill alike: at least one for each feature both have."""

from __future__ import annotations

import io
from collections.abc import Callable

from attrs import field, frozen
from docx.document import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from PIL import Image

from tests.support.wordfiles import built, letter

ROWS = [{"n": 1, "name": "Sở Nội vụ"}, {"n": 2, "name": "Sở Tư pháp"}]
VALUES: dict[str, object] = {
    "rows": ROWS,
    "a": "A",
    "b": {"c": {"d": "sâu"}},
    "yes": True,
    "no": False,
    "names": ["x", "y", "z"],
    "none": [],
    "colour": "FFE699",
    "span": 2,
}


@frozen(kw_only=True)
class Case:
    """A template and its values; docxtpl makes its own values of its own template."""

    template: bytes = field(repr=False)
    values: Callable[[DocxTemplate], dict[str, object]] = field(default=lambda _: {}, repr=False)


def _image_bytes() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(held, "PNG")
    return held.getvalue()


def _table(*rows: list[str]) -> bytes:
    return letter("Bảng", table=rows)


def _split(document: Document) -> None:
    line = document.add_paragraph()
    for piece in ("trước {", "{ a | up", "per }", "} sau {% if ", "yes %}có{% end", "if %}"):
        line.add_run(piece)


def _looks(document: Document) -> None:
    line = document.add_paragraph(style="Heading 1")
    line.add_run("{{ a }} và ").bold = True
    line.add_run("{% for x in names %}{{ x }}{% endfor %}").italic = True


def _stories(document: Document) -> None:
    document.add_paragraph("{{ a }}")
    document.sections[0].header.paragraphs[0].text = "đầu {{ a }}"
    document.sections[0].footer.paragraphs[0].text = "{% for x in names %}{{ x }}{% endfor %}"
    document.core_properties.title = "{{ a }}"
    document.core_properties.subject = "{% if yes %}có{% endif %}"


def _pictured(document: Document) -> None:
    document.add_paragraph("trước {{ image }} sau")
    document.sections[0].header.paragraphs[0].text = "{{ image }}"


def _with_image(template: DocxTemplate) -> dict[str, object]:
    return {"image": InlineImage(template, io.BytesIO(_image_bytes()), width=Mm(20))}


def _rich() -> RichText:
    value = RichText("đậm", bold=True)
    value.add(" nghiêng & <đỏ>", italic=True, color="#FF0000", size=30, underline="double", strike=True)
    value.add("x", superscript=True, font="Arial", lang="vi-VN")
    return value


def _rich_paragraphs() -> RichTextParagraph:
    value = RichTextParagraph("một")
    value.add(RichText("hai", bold=True), parastyle="Heading1")
    return value


LOOP = ["{%tr for row in rows %}", ""], ["{{ row.n }}", "{{ row.name }}"], ["{%tr endfor %}", ""]
CASES: dict[str, Case] = {
    "variables": Case(
        template=letter("{{ a }}", "{{a}}", "x{{ a }}y {{ b.c.d }} {{ b['c'].d }} {{ rows[1].name }}")
    ),
    "conditions": Case(
        template=letter(
            "{% if yes %}có{% else %}không{% endif %}", "{% if no %}có{% elif yes %}hai{% endif %}"
        )
    ),
    "loops": Case(
        template=letter(
            "{% for x in names %}{{ loop.index }}{{ x }}{% if not loop.last %};{% endif %}{% endfor %}"
        )
    ),
    "comments": Case(template=letter("{# ghi chú #}sau", "{#p cả đoạn #}", "cuối")),
    "set-and-macro": Case(
        template=letter("{% set x = 3 %}{{ x * 2 }}", "{% macro m(y) %}[{{ y }}]{% endmacro %}{{ m(a) }}")
    ),
    "spanning-paragraphs": Case(template=letter("{% if yes %}", "trong", "{% endif %}sau")),
    "paragraph-tags": Case(
        template=letter(
            "{%p if yes %}",
            "trong",
            "{%p else %}",
            "ngoài",
            "{%p endif %}",
            "{%p for x in names %}",
            "{{ x }}",
            "{%p endfor %}",
        )
    ),
    "row-tags": Case(template=_table(*LOOP)),
    "column-tags": Case(template=_table(["{%tc for x in names %}", "{{ x }}", "{%tc endfor %}"])),
    "row-comments": Case(template=_table(["{#tr ghi chú #}", ""], ["a", "b"])),
    "run-tags": Case(template=letter("a {%r if yes %}có{%r endif %} b")),
    "split-and-merge": Case(
        template=letter(
            "Nhà ở", "{%- if yes -%}", " thành phố", "{%- else -%}", " quê", "{%- endif -%}", " nhé."
        )
    ),
    "escaped-delimiters": Case(template=letter("{_{ a }_} {_% if %_} {{ a }}")),
    "colspan": Case(
        template=_table(["{% colspan span %}gộp", "b"], ["c", "d"]), values=lambda _: {"span": 1}
    ),
    "cellbg": Case(template=_table(["{% cellbg colour %}nền", "b"])),
    "horizontal-merge": Case(
        template=_table(
            ["{%tc for x in names %}", "{% hm %}chung", "{%tc endfor %}"],
            ["{%tc for x in names %}", "{{ x }}", "{%tc endfor %}"],
        )
    ),
    "vertical-merge": Case(
        template=_table(
            ["{%tr for row in rows %}", ""], ["{% vm %}chung", "{{ row.name }}"], ["{%tr endfor %}", ""]
        )
    ),
    "split-tags": Case(template=built(_split)),
    "smart-quotes": Case(template=letter("{{ zz | default(“d”) }} {{ rows[0][‘name’] }}")),
    "looks-of-tags": Case(template=built(_looks)),
    "headers-footers-properties": Case(template=built(_stories)),
    "newlines-and-tabs": Case(template=letter("{{ x }}"), values=lambda _: {"x": Listing("a\nb\tc")}),
    "rich-text": Case(template=letter("{{r x }}"), values=lambda _: {"x": _rich()}),
    "rich-paragraphs": Case(
        template=letter("trước", "{{p x }}", "sau"), values=lambda _: {"x": _rich_paragraphs()}
    ),
    "pictures": Case(template=built(_pictured), values=_with_image),
    "listing": Case(template=letter("{{ x }}"), values=lambda _: {"x": Listing("a & <b>\nc\tđ")}),
    "paragraph-breaks": Case(template=letter("{{ x }}"), values=lambda _: {"x": Listing("a\ab\ac")}),
    "several-renders": Case(template=letter("{{ a }}")),
}
