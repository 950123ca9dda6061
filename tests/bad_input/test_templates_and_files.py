"""Templates that are none, files that are not there or lie elsewhere: named, refused, never followed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import congvan
from congvan.api import stock_file
from tests.support.spoilt import Desk, letter

MAIN = "word/document.xml"
MARK = b"{{p body }}"
TYPES = "[Content_Types].xml"


def spoilt_template(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The stock template with one part changed."""
    Path("goc.docx").write_bytes(stock_file("cong-van.docx"))
    with zipfile.ZipFile("goc.docx") as package, zipfile.ZipFile("mau.docx", "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            copy.writestr(name, change(data) if name == part else data)
    return Path("mau.docx").read_bytes()


def encrypted() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )


def with_macros() -> bytes:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return spoilt_template(
        TYPES, lambda xml: xml.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    )


def added(tag: bytes) -> Callable[[], bytes]:
    return lambda: spoilt_template(MAIN, lambda xml: xml.replace(MARK, MARK + tag))


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (lambda: b"", "congvan.opc.not-a-package"),
        (lambda: "xin chào".encode(), "congvan.opc.not-a-package"),
        (lambda: stock_file("cong-van.docx")[:4000], "congvan.opc.damaged"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024), "congvan.opc.old-format"),
        (encrypted, "congvan.opc.encrypted"),
        (with_macros, "congvan.word.not-a-word-file"),
        (added(b"{{ subject"), "congvan.word.leftover-tag"),
        (lambda: spoilt_template(MAIN, lambda xml: xml.replace(MARK, b"")), "congvan.word.missing-mark"),
        (
            lambda: spoilt_template(
                MAIN, lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]>', 1)
            ),
            "congvan.opc.document-type",
        ),
    ],
    ids=["empty", "text", "cut", ".doc", "password", "macros", "open tag", "no body", "entities"],
)
def test_what_is_no_template_is_refused_by_its_own_name(
    template: Callable[[], bytes], code: str, desk: Desk
) -> None:
    data = template()
    Path("mau.docx").write_bytes(data)
    done = desk.render(letter(), "--template", "mau.docx")
    assert done.is_refused
    assert code in done.codes
    assert all(line.startswith("mau.docx") for line in done.said.splitlines())


def test_a_template_named_in_the_source_is_told_at_its_line(desk: Desk) -> None:
    Path("mau.docx").write_text("xin chào", encoding="utf-8")
    done = desk.render(letter(keys="Mẫu: mau.docx"))
    assert done.is_refused
    assert done.said.startswith("thu.md:7, template: lỗi:")


def appendix(name: str) -> str:
    keys = f'Phụ lục:\n  - {{Tiêu đề: Danh sách, Tệp: "{name}"}}'
    return letter("Sở Nội vụ gửi Phụ lục kèm theo./.\n", keys=keys)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("khong-co.xlsx", "congvan.file.not-found"),
        ("../ngoai.xlsx", "congvan.file.outside-folder"),
        ("a/../../ngoai.xlsx", "congvan.file.outside-folder"),
        ("/etc/passwd", "congvan.file.outside-folder"),
        ("C:/ngoai.xlsx", "congvan.file.outside-folder"),
        ("", "congvan.file.outside-folder"),
        ("lien-ket.xlsx", "congvan.file.outside-folder"),
        ("thu-muc", "congvan.file.not-a-file"),
        ("rong.xlsx", "congvan.model.empty-file"),
    ],
)
def test_an_appendix_file_that_cannot_be_had_is_told_at_its_line(name: str, code: str, desk: Desk) -> None:
    Path("lien-ket.xlsx").symlink_to("/etc/passwd")
    Path("thu-muc").mkdir()
    Path("rong.xlsx").touch()
    done = desk.render(appendix(name))
    assert done.is_refused
    assert done.codes == [code]
    assert "thu.md:8, appendices[0].file" in done.said


def test_a_workbook_is_sent_along_byte_for_byte(desk: Desk) -> None:
    data = b"PK\x03\x04 any bytes at all \x00\xff"
    Path("so-lieu.xlsx").write_bytes(data)
    done = desk.render(appendix("so-lieu.xlsx"))
    assert done.made == ("out/thu-phu-luc.xlsx", "out/thu.docx")
    assert Path("out/thu-phu-luc.xlsx").read_bytes() == data


def test_in_memory_there_are_no_files_but_those_given() -> None:
    source = appendix("so-lieu.xlsx").encode()
    with pytest.raises(congvan.SourceError) as refused:
        congvan.load(source)
    assert [problem.code for problem in refused.value.problems] == ["congvan.source.no-files"]
    with pytest.raises(congvan.SourceError) as missing:
        congvan.load(source, files={"khac.xlsx": b"x"})
    assert [problem.code for problem in missing.value.problems] == ["congvan.file.not-given"]
    assert congvan.load(source, files={"so-lieu.xlsx": b"x"}).appendices[0].file is not None
