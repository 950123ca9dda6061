"""The rules of the open cells of a form (kiểm tra khi nhập)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from attrs import evolve

from congvan.excel.stock.limiting import asked, limits_rule
from congvan.excel.workbook import Book, Rule
from congvan.model import Column, ColumnKind


def rule_of(book: Book, leaf: Column, places: Iterable[str]) -> Rule | None:
    """The rule of the open cells of a column; None for text that may be left out."""
    if leaf.kind is ColumnKind.TEXT and not leaf.required:
        return None
    rule = limits_rule(book, leaf, places) or Rule(places=tuple(places))
    return evolve(rule, prompt=asked(leaf))


def runs_of(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Rows as stretches of neighbours, first and last: 1, 2, 3, 5 is 1 to 3 and 5 to 5."""
    found = []
    for _, group in groupby(enumerate(sorted(rows)), key=lambda item: item[1] - item[0]):
        stretch = [row for _, row in group]
        found.append((stretch[0], stretch[-1]))
    return tuple(found)
