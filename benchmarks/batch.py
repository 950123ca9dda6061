"""How fast a batch is: against a plain loop over docxtpl and openpyxl, with two processes, as it grows.

python -m benchmarks.batch [--letters 5000] [--plain 60] [--grown 50000] [--pairs 12000]
    [--only growth] [--save]

Each letter has two pages and one annex workbook; both ways write the same texts, which is checked. Times are
of one run on one machine: what counts are the ratios. All is in processor time but two processes.
"""

from __future__ import annotations

import argparse
import io
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import mean, median

from attrs import frozen

import congvan
from benchmarks.memory import peak_memory
from congvan.batch import Batch, Join, Rows, read_rows
from congvan.opc import read_package
from congvan.register import Register, Series

LEAST_ON_DISK = 12.0
LEAST_IN_MEMORY = 25.0
LEAST_OF_TWO = 1.6
MOST_GROWTH_MB = 50
MOST_SLOWER = 1.10
PARAGRAPHS = 22
ANNEX_ROWS = 20
OFFICE = "Sở Nội vụ"
COLUMNS = ("ho_ten", "don_vi", "chuc_vu", "lop", "buoi")

HEAD = """---
issuer: {name: Sở Nội vụ, parent: UBND tỉnh Lam Giang, place: Lam Giang}
reference: /SNV-CCHC
date: 2027-03
subject: đăng ký tập huấn kỹ năng số của {{ ten }}
recipients: ["{{ ten }}"]
signatory: {authority: KT. Giám đốc, position: Phó Giám đốc, name: Phan Thị Thu Nguyệt}
copies_to: [Như trên, UBND tỉnh (để b/c)]
archive: [VT, P.CCHC]
appendices:
  - name: dang_ky
    title: Danh sách đăng ký
    send_as: workbook
    tables:
      - columns:
          - {title: STT, kind: stt}
          - {title: Họ và tên, key: ho_ten}
          - {title: Đơn vị, key: don_vi}
          - {title: Chức vụ, key: chuc_vu}
          - {title: Lớp, key: lop}
          - {title: Số buổi, key: buoi, kind: integer}
---
"""
_MARKUP = re.compile(r"<[^>]*>|\s")


def source_text() -> str:
    """A source of two pages."""
    line = (
        "{{ ten }} rà soát, lập danh sách công chức tham dự, bảo đảm đúng thành phần, đủ {{ so }} người;"
        " bố trí công việc để người được cử đi tham dự đủ các buổi và báo cáo kết quả sau khi kết thúc lớp."
    )
    body = [f"{number}. {line}" for number in range(1, PARAGRAPHS + 1)]
    return HEAD + "Sở Nội vụ đề nghị theo Phụ lục kèm theo:\n\n" + "\n\n".join(body) + "./.\n"


def annex_lines(number: int) -> list[dict[str, object]]:
    """The lines of one unit's annex."""
    return [
        {
            "ho_ten": f"Nguyễn Văn {number}-{line}",
            "don_vi": f"Đơn vị {number}",
            "chuc_vu": "Chuyên viên",
            "lop": f"Lớp {line % 4 + 1}",
            "buoi": line % 9,
        }
        for line in range(ANNEX_ROWS)
    ]


def record(number: int) -> dict[str, object]:
    """One row."""
    return {"ma": f"DV{number:06}", "ten": f"Đơn vị số {number}", "so": number % 30 + 1}


def rows(count: int) -> Rows:
    """So many rows."""
    return read_rows(record(number) for number in range(count))


def joined_lines(count: int) -> Join:
    """The annex lines of so many rows."""
    lines = ({"ma": f"DV{number:06}", **line} for number in range(count) for line in annex_lines(number))
    return Join(into="tables.dang_ky.rows", rows=read_rows(lines, repeated=True))


def words(data: bytes) -> str:
    """Everything a letter says, without markup or white space."""
    return _MARKUP.sub("", read_package(data).read("word/document.xml").decode())


