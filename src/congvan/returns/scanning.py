"""What a worksheet holds besides values: formulas, errors, merged areas, its reach (quét trang tính).

A sheet as programs write it is searched as bytes, for nothing but what is notable; any other is parsed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.opc import parse_xml

if TYPE_CHECKING:
    from lxml import etree

Cell = tuple[int, int]
"""A cell's row and column, both from 0."""

Area = tuple[Cell, Cell]
"""The first and the last cell of a range."""

MOST_CELLS = 8_000_000
"""Rows times columns of a sheet: its values are laid out whole in memory."""

# Both say of each cell that it stands at once after `<c`, and bound the rows times columns it may be among.
_STRANGE = (
    re.compile(rb'<c(?! r="[A-Z]1?\d{1,5}"[ />])'),
    re.compile(rb'<c(?! r="[A-Z]{1,2}\d{1,4}"[ />])'),
)
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>')
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)")
_REFERENCE = re.compile(r"&(?:#(\d+)|#x([0-9a-fA-F]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_PREFIX = re.compile(rb"<[\w.-]+")
_IS_ERROR = re.compile(rb'\st\s*=\s*"e"')
_MERGED = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_MERGED_IN_TAIL = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref=["']([^"'>]*)""")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HEAD = b"<sheetData"
_END = b"</sheetData>"


@frozen(kw_only=True)
class Scan:
    """Formulas are as written, without `=`; `is_vast` for a sheet that reaches too far to be laid out.

    `cells` is the part in pieces, without what stands after its cells, for who reads only those.
    """

    is_vast: bool = False
    formulas: immutabledict[Cell, str] = field(factory=immutabledict, converter=immutabledict)
    errors: immutabledict[Cell, str] = field(factory=immutabledict, converter=immutabledict)
    merged: tuple[Area, ...] = ()
    cells: tuple[bytes | memoryview, ...] = field(repr=False)


def scan(data: bytes, part: str) -> Scan:
    """Scan a worksheet's part; PackageError when it is no XML that Office writes."""
    return _searched(data) or _parsed(data, part)


# As programs write it


def _searched(data: bytes) -> Scan | None:
    """The scan of a sheet whose cells are all written alike; None for any other."""
    start, end = data.find(_HEAD), data.rfind(_END)
    if end < 0 or not 0 <= start < end or not _is_plain(data, start, end):
        return None
    formulas = _formulas(data, start, end)
    if formulas is None:
        return None
    merged = (found for said in _MERGED_IN_TAIL.findall(data, end) for found in _area(said.decode()))
    # Merged areas are known already: calamine would go through the whole part once more to find the last.
    cells = (data[:start], b"<mergeCells/>", memoryview(data)[start:end], _END, b"</worksheet>")
    return Scan(
        formulas=formulas,
        errors=dict(_errors(data, start, end)),
        merged=tuple(merged),
        cells=cells,
    )


def _is_plain(data: bytes, start: int, end: int) -> bool:
    head, tail = data[:start], data[end:]
    if b"<!" in head or b":sheetData" in head or b"</worksheet>" not in tail:
        return False
    after = start + len(_HEAD)
    return (
        not any(_is_prefix(data, start, at) for at in _places(data, b":", start, end))
        and not any(data.startswith((b"!-", b"!["), at) for at in _places(data, b"!", start, end))
        and not any(data.startswith(b"'e'", at) for at in _places(data, b"'", start, end))
        and any(strange.search(data, after, end) is None for strange in _STRANGE)
    )


def _is_prefix(data: bytes, start: int, at: int) -> bool:
    """Whether a colon ends the prefix of an element's name."""
    return _PREFIX.fullmatch(data, data.rfind(b"<", start, at), at) is not None


def _places(data: bytes, letter: bytes, start: int, end: int) -> Iterator[int]:
    at = data.find(letter, start, end)
    while at >= 0:
        yield at
        at = data.find(letter, at + 1, end)


def _formulas(data: bytes, start: int, end: int) -> dict[Cell, str] | None:
    """The formulas by cell; None where one is not written as programs do."""
    found: dict[Cell, str] = {}
    for at in _places(data, b"f", start, end):
        if data[at - 1 : at] != b"<":
            continue
        formula, cell = _FORMULA.match(data, at - 1), _cell_before(data, start, at)
        if formula is None or cell is None:
            return None
        found[_place(cell)] = _text(formula[1] or b"")
    return found


def _errors(data: bytes, start: int, end: int) -> Iterator[tuple[Cell, str]]:
    if data.find(b"#", start, end) < 0:
        return
    for at in _places(data, b">#", start, end):
        cell = _cell_before(data, start, at)
        if cell is not None and _IS_ERROR.search(cell[3]):
            yield _place(cell), _text(data[at + 1 : data.find(b"<", at)])


def _text(written: bytes) -> str:
    """Text between tags, its references to letters resolved."""
    return _REFERENCE.sub(_letter, written.decode("utf-8", "replace"))


def _letter(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    number = int(decimal) if decimal else int(hexadecimal or "0", 16)
    return _NAMED[name] if name else chr(number) if number <= sys.maxunicode else reference[0]


def _cell_before(data: bytes, start: int, at: int) -> re.Match[bytes] | None:
    begins = data.rfind(b"<c ", start, at)
    return _CELL.match(data, begins) if begins >= 0 else None


def _place(cell: re.Match[bytes]) -> Cell:
    return int(cell[2]) - 1, column_number(cell[1].decode())


def _area(said: str) -> Iterator[Area]:
    found = _MERGED.fullmatch(said)
    if found is not None:
        first = int(found[2]) - 1, column_number(found[1])
        yield first, (int(found[4]) - 1, column_number(found[3])) if found[3] else first


# Any other


def _parsed(data: bytes, part: str) -> Scan:
    root = parse_xml(data, part)
    rows = columns = 0
    formulas: dict[Cell, str] = {}
    errors: dict[Cell, str] = {}
    for place, cell in _cells(root):
        # A cell that is only dressed has nothing inside and counts for nothing.
        if len(cell):
            rows, columns = max(rows, place[0] + 1), max(columns, place[1] + 1)
        formula = cell.find("{*}f")
        if formula is not None:
            formulas[place] = formula.text or ""
        if cell.get("t") == "e":
            errors[place] = cell.findtext("{*}v") or ""
    merged = (found for each in root.iter("{*}mergeCell") for found in _area(each.get("ref", "")))
    return Scan(
        is_vast=rows * columns > MOST_CELLS,
        formulas=formulas,
        errors=errors,
        merged=tuple(merged),
        cells=(data,),
    )


def _cells(root: etree._Element) -> Iterator[tuple[Cell, etree._Element]]:
    """Every cell with its place; one that does not say where it stands comes after the one before."""
    row = -1
    for line in root.iter("{*}row"):
        said = line.get("r", "")
        row = int(said) - 1 if said.isascii() and said.isdigit() else row + 1
        column = -1
        for cell in line.iterchildren("{*}c"):
            found = _ADDRESS.fullmatch(cell.get("r", "").upper())
            column = column_number(found[1]) if found else column + 1
            yield (int(found[2]) - 1 if found else row, column), cell


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
