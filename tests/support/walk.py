"""What docs/collect.md walks through: forms written, filled in by three of five units, collected."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.support.returned import place_of
from tests.support.tools import ROOT

SOURCE = ROOT / "examples" / "bao-cao-cuoi-nam.md"
VP = {("bm1", 4, 3): "57 nhiệm vụ", ("bm1", 6, 3): 107, ("bm7", 1, 2): "1.234"}
"""What the office types, among figures that are plain."""
RECEIVED = datetime(2026, 12, 14, 9, 30).timestamp()


def congvan(folder: Path, *arguments: str) -> str:
    """Run the command line in a folder; what it printed, and its errors after that."""
    command = [sys.executable, "-m", "congvan", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def fill(path: Path, into: Path, typed: dict[tuple[str, int, int], Any]) -> None:
    """Fill in every open cell of a form with figures, but some as typed."""
    book: Any = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked and cell.column > 2:
                    cell.value = 3 * cell.row - 10 if cell.number_format.startswith("#") else None
    for place, value in typed.items():
        place_of(book, *place).value = value
    book.save(into)
    os.utime(into, (RECEIVED, RECEIVED))


def walk(folder: Path) -> str:
    """What the page walks through, in a folder."""
    shutil.copy(SOURCE, folder / "cong-van.md")
    congvan(folder, "forms", "cong-van.md", "--into", "bieu-mau/")
    back = folder / "nhan-ve"
    back.mkdir()
    for unit, typed in (("VP", VP), ("SNV", {}), ("SKHCN", {})):
        fill(folder / "bieu-mau" / f"cong-van-{unit}.xlsx", back / f"cong-van-{unit}.xlsx", typed)
    (back / "so-tu-phap.xlsx").write_text("<html><table><tr><td>12</td></tr></table></html>")
    return congvan(folder, "collect", "nhan-ve/", "--for", "cong-van.md", "--into", "tong-hop.xlsx")
