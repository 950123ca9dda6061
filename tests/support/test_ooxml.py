"""The judge is judged: what the comparison ignores and what it must catch."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Pt

from tests.support.golden import Golden
from tests.support.ooxml import differences, parts_of, text_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def letter(text: str = "Kính gửi: Sở Nội vụ", size: int = 14) -> bytes:
    document = docx.Document()
    document.add_paragraph().add_run(text).font.size = Pt(size)
    document.add_table(1, 1).cell(0, 0).text = "ô"
    return saved(document.save)


def saved(save: Callable[[io.BytesIO], None]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def changed(package: bytes, part: str, old: str, new: str) -> bytes:
    parts = parts_of(package)
    text = parts[part].decode()
    assert re.search(old, text), f"{old} is not in {part}"
    return packed({**parts, part: re.sub(old, new, text, count=1).encode()})


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


DOCUMENT = "word/document.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param(DOCUMENT, "<w:p>", '<w:p w:rsidR="00A1B2C3">', id="revision id"),
        pytest.param(DOCUMENT, "<w:r>", '<w:proofErr w:type="spellStart"/><w:r>', id="proofing mark"),
        pytest.param(DOCUMENT, "<w:t>", "<w:lastRenderedPageBreak/><w:t>", id="cached page break"),
        pytest.param(DOCUMENT, r"<w:body>", "<w:body>\n   ", id="white space between elements"),
        pytest.param("docProps/core.xml", r"2013-12-23T23:15:00Z", "2027-01-01T00:00:00Z", id="time"),
        pytest.param("docProps/app.xml", "<Application>[^<]*", "<Application>Other", id="application"),
    ],
)
def test_what_two_honest_runs_may_do_differently_is_ignored(part: str, old: str, new: str) -> None:
    assert differences(letter(), changed(letter(), part, old, new)) == []


def test_the_order_of_parts_and_attributes_is_ignored() -> None:
    parts = parts_of(letter())
    assert differences(packed(parts), packed(dict(reversed(parts.items())))) == []
    swapped = changed(letter(), DOCUMENT, r'(w:w="\d+") (w:h="\d+")', r"\2 \1")
    assert differences(letter(), swapped) == []


def test_relationship_ids_are_ignored_and_their_targets_are_not() -> None:
    rels = "word/_rels/document.xml.rels"
    renamed = changed(letter(), rels, 'Id="rId3"', 'Id="rId77"')
    assert differences(letter(), renamed) == []
    assert differences(letter(), changed(letter(), rels, "styles.xml", "other.xml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Sở", "Sờ", id="letter"),
        pytest.param("Nội vụ", "Nội vụ ", id="space at the end"),
        pytest.param('w:sz w:val="28"', 'w:sz w:val="26"', id="size"),
        pytest.param("<w:p>", "<w:p/><w:p>", id="empty paragraph"),
        pytest.param('w:w="12240"', 'w:w="11906"', id="page"),
    ],
)
def test_what_a_reader_sees_is_caught_with_its_place(old: str, new: str) -> None:
    found = differences(letter(), changed(letter(), DOCUMENT, old, new))
    assert len(found) == 1
    assert found[0].startswith("word/document.xml /w:document/w:body")
    assert "expected" in found[0]


def test_a_part_more_or_less_is_caught() -> None:
    parts = parts_of(letter())
    more = packed({**parts, "word/media/stamp.png": b"1"})
    assert differences(letter(), more) == ["word/media/stamp.png: only in got"]
    assert differences(more, letter()) == ["word/media/stamp.png: only in expected"]


def test_text_of_a_document_is_every_paragraph_with_notes_and_headers() -> None:
    document = docx.Document()
    document.add_paragraph("Một\tdòng\nhai")
    document.add_table(1, 1).cell(0, 0).text = "ô"
    document.add_paragraph("sau bảng")
    document.sections[0].header.paragraphs[0].text = "đầu trang"
    note = (
        f'<w:footnotes xmlns:w="{W}">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> chú</w:t></w:r>'
        "<w:r><w:t> thích</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    package = packed({**parts_of(saved(document.save)), "word/footnotes.xml": note.encode()})
    assert text_of(package) == ["Một\tdòng\nhai", "ô", "sau bảng", " chú thích", "đầu trang"]


def test_text_of_a_workbook_is_every_filled_cell() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Họ và tên", 3, None, "=SUM(B1:B1)"])
    workbook.create_sheet("Hai").append(["Trần Thị Mẫu"])
    assert text_of(saved(workbook.save)) == ["Họ và tên", "3", "=SUM(B1:B1)", "Trần Thị Mẫu"]


def test_a_golden_file_is_written_when_accepted_and_compared_else(tmp_path: Path) -> None:
    template = saved(docx.Document().save)
    Golden(tmp_path, accept=True).check("thư", letter(), template=template)
    assert [file.name for file in tmp_path.rglob("*.txt")] == ["document.xml.txt"]
    Golden(tmp_path, accept=False).check("thư", letter(), template=template)
    with pytest.raises(AssertionError, match="expected w:t 'Kính gửi: Sở Nội vụ'"):
        Golden(tmp_path, accept=False).check("thư", letter("Kính gửi: Sở Tài chính"), template=template)
