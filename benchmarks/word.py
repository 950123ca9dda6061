"""How many Word letters a second each way of making them yields, as ratios to docxtpl, on three letters.

python -m benchmarks.word [--rounds 9] [--save]

The ways take turns in every round, each letter's text is compared before anything is timed, and peers that
are not installed are named with the command that installs them. `--save` writes benchmarks/results/.
Times are the processor's: what else runs on a machine interrupts a long letter more often than a short one.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import re
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

from benchmarks.letters import peers
from benchmarks.letters.content import Content, content
from benchmarks.memory import memory_now
from congvan.opc import read_package
from congvan.opc.zipping import fastest

ROOT = Path(__file__).parents[1]
LETTERS = {
    "two pages, 25 paragraphs, 20 x 7": (content(paragraphs=25, rows=20), 50.0),
    "short, 8 paragraphs, 5 x 7": (content(paragraphs=8, rows=5), 50.0),
    "long, 25 paragraphs, 300 x 7": (content(paragraphs=25, rows=300), 25.0),
}
LEAST_OVER_PEERS = 10.0
LEAST_OF_OBJECTS = 30.0
MOST_GROWTH_MB = 20
_MARKUP = re.compile(r"<[^>]*>|\s")


@frozen
class Taken:
    """The median seconds of a letter in each round, and its size."""

    seconds: list[float]
    size: int


def words(data: bytes) -> str:
    """Everything the body says, without markup or white space."""
    return _MARKUP.sub("", read_package(data).read("word/document.xml").decode())


def check(name: str, data: bytes, wanted: Content, expected: str) -> None:
    """Stops where a letter does not say what docxtpl's says."""
    said = words(data)
    if name == peers.DISPATCHES:
        texts = [*wanted.texts, *(cell for row in wanted.rows for cell in row.values())]
        lacking = [text for text in texts if _MARKUP.sub("", _escaped(text)) not in said]
        assert not lacking, f"{name}: {lacking[:3]}"
    else:
        assert said == expected, f"{name} says something else"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def median_of(make: peers.Maker, letters: int) -> tuple[float, bytes]:
    """Seconds of the middle one of some letters, and the last letter."""
    times, made = [], b""
    for _ in range(letters):
        start = time.process_time()
        made = make()
        times.append(time.process_time() - start)
    return statistics.median(times), made


def middle(stage: Callable[[], object], letters: int) -> float:
    """Seconds of the middle one of many turns of a stage."""
    return median_of(lambda: stage() and b"", letters)[0]


def measured(wanted: Content, rounds: int) -> dict[str, Taken]:
    """Every way that is there, in turns."""
    inside = {peer.name: (peer, peer.maker(wanted)) for peer in peers.INSIDE if is_there(peer)}
    outside = [peer for peer in peers.OUTSIDE if peer.needs.exists()]
    expected = words(inside["docxtpl"][1]())
    taken: dict[str, Taken] = {}
    for number in range(rounds + 1):
        results = {name: median_of(make, peer.letters) for name, (peer, make) in inside.items()}
        results |= {peer.name: peer.round(wanted, 5) for peer in outside}
        for name, (seconds, data) in results.items():
            if number == 0:
                check(name, data, wanted, expected)
                taken[name] = Taken([], len(data))
            else:
                taken[name].seconds.append(seconds)
    return taken


def is_there(peer: peers.Peer) -> bool:
    """Whether a way inside this process can be gone."""
    return peer.name != "docx-mailmerge2" or importlib.util.find_spec("mailmerge") is not None


def ratio(taken: dict[str, Taken], name: str, to: str) -> float:
    """How many times as fast `name` is as `to`: the median of the rounds' ratios."""
    pairs = zip(taken[to].seconds, taken[name].seconds, strict=True)
    return statistics.median(other / mine for other, mine in pairs)


def table(taken: dict[str, Taken]) -> Iterator[str]:
    """A line for each way, the fastest first."""
    leaves_out = {peer.name: peer.leaves_out for peer in (*peers.INSIDE, *peers.OUTSIDE)}
    yield "| way | letters a CPU second | x docxtpl | bytes | leaves out |"
    yield "|---|---|---|---|---|"
    for name in sorted(taken, key=lambda name: statistics.median(taken[name].seconds)):
        seconds = statistics.median(taken[name].seconds)
        times = ratio(taken, name, "docxtpl")
        yield f"| {name} | {1 / seconds:,.0f} | {times:.1f} | {taken[name].size:,} | {leaves_out[name]} |"


def bars(taken: dict[str, Taken], least: float, *, is_reference: bool) -> Iterator[tuple[str, bool]]:
    """What congvan has to reach on this letter, and whether it does."""
    times = ratio(taken, "congvan", "docxtpl")
    yield f"congvan / docxtpl {times:.1f} (at least {least:g})", times >= least
    if not is_reference:
        return
    others = [name for name in taken if not name.startswith("congvan") and name != "docxtpl"]
    fastest_peer = min(others, key=lambda name: statistics.median(taken[name].seconds))
    times = ratio(taken, "congvan", fastest_peer)
    yield f"congvan / {fastest_peer} {times:.1f} (at least {LEAST_OVER_PEERS:g})", times >= LEAST_OVER_PEERS
    times = ratio(taken, peers.DISPATCHES, "docxtpl")
    said = f"{peers.DISPATCHES} / docxtpl {times:.1f} (at least {LEAST_OF_OBJECTS:g}, 45 is the aim)"
    yield said, times >= LEAST_OF_OBJECTS


