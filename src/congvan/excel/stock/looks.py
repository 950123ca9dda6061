"""How the cells of an annex look, and the pen that puts a look on a cell (định dạng ô)."""

from __future__ import annotations

from copy import copy
from typing import Any, Literal, cast

from attrs import evolve, field, frozen
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray

from congvan.model import Script
from congvan.standard import Component, Standard

Across = Literal["left", "center", "right"]
Down = Literal["center", "bottom"]

_SIDE = Side(style="thin")
THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
"""The frame of a data cell: thin, black, on every side (XLSX-9)."""


@frozen(kw_only=True)
class Look:
    """One look: size in pt, weight, place in the cell, frame, number format; the font is the standard's.

    `quoted` marks text that begins like a formula, so that it stays text when somebody edits the cell.
    """

    size_pt: float
    bold: bool = False
    italic: bool = False
    across: Across = "left"
    down: Down = "center"
    framed: bool = False
    number_format: str = "General"
    quoted: bool = False

    def as_quoted(self) -> Look:
        """The same look for a text that begins like a formula."""
        return evolve(self, quoted=True)


@frozen
class Pen:
    """Puts looks on the cells of one workbook; each look is registered with the workbook once."""

    font: str
    _styles: dict[Look, StyleArray] = field(factory=dict, init=False, repr=False, eq=False)

    def dress(self, cell: Cell | MergedCell, look: Look) -> None:
        """Give a cell its look."""
        # Font, frame and alignment set cell by cell take most of the time; openpyxl keeps them as one array.
        inner = cast(Any, cell)
        known = self._styles.get(look)
        if known is not None:
            inner._style = copy(known)
            return
        cell.font = self.plain(look)
        cell.alignment = Alignment(horizontal=look.across, vertical=look.down, wrap_text=True)
        if look.framed:
            cell.border = THIN
        cell.number_format = look.number_format
        inner.quotePrefix = look.quoted
        self._styles[look] = copy(inner._style)

    def plain(self, look: Look) -> Font:
        """The font of a look, without a colour or a theme: automatic is black (XLSX-6)."""
        return Font(name=self.font, size=look.size_pt, bold=look.bold, italic=look.italic, family=1)

    def inline(self, look: Look, *, bold: bool, italic: bool, script: Script) -> InlineFont:
        """The font of a run inside a cell of this look."""
        raised = None if script is Script.NORMAL else script.value
        return InlineFont(
            rFont=self.font,
            family=1,
            b=bold or look.bold or None,
            i=italic or look.italic or None,
            sz=look.size_pt,
            vertAlign=raised,
        )


def look_of(component: Component, standard: Standard) -> Look:
    """The look of a component of the decree at its sample size."""
    style = standard.style(component)
    return Look(
        size_pt=style.sample_pt,
        bold=style.bold,
        italic=style.italic,
        across="right" if component is Component.STAMP else "center",
    )
