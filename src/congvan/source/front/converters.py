"""Nodes as texts, numbers, dates, words of a short list, lists (đổi giá trị theo kiểu)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from attrs import frozen
from immutabledict import immutabledict

from congvan.model.fields import text_problems
from congvan.source.front.reading import BROKEN, Broken, Convert, Found, Reading, listed_keys
from congvan.source.tree.nodes import Mapping as MappingNode
from congvan.source.tree.nodes import Node, Scalar, Sequence, Style
from congvan.vietnamese.dates import ClockTime, DateParts, parse_clock, parse_date
from congvan.vietnamese.hygiene import nearest, tone_key
from congvan.vietnamese.numbers import parse_grouped

YES = ("true", "có")
NO = ("false", "không")

_WHOLE = re.compile(r"-?\d{1,18}")
_YEAR = re.compile(r"[12]\d{3}")
_DECIMAL = re.compile(r"-?\d{1,18}\.\d{1,18}")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# What one reads as thousands another reads as thousandths: never guessed.
_AMBIGUOUS = re.compile(r"-?\d{1,3}\.\d{3}")
_PLAIN_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_MEASURE = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?(?:e-?\d{1,3})?")

E = TypeVar("E", bound=Enum)


def value_of(text: str) -> object:
    """What a bare value of `values:` or `--set` is: a whole number, a decimal, true or false, else text.

    A leading zero keeps a number text (05), and so do thousands that could be decimals (1.500).
    """
    if _PLAIN_WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and not _AMBIGUOUS.fullmatch(text):
        return Decimal(text)
    return {"true": True, "false": False}.get(text, text)


def text(reading: Reading, node: Node, path: str) -> Found[str]:
    """A text as typed, its placeholders filled."""
    return reading.text(node, path)


def line(reading: Reading, node: Node, path: str) -> Found[str]:
    """A text of one line, not blank."""
    typed = reading.text(node, path)
    problems = [] if isinstance(typed, Broken) else list(text_problems(path, typed))
    return (
        reading.keep([item.at(reading.place(node, path)) for item in problems], node) if problems else typed
    )


def texts(reading: Reading, node: Node, path: str) -> Found[tuple[str, ...]]:
    """One text or a list of them."""
    return listed_or_one(text)(reading, node, path)  # type: ignore[return-value]


def listed(convert: Convert) -> Convert:
    """A list of what `convert` reads."""

    def read(reading: Reading, node: Node, path: str) -> object:
        if not isinstance(node, Sequence):
            is_broken = isinstance(node, Scalar) and node.style is Style.BROKEN
            return BROKEN if is_broken else reading.refuse("expected-list", node, path)
        found = [convert(reading, item, f"{path}[{index}]") for index, item in enumerate(node.items)]
        return BROKEN if BROKEN in found else tuple(found)

    return read


def listed_or_one(convert: Convert) -> Convert:
    """A list of what `convert` reads, or one of them bare; always a tuple."""
    read_list = listed(convert)

    def read(reading: Reading, node: Node, path: str) -> object:
        if isinstance(node, Sequence):
            return read_list(reading, node, path)
        found = convert(reading, node, path)
        return BROKEN if found is BROKEN else (found,)

    return read


def named(convert: Convert) -> Convert:
    """A mapping whose keys are names of the drafter's own, BROKEN under those that could not be read."""

    def read(reading: Reading, node: Node, path: str) -> object:
        if not isinstance(node, MappingNode):
            is_broken = isinstance(node, Scalar) and node.style is Style.BROKEN
            return BROKEN if is_broken else reading.refuse("expected-names", node, path)
        return immutabledict(
            {key.text: convert(reading, value, f"{path}.{key.text}") for key, value in node.entries}
        )

    return read


def yes_no(reading: Reading, node: Node, path: str) -> Found[bool]:
    """true, false, có or không."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    if tone_key(typed) in YES or tone_key(typed) == tone_key(YES[1]):
        return True
    if tone_key(typed) in NO or tone_key(typed) == tone_key(NO[1]):
        return False
    return reading.report("expected-yes-no", node, path, value=typed)


def whole(reading: Reading, node: Node, path: str) -> Found[int]:
    """A whole number in plain digits."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    return (
        int(typed) if _WHOLE.fullmatch(typed) else reading.report("expected-whole", node, path, value=typed)
    )


