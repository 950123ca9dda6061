"""Tables and appendices of front matter: columns, rows by kind, files, texts (biểu mẫu và phụ lục)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeGuard

from attrs import evolve
from immutabledict import immutabledict

from congvan.model import (
    Cell,
    Column,
    ColumnKind,
    Group,
    Table,
    Total,
    Value,
)
from congvan.model.body import as_runs
from congvan.model.tables.columns import FILLED_BY_CONGVAN
from congvan.problems import TemplateError
from congvan.source.front.converters import (
    Words,
    bound,
    date_of,
    decimal_cell,
    listed,
    measure,
    text,
    texts,
    whole,
    whole_cell,
    yes_no,
)
from congvan.source.front.reading import BROKEN, Broken, Found, Reading, listed_keys
from congvan.source.front.shapes import Shape, is_text, text_or
from congvan.source.placeholders import OPENING, Placeholder, Said, Template, printed_words
from congvan.source.text.building import cell_of, filled_runs, lines_as_runs
from congvan.source.text.inline import Look
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, Scalar, Sequence, Style
from congvan.vietnamese.hygiene import nearest

KIND_WORDS: Mapping[ColumnKind, str] = immutabledict(
    {
        ColumnKind.STT: "stt",
        ColumnKind.TEXT: "chữ",
        ColumnKind.INTEGER: "số nguyên",
        ColumnKind.DECIMAL: "số thập phân",
        ColumnKind.DATE: "ngày",
        ColumnKind.CHOICE: "lựa chọn",
        ColumnKind.FORMULA: "công thức",
    }
)
"""The Vietnamese word of each kind of column."""


def _rows_later(_reading: Reading, node: Node, _path: str) -> Node:
    """Rows are read when the columns are known."""
    return node


def _read_column(reading: Reading, node: Node, path: str) -> object:
    return text_or(COLUMN, lambda title: Column(title=title))(reading, node, path)


COLUMN = Shape(
    "Column",
    Column,
    {
        "title": text,
        "key": text,
        "kind": Words.of(ColumnKind, KIND_WORDS),
        "unit": text,
        "width": measure,
        "required": yes_no,
        "choices": texts,
        "min": bound,
        "max": bound,
        "formula": text,
        "columns": listed(_read_column),
    },
    ("title",),
)
TOTAL = Shape("Total", Total, {"label": text, "under": text, "columns": texts})
TABLE = Shape(
    "Table",
    Table,
    {
        "columns": listed(_read_column),
        "rows": _rows_later,
        "name": text,
        "title": text,
        "unit": text,
        "blank_rows": whole,
        "total": TOTAL,
        "column_numbers": yes_no,
        "groups": _rows_later,
        "restarts": yes_no,
    },
    ("columns",),
)
GROUP = Shape("Group", dict, {"title": text, "rows": _rows_later, "groups": _rows_later}, ("title",))


def read_table(reading: Reading, node: Node, path: str) -> Found[Table]:
    """A table: its columns first, then its rows by what the columns hold."""
    found = TABLE.read(reading, node, path)
    if isinstance(found, Broken):
        return BROKEN
    rows, groups = found.pop("rows", None), found.pop("groups", None)
    if rows is not None and groups is not None:
        return reading.refuse("rows-and-groups", node, path)
    shape = reading.make(Table, node, path, **found)
    if isinstance(shape, Broken):
        return BROKEN
    if _is_node(groups):
        return _with_groups(reading, node, path, shape, groups)
    return _with_rows(reading, node, path, shape, rows) if _is_node(rows) else shape


def _is_node(found: object) -> TypeGuard[Node]:
    return isinstance(found, Scalar | Sequence | MappingNode)


def _with_rows(reading: Reading, node: Node, path: str, shape: Table, rows: Node) -> Found[Table]:
    found = _rows(reading, rows, f"{path}.rows", shape.leaves)
    return BROKEN if isinstance(found, Broken) else reading.make(evolve, node, path, shape, rows=found)


def _rows(reading: Reading, rows: Node, path: str, leaves: tuple[Column, ...]) -> Found[list[list[Cell]]]:
    if not isinstance(rows, Sequence):
        return reading.refuse("expected-list", rows, path)
    found = [_row(reading, row, f"{path}[{index}]", leaves) for index, row in enumerate(rows.items)]
    whole_rows = [row for row in found if not isinstance(row, Broken)]
    return BROKEN if len(whole_rows) < len(found) else whole_rows


def _with_groups(reading: Reading, node: Node, path: str, shape: Table, groups: Node) -> Found[Table]:
    rows: list[list[Cell]] = []
    found = _groups(reading, groups, f"{path}.groups", shape.leaves, rows)
    if isinstance(found, Broken):
        return BROKEN
    return reading.make(evolve, node, path, shape, rows=rows, groups=found)


def _groups(
    reading: Reading, node: Node, path: str, leaves: tuple[Column, ...], rows: list[list[Cell]]
) -> Found[list[Group]]:
    """Groups with their sizes; their rows are added to `rows` in order."""
    if not isinstance(node, Sequence):
        return reading.refuse("expected-list", node, path)
    found = [_group(reading, item, f"{path}[{index}]", leaves, rows) for index, item in enumerate(node.items)]
    groups = [group for group in found if not isinstance(group, Broken)]
    return BROKEN if len(groups) < len(found) else groups


def _group(
    reading: Reading, node: Node, path: str, leaves: tuple[Column, ...], rows: list[list[Cell]]
) -> Found[Group]:
    found = GROUP.read(reading, node, path)
    if isinstance(found, Broken):
        return BROKEN
    own, inner = found.get("rows"), found.get("groups")
    if own is not None and inner is not None:
        return reading.refuse("rows-and-groups", node, path)
    if _is_node(inner):
        groups = _groups(reading, inner, f"{path}.groups", leaves, rows)
        return (
            BROKEN
            if isinstance(groups, Broken)
            else reading.make(Group, node, path, title=found["title"], groups=groups)
        )
    read = _rows(reading, own, f"{path}.rows", leaves) if _is_node(own) else []
    if isinstance(read, Broken):
        return BROKEN
    rows += read
    return reading.make(Group, node, path, title=found["title"], size=len(read))


def _row(reading: Reading, node: Node, path: str, leaves: tuple[Column, ...]) -> Found[list[Cell]]:
    if isinstance(node, Sequence):
        return _listed_row(reading, node, path, leaves)
    if not isinstance(node, MappingNode):
        return reading.refuse("expected-row", node, path)
    positions = {leaf.key: index for index, leaf in enumerate(leaves) if leaf.key is not None}
    cells: list[Found[Cell]] = [None] * len(leaves)
    for key, value in node.entries:
        if key.text not in positions:
            near = nearest(key.text, positions) or tuple(positions)
            cells.append(reading.refuse("unknown-column", key, path, key=key.text, known=listed_keys(near)))
        else:
            position = positions[key.text]
            cells[position] = read_cell(reading, value, f"{path}.{key.text}", leaves[position])
    return _whole_row(cells)


def _listed_row(reading: Reading, node: Sequence, path: str, leaves: tuple[Column, ...]) -> Found[list[Cell]]:
    """A row as a list: a value for every column, or only for those that somebody fills in."""
    typed = [index for index, leaf in enumerate(leaves) if leaf.kind not in FILLED_BY_CONGVAN]
    positions = list(range(len(leaves))) if len(node.items) == len(leaves) else typed
    if len(node.items) != len(positions):
        return reading.refuse("row-length", node, path, expected=len(typed), found=len(node.items))
    cells: list[Found[Cell]] = [None] * len(leaves)
    for index, (position, item) in enumerate(zip(positions, node.items, strict=True)):
        cells[position] = read_cell(reading, item, f"{path}[{index}]", leaves[position])
    return _whole_row(cells)


def _whole_row(cells: list[Found[Cell]]) -> Found[list[Cell]]:
    kept = [cell for cell in cells if not isinstance(cell, Broken)]
    return kept if len(kept) == len(cells) else BROKEN


def read_cell(reading: Reading, node: Node, path: str, column: Column) -> Found[Cell]:
    """A cell by the kind of its column; null is empty, `{text: ...}` has marks inside the line."""
    if isinstance(node, Scalar) and node.is_null:
        return None
    if isinstance(node, MappingNode) and not is_text(node, "Paragraph"):
        return _rich_cell(reading, node, path)
    scalar = reading.scalar(node, path)
    if isinstance(scalar, Broken):
        return BROKEN
    value = _cell_value(reading, scalar, path) if OPENING in scalar.text else scalar.text
    if isinstance(value, tuple) and column.kind is not ColumnKind.TEXT:
        value = reading.text(scalar, path)
    if isinstance(value, Broken):
        return BROKEN
    if isinstance(value, str) and value == "":
        return None
    return _of_kind(reading, scalar, path, column.kind, value)


def _rich_cell(reading: Reading, node: MappingNode, path: str) -> Found[Cell]:
    found = Shape(
        "Paragraph", dict, {**dict.fromkeys(("level", "marker", "heading"), text), "text": inline_text}
    )
    fields = found.read(reading, node, path)
    if isinstance(fields, Broken):
        return BROKEN
    scalar = fields.get("text")
    if not isinstance(scalar, Scalar) or len(fields) > 1:
        return reading.refuse("expected-text", node, path)
    return as_runs(reading.builder.runs(reading.parsed.inline(scalar, path), reading.scope))


def inline_text(reading: Reading, node: Node, path: str) -> Found[Scalar]:
    """The scalar of a text with marks inside the line."""
    return reading.scalar(node, path)


def _cell_value(reading: Reading, scalar: Scalar, path: str) -> object:
    """What a cell with placeholders comes to; one placeholder alone keeps the type of its value."""
    parts = reading.parsed.template(scalar, path)
    if any(isinstance(part, Placeholder) and part.is_broken for part in parts):
        return BROKEN
    try:
        values = [part if isinstance(part, str) else reading.scope.evaluate(part) for part in parts]
        if not any(isinstance(value, Said | Value) for value in values):
            return values[0] if len(values) == 1 else "".join(_words(parts, values))
        runs = [
            run
            for part in parts
            for run in (
                lines_as_runs(part, Look())
                if isinstance(part, str)
                else filled_runs(part, Look(), reading.scope)
            )
        ]
    except TemplateError as error:
        return reading.keep(error.problems, scalar)
    return cell_of(as_runs(runs)) or ""


def _words(parts: Template, values: list[object]) -> Iterator[str]:
    for part, value in zip(parts, values, strict=True):
        yield part if isinstance(part, str) else printed_words(value, part)


def _of_kind(reading: Reading, node: Scalar, path: str, kind: ColumnKind, value: object) -> Found[Cell]:
    """The value as a cell of that kind."""
    match value:
        case None:
            return None
        case tuple():
            return value
        case str():
            return _typed_cell(reading, node, path, kind, value)
        case date() if kind is ColumnKind.DATE and not isinstance(value, datetime):
            return value
        case int() | Decimal() if kind in (ColumnKind.INTEGER, ColumnKind.DECIMAL) and not isinstance(
            value, bool
        ):
            return value
        case float() if kind is ColumnKind.DECIMAL:
            return Decimal(repr(value))
    try:
        words = printed_words(value, Placeholder(node.text, reading.place(node, path)))
    except TemplateError as error:
        return reading.keep(error.problems, node)
    return _typed_cell(reading, node, path, kind, words)


def _typed_cell(reading: Reading, node: Scalar, path: str, kind: ColumnKind, typed: str) -> Found[Cell]:
    if kind is ColumnKind.INTEGER:
        number = whole_cell(typed)
        return reading.report("expected-whole-cell", node, path, value=typed) if number is None else number
    if kind is ColumnKind.DECIMAL:
        decimal = decimal_cell(typed, is_number=node.style is Style.NUMBER)
        return reading.report(decimal, node, path, value=typed) if isinstance(decimal, str) else decimal
    if kind is ColumnKind.DATE:
        parts = date_of(typed)
        found = parts.as_date() if parts else None
        if found is None:
            return reading.report("date-with-blanks" if parts else "bad-date", node, path, value=typed)
        return found
    return typed
