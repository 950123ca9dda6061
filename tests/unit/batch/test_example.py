"""The example of 200 invented units: its data are the same on every run, and every row is good."""

from __future__ import annotations

import runpy
from pathlib import Path

import congvan
from congvan.batch import Batch, Join, Report, read_rows
from tests.support.tools import ROOT

FOLDER = ROOT / "examples" / "lo-200-don-vi"


def example(folder: Path) -> Batch:
    made = runpy.run_path(str(FOLDER / "du_lieu.py"))
    rows = read_rows(made["write_units"](folder))
    join = Join(into="tables.diem.rows", rows=read_rows(made["write_points"](folder), repeated=True))
    return Batch(congvan.read(FOLDER / "thong-bao-ket-qua.md"), rows, joins=join, name="{ma}-{stem}")


def test_every_unit_of_the_example_has_a_good_row(tmp_path: Path) -> None:
    batch = example(tmp_path)
    assert batch.check() == Report(checked=200)
    assert not batch.findings
    assert len({row.cells[1] for row in batch.rows.rows}) == 200
    again = tmp_path / "again"
    again.mkdir()
    assert example(again).rows.rows == batch.rows.rows
