"""`congvan register`: the clerk opens a register, looks into it, gives up numbers, hands it out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from congvan.cli.register import register as group
from congvan.register import Register
from tests.support.registers import DAY, OFFICE, SECRET, SERIES, issue_of
from tests.unit.cli.conftest import Run

FILE = "so-di-2027.db"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A register with three numbers: one issued, two reserved."""
    path = tmp_path / FILE
    with Register.init(path, SERIES) as register:
        drawn = register.reserve(SERIES, 3, date=DAY, holder="đợt 1")
        register.issue([issue_of(drawn[0])])
    return path


@pytest.mark.parametrize("command", ["", *sorted(group.commands)])
def test_every_help_page_is_in_vietnamese_and_loads_no_heavy_library(command: str) -> None:
    words = ["register", *([command] if command else []), "--help"]
    script = f"""
import sys
from congvan.cli import main
try:
    main({words!r})
finally:
    print({{"attrs", "openpyxl", "sqlalchemy", "lxml"}} & {{*sys.modules}})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(f"Cách dùng: congvan register{command and ' '}{command} [TÙY CHỌN]")
    assert done.stdout.splitlines()[-1] == "set()"
    assert not any(english in done.stdout for english in ("Usage", "Options", "Show this", "required"))


def test_a_register_is_made_in_mid_year_and_shows_its_next_number(run: Run, tmp_path: Path) -> None:
    made = run("register", "init", FILE, "--issuer", OFFICE, "--year", "2027", "--next", "1589")
    assert (made.code, made.out) == (0, "Sở Du lịch, năm 2027\n")
    listed = run("register", "list", FILE)
    assert listed.out == ("Sở Du lịch, năm 2027: 0 số đã phát hành, 0 đã giữ, 0 đã hủy; số tiếp theo 1589\n")


def test_the_year_is_this_one_unless_it_is_said(run: Run) -> None:
    opened = run("register", "init", FILE, "--issuer", OFFICE).out
    assert re.fullmatch(rf"{OFFICE}, năm 20[2-9]\d\n", opened)


def test_a_new_register_must_be_told_whose_it_is(run: Run, tmp_path: Path) -> None:
    for words in ([], ["--year", "2027"]):
        done = run("register", "init", FILE, *words)
        assert done.code == 1
        assert "[congvan.register.no-issuer]" in done.err
    assert [*tmp_path.iterdir()] == []


def test_further_series_are_opened_for_the_same_office(run: Run, book: Path) -> None:
    done = run("register", "init", FILE, "--year", "2027", "--type", "quyết định")
    assert done.out == "Sở Du lịch, năm 2027, quyết định\n"
    assert run("register", "init", FILE, "--year", "2027", "--secret").out == "Sở Du lịch, năm 2027, mật\n"
    assert "mật" not in run("register", "list", FILE).out
    assert "mật" in run("register", "list", FILE, "--secret").out
    again = run("register", "init", FILE, "--issuer", OFFICE, "--year", "2027")
    assert (again.code, "[congvan.register.series-exists]" in again.err) == (1, True)


def test_a_new_year_opens_every_series_of_the_old_one(run: Run, book: Path) -> None:
    with Register.open(book) as register:
        register.open_series(SECRET)
    done = run("register", "init", FILE, "--year", "2028")
    assert done.out.splitlines() == ["Sở Du lịch, năm 2028", "Sở Du lịch, năm 2028, mật"]
    assert run("register", "show", FILE, "1").code == 1
    assert run("register", "show", FILE, "1", "--year", "2027").code == 0


def test_it_lists_lines_and_holes(run: Run, book: Path) -> None:
    lines = run("register", "list", FILE).out.splitlines()
    assert lines == [
        "Sở Du lịch, năm 2027: 1 số đã phát hành, 2 đã giữ, 0 đã hủy; số tiếp theo 4",
        "  01/SDL-LH  05/3/2027  đã phát hành  mở tuyến tham quan mới",
        "  02  05/3/2027  đã giữ  đợt 1",
        "  03  05/3/2027  đã giữ  đợt 1",
    ]
    assert run("register", "list", FILE, "--holes").out.splitlines()[1:] == ["  02-03  đã giữ  đợt 1"]
    assert "reserved" in run("register", "list", FILE, "--language", "en").out


def test_it_lists_for_machines(run: Run, book: Path) -> None:
    (series,) = json.loads(run("register", "list", FILE, "--format", "json").out)
    assert (series["next_number"], len(series["entries"])) == (4, 3)
    assert series["holes"] == [{"numbers": "02-03", "state": "reserved", "explanation": "đợt 1"}]
    (brief,) = json.loads(run("register", "list", FILE, "--holes", "--format", "json").out)
    assert "entries" not in brief


def test_it_shows_all_of_one_number(run: Run, book: Path) -> None:
    shown = run("register", "show", FILE, "1").out
    for line in ("Số, ký hiệu: 01/SDL-LH", "Trạng thái: đã phát hành", "Người ký: Lê Thị Mẫu", "SHA-256 ab"):
        assert line in shown
    assert "Signatory: Lê" in run("register", "show", FILE, "01", "--language", "en").out
    record = json.loads(run("register", "show", FILE, "02", "--format", "json").out)
    assert (record["state"], record["reference"], record["holder"]) == ("reserved", None, "đợt 1")
    assert "[congvan.register.unknown-number]" in run("register", "show", FILE, "9").err
    assert "[congvan.register.bad-number]" in run("register", "show", FILE, "chín").err


def test_numbers_are_given_up_with_a_reason_all_or_none(run: Run, book: Path) -> None:
    refused = run("register", "void", FILE, "2", "1", "--reason", "không ký")
    assert (refused.code, refused.out) == (1, "")
    assert "[congvan.register.issued-stays]" in refused.err
    assert (
        "[congvan.register.issued-stays]"
        in run("register", "void", FILE, "1", "--reason", "x", "--language", "en").err
    )
    done = run("register", "void", FILE, "2", "3", "--reason", "không ký")
    assert done.out.splitlines() == [
        "02  05/3/2027  đã hủy  không ký",
        "03  05/3/2027  đã hủy  không ký",
    ]
    assert run("register", "void", FILE, "2").code == 2


def test_the_register_is_handed_out_as_a_workbook(run: Run, book: Path, tmp_path: Path) -> None:
    done = run("register", "export", FILE, "--into", "ra/so.xlsx", "--parent", "UBND tỉnh Lam Giang")
    assert (done.code, done.paths) == (0, [Path("ra/so.xlsx")])
    sheet = openpyxl.load_workbook(tmp_path / "ra" / "so.xlsx").worksheets[0]
    assert sheet.cell(1, 1).value == "UBND TỈNH LAM GIANG"
    again = run("register", "export", FILE, "--into", "ra/so.xlsx")
    assert (again.code, "[congvan.output.exists]" in again.err) == (1, True)
    assert run("register", "export", FILE, "--into", "ra/so.xlsx", "--force").code == 0


def test_which_series_is_meant_must_be_clear(run: Run, book: Path) -> None:
    run("register", "init", FILE, "--issuer", "Hội đồng thẩm định", "--year", "2027")
    done = run("register", "show", FILE, "1")
    assert "[congvan.register.which-series]" in done.err
    assert run("register", "show", FILE, "1", "--issuer", OFFICE).code == 0
    assert "[congvan.register.no-series]" in run("register", "list", FILE, "--year", "1999").err


def test_an_unknown_subcommand_names_those_there_are(run: Run) -> None:
    done = run("register", "xem")
    assert done.code == 2
    assert "export, init, list, show, void" in done.err
