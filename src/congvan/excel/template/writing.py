"""Values as the inside of cells: typed, checked, a whole column of them at a time (giá trị ô)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import NoReturn

from attrs import define, field, frozen

from congvan.excel.limits import FIRST_DAY, MOST_CHARACTERS, MOST_DIGITS
from congvan.problems import Problem, RenderError
from congvan.tags import as_text
from congvan.vietnamese.dates import DateParts

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LARGEST = 10**MOST_DIGITS
_EPOCH = date(1899, 12, 30).toordinal()
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


@define
class SharedTexts:
    """The texts of one rendering that stand in the shared part; `first` is the index the next one gets."""

    first: int | None
    texts: list[str] = field(factory=list)
    _indices: dict[str, int] = field(factory=dict)
    _characters: int = 0

    def index(self, text: str) -> int | None:
        """The index of a text; None for one to be written where it stands."""
        found = self._indices.get(text)
        if found is not None or self.first is None:
            return found
        if len(self.texts) >= _MOST_KEPT or self._characters > _MOST_KEPT_CHARACTERS:
            return None
        self._characters += len(text)
        self.texts.append(text)
        return self._indices.setdefault(text, self.first + len(self.texts) - 1)


class _TextCells(dict[str, str]):
    """The inside of a cell for each text met so far, as long as there are not too many."""

    def __init__(self, prefix: str, shared: SharedTexts) -> None:
        super().__init__()
        self._prefix = prefix
        self._shared = shared

    def __missing__(self, text: str) -> str:
        checked_text(text)
        if not text:
            made = f"{self._prefix}/>"
        elif (index := self._shared.index(text)) is not None:
            made = f'{self._prefix} t="s"><v>{index}</v></c>'
        else:
            return f'{self._prefix} t="inlineStr"><is>{text_element(text)}</is></c>'
        self[text] = made
        return made


class CellWriter:
    """Writes the values of one look, in one rendering: what follows `<c r="A1"` up to the cell's end."""

    def __init__(self, look: Look, shared: SharedTexts, dates: DateStyles) -> None:
        self._look = look
        self._dates = dates
        self._prefix = "" if look.style is None else f' s="{look.style}"'
        self.texts = _TextCells(self._prefix, shared)
        self._days: dict[date, str] = {}
        self._writers: dict[type, Callable[[object], str]] = {}

    def column(self, values: Sequence[object]) -> list[str]:
        """The insides of as many cells; raises an error of `write` at the first that cannot be written."""
        kinds = set(map(type, values))
        if len(kinds) != 1:
            return list(map(self.write, values))
        kind = kinds.pop()
        prefix = self._prefix
        if kind is str:
            # Few texts are quickest written where they stand; many are often the same ones.
            together = _plain_texts(values, prefix) if len(values) <= _FEW else None  # type: ignore[arg-type]
            return together or list(map(self.texts.__getitem__, values))  # type: ignore[arg-type]
        if kind is date and self._look.shows_days and min(values) >= FIRST_DAY:  # type: ignore[type-var, operator]
            return [f"{prefix}><v>{value.toordinal() - _EPOCH}</v></c>" for value in values]  # type: ignore[attr-defined]
        if kind is int and max(map(abs, values)) < _LARGEST:  # type: ignore[arg-type]
            return [f"{prefix}><v>{value}</v></c>" for value in values]
        if kind is float and all(map(isfinite, values)):  # type: ignore[arg-type]
            return [f"{prefix}><v>{value!r}</v></c>" for value in values]
        return list(map(self.write, values))

    def write(self, value: object) -> str:
        """The inside of one cell.

        Raises RenderError `congvan.excel.text-too-long`, `.number-too-long`, `.date-too-early`,
        `.forbidden-character`, `.number`, or TagError `congvan.tags.not-printable`.
        """
        kind = type(value)
        if kind is str:
            return self.texts[value]  # type: ignore[index]
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
        return self.texts[as_text(value)]

    def _kept_day(self, day: date) -> str:
        found = self._days.get(day)
        if found is None:
            if day < FIRST_DAY:
                _refuse_day(day)
            if len(self._days) > _MOST_KEPT:
                self._days.clear()
            found = self._days[day] = self._day("date", str(day.toordinal() - _EPOCH))
        return found

    def _day(self, kind: str, serial: str) -> str:
        if self._look.shows_days:
            return f"{self._prefix}><v>{serial}</v></c>"
        return f' s="{self._dates.number(self._look.style, kind)}"><v>{serial}</v></c>'


def _plain_texts(values: Sequence[str], prefix: str) -> list[str] | None:
    """Cells of texts without anything odd, checked and escaped together; None where one is odd."""
    every = "".join(values)
    if not every.isprintable() or "_x" in every or len(every) > MOST_CHARACTERS // 2 or "" in values:
        return None
    whole = "\n".join(values)
    if whole[0] == " " or whole[-1] == " " or " \n" in whole or "\n " in whole:
        return None
    start = f'{prefix} t="inlineStr"><is><t>'
    return [f"{start}{text}</t></is></c>" for text in escaped(whole).split("\n")]


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


def escaped(text: str) -> str:
    """A text between tags of XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute_text(text: str) -> str:
    """A text between double quotes of XML."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def text_element(text: str) -> str:
    """A `<t>` whose text Excel shows as it is: spaces kept, `_x0041_` not taken for a letter's code."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{kept}>{escaped(text)}</t>"


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
