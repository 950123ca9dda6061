"""A source file read for the first time: a rehearsal of binding it with its own values (đọc tệp nguồn).

What comes of it is a `Source`, which is bound as often as needed; all that no value can mend is told here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from attrs import evolve
from immutabledict import immutabledict

from congvan.problems import Place, Problem, SourceError
from congvan.source.binding import BodyNode, Contents, prepared, read_fields, read_values, ready_fields
from congvan.source.document import Document, Form, read_document
from congvan.source.faults import problem, warning
from congvan.source.front.appendices import body_scalars, file_bytes
from congvan.source.front.converters import text, whole
from congvan.source.front.reading import BROKEN, Broken, Reading, Resolver, keys_of, listed_keys
from congvan.source.front.shapes import REQUIRED, shown_key
from congvan.source.parsed import Parsed, is_on_one_line
from congvan.source.placeholders import RESERVED, UNKNOWN, Scope
from congvan.source.source import Source, in_order
from congvan.source.text.body import BodyText, lines_of
from congvan.source.text.wrapping import hard_wrapped
from congvan.source.tree.json_tree import read_json
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, Scalar, Sequence
from congvan.source.tree.yaml_tree import read_yaml

NEWEST_FORMAT = 1
"""The format of source files that this version reads."""

_NOT_SAID_YET = "congvan.tags.unknown-name"


def read_source(data: bytes | str, *, file: str | None = None, resolver: Resolver | None = None) -> Source:
    """The source that `data` writes; SourceError with every problem that no value can mend.

    `file` is named in problems and tells YAML and JSON by its ending; the files a source names are asked of
    `resolver`, None when there are none to name.
    """
    document = read_document(data, file)
    parsed = Parsed(file)
    root, problems = _tree(document, file)
    body = _body(document, parsed)
    if not isinstance(root, MappingNode):
        if not problems:
            place = Place(file, document.front.line)
            problems = [
                problem(
                    "empty-front-matter",
                    place,
                    keys=listed_keys(shown_key("Dispatch", name) for name in REQUIRED),
                )
            ]
        raise SourceError(in_order([*problems, *parsed.problems]))
    reader = _Reader(document, parsed, root, resolver)
    return reader.source(body, problems)


def _tree(document: Document, file: str | None) -> tuple[Node | None, list[Problem]]:
    read = read_json if document.form is Form.JSON else read_yaml
    return read(document.front, file)


def _body(document: Document, parsed: Parsed) -> BodyText:
    if document.body is None:
        return BodyText()
    return parsed.take_body(document.body.text, Place(parsed.file, document.body.line, 1, "body"))


class _Reader:
    """Reads a source for the first time: a rehearsal of binding it with its own values."""

    def __init__(
        self, document: Document, parsed: Parsed, root: MappingNode, resolver: Resolver | None
    ) -> None:
        self.document = document
        self.parsed = parsed
        self.root = root
        self.reading = Reading(parsed, Scope(), resolver)
        self.template: bytes | None = None
        # Values from outside may still say what has no value here.
        self.untold = [_NOT_SAID_YET]

    def source(self, body: BodyText, problems: list[Problem]) -> Source:
        """The source; SourceError when there is anything wrong that no value can mend."""
        nodes = self.top()
        own = nodes.pop("values", None)
        declared = self.declared(own)
        self.named_texts(nodes)
        self.reading.scope = Scope(immutabledict(read_values(self.reading, declared, {})))
        unread = Contents(nodes, declared, tuple(BodyNode(node) for node in body.nodes))
        contents, lines = self.rehearsed(unread)
        problems = [
            *problems,
            *self.parsed.problems,
            *self.reading.problems,
            *self.parsed.footnote_problems(),
        ]
        if problems:
            late = [item for item in self.reading.late if not item.code.startswith(tuple(self.untold))]
            raise SourceError(in_order([*problems, *late]))
        findings = in_order([*self.unused_values(own), *self.wrapped(nodes)])
        return Source(
            self.parsed.file,
            self.template,
            findings,
            contents,
            self.parsed,
            self.root,
            lines,
            self.reading.resolver,
            _lines_digest(self.document),
        )

    def top(self) -> dict[str, Node]:
        """The nodes of the dispatch by English name; format and template are taken care of."""
        entries = self.reading.entries(self.root, "", "Dispatch", "Source")
        nodes = {} if isinstance(entries, Broken) else {name: value for name, (_, value) in entries.items()}
        self.format(nodes.pop("format", None))
        self.office_template(nodes.pop("template", None))
        self.check_presence(nodes)
        return nodes

    def format(self, node: Node | None) -> None:
        number = NEWEST_FORMAT if node is None else whole(self.reading, node, "format")
        if node is not None and isinstance(number, int) and number > NEWEST_FORMAT:
            self.reading.report("newer-format", node, "format", value=number, newest=NEWEST_FORMAT)

    def office_template(self, node: Node | None) -> None:
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return
        name = text(self.reading, node, "template")
        data = BROKEN if isinstance(name, Broken) else file_bytes(self.reading, node, "template", name)
        self.template = None if isinstance(data, Broken) else data

    def check_presence(self, nodes: Mapping[str, Node]) -> None:
        for name in REQUIRED:
            node = nodes.get(name)
            if node is None or (isinstance(node, Scalar) and node.is_null):
                self.reading.refuse("missing-key", node or self.root, "", key=shown_key("Dispatch", name))
        if "body" in nodes and self.document.body is not None and self.document.body.text.strip():
            self.reading.refuse("two-bodies", nodes["body"], "body")

    def declared(self, node: Node | None) -> dict[str, Node]:
        """The values by name; names that no placeholder can write are problems."""
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return {}
        if not isinstance(node, MappingNode):
            self.reading.refuse("expected-names", node, "values")
            return {}
        for key, _ in node.entries:
            if key.text in RESERVED:
                self.reading.refuse("reserved-name", key, "values", name=key.text)
            elif not key.text.isidentifier():
                self.reading.refuse("bad-value-name", key, "values", name=key.text)
        return {key.text: value for key, value in node.entries}

    def named_texts(self, nodes: Mapping[str, Node]) -> None:
        """Parse the texts of front matter first: they may define footnotes that others name."""
        if "body" in nodes:
            for scalar in body_scalars(nodes["body"]):
                self.parsed.body(scalar, "body")
        appendices = nodes.get("appendices")
        items = appendices.items if isinstance(appendices, Sequence) else (appendices,)
        for index, item in enumerate(items):
            for scalar in body_scalars(_blocks_of(item)):
                self.parsed.body(scalar, f"appendices[{index}].blocks")

    def rehearsed(self, contents: Contents) -> tuple[Contents, dict[str, list[int | None]]]:
        """The contents with all that no value can change made ready, and the lines of its blocks."""
        found = read_fields(self.reading, contents)
        # Where nothing of a kind could be read, no name of that kind is known, nor unknown.
        unread = (code for of, code in UNKNOWN.items() if found.get(of.value) is BROKEN)
        self.untold += (f"congvan.source.{code}" for code in unread)
        lines = self.reading.lines
        self.reading.lines = {}
        nodes = prepared(self.reading, tuple(item.node for item in contents.body))
        return evolve(contents, ready=ready_fields(contents, found), body=nodes), lines

    def unused_values(self, node: Node | None) -> Iterator[Problem]:
        for key, _ in node.entries if isinstance(node, MappingNode) else ():
            if key.text not in self.parsed.names:
                yield warning("unused-value", Place(self.parsed.file, key.line, path="values"), name=key.text)

    def wrapped(self, nodes: Mapping[str, Node]) -> Iterator[Problem]:
        if self.document.body is not None:
            part = self.document.body
            yield from _wrapped(part.text, Place(self.parsed.file, part.line, None, "body"))
        appendices = nodes.get("appendices")
        for item in appendices.items if isinstance(appendices, Sequence) else (appendices,):
            for scalar in body_scalars(_blocks_of(item)):
                if not is_on_one_line(scalar):
                    yield from _wrapped(scalar.text, Place(self.parsed.file, scalar.first_line))


def _wrapped(text: str, place: Place) -> Iterator[Problem]:
    for line in hard_wrapped(lines_of(text, place)):
        yield warning("hard-wrapped", line.place, text=line.text[:40])


def _blocks_of(node: Node | None) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for key, value in node.entries if keys_of("Appendix").get(key.text) == "blocks"), None)


def _lines_digest(document: Document) -> bytes:
    """SHA-256 of the lines of the body, blank ones left out."""
    lines = document.body.text.split("\n") if document.body is not None else []
    return hashlib.sha256("\n".join(line.rstrip() for line in lines if line.strip()).encode()).digest()
