"""Groups of rows: a line of its own above each, which adds up what is below it (nhóm hàng)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count as count_from

from attrs import evolve, field, frozen

from congvan.model.fields import (
    as_items,
    as_text,
    item_problems,
    problem,
    refuse,
    text_problems,
    type_problems,
)
from congvan.problems import Problem
from congvan.vietnamese.numbers import roman

DEEPEST = 2
"""How many groups may stand inside each other: A, B ... and in them I, II ..."""


def as_groups(value: Group | Iterable[Group]) -> tuple[Group, ...]:
    """One group or several as a tuple."""
    return as_items(value, Group)


@frozen(kw_only=True)
class Group:
    """Some rows of a table that follow each other (nhóm hàng): `size` of them, or the groups they make.

    `title` stands in the line above them.
    """

    title: str = field(converter=as_text)
    size: int = 0
    groups: tuple[Group, ...] = field(default=(), converter=as_groups)

    def __attrs_post_init__(self) -> None:
        found = [
            *text_problems("title", self.title, lines=None),
            *type_problems("size", self.size, int),
            *item_problems("groups", self.groups, Group),
        ]
        if not found and self.size < 0:
            found.append(problem("negative", "size", value=self.size))
        if not found and self.groups and self.size:
            found.append(problem("rows-beside-groups", "size"))
        refuse(found)

    @property
    def count(self) -> int:
        """How many rows it has, with those of its groups."""
        return sum(group.count for group in self.groups) if self.groups else self.size

    @property
    def depth(self) -> int:
        """How many groups stand inside each other: 1 without a group in it."""
        return 1 + max((group.depth for group in self.groups), default=0)


@frozen(kw_only=True)
class Heading:
    """The line above the rows of a group: its mark (I, II ... or A, B ...), its rows, counted from 0.

    `inner` are the lines of the groups in it, `level` is 0 for a group in no other; `number` counts the lines
    of a table in reading order from 0.
    """

    number: int
    title: str
    mark: str
    rows: range
    level: int = 0
    inner: tuple[Heading, ...] = ()

    @property
    def all(self) -> Iterator[Heading]:
        """Itself and every line inside it, in reading order."""
        yield self
        for heading in self.inner:
            yield from heading.all


def headings_of(groups: tuple[Group, ...], count: int) -> tuple[Heading, ...]:
    """The lines of groups over so many rows; what is left of the rows belongs to the last group."""
    deep = max((group.depth for group in groups), default=1) > 1
    return tuple(_placed(groups, range(count), 0, numbers=count_from(0), deep=deep))


def _placed(
    groups: tuple[Group, ...], rows: range, level: int, *, numbers: Iterator[int], deep: bool
) -> Iterator[Heading]:
    first = rows.start
    for number, group in enumerate(groups, 1):
        last = rows.stop if number == len(groups) else first + group.count
        own = range(first, last)
        yield Heading(
            number=next(numbers),
            title=group.title,
            mark=capital(number) if deep and level == 0 else roman(number),
            rows=own,
            level=level,
            inner=tuple(_placed(group.groups, own, level + 1, numbers=numbers, deep=deep)),
        )
        first = last


def stretches_of(lines: tuple[Heading, ...], count: int) -> tuple[tuple[Heading | None, range], ...]:
    """So many rows parted where lines of groups stand, each part with the line before it."""
    if not lines:
        return ((None, range(count)),)
    edges = (*(line.rows.start for line in lines[1:]), count)
    parted = ((line, range(line.rows.start, last)) for line, last in zip(lines, edges, strict=True))
    first = lines[0].rows.start
    return ((None, range(first)), *parted) if first else (*parted,)


def capital(number: int) -> str:
    """The mark of a group that has groups: A, B, ... Z, AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def extended(groups: tuple[Group, ...], rows: int) -> tuple[Group, ...]:
    """The groups with so many more rows in the last of them; none where there are none."""
    if not groups:
        return ()
    last = groups[-1]
    if last.groups:
        return (*groups[:-1], evolve(last, groups=extended(last.groups, rows)))
    return (*groups[:-1], evolve(last, size=last.size + rows))


def group_problems(groups: tuple[Group, ...], rows: int) -> Iterator[Problem]:
    """Groups that do not share out the rows of their table, or stand too deep in each other."""
    found = sum(group.count for group in groups)
    if groups and found != rows:
        yield problem("groups-and-rows", "groups", expected=rows, found=found)
    if any(group.depth > DEEPEST for group in groups):
        yield problem("groups-too-deep", "groups", most=DEEPEST)
