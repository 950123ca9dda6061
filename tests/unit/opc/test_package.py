"""Packages are read within limits, copied raw and written the same on every run."""

from __future__ import annotations

import io
import pickle
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvan.opc import CONTENT_TYPES, Limits, PackageError, content_digest, read_package
from congvan.opc.content_types import ContentTypes
from congvan.opc.relationships import Relationship, Relationships, relationships_name

TYPES = ContentTypes().with_default("xml", "application/xml").xml()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def codes(data: bytes, limits: Limits | None = None) -> set[str]:
    with pytest.raises(PackageError) as caught:
        read_package(data, limits or Limits())
    assert all(problem.message("vi") != problem.code for problem in caught.value.problems)
    assert all(problem.hint("en") != f"{problem.code}#hint" for problem in caught.value.problems)
    return {problem.code.removeprefix("congvan.opc.") for problem in caught.value.problems}


def test_reads_what_a_zip_holds() -> None:
    package = read_package(zipped((CONTENT_TYPES, TYPES), ("word/document.xml", b"<a/>")))
    assert package.names == (CONTENT_TYPES, "word/document.xml")
    assert package.read("word/document.xml") == b"<a/>"
    assert "word/styles.xml" not in package


def test_changes_only_what_was_asked_and_copies_the_rest_as_it_was_packed() -> None:
    package = read_package(zipped((CONTENT_TYPES, TYPES), ("a.xml", b"a" * 5000), ("b.xml", b"old")))
    written = package.with_parts({"b.xml": b"new", "c.xml": b"more", "gone.xml": None})
    again = read_package(written)
    assert [again.read(name) for name in again.names] == [TYPES, b"a" * 5000, b"new", b"more"]
    assert package.members[1].data == again.members[1].data


def test_takes_a_part_out() -> None:
    package = read_package(zipped((CONTENT_TYPES, TYPES), ("a.xml", b"a")))
    assert read_package(package.with_parts({"a.xml": None})).names == (CONTENT_TYPES,)


def test_content_types_come_first_however_the_file_had_them() -> None:
    package = read_package(zipped(("a.xml", b"a"), (CONTENT_TYPES, TYPES)))
    assert read_package(package.data()).names[0] == "a.xml"
    assert read_package(package.with_parts({})).names[0] == CONTENT_TYPES


def test_other_zip_readers_open_what_is_written() -> None:
    package = read_package(zipped((CONTENT_TYPES, TYPES)))
    written = package.with_parts({"word/tên.xml": "Quốc hiệu".encode()})
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        assert archive.read("word/tên.xml").decode() == "Quốc hiệu"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}\.xml", fullmatch=True), st.binary(max_size=2000), max_size=6)
)
def test_two_writes_are_the_same_bytes_and_read_back(parts: dict[str, bytes]) -> None:
    package = read_package(zipped((CONTENT_TYPES, TYPES)))
    assert package.with_parts(parts) == package.with_parts(parts)
    again = read_package(package.with_parts(parts))
    assert {name: again.read(name) for name in parts} == parts


def test_the_content_digest_does_not_depend_on_packing() -> None:
    members = ((CONTENT_TYPES, TYPES), ("a.xml", b"a" * 100))
    assert content_digest(zipped(*members)) == content_digest(
        zipped(*reversed(members), method=zipfile.ZIP_STORED)
    )
    assert content_digest(zipped(*members)) != content_digest(zipped(members[0], ("a.xml", b"b" * 100)))


def test_a_package_survives_pickling() -> None:
    package = read_package(zipped((CONTENT_TYPES, TYPES), ("a.xml", b"a")))
    assert pickle.loads(pickle.dumps(package)).read("a.xml") == b"a"


def test_core_properties_written_twice_are_tolerated_and_the_last_counts() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped((CONTENT_TYPES, TYPES), ("docProps/core.xml", b"1"), ("docProps/core.xml", b"2"))
    assert read_package(data).read("docProps/core.xml") == b"2"


