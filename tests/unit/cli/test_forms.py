"""Send, collect, remind on the command line: forms, summary, the source of a reminder that renders."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest
from attrs import evolve
from openpyxl import load_workbook

import congvan
from congvan.api import dump
from congvan.model import Archive, Assignment, Dispatch, Recipient
from congvan.problems import Severity
from tests.support.assigned import assigned_dispatch
from tests.support.returned import STC_FILLED, edited, fill
from tests.unit.cli.conftest import Done, Run


@pytest.fixture
def dispatch(tmp_path: Path) -> Dispatch:
    named = [Recipient("Các cơ quan, đơn vị có tên trong Phụ lục")]
    found = assigned_dispatch(recipients=named, archive=Archive("VT"), date=date(2026, 3, 9))
    (tmp_path / "cv.md").write_text(dump(found), encoding="utf-8")
    return found


def came(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


@pytest.fixture
def returned(dispatch: Dispatch, run: Run, tmp_path: Path) -> Path:
    """A folder in which one form came back filled in, one late, and one file is a web page."""
    assert run("forms", "cv.md", "--into", "gui").code == 0
    folder = tmp_path / "ve"
    folder.mkdir()
    stc, x1 = folder / "stc.xlsx", folder / "x1.xlsx"
    stc.write_bytes(edited((tmp_path / "gui/cv-STC.xlsx").read_bytes(), fill(STC_FILLED)))
    x1.write_bytes(
        edited((tmp_path / "gui/cv-X1.xlsx").read_bytes(), fill({("bm1", 0, 2): 5, ("bm1", 1, 2): 1}))
    )
    came(stc, datetime(2027, 4, 1))
    came(x1, datetime(2027, 4, 20))
    (folder / "~$stc.xlsx").write_bytes(b"lock")
    return folder


def collected(run: Run, *more: str) -> Done:
    return run("collect", "ve", "--for", "cv.md", "--into", "tong-hop.xlsx", *more)


def test_every_unit_gets_a_workbook_named_after_its_code(dispatch: Dispatch, run: Run) -> None:
    done = run("forms", "cv.md", "--into", "gui")
    assert (done.code, done.err) == (0, "")
    assert [path.name for path in done.paths] == ["cv-STP.xlsx", "cv-STC.xlsx", "cv-X1.xlsx", "cv-X2.xlsx"]


def test_forms_made_again_do_not_replace_one_that_somebody_filled_in(dispatch: Dispatch, run: Run) -> None:
    path = next(path for path in run("forms", "cv.md", "--into", "gui").paths if "STC" in path.name)
    path.write_bytes(edited(path.read_bytes(), fill(STC_FILLED)))
    assert run("forms", "cv.md", "--into", "gui").code == 1
    assert run("forms", "cv.md", "--into", "gui", "--force").code == 0


def test_a_dispatch_that_assigns_nothing_has_no_forms(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cv.md").write_text(dump(assigned_dispatch(assignments=())), encoding="utf-8")
    done = run("forms", "cv.md", "--into", "gui")
    assert done.code == 1
    assert "congvan.returns.nothing-assigned" in done.err


def test_what_came_back_becomes_a_summary(returned: Path, run: Run) -> None:
    done = collected(run)
    assert (done.code, done.paths) == (1, [Path("tong-hop.xlsx")])
    assert "Đã nhận 2/4 đơn vị; 0 lỗi, 0 cảnh báo." in done.err
    assert "Chưa gửi: Sở Tư pháp; UBND xã Đồng Vông" in done.err
    assert "Gửi muộn: UBND xã Bến Lau" in done.err


def test_collecting_again_after_a_late_file_is_like_collecting_once(
    returned: Path, run: Run, tmp_path: Path
) -> None:
    late = (returned / "x1.xlsx").rename(tmp_path / "x1.xlsx")
    collected(run)
    came(late.rename(returned / "x1.xlsx"), datetime(2027, 4, 20))
    assert "Đã nhận 2/4" in collected(run).err
    twice = (tmp_path / "tong-hop.xlsx").read_bytes()
    (tmp_path / "tong-hop.xlsx").unlink()
    collected(run)
    assert (tmp_path / "tong-hop.xlsx").read_bytes() == twice


def test_all_that_was_asked_and_nothing_wrong_ends_with_zero(
    returned: Path, run: Run, tmp_path: Path
) -> None:
    for unit, cells in (("STP", {("bm1", 2, 2): 1}), ("X2", {("bm1", 0, 2): 1, ("bm1", 1, 2): 1})):
        data = (tmp_path / f"gui/cv-{unit}.xlsx").read_bytes()
        (returned / f"{unit}.xlsx").write_bytes(edited(data, fill(cells)))
    assert collected(run).code == 0


def test_a_file_of_another_kind_is_named_and_the_others_are_read(returned: Path, run: Run) -> None:
    (returned / "trang.xlsx").write_text("<html></html>", encoding="utf-8")
    done = run("collect", "ve", "mất.xlsx", "--for", "cv.md", "--into", "tong-hop.xlsx")
    assert done.code == 1
    assert "trang.xlsx" in done.err
    assert "[congvan.returns.html-file]" in done.err
    assert "[congvan.file.not-found]" in done.err
    assert "Đã nhận 2/4" in done.err


def test_a_file_that_cannot_be_opened_is_named_and_the_others_are_read(
    returned: Path, run: Run, tmp_path: Path
) -> None:
    knot = tmp_path / "rối.xlsx"
    knot.symlink_to(knot)
    names = ["ve/stc.xlsx", "ve/không có.xlsx", knot.name]
    done = run("collect", *names, "--for", "cv.md", "--into", "tong-hop.xlsx", "--format", "json")
    assert done.code == 1
    found = [item for item in json.loads(done.out)["findings"] if item["severity"] == "error"]
    assert {(item["code"], item["file"]) for item in found} >= {
        ("congvan.file.not-found", "ve/không có.xlsx"),
        ("congvan.file.unreadable", knot.name),
    }
    assert "STC" not in [unit["code"] for unit in json.loads(done.out)["missing"]]


def test_machines_get_one_object(returned: Path, run: Run) -> None:
    said = json.loads(collected(run, "--format", "json").out)
    assert said["summary"] == "tong-hop.xlsx"
    assert said["missing"] == [
        {"code": "STP", "name": "Sở Tư pháp"},
        {"code": "X2", "name": "UBND xã Đồng Vông"},
    ]
    assert [unit["code"] for unit in said["late"]] == ["X1"]
    assert said["findings"] == []


def test_a_summary_edited_by_hand_is_kept(returned: Path, run: Run, tmp_path: Path) -> None:
    collected(run)
    path = tmp_path / "tong-hop.xlsx"
    book = load_workbook(path)
    book.worksheets[0]["A1"] = "ghi chú"
    book.save(path)
    assert "congvan.output" in collected(run).err
    assert collected(run, "--force").paths == [Path("tong-hop.xlsx")]


def test_the_reminder_renders_and_is_addressed_to_whoever_is_missing(
    returned: Path, run: Run, tmp_path: Path
) -> None:
    collected(run)
    done = run(
        "remind", "cv.md", "--missing", "tong-hop.xlsx", "--into", "don-doc.md", "--by", "28/4/2099",
        "--number", "12", "--date", "09/3/2026",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    found = congvan.load(tmp_path / "don-doc.md")
    assert [recipient.name for recipient in found.recipients] == ["Sở Tư pháp", "UBND xã Đồng Vông"]
    assert found.citations["van_ban"].reference == "12/SNV-CCHC"
    rendered = congvan.render(found)
    assert [item.describe() for item in rendered.findings if item.severity is Severity.ERROR] == []
    text = " ".join(
        block.text for block in congvan.printed(found).body if isinstance(block, congvan.Paragraph)
    )
    assert "chậm nhất ngày 15/4/2027" in text
    assert "UBND xã Đồng Vông: biểu mẫu 1, biểu mẫu 2." in text
    assert "chậm nhất ngày 28/4/2099" in text


def test_without_a_new_deadline_the_forms_are_asked_for_at_once(
    returned: Path, run: Run, tmp_path: Path
) -> None:
    collected(run)
    assert run("remind", "cv.md", "--missing", "tong-hop.xlsx", "--into", "d.md").code == 0
    assert "ngay sau khi nhận được văn bản này" in (tmp_path / "d.md").read_text(encoding="utf-8")


def test_a_workbook_that_is_no_summary_is_named(returned: Path, run: Run) -> None:
    done = run("remind", "cv.md", "--missing", "ve/stc.xlsx", "--into", "d.md")
    assert done.code == 1
    assert done.err.startswith("ve/stc.xlsx")


def test_a_new_deadline_needs_a_whole_day(returned: Path, run: Run) -> None:
    done = run("remind", "cv.md", "--missing", "x.xlsx", "--into", "d.md", "--by", "4/2027")
    assert done.code == 2
    assert "congvan.cli.bad-day" in done.err


def test_a_deadline_that_is_not_there_is_said(returned: Path, run: Run) -> None:
    assert "congvan.returns.unknown-deadline" in collected(run, "--deadline", "x").err


def test_an_assignment_that_leaves_nobody_anything_is_told_with_its_line(
    dispatch: Dispatch, run: Run, tmp_path: Path
) -> None:
    kept = [item for item in dispatch.assignments if item.form == "bm2"]
    none = Assignment(unit="STC", form="bm2", except_=("Các xã",))
    text = dump(evolve(dispatch, assignments=[*kept, none]))
    (tmp_path / "cv.md").write_text(text, encoding="utf-8")
    line = 1 + next(number for number, said in enumerate(text.splitlines()) if "Trừ" in said)
    (tmp_path / "ve").mkdir()
    for done in (run("forms", "cv.md", "--into", "gui"), collected(run)):
        (told,) = [said for said in done.err.splitlines() if "pointless-assignment" in said]
        assert told.startswith(f"cv.md:{line}, assignments[2]: cảnh báo: ")
    assert [path.name for path in (tmp_path / "gui").iterdir()].count("cv-STC.xlsx") == 0
