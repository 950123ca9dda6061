"""A stamped file tells whether it was edited since."""

from __future__ import annotations

import io

import docx

from congvan.opc import read_package, read_stamp, stamp
from congvan.opc.stamping import DIGEST


def letter(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_what_was_stamped_is_not_edited() -> None:
    stamped = stamp(letter("Kính gửi"), {"congvan.version": "0.1.0", "Ghi chú": "a < b & c"})
    read = read_stamp(stamped)
    assert read.edited is False
    assert dict(read.properties) == {"congvan.version": "0.1.0", "Ghi chú": "a < b & c"}


def test_a_change_of_text_or_of_a_property_shows() -> None:
    stamped = read_package(stamp(letter("Kính gửi"), {"number": "12"}))
    body = stamped.read("word/document.xml").replace("Kính gửi".encode(), "Thân gửi".encode())
    assert read_stamp(stamped.with_parts({"word/document.xml": body})).edited is True
    custom = stamped.read("docProps/custom.xml").replace(b">12<", b">13<")
    assert read_stamp(stamped.with_parts({"docProps/custom.xml": custom})).edited is True


def test_packing_again_is_no_edit() -> None:
    stamped = stamp(letter("Kính gửi"), {})
    again = read_package(stamped).with_parts(
        {"word/document.xml": read_package(stamped).read("word/document.xml")}
    )
    assert read_stamp(again).edited is False


def test_a_file_of_someone_else_has_no_stamp() -> None:
    read = read_stamp(letter("Kính gửi"))
    assert (read.digest, read.edited, dict(read.properties)) == (None, None, {})


def test_stamping_again_keeps_other_properties_and_is_repeatable() -> None:
    once = stamp(letter("Kính gửi"), {"a": "1", "b": "2"})
    twice = stamp(once, {"b": "3"})
    assert dict(read_stamp(twice).properties) == {"a": "1", "b": "3"}
    assert read_stamp(twice).edited is False
    assert stamp(once, {"b": "3"}) == twice
    assert read_package(twice).read("docProps/custom.xml").count(DIGEST.encode()) == 1


def test_python_docx_opens_a_stamped_file() -> None:
    document = docx.Document(io.BytesIO(stamp(letter("Kính gửi"), {"a": "1"})))
    assert document.paragraphs[-1].text == "Kính gửi"
