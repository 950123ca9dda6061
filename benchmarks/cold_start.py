"""How long the command takes to start, as ratios: help against bare click, a letter against bare Python.

python benchmarks/cold_start.py [--rounds 21]

Processor time, for a machine shared with others. An installation with nothing but what congvan needs tells
most: a checkout pays for its own bookkeeping. Both examples have an annex, so that a workbook is written too.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = ("giai-trinh-diem", "bao-cao-cuoi-nam")
# An installed package is compiled once; so is the checkout, whatever this shell says.
INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
LIBRARIES = {"attr", "attrs", "click", "holidays", "immutabledict", "isal", "jinja2", "lxml", "yaml"}
SHOWN = 1.0
MOST_OF_HELP = 1.3
MOST_OF_RENDER = 25.0

BARE_CLICK = """
    import click

    @click.group(help={help!r}, epilog={epilog!r}, context_settings={{"help_option_names": ["-h", "--help"]}})
    @click.version_option("0.1.0", help="In phiên bản.")
    @click.option("--debug", is_flag=True, help="In chi tiết khi congvan gặp lỗi nội bộ.")
    def congvan(debug):
        pass

    for name, text in {commands!r}:
        congvan.command(name, help=text)(lambda: None)

    congvan(prog_name="congvan")
"""


def bare_click_script() -> str:
    """A script that shows the same help page with nothing but click."""
    from congvan.cli import congvan

    commands = [(name, command.get_short_help_str(120)) for name, command in congvan.commands.items()]
    return textwrap.dedent(BARE_CLICK).format(help=congvan.help, epilog=congvan.epilog, commands=commands)


def seconds(command: list[str]) -> float:
    """How much of the processor one run of a command takes; it must succeed."""
    before = spent_by_children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=INSTALLED)
    return spent_by_children() - before


def spent_by_children() -> float:
    """Seconds of the processor that all processes started from here have taken so far."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def medians(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median time of each command, taken in turns so that the machine's moods meet them all."""
    for command in commands.values():
        seconds(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return {name: statistics.median(taken) for name, taken in times.items()}


def shares(command: list[str]) -> dict[str, float]:
    """Milliseconds that loading takes in one run, by package and for congvan by room, the dearest first."""
    told = subprocess.run(
        [command[0], "-X", "importtime", *command[1:]],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=INSTALLED,
    ).stderr
    found: Counter[str] = Counter()
    for line in told.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdecimal():
            module = rest.rpartition("|")[2].strip().split(".")
            named = module[0] if module[0] != "congvan" else ".".join(module[:2])
            known = named.startswith("congvan") or named in LIBRARIES
            found[named if known else "the standard library"] += int(own)
    return {name: taken / 1000 for name, taken in found.most_common()}


def page(command: list[str]) -> list[str]:
    """The words of a help page, however its headings and lines are set."""
    shown = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [word for word in shown.split() if any(letter.islower() for letter in word)]


def main() -> int:
    """Measure, print, and return 1 when a ratio is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(bare_click_script(), encoding="utf-8")
        run = [sys.executable, "-c", "from congvan.cli import main; main()"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "bare click --help": [sys.executable, str(bare), "--help"],
            "congvan --help": [*run, "--help"],
        }
        for name in EXAMPLES:
            source = str(ROOT / "examples" / f"{name}.md")
            into = ["--into", str(Path(folder, "out")), "--force"]
            commands[f"congvan render {name}"] = [*run, "render", source, *into]
        shared = {*page(commands["bare click --help"])} & {*page(commands["congvan --help"])}
        assert len(shared) > 40, "the two help pages do not say the same"
        taken = medians(commands, rounds)
        loaded = shares(commands[f"congvan render {EXAMPLES[0]}"])
    for name, median in taken.items():
        print(f"{name:34} {median * 1000:7.1f} ms")
    print("loading, in one run (milliseconds; measuring it costs a tenth more):")
    print("  " + ", ".join(f"{name} {spent:.1f}" for name, spent in loaded.items() if spent >= SHOWN))
    help_ratio = taken["congvan --help"] / taken["bare click --help"]
    print(f"congvan --help / bare click    {help_ratio:5.2f}  (at most {MOST_OF_HELP})")
    dearest = 0.0
    for name in EXAMPLES:
        ratio = taken[f"congvan render {name}"] / taken["python -c pass"]
        dearest = max(dearest, ratio)
        print(f"congvan render / python pass   {ratio:5.2f}  (at most {MOST_OF_RENDER:g}), {name}")
    return 0 if help_ratio <= MOST_OF_HELP and dearest <= MOST_OF_RENDER else 1


if __name__ == "__main__":
    sys.exit(main())
