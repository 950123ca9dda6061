"""XML of strangers is parsed strictly and without entities."""

from __future__ import annotations

import pytest

from congvan.opc import PackageError, parse_xml, serialise_xml

ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'


@pytest.mark.parametrize("data", [ENTITY, LAUGHS, b'<!DOCTYPE a SYSTEM "http://vi.du/a.dtd"><a/>'])
def test_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(PackageError) as caught:
        parse_xml(data, "word/document.xml")
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.part) == ("congvan.opc.document-type", "word/document.xml")


@pytest.mark.parametrize(
    "data",
    [b"", b"<a>", b"<a>&nbsp;</a>", b"<a>\x00</a>", b"<a b=1/>", b"<a>" * 300 + b"</a>" * 300, b"\xff<a/>"],
)
def test_what_is_not_well_formed_or_too_deep_is_refused(data: bytes) -> None:
    with pytest.raises(PackageError) as caught:
        parse_xml(data, "a.xml")
    assert caught.value.problems[0].code == "congvan.opc.not-well-formed"


def test_what_is_read_is_written_back() -> None:
    root = parse_xml('<a b="1">Nội dung &amp; số</a>'.encode(), "a.xml")
    assert serialise_xml(root).decode().endswith('<a b="1">Nội dung &amp; số</a>')
