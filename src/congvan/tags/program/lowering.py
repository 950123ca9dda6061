"""From Jinja's tree, rewritten and every tag placed, to a program; what it cannot say stays with Jinja."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen
from jinja2 import nodes

Node = list[Any]
"""One step or expression: its kind, then what it needs; nested, and made of nothing but JSON's types."""

_OPERATORS = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
}
_COMPARISONS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not in",
}
_COUNTERS = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0")
)
_ONLY_JINJAS = frozenset(("loop", "namespace", "dict", "cycler", "joiner"))
_PLAIN = (str, int, float, bool, type(None))


class NotLoweredError(Exception):
    """The template uses something that only Jinja itself does."""


@frozen(kw_only=True)
class Names:
    """The names under which the rewriting put its own filters into the tree."""

    put: str
    counted: str
    joined: str


def lowered(tree: nodes.Template, names: Names) -> list[Node]:
    """The program of a rewritten tree; raises NotLoweredError."""
    return _Lowering(names).block(tree.body)


class _Lowering:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._loops = 0

    def block(self, body: Sequence[nodes.Node]) -> list[Node]:
        return [self._statement(node) for node in body]

    def _statement(self, node: nodes.Node) -> Node:
        match node:
            case nodes.Output():
                return ["output", [self._printed(child) for child in node.nodes]]
            case nodes.If():
                return self._condition(node)
            case nodes.For():
                return self._loop(node)
            case nodes.Assign():
                return ["set", self._target(node.target), self.value(node.node)]
        raise NotLoweredError

    def _printed(self, node: nodes.Expr) -> Node:
        if isinstance(node, nodes.TemplateData):
            return ["data", node.data]
        if isinstance(node, nodes.Filter) and node.name == self._names.put and node.node is not None:
            return ["put", self.value(node.node), node.args[0].as_const()]
        raise NotLoweredError

    def _condition(self, node: nodes.If) -> Node:
        otherwise = self.block(node.else_)
        for branch in reversed(node.elif_):
            otherwise = [["if", self.value(branch.test), self.block(branch.body), otherwise]]
        return ["if", self.value(node.test), self.block(node.body), otherwise]

    def _loop(self, node: nodes.For) -> Node:
        counted = node.iter
        if node.recursive or node.test is not None or not isinstance(counted, nodes.Filter):
            raise NotLoweredError
        if counted.name != self._names.counted or counted.node is None:
            raise NotLoweredError
        values, size = self.value(counted.node), counted.args[0].as_const()
        target = self._target(node.target)
        self._loops += 1
        body = self.block(node.body)
        self._loops -= 1
        return ["for", target, values, size, body, self.block(node.else_)]

    def _target(self, node: nodes.Node) -> Node:
        if isinstance(node, nodes.Name) and node.name != "loop":
            return ["name", node.name]
        if isinstance(node, nodes.Tuple):
            return ["names", [self._target(item) for item in node.items]]
        raise NotLoweredError

    def value(self, node: nodes.Node) -> Node:
        for kind, lower in _VALUES.items():
            if isinstance(node, kind):
                return lower(self, node)
        raise NotLoweredError

    def values(self, items: Sequence[nodes.Node]) -> list[Node]:
        return [self.value(item) for item in items]

    def _name(self, node: nodes.Name) -> Node:
        if node.name in _ONLY_JINJAS:
            raise NotLoweredError
        return ["name", node.name]

    def _constant(self, node: nodes.Const) -> Node:
        if not isinstance(node.value, _PLAIN) or node.value in (math.inf, -math.inf):
            raise NotLoweredError
        return ["const", node.value]

    def _attribute(self, node: nodes.Getattr) -> Node:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            if not self._loops or node.attr not in _COUNTERS:
                raise NotLoweredError
            return ["loop", node.attr]
        return ["attribute", self.value(node.node), node.attr]

    def _item(self, node: nodes.Getitem) -> Node:
        if isinstance(node.arg, nodes.Slice):
            bounds = (node.arg.start, node.arg.stop, node.arg.step)
            return [
                "slice",
                self.value(node.node),
                *(None if item is None else self.value(item) for item in bounds),
            ]
        return ["item", self.value(node.node), self.value(node.arg)]

    def _comparison(self, node: nodes.Compare) -> Node:
        return [
            "compare",
            self.value(node.expr),
            [[_COMPARISONS[item.op], self.value(item.expr)] for item in node.ops],
        ]

    def _binary(self, node: nodes.BinExpr) -> Node:
        return ["binary", _OPERATORS[type(node)], self.value(node.left), self.value(node.right)]

    def _logic(self, node: nodes.BinExpr) -> Node:
        return [
            "and" if isinstance(node, nodes.And) else "or",
            self.value(node.left),
            self.value(node.right),
        ]

    def _unary(self, node: nodes.UnaryExpr) -> Node:
        kinds = {nodes.Not: "not", nodes.Neg: "-", nodes.Pos: "+"}
        return ["unary", kinds[type(node)], self.value(node.node)]

    def _choice(self, node: nodes.CondExpr) -> Node:
        if node.expr2 is None:
            raise NotLoweredError
        return ["choice", self.value(node.test), self.value(node.expr1), self.value(node.expr2)]

    def _filter(self, node: nodes.Filter) -> Node:
        if node.node is None or node.dyn_args is not None or node.dyn_kwargs is not None:
            raise NotLoweredError
        if node.name == self._names.joined and isinstance(node.node, nodes.List):
            return ["joined", self.values(node.node.items)]
        if node.name.startswith(" "):
            raise NotLoweredError
        return ["filter", node.name, self.value(node.node), *self._arguments(node)]

    def _test(self, node: nodes.Test) -> Node:
        if node.dyn_args is not None or node.dyn_kwargs is not None or node.kwargs:
            raise NotLoweredError
        return ["test", node.name, self.value(node.node), self.values(node.args)]

    def _arguments(self, node: nodes.Filter | nodes.Call) -> tuple[list[Node], list[Node]]:
        named = [[item.key, self.value(item.value)] for item in node.kwargs]
        if len({key for key, _ in named}) < len(named):
            raise NotLoweredError
        return self.values(node.args), named

    def _call(self, node: nodes.Call) -> Node:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise NotLoweredError
        if self._loops and node.args and not node.kwargs and _is_cycle(node.node):
            return ["cycle", self.values(node.args)]
        return ["call", self.value(node.node), *self._arguments(node)]

    def _list(self, node: nodes.List) -> Node:
        return ["list", self.values(node.items)]

    def _tuple(self, node: nodes.Tuple) -> Node:
        return ["tuple", self.values(node.items)]

    def _mapping(self, node: nodes.Dict) -> Node:
        return ["dict", [[self.value(item.key), self.value(item.value)] for item in node.items]]


def _is_cycle(node: nodes.Expr) -> bool:
    if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
        return False
    return node.node.name == "loop" and node.attr == "cycle"


_VALUES: dict[type[nodes.Node], Callable[[_Lowering, Any], Node]] = {
    nodes.Name: _Lowering._name,
    nodes.Const: _Lowering._constant,
    nodes.Getattr: _Lowering._attribute,
    nodes.Getitem: _Lowering._item,
    nodes.Compare: _Lowering._comparison,
    nodes.And: _Lowering._logic,
    nodes.Or: _Lowering._logic,
    nodes.BinExpr: _Lowering._binary,
    nodes.UnaryExpr: _Lowering._unary,
    nodes.CondExpr: _Lowering._choice,
    nodes.Filter: _Lowering._filter,
    nodes.Test: _Lowering._test,
    nodes.Call: _Lowering._call,
    nodes.List: _Lowering._list,
    nodes.Tuple: _Lowering._tuple,
    nodes.Dict: _Lowering._mapping,
}
