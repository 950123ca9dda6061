"""What the record of a batch says of its rows and of the numbers drawn for them (dòng của sổ lô)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.model.fields import as_named


def _as_files(value: Mapping[str, str]) -> immutabledict[str, str]:
    return as_named(value)


class Stage(Enum):
    """How far a row has come: planned, published (files are there), done (entered too); failed; void.

    A planned row may have a number already; a void one has given it up.
    """

    PLANNED = "planned"
    PUBLISHED = "published"
    DONE = "done"
    FAILED = "failed"
    VOID = "void"


@frozen(kw_only=True)
class Line:
    """What the record says of a row: `input` is a digest of what went in, `files` digests by name.

    `draw` is the draw its number came from, `entered` what the register is told of it, `reason` why it
    failed; each None where there is none.
    """

    key: str
    line: int
    input: str
    stage: Stage
    draw: int | None = None
    number: str | None = None
    files: immutabledict[str, str] = field(factory=immutabledict, converter=_as_files)
    entered: immutabledict[str, object] | None = None
    reason: str | None = None


@frozen
class Drawn:
    """Where the numbers of a draw came from, and their date of issue; None while they are being drawn."""

    series: str
    day: date | None


NOT_DRAWN = Drawn("", None)
"""What there is to say of a row without a number."""


@frozen
class Numbered:
    """What number a row has, and the draw it came from; None where there is none."""

    number: str | None = None
    draw: int | None = None


NOT_NUMBERED = Numbered()
"""What there is to say of a row of which nothing is recorded."""


@frozen
class OpenDraw:
    """Numbers about to be drawn: for which rows, in order, from which series, with which date of issue."""

    draw: int
    series: str
    one_number: bool
    day: date
    keys: tuple[str, ...]
