"""Numbers as Vietnamese writes them: in words, in Roman numerals, padded and grouped (chữ số)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_SHAPE = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_GROUPED = re.compile(r"[-\u2212]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?")


def number_words(number: int) -> str:
    """A whole number in words: 21 -> "hai mươi mốt", 105 -> "một trăm linh năm" (bằng chữ)."""
    if number < 0:
        return f"âm {number_words(-number)}"
    return _words(number, full=False) or _DIGITS[0]


def _words(number: int, *, full: bool) -> str:
    """The words of a number; `full` speaks the leading zeros too, as they must be after a thousand."""
    billions, rest = divmod(number, 1_000_000_000)
    if billions:
        tail = _words(rest, full=True)
        return f"{_words(billions, full=full)} tỷ {tail}".strip()
    words = []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += [_group(group, full=full), _THOUSANDS[power]]
            full = True
    return " ".join(word for word in words if word)


def _group(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest:
        words.append(f"linh {_DIGITS[rest]}" if words and rest < 10 else _tens(rest))
    return " ".join(words)


def _tens(number: int) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{head} {_unit(tens, units)}" if units else head


def _unit(tens: int, units: int) -> str:
    if units == 5:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return "mốt" if units == 1 else "tư"
    return _DIGITS[units]


def roman(number: int) -> str:
    """The Roman numeral of 1 to 3999 (Phần, Chương, Phụ lục); ValueError outside."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no Roman numeral")
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


def from_roman(numeral: str) -> int | None:
    """The number of a Roman numeral in capitals; None when it is not well formed (IIII, iv, "")."""
    if not numeral or not _ROMAN_SHAPE.fullmatch(numeral):
        return None
    total = 0
    for value, letters in _ROMAN:
        while numeral.startswith(letters):
            total, numeral = total + value, numeral[len(letters) :]
    return total


def leading_zero(number: int) -> str:
    """A document's number: 5 -> "05", 12 -> "12" (ND30-PL1-II.3.c#2)."""
    return f"{number:02}"


def grouped(number: int | Decimal, *, decimals: int | None = None) -> str:
    """Thousands grouped by full stops, decimals after a comma: 1234567.89 -> "1.234.567,89".

    `decimals` rounds half up to that many places; None keeps the decimals as they are.
    """
    value = Decimal(number)
    if decimals is not None:
        value = round_half_up(value, decimals)
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The value rounded to `decimals` places, a half away from zero, as accounts are rounded."""
    with localcontext() as context:
        context.prec = max(28, len(value.as_tuple().digits) + abs(decimals) + 2)
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def parse_grouped(text: str) -> Decimal | None:
    """Read "1.234.567,89", "1234567,89" or "-5"; None when groups are not of three, or it is no number.

    A full stop always groups, so "1.5" and "1,234.5" are refused rather than guessed.
    """
    stripped = text.strip()
    if not _GROUPED.fullmatch(stripped):
        return None
    return Decimal(stripped.replace("\u2212", "-").replace(".", "").replace(",", "."))
