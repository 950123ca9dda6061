"""`congvan batch`, `roll` and `deadlines` as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from congvan.cli import main
from tests.support.batches import TEXT

DATA = "Mã,Tên,Số người\nA,Đơn vị A,3\nB,Đơn vị B,4\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("thu.md").write_text(TEXT, encoding="utf-8")
    Path("d.csv").write_text(DATA, encoding="utf-8")
    return tmp_path


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert isinstance(left.value.code, int)
    return left.value.code


def test_a_batch_is_checked_made_and_made_no_second_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("batch", "thu.md", "--data", "d.csv", "--check") == 0
    assert not Path("out").exists()
    assert call("batch", "thu.md", "--data", "d.csv", "--into", "out", "--name", "{ma}-{stem}") == 0
    assert sorted(path.name for path in Path("out").glob("*.docx")) == ["A-thu.docx", "B-thu.docx"]
    shown = capsys.readouterr()
    assert "Đã tạo 2 văn bản (2 tệp)" in shown.out
    assert "Tạo văn bản: 2/2" in shown.err
    assert (
        call("batch", "thu.md", "--data", "d.csv", "--into", "out", "--name", "{ma}-{stem}", "--quiet") == 0
    )
    assert "Đã tạo 0 văn bản" in capsys.readouterr().out


def test_a_changed_row_is_told_and_the_exit_code_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    order = ("batch", "thu.md", "--data", "d.csv", "--into", "out", "--quiet")
    assert call(*order) == 0
    Path("d.csv").write_text(DATA.replace(",4", ",5"), encoding="utf-8")
    capsys.readouterr()
    assert call(*order, "--format", "json") == 1
    assert json.loads(capsys.readouterr().out)["changed"] == ["B"]
    assert call(*order, "--replace") == 0


def test_the_clerk_numbers_a_batch_from_the_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("register", "init", "so.db", "--issuer", "Sở Du lịch", "--year", "2027", "--next", "15") == 0
    order = (
        "batch",
        "thu.md",
        "--data",
        "d.csv",
        "--into",
        "out",
        "--register",
        "so.db",
        "--date",
        "05/3/2027",
    )
    assert call(*order) == 0
    assert "Số: 15-16" in capsys.readouterr().out
    assert call("register", "list", "so.db") == 0
    assert "16/SDL-LH" in capsys.readouterr().out


def test_a_number_without_its_date_is_refused_and_nothing_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    order = ("batch", "thu.md", "--data", "d.csv", "--into", "out", "--numbers", "15-16")
    assert call(*order) == 1
    assert "congvan.batch.no-day" in capsys.readouterr().err
    assert not Path("out").exists()
    assert call(*order, "--date", "05/3/2027") == 0


def test_a_number_of_the_common_series_is_meant_where_no_type_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call("register", "init", "so.db", "--issuer", "Sở Du lịch", "--year", "2027", "--next", "15")
    call("register", "init", "so.db", "--year", "2027", "--issuer", "Sở Du lịch", "--type", "quyết định")
    assert (
        call(
            "batch", "thu.md", "--data", "d.csv", "--into", "o", "--register", "so.db", "--date", "05/3/2027"
        )
        == 0
    )
    capsys.readouterr()
    assert call("register", "show", "so.db", "15") == 0
    assert "15/SDL-LH" in capsys.readouterr().out
    assert call("register", "show", "so.db", "15", "--type", "quyết định") == 1


def test_every_bad_row_is_told_with_row_column_and_value(capsys: pytest.CaptureFixture[str]) -> None:
    Path("d.csv").write_text("Mã,Tên,Số người,Ngày ký\nA,x,,05/3/2027\nB,y,2,40/13/2027\n", encoding="utf-8")
    arguments = ("--into", "out", "--date-column", "Ngày ký")
    assert call("batch", "thu.md", "--data", "d.csv", *arguments) == 1
    told = capsys.readouterr().err
    assert "d.csv:2 «A»" in told
    assert "Ngày ký = 40/13/2027" in told
    assert not Path("out").exists()


def test_a_machine_is_told_why_a_batch_was_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("d.csv").write_text("Mã,Tên,Số người\nA,x,1\nA,y,2\n,z,3\n", encoding="utf-8")
    assert call("batch", "thu.md", "--data", "d.csv", "--into", "out", "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [found["code"] for found in told["problems"]] == [
        "congvan.batch.same-key",
        "congvan.batch.blank-key",
    ]
    assert told["complete"] is False


def test_wrong_calls_are_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("batch", "thu.md", "--data", "d.csv") == 2
    assert call("batch", "thu.md", "--data", "d.csv", "--into", "out", "--date", "mai") == 2
    assert call("batch", "thu.md", "--data", "khong-co.csv", "--into", "out") == 1
    assert call("batch", "thu.md", "--data", "d.csv", "--into", "out", "--register", "khong-co.db") == 1
    assert "Traceback" not in capsys.readouterr().err


def test_next_years_source_is_written_beside_and_what_is_left_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("roll", "thu.md", "--year", "2028", "--into", "moi.md") == 0
    assert "«2027» -> «2028»" in capsys.readouterr().out
    assert Path("thu.md").read_text(encoding="utf-8") == TEXT
    assert "nam: 2028" in Path("moi.md").read_text(encoding="utf-8")
    assert call("roll", "thu.md", "--year", "2028", "--into", "moi.md") == 1


def test_the_deadlines_of_a_batch_are_those_of_every_row_and_a_bad_source_spoils_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = TEXT.replace(
        "---\nSở", 'Thời hạn:\n  nop: {Ngày: 2027-04-15, Bên thực hiện: "{{ ten }}"}\n---\nSở'
    )
    Path("han.md").write_text(text.replace("tập huấn.", "tập huấn {{ deadlines.nop }}."), encoding="utf-8")
    Path("hong.md").write_text("---\nx: [\n---\n", encoding="utf-8")
    assert call("deadlines", "han.md", "--date", "01/4/2027") == 1
    capsys.readouterr()
    assert call("deadlines", "hong.md", "han.md", "--data", "d.csv", "--date", "01/4/2027") == 1
    told = capsys.readouterr()
    assert [line.split("  ")[2] for line in told.out.splitlines()] == ["Đơn vị A", "Đơn vị B"]
    assert "hong.md" in told.err
    assert call("deadlines", "han.md", "--data", "d.csv", "--ics", "h.ics") == 0
    assert Path("h.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") == 2


def test_deadlines_are_gathered() -> None:
    Path("han.md").write_text(
        TEXT.replace("---\nSở", "Thời hạn:\n  nop: {Ngày: 2027-04-15}\n---\nSở").replace(
            "{{ ten }} cử {{ so_nguoi }} người", "nộp {{ deadlines.nop }}"
        ),
        encoding="utf-8",
    )
    assert call("deadlines", "han.md", "--ics", "h.ics", "--into", "h.xlsx", "--date", "01/4/2027") == 0
    assert Path("h.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert Path("h.xlsx").exists()
