"""What an emitter writes on: styles and page of a template under a standard, the smallest drawn things."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import evolve, field, frozen

from congvan.standard import Standard
from congvan.vietnamese.phrases import break_phrases
from congvan.vietnamese.widths import Ruler
from congvan.word.emitters.runs import LINE_BREAK, plain_run
from congvan.word.looks import Family, Look, style_name
from congvan.word.markup import (
    Alignment,
    Indent,
    indent_markup,
    paragraph_properties,
)
from congvan.word.styles import Page, Style

_PROPERTIES_END = "</w:pPr>"


class _Openings(dict[Look, bytes]):
    """How paragraphs of each look begin, made for the first that asks."""

    def __init__(self, sheet: Sheet, *, keep_next: bool) -> None:
        super().__init__()
        self._sheet = sheet
        self._keep_next = keep_next

    def __missing__(self, look: Look) -> bytes:
        made = self[look] = self._sheet.opening(look, keep_next=self._keep_next).encode()
        return made


@frozen(kw_only=True, eq=False)
class Sheet:
    """The styles by name, the page, the standard, and the family of sizes that is in use.

    One is made for a template and a standard and serves every letter: what follows from those alone is kept
    once it was asked for. Shared between threads: what it keeps it could make again.
    """

    styles: Mapping[str, Style] = field(repr=False)
    page: Page
    standard: Standard = field(repr=False)
    family: Family = Family.ORDINARY
    width_mm: float = field(init=False)
    _by_look: dict[Look, Style] = field(init=False, repr=False, factory=dict)
    _openings: dict[tuple[Look, bool, Alignment | None], str] = field(init=False, repr=False, factory=dict)
    _rulers: dict[Look, Ruler] = field(init=False, repr=False, factory=dict)
    _widths: dict[tuple[str, Look], float] = field(init=False, repr=False, factory=dict)
    _families: dict[Family, Sheet] = field(init=False, repr=False, factory=dict)
    _turned: list[Sheet] = field(init=False, repr=False, factory=list)

    @width_mm.default
    def _text_width(self) -> float:
        return self.page.text_width_mm

    def of(self, family: Family) -> Sheet:
        """The same sheet with another family in use."""
        if family is self.family:
            return self
        known = self._families.get(family)
        if known is None:
            known = self._families[family] = evolve(self, family=family)
        return known

    def turned(self) -> Sheet:
        """The same sheet lying on its side."""
        if not self._turned:
            self._turned.append(evolve(self, page=self.page.turned()))
        return self._turned[0]

    def style(self, look: Look) -> Style:
        """The template's style for a look; the template was checked to have it."""
        known = self._by_look.get(look)
        if known is None:
            known = self._by_look[look] = self.styles[style_name(look, self.family)]
        return known

    def id(self, look: Look) -> str:
        """What markup calls the style."""
        return self.style(look).id

    def width(self, text: str, look: Look) -> float:
        """The width of one line of text in mm."""
        return self.ruler(look).width(text)

    def ruler(self, look: Look) -> Ruler:
        """What measures text of a look; the text is the model's, in normal form C."""
        known = self._rulers.get(look)
        if known is None:
            style = self.style(look)
            known = self._rulers[look] = Ruler(style.size_pt, bold=style.bold, italic=style.italic)
        return known

    def fixed_width(self, text: str, look: Look) -> float:
        """Like `width`, of words that every letter has: those of the standard, and samples."""
        known = self._widths.get((text, look))
        if known is None:
            known = self._widths[text, look] = self.width(text, look)
        return known

    def lines(self, text: str, look: Look, width_mm: float) -> tuple[str, ...]:
        """`text` in lines of at most `width_mm`, parted where phrases end."""
        style = self.style(look)
        return break_phrases(text, width_mm, style.size_pt, bold=style.bold, italic=style.italic)

    def line_height(self, look: Look) -> float:
        """The height of a single line in pt."""
        return self.style(look).size_pt * self.standard.body.single_line_factor

    def opening(
        self,
        look: Look,
        *,
        keep_next: bool = False,
        alignment: Alignment | None = None,
        indent: Indent | None = None,
    ) -> str:
        """How a paragraph of a look begins, as its style has it but for what is said; `</w:p>` ends it."""
        known = self._openings.get((look, keep_next, alignment))
        if known is None:
            properties = paragraph_properties(
                style=self.id(look), keep_next=keep_next or None, alignment=alignment
            )
            known = self._openings[look, keep_next, alignment] = f"<w:p>{properties}"
        if indent is None:
            return known
        return f"{known.removesuffix(_PROPERTIES_END)}{indent_markup(indent)}{_PROPERTIES_END}"

    @cached_property
    def free_openings(self) -> Mapping[Look, bytes]:
        """As `opening` gives them, in UTF-8: for what there is much of."""
        return _Openings(self, keep_next=False)

    @cached_property
    def kept_openings(self) -> Mapping[Look, bytes]:
        """Like `free_openings`, of paragraphs that stay on the page of what follows."""
        return _Openings(self, keep_next=True)

    def paragraph(self, look: Look, runs: str = "", *, keep_next: bool = False) -> str:
        """A paragraph of a look around runs."""
        return f"{self.opening(look, keep_next=keep_next)}{runs}</w:p>"

    def written(self, look: Look, *lines: str, keep_next: bool = False) -> str:
        """One paragraph of plain lines."""
        runs = plain_run(lines[0]) if len(lines) == 1 else LINE_BREAK.join(map(plain_run, lines))
        return f"{self.opening(look, keep_next=keep_next)}{runs}</w:p>"

    def rule(self, length_mm: float, within_mm: float) -> str:
        """A drawn line in the middle of `within_mm`: the border of a paragraph one cannot write on."""
        # Shapes move about between Word, LibreOffice and WPS; borders stay where they are put.
        side = max(0.0, (within_mm - length_mm) / 2)
        return f"{self.opening(Look.RULE, keep_next=True, indent=Indent(left_mm=side, right_mm=side))}</w:p>"

    def gap(self) -> str:
        """Empty room between parts of the letter, kept with what follows."""
        return self.paragraph(Look.GAP, keep_next=True)

    def spacer(self, *, keep_next: bool = False) -> str:
        """The lowest paragraph there is: two tables need one between them, and a cell one at its end."""
        return self.paragraph(Look.SPACER, keep_next=keep_next)
