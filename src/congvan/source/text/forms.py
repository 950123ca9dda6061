"""Lines of which only the words of values are left to fill in (lời soạn sẵn)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from attrs import evolve, field, frozen

from congvan.model import LineBreak, Link, Run, Text, Value
from congvan.problems import ModelError, TemplateError
from congvan.source.placeholders import PARTS, Placeholder, Said, Scope, printed_words
from congvan.source.text.inline import Address, Filled, Inline, Look, NoteMark, Words

_BEFORE_NUMBER = re.compile(r"(?:Điều|ĐIỀU) |(?:\d{1,3}\.)+")
_AFTER_NUMBER = re.compile(r"([.)])[ \t]+")


def text_in(text: str, look: Look) -> Text:
    """A text in one look."""
    return Text(text, bold=look.bold, italic=look.italic, script=look.script)


@frozen
class Blank:
    """Text of one look, with a `%s` where the words of each placeholder go."""

    shape: str
    items: tuple[Placeholder, ...]
    look: Look
    _words: Callable[[Mapping[str, str]], Any] = field(init=False, eq=False, repr=False)

    @_words.default
    def _picker(self) -> Callable[[Mapping[str, str]], Any]:
        # One name picks a text, several pick a tuple: `%` fills in either.
        return itemgetter(*(item.text for item in self.items))

    def run(self, scope: Scope) -> Text | None:
        """The text filled in; None when it comes out empty, or a value is not one plain line."""
        try:
            text = self.shape % self._words(scope.printed)
        except KeyError:
            if not all(_is_printed(item, scope) for item in self.items):
                return None
            text = self.shape % self._words(scope.printed)
        return text_in(text, self.look) if text else None


def _is_printed(item: Placeholder, scope: Scope) -> bool:
    """True when the scope knows the words of a placeholder, printed now if need be."""
    if item.text in scope.printed:
        return True
    try:
        value = scope.evaluate(item)
        words = "\n" if isinstance(value, Said | Value) else printed_words(value, item)
    except TemplateError:
        return False
    if words.isprintable():
        scope.printed[item.text] = words
    return words.isprintable()


@frozen
class Form:
    """The runs of a line in order: those that no value changes, and blanks to fill in.

    A form tells no problems: where anything is amiss it gives no runs, and the line is built node by node.
    """

    parts: tuple[Run | Blank, ...]

    def runs(self, scope: Scope) -> tuple[Run, ...] | None:
        """The runs of the line with the values of a scope; None when it has to be built node by node."""
        found: list[Run] = []
        for part in self.parts:
            try:
                run = part.run(scope) if isinstance(part, Blank) else part
            except ModelError:
                return None
            if run is None or (isinstance(run, Value) and not _is_known(run, scope)):
                return None
            found.append(run)
        return tuple(found)


def _is_known(value: Value, scope: Scope) -> bool:
    known = scope.values.get(value.of.value)
    return value.of not in PARTS or (isinstance(known, Mapping) and value.name in known)


def form_of(inlines: Iterable[Inline]) -> Form | None:
    """The form of a line; None with footnotes, and where something was wrong."""
    items = tuple(inlines)
    if not all(map(_has_form, items)):
        return None
    try:
        parts = [part for look, group in groupby(items, _blank_look) for part in _parts(look, tuple(group))]
    except ModelError:
        return None
    return Form(tuple(parts))


def _has_form(item: Inline) -> bool:
    match item:
        case Filled(placeholder):
            value = placeholder.value
            is_part = value is None or not value.part or value.part in PARTS.get(value.of, (value.part,))
            return not placeholder.is_broken and is_part
        case Address(parts):
            return all(isinstance(part, str) for part in parts)
    return not isinstance(item, NoteMark)


def _blank_look(item: Inline) -> Look | None:
    """The look of what is filled in as text; None for what is a run of its own."""
    is_text = isinstance(item, Words) or (isinstance(item, Filled) and item.placeholder.value is None)
    return item.look if is_text else None  # type: ignore[union-attr]


def _parts(look: Look | None, items: tuple[Inline, ...]) -> Iterator[Run | Blank]:
    if look is None:
        yield from map(_run, items)
        return
    named = tuple(item.placeholder for item in items if isinstance(item, Filled))
    if not named:
        yield text_in("".join(item.text for item in items if isinstance(item, Words)), look)
        return
    shape = "".join(item.text.replace("%", "%%") if isinstance(item, Words) else "%s" for item in items)
    yield Blank(shape, named, look)


def _run(item: Inline) -> Run:
    match item:
        case Filled(Placeholder(value=Value() as value), look):
            return evolve(value, bold=look.bold, italic=look.italic)
        case Address(parts, look):
            return Link("".join(map(str, parts)), bold=look.bold, italic=look.italic)
    return LineBreak()


@frozen
class TypedNumber:
    """A number that a value says at the head of a line, with the mark typed after it: `{{ loop.index }}.`.

    `prefix` is what is typed before it (`Điều `), `rest` the line after the mark and its blank.
    """

    prefix: str
    number: Placeholder
    mark: str
    rest: tuple[Inline, ...]
    form: Form | None


def typed_number(inlines: tuple[Inline, ...]) -> TypedNumber | None:
    """The number at the head of a line; None for a line that begins otherwise.

    The mark and the blank after it are typed, so that no value makes a marker of prose.
    """
    first = inlines[0] if inlines else None
    prefix = first.text if isinstance(first, Words) and _BEFORE_NUMBER.fullmatch(first.text) else ""
    match inlines[bool(prefix) :]:
        case (Filled(number, look), Words(text, other), *others) if look == other == Look() and (
            not number.is_broken and (mark := _AFTER_NUMBER.match(text))
        ):
            rest = (Words(text[mark.end() :]), *others)
            return TypedNumber(prefix, number, mark[1], rest, form_of(rest))
    return None
