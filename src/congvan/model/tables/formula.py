"""The arithmetic of a formula column: keys, numbers, + - * / and brackets (công thức cột)."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
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
        if any(numbers[name] is None for name in self.names):
            return None
        try:
            return _value(self.tree, {key: number for key, number in numbers.items() if number is not None})
        except ArithmeticError:
            return None

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


def _value(node: ast.expr, numbers: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Name(id=name):
            return numbers[name]
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)][1](_value(left, numbers), _value(right, numbers))
        case ast.UnaryOp(operand=operand):
            return -_value(operand, numbers)
        case ast.Constant(value=value):
            return Decimal(str(value))
    raise AssertionError(node)


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
