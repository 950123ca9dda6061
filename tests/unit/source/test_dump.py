"""A dispatch written out and loaded again is the same dispatch."""

from __future__ import annotations

from typing import Literal

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from congvan.model import Dispatch, Footnote, Level, Paragraph, Text
from congvan.problems import SourceError
from congvan.source import dump, read_source
from congvan.vietnamese.hygiene import legacy_encoding
from tests.support.any_dispatch import any_dispatch
from tests.unit.source.sources import dispatch


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)
@given(any_dispatch(), st.sampled_from(("vi", "en")))
def test_what_is_written_out_loads_as_the_same_dispatch(found: Dispatch, keys: Literal["vi", "en"]) -> None:
    text = dump(found, keys=keys)
    # Letters that read as TCVN3 or VNI are refused on purpose.
    assume(not any(legacy_encoding(line) for line in text.split("\n")))
    assert read_source(text, file="x.md").bind() == found


@pytest.mark.parametrize(
    "paragraph",
    [
        Paragraph("Một câu.", level=Level.CLAUSE, marker="Thứ nhất:"),
        Paragraph("Không phải đề mục", level=Level.CLAUSE, marker="1."),
        Paragraph("Đề mục.", heading=True),
        Paragraph([Text("Đậm", bold=True)], level=Level.CLAUSE, marker="1.", heading=True),
    ],
)
def test_a_paragraph_the_grammar_cannot_say_is_written_with_its_keys(paragraph: Paragraph) -> None:
    found = evolve(
        dispatch("", "Một.\n\nHai[^a].\n\n[^a]: Ba."), body=[*dispatch("", "Một.").body, paragraph]
    )
    assert "Nội dung:" in dump(found)
    assert read_source(dump(found)).bind() == found


def test_what_reads_well_is_written_plainly() -> None:
    body = (
        "Thực hiện kế hoạch, đề nghị:\n\n1. Về nội dung\n\na) Gửi **Sở Nội vụ** trước *15/4*[^han];\n\n"
        "| STT | Tên |\n| --- | --- |\n| 1 | **An** |\n\n[^han]: Tính theo dấu bưu điện.\n"
    )
    assert dump(dispatch("", body)).partition("---\n\n")[2] == body


def test_english_keys_and_words_are_written_when_asked() -> None:
    text = dump(dispatch("urgency: hỏa tốc\nappendices: [{columns: [A], send_as: cả hai}]"), keys="en")
    assert "urgency: immediate" in text
    assert "send_as: both" in text


def test_writing_is_stable() -> None:
    found = dispatch(
        "appendices: [{title: Phụ lục, blocks: 'Một[^a].\n\n    [^a]: Hai.'}]", "Ba[^b].\n\n[^b]: Bốn."
    )
    assert dump(read_source(dump(found)).bind()) == dump(found)


def test_a_heading_in_a_footnote_cannot_be_written_and_is_named() -> None:
    note = Footnote([Paragraph("Đề mục", level=Level.CLAUSE, marker="1.", heading=True)])
    found = evolve(dispatch(), body=[Paragraph(["Một", note])])
    with pytest.raises(SourceError, match=r"1\. Đề mục"):
        dump(found)
