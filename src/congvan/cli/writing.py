"""`congvan new` and `congvan dump`: source files written for people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from congvan.api import dump, stock_file, write_file
from congvan.cli.reporting import said
from congvan.problems import CongvanError, Place, Problem

if TYPE_CHECKING:
    from congvan.cli.binding import Filling


def write_starter(file: str, *, force: bool, language: str) -> int:
    """Write the commented starter to a path and print it; 1 when something is there already."""
    try:
        print(write_file(Path(file), stock_file("cong-van.md"), force=force))
    except CongvanError as error:
        return _told(error.problems, file, language)
    return 0


def print_source(file: str, filling: Filling, *, language: str) -> int:
    """Print a source in its normal form; 1 when it cannot be read."""
    try:
        text = dump(filling.read(file)[1].dispatch)
    except CongvanError as error:
        return _told(error.problems, file, language)
    # Sent to a file, a source is UTF-8 whatever the console's code page.
    click.echo(text if sys.stdout.isatty() else text.encode(), nl=False)
    return 0


def _told(problems: tuple[Problem, ...], file: str, language: str) -> int:
    for problem in problems:
        print(said(problem.at(Place(file=file)), language), file=sys.stderr)
    return 1