class PlainLoop:
    """What a script author writes: docxtpl for the letter, openpyxl for the annex, one after the other."""

    def __init__(self) -> None:
        source = congvan.read(source_text().encode())
        made = congvan.render(source.bind({"ten": "{{ ten }}", "so": "{{ so }}"}), name="mau")
        self.letter, self.book = (made.files[f"mau{end}"] for end in (".docx", "-phu-luc.xlsx"))

    def document(self, number: int) -> bytes:
        """One letter in memory."""
        from docxtpl import DocxTemplate

        template = DocxTemplate(io.BytesIO(self.letter))
        template.render(record(number), autoescape=True)
        stream = io.BytesIO()
        template.save(stream)
        return stream.getvalue()

    def annex(self, number: int) -> bytes:
        """One annex in memory: the stock one opened, its rows filled in."""
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(self.book))
        sheet = book.worksheets[0]
        first = sheet.max_row + 1
        for place, line in enumerate(annex_lines(number)):
            for column, value in enumerate((place + 1, *line.values()), start=1):
                sheet.cell(first + place, column).value = value  # type: ignore[assignment]
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def to_disk(self, count: int, folder: Path) -> None:
        """So many letters and annexes written."""
        for number in range(count):
            (folder / f"DV{number:06}.docx").write_bytes(self.document(number))
            (folder / f"DV{number:06}-phu-luc.xlsx").write_bytes(self.annex(number))


@frozen
class Spent:
    """Seconds of the processor and of the clock, for one letter."""

    processor: float
    clock: float

    @classmethod
    def by(cls, work: Callable[[], object], letters: int) -> Spent:
        """What `work` takes for each of so many letters."""
        processor, clock = time.process_time(), time.perf_counter()
        work()
        return cls((time.process_time() - processor) / letters, (time.perf_counter() - clock) / letters)


def batch_to_disk(count: int, folder: Path, *, jobs: int = 1, numbered: bool = True) -> Spent:
    """A batch of so many letters with annexes and record, numbered and entered if so wanted; all counted."""
    folder.mkdir()
    with Register.init(folder / "so.db", Series(OFFICE, 2027)) as book:

        def run() -> None:
            source = congvan.read(source_text().encode())
            batch = Batch(source, rows(count), joins=joined_lines(count), name="{ma}")
            day = date(2027, 3, 5) if numbered else None
            report = batch.run(into=folder / "out", register=book if numbered else None, date=day, jobs=jobs)
            assert (report.made, report.files) == (count, 2 * count)

        return Spent.by(run, count)


def check_texts(loop: PlainLoop, folder: Path) -> None:
    """Both ways say the same, in letters and in annexes, but for number and day, which drafts leave blank."""
    batch_to_disk(4, folder, numbered=False)
    for number in range(4):
        name = f"DV{number:06}"
        assert words(loop.document(number)) == words((folder / "out" / f"{name}.docx").read_bytes())
        book = (folder / "out" / f"{name}-phu-luc.xlsx").read_bytes()
        assert cells(loop.annex(number)) == cells(book)


def cells(data: bytes) -> list[tuple[object, ...]]:
    """What the rows of a workbook hold, empty cells and rows left out."""
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = (tuple(cell for cell in row if cell is not None) for row in sheet.iter_rows(values_only=True))
    return [row for row in found if row]


