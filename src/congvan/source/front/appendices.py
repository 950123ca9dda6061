"""Blocks, bases and appendices of front matter, and the files they name (phụ lục, căn cứ, lời văn)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from congvan.model import Appendix, AttachedFile, Block, Level, Orientation, Paragraph, SendAs
from congvan.model.body import as_runs
from congvan.problems import CongvanError
from congvan.source.front.converters import Words, listed_or_one, text, yes_no
from congvan.source.front.reading import BROKEN, Broken, Found, Reading, keys_of
from congvan.source.front.shapes import LETTERHEAD, Shape, is_text
from congvan.source.front.tables import inline_text, read_table
from congvan.source.text.levels import headed
from congvan.source.tree.nodes import Mapping, Node, Scalar, Sequence, Style

_OF_TABLE = ("columns", "rows", "unit", "blank_rows", "total", "column_numbers", "groups", "restarts")
"""Keys of a table that may stand on the appendix itself when it has one table only."""


def read_blocks(reading: Reading, node: Node, path: str) -> Found[tuple[Block, ...]]:
    """Blocks: a text in the grammar of the body, or a list of texts, paragraphs by mapping, and tables."""
    items = node.items if isinstance(node, Sequence) else (node,)
    blocks: list[Block] = []
    is_whole = True
    for index, item in enumerate(items):
        found = _some_blocks(reading, item, path, f"{path}[{index}]" if isinstance(node, Sequence) else path)
        is_whole = is_whole and not isinstance(found, Broken)
        blocks += () if isinstance(found, Broken) else found
    return tuple(blocks) if is_whole else BROKEN


def _some_blocks(reading: Reading, node: Node, blocks_path: str, path: str) -> Found[tuple[Block, ...]]:
    if isinstance(node, Mapping) and not is_text(node, "Paragraph"):
        is_table = any(keys_of("Table").get(key.text) == "columns" for key, _ in node.entries)
        found = read_table(reading, node, path) if is_table else _read_paragraph(reading, node, path)
        reading.lines.setdefault(blocks_path, []).append(node.line)
        return BROKEN if isinstance(found, Broken) else (found,)
    scalar = reading.scalar(node, path)
    if isinstance(scalar, Broken):
        return BROKEN
    return reading.blocks(reading.parsed.body(scalar, blocks_path).nodes, blocks_path)


PARAGRAPH = Shape(
    "Paragraph",
    Paragraph,
    {"level": Words.of(Level), "marker": text, "text": inline_text, "heading": yes_no},
    ("text",),
)


def _read_paragraph(reading: Reading, node: Mapping, path: str) -> Found[Paragraph]:
    """A paragraph with its level and marker said; `heading` left out is judged as in the body."""
    found = PARAGRAPH.read(reading, node, path)
    if isinstance(found, Broken):
        return BROKEN
    scalar = found.pop("text")
    assert isinstance(scalar, Scalar)
    runs = as_runs(reading.builder.runs(reading.parsed.inline(scalar, path), reading.scope))
    level = found.get("level", Level.PLAIN)
    if "heading" not in found and isinstance(level, Level):
        runs, found["heading"] = headed(level, runs)
    return reading.make(Paragraph, node, path, runs, **found)


def read_bases(reading: Reading, node: Node, path: str) -> object:
    """Bases: a list of plain paragraphs, or of paragraphs by mapping."""

    def read(reading: Reading, item: Node, path: str) -> object:
        if isinstance(item, Mapping) and not is_text(item, "Paragraph"):
            return _read_paragraph(reading, item, path)
        return reading.paragraph(item, path)

    return listed_or_one(read)(reading, node, path)


def _read_file(reading: Reading, node: Node, path: str) -> object:
    """The file an appendix names, found by the resolver."""
    name = text(reading, node, path)
    if isinstance(name, Broken):
        return BROKEN
    data = file_bytes(reading, node, path, name)
    return (
        data
        if isinstance(data, Broken)
        else reading.make(AttachedFile, node, path, PurePosixPath(name).name, data)
    )


def file_bytes(reading: Reading, node: Node, path: str, name: str) -> Found[bytes]:
    """The bytes of a file that a node names."""
    if reading.resolver is None:
        return reading.report("no-files", node, path, name=name)
    try:
        return reading.resolver(name)
    except CongvanError as error:
        return reading.keep([item.at(reading.place(node, path)) for item in error.problems], node)
    except (OSError, LookupError):
        return reading.report("missing-file", node, path, name=name)


APPENDIX = Shape(
    "Appendix",
    Appendix,
    {
        "name": text,
        "title": text,
        "blocks": read_blocks,
        "tables": listed_or_one(read_table),
        "file": _read_file,
        "send_as": Words.of(SendAs),
        "orientation": Words.of(Orientation),
        "link_line": yes_no,
        "letterhead": LETTERHEAD,
    },
)


def read_appendix(reading: Reading, node: Node, path: str) -> object:
    """One appendix; the keys of a table may stand on it when it has that one table only."""
    return APPENDIX(reading, _with_table(node), path)


def _with_table(node: Node) -> Node:
    if not isinstance(node, Mapping):
        return node
    own = [entry for entry in node.entries if keys_of("Table").get(entry[0].text) in _OF_TABLE]
    if not any(keys_of("Table")[key.text] == "columns" for key, _ in own):
        return node
    rest = tuple(entry for entry in node.entries if entry not in own)
    first = own[0][0]
    key = Scalar("tables", first.line, first.column)
    return Mapping((*rest, (key, Mapping(tuple(own), first.line))), node.line, node.column)


read_appendices = listed_or_one(read_appendix)
"""One appendix or a list of them."""


def body_scalars(node: Node | None) -> Iterator[Scalar]:
    """The texts in the grammar of the body that a `body` or `blocks` node holds."""
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar) and not item.is_null and item.style is not Style.BROKEN:
            yield item
        elif isinstance(item, Mapping) and item.typed is not None and is_text(item, "Paragraph"):
            yield Scalar(item.typed, item.line, item.column, Style.QUOTED)
