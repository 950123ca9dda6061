"""From the nodes of a source and values to the fields of a dispatch (điền giá trị)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.model import Block, Reference, ValueOf
from congvan.model.glossary import terms_of
from congvan.problems import Place, Problem, TemplateError
from congvan.source.faults import problem
from congvan.source.front.appendices import read_appendices, read_bases, read_blocks
from congvan.source.front.assignments import read_assignments, read_units
from congvan.source.front.converters import value_of
from congvan.source.front.reading import BROKEN, Broken, Found, Reading, is_filled, listed_keys
from congvan.source.front.shapes import FIELDS
from congvan.source.placeholders import OPENING, RESERVED, Placeholder, Said, Scope, said
from congvan.source.text.body import BlockNode, ParagraphNode
from congvan.source.text.inline import Address, Filled, Inline, NoteMark
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, Scalar, Sequence, Style, scalars
from congvan.vietnamese.hygiene import nearest

READERS = immutabledict(
    {
        **FIELDS,
        "bases": read_bases,
        "body": read_blocks,
        "appendices": read_appendices,
        "units": read_units,
        "assignments": read_assignments,
    }
)
"""How every key of a dispatch is read."""

_TYPED = immutabledict(
    {"deadlines": ValueOf.DEADLINE, "periods": ValueOf.PERIOD, "citations": ValueOf.CITATION}
)
_ORDER = (*_TYPED, *(term.name for term in terms_of("Dispatch") if term.name not in _TYPED))
_HOLDING_TEXT = frozenset(("bases", "body", "appendices"))


@frozen
class BodyNode:
    """A block of the body as read; `blocks`, with their lines, are set when no value can change them."""

    node: BlockNode
    blocks: tuple[tuple[Block, int | None], ...] | None = None


@frozen(eq=False)
class Contents:
    """What a source says: its nodes by the English name of their key, its values, its body.

    `ready` holds the fields that no value can change, read already, `said` those of them that placeholders
    may name; `open` names the others, in the order they are read in.
    """

    nodes: Mapping[str, Node]
    values: Mapping[str, Node]
    body: tuple[BodyNode, ...]
    ready: Mapping[str, object] = field(factory=dict)
    said: Mapping[str, Mapping[str, Said]] = field(init=False)
    open: tuple[str, ...] = field(init=False)

    @said.default
    def _said(self) -> Mapping[str, Mapping[str, Said]]:
        return {name: said_values(name, self.ready.get(name)) for name in _TYPED}

    @open.default
    def _open(self) -> tuple[str, ...]:
        known = (name for name in _ORDER if name in self.nodes and name not in self.ready)
        return tuple(name for name in known if not _is_null(self.nodes[name]))


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def read_fields(reading: Reading, contents: Contents) -> dict[str, object]:
    """The fields of the dispatch by name, BROKEN where one could not be read; those left out are missing.

    Deadlines, periods and citations come first: the others may name them.
    """
    found = dict(contents.ready)
    reading.scope = reading.scope.with_values(contents.said)
    for name in contents.open:
        found[name] = READERS[name](reading, contents.nodes[name], name)
        if name in _TYPED:
            reading.scope = reading.scope.with_values({name: said_values(name, found[name])})
    if "body" not in found:
        found["body"] = _body(reading, contents.body)
    return found


def said_values(name: str, value: object) -> immutabledict[str, Said]:
    """The deadlines, periods or citations of a dispatch as expressions see them; none of what is broken."""
    return said(_TYPED[name], value) if isinstance(value, Mapping) else immutabledict()


def _body(reading: Reading, nodes: tuple[BodyNode, ...]) -> tuple[Block, ...]:
    found: list[Block] = []
    lines = reading.lines.setdefault("body", [])
    for item in nodes:
        if item.blocks is not None:
            found += [block for block, _ in item.blocks]
            lines += [line for _, line in item.blocks]
        elif reading.outlined and reading.builder.is_sure(item.node, reading.scope):
            continue
        elif block := reading.builder.filled(item.node, reading.scope):
            found.append(block)
            lines.append(item.node.place.line)
        else:
            found += reading.blocks((item.node,), "body")
    return tuple(found)


def prepared(reading: Reading, nodes: tuple[BlockNode, ...]) -> tuple[BodyNode, ...]:
    """Body nodes with the blocks of those that no value can change."""
    reading.builder.made = 0
    return tuple(_prepared(reading, node) for node in nodes)


def _prepared(reading: Reading, node: BlockNode) -> BodyNode:
    if not isinstance(node, ParagraphNode) or not all(_is_constant(item) for item in node.inlines):
        return BodyNode(node)
    before = len(reading.late)
    blocks = tuple((block, place.line) for block, place in reading.builder.blocks((node,), reading.scope))
    if len(reading.late) > before:
        del reading.late[before:]
        return BodyNode(node)
    return BodyNode(node, blocks)


def _is_constant(item: Inline) -> bool:
    if isinstance(item, Filled):
        return item.placeholder.value is not None
    if isinstance(item, Address):
        return all(isinstance(part, str) for part in item.parts)
    return not isinstance(item, NoteMark)


def ready_fields(contents: Contents, found: Mapping[str, object]) -> dict[str, object]:
    """The fields that no value can change, of those read."""
    return {
        name: found[name]
        for name, node in contents.nodes.items()
        if name in found and found[name] is not BROKEN and not _can_change(name, node)
    }


def _can_change(name: str, node: Node) -> bool:
    # A footnote named here may be defined elsewhere, with placeholders.
    has_note = name in _HOLDING_TEXT and any("[^" in scalar.text for scalar in scalars(node))
    return has_note or is_filled(node)


def given_problems(given: Mapping[str, object], known: frozenset[str], file: str | None) -> Iterator[Problem]:
    """The problems of the values given from outside: names that the source does not know."""
    for name in given:
        place = Place(file, path=f"values.{name}")
        if name in RESERVED:
            yield problem("reserved-name", place, name=name)
        elif name not in known:
            near = nearest(name, known) or tuple(sorted(known)[:10])
            yield problem("unknown-value", place, name=name, known=listed_keys(near) or "–")


def read_values(
    reading: Reading, declared: Mapping[str, Node], given: Mapping[str, object]
) -> dict[str, object]:
    """The values of the source, those given in their place; each may use the ones before it."""
    values: dict[str, object] = dict(given)
    for name, node in declared.items():
        if name in given:
            continue
        reading.scope = Scope(immutabledict(values))
        value = _value(reading, node, f"values.{name}")
        if value is not BROKEN:
            values[name] = value
    return values


def _value(reading: Reading, node: Node, path: str) -> object:
    if isinstance(node, Sequence):
        found = [_value(reading, item, f"{path}[{index}]") for index, item in enumerate(node.items)]
        return BROKEN if BROKEN in found else found
    if isinstance(node, MappingNode):
        items = {key.text: _value(reading, value, f"{path}.{key.text}") for key, value in node.entries}
        return BROKEN if BROKEN in items.values() else items
    if node.style is Style.BROKEN:
        return BROKEN
    if OPENING in node.text:
        return _filled_value(reading, node, path)
    if node.is_null:
        return None
    return value_of(node.text) if node.style in (Style.PLAIN, Style.NUMBER) else node.text


def _filled_value(reading: Reading, node: Scalar, path: str) -> object:
    """A value made of others; one placeholder alone keeps its type."""
    parts = reading.parsed.template(node, path)
    if len(parts) != 1 or not isinstance(parts[0], Placeholder):
        return reading.filled(node, path)
    if parts[0].is_broken:
        return BROKEN
    try:
        return reading.scope.evaluate(parts[0])
    except TemplateError as error:
        return reading.keep(error.problems, node)


def numbered(reading: Reading, reference: object, number: int | str | None, node: Node) -> Found[Reference]:
    """The reference with the number it is issued under; as it is when no number is given."""
    if not isinstance(reference, Reference):
        return BROKEN
    if number is None:
        return reference
    found = reading.make(evolve, node, "reference", reference, number=number)
    return found if isinstance(found, Reference) else BROKEN


__all__ = [
    "BodyNode",
    "Broken",
    "Contents",
    "given_problems",
    "numbered",
    "prepared",
    "read_fields",
    "read_values",
    "ready_fields",
]
