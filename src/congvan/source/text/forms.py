"""Lines of which only the words of values are left to fill in (lời soạn sẵn)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from attrs import evolve, field, frozen

from congvan.model import Level, LineBreak, Link, Run, Text, Value
from congvan.problems import ModelError, TemplateError
from congvan.source.placeholders import PARTS, Placeholder, Said, Scope, printed_words
from congvan.source.text.inline import Address, Filled, Inline, Look, NoteMark, Words
from congvan.source.text.levels import CLOSING, ENDINGS, HEADINGS

_BEFORE_NUMBER = re.compile(r"(?:Điều|ĐIỀU) |(?:\d{1,3}\.)+")
_AFTER_NUMBER = re.compile(r"([.)])[ \t]+")


def text_in(text: str, look: Look) -> Text:
    """A text in one look."""
    return Text(text, bold=look.bold, italic=look.italic, script=look.script)


@frozen
class Blank:
    """Text of one look, with a `%s` where the words of each placeholder go.

    `tail` is what is typed behind the last of them; `has_words` tells that more than blanks is typed.
    """

    shape: str
    items: tuple[Placeholder, ...]
    look: Look
    tail: str
    has_words: bool
    _words: Callable[[Mapping[str, str]], Any] = field(init=False, eq=False, repr=False)

    @_words.default
    def _picker(self) -> Callable[[Mapping[str, str]], Any]:
        # One name picks a text, several pick a tuple: `%` fills in either.
        return itemgetter(*(item.text for item in self.items))

    def is_sure(self, scope: Scope) -> bool:
        """True when the text is sure not to come out empty, and every value is one plain line."""
        return self.has_words and self._printed(scope) is not None

    def run(self, scope: Scope) -> Text | None:
        """The text filled in; None when it comes out empty, or a value is not one plain line."""
        words = self._printed(scope)
        text = "" if words is None else self.shape % words
        look = self.look
        return Text(text, bold=look.bold, italic=look.italic, script=look.script) if text else None

    def _printed(self, scope: Scope) -> Any:
        """The words of the placeholders, all that `%` takes; None when one is not one plain line."""
        try:
            return self._words(scope.printed)
        except KeyError:
            is_plain = all(_is_printed(item, scope) for item in self.items)
            return self._words(scope.printed) if is_plain else None


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
    only: Blank | None = field(init=False, eq=False, repr=False)

    @only.default
    def _only(self) -> Blank | None:
        first = self.parts[0] if len(self.parts) == 1 else None
        return first if isinstance(first, Blank) else None

    def is_sure(self, scope: Scope) -> bool:
        """True when the line is sure to have runs with the values of a scope, and nothing wrong with them.

        Totals and assignments are never sure: the dispatch as a whole decides whether there are any.
        """
        for part in self.parts:
            if isinstance(part, Value):
                if part.of not in PARTS or not _is_known(part, scope):
                    return False
            elif isinstance(part, Blank) and not part.is_sure(scope):
                return False
        return True

    def runs(self, scope: Scope) -> tuple[Run, ...] | None:
        """The runs of the line with the values of a scope; None when it has to be built node by node."""
        if self.only is not None:
            try:
                text = self.only.run(scope)
            except ModelError:
                return None
            return None if text is None else (text,)
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

    def heading(self, level: Level) -> bool | None:
        """Whether a paragraph of this level is a heading; None where only the values tell.

        It is one when what is typed last ends open, as `ends_open` says; none of the words may be bold.
        """
        if level not in HEADINGS:
            return False
        last = self.parts[-1] if self.parts else None
        typed = last.tail if isinstance(last, Blank) else last.text if isinstance(last, Text) else ""
        ending = typed.rstrip(CLOSING)
        is_plain = any(_is_plain(part) for part in self.parts)
        return ending[-1] not in ENDINGS if ending and is_plain else None


def _is_plain(part: Run | Blank) -> bool:
    """True for typed words that are not bold."""
    if isinstance(part, Blank):
        return part.has_words and not part.look.bold
    return isinstance(part, Text) and not part.bold and not part.text.isspace()


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
    typed = [item.text if isinstance(item, Words) else None for item in items]
    if not named:
        yield text_in("".join(filter(None, typed)), look)
        return
    shape = "".join("%s" if text is None else text.replace("%", "%%") for text in typed)
    yield Blank(shape, named, look, typed[-1] or "", any(text and text.strip() for text in typed))


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
