"""A source moved to another year, comments and layout kept (tệp nguồn của năm sau)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from congvan.api import check, read
from congvan.api.files import FolderFiles
from congvan.problems import CongvanError, Place, Problem
from congvan.rolling.days import Shift, moved_day, moved_period, same_day
from congvan.rolling.edits import Edit, edited
from congvan.rolling.superseded import successor
from congvan.rolling.wording import decision, wording_problems
from congvan.source import Source
from congvan.source.document import Document, Form, read_document
from congvan.source.front.converters import date_of
from congvan.source.front.reading import keys_of
from congvan.source.tree.json_tree import read_json
from congvan.source.tree.nodes import Mapping, Node, Scalar, Sequence
from congvan.source.tree.yaml_tree import read_yaml
from congvan.vietnamese.dates import DateParts

_OUTDATED = ("nd30.agency.outdated", "nd30.deadline.day-off", "nd30.date.weekday", "nd30.period.other-year")
"""Findings of the check that only the new year shows."""


@frozen(kw_only=True)
class Change:
    """A value that was moved: its line in the source, its path, what it was and is, and the rule."""

    line: int
    path: str
    old: str
    new: str
    rule: str


@frozen(kw_only=True)
class Rolled:
    """Next year's source, what was moved in it, and what a person has to decide, by line."""

    text: str = field(repr=False)
    changes: tuple[Change, ...]
    decisions: tuple[Problem, ...]


def roll(path: str | Path, *, year: int, shift: Shift = Shift.BEFORE) -> Rolled:
    """The source at a path moved to `year`; the file itself is left alone.

    `shift` says where a deadline goes that would fall on a day off. Raises SourceError for a source that
    cannot be read as it is.
    """
    path = Path(path)
    source = read(path)
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    document = read_document(text, str(path))
    stand_ins = _stand_ins(source, document)
    date = source.bind(stand_ins).date
    mover = _Mover(years=year - date.year, old=date.year, shift=shift, file=str(path))
    mover.front(document)
    mover.body(document)
    moved, missed = edited(text, mover.edits)
    lost = {(edit.line, edit.column) for edit in missed}
    left = [
        decision("not-moved", Place(str(path), edit.line), value=edit.old, wanted=edit.new) for edit in missed
    ]
    decisions = [*mover.decisions, *left, *_after(moved, path, stand_ins)]
    return Rolled(
        text=moved,
        changes=tuple(change for change, edit in mover.changes if (edit.line, edit.column) not in lost),
        decisions=tuple(sorted(dict.fromkeys(decisions), key=lambda found: found.place.line or 0)),
    )


def _stand_ins(source: Source, document: Document) -> dict[str, int]:
    """A value for each name that only the rows of a batch give: what they say does not matter here."""
    declared = next((value for name, value in _entries(document, source.file) if name == "values"), None)
    own = {key.text for key, _ in declared.entries} if isinstance(declared, Mapping) else set()
    return dict.fromkeys(source.names - own, 1)


def _entries(document: Document, file: str | None) -> Iterator[tuple[str, Node]]:
    """The values of front matter by the English names of their keys."""
    reader = read_json if document.form is Form.JSON else read_yaml
    root, _ = reader(document.front, file)
    assert isinstance(root, Mapping)
    names = keys_of("Dispatch") | keys_of("Source")
    for key, node in root.entries:
        yield names.get(key.text, key.text), node


def _after(text: str, path: Path, stand_ins: dict[str, int]) -> Iterator[Problem]:
    """What only shows once it is moved: a deadline on a day off, an agency that is gone by then."""
    try:
        bound = read(text.encode(), files=FolderFiles(path.parent)).bound(stand_ins)
    except CongvanError as error:
        yield from (item.at(Place(str(path))) for item in error.problems)
        return
    for found in check(bound.dispatch):
        if found.code.startswith(_OUTDATED):
            yield bound.locate(found).at(Place(str(path)))