def on_disk(letters: int, plain: int, folder: Path) -> Iterator[tuple[str, bool]]:
    loop = PlainLoop()
    check_texts(loop, folder / "texts")
    (folder / "plain").mkdir()
    # The loop takes its turns before and after the batch: a machine that is shared changes its pace.
    spent = [Spent.by(lambda: loop.to_disk(plain // 2, folder / "plain"), plain // 2)]
    mine = batch_to_disk(letters, folder / "batch")
    spent.append(Spent.by(lambda: loop.to_disk(plain // 2, folder / "plain"), plain // 2))
    processor = mean(turn.processor for turn in spent) / mine.processor
    clock = mean(turn.clock for turn in spent) / mine.clock
    said = f"{letters} letters with annexes, {1 / mine.processor:,.0f}/s: {processor:.1f} x the plain loop"
    yield f"{said}, {clock:.1f} x by the clock", processor >= LEAST_ON_DISK


def in_memory(plain: int, letters: int = 300) -> Iterator[tuple[str, bool]]:
    loop = PlainLoop()
    text = re.sub(r"appendices:.*?---\n", "---\n", source_text(), flags=re.DOTALL)
    source = congvan.read(text.encode())

    def mine(count: int) -> None:
        for number in range(count):
            said = {"ten": f"Đơn vị số {number}", "so": number}
            congvan.render(source.bind(said), name="x", checked=False)

    def theirs(count: int) -> None:
        for number in range(count):
            loop.document(number)

    mine(10)
    turns = [
        (Spent.by(lambda: theirs(plain // 5), plain // 5), Spent.by(lambda: mine(letters // 5), letters // 5))
        for _ in range(5)
    ]
    times = median(other.processor / own.processor for other, own in turns)
    each = median(own.processor for _, own in turns)
    yield (
        f"letters alone in memory, without findings, {1 / each:,.0f}/s: {times:.1f} x docxtpl",
        times >= LEAST_IN_MEMORY,
    )


def two_processes(letters: int, folder: Path) -> Iterator[tuple[str, bool]]:
    one, two = (
        batch_to_disk(letters, folder / f"jobs-{jobs}", jobs=jobs, numbered=False).clock for jobs in (1, 2)
    )
    yield f"{letters} letters, 2 processes / 1: {one / two:.2f}", one / two >= LEAST_OF_TWO


def growth(sizes: tuple[int, int], folder: Path) -> Iterator[tuple[str, bool]]:
    """Time per letter and memory, each size in a process of its own."""
    found = []
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.batch", "--one", str(size), "--folder", str(folder)],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        found.append([float(word) for word in done.stdout.split()])
    (first, small), (last, large) = found
    said = f"{sizes[0]} to {sizes[1]} letters: {last / first:.2f} x the time per letter"
    yield said, last / first <= MOST_SLOWER
    yield f"and {large - small:.0f} MB more", large - small <= MOST_GROWTH_MB


def one(count: int, folder: Path) -> None:
    """Letters without annexes in this process: seconds per letter, and the most memory in MB."""
    text = re.sub(r"appendices:.*?---\n", "---\n", source_text(), flags=re.DOTALL)

    def run() -> None:
        batch = Batch(congvan.read(text.encode()), rows(count), name="{ma}")
        batch.run(into=folder / f"grown-{count}", jobs=1)

    print(Spent.by(run, count).processor, peak_memory())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--letters", type=int, default=5_000)
    parser.add_argument("--plain", type=int, default=60)
    parser.add_argument("--grown", type=int, default=50_000)
    parser.add_argument("--pairs", type=int, default=12_000)
    parser.add_argument("--only", choices=("disk", "memory", "processes", "growth"))
    parser.add_argument("--folder", help="where files are written; a disk, not memory")
    parser.add_argument("--one", type=int)
    parser.add_argument("--save", action="store_true")
    wanted = parser.parse_args()
    if wanted.one:
        one(wanted.one, Path(wanted.folder))
        return
    lines = [f"Python {platform.python_version()}, {platform.machine()}"]
    with tempfile.TemporaryDirectory(dir=wanted.folder) as name:
        folder = Path(name)
        parts = {
            "disk": on_disk(wanted.letters, wanted.plain, folder),
            "memory": in_memory(wanted.plain),
            "processes": two_processes(wanted.pairs, folder),
            "growth": growth((min(500, wanted.grown // 2), wanted.grown), folder),
        }
        for part in (parts[name] for name in parts if wanted.only in (None, name)):
            for said, is_met in part:
                lines.append(f"{'met   ' if is_met else 'MISSED'} {said}")
                print(lines[-1], flush=True)
    if wanted.save:
        path = Path(__file__).parent / "results" / "batch.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
