"""Values that tags ask for: plain paths straight from the data, all else through the sandbox."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen
from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from congvan.problems import CongvanError, Place, TemplateError
from congvan.tags import CompiledExpression, CompiledTemplate, as_text, expression, tags_of, template

_PATH = re.compile(r"""[^\W\d]\w*(?:\.[^\W\d]\w*|\[\d{1,6}\]|\['[^'\\]*'\]|\["[^"\\]*"\])*""")
_STEP = re.compile(r"""\.([^\W\d]\w*)|\[(\d+)\]|\['([^'\\]*)'\]|\["([^"\\]*)"\]""")
_WORDS = frozenset(("true", "false", "none", "True", "False", "None", "not", "range", "namespace"))
_ABSENT = object()

Values = Mapping[str, object]


@frozen
class Source:
    """An expression of a tag. `root` and `keys` are its path, `root` None where it is more than one."""

    text: str
    place: Place
    root: str | None
    keys: tuple[str | int, ...]
    _expression: CompiledExpression = field(repr=False, eq=False)

    @property
    def names(self) -> frozenset[str]:
        """The names it takes values from."""
        return self._expression.names

    def of(self, values: Values) -> object:
        """What it comes to, its type kept; an iterator given by its own name is not touched.

        Raises TemplateError with its place.
        """
        if self.root is not None:
            found = self._reached(values)
            if found is not _ABSENT:
                return found
        try:
            return self._expression.evaluate(values)
        except CongvanError as error:
            raise TemplateError([problem.at(self.place) for problem in error.problems]) from None

    def _reached(self, values: Values) -> object:
        found = values.get(self.root or "", _ABSENT)
        for key in self.keys:
            found = _step(found, key)
            if found is _ABSENT:
                break
        return found


def _step(owner: object, key: str | int) -> object:
    if type(owner) is dict:
        return owner.get(key, _ABSENT)
    if isinstance(key, int) and isinstance(owner, list | tuple) and key < len(owner):
        return owner[key]
    return _ABSENT


def source(text: str, place: Place) -> Source:
    """The expression of a tag, compiled; raises TemplateError with its place."""
    text = text.strip()
    try:
        _refuse_half_choice(text)
        compiled = expression(text)
    except CongvanError as error:
        raise TemplateError([problem.at(place) for problem in error.problems]) from None
    if not _PATH.fullmatch(text) or text.split(".")[0].split("[")[0] in _WORDS:
        return Source(text, place, None, (), compiled)
    root = re.split(r"[.\[]", text, maxsplit=1)[0]
    steps = _STEP.findall(text[len(root) :])
    keys = tuple(int(number) if number else name or one or two for name, number, one, two in steps)
    if any(isinstance(key, str) and key.startswith("_") for key in keys):
        return Source(text, place, None, (), compiled)
    return Source(text, place, root, keys, compiled)


def _refuse_half_choice(text: str) -> None:
    """`rows if row.x` would be read as a choice without an else: loops have no filter of their own here."""
    try:
        body = Environment(autoescape=True).parse("{{" + text + "}}").body
    except (TemplateSyntaxError, RecursionError):
        return  # told by whoever compiles it
    for node in body:
        for choice in node.find_all(nodes.CondExpr):
            if choice.expr2 is None:
                from congvan.problems import Problem

                raise TemplateError(
                    Problem("congvan.excel.choice-without-else", parameters={"expression": text})
                )


@frozen
class Text:
    """A text with tags in it; `pieces` are its words and paths, None where the whole language is needed."""

    pieces: tuple[str | Source, ...] | None
    names: frozenset[str]
    place: Place
    _template: CompiledTemplate[None] | None = field(repr=False, eq=False)

    def of(self, values: Values) -> str:
        """The text with every tag replaced; raises TemplateError with its place."""
        if self.pieces is not None:
            return "".join(
                [piece if isinstance(piece, str) else self._printed(piece, values) for piece in self.pieces]
            )
        assert self._template is not None
        try:
            return self._template.render(values)
        except CongvanError as error:
            raise TemplateError([problem.at(self.place) for problem in error.problems]) from None

    def _printed(self, piece: Source, values: Values) -> str:
        from congvan.tags.faults import TagError, problem_of

        value = piece.of(values)
        if type(value) is str:
            return value
        try:
            return as_text(value)
        except TagError as error:
            raise TemplateError(problem_of(error, piece.text, self.place)) from None


def text(typed: str, place: Place) -> Text:
    """A text with tags, compiled; raises TemplateError with its place."""
    try:
        compiled = template(typed, locate=lambda tag: Place(part=place.part, path=place.path, near=tag.text))
    except CongvanError as error:
        raise TemplateError([problem.at(place) for problem in error.problems]) from None
    pieces: list[str | Source] = []
    last = 0
    for tag in tags_of(typed):
        inner = tag.text[2:-2]
        if not tag.text.startswith("{{") or inner[:1] in "-+" or inner[-1:] in "-+":
            return Text(None, compiled.names, place, compiled)
        pieces += (typed[last : tag.start], source(inner, place))
        last = tag.end
    return Text((*pieces, typed[last:]), compiled.names, place, None)


def only_tag(typed: str) -> str | None:
    """The expression of a text that is one `{{ }}` and nothing else, None for any other."""
    stripped = typed.strip()
    tags = tags_of(stripped)
    if len(tags) != 1 or tags[0].text != stripped or not stripped.startswith("{{"):
        return None
    return stripped[2:-2].strip("-+").strip()


def has_tags(typed: str) -> bool:
    """Whether a text holds a tag."""
    return ("{{" in typed or "{%" in typed or "{#" in typed) and bool(tags_of(typed))
