"""How cells look, and the styles part that says so (định dạng ô)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from attrs import evolve, field, frozen

from congvan.excel.markup import attribute_text
from congvan.opc.zipping import Part

Across = Literal["general", "left", "center", "right"]
Down = Literal["top", "center", "bottom"]
_Font = tuple[float, bool, bool]

ORDINARY_PT = 12.0
"""The size of the ordinary font, whose digit is the unit of widths: Times New Roman 12 makes it 8 pixels."""

OPEN_FILL = "FFFFF2CC"
"""The ground of a cell to fill in; the sheet prints in black and white, so it is on the screen only."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FORMATS = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4}
_FIRST_FORMAT = 164
"""The number of the first format that is not one of Excel's own."""

_PLAIN_FILLS = (
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
)
_NO_FRAME = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_FRAME = (
    '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
    "<diagonal/></border>"
)


@frozen(kw_only=True, cache_hash=True)
class Look:
    """One look: size in pt, weight, place in the cell, frame, number format; the font is the standard's.

    `wrapped` text goes on in the next line at the end of its cell.
    `framed` is thin and black on every side (XLSX-9). `quoted` marks text that begins like a formula, so that
    it stays text when somebody edits the cell; `open` a cell to fill in where the sheet is protected.
    """

    size_pt: float
    bold: bool = False
    italic: bool = False
    across: Across = "left"
    down: Down = "center"
    wrapped: bool = True
    framed: bool = False
    number_format: str = "General"
    quoted: bool = False
    open: bool = False

    def as_quoted(self) -> Look:
        """The same look for a text that begins like a formula."""
        return evolve(self, quoted=True)


ORDINARY = Look(size_pt=ORDINARY_PT, across="general", down="bottom", wrapped=False)
"""The look of every cell without one: only its font is the standard's."""


@frozen
class Styles:
    """The looks of one workbook by number, in the order they were first used; the ordinary one is 0."""

    _numbers: dict[Look, int] = field(factory=lambda: {ORDINARY: 0})

    def number(self, look: Look) -> int:
        """The number of a look."""
        return self._numbers.setdefault(look, len(self._numbers))

    def opened(self, number: int) -> int:
        """The number of the look with this number, as a cell to fill in."""
        look = list(self._numbers)[number]
        return self.number(evolve(look, open=True))

    def part(self, font: str) -> Part:
        """The styles part of a workbook set in this font."""
        return _styles_part(tuple(self._numbers), font)


# Annexes are of a few shapes, so the same few sets of looks come again and again.
@lru_cache(maxsize=64)
def _styles_part(looks: tuple[Look, ...], font: str) -> Part:
    fonts: dict[_Font, int] = {}
    formats: dict[str, int] = {}
    cells = [_cell_style(look, fonts, formats) for look in looks]
    fill = f'<fill><patternFill patternType="solid"><fgColor rgb="{OPEN_FILL}"/></patternFill></fill>'
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<styleSheet xmlns="{_MAIN}">{_formats(formats)}'
        f'<fonts count="{len(fonts)}">{"".join(_font(key, font) for key in fonts)}</fonts>'
        f'<fills count="3">{_PLAIN_FILLS}{fill}</fills>'
        f'<borders count="2">{_NO_FRAME}{_FRAME}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    return Part.of("xl/styles.xml", xml.encode())


def _cell_style(look: Look, fonts: dict[_Font, int], formats: dict[str, int]) -> str:
    number = _FORMATS.get(look.number_format)
    if number is None:
        number = _FIRST_FORMAT + formats.setdefault(look.number_format, len(formats))
    font = fonts.setdefault((look.size_pt, look.bold, look.italic), len(fonts))
    quoted = ' quotePrefix="1"' if look.quoted else ""
    protection = '<protection locked="0"/>' if look.open else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{2 if look.open else 0}" '
        f'borderId="{int(look.framed)}" xfId="0"{quoted} applyNumberFormat="1" applyFont="1" applyFill="1" '
        f'applyBorder="1" applyAlignment="1" applyProtection="{int(look.open)}">'
        f'<alignment horizontal="{look.across}" vertical="{look.down}" wrapText="{int(look.wrapped)}"/>'
        f"{protection}</xf>"
    )


def _formats(formats: dict[str, int]) -> str:
    if not formats:
        return ""
    items = "".join(
        f'<numFmt numFmtId="{_FIRST_FORMAT + number}" formatCode="{attribute_text(code)}"/>'
        for code, number in formats.items()
    )
    return f'<numFmts count="{len(formats)}">{items}</numFmts>'


def _font(key: _Font, font: str) -> str:
    """A font without a colour or a theme: automatic is black (XLSX-6)."""
    size, bold, italic = key
    marks = f"{'<b/>' if bold else ''}{'<i/>' if italic else ''}"
    return f'<font>{marks}<sz val="{size:g}"/><name val="{attribute_text(font)}"/><family val="1"/></font>'