def test_any_other_part_written_twice_is_refused() -> None:
    data = zipped((CONTENT_TYPES, TYPES), ("word/a.xml", b"1"), ("word/A.xml", b"2"))
    assert codes(data) == {"duplicate-name"}


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up.xml", "word/../../up.xml", "word\\a.xml", "C:/a.xml", "a//b.xml", "x" * 300],
)
def test_names_that_could_leave_a_folder_are_refused(name: str) -> None:
    assert codes(zipped((CONTENT_TYPES, TYPES), (name, b""))) == {"unsafe-name"}


def test_a_member_that_swells_beyond_reason_is_refused() -> None:
    assert codes(zipped((CONTENT_TYPES, TYPES), ("bomb.xml", b"\0" * 5_000_000))) == {"compressed-too-much"}


def test_everything_wrong_is_said_at_once() -> None:
    limits = Limits(members=2, member_size=1000, total_size=2000)
    data = zipped((CONTENT_TYPES, TYPES), ("../a", b"x" * 1500), ("b", b"y" * 900))
    assert codes(data, limits) == {"too-many-members", "too-large", "part-too-large", "unsafe-name"}


def test_a_member_that_lies_about_its_size_is_found_out() -> None:
    data = bytearray(zipped((CONTENT_TYPES, TYPES), ("a.xml", b"a" * 400_000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(PackageError) as caught:
        read_package(bytes(data)).read("a.xml")
    assert caught.value.problems[0].code == "congvan.opc.damaged-part"


def test_a_file_over_the_limit_is_not_even_looked_into() -> None:
    assert codes(b"PK" + b"x" * 100, Limits(file_size=50)) == {"too-large"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-package"),
        (b"Kinh gui: UBND tinh", "not-a-package"),
        (zipped(("a.txt", b"not Office")), "not-a-package"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90 + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (zipped((CONTENT_TYPES, TYPES), ("a", b"a"), method=zipfile.ZIP_BZIP2), "unknown-compression"),
    ],
)
def test_what_is_no_package_is_named_for_what_it_is(data: bytes, code: str) -> None:
    assert codes(data) == {code}


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(zipped((CONTENT_TYPES, TYPES)))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(data)) == {"encrypted-part"}


@given(st.binary(max_size=400))
def test_noise_is_never_more_than_a_problem(noise: bytes) -> None:
    whole = zipped((CONTENT_TYPES, TYPES), ("a.xml", b"<a/>"))
    for data in (noise, b"PK\x03\x04" + noise, whole[: len(noise)] + noise, whole[: -len(noise) or None]):
        try:
            package = read_package(data)
            for name in package.names:
                package.read(name)
        except PackageError:
            pass


def test_a_missing_part_is_named() -> None:
    with pytest.raises(PackageError, match=r"word/document\.xml"):
        read_package(zipped((CONTENT_TYPES, TYPES))).read("word/document.xml")


def test_content_types_are_read_and_written() -> None:
    types = (
        ContentTypes.parse(TYPES)
        .with_part("word/a.xml", "application/a+xml")
        .with_default("PNG", "image/png")
    )
    again = ContentTypes.parse(types.xml())
    assert again == types
    assert (again.of("word/a.xml"), again.of("x.xml"), again.of("media/a.png"), again.of("a.bin")) == (
        "application/a+xml",
        "application/xml",
        "image/png",
        None,
    )
    assert again.without_part("word/a.xml").of("word/a.xml") == "application/xml"


def test_relationships_are_read_written_and_followed() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link = Relationship(id="rId7", type=office + "hyperlink", target="https://vi.du/?a=1&b=2", external=True)
    header = Relationship(id="rId2", type=office + "header", target="header1.xml")
    absolute = Relationship(id="x", type=office + "header", target="/word/tên%201.xml")
    items = Relationships("word/document.xml", (link, header, absolute))
    again = Relationships.parse("word/document.xml", items.xml())
    assert again == items
    assert [again.part_of(item) for item in again.items] == [None, "word/header1.xml", "word/tên 1.xml"]
    assert again.of_type("header") == (header, absolute)
    assert again.next_id() == "rId8"
    assert relationships_name("word/document.xml") == "word/_rels/document.xml.rels"
    assert relationships_name("") == "_rels/.rels"