def year(reading: Reading, node: Node, path: str) -> Found[int]:
    """A year of four digits."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    return int(typed) if _YEAR.fullmatch(typed) else reading.report("bad-year", node, path, value=typed)


def measure(reading: Reading, node: Node, path: str) -> Found[float]:
    """A length in mm, with a decimal point or comma."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    if not _MEASURE.fullmatch(typed):
        return reading.report("expected-measure", node, path, value=typed)
    return float(typed.replace(",", "."))


def bound(reading: Reading, node: Node, path: str) -> Found[int | Decimal | date]:
    """The least or most of a column: a number or a whole date, as cells are written."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    is_number = isinstance(node, Scalar) and node.style is Style.NUMBER
    number = decimal_cell(typed, is_number=is_number)
    if isinstance(number, Decimal):
        return int(number) if number == number.to_integral_value() else number
    if number == "ambiguous-number":
        return reading.report(number, node, path, value=typed)
    parts = date_of(typed)
    day = parts.as_date() if parts else None
    return day or reading.report("date-with-blanks" if parts else "bad-bound", node, path, value=typed)


def date_of(typed: str) -> DateParts | None:
    """The date a text writes, blanks allowed; any year in the form 0999-12-31; None when it is none."""
    found = _ISO_DATE.fullmatch(typed.strip())
    if found is None:
        return parse_date(typed)
    try:
        return DateParts.of(date(*(int(part) for part in found.groups())))
    except ValueError:
        return None


def date_parts(reading: Reading, node: Node, path: str) -> Found[DateParts]:
    """A date whose day, or day and month, may be missing."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    return date_of(typed) or reading.report("bad-date", node, path, value=typed)


def day(reading: Reading, node: Node, path: str) -> Found[date]:
    """A whole date."""
    parts = date_parts(reading, node, path)
    if isinstance(parts, Broken):
        return BROKEN
    return parts.as_date() or reading.report("date-with-blanks", node, path, value=str(parts))


def clock_time(reading: Reading, node: Node, path: str) -> Found[ClockTime]:
    """An hour, to 24:00."""
    typed = reading.text(node, path)
    if isinstance(typed, Broken):
        return BROKEN
    return parse_clock(typed) or reading.report("bad-time", node, path, value=typed)


@frozen
class Words:
    """The words a field may be, each with its value; any spelling of tone marks and case is one."""

    shown: tuple[str, ...]
    values: Mapping[str, object]

    @classmethod
    def of(cls, enum: type[E], vietnamese: Mapping[E, str] | None = None) -> Words:
        """The members of an enumeration by their Vietnamese value and their English name."""
        words = {item: (vietnamese or {}).get(item, str(item.value)) for item in enum}
        values = {tone_key(word): item for item, word in words.items()}
        return cls(
            (*words.values(), *(english_word(item) for item in enum)),
            {tone_key(english_word(item)): item for item in enum} | values,
        )

    def __call__(self, reading: Reading, node: Node, path: str) -> object:
        """The value of the word at a node."""
        typed = reading.text(node, path)
        if isinstance(typed, Broken):
            return BROKEN
        value = self.values.get(tone_key(typed.replace("_", " ")))
        if value is not None:
            return value
        near = nearest(typed, self.shown) or self.shown
        return reading.report("not-one-of", node, path, value=typed, known=listed_keys(near))


def english_word(item: Enum) -> str:
    """The English word of a member in a source: its name in small letters."""
    return item.name.lower().replace("_", " ")


def whole_cell(typed: str) -> int | None:
    """The whole number a cell writes, thousands grouped or not; None when it is none."""
    number = parse_grouped(typed)
    return int(number) if number is not None and "," not in typed else None


def decimal_cell(typed: str, *, is_number: bool) -> Decimal | str:
    """The decimal a cell writes, or the code of what is wrong with it.

    A comma is the decimal mark; a point groups thousands, or is the decimal mark where it can be nothing
    else; `is_number` tells a number of JSON, whose point is always decimal.
    """
    if is_number or (_DECIMAL.fullmatch(typed) and not _AMBIGUOUS.fullmatch(typed)):
        return Decimal(typed)
    if _AMBIGUOUS.fullmatch(typed):
        return "ambiguous-number"
    number = parse_grouped(typed)
    return number if number is not None else "expected-number"
