"""From a program to one plain Python function over a list of pieces.

The list alternates: template text (or what a tag wrote), then a plain value still to be escaped, and so on,
an empty text standing where there is no value. All plain values of a letter are so checked and escaped
together, in a few calls, whatever their number. Nothing of a program gets into the source but as a literal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import CodeType, FunctionType
from typing import Any

from attrs import frozen

from congvan.tags.filtering.filters import PLAIN_FILTERS
from congvan.tags.program.operations import PURE_OPERATIONS, Run
from congvan.tags.program.scopes import Loop, Scope, stored_names

Node = list[Any]


@frozen
class Page:
    """A program ready to run; `borrows` says that it uses filters or tests which are Jinja's own."""

    pieces: Callable[[Mapping[str, object], Run], list[Any]]
    borrows: bool


_MOST_PAIRS = 60
_INLINE_TESTS = {
    "defined": "not isinstance({0}, Absent)",
    "undefined": "isinstance({0}, Absent)",
    "none": "({0} is None)",
    "true": "({0} is True)",
    "false": "({0} is False)",
    "eq": "({0} == {1})",
    "==": "({0} == {1})",
    "equalto": "({0} == {1})",
    "ne": "({0} != {1})",
    "!=": "({0} != {1})",
    "gt": "({0} > {1})",
    ">": "({0} > {1})",
    "greaterthan": "({0} > {1})",
    "ge": "({0} >= {1})",
    ">=": "({0} >= {1})",
    "lt": "({0} < {1})",
    "<": "({0} < {1})",
    "lessthan": "({0} < {1})",
    "le": "({0} <= {1})",
    "<=": "({0} <= {1})",
    "in": "({0} in {1})",
    "odd": "({0} % 2 == 1)",
    "even": "({0} % 2 == 0)",
}
_COUNTERS = {
    "index": "({i} + 1)",
    "index0": "{i}",
    "first": "({i} == 0)",
    "last": "({i} == {n} - 1)",
    "revindex": "({n} - {i})",
    "revindex0": "({n} - {i} - 1)",
    "length": "{n}",
    "depth": "1",
    "depth0": "0",
}
_GUARDED = frozenset(("+", "*", "**", "%"))
_OPERATORS = frozenset(("+", "-", "*", "/", "//", "%", "**"))
_COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">=", "in", "not in"))


def page(body: Sequence[Node], *, direct: frozenset[int]) -> Page:
    """The function of a program.

    `direct` are the tags whose plain values go into the list as they are, to be escaped together. Raises one
    of `GENERATION_ERRORS` for what is no program, or none that Python can hold.
    """
    generator = _Generator(direct)
    module = compile(generator.source(body), "<template>", "exec", dont_inherit=True, optimize=2)
    code = next(item for item in module.co_consts if isinstance(item, CodeType))
    return Page(FunctionType(code, {"__builtins__": {}, **PURE_OPERATIONS}), generator.borrows)


