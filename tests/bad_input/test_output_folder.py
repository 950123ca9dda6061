"""Places that cannot take the output, and outputs that somebody needs: whole files or none, and said why."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.support.batches import was_killed
from tests.support.spoilt import BODY, Desk, files_here, letter, words
from tests.unit.cli.conftest import Run

FORM = """Phụ lục:
  - Tên gọi: mau
    Tiêu đề: Biểu mẫu
    Gửi dưới dạng: cả hai
    Biểu mẫu: [{Cột: [{Tiêu đề: STT, Kiểu: stt}, {Tiêu đề: Họ và tên, Khóa: ten}], Hàng trống: 4}]
"""
WITH_FORM = letter("Sở Nội vụ gửi Phụ lục kèm theo./.\n", keys=FORM)


def test_a_file_in_place_of_the_folder_or_above_it_is_named(desk: Desk) -> None:
    Path("ket-qua").write_text("của tôi", encoding="utf-8")
    for folder in ("ket-qua", "ket-qua/thang-3"):
        done = desk.render(letter(), "--into", folder)
        assert done.is_refused
        assert "«ket-qua» là một tệp, không phải thư mục" in done.said
    assert Path("ket-qua").read_text(encoding="utf-8") == "của tôi"


def test_folders_that_are_missing_are_made(run: Run) -> None:
    Path("thu.md").write_text(letter(), encoding="utf-8")
    assert run("render", "thu.md", "--into", "2027/thang-3/ket-qua").code == 0
    assert "2027/thang-3/ket-qua/thu.docx" in files_here()


@pytest.mark.parametrize("lock", ["~$thu.docx", ".~lock.thu.docx#"])
def test_a_letter_open_in_word_or_libreoffice_is_kept(lock: str, desk: Desk) -> None:
    desk.render(letter())
    before = Path("out/thu.docx").read_bytes()
    Path("out", lock).touch()
    done = desk.render(letter("Lời khác./.\n"))
    assert done.is_refused
    assert done.codes == ["congvan.output.open"]
    assert lock in done.said
    assert Path("out/thu.docx").read_bytes() == before


def test_word_writes_the_name_of_its_lock_over_a_long_name(desk: Desk) -> None:
    desk.render(letter(), name="cong-van-so-5.md")
    Path("out/~$ng-van-so-5.docx").touch()
    assert desk.render(letter("Lời khác./.\n"), name="cong-van-so-5.md").codes == ["congvan.output.open"]


def test_a_lock_left_behind_is_no_hindrance_to_force_or_to_the_same_letter(desk: Desk) -> None:
    desk.render(letter())
    Path("out/~$thu.docx").touch()
    assert desk.render(letter()).code == 0
    assert desk.render(letter("Lời khác./.\n"), "--force").code == 0
    assert "Lời khác" in words(Path("out/thu.docx").read_bytes())


def test_when_one_of_two_outputs_must_be_kept_neither_is_replaced(desk: Desk) -> None:
    desk.render(WITH_FORM)
    before = {path: path.read_bytes() for path in Path("out").iterdir()}
    Path("out/~$thu-phu-luc.xlsx").touch()
    assert desk.render(WITH_FORM.replace("Họ và tên", "Đơn vị").replace("Sở Nội vụ gửi", "Sở gửi")).is_refused
    assert {path: path.read_bytes() for path in before} == before


def test_a_letter_somebody_edited_is_kept(desk: Desk) -> None:
    desk.render(letter())
    path = Path("out/thu.docx")
    edited = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(edited, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace("đề nghị".encode(), "yêu cầu".encode()))
    path.write_bytes(edited.getvalue())
    done = desk.render(letter(BODY.replace("các cơ quan", "các đơn vị")))
    assert done.is_refused
    assert "đã được sửa sau khi congvan tạo" in done.said
    assert "yêu cầu" in words(path.read_bytes())


def test_two_sources_of_one_name_do_not_overwrite_each_other(run: Run) -> None:
    for folder, body in (("a", "Một./.\n"), ("b", "Hai./.\n")):
        Path(folder).mkdir()
        Path(folder, "thu.md").write_text(letter(body), encoding="utf-8")
    done = run("render", "a/thu.md", "b/thu.md", "--into", "out")
    assert (done.code, done.out) == (1, "out/thu.docx\n")
    assert "đã được ghi từ «a/thu.md» trong cùng lệnh này" in done.err
    assert "Một" in words(Path("out/thu.docx").read_bytes())


@pytest.mark.parametrize("name", ["CON.md", "nul.md", ".md", "a:b.md", "a?.md", "a\nb.md"])
def test_a_source_whose_name_no_output_can_have_is_refused(name: str, desk: Desk) -> None:
    done = desk.render(letter(), name=name)
    assert done.is_refused
    assert done.codes == ["congvan.output.bad-name"]


@pytest.mark.soak
def test_killed_at_any_moment_it_leaves_whole_files_only(tmp_path: Path) -> None:
    chance = random.Random(30)
    source = tmp_path / "thu.md"
    for turn in range(30):
        source.write_text(WITH_FORM.replace("kèm theo", f"kèm theo lần {turn}"), encoding="utf-8")
        command = [sys.executable, "-m", "congvan", "render", "thu.md", "--into", "out"]
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 0.7))
        process.kill()
        was_killed(process.wait())
        for path in (tmp_path / "out").glob("thu*"):
            assert zipfile.ZipFile(path).testzip() is None
    assert subprocess.run(command, cwd=tmp_path, stdout=subprocess.DEVNULL, check=False).returncode == 0
