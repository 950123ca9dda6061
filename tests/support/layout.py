"""What a reader sees on paper: the text and the drawn rules of a PDF, in mm from the page's top left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from attrs import field, frozen

MM = 25.4 / 72
SAME_BASELINE = 0.6
"""pt; glyphs whose baselines differ by less stand on one line."""


def nfc(text: str) -> str:
    """Text in Unicode form C."""
    return unicodedata.normalize("NFC", text)


@frozen(kw_only=True)
class Glyph:
    """One drawn character, in pt, `y` the baseline from the top of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str


@frozen(kw_only=True)
class Span:
    """A stretch of a line in one font and size (pt)."""

    text: str
    font: str
    size: float
    bold: bool
    italic: bool


@frozen(kw_only=True)
class Line:
    """A line of text, or one column's part of it; mm, `size` in pt and `font` those of most of its letters.

    `bold` and `italic` hold when every letter is; `spans` tell the parts of a mixed line.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    bold: bool
    italic: bool
    spans: tuple[Span, ...] = field(repr=False)

    @property
    def width(self) -> float:
        """mm."""
        return self.x1 - self.x0

    @property
    def centre(self) -> float:
        """mm from the left edge of the page."""
        return (self.x0 + self.x1) / 2


@frozen(kw_only=True)
class Rule:
    """A drawn horizontal rule, mm."""

    x0: float
    x1: float
    y: float

    @property
    def length(self) -> float:
        """mm."""
        return self.x1 - self.x0

    @property
    def centre(self) -> float:
        """mm from the left edge of the page."""
        return (self.x0 + self.x1) / 2


@frozen(kw_only=True)
class Page:
    """One page: size in mm, its lines from top to bottom and left to right, its rules from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def find(self, text: str) -> Line | None:
        """The first line that contains `text`; None when no line holds all of it."""
        return next(iter(self.find_all(text)), None)

    def find_all(self, text: str) -> tuple[Line, ...]:
        """Every line that contains `text`."""
        return tuple(line for line in self.lines if nfc(text) in line.text)

    def rule_below(self, line: Line, *, within: float = 4) -> Rule | None:
        """The nearest rule at most `within` mm under the baseline of `line` and not beside it, or None."""
        under = (
            rule
            for rule in self.rules
            if 0 < rule.y - line.baseline <= within and rule.x0 < line.x1 and rule.x1 > line.x0
        )
        return min(under, key=lambda rule: rule.y, default=None)

    def page_number(self, *, top: float = 20) -> Line | None:
        """The lone number whose baseline is in the top `top` mm, or None; look at its `centre` and `size`."""
        return next((line for line in self.lines if line.baseline <= top and line.text.isdigit()), None)


