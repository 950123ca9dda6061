"""Tags kept aside while the markup around them is put in order; a token stands for each in the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import define, evolve, field, frozen

from congvan.problems import Place
from congvan.word.markup import PAGE_END, PARAGRAPH_END

Scope = Literal["tr", "tc", "p", "r"]

# Of the last private plane: no font and no letter uses them, and XML allows them.
_OPEN, _CLOSE = "\U0010f0e0", "\U0010f0e1"
TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
RESERVED = re.compile(f"[{_OPEN}{_CLOSE}{PARAGRAPH_END}{PAGE_END}]")
"""What stands for tags and for ends of paragraphs and pages: a template that holds it is refused."""

_SCOPED = re.compile(r"(\{[{%#])(tr|tc|p|r)(?=\s)(?!\s*[-+]?[}%#]\})")
_LITERAL = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
_CURLY = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "\xa0": " ",
        "\u202f": " ",
        "\u200b": None,
        "\u200e": None,
        "\u200f": None,
        "\ufeff": None,
    }
)


@frozen(kw_only=True)
class Slot:
    """One tag: as typed, as Jinja reads it, what it acts on (None: the text it stands in), and where."""

    typed: str
    text: str
    scope: Scope | None
    place: Place

    @property
    def is_comment(self) -> bool:
        """Whether it says nothing."""
        return self.text.startswith("{#")

    @property
    def prints(self) -> bool:
        """Whether a value comes in its place."""
        return self.text.startswith("{{")


@define
class Slots:
    """The tags of one part, each behind its token."""

    _slots: list[Slot] = field(factory=list)

    def put(self, typed: str, place: Place) -> str:
        """Keep a tag; the token that stands for it."""
        plain = plain_tag(typed)
        scoped = _SCOPED.match(plain)
        scope: Scope | None = None
        if scoped is not None:
            scope = _scope(scoped.group(2))
            plain = f"{scoped.group(1)}{plain[scoped.end() :]}"
        return self._keep(Slot(typed=typed, text=plain, scope=scope, place=place))

    def derived(self, origin: Slot, text: str) -> str:
        """The token of a tag that `origin` asked for."""
        return self._keep(evolve(origin, text=text, scope=None))

    def _keep(self, slot: Slot) -> str:
        self._slots.append(slot)
        return f"{_OPEN}{len(self._slots) - 1}{_CLOSE}"

    def replace(self, number: int, text: str) -> None:
        """Give a tag another text."""
        self._slots[number] = evolve(self._slots[number], text=text)

    def of(self, found: re.Match[str]) -> Slot:
        """The tag that a token stands for."""
        return self._slots[int(found.group(1))]

    def within(self, text: str | None) -> Iterator[Slot]:
        """The tags whose tokens a text holds."""
        return (self.of(found) for found in TOKEN.finditer(text or ""))

    def as_typed(self, text: str) -> str:
        """A text with the tags as their author typed them."""
        return TOKEN.sub(lambda found: self.of(found).typed, text)

    def filled(self, markup: str) -> tuple[str, dict[int, Place], dict[int, str]]:
        """The markup with every tag in place of its token; by offset, where and how each was typed."""
        pieces: list[str] = []
        places: dict[int, Place] = {}
        typed: dict[int, str] = {}
        last = offset = 0
        for found in TOKEN.finditer(markup):
            slot = self.of(found)
            before = markup[last : found.start()]
            offset += len(before)
            places[offset], typed[offset] = slot.place, slot.typed
            pieces += (before, slot.text)
            offset += len(slot.text)
            last = found.end()
        pieces.append(markup[last:])
        return "".join(pieces), places, typed


def _scope(name: str) -> Scope | None:
    match name:
        case "tr" | "tc" | "p" | "r":
            return name
        case _:
            return None


def plain_tag(typed: str) -> str:
    """A tag with straight quotes and plain spaces, as Word's autocorrection found it; literals stay."""
    pieces: list[str] = []
    last = 0
    for literal in _LITERAL.finditer(typed):
        pieces += (typed[last : literal.start()].translate(_CURLY), literal.group())
        last = literal.end()
    return "".join((*pieces, typed[last:].translate(_CURLY)))
