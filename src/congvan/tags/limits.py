"""What a tag may cost: steps, characters, and the size of what an operator makes."""

from __future__ import annotations

import re
from collections.abc import Sized
from decimal import Decimal
from typing import Self

from attrs import define, frozen

from congvan.tags.faults import TagError

MOST_TEXT = 1_000_000
"""Characters of a text, or items of a list, that one operator or filter may make."""

MOST_BITS = 4096
"""Bits of a whole number that one operator may make."""

MOST_PADDING = 1000
"""Characters that a width, an indent or a field of a format may have."""

_DIGITS = re.compile(r"\d+")


@frozen(kw_only=True)
class Limits:
    """What one evaluation may cost: `steps` counts loop turns and calls, `characters` the text it makes."""

    steps: int = 2_000_000
    characters: int = 64_000_000


DEFAULT_LIMITS = Limits()
"""Far above the largest honest letter; a second or two of work."""


def too_large(most: int) -> TagError:
    """The fault of an operand or a result over a limit, which it names."""
    return TagError("congvan.tags.operand-too-large", most=most)


@define
class Meter:
    """Counts down while one evaluation runs; belongs to that evaluation alone."""

    steps: int
    characters: int
    limits: Limits = DEFAULT_LIMITS

    @classmethod
    def of(cls, limits: Limits) -> Self:
        """All that may be spent."""
        return cls(limits.steps, limits.characters, limits)

    def step(self, count: int = 1) -> None:
        """Spend steps; raises TagError `congvan.tags.too-many-steps`."""
        self.steps -= count
        if self.steps < 0:
            raise TagError("congvan.tags.too-many-steps", most=self.limits.steps)

    def write(self, count: int) -> None:
        """Spend characters; raises TagError `congvan.tags.too-much-text`."""
        self.characters -= count
        if self.characters < 0:
            raise TagError("congvan.tags.too-much-text", most=self.limits.characters)


def check_size(size: float) -> None:
    """Raises TagError `congvan.tags.operand-too-large` for what would be more than `MOST_TEXT` items."""
    if size > MOST_TEXT:
        raise too_large(MOST_TEXT)


def check_padding(width: object) -> None:
    """Raises TagError `congvan.tags.operand-too-large` for a width no letter has."""
    if isinstance(width, int) and abs(width) > MOST_PADDING:
        raise too_large(MOST_PADDING)


def check_format(pattern: str) -> None:
    """Raises TagError `congvan.tags.operand-too-large` for a `%` pattern with a wide or computed field."""
    widest = max((int(found) for found in _DIGITS.findall(pattern[:MOST_PADDING])), default=0)
    if "*" in pattern or len(pattern) > MOST_PADDING or widest > MOST_PADDING:
        raise too_large(MOST_PADDING)


def check_operation(operator: str, left: object, right: object) -> None:
    """Raises TagError `congvan.tags.operand-too-large` for operands too large for their operator."""
    if operator == "*":
        _check_product(left, right)
    elif operator == "**":
        _check_power(left, right)
    elif operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
        check_size(len(left) + len(right))
    elif operator == "%" and isinstance(left, str):
        check_format(left)


def _check_product(left: object, right: object) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Sized) and isinstance(other, int):
            check_size(len(one) * other)
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() + right.bit_length())


def _check_power(left: object, right: object) -> None:
    if not isinstance(right, int | float | Decimal):
        return
    if not -MOST_BITS <= right <= MOST_BITS:
        raise too_large(MOST_BITS)
    if isinstance(left, int):
        _check_bits(left.bit_length() * abs(float(right)))


def _check_bits(bits: float) -> None:
    if bits > MOST_BITS:
        raise too_large(MOST_BITS)
