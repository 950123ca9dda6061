"""The walk through docs/collect.md is true: its commands run in order and say what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.support.tools import ROOT
from tests.support.walk import congvan, walk

PAGE = Path(ROOT, "docs/collect.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^    (congvan .*)$", PAGE, re.MULTILINE)]


def test_the_page_shows_what_is_printed_and_its_commands_run(tmp_path: Path) -> None:
    said = walk(tmp_path).splitlines()
    assert [line for line in said if line not in PAGE] == []
    assert [command[0] for command in COMMANDS] == ["forms", "collect", "remind", "render"]
    assert sorted(path.name for path in (tmp_path / "bieu-mau").iterdir()) == [
        f"cong-van-{unit}.xlsx" for unit in ("SKHCN", "SNV", "STC", "STP", "VP")
    ]
    assert congvan(tmp_path, *COMMANDS[1]).splitlines() == said
    assert congvan(tmp_path, *COMMANDS[2]) == "don-doc.md\n"
    assert congvan(tmp_path, *COMMANDS[3]) == "out/don-doc.docx\n"
    assert "Sở Tài chính: biểu mẫu 6." in (tmp_path / "don-doc.md").read_text(encoding="utf-8")
