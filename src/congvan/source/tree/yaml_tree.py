"""From the events of a YAML parser to a tree: what YAML would change or hide is a problem (đọc YAML)."""

from __future__ import annotations

import re
from typing import Any

from congvan.problems import Place, Problem
from congvan.source.document import Part
from congvan.source.tree.nodes import DEEPEST, Mapping, Node, Scalar, Sequence, Style
from congvan.source.tree.yaml_faults import fault

_STYLES = {"'": Style.QUOTED, '"': Style.QUOTED, "|": Style.LITERAL, ">": Style.FOLDED}
_COMMENT = re.compile(r"[ \t\]},]*(?:(?<=[ \t])|^)(?P<comment>#[^\n]*)", re.MULTILINE)


def read_yaml(part: Part, file: str | None) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text, and everything wrong with it; the tree is None when YAML itself fails."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(part, file)
    try:
        for event in yaml.parse(part.text, Loader=loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        builder.problems.append(fault(part, file, error))
        return None, builder.problems
    return builder.finished()


class _Builder:
    """Turns parser events into nodes; open collections are kept on a stack, so that depth is bounded."""

    def __init__(self, part: Part, file: str | None) -> None:
        self.part = part
        self.file = file
        self.problems: list[Problem] = []
        self.open: list[tuple[Any, list[Node]]] = []
        self.root: Node | None = None
        self.roots = 0

    def report(self, code: str, mark: Any, **parameters: object) -> None:
        place = Place(self.file, mark.line + self.part.line, mark.column + 1)
        self.problems.append(Problem(f"congvan.source.{code}", place=place, parameters=parameters))

    def take(self, event: Any) -> bool:
        """Take one event; False when there is no use in going on."""
        name = type(event).__name__
        if name in ("MappingStartEvent", "SequenceStartEvent"):
            self.check_marks(event)
            self.open.append((event, []))
            if len(self.open) > DEEPEST:
                self.report("too-deep", event.start_mark, most=DEEPEST)
                return False
        elif name == "MappingEndEvent":
            self.add(self.mapping(event))
        elif name == "SequenceEndEvent":
            start, items = self.open.pop()
            self.check_comment(event.end_mark, start.flow_style)
            self.add(Sequence(tuple(items), *self.at(start)))
        elif name == "ScalarEvent":
            self.check_marks(event)
            self.add(self.scalar(event))
        elif name == "AliasEvent":
            self.report("alias", event.start_mark, name=event.anchor)
            self.add(Scalar("", *self.at(event), Style.BROKEN))
        return True

    def finished(self) -> tuple[Node | None, list[Problem]]:
        if self.roots > 1:
            self.problems.append(_at(self.file, self.part.line, "several-documents"))
        return self.root, self.problems

    def at(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self.part.line, event.start_mark.column + 1

    def add(self, node: Node) -> None:
        if self.open:
            self.open[-1][1].append(node)
        else:
            self.root, self.roots = node, self.roots + 1

    def check_marks(self, event: Any) -> None:
        if event.anchor:
            self.report("anchor", event.start_mark, name=event.anchor)
        if event.tag:
            self.report("tag", event.start_mark, name=event.tag)

    def scalar(self, event: Any) -> Scalar:
        style = _STYLES.get(event.style, Style.PLAIN)
        if style not in (Style.LITERAL, Style.FOLDED) and not self.is_key():
            self.check_comment(event.end_mark, True)
        return Scalar(event.value, *self.at(event), style)

    def is_key(self) -> bool:
        return (
            bool(self.open)
            and type(self.open[-1][0]).__name__ == "MappingStartEvent"
            and (len(self.open[-1][1]) % 2 == 0)
        )

    def check_comment(self, mark: Any, is_on_line: bool) -> None:  # noqa: FBT001
        if is_on_line and (found := _COMMENT.match(self.part.text, mark.index)):
            self.report("comment-after-value", mark, comment=found["comment"].strip())

    def mapping(self, event: Any) -> Node:
        start, flat = self.open.pop()
        if self.part.text.startswith("{{", start.start_mark.index):
            line = self.part.text.split("\n")[start.start_mark.line].strip()
            self.problems.append(_at(self.file, self.at(start)[0], "yaml-quote", text=line[:60]))
            return Scalar("", *self.at(start), Style.BROKEN)
        self.check_comment(event.end_mark, bool(start.flow_style))
        entries: list[tuple[Scalar, Node]] = []
        seen: set[str] = set()
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            if isinstance(key, Scalar) and key.style is Style.BROKEN:
                continue
            if not isinstance(key, Scalar):
                self.problems.append(_at(self.file, key.line, "key-is-not-text", column=key.column))
            elif key.text == "<<" and key.style is Style.PLAIN:
                self.problems.append(_at(self.file, key.line, "merge-key"))
            elif key.text in seen:
                self.problems.append(_at(self.file, key.line, "duplicate-key", key=key.text))
            else:
                seen.add(key.text)
                entries.append((key, value))
        return Mapping(tuple(entries), *self.at(start), self.typed(start, entries))

    def typed(self, start: Any, entries: list[tuple[Scalar, Node]]) -> str | None:
        if len(entries) != 1 or start.flow_style:
            return None
        key, value = entries[0]
        if not isinstance(value, Scalar):
            return None
        end = self.part.text.find("\n", start.start_mark.index)
        line = self.part.text[start.start_mark.index : end if end >= 0 else None].rstrip()
        is_one_line = Style.PLAIN is key.style is value.style and line.endswith(value.text)
        return line if is_one_line else f"{key.text}: {value.text}"


def _at(
    file: str | None, line: int, code: str, *, column: int | None = None, **parameters: object
) -> Problem:
    return Problem(f"congvan.source.{code}", place=Place(file, line, column), parameters=parameters)
