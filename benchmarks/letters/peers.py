"""Each way of making the same letter from the same content, through its best public use."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.letters import templates
from benchmarks.letters.content import COLUMNS, Content

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".cache" / "peers"
SCRIPTS = Path(__file__).parent / "scripts"

DISPATCHES = "congvan, objects"
Maker = Callable[[], bytes]


@frozen
class Peer:
    """A way of making letters: its maker for some content, how many a round makes, what it leaves out.

    A fast way makes more, so that each has its turn for about as long.
    """

    name: str
    maker: Callable[[Content], Maker]
    letters: int = 5
    leaves_out: str = ""


@frozen
class Outside:
    """A way that lives in a process of its own: it times itself and leaves its letter in a file."""

    name: str
    command: tuple[str, ...]
    template: Callable[[], bytes]
    needs: Path
    how: str
    leaves_out: str = ""

    def round(self, content: Content, letters: int) -> tuple[float, bytes]:
        """Seconds for a letter, and the letter."""
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("template.docx", "data.json", "letter.docx")]
            paths[0].write_bytes(self.template())
            paths[1].write_text(json.dumps(plain(content)), encoding="utf-8")
            command = [*self.command, *map(str, paths), str(letters)]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PEERS)
            return float(done.stdout.split()[-1]), paths[2].read_bytes()


def plain(content: Content) -> dict[str, Any]:
    """The content as JSON holds it."""
    return {
        "number": content.number,
        "symbol": content.symbol,
        "subject": content.subject,
        "recipients": [f"{name};" for name in content.recipients[:-1]] + [f"{content.recipients[-1]}."],
        "names": list(content.recipients),
        "body": content.texts,
        "pieces": [[[piece.text, piece.bold, piece.italic] for piece in line] for line in content.paragraphs],
        "copies": list(content.copies),
        "signatory": content.signatory,
        "rows": list(content.rows),
    }


def values(content: Content, body: list[Any]) -> dict[str, Any]:
    """What a Jinja template is given; `body` is the rich text of its maker."""
    return {
        "number": content.number,
        "symbol": content.symbol,
        "subject": content.subject,
        "recipients": content.recipients,
        "body": body,
        "copies": content.copies,
        "signatory": content.signatory,
        "rows": content.rows,
    }


def congvan(content: Content) -> Maker:
    """A template compiled once, rich text made for each letter."""
    from congvan.word.template import Template

    template = Template(templates.jinja_template())
    return lambda: template.render(congvan_values(content))


def congvan_values(content: Content) -> dict[str, Any]:
    """The values of one letter, its rich text as fragments."""
    from congvan.word.fragment import run, runs

    body = [
        runs(*[run(piece.text, bold=piece.bold or None, italic=piece.italic or None) for piece in line])
        for line in content.paragraphs
    ]
    return values(content, body)


def docxtpl(content: Content) -> Maker:
    """As its documentation shows: the template opened for each letter, escaping asked for."""
    from docxtpl import DocxTemplate, RichText
    from jinja2 import Environment

    data = templates.jinja_template()

    def make() -> bytes:
        template = DocxTemplate(io.BytesIO(data))
        body = []
        for line in content.paragraphs:
            text = RichText()
            for piece in line:
                text.add(piece.text, bold=piece.bold, italic=piece.italic)
            body.append(text)
        template.render(values(content, body), Environment(autoescape=True))
        held = io.BytesIO()
        template.save(held)
        return held.getvalue()

    return make


def python_docx(content: Content) -> Maker:
    """From scratch: every paragraph and cell added by code."""
    return lambda: templates.from_scratch(content)


def mailmerge(content: Content) -> Maker:
    """Merge fields: each list is one field, rows are merged."""
    merge = importlib.import_module("mailmerge").MailMerge
    data = templates.merge_template()
    given = plain(content)
    rows = [{f"row_{key}": value for key, value in row.items()} for row in content.rows]
    fields = {key: given[key] for key in ("number", "symbol", "subject", "signatory")}
    fields |= {key: "\n".join(f"- {item}" for item in given[key]) for key in ("recipients", "copies")}
    fields["body"] = "\n".join(given["body"])

    def make() -> bytes:
        with merge(io.BytesIO(data)) as document:
            document.merge(**fields)
            document.merge_rows("row_stt", rows)
            held = io.BytesIO()
            document.write(held)
        return held.getvalue()

    return make


def dispatches(content: Content) -> Maker:
    """congvan's own path: objects made and checked for each letter, then the stock template."""
    from congvan.api.templates import compiled
    from congvan.model import printed
    from congvan.standard import ND30
    from congvan.word import letter

    template = compiled(None)
    return lambda: letter(printed(dispatch(content)), template=template, standard=ND30)


def dispatch(content: Content) -> Any:
    """The letter as typed objects."""
    from congvan.model import Appendix, Column, Dispatch, Issuer, Paragraph, Signatory, Table, Text

    columns = [Column(title=title, key=key) for title, key in zip(templates.HEADINGS, COLUMNS, strict=True)]
    table = Table(columns=columns, rows=[tuple(row.values()) for row in content.rows])
    return Dispatch(
        issuer=Issuer("Sở Nội vụ", "UBND tỉnh Mẫu", place="Mẫu"),
        reference=f"{content.number}/{content.symbol.partition('&')[0]}",
        date=date(2027, 3, 9),
        subject=content.subject,
        recipients=content.recipients,
        body=[
            Paragraph([Text(piece.text, bold=piece.bold, italic=piece.italic) for piece in line])
            for line in content.paragraphs
        ],
        signatory=Signatory(authority="KT. Giám đốc", position="Phó Giám đốc", name=content.signatory),
        appendices=[Appendix(title="Danh sách đăng ký", tables=[table])],
    )


INSIDE = (
    Peer("congvan", congvan, letters=200),
    Peer(DISPATCHES, dispatches, letters=150, leaves_out="its own layout, chosen by the decree"),
    Peer("docxtpl", docxtpl),
    Peer("python-docx", python_docx),
    Peer("docx-mailmerge2", mailmerge, leaves_out="bold and italic; each list is one field"),
)
OUTSIDE = (
    Outside(
        "rust-docxtpl",
        (str(PEERS / "rust" / "bin" / "python"), str(SCRIPTS / "rust_docxtpl.py")),
        templates.jinja_template,
        PEERS / "rust" / "bin" / "python",
        "python -m venv .cache/peers/rust && .cache/peers/rust/bin/pip install rust-docxtpl",
    ),
    Outside(
        "docxtemplater",
        ("node", str(SCRIPTS / "docxtemplater.js")),
        templates.docxtemplater_template,
        PEERS / "node_modules" / "docxtemplater",
        "npm install --prefix .cache/peers --ignore-scripts docxtemplater pizzip",
        "bold and italic",
    ),
    Outside(
        "carbone",
        ("node", str(SCRIPTS / "carbone.js")),
        templates.carbone_template,
        PEERS / "node_modules" / "carbone",
        "npm install --prefix .cache/peers --ignore-scripts carbone",
        "bold and italic",
    ),
)
