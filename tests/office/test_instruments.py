"""The instruments of the rendered proof, tried on a page whose measures are known."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tests.support.layout import Document, read_pdf
from tests.support.office import NoPdfError, to_pdf
from tests.support.schema import schema_errors

MOTTO = "Độc lập - Tự do - Hạnh phúc"


def styled(paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold, run.font.italic = "Times New Roman", Pt(size), bold, italic


def bottom_border(paragraph: Paragraph) -> None:
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert(0, border)


def known_page(path: Path) -> Path:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin = Mm(30), Mm(15), Mm(20)
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styled(number, "2", size=14)
    motto = document.add_paragraph()
    motto.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styled(motto, MOTTO, size=13, bold=True)
    bottom_border(motto)
    mixed = document.add_paragraph()
    styled(mixed, "Phụ lục kèm theo", size=14)
    styled(mixed, "12", size=14)
    mixed.runs[1].font.superscript = True
    styled(mixed, " và nghiêng", size=14, italic=True)
    table = document.add_table(1, 2)
    for cell, text in zip(table.rows[0].cells, ("Nơi nhận:", "GIÁM ĐỐC"), strict=True):
        styled(cell.paragraphs[0], text, size=12, bold=True)
    justified = document.add_paragraph()
    justified.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    styled(justified, "nghiêngnghiêngnghiêng nghiêngnghiêng " * 9, size=14)
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("known")
    return read_pdf(to_pdf([known_page(folder / "trang.docx")], folder)[0])


def test_positions_are_in_mm_from_the_top_left(page: Document) -> None:
    assert (round(page.pages[0].width), round(page.pages[0].height)) == (210, 297)
    found = page.find("Phụ lục kèm theo")
    assert found is not None
    assert found[1].x0 == pytest.approx(30, abs=0.3)


def test_font_size_and_weight_are_those_of_the_text(page: Document) -> None:
    motto = page.pages[0].find(MOTTO)
    assert motto is not None
    assert (motto.size, motto.bold, motto.italic) == (13, True, False)
    assert motto.centre == pytest.approx((30 + 195) / 2, abs=0.3)
    assert page.fonts == {f"LiberationSerif{style}" for style in ("", "-Bold", "-Italic")}


def test_a_drawn_rule_is_found_under_its_line(page: Document) -> None:
    motto = page.pages[0].find(MOTTO)
    assert motto is not None
    rule = page.pages[0].rule_below(motto)
    assert rule is not None
    assert rule.length == pytest.approx(165, abs=3)
    other = page.pages[0].find("GIÁM ĐỐC")
    assert other is not None
    assert page.pages[0].rule_below(other) is None


def test_a_superscript_stays_on_its_line_and_spans_tell_the_parts(page: Document) -> None:
    line = page.pages[0].find("Phụ lục kèm theo12 và nghiêng")
    assert line is not None
    assert [(span.text, span.italic) for span in line.spans] == [
        ("Phụ lục kèm theo", False),
        ("12", False),
        ("và nghiêng", True),
    ]
    assert line.spans[1].size < line.size == 14


def test_columns_are_lines_of_their_own_and_stretched_text_is_one(page: Document) -> None:
    assert {"Nơi nhận:", "GIÁM ĐỐC"} <= {line.text for line in page.lines}
    stretched = page.pages[0].find_all("nghiêngnghiêngnghiêng nghiêngnghiêng")
    assert all(line.x0 == pytest.approx(30, abs=0.3) for line in stretched)
    assert stretched[0].x1 == pytest.approx(195, abs=0.5)


def test_the_page_number_is_the_lone_number_on_top(page: Document) -> None:
    number = page.pages[0].page_number()
    assert number is not None
    assert (number.text, number.size) == ("2", 14)


def test_a_file_that_cannot_be_converted_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.docx"
    # A zip that breaks off: LibreOffice would take plain rubbish for text.
    broken.write_bytes(known_page(tmp_path / "tốt.docx").read_bytes()[:2000])
    with pytest.raises(NoPdfError, match="hỏng"):
        to_pdf([tmp_path / "tốt.docx", broken], tmp_path / "pdf")


def test_two_files_with_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one name"):
        to_pdf([tmp_path / "a" / "x.docx", tmp_path / "b" / "x.docx"], tmp_path)


def test_the_schema_judge_passes_a_good_file_and_names_a_fault(tmp_path: Path) -> None:
    good, bad = known_page(tmp_path / "good.docx"), tmp_path / "bad.docx"
    with zipfile.ZipFile(io.BytesIO(good.read_bytes())) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:sz w:val=", b'<w:sz w:wrong="1" w:val='))
    found = schema_errors([good, bad])
    assert found[good] == []
    assert any("wrong" in line for line in found[bad])
