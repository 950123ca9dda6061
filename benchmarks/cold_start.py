"""How long the command takes to start, as ratios: help against bare click, a letter against bare Python.

python benchmarks/cold_start.py [--rounds 21]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "bao-cao-cuoi-nam.md"
# An installed package is compiled once; so is the checkout, whatever this shell says.
INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
MOST_OF_HELP = 1.3
MOST_OF_RENDER = 40.0

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
    """How long one run of a command takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=INSTALLED)
    return time.perf_counter() - start


def medians(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median time of each command, taken in turns so that the machine's moods meet them all."""
    for command in commands.values():
        seconds(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return {name: statistics.median(taken) for name, taken in times.items()}


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
            "congvan render": [*run, "render", str(EXAMPLE), "--into", str(Path(folder, "out")), "--force"],
        }
        shared = {*page(commands["bare click --help"])} & {*page(commands["congvan --help"])}
        assert len(shared) > 40, "the two help pages do not say the same"
        taken = medians(commands, rounds)
    for name, median in taken.items():
        print(f"{name:20} {median * 1000:7.1f} ms")
    help_ratio = taken["congvan --help"] / taken["bare click --help"]
    render_ratio = taken["congvan render"] / taken["python -c pass"]
    print(f"congvan --help / bare click    {help_ratio:5.2f}  (at most {MOST_OF_HELP})")
    print(f"congvan render / python pass   {render_ratio:5.2f}  (at most {MOST_OF_RENDER:g})")
    return 0 if help_ratio <= MOST_OF_HELP and render_ratio <= MOST_OF_RENDER else 1


if __name__ == "__main__":
    sys.exit(main())
