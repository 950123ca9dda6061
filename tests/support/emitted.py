"""What an emitter said: the paragraphs, tables and needs of a fragment, read from its markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen
from lxml import etree

from congvan.opc import read_package
from congvan.standard import ND30
from congvan.word import Template
from congvan.word.composition import sheet_of
from congvan.word.emitters.sheet import Sheet
from congvan.word.emitters.writing import Written, written
from congvan.word.fragment import (
    FootnoteNeed,
    Fragment,
    FragmentKind,
    HyperlinkNeed,
    Piece,
    SectionBreak,
    Xml,
)
from congvan.word.stock import stock_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STOCK = Template(stock_template(ND30))
SHEET = sheet_of(STOCK, ND30)
STYLE_NAMES = {style.id: name for name, style in STOCK.styles.items()}


def sheet() -> Sheet:
    """The stock template under Nghị định 30."""
    return SHEET


@frozen(kw_only=True)
class Said:
    """A paragraph: its style's name, its text (a line break is a newline, a note `[n]`), its element."""

    style: str
    text: str
    element: etree._Element

    def has(self, name: str) -> bool:
        """Whether its own properties switch `name` on (`keepNext`)."""
        return self.element.find(f"{W}pPr/{W}{name}") is not None

    def number(self, element: str, attribute: str) -> int | None:
        """A number among its own properties, None when it leaves it to the style."""
        found = self.element.find(f"{W}pPr/{W}{element}")
        value = None if found is None else found.get(f"{W}{attribute}")
        return None if value is None else int(value)


Emitted = Fragment | Written
"""What an emitter wrote: bare, or as a fragment where it stands inside a need."""


def pieces(emitted: Emitted) -> Sequence[Piece]:
    """What an emitter wrote, as the pieces of a fragment."""
    whole = emitted if isinstance(emitted, Fragment) else written(emitted, kind=FragmentKind.BLOCKS)
    return whole.pieces


def markup(emitted: Emitted) -> str:
    """All markup in order; notes as `<note/>`, section breaks as `<break/>`."""
    written: list[str] = []
    for piece in pieces(emitted):
        match piece:
            case Xml():
                written.append(piece.markup.decode())
            case HyperlinkNeed():
                written.append(markup(piece.content))
            case FootnoteNeed():
                written.append("<w:note/>")
            case SectionBreak():
                written.append("<w:break/>")
    return "".join(written)


def tree(emitted: Emitted) -> etree._Element:
    """All of it as one element; fails when it is not well-formed."""
    return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{markup(emitted)}</w:body>')


def said(emitted: Emitted) -> list[Said]:
    """Every paragraph, those in tables too, in reading order."""
    return [_said(element) for element in tree(emitted).iter(f"{W}p")]


def in_style(emitted: Emitted, style: str) -> list[Said]:
    """The paragraphs of one style, by the name people see."""
    return [one for one in said(emitted) if one.style == style]


def texts(emitted: Emitted) -> list[str]:
    """What the paragraphs say, empty ones left out."""
    return [one.text for one in said(emitted) if one.text]


def footnotes(emitted: Emitted) -> list[Fragment]:
    """The contents of the notes, in order."""
    return [piece.content for piece in pieces(emitted) if isinstance(piece, FootnoteNeed)]


def _said(element: etree._Element) -> Said:
    style = element.find(f"{W}pPr/{W}pStyle")
    identifier = "" if style is None else style.get(f"{W}val", "")
    return Said(style=STYLE_NAMES.get(identifier, identifier), text="".join(_texts(element)), element=element)


def _texts(element: etree._Element) -> Iterator[str]:
    for item in element.iter(f"{W}t", f"{W}br", f"{W}note"):
        if item.tag == f"{W}t":
            yield item.text or ""
        else:
            yield "\n" if item.tag == f"{W}br" else "[n]"


def words_of(element: etree._Element) -> str:
    """The words of an element, run together."""
    return "".join(item.text or "" for item in element.iter(f"{W}t"))


def document(data: bytes) -> etree._Element:
    """The document part of a .docx."""
    return etree.fromstring(read_package(data).read("word/document.xml"))
