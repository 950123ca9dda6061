"""From a tag's text to compiled code: parsed, every fault found, rewritten so that its cost is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from types import TracebackType
from typing import Any, cast

from attrs import frozen
from jinja2 import Environment, nodes
from jinja2.environment import Template
from jinja2.exceptions import TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.utils import pass_context
from jinja2.visitor import NodeTransformer

from congvan.tags.faults import EVALUATION_FAULTS, MissingNameError, TagError
from congvan.tags.filtering.borrowed import FILTERS, TESTS, unknown_filter, unknown_test
from congvan.tags.limits import MOST_BITS, Limits, Meter, too_large
from congvan.tags.program.dialect import STANDARD, Dialect
from congvan.tags.reaching import joined_text
from congvan.tags.sandbox import METER, Composed, Sandbox, counted

COUNTED = " counted"
JOINED = " joined"
COMPOSED = " composed"
_FORBIDDEN = (nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends)
_RESERVED = frozenset(("self", "super"))
_LONGEST_EXPRESSION = 10_000
COMPILE_ERRORS = (TemplateSyntaxError, TagError, RecursionError, MemoryError, SyntaxError)
"""What parsing and compiling a text can raise."""
EVALUATION_ERRORS: tuple[type[Exception], ...] = (TemplateRuntimeError, UndefinedError, *EVALUATION_FAULTS)
"""What evaluating a tag on plain data can raise."""


def sandbox(dialect: Dialect = STANDARD) -> Sandbox:
    """A sandbox whose rewritten trees find the filters that only the rewriting can name."""
    environment = Sandbox(dialect)
    environment.filters |= {COUNTED: pass_context(counted), JOINED: joined_text, COMPOSED: Composed}
    return environment


@frozen
class Finding:
    """A fault of a template and the line (from 1) of the tag it is in."""

    error: BaseException
    line: int


def faults_in(tree: nodes.Template, dialect: Dialect = STANDARD) -> Iterator[Finding]:
    """Every tag, filter and test that the language does not have."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, _FORBIDDEN):
            yield Finding(
                TagError("congvan.tags.unsupported-tag", name=type(node).__name__.lower()), node.lineno
            )
        elif isinstance(node, nodes.Filter) and node.name not in {**FILTERS, **dialect.filters}:
            yield Finding(unknown_filter(node.name), node.lineno)
        elif isinstance(node, nodes.Test) and node.name not in {*TESTS, *dialect.tests}:
            yield Finding(unknown_test(node.name), node.lineno)
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield Finding(TagError("congvan.tags.forbidden", name=node.attr), node.lineno)
        elif isinstance(node, nodes.Name) and node.name in _RESERVED:
            yield Finding(TagError("congvan.tags.forbidden", name=node.name), node.lineno)
        elif isinstance(node, nodes.Const) and isinstance(node.value, float) and not isfinite(node.value):
            yield Finding(too_large(MOST_BITS), node.lineno)


@frozen(kw_only=True)
class Names:
    """The names a template uses: all of them, those it can do without, and the line each is first used on."""

    used: frozenset[str]
    optional: frozenset[str]
    lines: Mapping[str, int]


def names_of(tree: nodes.Template) -> Names:
    """The names that values are needed for; optional are those only ever asked about or given a default."""
    used = frozenset(find_undeclared_variables(tree))
    guarded = {id(node.node) for node in tree.find_all((nodes.Filter, nodes.Test)) if _guards(node)}
    loads = [node for node in tree.find_all(nodes.Name) if node.ctx == "load" and node.name in used]
    needed = {node.name for node in loads if id(node) not in guarded}
    lines: dict[str, int] = {}
    for node in sorted(loads, key=lambda node: node.lineno):
        lines.setdefault(node.name, node.lineno)
    return Names(used=used, optional=used - needed, lines=lines)


def _guards(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Test):
        return node.name in ("defined", "undefined")
    return isinstance(node, nodes.Filter) and node.name in ("default", "d")


class Rewriter(NodeTransformer):
    """Makes loops and `~` pay for what they do."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  (named after Jinja's node)
        """A loop's values are counted, and the template text of each turn with them."""
        self.generic_visit(node)
        size = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        node.iter = filtered(node.iter, COUNTED, size)
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.CondExpr:  # noqa: N802  (named after Jinja's node)
        """`a if b` without an else prints nothing otherwise."""
        self.generic_visit(node)
        node.expr2 = node.expr2 or nodes.Const("", lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802  (named after Jinja's node)
        """`~` joins what its operands read as, within the size a text may have."""
        self.generic_visit(node)
        return filtered(nodes.List(node.nodes, lineno=node.lineno), JOINED)


def filtered(node: nodes.Node, name: str, *arguments: int) -> nodes.Filter:
    """A node put through one of the filters that only rewriting can name."""
    constants: list[nodes.Expr] = [nodes.Const(argument, lineno=node.lineno) for argument in arguments]
    return nodes.Filter(cast("nodes.Expr", node), name, constants, [], None, None, lineno=node.lineno)


def parsed_expression(environment: Environment, text: str) -> nodes.Expr:
    """A text that is one expression; raises one of `COMPILE_ERRORS`."""
    if len(text) > _LONGEST_EXPRESSION:
        raise TagError("congvan.tags.too-deep")
    parser = Parser(environment, text, state="variable")
    expression = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
    return expression


def linked(environment: Environment, tree: nodes.Template) -> Template:
    """A rewritten tree as something that runs; raises one of `COMPILE_ERRORS`."""
    tree.set_environment(environment)
    return Template.from_code(environment, environment.compile(tree), environment.globals)


def started(runnable: Template, values: Mapping[str, object], limits: Limits) -> tuple[Context, Meter]:
    """The context of one evaluation, and what it may spend."""
    meter = Meter.of(limits)
    return runnable.new_context({**values, METER: meter}), meter


def line_of(runnable: Template, traceback: TracebackType | None) -> int | None:
    """The line of the template at which an evaluation stopped."""
    line = None
    while traceback is not None:
        names: dict[str, Any] = traceback.tb_frame.f_globals
        if names.get("__jinja_template__") is runnable:
            line = runnable.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


def missing_values(names: Names, values: Mapping[str, object]) -> list[Finding]:
    """Every name that has no value and cannot do without one, in order of use."""
    absent = sorted(names.used - names.optional - values.keys(), key=lambda name: names.lines.get(name, 0))
    return [Finding(MissingNameError(name, values), names.lines.get(name, 0)) for name in absent]
