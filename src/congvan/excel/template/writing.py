"""Values as the inside of cells: typed, checked, a whole column of them at a time (giá trị ô)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import NoReturn

from attrs import frozen

from congvan.excel.limits import FIRST_DAY, MOST_CHARACTERS, MOST_DIGITS
from congvan.excel.markup import EPOCH, plain_texts, text_element
from congvan.problems import Problem, RenderError
from congvan.tags import as_text
from congvan.vietnamese.dates import DateParts

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LARGEST = 10**MOST_DIGITS
_DAY = timedelta(days=1)
_MIDNIGHT = datetime(1899, 12, 30)
_MOST_KEPT = 20_000
_FEW = 100
_MOST_KEPT_CHARACTERS = 1_000_000


@frozen(kw_only=True)
class Look:
    """The style of a cell: its number, whether that shows days, and those to use where it does not."""

    style: int | None
    shows_days: bool


class DateStyles:
    """Styles for days that land in cells of other formats: asked for first, added to the styles after."""

    def __init__(self, first: int) -> None:
        """`first` is the number that the first new style gets."""
        self.wanted: dict[tuple[int, str], int] = {}
        self._first = first

    def number(self, style: int | None, kind: str) -> int:
        """The number of a style like another that shows `date` or `datetime` or `time`."""
        return self.wanted.setdefault((style or 0, kind), self._first + len(self.wanted))


class NoRoomError(Exception):
    """A text is not to be shared: there are too many, or it is none."""


class SharedTexts(dict[str, str]):
    """The texts of one rendering that stand in the shared part, each with its index as XML has it.

    `first` is the index that the next text gets, None where nothing may be shared. Looking up one more text
    gives it the next index, or raises NoRoomError.
    """

    def __init__(self, first: int | None) -> None:
        super().__init__()
        self._first = first
        self._characters = 0

    def __missing__(self, text: str) -> str:
        if self._first is None or not text or len(self) >= _MOST_KEPT:
            raise NoRoomError
        if self._characters > _MOST_KEPT_CHARACTERS:
            raise NoRoomError
        self._characters += len(checked_text(text))
        return self.setdefault(text, str(self._first + len(self)))


@frozen
class Strip:
    """One cell for each turn of a loop: its own text, what all have before it and after it."""

    before: str
    texts: Iterable[str]
    after: str


class CellWriter:
    """Writes the values of one look, in one rendering: what follows `<c r="A1"` up to the cell's end."""

    def __init__(self, look: Look, shared: SharedTexts, dates: DateStyles) -> None:
        self._look = look
        self._shared = shared
        self._dates = dates
        self._prefix = "" if look.style is None else f' s="{look.style}"'
        self._days: dict[date, str] = {}

    def column(self, values: Sequence[object]) -> Strip:
        """As many cells; raises an error of `write` at the first that cannot be written."""
        kinds = set(map(type, values))
        kind = kinds.pop() if len(kinds) == 1 else None
        if kind is str:
            return self._texts(values)  # type: ignore[arg-type]
        if kind is int and max(map(abs, values)) < _LARGEST:  # type: ignore[arg-type]
            return self._numbers(map(str, values))
        if kind is float and all(map(isfinite, values)):  # type: ignore[arg-type]
            return self._numbers(map(repr, values))
        if kind is date and self._look.shows_days and min(values) >= FIRST_DAY:  # type: ignore[type-var, operator]
            return self._numbers([str(value.toordinal() - EPOCH) for value in values])  # type: ignore[attr-defined]
        return Strip("", list(map(self.write, values)), "")

    def _numbers(self, texts: Iterable[str]) -> Strip:
        return Strip(f"{self._prefix}><v>", texts, "</v></c>")

    def _texts(self, values: Sequence[str]) -> Strip:
        """Texts shared where they all are; few, or many that never come again, where they stand."""
        if len(values) > _FEW:
            try:
                indices = list(map(self._shared.__getitem__, values))
            except NoRoomError:
                pass
            else:
                return Strip(f'{self._prefix} t="s"><v>', indices, "</v></c>")
        if self._shared.keys().isdisjoint(values) and (plain := plain_texts(values)) is not None:
            return Strip(f'{self._prefix} t="inlineStr"><is><t>', plain, "</t></is></c>")
        return Strip("", list(map(self._text, values)), "")

    def _text(self, text: str) -> str:
        try:
            return f'{self._prefix} t="s"><v>{self._shared[text]}</v></c>'
        except NoRoomError:
            pass
        if not text:
            return f"{self._prefix}/>"
        return f'{self._prefix} t="inlineStr"><is>{text_element(checked_text(text))}</is></c>'

    def write(self, value: object) -> str:
        """The inside of one cell.

        Raises RenderError `congvan.excel.text-too-long`, `.number-too-long`, `.date-too-early`,
        `.forbidden-character`, `.number`, or TagError `congvan.tags.not-printable`.
        """
        kind = type(value)
        if kind is str:
            return self._text(value)  # type: ignore[arg-type]
        if value is None:
            return f"{self._prefix}/>"
        if isinstance(value, bool):
            return f'{self._prefix} t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int | float | Decimal):
            return f"{self._prefix}><v>{number_text(value)}</v></c>"
        if isinstance(value, datetime):
            return self._day("datetime", _moment(value))
        if isinstance(value, date):
            return self._kept_day(value)
        if isinstance(value, time):
            seconds = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
            return self._day("time", repr(seconds / _DAY))
        if isinstance(value, DateParts) and value.day is not None and value.month is not None:
            return self._kept_day(date(value.year, value.month, value.day))
        if isinstance(value, Real):
            # A number of numpy or pandas, or a fraction.
            plain = int(value) if isinstance(value, Integral) else float(value)
            return f"{self._prefix}><v>{number_text(plain)}</v></c>"
        return self._text(as_text(value))

    def _kept_day(self, day: date) -> str:
        found = self._days.get(day)
        if found is None:
            if day < FIRST_DAY:
                _refuse_day(day)
            if len(self._days) > _MOST_KEPT:
                self._days.clear()
            found = self._days[day] = self._day("date", str(day.toordinal() - EPOCH))
        return found

    def _day(self, kind: str, serial: str) -> str:
        if self._look.shows_days:
            return f"{self._prefix}><v>{serial}</v></c>"
        return f' s="{self._dates.number(self._look.style, kind)}"><v>{serial}</v></c>'


