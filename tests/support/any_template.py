"""Any Word template and any values: tags of every kind, cut as Word cuts them, data of all nasty kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import escape
from itertools import count
from typing import Any

from hypothesis import strategies as st

from congvan.opc import read_package
from congvan.word import listing, rich_text
from congvan.word.fragment import BLANK, blocks, paragraph, run
from tests.support.drawn import MAIN, Added, with_added, with_chart, with_comment, with_smart_art
from tests.support.wordfiles import letter, with_part

Draw = Callable[[st.SearchStrategy[Any]], Any]

_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOOKMARKED = re.compile(
    r'<w:bookmarkStart w:id="\d" w:name="n\d"/>(.*?)<w:bookmarkEnd w:id="\d"/>', re.DOTALL
)
_NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
GROUND = letter("x", header="đầu", footer="cuối")

_EXPRESSIONS = st.sampled_from(
    [
        *("a", "b.c", "xs[0].n", "x", "x.n", "n", "zz", "b['c']", "xs[5].n", "a.nosuch", "loop.index"),
        *("xs | length", "a | upper", "n + 1", "n * 2", "a ~ n", "'x' if n > 1 else a", "1 / n", "n ** 2"),
        *("xs | map(attribute='n') | join(', ')", "a | default('z')", "zz | default(a)", "d | long_date"),
        *("n | in_words", "xs | first", "a | replace('a', 'b')", "range(3) | list | length", "n is odd"),
        *(
            "{'k': a}['k']",
            "'%s' % a",
            "a[0]",
            "'{{'",
            "'}}' ~ \"%}\"",
            "[a, n]",
            "a | nosuch",
            "xs | tojson",
            "a | wordwrap(3)",
            "'{:>5}'.format(a)",
            "a | attr('x')",
            "xs | join(',', attribute='n')",
            "rich",
            "body",
        ),
        *("xs | sort(attribute='n') | first", "a.upper()", "a.__class__", "a | center(99999)", "m(a)", "1 +"),
    ]
)
_LETTERS = st.sampled_from(
    [
        *("chữ ", " ", "&", "<", ">", '"', "“", "}", "{", "%", "e\u0323\u0302", "𠀋", "R&D ", "- ", "\u00a0"),
        *("{_{", "%_}", "\U0010f0e0", "\U0010f0e00\U0010f0e1", "#", "1. ", "}}", "{{", "{%"),
    ]
)
_PLAIN = st.sampled_from(["chữ ", " ", "& ", "<b>", "“ơ”", "e\u0323\u0302 ", "𠀋", "cuối."])
_DASHES = st.sampled_from(["", "", "", "-"])


def _typed(expression: str, opening: str, closing: str) -> st.SearchStrategy[str]:
    plain = f"{opening} {expression} {closing}"
    curly = plain.replace("'", "’")
    return st.sampled_from(
        [plain, plain, plain.replace(" ", "\u00a0"), curly, f"{opening}{expression}{closing}"]
    )


@st.composite
def inline(draw: Draw, depth: int = 2) -> str:
    """What stands in a line: words, values, conditions, loops, comments; now and then what is broken."""
    kind = draw(st.integers(0, 13))
    if kind < 4 or depth == 0:
        return str(draw(_PLAIN))
    if kind == 4:
        return str(draw(st.one_of(_LETTERS, _PLAIN)))
    if kind < 8:
        return str(draw(_typed(draw(_EXPRESSIONS), draw(st.sampled_from(["{{", "{{", "{{r", "{{-"])), "}}")))
    if kind == 8:
        return "{# ghi chú " + str(draw(_PLAIN)) + "#}"
    inner = "".join(draw(st.lists(inline(depth - 1), max_size=3)))
    scope = draw(st.sampled_from(["{%", "{%", "{%r", "{%-"]))
    end = draw(st.sampled_from(["%}", "%}", "-%}"]))
    if kind in (9, 10):
        test = draw(_EXPRESSIONS)
        other = "{% else %}" + draw(inline(depth - 1)) if kind == 9 else ""
        return f"{scope} if {test} {end}{inner}{other}{scope} endif %}}"
    if kind == 12 and draw(st.booleans()):
        return f"{{% filter upper %}}{inner}{{% endfilter %}}"
    if kind in (11, 12):
        return f"{scope} for x in xs %}}{inner}{scope} endfor {end}"
    alone = ["{% set q = a %}", "{% set t %}", "{% endset %}", "{% endif %}", "{% raw %}"]
    return f"{draw(st.sampled_from(alone))}{inner}"


@st.composite
def line(draw: Draw, text: str, *, marks: bool = True) -> str:
    """A paragraph whose text Word cut into runs, with bookmarks, changes and proofing marks between them."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    shown = "".join(draw(_run(piece, marks=marks)) for piece in pieces)
    look = draw(st.sampled_from(["", '<w:pPr><w:jc w:val="both"/></w:pPr>']))
    return f"<w:p>{look}{shown}</w:p>"


