"""A dispatch becomes files in memory: the same bytes on every run, in every thread, whatever it came from."""

from __future__ import annotations

import copy
import io
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

import congvan
from congvan import Appendix, AttachedFile, Dispatch, Rendered, Secrecy, SendAs
from congvan.api import stock_file
from congvan.opc import read_package, read_stamp
from congvan.problems import CongvanError, OutputError, Problem, RenderError, Severity, TemplateError
from tests.support.dispatches import REGISTRATION, full_letter, plain_letter
from tests.support.small import small_dispatch

SOURCE = """---
issuer: {name: Sở Nội vụ, parent: UBND tỉnh Lam Giang, place: Lam Giang}
reference: /SNV-CCHC
date: "{{ nam }}-03"
subject: đăng ký tập huấn năm {{ nam }}
values: {nam: 2027}
recipients: [Văn phòng UBND tỉnh]
signatory: {authority: KT. Giám đốc, position: Phó Giám đốc, name: Phan Thị Thu Nguyệt}
copies_to: [Như trên]
archive: [VT]
---
Sở Nội vụ đề nghị đăng ký tập huấn năm {{ nam }}./.
"""
WITH_FILE = SOURCE.replace("---\nSở", "appendices: [{title: Bản đồ, file: ban-do.pdf}]\n---\nSở")


def words(data: bytes) -> str:
    """The text of a letter, without its mark-up."""
    xml = read_package(data).read("word/document.xml").decode()
    return " ".join(re.sub(r"<[^>]+>", " ", xml).split())


def of_every_kind() -> Dispatch:
    inside = Appendix(title="Danh sách", tables=[REGISTRATION])
    alone = Appendix(title="Nội dung", blocks=["Một đoạn."], send_as=SendAs.DOCUMENT)
    attached = Appendix(title="Bản đồ", file=AttachedFile("Bản đồ.pdf", b"%PDF"))
    return plain_letter(appendices=(inside, alone, attached))


def test_a_letter_comes_with_its_appendices_each_in_its_own_form() -> None:
    rendered = congvan.render(of_every_kind(), name="thư")
    assert [*rendered.files] == ["thư.docx", "thư-phu-luc-II.docx", "thư-phu-luc-III.pdf"]
    assert rendered.files["thư-phu-luc-III.pdf"] == b"%PDF"
    assert "DANH SÁCH" in words(rendered.files["thư.docx"]).upper()
    assert "Một đoạn." not in words(rendered.files["thư.docx"])
    assert "Một đoạn." in words(rendered.files["thư-phu-luc-II.docx"])


def test_a_sole_workbook_stands_beside_the_letter() -> None:
    appendix = Appendix(title="Danh sách", tables=[REGISTRATION], send_as=SendAs.BOTH)
    rendered = congvan.render(plain_letter(appendices=(appendix,)))
    assert [*rendered.files] == ["cong-van.docx", "cong-van-phu-luc.xlsx"]
    workbook = openpyxl.load_workbook(io.BytesIO(rendered.files["cong-van-phu-luc.xlsx"]))
    assert "Họ và tên" in {cell.value for row in workbook.worksheets[0].rows for cell in row}


def test_every_file_made_here_can_tell_whether_it_was_edited() -> None:
    rendered = congvan.render(full_letter())
    made = [data for name, data in rendered.files.items() if name.endswith((".docx", ".xlsx"))]
    assert len(made) > 1
    assert all(read_stamp(data).edited is False for data in made)


def test_objects_and_a_source_saying_the_same_give_the_same_files() -> None:
    loaded = congvan.load(SOURCE.encode())
    rebuilt = Dispatch(
        issuer=congvan.Issuer("Sở Nội vụ", "UBND tỉnh Lam Giang", place="Lam Giang"),
        reference="/SNV-CCHC",
        date=congvan.DateParts(2027, 3),
        subject="đăng ký tập huấn năm 2027",
        recipients="Văn phòng UBND tỉnh",
        body="Sở Nội vụ đề nghị đăng ký tập huấn năm 2027./.",
        signatory=congvan.Signatory(
            authority="KT. Giám đốc", position="Phó Giám đốc", name="Phan Thị Thu Nguyệt"
        ),
        copies_to=["Như trên"],
        archive=congvan.Archive(("VT",)),
    )
    assert congvan.render(loaded).files == congvan.render(rebuilt).files


def test_values_number_and_date_stand_in_for_those_of_the_source() -> None:
    issued = congvan.load(SOURCE.encode(), values={"nam": 2031}, number=7, date=congvan.DateParts(2031, 1, 5))
    letter = words(congvan.render(issued).files["cong-van.docx"])
    assert "07/SNV-CCHC" in letter
    assert "tập huấn năm 2031" in letter
    assert "ngày 05 tháng 01 năm 2031" in letter
    assert "2027" not in letter


def test_one_source_is_bound_many_times() -> None:
    source = congvan.read(SOURCE.encode())
    letters = [
        words(congvan.render(source.bind({"nam": nam})).files["cong-van.docx"]) for nam in (2028, 2029)
    ]
    assert "năm 2028" in letters[0]
    assert "năm 2029" in letters[1]


def test_a_second_render_and_one_in_another_process_give_the_same_bytes() -> None:
    dispatch = full_letter()
    first = congvan.render(dispatch)
    assert congvan.render(copy.deepcopy(dispatch)).files == first.files
    assert congvan.render(pickle.loads(pickle.dumps(dispatch))).files == first.files


def test_eight_threads_give_the_same_bytes() -> None:
    letters = [plain_letter(subject=f"báo cáo tháng {month}") for month in range(1, 9)]
    alone = [congvan.render(letter).files for letter in letters]
    with ThreadPoolExecutor(8) as pool:
        together = [*pool.map(lambda letter: congvan.render(letter).files, letters * 4)]
    assert together == alone * 4


