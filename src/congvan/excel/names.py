"""Names of worksheets: what Excel allows, each once (tên trang tính)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from congvan.model import Table

LONGEST = 31
"""Characters of a sheet's name, in UTF-16 units as Excel counts them."""

FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
RESERVED = frozenset({"history"})
"""Names that Excel keeps for itself."""


def sheet_names(appendices: Iterable[tuple[tuple[Table, ...], str]]) -> tuple[str, ...]:
    """A name for the sheet of each table of appendices with labels: the label of an only one (XLSX-11).

    Else the table's own; of a title like `Biểu mẫu 1: Nhân sự` the part before the colon is enough.
    """
    return distinct(name for tables, label in appendices for name in _names_of(tables, label))


def _names_of(tables: tuple[Table, ...], label: str) -> Iterator[str]:
    if len(tables) == 1:
        yield label
        return
    for number, table in enumerate(tables, 1):
        yield _wanted(table, f"{label} ({number})")


def distinct(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The names made fit for Excel, different from each other and from those taken whatever their case."""
    seen = {name.casefold() for name in taken} | RESERVED
    names: list[str] = []
    for name in map(_clean, wanted):
        chosen, number = name, 2
        while chosen.casefold() in seen:
            suffix = f" ({number})"
            chosen, number = _cut(name, LONGEST - len(suffix)) + suffix, number + 1
        seen.add(chosen.casefold())
        names.append(chosen)
    return tuple(names)


def _wanted(table: Table, otherwise: str) -> str:
    title = (table.title or "").partition(":")[0].strip()
    return title or table.name or otherwise


def _clean(name: str) -> str:
    plain = " ".join(FORBIDDEN.sub(" ", name).split()).strip("' ")
    return _cut(plain, LONGEST).strip("' ") or "Bảng"


def _cut(name: str, length: int) -> str:
    """The name within so many UTF-16 units, cut between words where it can be."""
    if _units(name) <= length:
        return name
    while _units(name) > length:
        shorter = name.rpartition(" ")[0]
        name = shorter if _units(shorter) > length // 2 else name[:-1]
    return name.rstrip()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
