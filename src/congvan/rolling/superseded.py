"""Instruments that offices still cite and that another has replaced (văn bản đã được thay thế)."""

from __future__ import annotations

import re

from immutabledict import immutabledict

from congvan.vietnamese.hygiene import fold

SUPERSEDED = immutabledict(
    {
        "110/2004/NĐ-CP": "30/2020/NĐ-CP",
        "09/2010/NĐ-CP": "30/2020/NĐ-CP",
        "01/2011/TT-BNV": "30/2020/NĐ-CP",
        "36-HD/VPTW": "05-HD/VPTW",
    }
)
"""What was replaced and what replaced it: Điều 37 of Nghị định 30/2020/NĐ-CP, LAW-7, LAW-8; no hearsay."""

_REFERENCE = re.compile(r"\d+[a-zđ]?/\d{4}/[\w.-]+|\d+[a-zđ]?-[A-ZĐ]+/[\w.-]+")
_FOLDED = immutabledict({fold(old): new for old, new in SUPERSEDED.items()})


def successor(reference: str) -> str | None:
    """What replaced the instrument of this reference; None when nothing is known to have."""
    return _FOLDED.get(fold(reference.strip()))


def superseded_in(text: str) -> tuple[tuple[str, str], ...]:
    """The references of a text that are replaced, each with what replaced it."""
    # A reference may end its sentence.
    references = (match[0].rstrip(".-") for match in _REFERENCE.finditer(text))
    found = ((reference, successor(reference)) for reference in references)
    return tuple((old, new) for old, new in found if new is not None)
