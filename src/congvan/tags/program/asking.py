"""What a template asks its values for: names, the fields of each, lists and their items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import define, field
from jinja2 import nodes

from congvan.problems import Place
from congvan.tags.compiling import COMPILE_ERRORS, sandbox
from congvan.tags.program.dialect import STANDARD, Dialect
from congvan.tags.scanning import Tag, tags_on_lines

_SAME_LIST = frozenset(
    ("sort", "reverse", "list", "unique", "select", "reject", "selectattr", "rejectattr", "default", "d")
)
_ONE_ITEM = frozenset(("first", "last", "max", "min"))
_GUARDS = frozenset(("default", "d"))
_OWN = frozenset(("range", "namespace", "dict", "cycler", "joiner", "loop"))


@define
class Ask:
    """What is asked of one value: its fields by name, its items, whether it is printed, where first."""

    path: str = ""
    fields: dict[str, Ask] = field(factory=dict)
    items: Ask | None = None
    is_printed: bool = False
    is_needed: bool = False
    place: Place | None = None

    def of(self, name: str) -> Ask:
        """What is asked of a field."""
        return self.fields.setdefault(name, Ask(f"{self.path}.{name}" if self.path else name))

    def item(self) -> Ask:
        """What is asked of each item."""
        if self.items is None:
            self.items = Ask(f"{self.path}[]")
        return self.items


@define
class Asking:
    """Everything that the texts read so far ask for."""

    root: Ask = field(factory=Ask)
    printed: list[tuple[Tag, tuple[Ask, ...]]] = field(factory=list)

    def read(self, text: str, locate: Callable[[Tag], Place], dialect: Dialect = STANDARD) -> None:
        """Take in a text with tags; one that cannot be read asks for nothing."""
        numbered, tags = tags_on_lines(text)
        try:
            tree = sandbox(dialect).parse(numbered)
        except COMPILE_ERRORS:
            return
        reader = _Reader(self, tags, locate)
        for node in tree.body:
            reader.visit(node, {})


Scope = dict[str, Ask | None]


class _Reader:
    def __init__(self, asking: Asking, tags: dict[int, Tag], locate: Callable[[Tag], Place]) -> None:
        self.asking = asking
        self.tags = tags
        self.locate = locate
        self.known: frozenset[str] = frozenset()

    def visit(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Output():
                for child in node.nodes:
                    self._printed(child, scope)
            case nodes.For():
                listed = self.asked(node.iter, scope)
                inner: Scope = {**scope, "loop": None}
                self._bind(node.target, None if listed is None else listed.item(), inner)
                if node.test is not None:
                    self.asked(node.test, inner)
                self._all(node.body, inner)
                self._all(node.else_, scope)
            case nodes.If():
                self._branches(node, scope)
            case nodes.Assign():
                self._bind(node.target, self.asked(node.node, scope), scope)
            case nodes.Macro():
                names: Scope = {item.name: None for item in node.args}
                scope[node.name] = None
                self._all(node.body, {**scope, **names, "varargs": None, "kwargs": None, "caller": None})
            case nodes.Expr():
                self.asked(node, scope)
            case _:
                self._all(list(node.iter_child_nodes()), scope)

    def _branches(self, node: nodes.If, scope: Scope) -> None:
        """What a branch asked after first, it may use: `{% if a is defined %}{{ a }}{% endif %}`."""
        self.asked(node.test, scope)
        before = self.known
        tests = [node.test, *node.test.find_all(nodes.Test)]
        names = (item.node for item in tests if isinstance(item, nodes.Test) and item.name == "defined")
        self.known = before | {item.name for item in names if isinstance(item, nodes.Name)}
        self._all(node.body, scope)
        self.known = before
        self._all([*node.elif_, *node.else_], scope)

    def _all(self, children: Sequence[nodes.Node], scope: Scope) -> None:
        for child in children:
            self.visit(child, scope)

    def _printed(self, child: nodes.Expr, scope: Scope) -> None:
        if isinstance(child, nodes.TemplateData):
            return
        found = self.asked(child, scope)
        if found is not None:
            found.is_printed = True
        tag = self.tags.get(child.lineno)
        if tag is not None:
            self.asking.printed.append((tag, tuple(self._reads(child, scope))))

    def _reads(self, node: nodes.Node, scope: Scope) -> Iterator[Ask]:
        """Every value that an expression reads, the longest ways first."""
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            found = self.asked(node, scope, guarded=True)
            if found is not None:
                yield found
                return
        for child in node.iter_child_nodes():
            yield from self._reads(child, scope)

    def _bind(self, target: nodes.Node, value: Ask | None, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        else:
            for child in target.iter_child_nodes():
                self._bind(child, None, scope)

    def asked(self, node: nodes.Node, scope: Scope, *, guarded: bool = False) -> Ask | None:
        """What an expression asks for, and what that is, where it is one of the values given."""
        match node:
            case nodes.Name():
                return self._name(node, scope, guarded=guarded)
            case nodes.Getattr():
                return _field(self.asked(node.node, scope), node.attr, guarded=guarded)
            case nodes.Getitem(arg=nodes.Const(value=key)):
                owner = self.asked(node.node, scope)
                if isinstance(key, str):
                    return _field(owner, key, guarded=guarded)
                return None if owner is None else owner.item()
            case nodes.Filter():
                return self._filtered(node, scope)
            case nodes.Test(name="defined" | "undefined"):
                self.asked(node.node, scope, guarded=True)
                return None
            case nodes.Call(node=nodes.Getattr(node=owner)):
                self.asked(owner, scope)
                self._each(node.args, scope)
                return None
        self._each(list(node.iter_child_nodes()), scope)
        return None

    def _each(self, children: list[nodes.Expr] | list[nodes.Node], scope: Scope) -> None:
        for child in children:
            self.asked(child, scope)

    def _name(self, node: nodes.Name, scope: Scope, *, guarded: bool) -> Ask | None:
        if node.name in scope:
            return scope[node.name]
        if node.name in _OWN:
            return None
        found = self.asking.root.of(node.name)
        found.is_needed = found.is_needed or not (guarded or node.name in self.known)
        tag = self.tags.get(node.lineno)
        if found.place is None and tag is not None:
            found.place = self.locate(tag)
        return found

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Ask | None:
        if node.node is None:
            return None
        subject = self.asked(node.node, scope, guarded=node.name in _GUARDS)
        self._each(list(node.args), scope)
        if subject is None:
            return None
        if node.name in ("map", "selectattr", "rejectattr", "sort", "sum"):
            named = [item.value for item in node.kwargs if item.key == "attribute"]
            named += node.args[:1] if node.name.endswith("attr") else []
            for item in named:
                if isinstance(item, nodes.Const) and isinstance(item.value, str):
                    subject.item().of(item.value)
        if node.name in _ONE_ITEM:
            return subject.item()
        return subject if node.name in _SAME_LIST else None


def _field(owner: Ask | None, name: str, *, guarded: bool) -> Ask | None:
    if owner is None:
        return None
    found = owner.of(name)
    found.is_needed = found.is_needed or not guarded
    return found
