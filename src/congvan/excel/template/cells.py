"""The cells of a template's sheet: fixed, typed by one tag, text with tags, rich text, formulas (ô mẫu)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from lxml import etree
from openpyxl.formula.translate import Translator

from congvan.excel.markup import escaped
from congvan.excel.template.placing.axis import Directive
from congvan.excel.template.placing.following import Tied
from congvan.excel.template.placing.references import cell as cell_name
from congvan.excel.template.reaching import Source, Text, has_tags, only_tag, source, text
from congvan.excel.template.writing import Look
from congvan.problems import Place, Problem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OWN_TAG = re.compile(r"\{%-?\s*(t[rc])\s+(.*?)\s*-?%\}", re.DOTALL)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NAMESPACES = re.compile(r' xmlns(?::([\w.-]+))?="([^"]*)"')


def tag(name: str) -> str:
    """A name of SpreadsheetML as lxml knows it."""
    return f"{{{MAIN}}}{name}"


@frozen(kw_only=True)
class RawCell:
    """A cell of the template; `words` is its text, None where it holds a number, a formula or nothing."""

    row: int
    column: int
    element: etree._Element
    words: str | None
    item: etree._Element | None
    formula: str | None

    @property
    def name(self) -> str:
        """Its name: `D6`."""
        return cell_name(self.column, self.row)


@frozen(kw_only=True)
class RawRow:
    """A row of the template and its cells from left to right."""

    number: int
    element: etree._Element
    cells: tuple[RawCell, ...]


@frozen(kw_only=True)
class Fixed:
    """A cell that is always the same: what follows `<c r="A1"`."""

    column: int
    inside: str


@frozen(kw_only=True)
class Typed:
    """A cell that takes a value and its type from a tag."""

    column: int
    look: Look
    source: Source


@frozen(kw_only=True)
class Worded:
    """A cell of text with tags."""

    column: int
    look: Look
    text: Text


@frozen(kw_only=True)
class Rich:
    """A cell of text in several fonts; each run is its properties in XML and its text."""

    column: int
    look: Look
    runs: tuple[tuple[str, str | Text], ...]


@frozen(kw_only=True)
class Computed:
    """A cell with a formula; `area` is the range of an array formula."""

    column: int
    head: str
    formula: Tied
    attributes: str
    area: Tied


Cell = Fixed | Typed | Worded | Rich | Computed


@frozen(kw_only=True)
class RowPlan:
    """A row of a block: how far below the block's first, its attributes, its cells."""

    below: int
    attributes: str
    cells: tuple[Cell, ...]


def raw_rows(data: etree._Element, strings: Sequence[etree._Element]) -> list[RawRow]:
    """The rows of a `<sheetData>`; numbers that were left out are counted as Excel does."""
    rows: list[RawRow] = []
    number = 0
    masters: dict[str, tuple[str, str]] = {}
    for element in data.iterchildren(tag("row")):
        number = int(element.get("r") or number + 1)
        cells = tuple(_raw_cells(element, number, strings, masters))
        rows.append(RawRow(number=number, element=element, cells=cells))
    return rows


def _raw_cells(
    row: etree._Element, number: int, strings: Sequence[etree._Element], masters: dict[str, tuple[str, str]]
) -> Iterator[RawCell]:
    from openpyxl.utils import column_index_from_string

    column = 0
    for element in row.iterchildren(tag("c")):
        match = _CELL.fullmatch(element.get("r") or "")
        column = column_index_from_string(match.group(1)) if match else column + 1
        item = _item(element, strings)
        name = cell_name(column, number)
        yield RawCell(
            row=number,
            column=column,
            element=element,
            item=item,
            words=None if item is None else words_of(item),
            formula=_formula(element, name, masters),
        )


def _item(cell: etree._Element, strings: Sequence[etree._Element]) -> etree._Element | None:
    if cell.get("t") == "inlineStr":
        return cell.find(tag("is"))
    value = cell.findtext(tag("v"))
    if cell.get("t") == "s" and value is not None and int(value) < len(strings):
        return strings[int(value)]
    return None


def words_of(item: etree._Element) -> str:
    """The text of a string of one or several fonts, without its phonetic reading."""
    parts = [item.findtext(tag("t")) or ""]
    parts += [run.findtext(tag("t")) or "" for run in item.iterchildren(tag("r"))]
    return "".join(parts)


def _formula(cell: etree._Element, name: str, masters: dict[str, tuple[str, str]]) -> str | None:
    """A cell's formula; one shared with others is worked out for this cell."""
    element = cell.find(tag("f"))
    if element is None:
        return None
    typed = element.text or ""
    shared = element.get("si") if element.get("t") == "shared" else None
    if shared is None:
        return typed
    if typed:
        masters[shared] = (typed, name)
        return typed
    if shared not in masters:
        return None
    first, origin = masters[shared]
    moved = Translator(f"={first}", origin=origin).translate_formula(name)
    return str(moved).removeprefix("=")


def own_tag(words: str | None) -> tuple[str, str] | None:
    """`("tr", "for row in rows")` of a text that is such a tag and nothing else."""
    match = None if words is None else _OWN_TAG.fullmatch(words.strip())
    return None if match is None else (match.group(1), match.group(2).strip())


