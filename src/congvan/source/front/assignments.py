"""Units and assignments of front matter, units also from a workbook (đơn vị, phân công)."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

from congvan.model import Assignment, Role, Unit
from congvan.problems import CongvanError
from congvan.source.front.appendices import file_bytes
from congvan.source.front.converters import Words, listed_or_one, text, texts
from congvan.source.front.reading import BROKEN, Broken, Found, Reading, keys_of
from congvan.source.front.shapes import Shape, text_or
from congvan.source.tree.nodes import Mapping, Node, Scalar, Sequence
from congvan.vietnamese.hygiene import slug, tone_key

MOST_UNITS = 20_000
"""Rows of a workbook of units that are read."""

_WORKBOOK = re.compile(r".+\.xlsx", re.IGNORECASE)

UNIT = Shape("Unit", Unit, {"code": text, "name": text, "group": text}, ("code", "name"))


def unit_named(name: str) -> Unit:
    """A unit of which only the name is given: its code is made of it, `Sở Tư pháp` is `so-tu-phap`."""
    return Unit(slug(name, max_length=40), name)


def read_units(reading: Reading, node: Node, path: str) -> object:
    """Units as mappings or bare names, or the name of a workbook that lists them."""
    if isinstance(node, Scalar) and _WORKBOOK.fullmatch(node.text.strip()):
        return _units_of_file(reading, node, path)
    return listed_or_one(_read_unit)(reading, node, path)


def _read_unit(reading: Reading, node: Node, path: str) -> object:
    return text_or(UNIT, unit_named)(reading, node, path)


def _units_of_file(reading: Reading, node: Scalar, path: str) -> object:
    name = text(reading, node, path)
    data = BROKEN if isinstance(name, Broken) else file_bytes(reading, node, path, name)
    if isinstance(data, Broken) or isinstance(name, Broken):
        return BROKEN
    rows = _rows_of(reading, node, path, name, data)
    if isinstance(rows, Broken):
        return BROKEN
    columns = _columns(rows[0]) if rows else {}
    if "name" not in columns:
        return reading.report("no-unit-columns", node, path, name=name)
    return _units_of_rows(reading, node, path, rows[1:], columns)


def _units_of_rows(
    reading: Reading, node: Scalar, path: str, rows: list[list[str]], columns: dict[str, int]
) -> object:
    units: list[object] = []
    for row in rows:
        said = {field: row[index] for field, index in columns.items() if index < len(row) and row[index]}
        if not said.get("name"):
            continue
        make: Callable[[], Unit] = lambda said=said: Unit(  # type: ignore[misc]  # noqa: E731
            said.get("code") or unit_named(said["name"]).code, said["name"], said.get("group")
        )
        units.append(reading.make(make, node, f"{path}[{len(units)}]"))
    return BROKEN if BROKEN in units else tuple(units)


def _rows_of(reading: Reading, node: Scalar, path: str, name: str, data: bytes) -> Found[list[list[str]]]:
    # calamine and the office package reader load only where a workbook of units is named.
    from python_calamine import CalamineError, CalamineWorkbook

    from congvan.opc import read_package

    try:
        read_package(data)
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        if sheet.height > MOST_UNITS:
            return reading.report("no-unit-columns", node, path, name=name)
        return [[_words(cell) for cell in row] for row in sheet.to_python()]
    except (CongvanError, CalamineError, OSError, ValueError, IndexError):
        return reading.report("bad-unit-file", node, path, name=name)


def _words(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def _columns(heading: list[str]) -> dict[str, int]:
    """Which column holds which field of a unit, by the words of the first row."""
    names = {tone_key(key): name for key, name in keys_of("Unit").items()}
    return {names[tone_key(cell)]: index for index, cell in enumerate(heading) if tone_key(cell) in names}


def _assignment(**fields: object) -> Assignment:
    fields = {f"{name}_" if name == "except" else name: value for name, value in fields.items()}
    return Assignment(**fields)  # type: ignore[arg-type]


ASSIGNMENT = Shape(
    "Assignment",
    _assignment,
    {
        "unit": text,
        "division": text,
        "form": text,
        "rows": texts,
        "columns": texts,
        "role": Words.of(Role),
        "except": texts,
        "what": text,
        "note": text,
    },
    ("unit", "form"),
)


def read_assignments(reading: Reading, node: Node, path: str) -> object:
    """Assignments, a list or one; several forms of one unit may stand in a list under `form`."""
    items = node.items if isinstance(node, Sequence) else (node,)
    found: list[object] = []
    lines: list[int | None] = []
    for index, item in enumerate(items):
        inner = f"{path}[{index}]" if isinstance(node, Sequence) else path
        each = _each_form(item)
        found += [ASSIGNMENT(reading, one, inner) for one in each]
        lines += [item.line] * len(each)
    if len(found) > len(items):
        # Counted by the dispatch, an assignment is not the one that stands at this number in the source.
        reading.lines[path] = lines
    return BROKEN if BROKEN in found else tuple(found)


def _each_form(node: Node) -> tuple[Node, ...]:
    """An assignment that lists several forms as one assignment of each."""
    if not isinstance(node, Mapping):
        return (node,)
    for key, value in node.entries:
        if keys_of("Assignment").get(key.text) == "form" and isinstance(value, Sequence):
            rest = tuple(entry for entry in node.entries if entry[0] is not key)
            return tuple(Mapping((*rest, (key, item)), node.line, node.column) for item in value.items) or (
                node,
            )
    return (node,)