@st.composite
def _run(draw: Draw, text: str, *, marks: bool) -> str:
    look = draw(st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:sz w:val="28"/></w:rPr>']))
    made = f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    around = draw(st.integers(0, 9 if marks else 0))
    number = draw(st.integers(1, 3))
    if around == 1:
        return f'<w:bookmarkStart w:id="{number}" w:name="n{number}"/>{made}<w:bookmarkEnd w:id="{number}"/>'
    if around == 2:
        return f'<w:ins w:id="9" w:author="An">{made}</w:ins>'
    if around == 3:
        return f'{made}<w:del w:id="8" w:author="An"><w:r><w:delText>{{{{ bỏ</w:delText></w:r></w:del>'
    if around == 4:
        return f'<w:proofErr w:type="spellStart"/>{made}<w:proofErr w:type="spellEnd"/>'
    if around == 5:
        return f"{made}<w:r><w:tab/><w:br/></w:r>"
    return made


@st.composite
def block(draw: Draw, depth: int = 2) -> str:
    """A paragraph, a table, a text box, or several of them under `{%p %}`."""
    kind = draw(st.integers(0, 11))
    if kind < 4 or depth == 0:
        return str(draw(line("".join(draw(st.lists(inline(), max_size=4))))))
    if kind in (4, 5):
        return str(draw(_scoped(depth)))
    if kind == 6:
        return str(draw(line(f"{{{{p {draw(st.sampled_from(['body', 'a', 'rich', 'xs']))} }}}}")))
    if kind == 7:
        inner = "".join(draw(st.lists(block(depth - 1), min_size=1, max_size=2)))
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    if kind == 8:
        inner = "".join(draw(st.lists(block(0), min_size=1, max_size=2)))
        return (
            f"<w:p><w:r><w:pict><v:shape {_V}><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
            "</v:shape></w:pict></w:r></w:p>"
        )
    return str(draw(table(depth - 1)))


@st.composite
def _scoped(draw: Draw, depth: int) -> str:
    inner = "".join(draw(st.lists(block(depth - 1), max_size=2)))
    opening, closing = draw(
        st.sampled_from([("for x in xs", "endfor"), (f"if {draw(_EXPRESSIONS)}", "endif")])
    )
    return f"{draw(line(f'{{%p {opening} %}}'))}{inner}{draw(line(f'{{%p {closing} %}}'))}"


@st.composite
def table(draw: Draw, depth: int) -> str:
    """A table with rows, columns and cells that tags repeat, shape and merge."""
    columns = draw(st.integers(1, 3))
    rows = [draw(_row(columns, depth)) for _ in range(draw(st.integers(1, 2)))]
    if draw(st.booleans()):
        loop = draw(st.sampled_from([("for x in xs", "endfor"), (f"if {draw(_EXPRESSIONS)}", "endif")]))
        rows = [_tag_row(f"{{%tr {loop[0]} %}}", columns), *rows, _tag_row(f"{{%tr {loop[1]} %}}", columns)]
    grid = '<w:gridCol w:w="900"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _tag_row(tag: str, columns: int) -> str:
    cells = [f"<w:tc><w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:tc>", *["<w:tc><w:p/></w:tc>"] * (columns - 1)]
    return f"<w:tr>{''.join(cells)}</w:tr>"


@st.composite
def _row(draw: Draw, columns: int, depth: int) -> str:
    cells = [draw(_cell(depth)) for _ in range(columns)]
    if draw(st.integers(0, 5)) == 0:
        first = "<w:tc><w:p><w:r><w:t>{%tc for x in xs %}</w:t></w:r></w:p></w:tc>"
        cells = [first, *cells, "<w:tc><w:p><w:r><w:t>{%tc endfor %}</w:t></w:r></w:p></w:tc>"]
    return f"<w:tr>{''.join(cells)}</w:tr>"


@st.composite
def _cell(draw: Draw, depth: int) -> str:
    shape = draw(
        st.sampled_from(
            [
                "",
                "",
                "",
                "",
                "{% vm %}",
                "{% hm %}",
                "{% colspan 2 %}",
                "{% cellbg colour %}",
                "{% colspan a %}",
            ]
        )
    )
    first = draw(line(shape + "".join(draw(st.lists(inline(1), max_size=2)))))
    more = "".join(draw(st.lists(block(depth), max_size=1))) if draw(st.integers(0, 3)) == 0 else ""
    end = "<w:p/>" if more.endswith("</w:tbl>") else ""
    properties = draw(st.sampled_from(["", '<w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>']))
    return f"<w:tc>{properties}{first}{more}{end}</w:tc>"


class DrawnFile(bytes):
    """A Word file of which a failing run shows the markup that was drawn, not 30 kB of a zip."""

    def __repr__(self) -> str:
        """The parts that are not those of the plain letter, without their declarations of namespaces."""
        drawn, plain = read_package(bytes(self)), read_package(GROUND)
        there = {name: drawn.read(name) for name in drawn.names if name.endswith(".xml")}
        shown = {
            name: _NAMESPACE.sub("", markup.decode())
            for name, markup in there.items()
            if name not in plain.names or plain.read(name) != markup
        }
        return f"DrawnFile({shown})"


def any_template() -> st.SearchStrategy[DrawnFile]:
    """The bytes of a template; most compile, the others have something wrong that can be told."""
    return _any_template().map(DrawnFile)


@st.composite
def _any_template(draw: Draw) -> bytes:
    body = _with_own_ids("".join(draw(st.lists(block(), min_size=1, max_size=4))), 100)
    data = with_part(GROUND, MAIN, lambda markup: _with_body(markup, body))
    others = draw(
        st.sets(st.sampled_from(["header", "notes", "chart", "comment", "smart", "core"]), max_size=2)
    )
    said = draw(inline())
    if "header" in others:
        head = _with_own_ids(draw(line(said)), 400)
        data = with_part(
            data, "word/header1.xml", lambda markup: markup.replace("</w:hdr>", f"{head}</w:hdr>")
        )
    if "notes" in others:
        told = _with_own_ids(draw(block(1)), 700)
        note = f'<w:footnotes {_W}><w:footnote w:id="2">{told}<w:p/></w:footnote></w:footnotes>'
        shown = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        data = with_added(data, Added("word/footnotes.xml", "footnotes", _NOTES, note), shown)
    if "chart" in others:
        data = with_chart(data, escape(said[:5]), escape(said[5:]))
    if "smart" in others:
        data = with_smart_art(data, escape(said[:3]), escape(said[3:]))
    if "comment" in others:
        data = with_comment(data, escape(said[:2]), escape(said[2:]))
    if "core" in others:
        title = f"<dc:title>{escape(said)}</dc:title>"
        data = with_part(
            data,
            "docProps/core.xml",
            lambda xml: xml.replace("<dc:title></dc:title>", title).replace("<dc:title/>", title),
        )
    return data


def _with_own_ids(markup: str, first: int) -> str:
    """Markup whose changes and bookmarks have ids of their own from `first` on, as Word gives them."""
    numbers = count(first)
    markup = re.sub(r'(?<=<w:(?:ins|del) w:id=")\d', lambda _: str(next(numbers)), markup)

    def marked(found: re.Match[str]) -> str:
        number = next(numbers)
        start = f'<w:bookmarkStart w:id="{number}" w:name="n{number}"/>'
        return f'{start}{found[1]}<w:bookmarkEnd w:id="{number}"/>'

    return _BOOKMARKED.sub(marked, markup)


def _with_body(markup: str, body: str) -> str:
    start, end = markup.index("<w:body>") + len("<w:body>"), markup.rindex("<w:sectPr")
    return f"{markup[:start]}{body}{markup[end:]}"


_NASTY = [
    *(
        "",
        "&<>\"'",
        "]]>",
        "{{ a }}",
        "{% if %}",
        "}}",
        "{_{",
        "%_}",
        "e\u0323\u0302",
        "a\u0301\n\tb",
        "\r\n",
    ),
    *(
        "\ud800",
        "\x00",
        "\x0b",
        "\uffff",
        "\ufdd0",
        "\a\f",
        "𠀋",
        "\U0010f0e00\U0010f0e1",
        "</w:t>",
        "&#x41;",
        "2",
    ),
    *("<w:p/>", "FF0000", "a" * 3000, "R&D " * 500),
]
nasty_text = st.one_of(
    st.sampled_from(_NASTY), st.text(max_size=8), st.lists(st.sampled_from(_NASTY), max_size=3).map("".join)
)
_scalars: st.SearchStrategy[Any] = st.one_of(
    nasty_text,
    st.integers(-5, 10**6),
    st.sampled_from([None, True, 1.5, Decimal("2.50"), date(2027, 3, 9), [], {}, float("nan"), object()]),
    st.sampled_from(
        [rich_text("đậm & <b>", bold=True), listing("a\nb\ac\fd"), BLANK, paragraph(None, run("ô"))]
    ),
)
_bodies = st.sampled_from(
    [BLANK, blocks(paragraph(None, run("một & <hai>")), paragraph(None)), rich_text("r"), "chữ"]
)


def any_values() -> st.SearchStrategy[dict[str, Any]]:
    """Values for the names that `any_template` asks for; some are missing, many cannot be printed."""
    rows = st.lists(st.fixed_dictionaries({"n": _scalars}), max_size=4)
    return st.fixed_dictionaries(
        {"xs": st.one_of(rows, rows, rows, _scalars)},
        optional={
            "a": _scalars,
            "b": st.one_of(st.fixed_dictionaries({"c": _scalars}), _scalars),
            "n": st.one_of(st.integers(0, 9), _scalars),
            "d": st.just(date(2027, 4, 15)),
            "colour": st.sampled_from(["FFEE00", "#00ff00", "đỏ"]),
            "rich": st.one_of(st.just(rich_text("đậm", bold=True)), _scalars),
            "body": st.one_of(_bodies, _scalars),
        },
    )


def plain_values() -> st.SearchStrategy[dict[str, Any]]:
    """Values that most templates can print, without a brace: a tag in the letter is the template's."""
    text = st.text(st.sampled_from("aâ &<>\"'ệ\n\t"), max_size=6)
    rows = st.lists(st.fixed_dictionaries({"n": st.one_of(text, st.integers(0, 9))}), max_size=3)
    return st.fixed_dictionaries(
        {
            "xs": rows,
            "a": text,
            "b": st.fixed_dictionaries({"c": text}),
            "n": st.integers(1, 9),
            "x": st.just({"n": 1}),
            "d": st.just(date(2027, 4, 15)),
            "colour": st.just("FFEE00"),
            "rich": st.just(rich_text("đậm", bold=True)),
            "body": _bodies,
        }
    )
