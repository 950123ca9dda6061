"""Appendices hold one kind of content and know how they travel."""

from __future__ import annotations

from typing import Any

import pytest

from congvan.model import Appendix, AttachedFile, Column, Letterhead, Orientation, SendAs, Table
from congvan.problems import ModelError

TABLE = Table(columns=[Column(title="Đơn vị")])


@pytest.mark.parametrize(
    ("send_as", "in_letter", "as_workbook", "as_document"),
    [
        (SendAs.LETTER, True, False, False),
        (SendAs.WORKBOOK, False, True, False),
        (SendAs.BOTH, True, True, False),
        (SendAs.DOCUMENT, False, False, True),
    ],
)
def test_an_appendix_travels_as_it_is_told(
    send_as: SendAs, in_letter: bool, as_workbook: bool, as_document: bool
) -> None:
    appendix = Appendix(tables=TABLE, send_as=send_as)
    assert (appendix.in_letter, appendix.as_workbook, appendix.as_document) == (
        in_letter,
        as_workbook,
        as_document,
    )


def test_an_attached_file_goes_as_it_is() -> None:
    appendix = Appendix(file=AttachedFile("bieu.xlsx", b"PK"))
    assert (appendix.in_letter, appendix.as_workbook, appendix.as_document) == (False, False, False)
    assert appendix.content == ()


@pytest.mark.parametrize("name", ["../a", "a/b", "C:\\a", "", "..", "a.", " a", "a?"])
def test_an_attached_file_is_named_without_a_folder(name: str) -> None:
    with pytest.raises(ModelError):
        AttachedFile(name, b"")


def test_exactly_one_kind_of_content() -> None:
    with pytest.raises(ModelError):
        Appendix()
    with pytest.raises(ModelError):
        Appendix(blocks=["lời"], tables=[TABLE])


def test_a_workbook_needs_tables() -> None:
    with pytest.raises(ModelError) as caught:
        Appendix(blocks="lời", send_as=SendAs.WORKBOOK)
    assert caught.value.problems[0].code == "congvan.model.workbook-without-table"


def test_every_wrong_field_is_told_at_once() -> None:
    wrong: dict[str, Any] = {
        "name": "a b",
        "title": 1,
        "blocks": 2,
        "tables": "x",
        "file": 3,
        "send_as": "letter",
        "orientation": 4,
        "link_line": 5,
        "letterhead": 6,
    }
    with pytest.raises(ModelError) as caught:
        Appendix(**wrong)
    assert [problem.place.path for problem in caught.value.problems] == list(wrong)
    with pytest.raises(ModelError) as caught:
        Letterhead(parent=1, name=2, place=3, date="2027")  # type: ignore[arg-type]
    assert len(caught.value.problems) == 4


def test_an_appendix_lies_upright_in_the_letter_unless_told_otherwise() -> None:
    appendix = Appendix(tables=[TABLE])
    assert (appendix.orientation, appendix.send_as, appendix.link_line) == (
        Orientation.PORTRAIT,
        SendAs.LETTER,
        True,
    )