@frozen(kw_only=True)
class Document:
    """The pages of a PDF."""

    pages: tuple[Page, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, page after page."""
        return tuple(line for page in self.pages for line in page.lines)

    @property
    def fonts(self) -> frozenset[str]:
        """Every font that draws a visible letter."""
        return frozenset(span.font for line in self.lines for span in line.spans)

    def find(self, text: str) -> tuple[Page, Line] | None:
        """The first page and line that contain `text`, or None."""
        return next(((page, line) for page in self.pages for line in page.find_all(text)), None)


def read_pdf(path: Path) -> Document:
    """The facts of one PDF."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return Document(pages=tuple(_page(page) for page in pdf.pages))


def _page(page: Any) -> Page:
    glyphs = [_glyph(char, page.height) for char in page.chars]
    lines = (_line(part) for row in _rows(glyphs) for part in _columns(row))
    return Page(
        number=page.page_number,
        width=page.width * MM,
        height=page.height * MM,
        lines=tuple(sorted(lines, key=lambda line: (round(line.baseline, 1), line.x0))),
        rules=tuple(_rules([*page.lines, *page.rects, *page.curves])),
    )


def _glyph(char: dict[str, Any], height: float) -> Glyph:
    return Glyph(
        text=char["text"],
        x0=char["x0"],
        x1=char["x1"],
        y=height - char["matrix"][5],
        size=round(char["size"], 1),
        font=char["fontname"].split("+")[-1],
    )


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one baseline, raised and lowered ones beside the letters that they belong to."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: each.y):
        if rows and glyph.y - rows[-1][0].y <= SAME_BASELINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for small in sorted(rows, key=_height):
        for mark in list(_columns(sorted(small, key=lambda each: each.x0))):
            home = next((row for row in rows if row is not small and _is_mark_of(mark, row)), None)
            if home is not None:
                home.extend(mark)
                small[:] = [glyph for glyph in small if glyph not in mark]
    return [sorted(row, key=lambda each: each.x0) for row in rows if row]


def _height(row: Iterable[Glyph]) -> float:
    return max(glyph.size for glyph in row)


def _is_mark_of(mark: list[Glyph], row: list[Glyph]) -> bool:
    """Whether `mark` is a superscript or subscript right beside a letter of `row`."""
    return any(
        mark[0].size < 0.8 * letter.size
        and -0.7 * letter.size < mark[0].y - letter.y < 0.3 * letter.size
        and (
            abs(mark[0].x0 - letter.x1) < 0.3 * letter.size
            or abs(letter.x0 - mark[-1].x1) < 0.3 * letter.size
        )
        for letter in row
    )


def _columns(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """The parts of a row that a gap without a space, or a very wide one, keeps apart; never a blank part."""
    part: list[Glyph] = []
    for glyph in row:
        if part and _is_parted(part, glyph):
            yield from _trimmed(part)
            part = []
        part.append(glyph)
    yield from _trimmed(part)


def _is_parted(part: list[Glyph], glyph: Glyph) -> bool:
    ink = [each for each in part if each.text.strip()]
    if not ink or not glyph.text.strip():
        return False
    gap, em = glyph.x0 - ink[-1].x1, max(glyph.size, ink[-1].size)
    # A justified line stretches its spaces; the columns of a table have none between them.
    return gap > (0.7 if ink[-1] is part[-1] else 2.5) * em


def _trimmed(part: list[Glyph]) -> Iterator[list[Glyph]]:
    inked = [number for number, glyph in enumerate(part) if glyph.text.strip()]
    if inked:
        yield part[inked[0] : inked[-1] + 1]


def _line(glyphs: list[Glyph]) -> Line:
    ink = [glyph for glyph in glyphs if glyph.text.strip()]
    main = max(ink, key=lambda each: sum((each.size, each.font) == (other.size, other.font) for other in ink))
    return Line(
        text=_text(glyphs),
        x0=ink[0].x0 * MM,
        x1=ink[-1].x1 * MM,
        baseline=main.y * MM,
        size=main.size,
        font=main.font,
        bold=all("Bold" in glyph.font for glyph in ink),
        italic=all("Italic" in glyph.font for glyph in ink),
        spans=tuple(_spans(glyphs)),
    )


def _text(glyphs: list[Glyph]) -> str:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        gap = glyph.x0 - before.x1 > 0.15 * glyph.size
        text += f" {glyph.text}" if gap and not text.endswith(" ") and glyph.text != " " else glyph.text
    return nfc(text).strip()


def _spans(glyphs: list[Glyph]) -> Iterator[Span]:
    for (font, size), group in groupby(glyphs, key=lambda glyph: (glyph.font, glyph.size)):
        text = _text(list(group))
        if text:
            yield Span(text=text, font=font, size=size, bold="Bold" in font, italic="Italic" in font)


def _rules(shapes: Iterable[dict[str, Any]]) -> list[Rule]:
    flat = (
        shape
        for shape in shapes
        if abs(shape["bottom"] - shape["top"]) < 1.5 and shape["x1"] - shape["x0"] > 5
    )
    # LibreOffice draws some borders twice.
    seen = {
        (
            round((shape["top"] + shape["bottom"]) / 2 * MM, 2),
            round(shape["x0"] * MM, 2),
            round(shape["x1"] * MM, 2),
        )
        for shape in flat
    }
    return [Rule(x0=x0, x1=x1, y=y) for y, x0, x1 in sorted(seen)]
