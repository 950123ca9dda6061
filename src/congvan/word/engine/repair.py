"""What Word insists on and loops break: no empty cell, row or table, grids as wide as rows."""

from __future__ import annotations

from lxml import etree

from congvan.word.engine.namespaces import w

_NEEDS_PARAGRAPH = tuple(
    w(name) for name in ("tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
)
_CELL_ORDER = [
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
]
_BLOCKS = frozenset(w(name) for name in ("p", "tbl", "sdt"))


def repaired(root: etree._Element, *, tables: bool) -> bool:
    """Put a part in order, in place; whether anything had to be done.

    `tables`: the template makes columns or merges cells, so grids and cell properties are looked at too.
    """
    changes = [
        _drop_empty_tables(root),
        _fill_empty_holders(root),
        tables and _order_cell_properties(root),
        tables and _fit_grids(root),
    ]
    return any(changes)


def _drop_empty_tables(root: etree._Element) -> bool:
    empty = [row for row in root.iter(w("tr")) if next(row.iter(w("tc")), None) is None]
    for row in empty:
        _remove(row)
    bare = [table for table in root.iter(w("tbl")) if next(table.iter(w("tr")), None) is None]
    for table in bare:
        _remove(table)
    return bool(empty or bare)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _fill_empty_holders(root: etree._Element) -> bool:
    """Word calls a file corrupt whose cell does not end with a paragraph."""
    changed = False
    for holder in root.iter(*_NEEDS_PARAGRAPH):
        content = [child for child in holder if child.tag in _BLOCKS]
        if not content or content[-1].tag == w("tbl"):
            etree.SubElement(holder, w("p"))
            changed = True
    return changed


def _order_cell_properties(root: etree._Element) -> bool:
    changed = False
    for properties in root.iter(w("tcPr")):
        ranks = [_cell_rank(child) for child in properties]
        if ranks != sorted(ranks):
            properties[:] = sorted(properties, key=_cell_rank)
            changed = True
    return changed


def _cell_rank(element: etree._Element) -> int:
    name = etree.QName(element).localname
    return _CELL_ORDER.index(name) if name in _CELL_ORDER else len(_CELL_ORDER)


def _fit_grids(root: etree._Element) -> bool:
    changed = False
    for table in root.iter(w("tbl")):
        grid = table.find(w("tblGrid"))
        columns = max((_columns(row) for row in table.iterchildren(w("tr"))), default=0)
        if grid is None or len(grid) == columns or columns == 0:
            continue
        total = sum(int(column.get(w("w"), "0")) for column in grid)
        grid[:] = [etree.Element(w("gridCol")) for _ in range(columns)]
        for column in grid:
            column.set(w("w"), str(total // columns))
        changed = True
    return changed


def cell_property(cell: etree._Element, name: str) -> etree._Element:
    """The property `name` of a cell, made in its place in the schema's order where the cell has none."""
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = etree.Element(w("tcPr"))
        cell.insert(0, properties)
    found = properties.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        rank = _cell_rank(found)
        following = (index for index, other in enumerate(properties) if _cell_rank(other) > rank)
        properties.insert(next(following, len(properties)), found)
    return found


def _columns(row: etree._Element) -> int:
    spans = (cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.iterchildren(w("tc")))
    return sum(1 if span is None else int(span.get(w("val"), "1")) for span in spans)
