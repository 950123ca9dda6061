"""The same template says the same in congvan and in docxtpl, wherever docxtpl is right."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from docx.document import Document
from docxtpl import DocxTemplate
from jinja2 import Environment

from congvan.word.template import Template
from tests.support.tools import ROOT
from tests.support.wordfiles import built, cells, letter, texts

ROWS = [{"n": 1, "name": "Sở Nội vụ"}, {"n": 2, "name": "Sở Tư pháp"}]
VALUES: dict[str, object] = {"rows": ROWS, "a": "A & B", "yes": True, "no": False, "names": ["x", "y", "z"]}


def by_docxtpl(data: bytes) -> bytes:
    template = DocxTemplate(io.BytesIO(data))
    template.render(VALUES, Environment(autoescape=True))
    held = io.BytesIO()
    template.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{{ a }}", "{{a}}", "x{{ a }}y{{ a }}z"],
        ["{% if yes %}có{% else %}không{% endif %}", "{% if no %}có{% else %}không{% endif %}"],
        ["{%p if yes %}", "trong", "{%p else %}", "ngoài", "{%p endif %}", "cuối"],
        ["{%p for row in rows %}", "{{ row.n }}. {{ row.name }}", "{%p endfor %}"],
        ["{% for row in rows %}{{ row.name }}{% if not loop.last %}; {% endif %}{% endfor %}"],
        ["{% set x = 3 %}{{ x * 2 }}", "{# ghi chú #}sau"],
        ["{#p ghi chú #}", "sau"],
        ["trước", "{%- if yes %} liền{% endif %}", "sau"],
        ["{{ rows | length }} {{ names | join(', ') }} {{ a | upper }}"],
        ["{{ 'a' if 1 < 2 else 'b' }} {{ rows[0].name }} {{ rows[0]['n'] }}"],
    ],
)
def test_paragraphs_say_the_same(paragraphs: list[str]) -> None:
    data = letter(*paragraphs)
    assert texts(Template(data).render(VALUES)) == texts(by_docxtpl(data))


@pytest.mark.parametrize(
    "table",
    [
        [["{%tr for row in rows %}", ""], ["{{ row.n }}", "{{ row.name }}"], ["{%tr endfor %}", ""]],
        [["{%tc for name in names %}", "{{ name }}", "{%tc endfor %}"]],
        [["{% colspan names|length %}gộp", "b"], ["c", "d"]],
        [["{% cellbg 'FF0000' %}nền", "b"]],
        [
            ["{%tr for row in rows %}", ""],
            ["{% vm %}{{ row.n }}", "{{ row.name }}"],
            ["{%tr endfor %}", ""],
        ],
    ],
)
def test_tables_say_the_same(table: list[list[str]]) -> None:
    data = letter("Bảng", table=table)
    assert cells(Template(data).render(VALUES)) == cells(by_docxtpl(data))


def test_tags_split_over_runs_say_the_same() -> None:
    def build(document: Document) -> None:
        line = document.add_paragraph()
        for index, piece in enumerate(
            ("trước {", "{ a | up", "per }", "} sau {% if ", "yes %}có{% end", "if %}")
        ):
            line.add_run(piece).bold = bool(index % 2)

    data = built(build)
    assert texts(Template(data).render(VALUES)) == texts(by_docxtpl(data))


def test_the_stock_template_needs_no_docxtpl() -> None:
    script = """
import congvan, sys
from tests.support.small import small_dispatch
congvan.render(small_dispatch())
print(sorted({"docx", "docxtpl"} & {*sys.modules}))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"