def test_what_is_rendered_and_why_not_survive_pickling() -> None:
    rendered = congvan.render(plain_letter(body=["Theo Phụ lục kèm theo"]))
    again = pickle.loads(pickle.dumps(rendered))
    assert again == rendered
    assert [item.message() for item in again.findings] == [item.message() for item in rendered.findings]
    with pytest.raises(RenderError) as caught:
        congvan.render(small_dispatch(type="quyết định"))
    kept = pickle.loads(pickle.dumps(caught.value))
    assert (kept.problems, str(kept)) == (caught.value.problems, str(caught.value))
    source = congvan.read(SOURCE.encode())
    assert pickle.loads(pickle.dumps(source)).bind() == source.bind()


def test_rendered_shows_its_names_and_not_its_bytes() -> None:
    shown = repr(congvan.render(plain_letter()))
    assert "cong-van.docx" in shown
    assert len(shown) < 3000


def test_what_is_merely_wrong_is_reported_in_the_language_asked_for() -> None:
    wrong = plain_letter(body=["Sở Nội vụ gửi Phụ lục kèm theo"])
    vietnamese = congvan.render(wrong)
    english = congvan.render(wrong, language="en")
    assert vietnamese.findings == english.findings == congvan.check(wrong)
    assert vietnamese.findings
    assert vietnamese.report.splitlines() == [item.describe("vi") for item in vietnamese.findings]
    assert english.report.splitlines() == [item.describe("en") for item in english.findings]
    assert Rendered(vietnamese.files).report == ""


def test_a_secret_letter_is_made_and_spoken_of() -> None:
    rendered = congvan.render(plain_letter(secrecy=Secrecy.SECRET))
    assert rendered.files
    assert any(item.severity is Severity.ERROR for item in rendered.findings)


def test_a_type_without_a_layout_is_a_clear_error() -> None:
    with pytest.raises(RenderError) as caught:
        congvan.render(small_dispatch(type="quyết định"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("congvan.output.type-without-layout", "type")
    assert "«quyết định»" in problem.message("vi")


@pytest.mark.parametrize("name", ["../thư", "a/b", "NUL", "", "x" * 300])
def test_a_name_no_file_can_have_is_refused_before_anything_is_made(name: str) -> None:
    with pytest.raises(OutputError):
        congvan.render(small_dispatch(), name=name)


def test_a_template_is_taken_from_a_path_from_bytes_or_compiled(tmp_path: Path) -> None:
    stock = stock_file("cong-van.docx")
    path = tmp_path / "mẫu.docx"
    path.write_bytes(stock)
    dispatch = small_dispatch()
    expected = congvan.render(dispatch).files
    for template in (stock, path, str(path), congvan.word.Template(stock)):
        assert congvan.render(dispatch, template=template).files == expected


def test_an_edit_of_the_template_shows_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mẫu.docx"
    path.write_bytes(stock_file("cong-van.docx"))
    before = congvan.render(small_dispatch(), template=path).files["cong-van.docx"]
    package = read_package(path.read_bytes())
    styles = package.read("word/styles.xml").replace(b"Times New Roman", b"Liberation Serif")
    path.write_bytes(package.with_parts({"word/styles.xml": styles}))
    after = congvan.render(small_dispatch(), template=path).files["cong-van.docx"]
    assert read_package(after).read("word/styles.xml") != read_package(before).read("word/styles.xml")


def test_a_template_that_is_none_is_refused_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"not a package")
    for path in (broken, tmp_path / "thiếu.docx"):
        with pytest.raises(CongvanError) as caught:
            congvan.render(small_dispatch(), template=path)
        assert caught.value.problems[0].place.file == str(path)
    with pytest.raises(TemplateError):
        congvan.render(small_dispatch(), template=tmp_path / "thiếu.docx")


def test_attached_files_come_from_the_folder_a_mapping_or_a_resolver(tmp_path: Path) -> None:
    (tmp_path / "ban-do.pdf").write_bytes(b"folder")
    (tmp_path / "thu.md").write_text(WITH_FILE, encoding="utf-8")
    sources = [
        (congvan.load(tmp_path / "thu.md"), b"folder"),
        (congvan.load(str(tmp_path / "thu.md"), files={"ban-do.pdf": b"given"}), b"given"),
        (congvan.load(WITH_FILE.encode(), files={"ban-do.pdf": b"given"}), b"given"),
        (congvan.load(WITH_FILE.encode(), files=lambda name: name.encode()), b"ban-do.pdf"),
    ]
    for dispatch, data in sources:
        assert congvan.render(dispatch).files["cong-van-phu-luc-I.pdf"] == data


def test_bytes_alone_have_no_files_to_name() -> None:
    with pytest.raises(congvan.SourceError) as caught:
        congvan.load(WITH_FILE.encode())
    assert all(isinstance(problem, Problem) and problem.place.line for problem in caught.value.problems)


def test_a_file_outside_the_folder_is_refused_on_the_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "ban-do.pdf").write_bytes(b"x")
    inside = tmp_path / "thu" / "thu.md"
    inside.parent.mkdir()
    inside.write_text(WITH_FILE.replace("ban-do.pdf", "../ban-do.pdf"), encoding="utf-8")
    with pytest.raises(congvan.SourceError) as caught:
        congvan.load(inside)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == (str(inside), 11)


def test_what_is_dumped_loads_as_the_same_dispatch() -> None:
    for dispatch in (plain_letter(), congvan.load(SOURCE.encode())):
        assert congvan.load(congvan.dump(dispatch).encode()) == dispatch
