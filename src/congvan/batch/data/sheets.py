"""What a reader found, made into rows: every cell a value, every row with a key (bảng dữ liệu)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from attrs import define, field, frozen

from congvan.batch.data.rows import CellError, Listed, Rows, key_text, nearest_column, typed_cell
from congvan.batch.faults import BatchError, problem
from congvan.problems import Place, Problem
from congvan.vietnamese.hygiene import is_nfc, nearest, nfc


@frozen(kw_only=True)
class Sheet:
    """What a reader found: headings, then for each row its line and its cells, before anything is checked."""

    columns: Sequence[object]
    rows: Iterable[tuple[int, Sequence[object]]]
    file: str | None = None
    digest: str = ""
    heading_line: int = 1


def checked(sheet: Sheet, key: str | None, *, repeated: bool = False) -> Rows:
    """The rows of a sheet; BatchError naming every row without key or with cells beside the headings.

    Two rows of one key are refused too, unless `repeated`.
    """
    columns, problems = _columns(sheet)
    if problems:
        raise BatchError(problems)
    name = _key_column(columns, key, sheet.file)
    taken = _Taken(sheet=sheet, columns=columns, position=columns.index(name), repeated=repeated)
    rest = iter(sheet.rows)
    while some := [*islice(rest, _TOGETHER)]:
        taken.take([row for row in some if any(row[1]) or not _is_blank(row[1])])
    if not taken.cells and not taken.problems:
        taken.problems.append(problem("no-rows", Place(sheet.file)))
    if taken.problems:
        raise BatchError(sorted(taken.problems, key=lambda found: found.place.line or 0))
    return Rows(columns=columns, key=name, rows=taken.rows, file=sheet.file, digest=sheet.digest)


_TOGETHER = 1000
"""Rows that are looked at together: most are done with one question."""


def _is_blank(cells: Sequence[object]) -> bool:
    return all(cell is None or cell == "" for cell in cells)


@define(kw_only=True)
class _Taken:
    """The rows of a sheet as they are read, and what is wrong with them."""

    sheet: Sheet
    columns: tuple[str, ...]
    position: int
    repeated: bool
    keys: list[str] = field(factory=list)
    lines: list[int] = field(factory=list)
    cells: list[tuple[object, ...]] = field(factory=list)
    firsts: dict[str, int] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    @property
    def rows(self) -> Listed:
        """What was taken."""
        return Listed(tuple(self.keys), tuple(self.lines), tuple(self.cells))

    def take(self, some: Sequence[tuple[int, Sequence[object]]]) -> None:
        """Take in some rows, each its line and its cells."""
        cells = [tuple(given) for _, given in some]
        if {*map(len, cells)} != {len(self.columns)} or not _are_typed([*chain.from_iterable(cells)]):
            cells = [self._typed(line, given) for (line, _), given in zip(some, cells, strict=True)]
        keys = [key_text(typed[self.position]) for typed in cells]
        self.keys += keys
        self.lines += [line for line, _ in some]
        self.cells += cells
        if "" in keys or not self.repeated:
            for key, (line, _) in zip(keys, some, strict=True):
                self._key(key, line)

    def _key(self, key: str, line: int) -> None:
        """What is wrong with a key: there is none, or another row has it."""
        place = Place(self.sheet.file, line, path=self.columns[self.position])
        if not key:
            self.problems.append(problem("blank-key", place, row=line))
        elif not self.repeated and (first := self.firsts.setdefault(key, line)) != line:
            self.problems.append(problem("same-key", place, value=key, row=line, other=first))

    def _typed(self, line: int, cells: tuple[object, ...]) -> tuple[object, ...]:
        """The cells of a row as values, one for each column."""
        wanted = len(self.columns)
        if len(cells) > wanted:
            self.problems += _beside(self.sheet, self.columns, line, cells)
        if len(cells) != wanted:
            cells = (*cells[:wanted], *(None,) * (wanted - len(cells)))
        if _are_typed(cells):
            return cells
        typed, faults = _typed_cells(self.sheet, self.columns, line, cells)
        self.problems += faults
        return tuple(typed)


def _beside(sheet: Sheet, columns: tuple[str, ...], line: int, cells: Sequence[object]) -> Iterator[Problem]:
    """Cells that stand beside the headings."""
    for index, cell in enumerate(cells[len(columns) :], start=len(columns)):
        if cell not in (None, ""):
            place = Place(sheet.file, line, index + 1)
            yield problem("cell-without-heading", place, value=str(cell)[:60], row=line)


_TYPED = frozenset((str, int, bool, type(None)))


def _are_typed(cells: Sequence[object]) -> bool:
    """True for cells that are values of a source as they are: `typed_cell` would change none of them."""
    if not {*map(type, cells)} <= _TYPED:
        return False
    # No letter composes with a line feed: together they are in form C if each is.
    return is_nfc("\n".join([cell for cell in cells if type(cell) is str]))


def _typed_cells(
    sheet: Sheet, columns: tuple[str, ...], line: int, cells: Iterable[object]
) -> tuple[list[object], list[Problem]]:
    """The cells as values, None where there is none, and what is wrong with those."""
    problems = []
    typed: list[object] = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            typed.append(typed_cell(cell))
        except CellError as fault:
            problems.append(fault.problem.at(Place(sheet.file, line, path=column)))
            typed.append(None)
    return typed, problems


def _columns(sheet: Sheet) -> tuple[tuple[str, ...], list[Problem]]:
    names = [nfc(str(cell)).strip() if cell is not None else "" for cell in sheet.columns]
    while names and not names[-1]:
        names.pop()
    place = Place(sheet.file, sheet.heading_line)
    problems = [problem("blank-heading", place, column=at) for at, name in enumerate(names, 1) if not name]
    problems += [
        problem("same-heading", place, name=name)
        for name in dict.fromkeys(name for name in names if name and names.count(name) > 1)
    ]
    return tuple(names), problems or ([] if names else [problem("no-rows", Place(sheet.file))])


def _key_column(columns: tuple[str, ...], wanted: str | None, file: str | None) -> str:
    if wanted is None:
        return columns[0]
    found = nearest_column(columns, wanted)
    if found is None:
        near = "; ".join(nearest(wanted, columns, count=3) or columns)
        raise BatchError(problem("unknown-column", Place(file), name=wanted, known=near))
    return found