def directives(rows: Sequence[RawRow], sheet: str) -> tuple[list[Directive], list[Directive], list[Problem]]:
    """The tags of rows and of columns, and what is wrong with where they stand."""
    of_rows: list[Directive] = []
    of_columns: list[Directive] = []
    problems: list[Problem] = []
    for row in rows:
        for raw in row.cells:
            found = own_tag(raw.words)
            place = Place(part=sheet, path=raw.name, near=raw.words)
            if found is None:
                if raw.words and re.search(r"\{%-?\s*t[rc]\s", raw.words):
                    problems.append(Problem("congvan.excel.tag-not-alone", place=place))
            elif found[0] == "tr":
                of_rows.append(Directive(line=raw.row, text=found[1], place=place))
            else:
                of_columns.append(Directive(line=raw.column, text=found[1], place=place))
    lines = {each.line: each for each in of_rows}
    columns = {each.line: each for each in of_columns}
    formulas = {(raw.row, raw.column): raw.formula for row in rows for raw in row.cells if raw.formula}
    for raw in (raw for row in rows for raw in row.cells if _holds_something(raw)):
        owner = lines.get(raw.row) or columns.get(raw.column)
        if owner is not None and not _is_filled(raw, formulas):
            parameters = {"tag": owner.text, "cell": raw.name}
            problems.append(
                Problem("congvan.excel.tag-not-alone-in-line", place=owner.place, parameters=parameters)
            )
    return of_rows, of_columns, problems


def _is_filled(raw: RawCell, formulas: Mapping[tuple[int, int], str]) -> bool:
    """Whether a formula is its neighbour's filled up or down, as Excel does by itself in tables."""
    for row in (raw.row - 1, raw.row + 1):
        there = formulas.get((row, raw.column))
        if raw.formula and there:
            moved = Translator(f"={raw.formula}", origin=raw.name)
            if moved.translate_formula(cell_name(raw.column, row)) == f"={there}":
                return True
    return False


def _holds_something(raw: RawCell) -> bool:
    if raw.words is not None:
        return bool(raw.words.strip()) and own_tag(raw.words) is None
    return raw.formula is not None or bool(raw.element.findtext(tag("v")))


def markup(element: etree._Element) -> str:
    """An element in XML for the place where it stands: namespaces declared around it are not again."""
    parent = element.getparent()
    known = {} if parent is None else parent.nsmap

    def kept(match: re.Match[str]) -> str:
        return "" if known.get(match.group(1)) == match.group(2) else match.group()

    return _NAMESPACES.sub(kept, etree.tostring(element, encoding="unicode", with_tail=False))


def attributes(element: etree._Element, *, without: frozenset[str] = frozenset()) -> str:
    """The attributes of an element in XML, some left out."""
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items()}
    found = []
    for name, value in element.attrib.items():
        qualified = etree.QName(name)
        if name in without:
            continue
        prefix = f"{prefixes[qualified.namespace]}:" if qualified.namespace else ""
        found.append(f' {prefix}{qualified.localname}="{escaped(str(value)).replace(chr(34), "&quot;")}"')
    return "".join(found)


def plain_cell(raw: RawCell) -> Fixed:
    """A cell without tags or formula, as it is."""
    inside = "".join(markup(child) for child in raw.element)
    head = attributes(raw.element, without=frozenset("r"))
    return Fixed(column=raw.column, inside=f"{head}>{inside}</c>" if inside else f"{head}/>")


def tagged_cell(raw: RawCell, look: Look, sheet: str) -> Cell:
    """A cell of text with tags; raises TemplateError with its place."""
    words = raw.words or ""
    place = Place(part=sheet, path=raw.name, near=words.strip()[:80])
    expression = only_tag(words)
    if expression is not None:
        return Typed(column=raw.column, look=look, source=source(expression, place))
    runs = [] if raw.item is None else list(raw.item.iterchildren(tag("r")))
    if not runs:
        return Worded(column=raw.column, look=look, text=text(words, place))
    return Rich(column=raw.column, look=look, runs=tuple(_runs(runs, place)))


def _runs(runs: Sequence[etree._Element], place: Place) -> Iterator[tuple[str, str | Text]]:
    """The runs of a rich text; a tag that was typed in several fonts takes that of its beginning."""
    waiting, font = "", ""
    for run in runs:
        typed = run.findtext(tag("t")) or ""
        properties = run.find(tag("rPr"))
        here = "" if properties is None else markup(properties)
        if waiting:
            waiting += typed
        else:
            waiting, font = typed, here
        if _is_whole(waiting):
            yield font, text(waiting, place) if has_tags(waiting) else waiting
            waiting = ""
    if waiting:
        yield font, text(waiting, place)


def _is_whole(typed: str) -> bool:
    from congvan.tags import tags_of

    rest, last = [], 0
    for found in tags_of(typed):
        rest.append(typed[last : found.start])
        last = found.end
    return not re.search(r"\{[{%#]|\{$", "".join((*rest, typed[last:])))


def cell_names(cells: Sequence[Cell]) -> Iterator[str]:
    """The names that the tags of some cells take values from."""
    for each in cells:
        if isinstance(each, Typed):
            yield from each.source.names
        elif isinstance(each, Worded):
            yield from each.text.names
        elif isinstance(each, Rich):
            for _, run in each.runs:
                if isinstance(run, Text):
                    yield from run.names


def sheet_namespaces(root: etree._Element) -> etree._Element:
    """The sheet with SpreadsheetML as its default namespace, as pieces of it are written."""
    if root.prefix is None:
        return root
    names = {prefix: uri for prefix, uri in root.nsmap.items() if uri != MAIN and prefix}
    # The stubs do not know that None stands for the default namespace.
    spaces: dict[Any, Any] = {None: MAIN}
    spaces.update(names)
    kept = {str(name): str(value) for name, value in root.attrib.items()}
    fresh = etree.Element(root.tag, kept, nsmap=spaces)
    fresh.extend(list(root))
    etree.cleanup_namespaces(fresh, keep_ns_prefixes=list(names))
    return fresh
