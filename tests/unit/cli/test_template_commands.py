"""`congvan template ...` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from congvan.cli import main
from tests.support.wordfiles import letter, texts

TEMPLATE = letter("Kính gửi {{ ten }}", "{% for x in muc %}{{ x.ten }}: {{ x.so }};{% endfor %}")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["template", *arguments])
    return int(caught.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Path(tmp_path, "giay-moi.docx").write_bytes(TEMPLATE)
    Path(tmp_path, "hong.docx").write_bytes(letter("{{ a b }}", "{{ c | nosuch }}"))
    values = {"ten": "Sở Nội vụ", "muc": [{"ten": "a", "so": 1.5}]}
    Path(tmp_path, "mau.json").write_text(json.dumps(values), encoding="utf-8")
    Path(tmp_path, "sai.json").write_text("[1]", encoding="utf-8")
    return tmp_path


def test_a_good_template_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint", str(folder / "giay-moi.docx"), "--data", str(folder / "mau.json")) == 0
    assert capsys.readouterr().out == ""


def test_every_problem_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint", str(folder / "hong.docx"), "--format", "json", "--language", "en") == 1
    told = json.loads(capsys.readouterr().out)
    assert [problem["code"] for problem in told] == ["congvan.tags.syntax", "congvan.tags.unknown-filter"]
    assert told[0]["near"] == "{{ a b }}"


def test_problems_are_written_as_comments(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("lint", str(folder / "hong.docx"), "--comments", str(folder / "sua.docx"))
    assert run(*arguments) == 1
    assert texts(Path(folder, "sua.docx").read_bytes()) == ["{{ a b }}", "{{ c | nosuch }}"]
    capsys.readouterr()


def test_two_versions_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(folder, "cu.docx").write_bytes(letter("{{ ten }} {{ cu }}"))
    assert run("lint", str(folder / "giay-moi.docx"), "--against", str(folder / "cu.docx")) == 0
    assert "«cu»" in capsys.readouterr().out


def test_names_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("names", str(folder / "giay-moi.docx")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["tên", "muc", "muc[]", "muc[].ten", "muc[].so", "ten"]
    assert run("names", str(folder / "giay-moi.docx"), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["required"] == ["muc", "ten"]


def test_a_template_is_filled_from_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder / "thu.docx"
    given = ("--data", str(folder / "mau.json"), "--output", str(output))
    assert run("fill", str(folder / "giay-moi.docx"), *given) == 0
    assert texts(output.read_bytes()) == ["Kính gửi Sở Nội vụ", "a: 1,5;"]
    capsys.readouterr()


@pytest.mark.parametrize("data", ["sai.json", "không-có.json"])
def test_data_that_cannot_be_read_are_told(
    data: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--data", str(folder / data), "--output", str(folder / "x"))
    assert run("fill", str(folder / "giay-moi.docx"), *given) == 1
    assert "congvan.cli.no-values" in capsys.readouterr().err


def test_a_template_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lint", str(folder / "không-có.docx")) == 1
    assert "congvan.word.no-such-template" in capsys.readouterr().err


def test_a_template_is_compiled_once_for_all_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache = folder / "giu"
    arguments = ("fill", str(folder / "giay-moi.docx"), "--data", str(folder / "mau.json"))
    written = []
    for name in ("a.docx", "b.docx"):
        assert run(*arguments, "--output", str(folder / name), "--cache", str(cache)) == 0
        written.append(Path(folder, name).read_bytes())
    (kept,) = cache.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert written[0] == written[1]
    assert texts(written[0])[0] == "Kính gửi Sở Nội vụ"
    capsys.readouterr()


def test_a_cache_that_cannot_be_written_is_no_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("fill", str(folder / "giay-moi.docx"), "--data", str(folder / "mau.json"))
    blocked = str(folder / "mau.json" / "giu")
    assert run(*arguments, "--output", str(folder / "a.docx"), "--cache", blocked) == 0
    capsys.readouterr()


def test_a_template_is_filled_in_within_a_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("fill", str(folder / "giay-moi.docx"), "--data", str(folder / "mau.json"))
    assert run(*arguments, "--output", str(folder / "a.docx"), "--within", "0.01") == 1
    assert "[congvan.word.too-slow]" in capsys.readouterr().err
    assert not Path(folder, "a.docx").exists()
