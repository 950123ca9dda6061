"""Placeholders: values keep their type, what they insert is never markup, blocks are chosen, repeated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from congvan.model import Footnote, Level, LineBreak, Link, Paragraph, Text, Value, ValueOf, printed
from congvan.problems import SourceError
from congvan.source import dump, read_source, value_of
from tests.support.any_text import any_text
from tests.unit.source.sources import dispatch, paragraphs, source, tables

DEADLINES = "deadlines: {a: {date: 2027-04-15, time: 14h}}\n"


def texts(body: str, front: str = "", **values: object) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(body, front, **values)]


def codes(error: SourceError) -> list[str]:
    return [problem.code for problem in error.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2027", 2027),
        ("-5", -5),
        ("0", 0),
        ("05", "05"),
        ("1.5", Decimal("1.5")),
        ("1.500", "1.500"),
        ("1,5", "1,5"),
        ("2027-04-15", "2027-04-15"),
        ("15/4/2027", "15/4/2027"),
        ("true", True),
        ("false", False),
        ("không", "không"),
        ("", ""),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_bare_value_is_a_number_where_it_can_be_nothing_else(text: str, value: object) -> None:
    assert value_of(text) == value
    assert type(value_of(text)) is type(value)


def test_arithmetic_on_values_of_the_file_and_on_those_given() -> None:
    front = "values: {nam: 2027}"
    assert texts("Năm {{ nam }}, {{ nam - 1 }}.", front) == ["Năm 2027, 2026."]
    assert texts("Năm {{ nam }}, {{ nam - 1 }}.", front, nam=2030) == ["Năm 2030, 2029."]


def test_a_quoted_value_is_text() -> None:
    assert texts("{{ a }}{{ b }}", 'values: {a: "05", b: "7"}') == ["057"]


def test_values_may_be_made_of_those_before_them() -> None:
    front = 'values: {nam: 2027, truoc: "{{ nam - 1 }}", ky: "năm {{ truoc }}"}'
    assert texts("{{ truoc + 0 }}; {{ ky }}.", front) == ["2026; năm 2026."]
    assert texts("{{ truoc + 0 }}; {{ ky }}.", front, nam=2031) == ["2030; năm 2030."]


def test_values_given_keep_their_python_types() -> None:
    found = texts("{{ d }}, {{ x }}, {{ y }}.", d=date(2027, 1, 5), x=Decimal("1.50"), y=2.5)
    assert found == ["05/01/2027, 1,50, 2,5."]


def test_front_matter_is_filled_before_its_types_are_read() -> None:
    found = dispatch('values: {thang: 4}\ndate: "2027-{{ thang }}"\nrecipients: ["Sở {{ ten }}"]', ten="Y tế")
    assert (str(found.date), found.recipients[0].name) == ("2027-04", "Sở Y tế")


def test_typed_values_stay_typed_in_the_body_and_are_words_in_plain_text() -> None:
    found = dispatch(f'{DEADLINES}draft: "Gửi {{{{ deadlines.a }}}}"', "Gửi *{{ deadlines.a }}*.")
    assert found.draft == "Gửi chậm nhất 14 giờ 00 ngày 15/4/2027"
    assert found.body == (Paragraph(["Gửi ", Value(ValueOf.DEADLINE, "a", italic=True), "."]),)


def test_typed_values_may_be_chosen_by_an_expression() -> None:
    (paragraph,) = paragraphs(
        "{{ deadlines.a.date if gap else deadlines.a.full }}", f"{DEADLINES}values: {{gap: true}}"
    )
    assert paragraph.runs == (Value(ValueOf.DEADLINE, "a", "date"),)


def test_a_deadline_without_an_hour_is_no_hour_in_a_condition() -> None:
    front = "deadlines: {a: {date: 2027-04-15}, b: {date: 2027-04-15, time: 9h}}"
    body = "{% if deadlines.NAME.time %}\nCó giờ.\n{% else %}\nKhông giờ.\n{% endif %}"
    assert texts(body.replace("NAME", "a"), front) == ["Không giờ."]
    assert texts(body.replace("NAME", "b"), front) == ["Có giờ."]


def test_a_citation_is_full_at_its_first_mention_and_short_after() -> None:
    front = "citations: {p: {type: Kế hoạch, reference: 1/KH, issuer: Bộ}}"
    found = printed(dispatch(front, "Theo {{ citations.p }}; {{ citations.p }}; {{ citations.p.full }}."))
    assert found.body[0] == Paragraph(
        "Theo Kế hoạch số 1/KH của Bộ; Kế hoạch số 1/KH; Kế hoạch số 1/KH của Bộ."
    )


def test_the_total_of_a_table_is_printed_where_it_is_named() -> None:
    front = "appendices: [{name: ca, columns: [{title: Số, key: so, kind: integer}], rows: [[1200], [34]]}]"
    assert printed(dispatch(front, 'Có {{ tables.ca.total("so") }} ca.')).body[0] == Paragraph("Có 1.234 ca.")


@given(any_text())
def test_what_a_placeholder_inserts_is_never_markup(text: str) -> None:
    (paragraph,) = paragraphs("1. Gửi **{{ x }}**;", x=text)
    assert paragraph.runs == (Text("Gửi "), Text(text, bold=True), Text(";"))


@given(any_text())
def test_a_value_in_front_matter_comes_through_as_it_is(text: str) -> None:
    assert dispatch('draft: "{{ x }}"', x=text).draft == text


def test_a_value_of_several_lines_breaks_the_line() -> None:
    (paragraph,) = paragraphs("Gửi {{ x }}.", x="một\r\nhai")
    assert paragraph.runs == (Text("Gửi một"), LineBreak(), Text("hai."))


def test_placeholders_work_in_links_footnotes_and_cells() -> None:
    (paragraph,) = paragraphs("<https://a.vn/{{ nam }}>[^c]\n\n[^c]: Năm {{ nam }}.", nam=2027)
    assert paragraph.runs == (Link("https://a.vn/2027"), Footnote("Năm 2027."))
    (table,) = tables("| Năm {{ nam }} |\n|---|\n| **{{ nam - 1 }}** |", nam=2027)
    assert (table.columns[0].title, table.rows) == ("Năm 2027", (((Text("2026", bold=True),),),))


def test_cells_of_front_matter_keep_the_type_of_a_value() -> None:
    front = (
        "appendices:\n  - columns:\n      - {title: A, key: a, kind: integer}\n      - {title: B, key: b}\n"
        "      - {title: C, key: c, kind: date}\n"
        '    rows:\n      - {a: "{{ n + 1 }}", b: "{{ deadlines.a }}", c: "{{ d }}"}\n'
    )
    (appendix,) = dispatch(front + DEADLINES, n=41, d=date(2027, 1, 5)).appendices
    assert appendix.tables[0].rows == ((42, (Value(ValueOf.DEADLINE, "a"),), date(2027, 1, 5)),)


def test_blocks_are_chosen() -> None:
    body = "{% if n > 1 %}\nNhiều.\n{% elif n == 1 %}\nMột.\n{% else %}\nKhông.\n{% endif %}\nCuối."
    assert [texts(body, n=n) for n in (2, 1, 0)] == [
        ["Nhiều.", "Cuối."],
        ["Một.", "Cuối."],
        ["Không.", "Cuối."],
    ]


def test_blocks_are_repeated_and_nested() -> None:
    body = (
        "{% for ten, so in ds %}\n\n{{ loop.index }}. {{ ten }};\n\n{% for x in so %}\n"
        "{% if not loop.first %}\n- {{ ten }} {{ x }};\n{% endif %}\n{% endfor %}\n\n{% endfor %}"
    )
    assert texts(body, ds=[("A", [1, 2]), ("B", [3])]) == ["A;", "A 2;", "B;"]


def test_a_number_made_by_a_loop_is_a_marker() -> None:
    body = (
        "{% for x in ds %}\n{{ loop.index }}. Về {{ x }}\n\n1.{{ loop.index }}. Mục {{ x }};\n\n"
        "{{ chu[loop.index - 1] }}) Việc {{ x }};\n\nĐiều {{ loop.index }}. Điều {{ x }};\n\n"
        "{{ x }}. Không phải số.\n{% endfor %}"
    )
    found = paragraphs(body, ds=["A"], chu="ab")
    assert [(item.level, item.marker, item.text, item.heading) for item in found] == [
        (Level.CLAUSE, "1.", "Về A", True),
        (Level.SUBCLAUSE, "1.1.", "Mục A;", False),
        (Level.POINT, "a)", "Việc A;", False),
        (Level.ARTICLE, "Điều 1.", "Điều A;", False),
        (Level.PLAIN, "", "A. Không phải số.", False),
    ]


def test_rows_of_a_table_are_repeated() -> None:
    loop = "{% for x in ds %}\n{% if x %}\n| {{ x }} |\n{% endif %}\n{% endfor %}"
    body = f"| Tên |\n|---|\n{loop}\n| Cuối |\n\nĐoạn."
    (table,) = tables(body, ds=["A", "", "B"])
    assert table.rows == (("A",), ("B",), ("Cuối",))


def test_a_footnote_repeated_by_a_loop_is_a_footnote_each_time() -> None:
    found = dispatch(
        "", "{% for x in ds %}\nĐoạn {{ x }}[^c].\n{% endfor %}\n\n[^c]: Về {{ x }}.", ds=["A", "B"]
    )
    assert [note.blocks[0].text for note in found.footnotes] == ["Về A.", "Về B."]
    assert read_source(dump(found)).bind() == found


def test_a_name_without_a_value_is_told_with_its_place() -> None:
    with pytest.raises(SourceError) as caught:
        dispatch("", "Năm {{ nam }}.")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line, problem.place.column) == (
        "congvan.tags.unknown-name", "x.md", 9, 5,
    )  # fmt: skip


def test_a_default_stands_in_for_a_value_that_is_not_given() -> None:
    assert texts('Năm {{ nam | default("này") }}.') == ["Năm này."]


def test_a_given_value_the_source_does_not_know_is_an_error() -> None:
    with pytest.raises(SourceError) as caught:
        source("values: {nam: 2027}", "{{ nam }} {{ ky | default('') }}").bind({"nma": 1, "ky": "x"})
    assert codes(caught.value) == ["congvan.source.unknown-value"]


def test_endless_work_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        dispatch("", "{% for a in range(1000) %}\n{% for b in range(1000) %}\nx\n{% endfor %}\n{% endfor %}")
    assert codes(caught.value) == ["congvan.source.too-many-blocks"]


@pytest.mark.parametrize("used", ["{{ deadlines.nop }}", "{{ deadlines.nop.date ~ '' }}"])
def test_a_deadline_that_could_not_be_read_is_not_told_again_where_it_is_used(used: str) -> None:
    with pytest.raises(SourceError) as caught:
        source("deadlines: {nop: 32/13/2027}", f"Gửi {used}, {{{{ deadlines.nopp }}}}.")
    assert codes(caught.value) == ["congvan.source.bad-date", "congvan.source.unknown-deadline"]
    assert caught.value.problems[1].parameters == {"name": "nopp", "known": "nop"}


def test_where_no_deadline_could_be_read_none_is_called_unknown() -> None:
    for written in ("deadlines: 15/4/2027", "deadlinez: {nop: 15/4/2027}"):
        with pytest.raises(SourceError) as caught:
            source(written, "Gửi {{ deadlines.nop }}, {{ periods.q }}.")
        assert codes(caught.value)[1:] == ["congvan.source.unknown-period"]


def test_a_deadline_whose_value_is_no_date_is_told_once() -> None:
    written = source(
        "deadlines: {nop: '{{ ngay }}'}\nsubject: gửi {{ deadlines.nop }}", "Gửi {{ deadlines.nop }}."
    )
    with pytest.raises(SourceError) as caught:
        written.bind({"ngay": "32/1/2027"})
    assert codes(caught.value) == ["congvan.source.bad-date"]
    assert "03/01/2027" in written.bind({"ngay": "3/1/2027"}).subject
