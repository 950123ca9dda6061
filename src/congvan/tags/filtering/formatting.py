"""`'{:,.2f}'.format(x)` in a tag: fields and widths within bounds, attributes by the rules of tags."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from string import Formatter
from typing import Any

from congvan.tags.faults import TagError
from congvan.tags.limits import MOST_PADDING, check_size, too_large
from congvan.tags.printing import as_text, present
from congvan.tags.reaching import reached

_FIELD = re.compile(r"(\w*)((?:\.\w+|\[\w+\])*)")
_STEP = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_FORMATTED = (str, int, float, Decimal, date, time)


def formatted(pattern: str, values: Sequence[object], named: Mapping[str, object]) -> str:
    """What the pattern makes of values; raises TagError for widths no letter has or what no tag may read."""
    if len(pattern) > MOST_PADDING:
        raise too_large(MOST_PADDING)
    return _Formatter().vformat(pattern, values, named)


class _Formatter(Formatter):
    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        found = _FIELD.fullmatch(field_name)
        if found is None:
            raise TagError("congvan.tags.cannot-evaluate", reason=f"format: {field_name}")
        first, rest = found.groups()
        value = self.get_value(int(first) if first.isdecimal() else first, args, kwargs)
        for step in _STEP.findall(rest):
            value = reached(value, step)
        return value, first

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return as_text(value) if conversion else value

    def format_field(self, value: Any, format_spec: str) -> str:
        if any(int(digits) > MOST_PADDING for digits in _DIGITS.findall(format_spec)):
            raise too_large(MOST_PADDING)
        present(value)
        if not format_spec or not isinstance(value, _FORMATTED):
            value = value if isinstance(value, str) else as_text(value)
        check_size(len(value) if isinstance(value, str) else 0)
        return format(value, format_spec)
