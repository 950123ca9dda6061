"""What an emitter writes on: styles and page of a template under a standard, the smallest drawn things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from congvan.standard import Standard
from congvan.vietnamese.phrases import break_phrases
from congvan.vietnamese.widths import text_width
from congvan.word.fragment import Fragment, line_break, paragraph, run, runs
from congvan.word.looks import Family, Look, style_name
from congvan.word.markup import Indent
from congvan.word.styles import Page, Style


@frozen(kw_only=True)
class Sheet:
    """The styles by name, the page, the standard, and the family of sizes that is in use."""

    styles: Mapping[str, Style]
    page: Page
    standard: Standard
    family: Family = Family.ORDINARY

    def of(self, family: Family) -> Sheet:
        """The same sheet with another family in use."""
        return evolve(self, family=family)

    def turned(self) -> Sheet:
        """The same sheet lying on its side."""
        return evolve(self, page=self.page.turned())

    def style(self, look: Look) -> Style:
        """The template's style for a look; the template was checked to have it."""
        return self.styles[style_name(look, self.family)]

    def id(self, look: Look) -> str:
        """What markup calls the style."""
        return self.style(look).id

    def width(self, text: str, look: Look) -> float:
        """The width of one line of text in mm."""
        style = self.style(look)
        return text_width(text, style.size_pt, bold=style.bold, italic=style.italic)

    def lines(self, text: str, look: Look, width_mm: float) -> tuple[str, ...]:
        """`text` in lines of at most `width_mm`, parted where phrases end."""
        style = self.style(look)
        return break_phrases(text, width_mm, style.size_pt, bold=style.bold, italic=style.italic)

    def line_height(self, look: Look) -> float:
        """The height of a single line in pt."""
        return self.style(look).size_pt * self.standard.body.single_line_factor

    def written(self, look: Look, *lines: str, keep_next: bool | None = None) -> Fragment:
        """One paragraph of plain lines."""
        return paragraph(self.id(look), broken(lines), keep_next=keep_next)

    def rule(self, length_mm: float, within_mm: float) -> Fragment:
        """A drawn line in the middle of `within_mm`: the border of a paragraph one cannot write on."""
        # Shapes move about between Word, LibreOffice and WPS; borders stay where they are put.
        side = max(0.0, (within_mm - length_mm) / 2)
        return paragraph(self.id(Look.RULE), indent=Indent(left_mm=side, right_mm=side), keep_next=True)

    def gap(self) -> Fragment:
        """Empty room between parts of the letter, kept with what follows."""
        return paragraph(self.id(Look.GAP), keep_next=True)

    def spacer(self, *, keep_next: bool | None = None) -> Fragment:
        """The lowest paragraph there is: two tables need one between them, and a cell one at its end."""
        return paragraph(self.id(Look.SPACER), keep_next=keep_next)


def broken(lines: Iterable[str]) -> Fragment:
    """Lines of plain text with line breaks between them."""
    written: list[Fragment] = []
    for number, line in enumerate(lines):
        written += [line_break(), run(line)] if number else [run(line)]
    return runs(*written)
