"""What a worksheet holds besides values: formulas, errors, and how far it reaches (quét trang tính)."""

from __future__ import annotations

import re

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.opc import parse_xml

Cell = tuple[int, int]
"""A cell's row and column, both from 0."""

# A cell that is only dressed stands in one tag and counts for nothing.
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_NOTABLE = re.compile(rb'<(?:\w+:)?f[\s>/]|\bt="e"')
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@frozen(kw_only=True)
class Scan:
    """`rows` and `columns` count up to the last filled cell; formulas are as written, without `=`."""

    rows: int
    columns: int
    formulas: immutabledict[Cell, str] = field(factory=immutabledict, converter=immutabledict)
    errors: immutabledict[Cell, str] = field(factory=immutabledict, converter=immutabledict)


def scan(data: bytes, part: str) -> Scan:
    """Scan a worksheet's part; PackageError when it is no XML that Office writes."""
    rows = columns = 0
    for letters, row in set(_FILLED.findall(data)):
        rows = max(rows, int(row))
        columns = max(columns, column_number(letters.decode()) + 1)
    formulas: dict[Cell, str] = {}
    errors: dict[Cell, str] = {}
    if _NOTABLE.search(data):
        for cell in parse_xml(data, part).iter("{*}c"):
            found = _ADDRESS.fullmatch(cell.get("r", ""))
            if found is None:
                continue
            place = int(found[2]) - 1, column_number(found[1])
            formula = cell.find("{*}f")
            if formula is not None:
                formulas[place] = formula.text or ""
            if cell.get("t") == "e":
                errors[place] = cell.findtext("{*}v") or ""
    return Scan(rows=rows, columns=columns, formulas=immutabledict(formulas), errors=immutabledict(errors))


def column_number(letters: str) -> int:
    """The number of a column from 0: `A` is 0, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(cell: Cell) -> str:
    """A cell's address: row 6, column 2 is `C7`."""
    row, number = cell
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
