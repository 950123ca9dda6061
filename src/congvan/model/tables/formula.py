"""The arithmetic of a formula column: keys, numbers, + - * / and brackets (công thức cột)."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite

from attrs import frozen

from congvan.model.fields import problem, refuse
from congvan.problems import Problem

OPERATORS: Mapping[type[ast.operator], tuple[str, Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
}
LONGEST = 500


@frozen
class Formula:
    """A formula taken apart; it knows its keys, its value, and how a spreadsheet writes it."""

    tree: ast.expr
    names: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Formula:
        """The formula `text` writes; ModelError when it is anything but arithmetic over keys."""
        refuse(cls.problems(text))
        tree = ast.parse(text.strip(), mode="eval").body
        found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        found.sort(key=lambda node: (node.lineno, node.col_offset))
        return cls(tree, tuple(dict.fromkeys(node.id for node in found)))

    @staticmethod
    def problems(text: str) -> Iterator[Problem]:
        """What is wrong with a formula's text; nothing when it can be worked out."""
        try:
            tree = ast.parse(text.strip(), mode="eval").body if len(text) <= LONGEST else None
        except (SyntaxError, RecursionError, ValueError, MemoryError):
            tree = None
        if tree is None or not _is_arithmetic(tree):
            yield problem("bad-formula", "formula", value=text[:LONGEST])

    def value(self, numbers: Mapping[str, Decimal | None]) -> Decimal | None:
        """The result for these numbers by key; None while one is None, or on a division by zero."""
        return self.values({name: (numbers[name],) for name in self.names}, 1)[0]

    def values(
        self, columns: Mapping[str, Sequence[Decimal | None]], count: int
    ) -> tuple[Decimal | None, ...]:
        """The results for columns of so many numbers by key, each as `value` gives it."""
        return tuple(_values(self.tree, columns, count))

    def numbered(self, numbers: Mapping[str, int]) -> str:
        """The formula as a form writes it, with the number of a column for each key: `1+2`, `3x(4-5)`."""
        return _numbered(self.tree, numbers)[0]

    def written(self, address: Mapping[str, str]) -> str:
        """The formula as a spreadsheet writes it, without `=`, with each key replaced by its cell address."""
        return _written(self.tree, address)


def _is_arithmetic(node: ast.expr) -> bool:
    match node:
        case ast.Name():
            return True
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        case ast.BinOp(left=left, op=op, right=right):
            return type(op) in OPERATORS and _is_arithmetic(left) and _is_arithmetic(right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _is_arithmetic(operand)
    return False


def _values(
    node: ast.expr, columns: Mapping[str, Sequence[Decimal | None]], count: int
) -> Sequence[Decimal | None]:
    match node:
        case ast.Name(id=name):
            return columns[name]
        case ast.BinOp(left=left, op=op, right=right):
            work = OPERATORS[type(op)][1]
            pairs = zip(_values(left, columns, count), _values(right, columns, count), strict=True)
            return [_worked(work, one, other) for one, other in pairs]
        case ast.UnaryOp(operand=operand):
            return [None if number is None else -number for number in _values(operand, columns, count)]
        case ast.Constant(value=value):
            return [Decimal(str(value))] * count
    raise AssertionError(node)


def _worked(
    work: Callable[[Decimal, Decimal], Decimal], one: Decimal | None, other: Decimal | None
) -> Decimal | None:
    if one is None or other is None:
        return None
    try:
        return work(one, other)
    except ArithmeticError:
        return None


def _written(node: ast.expr, address: Mapping[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return address[name]
        case ast.BinOp(left=left, op=op, right=right):
            return f"({_written(left, address)}{OPERATORS[type(op)][0]}{_written(right, address)})"
        case ast.UnaryOp(operand=operand):
            return f"(-{_written(operand, address)})"
        case ast.Constant(value=value):
            return str(value)
    raise AssertionError(node)


def _numbered(node: ast.expr, numbers: Mapping[str, int]) -> tuple[str, int]:
    """The formula with numbers of columns for keys, and how tightly it binds: from 1, a sum, to 3."""
    match node:
        case ast.Name(id=name):
            return str(numbers[name]), 3
        case ast.BinOp(left=left, op=op, right=right):
            is_sum = isinstance(op, ast.Add | ast.Sub)
            least = 1 if is_sum else 2
            # What follows a minus or a division keeps its brackets where they matter.
            after = least + isinstance(op, ast.Sub | ast.Div)
            sign = "x" if isinstance(op, ast.Mult) else OPERATORS[type(op)][0]
            return f"{_bound(left, numbers, least)}{sign}{_bound(right, numbers, after)}", least
        case ast.UnaryOp(operand=operand):
            return f"-{_bound(operand, numbers, 2)}", 1
        case ast.Constant(value=value):
            return str(value).replace(".", ","), 3
    raise AssertionError(node)


def _bound(node: ast.expr, numbers: Mapping[str, int], least: int) -> str:
    written, tightness = _numbered(node, numbers)
    return written if tightness >= least else f"({written})"
