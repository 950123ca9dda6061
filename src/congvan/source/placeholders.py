"""Placeholders: found in text, parsed once, evaluated to values that are never markup (chỗ điền)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen
from immutabledict import immutabledict

from congvan.model import Citation, Deadline, Period, Value, ValueOf
from congvan.model.body import ALL_ASSIGNMENTS
from congvan.model.deadlines import DEADLINE_PARTS, PERIOD_PARTS
from congvan.model.dispatch import CITATION_PARTS
from congvan.problems import Place, Problem, TemplateError
from congvan.source.faults import problem
from congvan.tags import as_text
from congvan.tags.faults import TagError, problem_of
from congvan.vietnamese.hygiene import nearest

if TYPE_CHECKING:
    from congvan.tags import CompiledExpression

OPENING = "{{"
TYPED_ROOTS = ("deadlines", "periods", "citations", "tables", "assignments")
"""What a placeholder may name besides values; no value may be called so, nor `loop`."""
RESERVED = (*TYPED_ROOTS, "loop")
PARTS: Mapping[ValueOf, tuple[str, ...]] = {
    ValueOf.DEADLINE: DEADLINE_PARTS,
    ValueOf.PERIOD: PERIOD_PARTS,
    ValueOf.CITATION: CITATION_PARTS,
}

UNKNOWN: Mapping[ValueOf, str] = {
    ValueOf.DEADLINE: "unknown-deadline",
    ValueOf.PERIOD: "unknown-period",
    ValueOf.CITATION: "unknown-citation",
}
_NO_NAMES = frozenset(
    ("true", "false", "none", "not", "and", "or", "in", "is", "if", "else", "self", "super")
)
_END = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|(?P<end>\}\})", re.DOTALL)
_TYPED = re.compile(r"(?P<of>deadlines|periods|citations)\.(?P<name>[^\W\d]\w*)(?:\.(?P<part>[^\W\d]\w*))?")
_TOTAL = re.compile(r"tables\.(?P<name>[^\W\d]\w*)\.total\(\s*(['\"])(?P<part>[^\W\d]\w*)\2\s*\)")
_ASSIGNMENTS = f"{ValueOf.ASSIGNMENTS.value}.{ALL_ASSIGNMENTS}"


@frozen
class BareName:
    """An expression that is one name: what most placeholders say, understood without Jinja."""

    text: str

    @property
    def names(self) -> frozenset[str]:
        """The one name."""
        return frozenset((self.text,))

    def evaluate(self, values: Mapping[str, object]) -> object:
        """The value of that name; TemplateError as an expression raises it."""
        return values[self.text] if self.text in values else _compiled(self.text).evaluate(values)


@frozen
class Placeholder:
    """One `{{ ... }}`: its text, its place, and what it comes to.

    `value` is set when it names a typed value and nothing else; both `value` and `compiled` are None when it
    is broken, which has been reported.
    """

    text: str
    place: Place = field(eq=False)
    value: Value | None = None
    compiled: CompiledExpression | BareName | None = field(default=None, eq=False, repr=False)

    @property
    def is_broken(self) -> bool:
        """True when it could not be parsed."""
        return self.value is None and self.compiled is None

    @property
    def names(self) -> frozenset[str]:
        """The names it takes values from."""
        return self.compiled.names if self.compiled is not None else frozenset()


Template = tuple[str | Placeholder, ...]
"""Text with its placeholders taken out, in order."""


def placeholder_end(text: str, start: int) -> int | None:
    """The position after the `}}` that closes a placeholder, quotations respected; None without one."""
    for found in _END.finditer(text, start + len(OPENING)):
        if found["end"]:
            return found.end()
    return None


@lru_cache(maxsize=1024)
def _compiled(text: str) -> CompiledExpression:
    """The same expression stands in a text many times; compiling it is what costs."""
    # Jinja is loaded for who says more than names.
    from congvan.tags import expression

    return expression(text)


def _is_bare_name(text: str) -> bool:
    return text.isidentifier() and text.lower() not in _NO_NAMES


def is_typed(text: str) -> bool:
    """True for an expression that names a typed value and nothing else."""
    return bool(_TYPED.fullmatch(text) or _TOTAL.fullmatch(text)) or text == _ASSIGNMENTS


def placeholder(text: str, place: Place, problems: list[Problem]) -> Placeholder:
    """The placeholder that writes `text` between its braces; what is wrong with it is added to `problems`."""
    text = text.strip()
    if not text:
        problems.append(problem("empty-placeholder", place))
        return Placeholder(text, place)
    if found := _TYPED.fullmatch(text):
        return Placeholder(text, place, Value(ValueOf(found["of"]), found["name"], found["part"] or ""))
    if found := _TOTAL.fullmatch(text):
        return Placeholder(text, place, Value(ValueOf.TABLE_TOTAL, found["name"], found["part"]))
    if text == _ASSIGNMENTS:
        return Placeholder(text, place, Value(ValueOf.ASSIGNMENTS, ALL_ASSIGNMENTS))
    if _is_bare_name(text):
        return Placeholder(text, place, None, BareName(text))
    try:
        return Placeholder(text, place, None, _compiled(text))
    except TemplateError as error:
        problems.extend(item.at(place) for item in error.problems)
        return Placeholder(text, place)


def template(text: str, place: Place, problems: list[Problem]) -> Template:
    """A plain text cut at its placeholders."""
    parts: list[str | Placeholder] = []
    position = 0
    while (start := text.find(OPENING, position)) >= 0:
        end = placeholder_end(text, start)
        if end is None:
            problems.append(problem("unclosed-placeholder", place, text=text[start : start + 40]))
            return (*parts, Placeholder(text[start:], place))
        parts += [text[position:start], placeholder(text[start + 2 : end - 2], place, problems)]
        position = end
    return tuple(part for part in (*parts, text[position:]) if part)


@frozen(eq=False)
class Said(Mapping[str, "Said"]):
    """A deadline, period or citation as an expression sees it: its parts by name, its words as text.

    `of` is None for one that could not be read: that has been told, and where it is used nothing more is.
    """

    value: Value
    of: Deadline | Period | Citation | None = field(repr=False)

    def __getitem__(self, part: str) -> Said:
        if self.value.part or part not in PARTS[self.value.of]:
            raise KeyError(part)
        return Said(evolve(self.value, part=part), self.of)

    def __iter__(self) -> Iterator[str]:
        return iter(() if self.value.part else PARTS[self.value.of])

    def __len__(self) -> int:
        return 0 if self.value.part else len(PARTS[self.value.of])

    def __bool__(self) -> bool:
        return bool(str(self))

    def __str__(self) -> str:
        """Its words; a citation is in full, for plain text has no first mention."""
        if self.of is None:
            return "…"
        if isinstance(self.of, Citation):
            return self.of.short if self.value.part == "short" else self.of.full
        return self.of.text(self.value.part)


def said(of: ValueOf, named: Mapping[str, object]) -> immutabledict[str, Said]:
    """The typed values of one kind, by name, as expressions see them; those that could not be read too."""
    return immutabledict({name: Said(Value(of, name), _read(item)) for name, item in named.items()})


def _read(item: object) -> Deadline | Period | Citation | None:
    return item if isinstance(item, Deadline | Period | Citation) else None


@frozen
class Scope:
    """What placeholders may name where they stand: values, and the typed values by kind.

    `printed` holds the words of expressions by their text, as far as they are known.
    """

    values: immutabledict[str, object] = field(factory=immutabledict)
    printed: dict[str, str] = field(factory=dict, init=False, eq=False, repr=False)

    def with_values(self, values: Mapping[str, object]) -> Scope:
        """The same scope with these names added or hidden."""
        return Scope(immutabledict([*self.values.items(), *values.items()]))

    def evaluate(self, item: Placeholder) -> object:
        """What a placeholder comes to, its type kept; typed values as `Said`, totals, assignments as Value.

        Raises TemplateError with the place of the placeholder.
        """
        if item.value is not None:
            return self.typed(item.value, item.place)
        assert item.compiled is not None
        try:
            return item.compiled.evaluate(self.values)
        except TemplateError as error:
            raise TemplateError(found.at(item.place) for found in error.problems) from None

    def typed(self, value: Value, place: Place) -> Said | Value:
        """The typed value of that name; TemplateError with the nearest name when there is none."""
        if value.of in (ValueOf.TABLE_TOTAL, ValueOf.ASSIGNMENTS):
            return value
        known = self.values.get(value.of.value)
        named = known if isinstance(known, Mapping) else {}
        if value.name not in named:
            near = _nearest(value.name, named)
            raise TemplateError(problem(UNKNOWN[value.of], place, name=value.name, known=near))
        whole: Said = named[value.name]
        if value.part and value.part not in PARTS[value.of]:
            near = _nearest(value.part, PARTS[value.of])
            raise TemplateError(problem("unknown-part", place, part=value.part, name=value.name, known=near))
        return whole[value.part] if value.part else whole

    def words(self, item: Placeholder) -> str:
        """What a placeholder prints in plain text; TemplateError when it has no text there."""
        value = self.evaluate(item)
        if isinstance(value, Value):
            raise TemplateError(problem("total-in-plain-text", item.place, expression=item.text))
        return printed_words(value, item)


def printed_words(value: object, item: Placeholder) -> str:
    """A value as text; TemplateError when it has none (a list, a condition, nothing)."""
    try:
        return as_text(value).replace("\r\n", "\n").replace("\r", "\n")
    except TagError as error:
        raise TemplateError(problem_of(error, item.text, item.place)) from None


def _nearest(word: str, known: Iterable[str]) -> str:
    names = tuple(known)
    return "; ".join(nearest(word, names) or sorted(names)[:10]) or "–"
