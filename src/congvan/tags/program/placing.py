"""Jinja's tree rewritten: each printing tag knows where it stands, each loop and `~` pays its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import frozen
from jinja2 import nodes

from congvan.tags.compiling import COMPOSED, COUNTED, Finding, Rewriter, filtered
from congvan.tags.faults import TagError
from congvan.tags.program.surroundings import Surroundings
from congvan.tags.scanning import without_line_breaks

S = TypeVar("S")

PUT = " put"
WORDS = " words"


@frozen
class Output(Generic[S]):
    """A printing tag: where it stands, and its line."""

    where: S
    line: int


class Placing(Rewriter):
    """Walks every way through a tree once; `outputs` and `faults` say what it found."""

    def __init__(self, surroundings: Surroundings[Any]) -> None:
        """Begins where the text begins."""
        self.outputs: list[Output[Any]] = []
        self.faults: list[Finding] = []
        self._place = surroundings
        self._is_lost = False

    def finish(self) -> None:
        """The text is at its end."""
        if not self.faults:
            self._tried(self._place.finish, 0)

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802  (named after Jinja's node)
        """Template text is read, printing tags are placed."""
        node.nodes = [self._placed(child) for child in node.nodes]
        return node

    def visit_If(self, node: nodes.If) -> nodes.If:  # noqa: N802  (named after Jinja's node)
        """Every branch begins at the same place, and all end at one."""
        before = self._place
        ends = []
        for branch in (node, *node.elif_):
            branch.test = self.visit(branch.test)
            ends.append(self._way(branch.body, before.copy()))
        ends.append(self._way(node.else_, before.copy()))
        self._meet(before, ends, node.lineno)
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  (named after Jinja's node)
        """A loop ends each turn where it began it; its values are counted, and its text with them."""
        before = self._place
        node.iter = self.visit(node.iter)
        if node.test is not None:
            node.test = self.visit(node.test)
        turn = before.apart() if node.recursive else before.turn()
        end = self._way(node.body, turn.copy())
        self._tried(lambda: turn.looped(end), node.lineno)
        without = self._way(node.else_, before.copy())
        self._meet(before, [before.copy() if node.recursive else end, without], node.lineno)
        size = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        node.iter = filtered(node.iter, COUNTED, size)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802  (named after Jinja's node)
        """What a macro prints is whole by itself."""
        node.defaults = [self.visit(item) for item in node.defaults]
        self._apart(node.body, node.lineno)
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:  # noqa: N802  (named after Jinja's node)
        """What a call hands over is whole by itself."""
        node.call = self.visit(node.call)
        node.defaults = [self.visit(item) for item in node.defaults]
        self._apart(node.body, node.lineno)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:  # noqa: N802  (named after Jinja's node)
        """Text that is kept is whole by itself, and known for what it is when it is printed."""
        filters = node.filter
        kept = self._taken(filters, node.body, node.lineno) if filters is not None else None
        if kept is None:
            self._apart(node.body, node.lineno)
        node.filter = nodes.Filter(kept, COMPOSED, [], [], None, None, lineno=node.lineno)
        return node

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.FilterBlock:  # noqa: N802  (named after Jinja's node)
        """What is filtered is words, never markup: taken as they read, written again for their place."""
        node.filter = self._taken(node.filter, node.body, node.lineno)
        return node

    def visit_Block(self, node: nodes.Block) -> nodes.Scope:  # noqa: N802  (named after Jinja's node)
        """Nothing extends a template here: a block prints where it stands."""
        return self._in_place(node.body, node.lineno)

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier) -> nodes.Scope:  # noqa: N802  (named after Jinja's node)
        """`{% autoescape %}` changes nothing: values are always escaped."""
        return self._in_place(node.body, node.lineno)

    def _in_place(self, body: list[nodes.Node], line: int) -> nodes.Scope:
        return nodes.Scope([self.visit(child) for child in body], lineno=line)

    def _taken(self, filters: nodes.Filter, body: list[nodes.Node], line: int) -> nodes.Filter:
        """The filters of a block over its words, printed as a value is at the place where it begins."""
        self.outputs.append(Output(self._place.here(), line))
        index = len(self.outputs) - 1
        innermost = filters
        while isinstance(innermost.node, nodes.Filter):
            innermost = innermost.node
        innermost.node = nodes.Filter(None, WORDS, [], [], None, None, lineno=line)
        if any("<" in data.data for child in body for data in child.find_all(nodes.TemplateData)):
            self._found(TagError("congvan.tags.markup-in-filter"), line)
        self._apart(body, line)
        return filtered(self.visit(filters), PUT, index)

    def _placed(self, child: nodes.Expr) -> nodes.Expr:
        if isinstance(child, nodes.TemplateData):
            try:
                child.data = self._place.read(without_line_breaks(child.data))
            except TagError as error:
                self._found(error, child.lineno)
                # Text that was not understood leaves every place after it in doubt.
                self._is_lost = True
            return child
        self.outputs.append(Output(self._place.here(), child.lineno))
        return filtered(self.visit(child), PUT, len(self.outputs) - 1)

    def _way(self, body: list[nodes.Node], place: Surroundings[Any]) -> Surroundings[Any]:
        """Where a body ends that begins at `place`; its nodes are rewritten."""
        self._place = place
        body[:] = [self.visit(node) for node in body]
        return self._place

    def _meet(self, before: Surroundings[Any], ends: list[Surroundings[Any]], line: int) -> None:
        # Where ways do not meet, the text still follows in the order it was typed.
        self._place = ends[0]
        try:
            self._place = before.met(ends)
        except TagError as error:
            self._found(error, line)

    def _apart(self, body: list[nodes.Node], line: int) -> None:
        before = self._place
        start = before.apart()
        end = self._way(body, start.copy())
        self._tried(lambda: start.looped(end), line)
        self._place = before

    def _tried(self, check: Callable[[], None], line: int) -> None:
        try:
            check()
        except TagError as error:
            self._found(error, line)

    def _found(self, error: TagError, line: int) -> None:
        if not self._is_lost:
            self.faults.append(Finding(error, line))
