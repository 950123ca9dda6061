"""One package written many times: what stays is copied, and the content is the same however it is packed."""

from __future__ import annotations

import io
import zlib

import docx
from hypothesis import given
from hypothesis import strategies as st

from congvan.opc import (
    CONTENT_TYPES,
    Keeping,
    Package,
    Packer,
    compressed,
    content_digest,
    read_package,
    stamp,
)
from congvan.opc.zipping import DEFLATED, PORTABLE, Member, fastest, write_zip

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PACKAGE = Package(
    tuple(
        compressed(name, data)
        for name, data in (
            (CONTENT_TYPES, TYPES),
            ("a.xml", b"<a/>"),
            ("b.xml", b"<b/>"),
            ("c.bin", b"\0" * 999),
        )
    )
)


def by(packer: object, name: str, data: bytes) -> Member:
    assert callable(packer)
    return Member(name=name, method=DEFLATED, crc=zlib.crc32(data), size=len(data), data=packer(data))


@given(st.binary(max_size=5000))
def test_either_library_unpacks_to_the_same(data: bytes) -> None:
    for packer in (PORTABLE, fastest()):
        assert zlib.decompress(packer(data), -zlib.MAX_WBITS) == data
        assert packer.crc32(data) == zlib.crc32(data)


def test_the_content_digest_does_not_depend_on_the_library() -> None:
    files = [
        write_zip([by(packer, CONTENT_TYPES, TYPES), by(packer, "a.xml", b"<a>" * 500)])
        for packer in (PORTABLE, fastest())
    ]
    assert content_digest(files[0]) == content_digest(files[1])


def test_what_is_written_is_what_a_package_would_write() -> None:
    packer = Packer(PACKAGE, frozenset((CONTENT_TYPES,)), Keeping.of(PACKAGE))
    for parts in (
        {"b.xml": b"<B/>"},
        {"z.xml": b"<z/>", "a.xml": b"<A/>"},
        {CONTENT_TYPES: TYPES + b" ", "b.xml": b""},
    ):
        made = read_package(packer.packed(parts))
        assert made.names[0] == CONTENT_TYPES
        assert {name: made.read(name) for name in made.names} == {
            name: parts.get(name) or (b"" if name in parts else PACKAGE.read(name))
            for name in {*PACKAGE.names, *parts}
        }


def test_steady_parts_that_differ_after_all_are_written_as_given() -> None:
    packer = Packer(PACKAGE, frozenset((CONTENT_TYPES,)), Keeping.of(PACKAGE))
    for types in (TYPES, TYPES + b"\n", TYPES):
        assert read_package(packer.packed({CONTENT_TYPES: types})).read(CONTENT_TYPES) == types
    assert packer.packed({"a.xml": b"1"}) == packer.packed({"a.xml": b"1"})


def test_a_file_stamped_as_it_is_packed_is_the_one_stamped_afterwards() -> None:
    held = io.BytesIO()
    docx.Document().save(held)
    bare = read_package(held.getvalue())
    named = read_package(stamp(held.getvalue(), {"congvan.template": "1"}))
    body, custom = named.read("word/document.xml"), named.read("docProps/custom.xml")
    for package in (bare, named):
        packer = Packer(package, frozenset((CONTENT_TYPES,)), Keeping.of(package))
        for parts in (
            {"word/document.xml": body.replace(b"<w:body>", b"<w:body><w:p/>")},
            {
                "word/header9.xml": b"<hdr/>",
                "a.xml": b"<a/>",
                CONTENT_TYPES: package.read(CONTENT_TYPES) + b" ",
            },
            {"docProps/custom.xml": custom.replace(b">1<", b">2<")} if package is named else {},
        ):
            assert packer.stamped(parts) == stamp(packer.packed(parts), {})


def test_a_small_part_that_changes_after_all_is_packed_anew() -> None:
    packer = Packer(PACKAGE, frozenset((CONTENT_TYPES,)), Keeping.of(PACKAGE))
    for header in (b"<h>1</h>", b"<h>1</h>", b"<h>2</h>", b"<h>1</h>"):
        made = read_package(packer.packed({"b.xml": header, "new.xml": header}))
        assert (made.read("b.xml"), made.read("new.xml")) == (header, header)
