"""A source, parsed once by `first_reading` and bound here as often as needed (tệp nguồn)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date  # noqa: N812
from pathlib import PurePath

from attrs import field, frozen
from immutabledict import immutabledict

from congvan.model import Dispatch
from congvan.problems import ModelError, Place, Problem, SourceError
from congvan.source.binding import Contents, given_problems, numbered, read_fields, read_values
from congvan.source.faults import problem
from congvan.source.front.converters import date_of
from congvan.source.front.reading import BROKEN, Reading, Resolver, descend
from congvan.source.front.shapes import shown_key
from congvan.source.parsed import Parsed
from congvan.source.placeholders import RESERVED, Scope
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, written
from congvan.vietnamese.dates import DateParts


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

    @property
    def steady(self) -> Mapping[str, object]:
        """The fields of its dispatches that no value can change, by name."""
        return self._contents.ready

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
