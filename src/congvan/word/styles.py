"""The named styles and the page of a Word template, as the emitters ask for them."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class StyleKind(Enum):
    """What a style is put on."""

    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    TABLE = "table"
    NUMBERING = "numbering"


@frozen(kw_only=True)
class Style:
    """A style of a template.

    `size_pt`, `bold`, `italic` and `font` are what it comes to through `basedOn` and the defaults. `id` is
    what markup refers to, `name` what people see in Word; `font` is None where only a theme names one.
    """

    id: str
    name: str
    kind: StyleKind
    size_pt: float
    bold: bool
    italic: bool
    font: str | None


@frozen(kw_only=True)
class Page:
    """The page of a template's last section, in mm; `gutter_mm` is added to the left margin."""

    width_mm: float
    height_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    gutter_mm: float = 0.0

    @property
    def text_width_mm(self) -> float:
        """The width that text has between the margins."""
        return self.width_mm - self.left_mm - self.right_mm - self.gutter_mm

    @property
    def text_height_mm(self) -> float:
        """The height that text has between the margins."""
        return self.height_mm - self.top_mm - self.bottom_mm

    def turned(self) -> Page:
        """The same page lying on its side, its four margins where they were."""
        return Page(
            width_mm=self.height_mm,
            height_mm=self.width_mm,
            left_mm=self.left_mm,
            right_mm=self.right_mm,
            top_mm=self.top_mm,
            bottom_mm=self.bottom_mm,
            gutter_mm=self.gutter_mm,
        )
