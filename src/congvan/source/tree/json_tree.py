"""JSON read with its lines, which the standard reader does not keep (đọc JSON)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]

from congvan.problems import Place, Problem
from congvan.source.document import Part
from congvan.source.tree.nodes import DEEPEST, Mapping, Node, Scalar, Sequence, Style

_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"true|false|null")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")


class _BadJsonError(Exception):
    """Reading stopped at a position of the text."""

    def __init__(self, code: str, position: int) -> None:
        super().__init__(code)
        self.code = code
        self.position = position


def read_json(part: Part, file: str | None) -> tuple[Node | None, list[Problem]]:
    """The tree of a JSON text and everything wrong with it; the tree is None when it is not JSON."""
    reader = _Reader(part, file)
    try:
        node, end = reader.value(reader.blank(0), 0)
        if reader.blank(end) != len(part.text):
            raise _BadJsonError("json-syntax", reader.blank(end))
    except _BadJsonError as error:
        reader.report(error.code, error.position, most=DEEPEST)
        return None, reader.problems
    return node, reader.problems


class _Reader:
    """Reads by position; depth is bounded by DEEPEST."""

    def __init__(self, part: Part, file: str | None) -> None:
        self.text = part.text
        self.file = file
        self.problems: list[Problem] = []
        self.starts = [0, *(found.end() for found in re.finditer("\n", part.text))]

    def place(self, position: int) -> tuple[int, int]:
        line = bisect_right(self.starts, position)
        return line, position - self.starts[line - 1] + 1

    def report(self, code: str, position: int, **parameters: object) -> None:
        place = Place(self.file, *self.place(position))
        self.problems.append(Problem(f"congvan.source.{code}", place=place, parameters=parameters))

    def blank(self, position: int) -> int:
        found = _BLANK.match(self.text, position)
        return found.end() if found else position

    def value(self, position: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise _BadJsonError("too-deep", position)
        match self.text[position : position + 1]:
            case "{":
                return self.mapping(position, depth)
            case "[":
                return self.sequence(position, depth)
            case '"':
                text, end = self.string(position)
                return Scalar(text, *self.place(position), Style.QUOTED), end
        if found := _NUMBER.match(self.text, position):
            return Scalar(found[0], *self.place(position), Style.NUMBER), found.end()
        if found := _WORD.match(self.text, position):
            return Scalar(found[0], *self.place(position)), found.end()
        raise _BadJsonError("json-syntax", position)

    def string(self, position: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, position + 1)
        except ValueError:
            raise _BadJsonError("json-syntax", position) from None
        return text, end

    def sequence(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        position = self.blank(start + 1)
        if self.text[position : position + 1] == "]":
            return Sequence((), *self.place(start)), position + 1
        while True:
            item, end = self.value(position, depth + 1)
            items.append(item)
            position, is_last = self.after_item(end, "]")
            if is_last:
                return Sequence(tuple(items), *self.place(start)), position

    def mapping(self, start: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        position = self.blank(start + 1)
        is_last = self.text[position : position + 1] == "}"
        position += is_last
        while not is_last:
            if self.text[position : position + 1] != '"':
                raise _BadJsonError("json-syntax", position)
            key, end = self.string(position)
            colon = self.blank(end)
            if self.text[colon : colon + 1] != ":":
                raise _BadJsonError("json-syntax", colon)
            value, end = self.value(self.blank(colon + 1), depth + 1)
            if key in entries:
                self.report("duplicate-key", position, key=key)
            entries.setdefault(key, (Scalar(key, *self.place(position), Style.QUOTED), value))
            position, is_last = self.after_item(end, "}")
        return Mapping(tuple(entries.values()), *self.place(start), _typed(entries)), position

    def after_item(self, position: int, closing: str) -> tuple[int, bool]:
        position = self.blank(position)
        mark = self.text[position : position + 1]
        if mark == closing:
            return position + 1, True
        if mark != ",":
            raise _BadJsonError("json-syntax", position)
        return self.blank(position + 1), False


def _typed(entries: dict[str, tuple[Scalar, Node]]) -> str | None:
    texts: Iterator[str] = (
        f"{key}: {value.text}" for key, (_, value) in entries.items() if isinstance(value, Scalar)
    )
    return next(texts, None) if len(entries) == 1 else None
