"""Words of Jinja itself: filters, tests, statements, methods of plain values say what they do in docxtpl."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.tests import TESTS as JINJA_TESTS

from congvan.problems import CongvanError
from congvan.tags.filtering.borrowed import FILTERS, TESTS
from congvan.word import Template
from tests.support.wordfiles import letter, texts

VALUES: dict[str, object] = {
    "a": "sở nội-vụ (tỉnh) it's",
    "n": 7,
    "xs": [
        {"n": 3, "m": "b", "o": {"p": 1}},
        {"n": 1, "m": "a", "o": {"p": 2}},
        {"n": 2, "m": "B", "o": {"p": 3}},
    ],
    "w": ["b", "A", "c", "b"],
    "ns": [3, 1, 2, 1],
    "long": "một hai ba bốn năm sáu bảy tám",
    "e": "",
    "d": {"b": 1, "a": 2},
    "l": "x\ny\n\nz",
    "u": "https://a.vn/ñ?x=1&y=2",
    "neg": -2,
    "z": None,
    "dt": date(2027, 4, 15),
    "f": 1234567.891,
}
PRINTED = [
    "a|upper",
    "a|lower",
    "a|title",
    "a|capitalize",
    "a|trim",
    "'  x '|trim",
    "'xxaxx'|trim('x')",
    "'xxaxx'|trim(chars='x')",
    "a|length",
    "a|count",
    "xs|length",
    "w|join",
    "w|join(', ')",
    "w|join(d='-')",
    "xs|join(',', attribute='m')",
    "xs|join(',', 'o.p')",
    "w|first",
    "w|last",
    "w|sort|join",
    "w|sort(reverse=true)|join",
    "w|sort(case_sensitive=true)|join",
    "xs|sort(attribute='n')|map(attribute='m')|join",
    "xs|map(attribute='o.p')|join(',')",
    "xs|map('length')|join(',')",
    "w|map('upper')|join",
    "w|unique|join",
    "w|reverse|join",
    "a|reverse",
    "ns|sum",
    "xs|sum(attribute='n')",
    "xs|sum('n', 10)",
    "ns|min",
    "ns|max",
    "xs|selectattr('n','gt',1)|map(attribute='m')|join",
    "xs|rejectattr('n','gt',1)|map(attribute='m')|join",
    "ns|select('odd')|join",
    "ns|reject('odd')|join",
    "xs|groupby('n')|length",
    "d|dictsort|length",
    "d|dictsort(by='value')|first|first",
    "d|items|list|length",
    "ns|batch(2)|list|length",
    "ns|slice(2)|map('join')|join('/')",
    "ns|slice(slices=3, fill_with='-')|map('join')|join('/')",
    "n|default('q')",
    "q|default('q')",
    "q|d('q')",
    "e|default('q', true)",
    "e|default(default_value='q', boolean=true)",
    "long|truncate(12)",
    "long|truncate(12, true)",
    "long|truncate(12, killwords=true)",
    "long|truncate(length=12, end='…')",
    "long|truncate(28)",
    "long|truncate(12, false, '...', 0)",
    "long|wordwrap(10)",
    "long|wordwrap(10, wrapstring='/')",
    "long|wordcount",
    "l|indent",
    "l|indent(2, true)",
    "l|indent(2, true, true)",
    "l|indent(width='>', first=true)",
    "'x'|center(5)",
    "'x'|center(width=4)",
    "a|replace('s','z')",
    "a|replace('n','z',1)",
    "a|replace(old='n', new='z', count=1)",
    "'12'|int",
    "'zz'|int(5)",
    "'0x1f'|int(default=0, base=16)",
    "'ff'|int(0, 16)",
    "'12.5'|int(3)",
    "n|float|int",
    "'1.5'|float|int",
    "'x'|float(2.0)|int",
    "2.567|round(2)|string|length",
    "2.3|round(method='ceil')|int",
    "2.7|round(0,'floor')|int",
    "neg|abs",
    "1|filesizeformat",
    "999|filesizeformat",
    "a|list|length",
    "w|list|join",
    "n|string",
    "'%s-%s'|format(n, a)",
    "'%(x)s'|format(x=n)",
    "a|e",
    "a|escape",
    "a|forceescape",
    "a|safe",
    "u|urlencode",
    "d|urlencode",
    "d|tojson",
    "w|tojson",
    "w|tojson(indent=1)|length",
    "w|pprint",
    "d|pprint",
    "d|xmlattr",
    "d|xmlattr(false)",
    "dict(a=1, b=2)|length",
    "dict(a=3)['a']",
    "range(5)|join",
    "range(1,9,3)|join",
    "cycler('a','b').next()",
    "joiner(',')()",
    "a[0]",
    "a[-1]",
    "a[2:5]",
    "w[::-1]|join",
    "w[1:]|join",
    "n // 2",
    "n % 3",
    "n ** 2",
    "-n",
    "+n",
    "n and a",
    "e or 'x'",
    "'x' if n else 'y'",
    "'x' if e",
    "a ~ n ~ '!'",
    "'a' 'b'",
    "'a' * 3",
    "(w + ns)|length",
    "[1,2,3]|last",
    "(1,2)|join",
    "{'k': 'v'}['k']",
    "{'k': 'v'}.k",
    "xs[0].o.p",
    "xs[0]['o']['p']",
    "a.upper()",
    "a.replace('s','z')",
    "a.split('-')|length",
    "w.index('c')",
    "w.count('b')",
    "d.items()|list|length",
    "d.keys()|join",
    "d.values()|join",
    "d.get('zz','-')",
    "a.strip().title()",
    "a.zfill(30)",
    "a.find('n')",
    "' '.join(w)",
    "'{} {}'.format(n, a)",
    "a.casefold()",
    "a.partition('-')|length",
    "a.rsplit('-',1)|length",
    "a.swapcase()",
    "d.copy()|length",
    "1_000",
    "0x1f",
    "1e3|int",
    "\"x\"|upper ~ 'y'",
    "none|default('z', true)",
]
ASKED = [
    "'a<b>c</b>'|striptags",
    "u|urlize|length > 0",
    "xs[0]|attr('zz') is undefined",
    "n is odd",
    "n is even",
    "n is divisibleby 7",
    "n is defined",
    "q is undefined",
    "z is none",
    "a is string",
    "n is number",
    "d is mapping",
    "w is iterable",
    "w is sequence",
    "true is boolean",
    "true is true",
    "n is integer",
    "1.5 is float",
    "a is lower",
    "'A' is upper",
    "'a' is in w",
    "'b' is in w",
    "n is eq 7",
    "n is equalto 7",
    "n is ne 8",
    "n is gt 5",
    "n is greaterthan 5",
    "n is ge 7",
    "n is lt 8",
    "n is lessthan 8",
    "n is le 7",
    "n is sameas n",
    "a is callable",
    "a is escaped",
    "'upper' is filter",
    "'nosuch' is filter",
    "'odd' is test",
    "'nosuch' is test",
    "'b' in w",
    "'z' not in w",
    "1 < n < 9",
    "not n",
    "a.startswith('sở')",
    "a.endswith('s')",
    "'abc'.isalpha()",
    "a.islower()",
]
SAID = [
    "{{ dt.strftime('%d/%m/%Y') }}",
    "{{ '{:,.2f}'.format(f) }}",
    "{{ '{0} {1:>5} {x}'.format(n, a[:2], x=e) }}",
    "{{ '{:{w}}'.format(n, w=5) }}",
    "{{ '{:%d.%m}'.format(dt) }}",
    "{{ '%.2f'|format(f) }}",
    "{{ '%05d' % n }}",
    "{{ dt.replace(year=2028).year }}",
    "{% filter upper %}abc {{ a }}{% endfilter %}",
    "{% set q | upper %}abc {{ w[0] }} {% endset %}[{{ q }}]",
    "{% block b %}x{{ n }}{% endblock %}",
    "{% autoescape true %}{{ a }}{% endautoescape %}",
    "{% with x = n %}{{ x }}{% endwith %}",
    "{% macro m2() %}{{ caller(n) }}{% endmacro %}{% call(t) m2() %}[{{ t }}]{% endcall %}",
    "{% for k,v in d|dictsort %}{{ k }}{{ v }}{% endfor %}",
    "{% for x in xs recursive %}{{ x.n }}{% endfor %}",
    "{% for x in xs if x.n > 1 %}{{ loop.index }}{% endfor %}",
    "{% for x in w %}{{ loop.cycle('a', 'b') }}{% if loop.changed(x) %}!{% endif %}{% endfor %}",
    "{% set s = namespace(v=0) %}{% for x in ns %}{% set s.v = s.v + x %}{% endfor %}{{ s.v }}",
    "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}",
    "{% set j = joiner('; ') %}{% for x in w %}{{ j() }}{{ x }}{% endfor %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% set g, h = 1, 2 %}{{ g }}{{ h }}",
    "{% if n is not none and n > 3 %}co{% endif %}",
    "{% for x in [] %}{% else %}không{% endfor %}",
    "{%+ if n %}co{% endif %}",
    "{% print(n) %}",
    "{% filter replace('a', 'b') %}aaa{% endfilter %}",
]
LINES = [
    *(f"{{{{ {one} }}}}" for one in PRINTED),
    *(f"{{{{ 'có' if {one} else 'không' }}}}" for one in ASKED),
    *SAID,
]


def by_docxtpl(data: bytes) -> list[str]:
    template = DocxTemplate(io.BytesIO(data))
    template.render(VALUES, Environment(autoescape=True))
    held = io.BytesIO()
    template.save(held)
    return texts(held.getvalue())


def test_jinjas_own_words_say_the_same() -> None:
    data = letter(*LINES)
    theirs, ours = by_docxtpl(data), texts(Template(data).render(VALUES))
    assert dict(zip(LINES, ours, strict=True)) == dict(zip(LINES, theirs, strict=True))


def test_every_filter_and_test_of_jinja_is_there() -> None:
    assert JINJA_FILTERS.keys() - FILTERS.keys() == set()
    assert JINJA_TESTS.keys() - TESTS == set()


def test_a_random_choice_is_the_same_in_every_run() -> None:
    data = letter("{{ w | random }}")
    assert Template(data).render(VALUES) == Template(data).render(VALUES)
    assert texts(Template(data).render(VALUES))[0] in ("b", "A", "c")


def test_a_filtered_block_keeps_what_docxtpl_loses() -> None:
    data = letter("{% filter upper %}a {{ x }} & <{% endfilter %}")
    assert texts(Template(data).render({"x": "r&d"})) == ["A R&D & <"]


@pytest.mark.parametrize("text", ["{% filter upper %}a", "{% set q | upper %}a"])
def test_a_filtered_block_holds_words_only(text: str) -> None:
    with pytest.raises(CongvanError) as caught:
        Template(letter(text, "b{% endfilter %}" if "filter" in text else "b{% endset %}"))
    assert caught.value.problems[0].code == "congvan.tags.markup-in-filter"
    with pytest.raises(CongvanError) as caught:
        Template(letter("{% filter upper %}{{ x }}{% endfilter %}")).render({"x": "a\nb"})
    assert caught.value.problems[0].code == "congvan.tags.markup-in-filter"


def test_a_size_is_written_as_numbers_are() -> None:
    data = letter("{{ 123456789 | filesizeformat }} {{ 2048 | filesizeformat(true) }}")
    assert texts(Template(data).render({})) == ["123,5 MB 2,0 KiB"]


@pytest.mark.parametrize(
    "expression",
    [
        "'{0.__class__}'.format(a)",
        "'{0[__class__]}'.format(a)",
        "'{:99999999}'.format(a)",
        "'{:{w}}'.format(a, w=99999999)",
        "dt.strftime('%099999999d')",
        "a | attr('__class__')",
        "xs | join(attribute='__class__')",
        "a | wordwrap(1, wrapstring='x' * 999999)",
        "a.format_map(d)",
    ],
)
def test_formats_and_attributes_stay_within_bounds(expression: str) -> None:
    with pytest.raises(CongvanError):
        Template(letter(f"{{{{ {expression} }}}}")).render(VALUES)
