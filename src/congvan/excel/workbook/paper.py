"""How a sheet lies on paper and on the screen (thiết lập trang in; XLSX-1, 2, 7, 9)."""

from __future__ import annotations

from functools import lru_cache
from typing import Self

from attrs import frozen

from congvan.excel.markup import escaped
from congvan.standard import Component, Standard

_MM_PER_INCH = 25.4
_A4 = 9
"""Excel's number for the paper."""


@frozen(kw_only=True)
class SetUp:
    """How a sheet prints on A4, one page wide, and what of it stands still.

    `margins_mm` are left, right, top, bottom, header, footer; `header` is Excel's own code for the header of
    every page but the first. `titles` are the rows, first and last, that stay on the screen and repeat on
    paper; `area` is what is printed, None for everything; `row_pt` the height of a row of one line.
    """

    landscape: bool
    margins_mm: tuple[float, float, float, float, float, float]
    header: str
    titles: tuple[int, int]
    area: str | None = None
    black_and_white: bool = False
    row_pt: float | None = None

    @classmethod
    def of(cls, standard: Standard, *, landscape: bool, titles: tuple[int, int]) -> Self:
        """A page as the standard has it: its margins, pages numbered on top from the second on."""
        page = standard.page
        size = standard.style(Component.PAGE_NUMBER).sample_pt
        return cls(
            landscape=landscape,
            margins_mm=(
                page.margin_left_mm,
                page.margin_right_mm,
                page.margin_top_mm,
                page.margin_bottom_mm,
                page.header_distance_mm,
                page.footer_distance_mm,
            ),
            header=f'&C&"{standard.font},Regular"&{size:g}&P',
            titles=titles,
        )


def view_xml(titles: tuple[int, int]) -> str:
    """What a sheet shows on the screen: no lines of its own, the rows of titles standing still."""
    last = titles[1]
    below = f"A{last + 1}"
    return (
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{last}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
    )


@lru_cache(maxsize=64)
def paper_xml(set_up: SetUp) -> str:
    """How a sheet prints."""
    names = ("left", "right", "top", "bottom", "header", "footer")
    margins = "".join(
        f' {name}="{length / _MM_PER_INCH!r}"' for name, length in zip(names, set_up.margins_mm, strict=True)
    )
    black = ' blackAndWhite="1"' if set_up.black_and_white else ""
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins{margins}/>'
        f'<pageSetup paperSize="{_A4}" firstPageNumber="1" fitToWidth="1" fitToHeight="0" '
        f'orientation="{"landscape" if set_up.landscape else "portrait"}"{black} useFirstPageNumber="1"/>'
        f'<headerFooter differentFirst="1"><oddHeader>{escaped(set_up.header)}</oddHeader><firstHeader/>'
        "</headerFooter>"
    )
