"""An invented office's batch: a source, its rows, and runs of it that are killed."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import congvan
from congvan.batch import Batch, Report, Rows, read_rows
from congvan.batch.targets.manifest import NAME, Manifest
from congvan.opc import PackageError, content_digest
from congvan.register import Register, Series
from congvan.source import Source

OFFICE = "Sở Du lịch"
SERIES = Series(OFFICE, 2027)
DAY = date(2027, 3, 5)
TEXT = """---
Cơ quan ban hành: {Tên: Sở Du lịch, Cơ quan chủ quản: UBND tỉnh Lam Giang, Địa danh: Lam Giang}
Số, ký hiệu: /SDL-LH
Ngày: 2027-03
Trích yếu: cử người dự tập huấn năm {{ nam }}
Giá trị: {nam: 2027}
Kính gửi: [Các đơn vị]
Người ký: {Quyền hạn: KT. Giám đốc, Chức vụ: Phó Giám đốc, Họ và tên: Lê Thị Mẫu}
Nơi nhận: [Như trên]
Lưu: [VT, LH]
---
Sở Du lịch đề nghị {{ ten }} cử {{ so_nguoi }} người dự tập huấn./.
"""


def source(text: str = TEXT) -> Source:
    """The source that the rows fill."""
    return congvan.read(text.encode())


def record(number: int, **changes: object) -> dict[str, object]:
    """One invented unit."""
    plain: dict[str, object] = {"ma": f"DV{number:02}", "ten": f"Đơn vị {number}", "so_nguoi": number}
    return plain | changes


def rows(count: int, **changes: object) -> Rows:
    """So many invented units, `changes` to all of them."""
    return read_rows([record(number, **changes) for number in range(1, count + 1)])


def batch(count: int = 5, **changes: object) -> Batch:
    """A batch of so many units."""
    return Batch(source(), rows(count, **changes), name="{ma}")


def numbered(folder: Path, count: int, **options: object) -> Report:
    """The batch of so many units run into `folder/out`, numbered from the register beside it."""
    with Register.open(folder / "so.db") as register:
        return batch(count).run(into=folder / "out", register=register, date=DAY, **options)  # type: ignore[arg-type]


def begin(folder: Path) -> Path:
    """A folder with a new register in it, or with the one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "so.db").exists():
        Register.init(folder / "so.db", SERIES).close()
    return folder


def write_inputs(folder: Path, count: int) -> None:
    """What a person would have written: the source `thu.md`, the rows `d.csv`."""
    (folder / "thu.md").write_text(TEXT, encoding="utf-8")
    lines = [",".join(map(str, record(number).values())) for number in range(1, count + 1)]
    (folder / "d.csv").write_text("\n".join(("ma,ten,so_nguoi", *lines, "")), encoding="utf-8")


def state(folder: Path) -> Mapping[str, object]:
    """All that a run leaves: what every file says, every line of the register and of the record."""
    files = {path.name: said(path) for path in sorted((folder / "out").iterdir()) if path.suffix != ".db"}
    with Register.open(folder / "so.db", read_only=True) as register:
        entries = [
            (str(entry.number), entry.state, entry.date, entry.particulars, dict(entry.digests))
            for entry in register.entries(SERIES)
        ]
        holes = [hole.text for hole in register.holes(SERIES)]
    with Manifest.open(folder / "out" / NAME) as manifest:
        lines = [(line.key, line.stage, line.number, dict(line.files)) for line in manifest.lines()]
    return {"files": files, "entries": entries, "holes": holes, "record": lines}


def said(path: Path) -> str:
    """What a file says, as a digest."""
    data = path.read_bytes()
    try:
        return content_digest(data)
    except PackageError:
        return hashlib.sha256(data).hexdigest()


def killed_run(folder: Path, count: int, after: float) -> bool:
    """Run in a process of its own and kill it after so many seconds; True when it was killed.

    A run that fails by itself is neither done nor killed: an AssertionError.
    """
    process = multiprocessing.get_context("fork").Process(target=numbered, args=(folder, count))
    process.start()
    process.join(after)
    process.kill()
    process.join()
    return was_killed(process.exitcode)


def was_killed(code: int | None) -> bool:
    """Whether a process with this exit code was killed; False when it had done its work before."""
    assert code in (0, -signal.SIGKILL), f"ended by itself with exit code {code}"
    return code != 0
