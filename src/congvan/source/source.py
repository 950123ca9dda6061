"""A source file parsed once and bound as often as needed (tệp nguồn)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date  # noqa: N812
from pathlib import PurePath

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.model import Dispatch
from congvan.problems import CongvanError, ModelError, Place, Problem, SourceError
from congvan.source.binding import (
    BodyNode,
    Contents,
    given_problems,
    numbered,
    prepared,
    read_fields,
    read_values,
    ready_fields,
)
from congvan.source.document import Document, Form, read_document
from congvan.source.faults import problem, warning
from congvan.source.front.appendices import body_scalars, file_bytes
from congvan.source.front.converters import date_of, text, whole
from congvan.source.front.reading import (
    BROKEN,
    Broken,
    Reading,
    Resolver,
    descend,
    is_filled,
    keys_of,
    listed_keys,
)
from congvan.source.front.shapes import REQUIRED, shown_key
from congvan.source.parsed import Parsed, is_on_one_line
from congvan.source.placeholders import RESERVED, Scope
from congvan.source.text.body import BodyText, lines_of
from congvan.source.text.wrapping import hard_wrapped
from congvan.source.tree.json_tree import read_json
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, Scalar, Sequence, written
from congvan.source.tree.yaml_tree import read_yaml
from congvan.vietnamese.dates import DateParts

NEWEST_FORMAT = 1
"""The format of source files that this version reads."""

_NOT_SAID_YET = "congvan.tags.unknown-name"


@frozen(eq=False)
class Bound:
    """A source with its values: the dispatch it says, and what is merely unwise about the file."""

    dispatch: Dispatch
    findings: tuple[Problem, ...]
    _root: MappingNode = field(repr=False)
    _lines: Mapping[str, list[int | None]] = field(repr=False)
    _file: str | None = field(default=None, repr=False)

    def locate(self, problem: Problem) -> Problem:
        """The same problem with the file and line its path comes from, where they can be told."""
        path = problem.place.path
        return problem.at(Place(self._file, _line(self._root, self._lines, path) if path else None))


@frozen(eq=False)
class Source:
    """A source file, parsed once: placeholders unresolved, every line known.

    `file` is its name, None for bytes; `template` the bytes of the Word template it names, None for the stock
    one; `findings` what is allowed and probably not meant.
    """

    file: str | None
    template: bytes | None = field(repr=False)
    findings: tuple[Problem, ...]
    _contents: Contents = field(repr=False)
    _parsed: Parsed = field(repr=False)
    _root: MappingNode = field(repr=False)
    _lines: Mapping[str, list[int | None]] = field(repr=False)
    _resolver: Resolver | None = field(default=None, repr=False)
    _body: bytes = field(default=b"", repr=False)
    _names: frozenset[str] = field(init=False, repr=False)

    @_names.default
    def _free_names(self) -> frozenset[str]:
        return (self._parsed.free_names | self._contents.values.keys()).difference(RESERVED)

    @property
    def stem(self) -> str:
        """The name its outputs are called by: the file's without its ending, `cong-van` for bytes."""
        return PurePath(self.file).stem if self.file else "cong-van"

    @property
    def names(self) -> frozenset[str]:
        """The names that `bind` takes values for."""
        return self._names

    @property
    def has_date(self) -> bool:
        """True when it says a date of issue by itself, or leaves one to values."""
        return "date" in self._contents.ready or "date" in self._contents.open

    def fingerprint(self, given: Iterable[str] = ()) -> str:
        """SHA-256 of what it says, values of the names `given` left out.

        Comments, blank lines, the order of keys do not count; the files it names and its template neither.
        """
        contents = self._contents
        left_out = frozenset(given)
        values = {name: node for name, node in contents.values.items() if name not in left_out}
        told = [*sorted(contents.nodes.items()), *values.items()]
        total = hashlib.sha256(self._body)
        total.update(repr([(name, written(node)) for name, node in told]).encode())
        return total.hexdigest()

    def bind(
        self,
        values: Mapping[str, object] | None = None,
        *,
        number: int | str | None = None,
        date: Date | DateParts | str | None = None,
    ) -> Dispatch:
        """The dispatch it says with these values before its own; SourceError with every problem."""
        return self.bound(values, number=number, date=date).dispatch

    def bound(
        self,
        values: Mapping[str, object] | None = None,
        *,
        number: int | str | None = None,
        date: Date | DateParts | str | None = None,
        changed: Callable[[Mapping[str, object]], Mapping[str, object]] | None = None,
        outlined: bool = False,
    ) -> Bound:
        """Like `bind`, with findings and lines; `number` and `date` of issue replace those of the file.

        `changed` may put other fields in the place of those that the file says, before the dispatch is made.
        `outlined` leaves out paragraphs of the body that are sure to be good, whatever else is said: a quick
        way to see that there is nothing wrong, for what is wrong has other places then.
        """
        given = values or {}
        refused = [*given_problems(given, self.names, self.file)]
        reading = Reading(self._parsed, Scope(), self._resolver, outlined=outlined)
        own = read_values(reading, self._contents.values, given)
        reading.scope = Scope(immutabledict(own))
        found = read_fields(reading, self._contents)
        found["reference"] = numbered(reading, found.get("reference"), number, self._node("reference"))
        self._date(reading, found, date)
        problems = [*refused, *reading.problems, *reading.late]
        if problems or BROKEN in found.values():
            raise SourceError(in_order(problems))
        lines = {**self._lines, **reading.lines}
        try:
            dispatch = Dispatch(**(found if changed is None else changed(found)))  # type: ignore[arg-type]
        except ModelError as error:
            raise SourceError(in_order(self._located(lines, error.problems))) from None
        return Bound(dispatch, self.findings, self._root, lines, self.file)

    def _node(self, name: str) -> Node:
        return self._contents.nodes.get(name, self._root)

    def _date(self, reading: Reading, found: dict[str, object], given: Date | DateParts | str | None) -> None:
        parts = date_of(given) if isinstance(given, str) else given
        if parts is not None:
            found["date"] = parts
        elif given is not None:
            reading.late.append(problem("bad-date", Place(self.file, path="date"), value=given))
        elif "date" not in found:
            reading.refuse("missing-key", self._root, "", key=shown_key("Dispatch", "date"))

    def _located(
        self, lines: Mapping[str, list[int | None]], problems: Iterable[Problem]
    ) -> Iterator[Problem]:
        for item in problems:
            line = _line(self._root, lines, item.place.path or "")
            yield item.at(Place(self.file, line))


def _lines_digest(document: Document) -> bytes:
    """SHA-256 of the lines of the body, blank ones left out."""
    lines = document.body.text.split("\n") if document.body is not None else []
    return hashlib.sha256("\n".join(line.rstrip() for line in lines if line.strip()).encode()).digest()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by line, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda item: item.place.line or 0))


def _line(root: MappingNode, lines: Mapping[str, list[int | None]], path: str) -> int | None:
    for start, numbers in lines.items():
        if path.startswith(f"{start}["):
            index, _, _ = path[len(start) + 1 :].partition("]")
            if index.isdigit() and int(index) < len(numbers):
                return numbers[int(index)]
    node = descend(root, path)
    return None if node is root else node.line


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
            # Values from outside may still say what has no value here; anything else is told at once.
            late = [item for item in self.reading.late if not item.code.startswith(_NOT_SAID_YET)]
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


__all__ = ["NEWEST_FORMAT", "Bound", "CongvanError", "Resolver", "Source", "is_filled", "read_source"]