class _Mover:
    """Walks the tree of a source and collects what to change and what to decide."""

    def __init__(self, *, years: int, old: int, shift: Shift, file: str) -> None:
        self.years = years
        self.old = old
        self.shift = shift
        self.file = file
        self.changes: list[tuple[Change, Edit]] = []
        self.decisions: list[Problem] = []

    @property
    def edits(self) -> list[Edit]:
        return [edit for _, edit in self.changes]

    def front(self, document: Document) -> None:
        movers = {
            "values": self.values,
            "date": self.date,
            "reference": self.reference,
            "deadlines": self.deadlines,
            "periods": self.periods,
            "citations": self.citations,
        }
        for name, node in _entries(document, self.file):
            movers.get(name, self.words)(node, name)

    def body(self, document: Document) -> None:
        if document.body is None:
            return
        for number, line in enumerate(document.body.text.split("\n"), start=document.body.line):
            self.decisions += wording_problems(line, Place(self.file, number))

    def move(self, scalar: Scalar, path: str, new: str, rule: str) -> None:
        if new != scalar.text:
            change = Change(line=scalar.line, path=path, old=scalar.text, new=new, rule=rule)
            self.changes.append((change, Edit.of(scalar, new)))

    def values(self, node: Node, path: str) -> None:
        """A value that is the year, or a day of it, moves; a year within its words is listed."""
        for scalar, where in _leaves(node, path):
            parts = date_of(scalar.text)
            if scalar.text in (str(year) for year in range(self.old - 1, self.old + 2)):
                self.move(scalar, where, str(int(scalar.text) + self.years), "year")
            elif parts is not None and parts.month is not None:
                # It may be a deadline or not: where it is one, a day off is listed with it.
                self.day(scalar, where, parts, Shift.KEEP)
            else:
                self.words(scalar, where)

    def date(self, node: Node, path: str) -> None:
        """The day of issue is not known yet: month and year remain."""
        if isinstance(node, Scalar) and (parts := date_of(node.text)):
            month = f"-{parts.month:02}" if parts.month else ""
            self.move(node, path, f"{parts.year + self.years}{month}", "day-open")

    def reference(self, node: Node, path: str) -> None:
        """Last year's number is taken; the symbol stays."""
        for scalar, where in _leaves(node, path):
            number, slash, symbol = scalar.text.partition("/")
            if slash and number.strip().isalnum():
                self.move(scalar, where, f"/{symbol}", "number-open")

    def deadlines(self, node: Node, path: str) -> None:
        for scalar, where in _leaves(node, path):
            parts = date_of(scalar.text) if _is_key(where, "Deadline", "date") else None
            if parts is not None:
                self.day(scalar, where, parts, self.shift)
            else:
                self.words(scalar, where)

    def day(self, scalar: Scalar, path: str, parts: DateParts, shift: Shift) -> None:
        """A day of the old year, or near it, in the new one."""
        day = parts.as_date()
        if day is None:
            moved = DateParts(parts.year + self.years, parts.month)
            self.move(scalar, path, _like(scalar.text, moved), "year")
            return
        new = moved_day(day, self.years, shift)
        rule = "same-day" if new == same_day(day, self.years) else f"working-day-{shift.value}"
        self.move(scalar, path, _like(scalar.text, DateParts.of(new)), rule)

    def periods(self, node: Node, path: str) -> None:
        for key, period in node.entries if isinstance(node, Mapping) else ():
            names = keys_of("Period")
            items = period.entries if isinstance(period, Mapping) else ()
            found = {names.get(name.text, name.text): value for name, value in items}
            where = f"{path}.{key.text}"
            year = found.get("year")
            if isinstance(year, Scalar) and year.text.isdigit():
                self.move(year, f"{where}.year", str(int(year.text) + self.years), "year")
            self.span(found.get("start"), found.get("end"), where)

    def span(self, start: Node | None, end: Node | None, path: str) -> None:
        """A period follows the reporting calendar where it is one of its own."""
        if not (isinstance(start, Scalar) and isinstance(end, Scalar)):
            return
        first, last = (date_of(item.text) for item in (start, end))
        begins, ends = (parts.as_date() if parts else None for parts in (first, last))
        if begins is None or ends is None:
            return
        new_start, new_end, report = moved_period(begins, ends, self.years)
        rule = "same-day" if report is None else "reporting-calendar"
        self.move(start, f"{path}.start", _like(start.text, DateParts.of(new_start)), rule)
        self.move(end, f"{path}.end", _like(end.text, DateParts.of(new_end)), rule)

    def citations(self, node: Node, path: str) -> None:
        """What is cited is never moved: last year's own plan has no successor a rule could name."""
        for key, citation in node.entries if isinstance(node, Mapping) else ():
            for scalar, where in _leaves(citation, f"{path}.{key.text}"):
                self.cited(scalar, where, key.text)

    def cited(self, scalar: Scalar, path: str, name: str) -> None:
        place = Place(self.file, scalar.line, path=path)
        if _is_key(path, "Citation", "reference") and (new := successor(scalar.text)):
            self.decisions.append(decision("superseded", place, reference=scalar.text, successor=new))
        parts = date_of(scalar.text) if _is_key(path, "Citation", "date") else None
        if parts is not None and parts.year >= self.old - 1:
            self.decisions.append(decision("cited-this-year", place, name=name, value=scalar.text))
        elif parts is None and not _is_key(path, "Citation", "reference"):
            self.words(scalar, path)

    def words(self, node: Node, path: str) -> None:
        """Text that may say a year: listed, never changed."""
        for scalar, where in _leaves(node, path):
            parts = date_of(scalar.text) if _is_key(where, "Letterhead", "date") else None
            if parts is not None:
                self.move(scalar, where, str(DateParts(parts.year + self.years, parts.month)), "day-open")
                continue
            for offset, line in enumerate(scalar.text.split("\n")):
                place = Place(self.file, scalar.first_line + offset, path=where)
                self.decisions += wording_problems(line, place)


def _leaves(node: Node, path: str) -> Iterator[tuple[Scalar, str]]:
    """Every value below a node, keys left out, with its path."""
    if isinstance(node, Scalar):
        yield node, path
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _leaves(item, f"{path}[{index}]")
    else:
        for key, value in node.entries:
            yield from _leaves(value, f"{path}.{key.text}")


def _is_key(path: str, owner: str, name: str) -> bool:
    """True for a path that ends in a key of this name, in either language."""
    return keys_of(owner).get(path.rpartition(".")[2]) == name


def _like(typed: str, parts: DateParts) -> str:
    """A date written as the one it replaces was: with slashes, or in ISO order."""
    if "/" not in typed:
        return str(parts)
    month = f"{parts.month:02}" if parts.month and parts.month <= 2 else str(parts.month)
    return f"{parts.day:02}/{month}/{parts.year}" if parts.day else f"{month}/{parts.year}"
