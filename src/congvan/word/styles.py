"""The named styles and the page of a Word template, as the emitters ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen
from immutabledict import immutabledict

if TYPE_CHECKING:
    from lxml import etree


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


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS_OWN_SIZE_PT = 10.0
_KINDS = frozenset(item.value for item in StyleKind)
_OFF = frozenset(("0", "false", "off"))


def read_styles(root: etree._Element) -> immutabledict[str, Style]:
    """The styles of a styles part by name, in its order; of two with one name the first counts."""
    elements = {item.get(f"{_W}styleId", ""): item for item in root.iterchildren(f"{_W}style")}
    defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    found: dict[str, Style] = {}
    for identifier, element in elements.items():
        style = _style(identifier, _looks(element, elements, defaults), element)
        if style is not None:
            found.setdefault(style.name, style)
    return immutabledict(found)


def _looks(
    element: etree._Element, elements: Mapping[str, etree._Element], defaults: etree._Element | None
) -> list[etree._Element]:
    """The run properties of a style, nearest first: its own, those it is based on, the defaults."""
    chain: list[etree._Element] = []
    current: etree._Element | None = element
    while current is not None and current not in chain:
        chain.append(current)
        parent = current.find(f"{_W}basedOn")
        current = None if parent is None else elements.get(parent.get(f"{_W}val", ""))
    looks = [item.find(f"{_W}rPr") for item in chain]
    return [look for look in (*looks, defaults) if look is not None]


def _style(identifier: str, looks: list[etree._Element], element: etree._Element) -> Style | None:
    name = element.find(f"{_W}name")
    kind = element.get(f"{_W}type", "paragraph")
    if name is None or kind not in _KINDS:
        return None
    size = _nearest(looks, "sz")
    return Style(
        id=identifier,
        name=name.get(f"{_W}val", ""),
        kind=StyleKind(kind),
        size_pt=_WORDS_OWN_SIZE_PT if size is None else float(size.get(f"{_W}val", "20")) / 2,
        bold=_is_on(_nearest(looks, "b")),
        italic=_is_on(_nearest(looks, "i")),
        font=_font(looks),
    )


def _nearest(looks: list[etree._Element], name: str) -> etree._Element | None:
    found = (look.find(f"{_W}{name}") for look in looks)
    return next((item for item in found if item is not None), None)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in _OFF


def _font(looks: list[etree._Element]) -> str | None:
    for look in looks:
        fonts = look.find(f"{_W}rFonts")
        # A theme font beats a named one on the same element, and only Word knows the theme's.
        if fonts is not None and fonts.get(f"{_W}asciiTheme") is not None:
            return None
        if fonts is not None and fonts.get(f"{_W}ascii") is not None:
            return fonts.get(f"{_W}ascii")
    return None
