"""A workbook and its bytes, the same for the same sheets (sổ tính)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from attrs import define, field

from congvan.excel.names import distinct
from congvan.excel.workbook.looks import ORDINARY, Styles
from congvan.excel.workbook.parts import (
    Properties,
    Steady,
    properties_part,
    sheet_part,
    steady,
    workbook_part,
)
from congvan.excel.workbook.rules import listed
from congvan.excel.workbook.sheets import Sheet, State, letters, quoted_name
from congvan.opc import read_package, write_zip
from congvan.opc.limits import OWN_LIMITS
from congvan.opc.stamping import PROPERTIES_PART, Keeping
from congvan.opc.streaming import ZipStream
from congvan.opc.zipping import Part

CHOICES_SHEET = "Danh mục"
_FEW_ROWS = 500
"""Sheets up to so many rows are packed in one go."""

_UNSTAMPED = Keeping(part=PROPERTIES_PART, properties={})


@define
class Book:
    """The sheets of a workbook in their order, set in one font; lists of choices get a hidden sheet.

    `names` are those that its sheets will have.
    """

    font: str
    names: Sequence[str]
    properties: Properties = field(factory=Properties)
    sheets: list[Sheet] = field(factory=list)
    styles: Styles = field(factory=Styles)
    _lists: list[tuple[str, ...]] = field(factory=list, init=False)
    _lists_name: str = field(default="", init=False)

    def add(self, sheet: Sheet) -> Sheet:
        """Put a sheet behind the others."""
        self.sheets.append(sheet)
        return sheet

    def choices(self, choices: tuple[str, ...]) -> str:
        """The formula of a rule for these choices: in itself, or where they do not fit, hidden cells."""
        found = listed(choices)
        if found is not None:
            return found
        if not self._lists_name:
            (self._lists_name,) = distinct([CHOICES_SHEET], self.names)
        if choices not in self._lists:
            self._lists.append(choices)
        column = letters(self._lists.index(choices) + 1)
        return f"{quoted_name(self._lists_name)}!${column}$1:${column}${len(choices)}"

    def data(self) -> bytes:
        """The file, stamped as `congvan.opc.stamp` does."""
        sheets = [*self.sheets, self._choices_sheet()] if self._lists else self.sheets
        first = [properties_part(self.properties), workbook_part(sheets)]
        if all(sheet.row <= _FEW_ROWS for sheet in sheets):
            for number, sheet in enumerate(sheets, 1):
                first.append(Part.of(sheet_part(number), "".join(sheet.pieces()).encode()))
            # Looks are numbered as they are met: the list of them comes last.
            first.append(self.styles.part(self.font))
            return _packed(first, steady(len(sheets), self.font))
        return self._streamed(first, sheets)

    def _streamed(self, first: Sequence[Part], sheets: Sequence[Sheet]) -> bytes:
        """The same file, its sheets never held whole."""
        file = BytesIO()
        stream = ZipStream(file, steady(len(sheets), self.font).laid)
        for part in first:
            stream.add(part.member)
        for number, sheet in enumerate(sheets, 1):
            stream.part(sheet_part(number), sheet.pieces())
        stream.add(self.styles.part(self.font).member)
        end = file.tell()
        stream.finish()
        # A digest wants the size of each part before its bytes: they are unpacked again, some at a time.
        package = read_package(file.getvalue(), OWN_LIMITS)
        file.seek(end)
        stream.add(Part.of(PROPERTIES_PART, _UNSTAMPED.stamp_of(package)).member)
        stream.finish()
        return file.getvalue()

    def _choices_sheet(self) -> Sheet:
        """The sheet of long lists, a column each."""
        sheet = Sheet(name=self._lists_name, styles=self.styles, state=State.HIDDEN)
        for number in range(max(map(len, self._lists))):
            sheet.add(
                (column, sheet.text(choices[number], ORDINARY))
                for column, choices in enumerate(self._lists, 1)
                if number < len(choices)
            )
        return sheet


def _packed(parts: Sequence[Part], first: Steady) -> bytes:
    contents = [*first.contents, *((part.member.name, part.content) for part in parts)]
    stamped = Part.of(PROPERTIES_PART, _UNSTAMPED.stamped(sorted(contents)))
    return write_zip((*(part.member for part in parts), stamped.member), first.laid)
