"""Bodies no one meant to write: nothing in them, too much in them, notes that do not pair, pasted lines."""

from __future__ import annotations

import pytest

import congvan
from congvan.problems import Severity
from congvan.vietnamese.phrases import break_phrases
from tests.support.spoilt import Desk, letter, words

WRAPPED = """Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về việc tập huấn kỹ năng số cho
cán bộ, công chức, viên chức trên địa bàn tỉnh, Sở Nội vụ đề nghị các cơ quan,
đơn vị đăng ký danh sách tham dự lớp tập huấn theo hướng dẫn dưới đây để tổng
hợp báo cáo./.
"""


def test_an_empty_body_is_rendered_and_told_of(desk: Desk) -> None:
    done = desk.render(letter(""))
    assert (done.code, done.made) == (0, ("out/thu.docx",))
    assert done.codes == ["nd30.body.empty"]
    assert desk.render(letter(""), "--strict", "--force").code == 1


def test_hard_wrapped_lines_are_warned_of_and_kept_as_typed(desk: Desk) -> None:
    done = desk.render(letter(WRAPPED))
    assert done.code == 0
    assert "congvan.source.hard-wrapped" in done.codes
    assert "thu.md:12" in done.said


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("Nội dung[^a]./.\n", "undefined-footnote", "thu.md:12:9"),
        ("Nội dung./.\n\n[^a]: Lời chú.\n", "unused-footnote", "thu.md:14"),
        ("Nội dung[^a]./.\n\n[^a]: Một.\n[^a]: Hai.\n", "duplicate-footnote", "thu.md:15"),
        ("Nội dung[^a] và[^a]./.\n\n[^a]: Một.\n", "footnote-used-twice", "thu.md:12:16"),
        ("Nội dung[^a]./.\n\n[^a]:\n", "empty-footnote", "thu.md:14"),
    ],
)
def test_footnotes_that_do_not_pair_are_told_with_their_place(
    body: str, code: str, place: str, desk: Desk
) -> None:
    done = desk.render(letter(body))
    assert done.is_refused
    assert done.codes == [f"congvan.source.{code}"]
    assert done.said.startswith(place)


def test_letters_of_points_are_generated_as_far_as_there_are_any(desk: Desk) -> None:
    loop = (
        "{{% for i in range({count}) %}}\n{{{{ loop.index | letter }}}}) Việc {{{{ i }}}};\n{{% endfor %}}\n"
    )
    printed = desk.words(letter(loop.format(count=23) + "\nHết./.\n"))
    assert "đ) Việc 4;" in printed
    assert "y) Việc 22;" in printed
    done = desk.render(letter(loop.format(count=24)), "--force")
    assert done.code == 1
    assert done.codes == ["congvan.tags.no-point-letter"]
    assert "thu.md:13" in done.said
    assert "điểm thứ 24" in done.said


def test_three_thousand_recipients_are_all_printed() -> None:
    names = [f"Ủy ban nhân dân xã số {number}" for number in range(3000)]
    source = letter(recipients="Kính gửi:\n" + "".join(f"  - {name}\n" for name in names))
    printed = words(congvan.render(congvan.load(source.encode())).files["cong-van.docx"])
    assert [name for name in names if name not in printed] == []


@pytest.mark.parametrize("subject", ["tập huấn " * 2222, "a" * 20_000, "a.b@" * 5000, "Ð" * 20_000])
def test_a_subject_of_twenty_thousand_characters_is_printed_and_told_of(subject: str) -> None:
    rendered = congvan.render(congvan.load(letter(subject=f'"{subject.strip()}"').encode()))
    printed = "".join(words(rendered.files["cong-van.docx"]).replace("¶", "").split())
    assert "".join(subject.split()) in printed
    assert "nd30.subject.long" in {finding.code for finding in rendered.findings}
    assert all(
        finding.severity is not Severity.ERROR for finding in rendered.findings if "long" in finding.code
    )


def test_a_text_too_long_to_weigh_is_filled_without_parting_words() -> None:
    lines = break_phrases("Ủy ban nhân dân tỉnh và Hội đồng nhân dân xã " * 30, 80.0, 13.0)
    assert " ".join(lines).split() == ("Ủy ban nhân dân tỉnh và Hội đồng nhân dân xã " * 30).split()
    assert not any(line.endswith(("Ủy", "Hội")) for line in lines)
