"""What is filled in is never markup, and no expression reaches out, runs on or grows without end."""

from __future__ import annotations

import pytest

from tests.support.spoilt import Desk, letter

VALUES = "Giá trị: {n: 3, ds: [a, b], ten: kỹ năng số}"


def with_value(text: str) -> str:
    return letter(f"Giá trị {text} hết.\n\nHết: {{{{ n }}}} {{{{ ds[0] }}}} {{{{ ten }}}}./.\n", keys=VALUES)


@pytest.mark.parametrize(
    "value",
    [
        "{{ 7*7 }}",
        "{% if n %}",
        "{# x #}",
        "**đậm** *nghiêng*",
        "x^2^ và H~2~O",
        "[^1] [^ten]",
        "<w:p/> & < > \" '",
        "&amp; &lt; ]]> <!-- -->",
        "<https://a.vn>",
        "\\",
        "=1+1",
        "a) 1. - +",
        "| a | b |",
        "---",
    ],
)
def test_a_value_is_printed_exactly_as_given(value: str, desk: Desk) -> None:
    assert f"Giá trị {value} hết." in desk.words(with_value("{{ ten }}"), "--set", f"ten={value}")


@pytest.mark.parametrize("value", ["<w:p/> & ''", "{{ n }} {0}"])
@pytest.mark.parametrize("expression", ["ten | safe", "'{}'.format(ten)", "ten ~ ''"])
def test_no_way_of_printing_makes_a_value_markup(expression: str, value: str, desk: Desk) -> None:
    assert f"Giá trị {value} hết." in desk.words(
        with_value(f"{{{{ {expression} }}}}"), "--set", f"ten={value}"
    )


def test_a_line_feed_in_a_value_is_a_line_break_in_the_body(desk: Desk) -> None:
    assert "một¶hai" in desk.words(with_value("{{ ten }}"), "--set", "ten=một\nhai")


def test_a_line_feed_is_refused_where_there_is_one_line(desk: Desk) -> None:
    source = letter(keys="Giá trị: {ten: Sở}", recipients='Kính gửi: ["{{ ten }} tỉnh"]')
    done = desk.render(source, "--set", "ten=một\nhai")
    assert done.is_refused
    assert "thu.md:6" in done.said
    assert done.codes == ["congvan.model.line-break"]


def test_a_control_character_in_a_value_is_told_with_the_place_that_prints_it(desk: Desk) -> None:
    done = desk.render(with_value("{{ ten }}"), "--set", "ten=a\x07")
    assert done.is_refused
    assert "thu.md:12:9, body, «ten»" in done.said
    assert "U+0007" in done.said


def test_text_of_the_body_that_looks_like_xml_is_text(desk: Desk) -> None:
    body = "A & B < C > D \"E\" 'F' &amp; &lt; <b>x</b> ]]> <!-- x --> <?xml?> <w:p/> _x_ `y` [a](b)./."
    assert body in desk.words(letter(f"{body}\n"))


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("'a' * 10**9", "operand-too-large"),
        ("[0] * 10**9", "operand-too-large"),
        ("10 ** 100000", "operand-too-large"),
        ("range(10**9) | list", "operand-too-large"),
        ("'%1000000000d' % 1", "operand-too-large"),
        ("'a' | center(10**9)", "operand-too-large"),
        ("ten | replace('k', 'x' * 1000000)", "operand-too-large"),
        ("1e400", "operand-too-large"),
        ("-1e400", "operand-too-large"),
        ("ten.__class__", "forbidden"),
        ("ten.upper.__self__", "forbidden"),
        ("'{0.__class__}'.format(ten)", "forbidden"),
        ("n()", "not-callable"),
        ("ds.append(1)", "unknown-name"),
        ("lipsum()", "unknown-name"),
        ("ten | attr('x')", "unknown-name"),
        ("ten | khong_co", "unknown-filter"),
        ("ten + 1", "wrong-types"),
        ("1 / 0", "division-by-zero"),
        ("ds", "not-printable"),
        ("1e308 * 10", "not-printable"),
        ("khong_co", "unknown-name"),
        ("ten if", "syntax"),
        ("(" * 20, "syntax"),
        ("n " + "+ n " * 20000, "too-deep"),
        ("-" * 5000 + "1", "too-deep"),
    ],
)
def test_an_expression_that_goes_too_far_is_refused_where_it_stands(
    expression: str, code: str, desk: Desk
) -> None:
    done = desk.render(with_value(f"{{{{ {expression} }}}}"))
    assert done.is_refused
    assert set(done.codes) == {f"congvan.tags.{code}"}
    assert "thu.md:12:9, body" in done.said


@pytest.mark.parametrize(
    ("loops", "code"),
    [
        (["range(10**9)"], "congvan.tags.operand-too-large"),
        (["range(1000)", "range(1000)"], "congvan.source.too-many-blocks"),
        (["range(100000)", "range(100000)"], "congvan.source.too-many-turns"),
    ],
)
def test_loops_end(loops: list[str], code: str, desk: Desk) -> None:
    said = "" if code.endswith("turns") else "Đoạn.\n"
    opened = "".join(f"{{% for i{depth} in {over} %}}\n" for depth, over in enumerate(loops))
    done = desk.render(letter(opened + said + "{% endfor %}\n" * len(loops)))
    assert done.is_refused
    assert done.codes == [code]


@pytest.mark.parametrize("tag", ["include 'x'", "import 'os' as os", "extends 'x'", "set x = 1", "macro m()"])
def test_tags_that_reach_out_do_not_exist(tag: str, desk: Desk) -> None:
    done = desk.render(letter(f"{{% {tag} %}}\n"))
    assert done.is_refused
    assert set(done.codes) == {"congvan.source.unknown-tag"}


@pytest.mark.parametrize(
    ("expression", "printed"),
    [("0.1 + 0.2", "0,3"), ("10 ** 22", "1" + "0" * 22), ("n * 1.5", "4,5"), ("'}}' ~ '{%'", "}}{%")],
)
def test_numbers_and_braces_read_as_people_write_them(expression: str, printed: str, desk: Desk) -> None:
    assert f"Giá trị {printed} hết." in desk.words(with_value(f"{{{{ {expression} }}}}"))
