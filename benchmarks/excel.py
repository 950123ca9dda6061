"""How fast an annex of ten typed, styled columns is made from a template, as ratios to other ways.

python -m benchmarks.excel [--rounds 9] [--rows 100000] [--zlib] [--save]

Times are the processor's, whatever else runs beside. Thirty rows are made in one process, the ways taking
turns in every round; many rows are made to a file, each way in a process of its own, which also tells how
much memory it grew by: once with texts that come again, once with texts that never do. All outputs are read
back and compared before anything is timed. Then many rows are read back. Peers that are not installed are
named with their package: pip install XlsxWriter rustpy-xlsxwriter fastxlsx xltpl, best in an environment of
its own beside congvan.
`--zlib` hides isal, as on a machine that has none. `--save` writes benchmarks/results/.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.annexes import reading
from benchmarks.annexes.annex import FIRST, KEYS, TITLE, Task
from benchmarks.annexes.peers import PEERS, Peer
from benchmarks.memory import peak_memory

ROOT = Path(__file__).parents[1]
SMALL = Task(30)
MOST_GROWTH_MB = 20.0


def read_back(path: Path) -> list[list[Any]]:
    """The cells of the annex as a reader that none of the ways uses sees them."""
    from python_calamine import CalamineWorkbook

    found: list[list[Any]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return found


def check(peer: Peer, path: Path, task: Task) -> None:
    """Stop where the annex does not say what it must."""
    said = read_back(path)
    assert said[0][0] == TITLE, (peer.name, said[0])
    for line, row in zip(said[FIRST - 1 : FIRST - 1 + task.count], task.rows(), strict=True):
        for value, key in zip(line, KEYS, strict=True):
            wanted = row[key]
            same = value == wanted if isinstance(wanted, str | date) else abs(value - wanted) < 1e-9
            assert same, (peer.name, key, value, wanted)


def checked_small(peer: Peer, folder: Path) -> None:
    """The annex of thirty rows, compared."""
    path = folder / "small.xlsx"
    path.write_bytes(peer.make()(SMALL) or b"")
    check(peer, path, SMALL)


def small(peers: list[Peer], rounds: int) -> dict[str, list[float]]:
    """Seconds of one annex of thirty rows, by way, one of each round: the middle one of twenty or more."""
    makers = {peer.name: peer.make() for peer in peers}
    taken: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for make in makers.values():
        for _ in range(5):
            make(SMALL)
    for turn in range(rounds):
        order = list(makers)
        for name in order[turn % len(order) :] + order[: turn % len(order)]:
            times = []
            for _ in range(100 if name == "congvan" else 20):
                start = time.process_time()
                makers[name](SMALL)
                times.append(time.process_time() - start)
            taken[name].append(statistics.median(times))
    return taken


def alone(name: str, task: Task) -> None:
    """Make the large annex in this process, and print what it took."""
    peer = next(peer for peer in PEERS if peer.name == name)
    make = peer.make()
    make(Task(SMALL.count, task.path))
    before = peak_memory()
    start = time.process_time()
    make(task)
    taken = time.process_time() - start
    print(json.dumps({"seconds": taken, "grown": peak_memory() - before, "peak": peak_memory()}))


def made_of(path: Path) -> dict[str, Any]:
    """The size of the file, of all it unpacks to, and whether its texts are shared or stand in place."""
    with zipfile.ZipFile(path) as archive:
        sheet = next(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        text = archive.read(sheet)
        unpacked = sum(item.file_size for item in archive.infolist())
    shared, inline = text.count(b't="s"'), text.count(b't="inlineStr"')
    kind = "both" if shared > 100 and inline > 100 else "shared" if shared > inline else "in place"
    return {"size": path.stat().st_size, "unpacked": unpacked, "texts": kind}


def large(peers: list[Peer], task: Task, rounds: int, *, zlib: bool) -> dict[str, list[dict[str, Any]]]:
    """Seconds and memory of one large annex, by way, one of each round."""
    assert task.path is not None
    taken: dict[str, list[dict[str, Any]]] = {peer.name: [] for peer in peers}
    options = ["--rows", str(task.count), "--into", task.path]
    options += [*(("--fresh",) if task.fresh else ()), *(("--zlib",) if zlib else ())]
    for turn in range(rounds):
        for peer in peers[turn % len(peers) :] + peers[: turn % len(peers)]:
            command = [sys.executable, "-m", "benchmarks.excel", "--alone", peer.name, *options]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
            found = json.loads(done.stdout)
            if turn == 0:
                check(peer, Path(task.path), task)
                found |= made_of(Path(task.path))
            taken[peer.name].append(found)
    return taken


def ratio(ours: list[float], theirs: list[float]) -> float:
    """How many times as long they take: the median over the rounds."""
    return statistics.median(b / a for a, b in zip(ours, theirs, strict=True))


def report(rounds: int, count: int, *, zlib: bool) -> Iterator[tuple[str, bool]]:
    """The lines of the result, each with whether its bar holds."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    machine = f"Python {platform.python_version()}, {platform.machine()}, deflate by {packer()}"
    yield f"commit {commit.stdout.strip()}, {machine}", True
    peers = [peer for peer in PEERS if peer.is_installed]
    for peer in PEERS:
        missing = f"skipped (pip install {peer.package})"
        version = importlib.metadata.version(peer.package) if peer.is_installed else missing
        yield f"{peer.name}: {version}", True
    with tempfile.TemporaryDirectory() as name:
        for peer in peers:
            checked_small(peer, Path(name))
        yield from small_lines(peers, rounds)
        streaming = [peer for peer in peers if peer.name != "xltpl"]
        for fresh in (False, True):
            task = Task(count, str(Path(name, "large.xlsx")), fresh)
            chosen = streaming if not fresh else [peer for peer in streaming if peer.compares_fresh]
            yield from large_lines(task, large(chosen, task, max(3, rounds // 2), zlib=zlib), chosen)
        yield from reading_lines(Path(name), count, max(3, rounds // 2))


def packer() -> str:
    """The library that deflates here."""
    from congvan.opc.zipping import fastest

    return fastest().deflate.__module__.partition(".")[0]


def small_lines(peers: list[Peer], rounds: int) -> Iterator[tuple[str, bool]]:
    """The table of thirty rows."""
    yield f"\n## {SMALL.count} rows, in memory\n", True
    yield "| way | CPU ms | × congvan | at least | |\n|---|---|---|---|---|", True
    taken = small(peers, rounds)
    ours = taken["congvan"]
    for peer in peers:
        times = ratio(ours, taken[peer.name])
        least = peer.least_small
        milliseconds = statistics.median(taken[peer.name]) * 1000
        line = f"| {peer.name} | {milliseconds:.2f} | {times:.1f} | {least or ''} | {peer.note} |"
        yield line, least is None or times >= least


def large_lines(
    task: Task, taken: dict[str, list[dict[str, Any]]], peers: list[Peer]
) -> Iterator[tuple[str, bool]]:
    """The table of many rows."""
    kind = "texts that never come again" if task.fresh else "texts that come again"
    yield f"\n## {task.count:,} rows, from a generator to a file, {kind}\n", True
    yield "| way | CPU s | × congvan | at least | grown MB | peak MB | file MB | XML MB | texts | |", True
    yield "|---|---|---|---|---|---|---|---|---|---|", True
    ours = [each["seconds"] for each in taken["congvan"]]
    for peer in peers:
        found = taken[peer.name]
        times = ratio(ours, [each["seconds"] for each in found])
        seconds = statistics.median(each["seconds"] for each in found)
        grown, peak = (max(each[key] for each in found) for key in ("grown", "peak"))
        sizes = f"{found[0]['size'] / 1e6:.2f} | {found[0]['unpacked'] / 1e6:.0f} | {found[0]['texts']}"
        least = peer.least_large or ""
        measured = f"{seconds:.2f} | {times:.1f} | {least} | {grown:.1f} | {peak:.0f} | {sizes}"
        holds = peer.least_large is None or times >= peer.least_large
        yield (
            f"| {peer.name} | {measured} | {peer.note} |",
            holds and (peer.name != "congvan" or grown < MOST_GROWTH_MB),
        )


def reading_lines(folder: Path, count: int, rounds: int) -> Iterator[tuple[str, bool]]:
    """The table of many rows read back, as congvan and as openpyxl write them."""
    yield f"\n## {count:,} rows read back\n", True
    yield "| reader | texts shared: CPU s | × congvan | texts in place: CPU s | × congvan | at least |", True
    yield "|---|---|---|---|---|---|", True
    taken = []
    for name in ("congvan", "openpyxl write-only"):
        task = Task(count, str(folder / "read.xlsx"))
        next(peer for peer in PEERS if peer.name == name).make()(task)
        taken.append(reading.read((folder / "read.xlsx").read_bytes(), task, rounds))
    for name, (_, least) in reading.READERS.items():
        ratios = [reading.ratio(each, name) for each in taken]
        cells = [
            f"{statistics.median(each[name]):.2f} | {times:.1f}"
            for each, times in zip(taken, ratios, strict=True)
        ]
        yield f"| {name} | {' | '.join(cells)} | {least or ''} |", least is None or min(ratios) >= least


def main() -> int:
    """Measure, print, and return 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--zlib", action="store_true", help="pack with Python's own zlib, as without isal")
    parser.add_argument("--save", action="store_true", help="write the result under benchmarks/results/")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    parser.add_argument("--fresh", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.zlib:
        sys.modules["isal"] = None  # type: ignore[assignment]
    if arguments.alone:
        alone(arguments.alone, Task(arguments.rows, arguments.into, arguments.fresh))
        return 0
    lines: list[str] = []
    missed = 0
    for line, holds in report(arguments.rounds, arguments.rows, zlib=arguments.zlib):
        lines.append(line if holds else f"{line}  MISSED")
        missed += not holds
        print(lines[-1], flush=True)
    if arguments.save:
        commit = lines[0].split()[1].rstrip(",")
        kind = "-zlib" if arguments.zlib else ""
        target = ROOT / "benchmarks" / "results" / f"excel-{commit}{kind}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