def checked_text(text: str) -> str:
    """A text that a cell can hold; raises RenderError."""
    if len(text) * 2 > MOST_CHARACTERS:
        length = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length > MOST_CHARACTERS:
            too_long = {"length": length, "most": MOST_CHARACTERS}
            raise RenderError(Problem("congvan.excel.text-too-long", parameters=too_long))
    found = None if text.isprintable() else _FORBIDDEN.search(text)
    if found is not None:
        parameters = {"character": f"U+{ord(found.group()):04X}"}
        raise RenderError(Problem("congvan.excel.forbidden-character", parameters=parameters))
    return text


def number_text(value: float | Decimal) -> str:
    """A number as XML has it; raises RenderError for one that a worksheet would not keep."""
    if isinstance(value, int):
        if abs(value) >= _LARGEST and len(str(abs(value)).rstrip("0")) > MOST_DIGITS:
            _refuse_number("congvan.excel.number-too-long", value)
        return str(int(value))
    if not isfinite(value):
        _refuse_number("congvan.excel.number", value)
    if isinstance(value, float):
        return repr(float(value))
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        _refuse_number("congvan.excel.number-too-long", value)
    if abs(value.adjusted()) > 300:
        _refuse_number("congvan.excel.number", value)
    return str(value)


def _refuse_number(code: str, value: float | Decimal) -> NoReturn:
    parameters = {"value": str(value)[:80], "most": MOST_DIGITS}
    raise RenderError(Problem(code, parameters=parameters))


def _refuse_day(day: date) -> NoReturn:
    raise RenderError(Problem("congvan.excel.date-too-early", parameters={"value": day, "first": FIRST_DAY}))


def _moment(value: datetime) -> str:
    if value.date() < FIRST_DAY:
        _refuse_day(value.date())
    return repr((value.replace(tzinfo=None) - _MIDNIGHT) / _DAY)
