"""How fast an annex of ten typed, styled columns is made from a template, as ratios to other ways.

python -m benchmarks.excel [--rounds 9] [--rows 100000] [--save]

Thirty rows are made in one process, the ways taking turns in every round; many rows are made to a file, each
way in a process of its own, which also tells how much memory it grew by. All outputs are read back and
compared before anything is timed. Peers that are not installed are named with their package.
`--save` writes benchmarks/results/.
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
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.annexes.peers import FIRST, KEYS, PEERS, TITLE, Peer, rows

ROOT = Path(__file__).parents[1]
SMALL = 30
MOST_GROWTH_MB = 20.0


def read_back(path: Path) -> list[list[Any]]:
    """The cells of the annex as a reader that none of the ways uses sees them."""
    from python_calamine import CalamineWorkbook

    found: list[list[Any]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return found


def check(peer: Peer, path: Path, count: int) -> None:
    """Stop where the annex does not say what it must."""
    said = read_back(path)
    assert said[0][0] == TITLE, (peer.name, said[0])
    for line, row in zip(said[FIRST - 1 : FIRST - 1 + count], rows(count), strict=True):
        for value, key in zip(line, KEYS, strict=True):
            wanted = row[key]
            same = value == wanted if isinstance(wanted, str | date) else abs(value - wanted) < 1e-9
            assert same, (peer.name, key, value, wanted)


def checked_small(peer: Peer, folder: Path) -> None:
    """The annex of thirty rows, compared."""
    data = peer.make(SMALL)(SMALL, None)
    path = folder / "small.xlsx"
    path.write_bytes(data or b"")
    check(peer, path, SMALL)


def small(peers: list[Peer], rounds: int) -> dict[str, list[float]]:
    """Seconds of one annex of thirty rows, by way, one of each round."""
    makers = {peer.name: peer.make(SMALL) for peer in peers}
    taken: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for make in makers.values():
        for _ in range(5):
            make(SMALL, None)
    for turn in range(rounds):
        order = list(makers)
        for name in order[turn % len(order) :] + order[: turn % len(order)]:
            repeats = 100 if name == "congvan" else 20
            start = time.perf_counter()
            for _ in range(repeats):
                makers[name](SMALL, None)
            taken[name].append((time.perf_counter() - start) / repeats)
    return taken


def alone(name: str, count: int, path: str) -> None:
    """Make the large annex in this process, and print what it took."""
    peer = next(peer for peer in PEERS if peer.name == name)
    make = peer.make(count)
    make(SMALL, path)
    before = peak_memory()
    start = time.perf_counter()
    make(count, path)
    taken = time.perf_counter() - start
    print(json.dumps({"seconds": taken, "grown": peak_memory() - before, "peak": peak_memory()}))


def peak_memory() -> float:
    """The peak of this process in MB; of its own, not of the one that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def large(peers: list[Peer], count: int, rounds: int, folder: Path) -> dict[str, list[dict[str, float]]]:
    """Seconds and memory of one large annex, by way, one of each round."""
    taken: dict[str, list[dict[str, float]]] = {peer.name: [] for peer in peers}
    for turn in range(rounds):
        for peer in peers[turn % len(peers) :] + peers[: turn % len(peers)]:
            path = folder / "large.xlsx"
            command = [sys.executable, "-m", "benchmarks.excel", "--alone", peer.name, "--rows", str(count)]
            done = subprocess.run(
                [*command, "--into", str(path)], capture_output=True, text=True, check=True, cwd=ROOT
            )
            found = json.loads(done.stdout)
            if turn == 0:
                check(peer, path, count)
                found["size"] = path.stat().st_size
            taken[peer.name].append(found)
    return taken


def ratio(ours: list[float], theirs: list[float]) -> float:
    """How many times as long they take: the median over the rounds."""
    return statistics.median(b / a for a, b in zip(ours, theirs, strict=True))


def report(rounds: int, count: int) -> Iterator[tuple[str, bool]]:
    """The lines of the result, each with whether its bar holds."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    distributions = {each.metadata["Name"] for each in importlib.metadata.distributions()}
    packer = "isal" if "isal" in distributions else "zlib"
    machine = f"Python {platform.python_version()}, {platform.machine()}, deflate by {packer}"
    yield f"commit {commit.stdout.strip()}, {machine}", True
    peers = [peer for peer in PEERS if peer.is_installed]
    for peer in PEERS:
        missing = f"skipped (pip install {peer.package})"
        version = importlib.metadata.version(peer.package) if peer.is_installed else missing
        yield f"{peer.name}: {version}", True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for peer in peers:
            checked_small(peer, folder)
        yield from small_lines(peers, rounds)
        streaming = [peer for peer in peers if peer.name != "xltpl"]
        yield from large_lines(streaming, count, max(3, rounds // 3), folder)


def small_lines(peers: list[Peer], rounds: int) -> Iterator[tuple[str, bool]]:
    """The table of thirty rows."""
    yield f"\n## {SMALL} rows, in memory\n", True
    yield "| way | ms | times congvan | at least | |\n|---|---|---|---|---|", True
    taken = small(peers, rounds)
    ours = taken["congvan"]
    for peer in peers:
        times = ratio(ours, taken[peer.name])
        least = peer.least_small
        milliseconds = statistics.median(taken[peer.name]) * 1000
        line = f"| {peer.name} | {milliseconds:.2f} | {times:.1f} | {least or ''} | {peer.note} |"
        yield line, least is None or times >= least


def large_lines(peers: list[Peer], count: int, rounds: int, folder: Path) -> Iterator[tuple[str, bool]]:
    """The table of many rows."""
    yield f"\n## {count:,} rows, from a generator to a file\n", True
    yield "| way | s | times congvan | at least | grown MB | peak MB | file MB | |", True
    yield "|---|---|---|---|---|---|---|---|", True
    taken = large(peers, count, rounds, folder)
    ours = [each["seconds"] for each in taken["congvan"]]
    for peer in peers:
        found = taken[peer.name]
        times = ratio(ours, [each["seconds"] for each in found])
        seconds = statistics.median(each["seconds"] for each in found)
        grown, peak = (max(each[key] for each in found) for key in ("grown", "peak"))
        memory = f"{grown:.1f} | {peak:.0f} | {found[0]['size'] / 1e6:.2f}"
        least = peer.least_large or ""
        line = f"| {peer.name} | {seconds:.2f} | {times:.1f} | {least} | {memory} | {peer.note} |"
        holds = peer.least_large is None or times >= peer.least_large
        yield line, holds and (peer.name != "congvan" or grown < MOST_GROWTH_MB)


def main() -> int:
    """Measure, print, and return 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--save", action="store_true", help="write the result under benchmarks/results/")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--into", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        alone(arguments.alone, arguments.rows, arguments.into)
        return 0
    lines: list[str] = []
    missed = 0
    for line, holds in report(arguments.rounds, arguments.rows):
        lines.append(line if holds else f"{line}  MISSED")
        missed += not holds
        print(lines[-1], flush=True)
    if arguments.save:
        commit = lines[0].split()[1].rstrip(",")
        target = ROOT / "benchmarks" / "results" / f"excel-{commit}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