def where_time_goes(wanted: Content, letters: int = 300) -> Iterator[str]:
    """The stages of one letter in microseconds, beside the floor: packing the final bytes alone."""
    from congvan.tags.limits import DEFAULT_LIMITS, Meter
    from congvan.tags.program.operations import Run
    from congvan.word.engine.rendering import Rendering
    from congvan.word.markup import escape_lines
    from congvan.word.template import Template

    template = Template(peers.templates.jinja_template())
    blueprint = template._blueprint
    sheet = blueprint.sheets[0]
    page = sheet.tags.page
    assert page is not None
    values = peers.congvan_values(wanted)
    limits = DEFAULT_LIMITS

    def pieces() -> tuple[list[object], Run]:
        rendering = Rendering(blueprint.ground)
        run = Run(Meter.of(limits), rendering, sheet.tags.outputs)
        return page.pieces(values, run), run

    texts = [text if type(text) is str else "" for text in pieces()[0][1::2]]
    package = read_package(template.render(values))
    parts = {item.part.name: package.read(item.part.name) for item in blueprint.sheets}
    stages = {
        "context": lambda: peers.congvan_values(wanted),
        "render (body)": pieces,
        "escape (body)": lambda: escape_lines(texts),
        "deflate": lambda: [fastest()(data) for data in parts.values()],
        "deflate, zlib 3": lambda: [zlib.compress(data, 3, -15) for data in parts.values()],
        "deflate and zip": lambda: blueprint.packer.packed(parts),
        "whole letter": lambda: template.render(peers.congvan_values(wanted)),
    }
    times = {
        name: median_of(lambda stage=stage: stage() and b"", letters)[0] for name, stage in stages.items()
    }
    for name, seconds in times.items():
        yield f"{name:16} {seconds * 1e6:8.0f} us"
    yield f"floor (deflate alone) is {times['deflate'] / times['whole letter']:.0%} of the whole"


def without_isal(rounds: int) -> Iterator[str]:
    """The ratios to docxtpl where isal has no wheel, measured in a process that cannot load it."""
    script = f"import sys; sys.modules['isal'] = None; from benchmarks.word import plain; plain({rounds})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    yield from done.stdout.splitlines()


def plain(rounds: int) -> None:
    """Print how many times as fast congvan is as docxtpl on each letter, with whatever deflate there is."""
    ways = [peer for peer in peers.INSIDE if peer.name in ("congvan", "docxtpl")]
    for name, (wanted, least) in LETTERS.items():
        makers = {peer.name: (peer, peer.maker(wanted)) for peer in ways}
        times = []
        for _ in range(rounds):
            mine, theirs = (
                median_of(makers[one][1], makers[one][0].letters)[0] for one in ("congvan", "docxtpl")
            )
            times.append(theirs / mine)
        said = f"{statistics.median(times):.1f} (with isal at least {least:g})"
        print(f"{name}: congvan / docxtpl {said}, deflate by {fastest().deflate.__module__}")


def growth(wanted: Content, letters: int = 10_000) -> float:
    """How many MB the process grows by over many letters, after the first hundreds."""
    make = peers.congvan(wanted)
    for _ in range(500):
        make()
    before = memory_now()
    for _ in range(letters):
        make()
    return memory_now() - before


def report(rounds: int) -> Iterator[tuple[str, bool]]:
    """Every line of the result, with whether it holds."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    packer = fastest().deflate.__module__
    yield f"commit {commit.stdout.strip()}, {platform.python_implementation()} {sys.version.split()[0]}", True
    yield f"machine {platform.machine()}, {platform.system()}, deflate by {packer}", True
    for peer in peers.OUTSIDE:
        if not peer.needs.exists():
            yield f"skipped: {peer.name} ({peer.how})", True
    if importlib.util.find_spec("mailmerge") is None:
        yield "skipped: docx-mailmerge2 (pip install docx-mailmerge2)", True
    first = next(iter(LETTERS))
    for name, (wanted, least) in LETTERS.items():
        taken = measured(wanted, rounds)
        yield f"\n## {name}\n", True
        yield from ((line, True) for line in table(taken))
        yield "", True
        yield from bars(taken, least, is_reference=name == first)
    wanted = LETTERS[first][0]
    yield f"\n## where the time goes: {first}\n", True
    yield from ((line, True) for line in where_time_goes(wanted))
    yield "\n## without isal\n", True
    yield from ((line, True) for line in without_isal(rounds))
    grown = growth(LETTERS["short, 8 paragraphs, 5 x 7"][0])
    yield (
        f"\n10,000 letters grow the process by {grown:.1f} MB (at most {MOST_GROWTH_MB})",
        grown < MOST_GROWTH_MB,
    )


def main() -> int:
    """Measure, print, and return 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--save", action="store_true", help="write the result under benchmarks/results/")
    arguments = parser.parse_args()
    lines: list[str] = []
    missed = 0
    for line, holds in report(arguments.rounds):
        lines.append(line if holds else f"{line}  MISSED")
        missed += not holds
        print(lines[-1], flush=True)
    if arguments.save:
        commit = lines[0].split()[1].rstrip(",")
        target = ROOT / "benchmarks" / "results" / f"word-{commit}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
