"""Strangers' templates and data: each is refused, or comes out as text; none runs, reads or hangs."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from html import escape

import pytest
from docx.document import Document

from congvan.opc import read_package
from congvan.problems import CongvanError, Problem, RenderError, TemplateError
from congvan.word import Template
from congvan.word.linting import asked_of, lint, schema_of
from tests.support.drawn import with_chart, with_comment
from tests.support.wordfiles import built, letter, part, texts, with_part

DOCUMENT = "word/document.xml"
PAYLOADS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ x.__init__.__globals__['os'].popen('id').read() }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.system('id') }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ config }}{{ request }}{{ get_flashed_messages.__globals__ }}",
    "{{ namespace.__init__ }}",
    "{{ range.__self__ }}",
    "{{ joiner.__init__ }}",
    "{{ dict.mro() }}",
    "{{ ['__class__'] | map('attr', 'x') | list }}",
    "{{ [x] | map(attribute='__class__') | list }}",
    "{{ [x] | groupby('__class__') }}",
    "{{ [x] | selectattr('__class__') | list }}",
    "{{ [x] | sort(attribute='__class__') }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '%(x)s' % x.__dict__ }}",
    "{{ x.encode().decode }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% from 'os' import system %}",
    "{% extends '/etc/passwd' %}",
    "{% set x.y = 1 %}",
    "{{ caller() }}",
    "{% call x() %}{% endcall %}",
    "{{ loop.__class__ }}",
    "{% for i in [1] %}{{ loop._iterator }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% set ns = namespace() %}{{ ns.__class__ }}",
]
COSTLY = [
    "{{ 'a' * 10 ** 9 }}",
    "{{ 10 ** 9999 }}",
    "{{ ['a'] * 10 ** 9 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%*d' % (999999999, 1) }}",
    "{{ 'a'.ljust(10 ** 9) }}",
    "{{ 'a'.center(10 ** 9) }}",
    "{{ 'a'.zfill(10 ** 9) }}",
    "{{ 'a' | center(10 ** 9) }}",
    "{{ 'a' | indent(10 ** 9) }}",
    "{{ 'aaaaaaaaaa'.replace('', 'b' * 500000) }}",
    "{{ ('a' * 1000).join(range(100000) | map('string') | list) }}",
    "{{ range(10 ** 12) | list }}",
    "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
    "{% for i in range(100000) %}{{ 'a' * 100000 }}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "-" * 20000 + "1 }}",
    "{{ [1] | batch(10 ** 9) | list }}",
    "{{ [1] | slice(10 ** 9) | list }}",
    "{{ 1.5 | round(10 ** 9) }}",
    "{% set n = namespace(a='a') %}{% for i in range(99) %}{% set n.a = n.a ~ n.a %}{% endfor %}",
]


SHOWING = Template(letter("{{ x }}", header="{{ x }}", table=[["{{ x }}"]]))


MARK = "DẤU"


def titled() -> bytes:
    def build(document: Document) -> None:
        document.core_properties.title = MARK

    return built(build)


def noted() -> bytes:
    from congvan.word.fragment import footnote, footnote_mark, paragraph, run

    body = paragraph(None, footnote(paragraph(None, footnote_mark(), run(MARK))))
    return Template(letter("{{p body }}")).render({"body": body})


def in_first_paragraph(markup: str) -> bytes:
    return with_part(letter("x"), DOCUMENT, lambda body: body.replace("</w:p>", f"{markup}</w:p>", 1))


BOX = f"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{MARK}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
NAMED = f'<w:bookmarkStart w:id="0" w:name="{MARK}"/><w:bookmarkEnd w:id="0"/>'
PLACES: dict[str, tuple[bytes, str]] = {
    "body": (letter(MARK), DOCUMENT),
    "header": (letter("x", header=MARK), "word/header1.xml"),
    "footer": (letter("x", footer=MARK), "word/footer1.xml"),
    "table": (letter("x", table=[[MARK]]), DOCUMENT),
    "title": (titled(), "docProps/core.xml"),
    "footnote": (noted(), "word/footnotes.xml"),
    "text box": (in_first_paragraph(BOX), DOCUMENT),
    "attribute": (in_first_paragraph(NAMED), DOCUMENT),
    "field": (in_first_paragraph(f"<w:r><w:instrText>{MARK}</w:instrText></w:r>"), DOCUMENT),
    "comment": (with_comment(letter("x"), MARK), "word/comments.xml"),
    "chart": (with_chart(letter("x"), MARK), "word/charts/chart1.xml"),
}


def placed(payload: str, place: str) -> bytes:
    data, name = PLACES[place]
    return with_part(data, name, lambda markup: markup.replace(MARK, escape(payload), 1))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_part_of_a_template_reaches_python(payload: str, place: str) -> None:
    with pytest.raises((TemplateError, RenderError)) as caught:
        Template(placed(payload, place)).render({"x": "giá trị"})
    assert all(problem.code.startswith("congvan.") for problem in caught.value.problems)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_looking_at_a_template_runs_nothing(payload: str) -> None:
    data = letter(payload)
    for look in (asked_of, schema_of, lint):
        look(data)


@pytest.mark.parametrize("missing", ["blank", "mark"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_lenient_names_open_no_door(payload: str, missing: str) -> None:
    try:
        data = Template(letter(payload), missing=missing).render({"x": "giá trị"})  # type: ignore[arg-type]
    except (TemplateError, RenderError):
        return
    said = "".join(texts(data))
    assert "<" not in said
    assert "class" not in said.replace("__class__»", "")


@pytest.mark.parametrize("payload", COSTLY)
def test_no_tag_costs_more_than_it_may(payload: str) -> None:
    with pytest.raises((TemplateError, RenderError)) as caught:
        Template(letter(payload)).render({})
    assert caught.value.problems[0].code.startswith("congvan.tags.")


def test_texts_made_in_a_loop_do_not_fill_the_memory() -> None:
    template = Template(
        letter("{% for i in range(100000) %}{{ 'a' * 100000 }}{{ 'b' ~ 'c' * 100000 }}{% endfor %}")
    )
    tracemalloc.start()
    with pytest.raises(RenderError):
        template.render({})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


@pytest.mark.parametrize("data", [*PAYLOADS, *COSTLY[:8], "<w:p/>", "]]>", "<!--", "&lt;", "{%p if x %}"])
def test_tags_and_markup_in_data_are_text(data: str) -> None:
    result = SHOWING.render({"x": data})
    assert texts(result) == [data]
    assert SHOWING.render({"x": data}) == result


def test_objects_are_data_and_nothing_else() -> None:
    class Record:
        secret = "mật"

        def act(self) -> str:
            raise AssertionError("called")

    for tag in ("{{ x.secret }}", "{{ x.act() }}", "{{ x }}", "{{ x['secret'] }}"):
        with pytest.raises(RenderError):
            Template(letter(tag)).render({"x": Record()})


def bomb(depth: int) -> bytes:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, depth))
    return f'<!DOCTYPE w [<!ENTITY e0 "bom">{entities}]>'.encode()


@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", "docProps/core.xml", "word/settings.xml"])
@pytest.mark.parametrize(
    "declared",
    [
        bomb(10),
        b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE w SYSTEM "http://vi.du/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(name: str, declared: bytes) -> None:
    package = read_package(letter("{{ a }}", header="{{ a }}"))
    head, _, body = package.read(name).partition(b"?>")
    data = package.with_parts({name: head + b"?>" + declared + body})
    if name != "word/settings.xml":
        assert code_of(data) in ("document-type", "not-well-formed")
        return
    try:
        result = Template(data).render({"a": 1})
    except (TemplateError, RenderError):
        return
    # A part that nobody reads is copied as it was, never opened.
    assert read_package(result).read(name) == read_package(data).read(name)


def zipped(members: dict[str, bytes], base: bytes | None = None) -> bytes:
    held = io.BytesIO(base or b"")
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        Template(data)
    for language in ("vi", "en"):
        assert caught.value.problems[0].hint(language)
    return caught.value.problems[0].code.removeprefix("congvan.opc.")


@pytest.mark.parametrize(
    "name",
    ["../word/x.xml", "/etc/passwd", "word/../../x", "C:\\x.xml", "word\\document2.xml", "a/./b", "x\x00y"],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    plain = letter("{{ a }}")
    holder = "Q" * len(name)
    data = zipped({holder: b"x"}, plain).replace(holder.encode(), name.encode())
    assert code_of(data) in ("unsafe-name", "damaged", "damaged-part")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [DOCUMENT, "[Content_Types].xml", "WORD/Document.xml"])
def test_a_member_twice_is_refused(name: str) -> None:
    assert code_of(zipped({name: b"<x/>"}, letter("{{ a }}"))) == "duplicate-name"


def test_bombs_are_refused_unopened() -> None:
    assert code_of(zipped({"word/media/x.bin": b"\0" * 200_000_000}, letter("a"))) in (
        "compressed-too-much",
        "part-too-large",
    )
    assert code_of(zipped({f"x{number}": b"" for number in range(5000)}, letter("a"))) == "too-many-members"


def test_a_part_that_lies_about_its_size_is_not_unpacked() -> None:
    data = read_package(letter("{{ a }}"))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b" " * 150_000_000) + packer.flush()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in data.names:
            archive.writestr(name, b"" if name == DOCUMENT else data.read(name))
    content = held.getvalue()
    start = content.index(DOCUMENT.encode()) - 30
    header = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(packed), 100, len(DOCUMENT), 0)
    # The central directory still says what the first header said: nothing.
    forged = content[:start] + header + content[start + 30 :]
    with pytest.raises(CongvanError):
        Template(forged)


def test_deep_nesting_is_refused() -> None:
    deep = "<w:smartTag>" * 5000 + "</w:smartTag>" * 5000
    data = with_part(letter("{{ a }}"), DOCUMENT, lambda markup: markup.replace("<w:r>", f"{deep}<w:r>", 1))
    assert code_of(data) == "not-well-formed"


def test_external_relationships_are_never_followed_and_only_links_pass() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for kind, target, is_refused in (
        ("hyperlink", "https://vi.du/", False),
        ("image", "file:///etc/passwd", True),
        ("attachedTemplate", "http://vi.du/x.dotm", True),
        ("oleObject", "\\\\may\\chung", True),
    ):
        added = f'<Relationship Id="rId99" Type="{kinds}/{kind}" Target="{target}" TargetMode="External"/>'
        package = read_package(letter("{{ a }}"))
        name = "word/_rels/document.xml.rels"
        markup = package.read(name).decode().replace("</Relationships>", f"{added}</Relationships>")
        data = package.with_parts({name: markup.encode()})
        if is_refused:
            with pytest.raises(TemplateError) as caught:
                Template(data)
            assert caught.value.problems[0].code == "congvan.word.external-target"
        else:
            assert texts(Template(data).render({"a": 1})) == ["1"]


def test_macros_are_refused() -> None:
    data = with_part(
        letter("{{ a }}"),
        "[Content_Types].xml",
        lambda markup: markup.replace(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    )
    with pytest.raises(TemplateError) as caught:
        Template(data)
    assert caught.value.problems[0].code == "congvan.word.not-a-word-file"


def test_a_part_with_no_letter_in_it_is_refused() -> None:
    data = read_package(letter("{{ a }}")).with_parts({DOCUMENT: b""})
    with pytest.raises(TemplateError):
        Template(data)
    assert part(letter("a"), DOCUMENT)


HUGE = 1_500
LARGE: dict[str, str] = {
    "a tag that never ends before much markup": "<w:p><w:r><w:t>{{ a</w:t></w:r></w:p>"
    + '<w:p w:rsidR="0"/>' * HUGE,
    "openings only": f"<w:p><w:r><w:t>{'{{' * HUGE * 50}</w:t></w:r></w:p>",
    "quotation marks": f"<w:p><w:r><w:t>{{{{ {chr(39)} }}}} {chr(39)} {'{{ x }} ' * HUGE}</w:t></w:r></w:p>",
    "spaces": f"<w:p><w:r><w:t>{{% vm {' ' * HUGE * 50}x %}}</w:t></w:r></w:p>",
    "runs": "<w:p>"
    + "<w:r><w:t>{</w:t></w:r><w:r><w:t>{ a }</w:t></w:r><w:r><w:t>}</w:t></w:r>" * HUGE
    + "</w:p>",
    "rows": "<w:tbl><w:tblPr/><w:tblGrid/>"
    + "<w:tr><w:tc><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:tc></w:tr>" * HUGE
    + "</w:tbl>",
    "tags between runs": "<w:p><w:r><w:t>" + "{%r if a %}x{%r endif %}" * HUGE + "</w:t></w:r></w:p>",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("what", LARGE)
def test_a_large_template_takes_time_by_its_length_and_not_more(what: str) -> None:
    data = with_part(
        letter("x"), DOCUMENT, lambda markup: markup.replace("<w:sectPr", f"{LARGE[what]}<w:sectPr", 1)
    )
    told: tuple[Problem, ...] = ()
    try:
        Template(data).render({"a": "A", "x": "X"})
    except (TemplateError, RenderError) as error:
        told = error.problems
    assert all(problem.place.part for problem in told)


OWN_MARKS = "\U0010f0e0{}\U0010f0e1"
"""What stands for a tag while a template is compiled."""


@pytest.mark.parametrize(
    "text",
    [f"a {OWN_MARKS}", f"{{{{ a }}}} {OWN_MARKS}".format(0), OWN_MARKS.format(7), "a\ufdd0b", "\ufdd1"],
)
@pytest.mark.parametrize("where", ["document", "header 1"])
def test_a_text_that_poses_as_the_engines_own_mark_is_refused_with_its_place(text: str, where: str) -> None:
    data = letter("Kính gửi", text) if where == "document" else letter("Kính gửi", header=text)
    with pytest.raises(TemplateError) as caught:
        Template(data)
    (problem,) = caught.value.problems
    assert problem.code == "congvan.word.forbidden-character"
    assert problem.place.part == where
    assert "\N{REPLACEMENT CHARACTER}" in (problem.place.near or "")
    with pytest.raises(TemplateError, match="forbidden-character"):
        lint(data)