GENERATION_ERRORS = (
    SyntaxError,
    RecursionError,
    MemoryError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What `page` can raise."""


class _Generator:
    def __init__(self, direct: frozenset[int]) -> None:
        self.borrows = False
        self._direct = direct
        self._lines: list[str] = []
        self._indent = 1
        self._pairs: list[tuple[str | None, str]] = []
        self._free: dict[str, str] = {}
        self._bound: dict[str, str] = {}
        self._count = 0
        self._top = Scope()
        self._scope = self._top
        self._loops: list[Loop] = []

    def source(self, body: Sequence[Node]) -> str:
        self._block(body)
        head = [" o = []", " get = values.get"]
        head += [f" {variable} = {call}" for call, variable in self._bound.items()]
        for name, variable in self._free.items():
            head += [f" {variable} = get({name!r}, o)"]
            head += [f" if {variable} is o: {variable} = run.resolve({name!r})"]
        return "\n".join(("def page(values, run):", *head, *self._lines, " return o\n"))

    # Statements

    def _block(self, body: Sequence[Node]) -> None:
        for node in body:
            if node[0] == "output":
                for item in node[1]:
                    self._printed(item)
                continue
            self._flush()
            if node[0] == "if":
                self._condition(node)
            elif node[0] == "for":
                self._for(node)
            elif node[0] == "set":
                value = self._value(node[2])
                self._line(f"{self._stored(node[1])} = {value}")
            else:
                raise ValueError(node[0])
        self._flush()

    def _inner(self, body: Sequence[Node]) -> None:
        self._indent += 1
        before = len(self._lines)
        self._block(body)
        if len(self._lines) == before:
            self._line("pass")
        self._indent -= 1

    def _condition(self, node: Node) -> None:
        _, test, body, otherwise = node
        self._line(f"if {self._value(test)}:")
        self._inner(body)
        if otherwise:
            self._line("else:")
            self._inner(otherwise)

    def _for(self, node: Node) -> None:
        _, target, values, size, body, otherwise = node
        number = self._number()
        loop = Loop(number)
        turned = f"turns({self._value(values)}, {self._method('meter')}, {int(size)})"
        start = len(self._lines)
        self._scope = Scope(self._scope)
        names = self._targets(target)
        self._loops.append(loop)
        self._indent += 1
        self._aliases(body)
        self._block(body)
        self._line("pass")
        self._indent -= 1
        self._loops.pop()
        self._scope = self._scope.outer or self._top
        inner = self._lines[start:]
        del self._lines[start:]
        if not loop.is_asked and not otherwise:
            self._line(f"for {names} in {turned}:")
            self._lines += inner
            return
        self._line(f"s{number} = listed({turned})")
        self._line(f"{loop.length} = len(s{number})")
        self._line(f"for {loop.turn}, {names} in enumerate(s{number}):")
        self._lines += inner
        if otherwise:
            self._line(f"if not {loop.length}:")
            self._scope = Scope(self._scope)
            self._indent += 1
            self._aliases(otherwise)
            self._indent -= 1
            self._inner(otherwise)
            self._scope = self._scope.outer or self._top

    def _aliases(self, body: Sequence[Node]) -> None:
        """What a loop sets is its own in each turn, and begins as it is outside."""
        for name in sorted(stored_names(body)):
            if name in self._scope.names:
                continue
            outside = self._variable(name)
            variable = self._scope.names[name] = f"v{self._number()}"
            self._line(f"{variable} = {outside}")

    def _targets(self, target: Node) -> str:
        if target[0] == "name":
            variable = self._scope.names[target[1]] = f"v{self._number()}"
            return variable
        return "(" + "".join(f"{self._targets(item)}, " for item in target[1]) + ")"

    def _stored(self, target: Node) -> str:
        if target[0] == "name":
            return self._variable(target[1])
        return "(" + "".join(f"{self._stored(item)}, " for item in target[1]) + ")"

    # Output

    def _printed(self, item: Node) -> None:
        if item[0] == "data":
            text: str = item[1]
            if text:
                self._text(repr(text.encode()))
            return
        value, index = self._value(item[1]), int(item[2])
        if index not in self._direct:
            self._text(f"{self._method('put')}({value}, {index})")
            return
        plain = value if value.isidentifier() else "t"
        tested = value if value.isidentifier() else f"(t := {value})"
        write = f"({plain} if type({tested}) is str else {self._method('plain')}({plain}, {index}))"
        if self._pairs and self._pairs[-1][1] == "":
            self._pairs[-1] = (self._pairs[-1][0], write)
        else:
            self._pairs.append((None, write))
        if len(self._pairs) >= _MOST_PAIRS:
            self._flush()

    def _text(self, piece: str) -> None:
        self._pairs.append((piece, ""))

    def _flush(self) -> None:
        if not self._pairs:
            return
        items = ", ".join(f"{text or _NO_TEXT}, {value or _NO_VALUE}" for text, value in self._pairs)
        self._line(f"o += ({items})")
        self._pairs = []

    # Expressions

    def _value(self, node: Node) -> str:
        return str(getattr(self, f"_of_{node[0]}")(*node[1:]))

    def _of_name(self, name: str) -> str:
        return self._variable(name)

    def _of_const(self, value: object) -> str:
        if not isinstance(value, str | int | float | bool | None):
            raise ValueError(value)
        return f"({value!r})" if isinstance(value, int | float) else repr(value)

    def _of_attribute(self, owner: Node, name: str) -> str:
        return self._looked_up(self._value(owner), repr(str(name)), "attribute")

    def _of_item(self, owner: Node, key: Node) -> str:
        if key[0] == "const" and isinstance(key[1], str):
            return self._looked_up(self._value(owner), repr(key[1]), "item")
        return f"{self._method('item')}({self._value(owner)}, {self._value(key)})"

    def _looked_up(self, owner: str, key: str, how: str) -> str:
        first = owner if owner.isidentifier() else f"(t := {owner})"
        again = owner if owner.isidentifier() else "t"
        slow = f"{self._method(how)}({again}, {key})"
        return f"({again}[{key}] if type({first}) is dict and {key} in {again} else {slow})"

    def _of_slice(self, owner: Node, *bounds: Node | None) -> str:
        limits = ":".join("" if bound is None else self._value(bound) for bound in bounds)
        return f"{self._value(owner)}[{limits}]"

    def _of_loop(self, counter: str) -> str:
        self._loops[-1].is_asked = True
        return _COUNTERS[counter].format(i=self._loops[-1].turn, n=self._loops[-1].length)

    def _of_cycle(self, items: Sequence[Node]) -> str:
        self._loops[-1].is_asked = True
        return f"{self._method('cycled')}({self._tuple(items)}, {self._loops[-1].turn})"

    def _of_compare(self, first: Node, others: Iterable[tuple[str, Node]]) -> str:
        chain = "".join(f" {_checked(op, _COMPARISONS)} {self._value(item)}" for op, item in others)
        return f"({self._value(first)}{chain})"

    def _of_binary(self, operator: str, left: Node, right: Node) -> str:
        _checked(operator, _OPERATORS)
        first, second = self._value(left), self._value(right)
        if operator in _GUARDED:
            return f"run.operated({operator!r}, {first}, {second})"
        return f"({first} {operator} {second})"

    def _of_and(self, left: Node, right: Node) -> str:
        return f"({self._value(left)} and {self._value(right)})"

    def _of_or(self, left: Node, right: Node) -> str:
        return f"({self._value(left)} or {self._value(right)})"

    def _of_unary(self, operator: str, operand: Node) -> str:
        return f"({_checked(operator, ('not', '-', '+'))} {self._value(operand)})"

    def _of_choice(self, test: Node, chosen: Node, otherwise: Node) -> str:
        return f"({self._value(chosen)} if {self._value(test)} else {self._value(otherwise)})"

    def _of_joined(self, items: Sequence[Node]) -> str:
        return f"run.joined({self._tuple(items)})"

    def _of_filter(self, name: str, subject: Node, arguments: Sequence[Node], named: Sequence[Node]) -> str:
        used = self._method("filter", repr(str(name)))
        self.borrows |= name not in PLAIN_FILTERS
        given = [self._value(item) for item in (subject, *arguments)]
        return f"{used}({', '.join((*given, *self._named(named)))})"

    def _named(self, named: Sequence[Node]) -> list[str]:
        pairs = ", ".join(f"{key!r}: {self._value(item)}" for key, item in named)
        return [f"**{{{pairs}}}"] if named else []

    def _of_test(self, name: str, subject: Node, arguments: Sequence[Node]) -> str:
        values = [self._value(item) for item in (subject, *arguments)]
        inline = _INLINE_TESTS.get(name)
        if inline is not None and len(values) == 1 + ("{1}" in inline):
            return "(" + inline.format(*values) + ")"
        self.borrows = True
        return f"{self._method('test', repr(str(name)))}({', '.join(values)})"

    def _of_call(self, function: Node, arguments: Sequence[Node], named: Sequence[Node]) -> str:
        given = [self._value(item) for item in (function, *arguments)]
        return f"{self._method('call')}({', '.join((*given, *self._named(named)))})"

    def _of_list(self, items: Sequence[Node]) -> str:
        return "[" + ", ".join(self._held(item) for item in items) + "]"

    def _of_tuple(self, items: Sequence[Node]) -> str:
        return self._tuple(items)

    def _of_dict(self, items: Iterable[tuple[Node, Node]]) -> str:
        return "{" + ", ".join(f"{self._value(key)}: {self._held(item)}" for key, item in items) + "}"

    def _tuple(self, items: Sequence[Node]) -> str:
        return "(" + "".join(f"{self._held(item)}, " for item in items) + ")"

    def _held(self, item: Node) -> str:
        """A value inside a list: each time a name has no value that is another value that is not there."""
        value = self._value(item)
        return f"apart({value})" if value in self._free.values() else value

    # Names

    def _variable(self, name: str) -> str:
        found = self._scope.find(name)
        if found is None:
            found = self._free[name] = self._top.names[name] = f"v{self._number()}"
        return found

    def _method(self, name: str, *arguments: str) -> str:
        call = f"run.{name}" + (f"({arguments[0]})" if arguments else "")
        return self._bound.setdefault(call, f"m{len(self._bound)}")

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _line(self, text: str) -> None:
        self._lines.append(" " * self._indent + text)


_NO_TEXT, _NO_VALUE = "b''", "''"


def _checked(operator: str, known: Iterable[str]) -> str:
    if operator not in known:
        raise ValueError(operator)
    return operator
