"""Units and what they are assigned, and what is wrong with it (đơn vị, phân công)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import cast

from attrs import field, frozen

from congvan.model.fields import (
    as_items,
    as_optional_text,
    as_text,
    as_texts,
    item_problems,
    optional_text_problems,
    refuse,
    text_problems,
    texts_problems,
    type_problems,
)
from congvan.model.tables.columns import FILLED_BY_CONGVAN
from congvan.model.tables.table import Table
from congvan.problems import Place, Problem

_CODE = re.compile(r"[^\W_][\w.\-]{0,39}")
_RANGE = re.compile(
    r"\s*(?:(?:khoản|dòng|hàng|mục|số)\s+)?(\d{1,7})\s*(?:(?:[-–]|đến)\s*(\d{1,7})\s*)?", re.IGNORECASE
)
MOST_IN_A_RANGE = 100_000
"""Rows that one range may name."""


class Role(Enum):
    """What a unit does for a form: it leads and sends it back, or assists the unit that does."""

    LEADS = "chủ trì"
    ASSISTS = "phối hợp"


@frozen
class Unit:
    """A unit that fills in forms (đơn vị): a short code of its own, its name, its group or None.

    The code names files and tells returned forms apart: letters, digits, `.`, `-` and `_`, at most 40.
    """

    code: str = field(converter=as_text)
    name: str = field(converter=as_text)
    group: str | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        problems = [
            *text_problems("code", self.code),
            *text_problems("name", self.name),
            *optional_text_problems("group", self.group),
        ]
        if not problems and (not _CODE.fullmatch(self.code) or self.code.endswith(".")):
            problems.append(_problem("congvan.model.bad-unit-code", "code", value=self.code))
        refuse(problems)


def as_row_numbers(value: str | int | Iterable[int | str]) -> tuple[int, ...]:
    """Row numbers from 1: a number, `1-3, khoản 5` as text, or several; what is none is passed on."""
    items = as_items(value, int, str)
    if not isinstance(items, tuple):
        return items
    found: dict[int, None] = {}
    for item in items:
        numbers = _numbers_of(item) if isinstance(item, str) else (item,)
        if numbers is None:
            return cast("tuple[int, ...]", items)
        found.update(dict.fromkeys(numbers))
    return tuple(found)


def _numbers_of(text: str) -> tuple[int, ...] | None:
    numbers: list[int] = []
    for part in text.split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first or last - first > MOST_IN_A_RANGE:
            return None
        numbers += range(first, last + 1)
    return tuple(numbers)


@frozen(kw_only=True)
class Assignment:
    """One task (phân công): a unit, or a division under it, provides a form or part of it.

    `unit` is a unit's code or the name of a group, each of whose units then fills in a copy; `form` the name
    of a table of an appendix. `rows` (from 1, as STT counts) and `columns` (keys) limit the part, empty for
    all; `except_` lists codes and groups whose own parts of the form are left out, and units of a group that
    fill in none. `what` says the part in the letter's words instead of its rows and columns; `note` is added
    to it. Only who leads sends it back.
    """

    unit: str = field(converter=as_text)
    division: str | None = field(default=None, converter=as_optional_text)
    form: str = field(converter=as_text)
    rows: tuple[int, ...] = field(default=(), converter=as_row_numbers)
    columns: tuple[str, ...] = field(default=(), converter=as_texts)
    role: Role = Role.LEADS
    except_: tuple[str, ...] = field(default=(), converter=as_texts)
    what: str | None = field(default=None, converter=as_optional_text)
    note: str | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        problems = [
            *text_problems("unit", self.unit),
            *optional_text_problems("division", self.division),
            *text_problems("form", self.form),
            *_rows_problems(self.rows),
            *texts_problems("columns", self.columns),
            *type_problems("role", self.role, Role),
            *texts_problems("except_", self.except_),
            *optional_text_problems("what", self.what),
            *optional_text_problems("note", self.note),
        ]
        refuse(problems)

    def binds(self, unit: Unit) -> bool:
        """True for the unit it names, and for each unit of the group it names but those left out."""
        return unit.code == self.unit or (unit.group == self.unit and unit.code not in self.except_)

    @property
    def leads(self) -> bool:
        """True when this unit sends the form back."""
        return self.role is Role.LEADS

    @property
    def is_limited(self) -> bool:
        """True when it names rows or columns rather than the whole form."""
        return bool(self.rows or self.columns)


def _rows_problems(rows: object) -> Iterator[Problem]:
    """What is wrong with the rows; those that no number could be made of are still words."""
    if isinstance(rows, tuple) and any(isinstance(row, str) for row in rows):
        value = ", ".join(map(str, rows))
        yield _problem("congvan.model.bad-rows", "rows", value=value)
    else:
        yield from item_problems("rows", cast("tuple[int, ...]", rows), int)


def as_units(value: Unit | Iterable[Unit]) -> tuple[Unit, ...]:
    """One unit or several as a tuple."""
    return as_items(value, Unit)


def as_assignments(value: Assignment | Iterable[Assignment]) -> tuple[Assignment, ...]:
    """One assignment or several as a tuple."""
    return as_items(value, Assignment)


def _problem(code: str, path: str, **parameters: object) -> Problem:
    return Problem(code, place=Place(path=path), parameters=parameters)


def unit_problems(units: tuple[Unit, ...]) -> Iterator[Problem]:
    """Codes that are there twice, in any case, and groups that are called as a unit is."""
    codes: set[str] = set()
    for index, unit in enumerate(units):
        if unit.code.casefold() in codes:
            yield _problem("congvan.model.duplicate-unit", f"units[{index}].code", unit=unit.code)
        codes.add(unit.code.casefold())
    for index, unit in enumerate(units):
        if unit.group is not None and unit.group.casefold() in codes:
            yield _problem("congvan.model.duplicate-unit", f"units[{index}].group", unit=unit.group)


def assignment_problems(
    units: tuple[Unit, ...], assignments: tuple[Assignment, ...], forms: Mapping[str, Table]
) -> Iterator[Problem]:
    """Assignments to unknown units, of unknown forms, rows or columns."""
    known = {unit.code for unit in units} | {unit.group for unit in units if unit.group}
    listed = "; ".join(sorted(known)) or "–"
    for index, item in enumerate(assignments):
        path = f"assignments[{index}]"
        if item.unit not in known:
            yield _problem("congvan.model.unknown-unit", f"{path}.unit", unit=item.unit, known=listed)
        for position, code in enumerate(item.except_):
            if code not in known:
                yield _problem(
                    "congvan.model.unknown-unit", f"{path}.except_[{position}]", unit=code, known=listed
                )
        table = forms.get(item.form)
        if table is None:
            names = "; ".join(forms) or "–"
            yield _problem("congvan.model.unknown-form", f"{path}.form", name=item.form, known=names)
        else:
            yield from _part_problems(path, item, table)


def _part_problems(path: str, item: Assignment, table: Table) -> Iterator[Problem]:
    count = len(table.rows) + table.blank_rows
    for position, row in enumerate(item.rows):
        if not 1 <= row <= count:
            yield _problem("congvan.model.unknown-row", f"{path}.rows[{position}]", row=row, count=count)
    keys = [leaf.key for leaf in table.leaves if leaf.key and leaf.kind not in FILLED_BY_CONGVAN]
    for position, key in enumerate(item.columns):
        if key not in keys:
            yield _problem("congvan.model.unknown-column", f"{path}.columns[{position}]", key=key)
