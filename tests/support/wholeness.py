"""What every Word file has to be, whatever the values: whole, nothing empty, no id twice."""

from __future__ import annotations

from functools import lru_cache

from congvan.opc import parse_xml, read_package
from congvan.word.engine.namespaces import w

_COPIED = frozenset(("word/styles.xml", "word/theme/theme1.xml"))
_NEVER_EMPTY = (("tc", "p"), ("tr", "tc"), ("tbl", "tr"))


def assert_whole(data: bytes) -> None:
    """Every part is well-formed, nothing that Word wants filled is empty, no id stands twice."""
    package = read_package(data)
    for name in package.names:
        if name.endswith((".xml", ".rels")) and name not in _COPIED:
            _assert_part(package.read(name), name)


# Most parts of small letters are those of one empty document, to the byte.
@lru_cache(256)
def _assert_part(data: bytes, name: str) -> None:
    root = parse_xml(data, name)
    for holder, content in _NEVER_EMPTY:
        for element in root.iter(w(holder)):
            assert next(element.iter(w(content)), None) is not None, f"{name}: an empty {holder}"
    for cell in root.iter(w("tc")):
        assert cell[-1].tag != w("tbl"), f"{name}: a cell that ends with a table"
    marks = [element.get(w("id")) for element in root.iter(w("bookmarkStart"))]
    assert len(set(marks)) == len(marks), f"{name}: a bookmark's id twice"
    drawings = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    numbers = [element.get("id") for element in root.iter(drawings)]
    assert len(set(numbers)) == len(numbers), f"{name}: a drawing's id twice"
