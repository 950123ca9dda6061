"""The four commands on real files: what they write, what they say, how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import congvan
from congvan.api import stock_file
from congvan.opc import read_package, read_stamp
from congvan.problems import Severity
from tests.unit.cli.conftest import Run

FINE = """---
Cơ quan ban hành: {Tên: Sở Nội vụ, Cơ quan chủ quản: UBND tỉnh Lam Giang, Địa danh: Lam Giang}
Số, ký hiệu: /SNV-CCHC
Ngày: "{{ nam }}-03"
Trích yếu: đăng ký tập huấn năm {{ nam }}
Giá trị:
  nam: 2027
  ten: kỹ năng số
Kính gửi: [Văn phòng UBND tỉnh]
Người ký: {Quyền hạn: KT. Giám đốc, Chức vụ: Phó Giám đốc, Họ và tên: Phan Thị Thu Nguyệt}
Nơi nhận: [Như trên, UBND tỉnh (để b/c)]
Lưu: [VT, P.CCHC]
---
Sở Nội vụ đề nghị đăng ký tập huấn {{ ten }} năm {{ nam }}, trước đó là năm {{ nam - 1 }}./.
"""
UNWISE = FINE.replace("./.\n", ", theo Phụ lục kèm theo\n")
BROKEN = FINE.replace("Kính gửi", "Kinh gui").replace("2027-03", "x")


def words(path: Path) -> str:
    xml = read_package(path.read_bytes()).read("word/document.xml").decode()
    return " ".join(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", " ")).replace("\u00a0", " ").split())


def edit(path: Path) -> bytes:
    package = read_package(path.read_bytes())
    body = package.read("word/document.xml").replace("Văn phòng".encode(), "Phòng".encode())
    path.write_bytes(package.with_parts({"word/document.xml": body}))
    return path.read_bytes()


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    path = tmp_path / "thư.md"
    path.write_text(FINE, encoding="utf-8")
    return path


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_a_new_file_renders_as_it_stands(run: Run, tmp_path: Path) -> None:
    made = run("new", "thu-moi.md")
    assert (made.code, made.out, made.err) == (0, "thu-moi.md\n", "")
    done = run("render", "thu-moi.md", "--into", "out", "--strict")
    assert done.code == 0
    assert [path.name for path in done.paths] == ["thu-moi.docx", "thu-moi-phu-luc.xlsx"]
    assert all((tmp_path / path).is_file() for path in done.paths)


@pytest.mark.parametrize("year", [2026, 2027, 2030, 2035])
def test_the_starter_keeps_the_law_whatever_the_year(year: int) -> None:
    dispatch = congvan.load(stock_file("cong-van.md"), values={"nam": year})
    errors = [found.describe() for found in congvan.check(dispatch) if found.severity is Severity.ERROR]
    assert errors == []


def test_the_starter_writes_vietnamese_keys_only() -> None:
    front = stock_file("cong-van.md").decode().split("---")[1]
    keys = re.findall(r"^\s*(?:- )?([^#\s:{][^:{]*):", front, re.MULTILINE)
    assert len(keys) > 30
    assert not {"issuer", "reference", "date", "subject", "recipients", "signatory", "tables"} & {*keys}


def test_new_never_overwrites_unless_forced(run: Run, fine: Path) -> None:
    done = run("new", fine.name)
    assert (done.code, done.out) == (1, "")
    assert "[congvan.output.exists]" in done.err
    assert fine.read_text(encoding="utf-8") == FINE
    assert run("new", fine.name, "--force").code == 0
    assert fine.read_bytes() == stock_file("cong-van.md")


def test_new_makes_the_folder_it_needs(run: Run, tmp_path: Path) -> None:
    assert run("new", "năm/thư.md").code == 0
    assert (tmp_path / "năm" / "thư.md").is_file()


def test_render_prints_what_it_wrote_and_nothing_else(run: Run, fine: Path, tmp_path: Path) -> None:
    done = run("render", fine.name, "--into", "out")
    assert (done.code, done.err) == (0, "")
    assert done.paths == [Path("out", "thư.docx")]
    assert read_stamp((tmp_path / "out" / "thư.docx").read_bytes()).edited is False


def test_what_is_set_keeps_its_type_and_number_and_date_are_filled(
    run: Run, fine: Path, tmp_path: Path
) -> None:
    done = run(
        *["render", fine.name, "--into", "out", "--set", "nam=2031", "--set", "ten=an toàn = thông tin"],
        *["--number", "7", "--date", "05/3/2031"],
    )
    assert done.code == 0
    letter = words(tmp_path / "out" / "thư.docx")
    assert "Số: 07/SNV-CCHC" in letter
    assert "ngày 05 tháng 3 năm 2031" in letter
    assert "tập huấn an toàn = thông tin năm 2031, trước đó là năm 2030./." in letter


def test_findings_are_said_with_file_and_line_and_do_not_stop_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "thư.md", UNWISE)
    done = run("render", "thư.md", "--into", "out")
    assert done.code == 0
    assert done.paths == [Path("out", "thư.docx")]
    assert re.search(r"^thư\.md:\d+.*(lỗi|cảnh báo|lưu ý): .+ \[nd30\.[a-z.-]+\]$", done.err, re.MULTILINE)


def test_strict_stops_on_errors_of_the_law_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "thư.md", UNWISE)
    found = [item.severity for item in congvan.check(congvan.load(tmp_path / "thư.md"))]
    assert Severity.ERROR in found
    done = run("render", "thư.md", "--into", "out", "--strict")
    assert (done.code, done.out) == (1, "")
    assert "[congvan.cli.stopped]" in done.err
    assert not (tmp_path / "out").exists()


def test_a_failing_source_does_not_stop_the_others(run: Run, fine: Path, tmp_path: Path) -> None:
    write(tmp_path, "hỏng.md", BROKEN)
    done = run("render", "thiếu.md", "hỏng.md", fine.name, "--into", "out")
    assert done.code == 1
    assert done.paths == [Path("out", "thư.docx")]
    assert "thiếu.md: lỗi: Không tìm thấy tệp" in done.err
    assert re.search(r"^hỏng\.md:\d+.*«Kinh gui»", done.err, re.MULTILINE)
    assert not [line for line in done.err.splitlines() if line.startswith("thư.md")]


def test_two_sources_of_one_name_do_not_overwrite_each_other(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a/thư.md", FINE)
    write(tmp_path, "b/THƯ.md", FINE.replace("kỹ năng số", "an toàn"))
    done = run("render", "a/thư.md", "b/THƯ.md", "--into", "out")
    assert done.code == 1
    assert done.paths == [Path("out", "thư.docx")]
    assert "[congvan.cli.same-output]" in done.err
    assert "«a/thư.md»" in done.err
    assert "kỹ năng số" in words(tmp_path / "out" / "thư.docx")


def test_an_edited_letter_is_kept_until_forced(run: Run, fine: Path, tmp_path: Path) -> None:
    run("render", fine.name, "--into", "out")
    mine = edit(tmp_path / "out" / "thư.docx")
    done = run("render", fine.name, "--into", "out")
    assert (done.code, done.out) == (1, "")
    assert "[congvan.output.edited]" in done.err
    assert (tmp_path / "out" / "thư.docx").read_bytes() == mine
    assert run("render", fine.name, "--into", "out", "--force").code == 0
    assert (tmp_path / "out" / "thư.docx").read_bytes() != mine


def test_rendering_again_gives_the_same_bytes(run: Run, fine: Path, tmp_path: Path) -> None:
    run("render", fine.name, "--into", "a")
    run("render", fine.name, "--into", "b")
    assert (tmp_path / "a" / "thư.docx").read_bytes() == (tmp_path / "b" / "thư.docx").read_bytes()


def test_a_folder_that_is_a_file_is_said(run: Run, fine: Path) -> None:
    done = run("render", fine.name, "--into", fine.name)
    assert done.code == 1
    assert "[congvan.output.folder-is-a-file]" in done.err


def test_the_office_template_beside_the_source_is_used(run: Run, tmp_path: Path) -> None:
    stock = read_package(stock_file("cong-van.docx"))
    styles = stock.read("word/styles.xml") + b"<!-- ours -->"
    (tmp_path / "mẫu.docx").write_bytes(stock.with_parts({"word/styles.xml": styles}))
    write(tmp_path, "a.md", FINE.replace("Lưu:", "Mẫu: mẫu.docx\nLưu:"))
    write(tmp_path, "b.md", FINE)
    assert run("render", "a.md", "--into", "out").code == 0
    assert run("render", "b.md", "--into", "out", "--template", "mẫu.docx").code == 0
    made = [(tmp_path / "out" / name).read_bytes() for name in ("a.docx", "b.docx")]
    assert made[0] == made[1]
    assert b"<!-- ours -->" in read_package(made[0]).read("word/styles.xml")


def test_an_office_template_is_kept_compiled_where_asked(run: Run, fine: Path, tmp_path: Path) -> None:
    own = stock_file("cong-van.docx")
    Path(tmp_path, "mẫu.docx").write_bytes(own)
    made = []
    for folder in ("a", "b"):
        arguments = ("--template", "mẫu.docx", "--cache", "giu")
        (path,) = run("render", fine.name, "--into", folder, *arguments).paths
        made.append(Path(tmp_path, path).read_bytes())
    (kept,) = Path(tmp_path, "giu").iterdir()
    assert kept.suffix == ".json"
    assert kept.stat().st_mode & 0o077 == 0
    assert made[0] == made[1]
    # The stock template brings its own compiled form.
    assert run("render", fine.name, "--into", "c", "--cache", "khác").code == 0
    assert not Path(tmp_path, "khác").exists()


def test_a_template_that_cannot_be_used_is_said_with_its_place(run: Run, fine: Path, tmp_path: Path) -> None:
    (tmp_path / "mẫu.docx").write_bytes(b"not one")
    done = run("render", fine.name, "--into", "out", "--template", "mẫu.docx")
    assert done.code == 1
    assert done.err.startswith("mẫu.docx: lỗi: ")


def test_json_is_a_list_for_machines_and_paths_stay_on_standard_output(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "hỏng.md", BROKEN)
    write(tmp_path, "thư.md", UNWISE)
    done = run("render", "hỏng.md", "thư.md", "--into", "out", "--format", "json", "--language", "en")
    assert done.code == 1
    assert done.paths == [Path("out", "thư.docx")]
    told = json.loads(done.err)
    assert {"code", "severity", "file", "line", "path", "message", "hint"} <= {*told[0]}
    assert {item["file"] for item in told} == {"hỏng.md", "thư.md"}
    assert all(item["severity"] in ("error", "warning", "info") for item in told)
    assert json.loads(run("check", "thư.md", "--format", "json").out)


def test_json_stays_json_where_the_console_is_not_unicode(run_apart: Run, tmp_path: Path) -> None:
    write(tmp_path, "thư.md", UNWISE)
    done = run_apart("check", "thư.md", "--format", "json", PYTHONIOENCODING="cp1252")
    assert json.loads(done.out)[0]["file"] == "thư.md"


def test_check_says_what_a_clerk_would_and_only_strict_makes_it_fail(
    run: Run, fine: Path, tmp_path: Path
) -> None:
    write(tmp_path, "dở.md", UNWISE)
    done = run("check", "dở.md", fine.name)
    assert done.code == 0
    assert done.out.startswith("dở.md:")
    assert "[nd30." in done.out
    assert run("check", "dở.md", "--strict").code == 1
    assert run("check", fine.name, "--strict").code == 0
    assert not (tmp_path / "out").exists()


def test_check_of_a_source_that_cannot_be_read_fails(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "hỏng.md", BROKEN)
    done = run("check", "hỏng.md", "thiếu.md")
    assert done.code == 1
    assert done.out.count("lỗi: ") >= 2


def test_dump_prints_a_source_that_says_the_same(run_apart: Run, fine: Path, tmp_path: Path) -> None:
    done = run_apart("dump", fine.name, "--set", "nam=2030", "--number", "12")
    assert (done.code, done.err) == (0, "")
    write(tmp_path, "lại.md", done.out)
    said = congvan.load(fine, values={"nam": 2030}, number=12)
    assert congvan.load(tmp_path / "lại.md") == said


def test_dump_of_a_broken_source_fails(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "hỏng.md", BROKEN)
    done = run("dump", "hỏng.md")
    assert (done.code, done.out) == (1, "")
    assert "hỏng.md:" in done.err
