"""What somebody typed as a value of a column's kind: taken, converted and said so, or refused (giá trị)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import frozen

from congvan.excel.limits import FIRST_DAY, MOST_DIGITS
from congvan.model import Cell, Column, ColumnKind
from congvan.vietnamese.dates import parse_date, short_date
from congvan.vietnamese.hygiene import nfc, refused_characters, tone_key
from congvan.vietnamese.numbers import grouped, parse_grouped

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_SPACED = re.compile(r"-?\d{1,3}(?: \d{3})+(?:,\d+)?")
_PLAIN_DECIMAL = re.compile(r"-?\d{1,18}\.\d{1,18}")
# What one reads as thousands another reads as thousandths: never guessed.
_AMBIGUOUS_POINT = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_AMBIGUOUS_COMMA = re.compile(r"-?[1-9]\d{0,2},\d{3}")
_ENGLISH = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|-?[1-9]\d{0,2}(?:,\d{3})+\.\d+")

_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_415
"""Day numbers of 1940 to 2100: what a date becomes whose format was lost."""

_YEARS = range(1900, 2101)
"""What a cell that shows days shows for a year typed alone: some day of 1905."""


@frozen
class Taken:
    """A value of the model; `converted` when it is not just what stood there."""

    value: Cell
    converted: bool = False


@frozen
class Refused:
    """What cannot be taken without guessing: the code that says why."""

    code: str


def value_of(found: Any, column: Column) -> Taken | Refused:
    """The value of a cell, as calamine read it, in a column; blanks only are None, which is no value."""
    if found is None or (isinstance(found, str) and not _SPACES.sub("", found)):
        return Taken(None)
    taken = _of_kind(found, column)
    if isinstance(taken, Taken) and isinstance(taken.value, int | Decimal | date):
        return taken if column.allows(taken.value) else Refused("congvan.returns.out-of-bounds")
    return taken


def _of_kind(found: Any, column: Column) -> Taken | Refused:
    match column.kind:
        case ColumnKind.INTEGER:
            return _whole(found)
        case ColumnKind.DECIMAL:
            return _decimal(found)
        case ColumnKind.DATE:
            return _day(found)
        case ColumnKind.CHOICE:
            return _choice(found, column.choices)
    return _text(found)


def shown(found: Any) -> str:
    """What stood in a cell, for a message: 5.0 is `5`, a day 05/3/2027."""
    match found:
        case bool():
            return "TRUE" if found else "FALSE"
        case float():
            return grouped(Decimal(repr(found)).normalize())
        case datetime() if (found.hour, found.minute, found.second) != (0, 0, 0):
            return f"{short_date(found.date())} {found:%H:%M}"
        case datetime():
            return short_date(found.date())
        case date():
            return short_date(found)
        case Decimal() | int():
            return grouped(found)
    return str(found)[:200]


def _whole(found: Any) -> Taken | Refused:
    if isinstance(found, int | float) and not isinstance(found, bool):
        if not _is_exact(found):
            return Refused("congvan.returns.expected-whole")
        return Taken(int(found))
    if isinstance(found, str):
        typed = _spaced(found)
        if _AMBIGUOUS_COMMA.fullmatch(typed):
            return Refused("congvan.returns.ambiguous-number")
        number = _grouped(typed)
        if number is not None and number == int(number) and _fits(number):
            return Taken(int(number), converted=True)
    return Refused("congvan.returns.expected-whole")


def _decimal(found: Any) -> Taken | Refused:
    if isinstance(found, int | float) and not isinstance(found, bool):
        number = Decimal(repr(found))
        return Taken(_plain(number)) if _fits(number) else Refused("congvan.returns.expected-number")
    if isinstance(found, str):
        typed = _spaced(found)
        if _AMBIGUOUS_POINT.fullmatch(typed) or _AMBIGUOUS_COMMA.fullmatch(typed):
            return Refused("congvan.returns.ambiguous-number")
        parsed = Decimal(typed) if _PLAIN_DECIMAL.fullmatch(typed) else _grouped(typed)
        if parsed is not None and _fits(parsed):
            return Taken(_plain(parsed), converted=True)
    return Refused("congvan.returns.expected-number")


def _grouped(typed: str) -> Decimal | None:
    """A number in Vietnamese style, in groups parted by spaces, or in English style that can be no other."""
    if _SPACED.fullmatch(typed):
        return parse_grouped(typed.replace(" ", ""))
    if _ENGLISH.fullmatch(typed):
        return Decimal(typed.replace(",", ""))
    return parse_grouped(typed)


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", nfc(text)).strip().removeprefix("'").replace("\u2212", "-")


def _is_exact(number: float) -> bool:
    return float(number).is_integer() and abs(number) < 10**MOST_DIGITS


def _fits(number: Decimal) -> bool:
    if not number.is_finite() or abs(number) >= 10**MOST_DIGITS:
        return False
    return int(number.as_tuple().exponent) >= -2 * MOST_DIGITS


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros and powers of ten: 1E+3 is 1000."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _day(found: Any) -> Taken | Refused:
    if isinstance(found, datetime):
        has_hour = (found.hour, found.minute, found.second) != (0, 0, 0)
        return _shown_day(found.date(), converted=has_hour)
    if isinstance(found, date):
        return _shown_day(found)
    if isinstance(found, int | float) and not isinstance(found, bool):
        if _is_exact(found) and _FIRST_SERIAL <= found <= _LAST_SERIAL:
            return Taken(_EPOCH + timedelta(days=int(found)), converted=True)
        return Refused("congvan.returns.expected-date")
    parts = parse_date(_spaced(found)) if isinstance(found, str) else None
    day = parts.as_date() if parts else None
    return Refused("congvan.returns.expected-date") if day is None else Taken(day, converted=True)


def _shown_day(day: date, *, converted: bool = False) -> Taken | Refused:
    """A day as its cell shows it; one that a day of a month or a year typed there was turned into is none."""
    number = (day - _EPOCH).days
    if day < FIRST_DAY or number in _YEARS:
        return Refused("congvan.returns.expected-date")
    return Taken(day, converted=converted)


def _choice(found: Any, choices: tuple[str, ...]) -> Taken | Refused:
    typed = shown(found) if not isinstance(found, str) else found
    if typed in choices:
        return Taken(typed)
    same = [choice for choice in choices if tone_key(_spaced(choice)) == tone_key(_spaced(typed))]
    return Taken(same[0], converted=True) if len(same) == 1 else Refused("congvan.returns.not-a-choice")


def _text(found: Any) -> Taken | Refused:
    if not isinstance(found, str):
        return Taken(words_of(found), converted=True)
    lines = nfc(found.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    text = "\n".join(line.strip(" \t\u00a0") for line in lines).strip("\n")
    if refused_characters(text):
        return Refused("congvan.returns.refused-character")
    return Taken(text or None, converted=text != found)


def words_of(found: Any) -> str:
    """A value as text, numbers without groups: in a text column they may be codes or telephones."""
    is_number = isinstance(found, int | float | Decimal) and not isinstance(found, bool)
    if is_number and _fits(Decimal(str(found))):
        return f"{_plain(Decimal(str(found))):f}".replace(".", ",")
    return shown(found)
