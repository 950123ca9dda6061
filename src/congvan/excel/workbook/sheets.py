"""A worksheet: rows written from the top, and what stands around them (trang tính)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from attrs import define, field, frozen

from congvan.excel.markup import EPOCH, escaped, text_element
from congvan.excel.workbook.looks import Look, Styles
from congvan.excel.workbook.paper import SetUp, paper_xml, view_xml
from congvan.excel.workbook.rules import Rule

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a text look like a formula to whoever edits or imports it (XLSX-12)."""

PIXELS_PER_UNIT = 8
PIXELS_PER_MM = 96 / 25.4

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)


class State(Enum):
    """Who sees a sheet: everybody, who asks Excel for hidden sheets, nobody."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@frozen(kw_only=True)
class Protection:
    """What may be done on a sheet where only open cells can be changed; there is never a password."""

    insert_rows: bool = False


@define(kw_only=True)
class Sheet:
    """A worksheet called `name`; `row` is the next to write, from 1.

    `widths_mm` are those of its columns; `set_up` None leaves all that to Excel. Pieces of rows may be
    functions, called when the sheet is written into its file: many rows are never held all at once.
    """

    name: str
    styles: Styles
    state: State = State.VISIBLE
    widths_mm: Sequence[float] = ()
    hidden_column: int | None = None
    set_up: SetUp | None = None
    protection: Protection | None = None
    row: int = 1
    rules: list[Rule] = field(factory=list)
    _pieces: list[str | Callable[[], Iterator[str]]] = field(factory=list, init=False)
    _merged: list[str] = field(factory=list, init=False)

    # Rows

    def add(
        self, cells: Iterable[tuple[int, str]], *, height_pt: float | None = None, hidden: bool = False
    ) -> None:
        """Write a row of cells, each its column from 1 and what follows its address, and go on to the next.

        `height_pt` None leaves the height to Excel.
        """
        self._pieces.append(row_xml(self.row, cells, height_pt=height_pt, hidden=hidden))
        self.row += 1

    def later(self, count: int, pieces: Callable[[], Iterator[str]]) -> None:
        """Leave so many rows to `pieces`, which writes them when the sheet is written into its file."""
        self._pieces.append(pieces)
        self.row += count

    def merge(self, first: str, last: str) -> None:
        """Make one cell of those between two addresses."""
        self._merged.append(f'<mergeCell ref="{first}:{last}"/>')

    # Cells: what follows `<c r="A1"`

    def empty(self, look: Look) -> str:
        """A cell that holds nothing."""
        return f' s="{self.styles.number(look)}"/>'

    def text(self, text: str, look: Look) -> str:
        """A cell of words: text whatever it begins with; an empty one leaves the cell empty."""
        if not text:
            return self.empty(look)
        style = self.styles.number(look.as_quoted() if text.startswith(FORMULA_SIGNS) else look)
        return f' s="{style}" t="inlineStr"><is>{text_element(text)}</is></c>'

    def value(self, value: str | int | Decimal | date | None, look: Look) -> str:
        """A cell that holds a text, a number, a day or nothing."""
        match value:
            case None:
                return self.empty(look)
            case str():
                return self.text(value, look)
            case date():
                return f' s="{self.styles.number(look)}"><v>{value.toordinal() - EPOCH}</v></c>'
        return f' s="{self.styles.number(look)}"><v>{value}</v></c>'

    def formula(self, formula: str, result: Decimal | int | None, look: Look) -> str:
        """A live formula, without its `=`, and its result for those who do not reckon; None shows nothing."""
        return f' s="{self.styles.number(look)}"{reckoned(formula, result)}'

    # The whole

    def pieces(self) -> Iterator[str]:
        """The part of the sheet, piece by piece."""
        yield "".join((_HEAD, *self._before(), "<sheetData>"))
        for piece in self._pieces:
            if isinstance(piece, str):
                yield piece
            else:
                yield from piece()
        yield "".join(("</sheetData>", *self._after(), "</worksheet>"))

    def _before(self) -> Iterator[str]:
        set_up = self.set_up
        if set_up is not None:
            yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            yield view_xml(set_up.titles)
            tall = f' defaultRowHeight="{set_up.row_pt:g}"' if set_up.row_pt else ' defaultRowHeight="15"'
            yield f'<sheetFormatPr baseColWidth="8"{tall}/>'
        columns = "".join(map(_column, range(1, len(self.widths_mm) + 1), self.widths_mm))
        if self.hidden_column is not None:
            number = self.hidden_column
            columns += f'<col min="{number}" max="{number}" width="13" hidden="1"/>'
        if columns:
            yield f"<cols>{columns}</cols>"

    def _after(self) -> Iterator[str]:
        if self.protection is not None:
            yield _protection(self.protection)
        if self._merged:
            yield f'<mergeCells count="{len(self._merged)}">{"".join(self._merged)}</mergeCells>'
        if self.rules:
            rules = "".join(rule.xml() for rule in self.rules)
            yield f'<dataValidations count="{len(self.rules)}">{rules}</dataValidations>'
        if self.set_up is not None:
            yield paper_xml(self.set_up)


def row_xml(
    row: int, cells: Iterable[tuple[int, str]], *, height_pt: float | None = None, hidden: bool = False
) -> str:
    """A row with its cells, each its column from 1 and what follows its address."""
    inside = "".join(f'<c r="{letters(column)}{row}"{cell}' for column, cell in cells)
    state = ' hidden="1"' if hidden else ""
    return f'<row r="{row}"{height(height_pt)}{state}>{inside}</row>'


def height(height_pt: float | None) -> str:
    """The height of a row as an attribute."""
    return "" if height_pt is None else f' ht="{height_pt:g}" customHeight="1"'


def reckoned(formula: str, result: Decimal | int | None) -> str:
    """A formula and its result, as they follow the style of a cell."""
    if result is None:
        return f' t="str"><f>{escaped(formula)}</f><v></v></c>'
    return f"><f>{escaped(formula)}</f><v>{float(result)!r}</v></c>"


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """A column's letters, from 1: `A`, `AB`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def address(column: int, row: int) -> str:
    """A cell's address: `C7` of column 3."""
    return f"{letters(column)}{row}"


def _column(number: int, width_mm: float) -> str:
    width = int(width_mm * PIXELS_PER_MM) / PIXELS_PER_UNIT
    return f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'


def _protection(protection: Protection) -> str:
    """Widths and heights may always be changed, or what was typed could not be read."""
    rows = ' insertRows="0"' if protection.insert_rows else ""
    return f'<sheetProtection sheet="1" formatColumns="0" formatRows="0"{rows}/>'


def quoted_name(name: str) -> str:
    """A sheet's name as formulas have it."""
    return "'" + name.replace("'", "''") + "'"


def defined_names(sheet: Sheet, position: int) -> Iterator[str]:
    """What the workbook says of a sheet's print set-up."""
    set_up = sheet.set_up
    if set_up is None:
        return
    places = {
        "_xlnm.Print_Area": set_up.area,
        "_xlnm.Print_Titles": set_up.titles and "${}:${}".format(*set_up.titles),
    }
    name = escaped(quoted_name(sheet.name))
    for known, place in places.items():
        if place is not None:
            yield f'<definedName name="{known}" localSheetId="{position}">{name}!{place}</definedName>'
