"""A template's workbook: read, checked, every part compiled or known to name no cell (sổ mẫu)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from attrs import evolve, frozen
from immutabledict import immutabledict
from lxml import etree

from congvan.excel.template.beside import Beside
from congvan.excel.template.cells import tag
from congvan.excel.template.parts.formats import looks_of
from congvan.excel.template.parts.patches import Patch
from congvan.excel.template.parts.pivots import clear_pivot_cells
from congvan.excel.template.parts.strings import SHARED_TYPE, SharedPart, shared_items, shared_part
from congvan.excel.template.placing.following import Plan
from congvan.excel.template.placing.positions import Track
from congvan.excel.template.reaching import Text, has_tags, text
from congvan.excel.template.sheets import RawSheet, Sheet, compiled_sheet, raw_sheet
from congvan.excel.template.understood import is_understood
from congvan.opc import (
    CONTENT_TYPES,
    Member,
    Package,
    PackageError,
    Relationship,
    Relationships,
    parse_xml,
    read_package,
    relationships_name,
)
from congvan.opc.relationships import OFFICE
from congvan.opc.zipping import Laid, laid
from congvan.problems import Place, Problem, TemplateError

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
_MACROS = ("macroenabled", "vbaproject", "macrosheet", "dialogsheet", "activex")


@frozen(kw_only=True)
class Workbook:
    """A compiled template: everything that a rendering needs, and nothing that it changes.

    `still` are the members that are the same in every output.
    """

    package: Package
    still: Laid
    sheets: tuple[Sheet, ...]
    order: tuple[int, ...]
    sheet_names: tuple[Text | str, ...]
    parts: tuple[tuple[str, Patch], ...]
    strings: SharedPart | None
    styles: Member | None
    styles_count: int
    names: frozenset[str]


def _still(package: Package, changed: AbstractSet[str | None]) -> Laid:
    """The members that no output changes, what each part is first."""
    members = (each for each in package.members if each.name not in changed)
    return laid(sorted(members, key=lambda each: each.name != CONTENT_TYPES))


def _with_tracks(sheet: Sheet, beside: Beside) -> Sheet:
    """The sheet, following also what the parts beside it need followed."""
    found = beside.tracks.get(sheet.plan.number)
    if found is None:
        return sheet
    tracks: dict[int, tuple[Track, ...]] = dict(sheet.tracks)
    for loop, more in found.found.items():
        tracks[loop] = (*tracks.get(loop, ()), *more)
    return evolve(sheet, tracks=immutabledict(tracks))


def compiled(data: bytes) -> Workbook:
    """A template's bytes, compiled; raises TemplateError with every problem of every part."""
    try:
        package = read_package(data)
        return _Compiler(package).workbook()
    except PackageError as error:
        raise TemplateError(error.problems) from None


class _Compiler:
    """Compiles one package, keeping every problem."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.types = package.content_types()
        self.problems: list[Problem] = []
        self.names: set[str] = set()
        self.changes: dict[str, bytes | None] = {}
        self.main = self._main_part()
        self.related = package.relationships(self.main)

    def workbook(self) -> Workbook:
        self._refuse_foreign()
        strings_part, styles_part = self._one("sharedStrings"), self._one("styles")
        strings = shared_items(self.package, strings_part)
        raws = self._raw_sheets(strings)
        self._stop_at_problems()
        plans = tuple(raw.plan for raw in raws)
        if any(plan.moves for plan in plans):
            self._refuse_unknown_parts()
        looks = looks_of(self.package.read(styles_part) if styles_part else None, styles_part or "")
        with_formulas = any(
            cell.formula is not None for raw in raws for row in raw.rows for cell in row.cells
        )
        sheets = self._sheets(raws, plans, looks)
        beside = Beside(self.package, self.types, self.main, raws)
        parts = tuple(beside.parts(recalculate=with_formulas, is_filled=any(sheet.names for sheet in sheets)))
        self.problems += beside.problems
        self.changes |= beside.changes
        self._stop_at_problems()
        if strings_part is None and any(plan.rows.moves for plan in plans):
            strings_part = self._with_strings()
        self._drop_calculation_chain()
        package = self.package.changed(self.changes) if self.changes else self.package
        changed = {sheet.part for sheet in sheets if sheet.is_changed} | {name for name, _ in parts}
        return Workbook(
            package=package,
            still=_still(package, changed | {strings_part, styles_part}),
            sheets=tuple(_with_tracks(sheet, beside) for sheet in sheets),
            order=self._order(sheets),
            sheet_names=tuple(self._sheet_name(raw) for raw in raws),
            parts=parts,
            strings=shared_part(strings_part, strings) if strings_part else None,
            styles=next((each for each in package.members if each.name == styles_part), None),
            styles_count=len(looks),
            names=frozenset(self.names.union(beside.names, *(sheet.names for sheet in sheets))),
        )

    def _stop_at_problems(self) -> None:
        if self.problems:
            raise TemplateError(self.problems)

    # What it is

    def _main_part(self) -> str:
        related = self.package.relationships()
        found = (related.part_of(each) for each in related.of_type("officeDocument"))
        main = next((name for name in found if name and name in self.package), None)
        kind = (self.types.of(main) or "") if main else ""
        if main and any(mark in kind.lower() for mark in _MACROS):
            raise TemplateError(Problem("congvan.excel.macros"))
        if main is None or kind not in (_WORKBOOK, _TEMPLATE):
            raise TemplateError(Problem("congvan.excel.not-a-workbook"))
        if kind == _TEMPLATE:
            self.changes[CONTENT_TYPES] = self.types.with_part(main, _WORKBOOK).xml()
            self.types = self.types.with_part(main, _WORKBOOK)
        return main

    def _refuse_foreign(self) -> None:
        names = self.package.names
        if any(name.startswith("_xmlsignatures/") for name in names):
            self.problems.append(Problem("congvan.excel.signed"))
        kinds = [(name, (self.types.of(name) or "").lower()) for name in names]
        if any(mark in kind for _, kind in kinds for mark in _MACROS):
            self.problems.append(Problem("congvan.excel.macros"))
        self._stop_at_problems()

    def _refuse_unknown_parts(self) -> None:
        for name in self.package.names:
            if not is_understood(name, self.types.of(name) or ""):
                self.problems.append(
                    Problem("congvan.excel.cannot-follow", place=Place(part=name), parameters={"name": name})
                )

    def _one(self, kind: str) -> str | None:
        found = (self.related.part_of(each) for each in self.related.of_type(kind))
        return next((name for name in found if name and name in self.package), None)

    # Sheets

    def _raw_sheets(self, strings: Sequence[etree._Element]) -> list[RawSheet]:
        root = parse_xml(self.package.read(self.main), self.main)
        found = root.find(tag("sheets"))
        related = {each.id: each for each in self.related.items}
        raws: list[RawSheet] = []
        for element in () if found is None else found.iterchildren(tag("sheet")):
            identifier = next(
                (str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), ""
            )
            item = related.get(identifier)
            part = self.related.part_of(item) if item else None
            if part is None or item is None or not item.type.endswith("/worksheet"):
                continue
            name = element.get("name", "")
            try:
                tree = parse_xml(self.package.read(part), part)
                clear_pivot_cells(tree, self.package, part, strings)
                raws.append(raw_sheet(name, part, len(raws), tree, strings))
            except PackageError as error:
                raise TemplateError(error.problems) from None
            except TemplateError as error:
                self.problems += error.problems
        return raws

    def _sheets(
        self, raws: Sequence[RawSheet], plans: Sequence[Plan], looks: Sequence[object]
    ) -> list[Sheet]:
        sheets: list[Sheet] = []
        changes = any(plan.moves or plan.renamed for plan in plans) or any(
            cell.words is not None and has_tags(cell.words)
            for raw in raws
            for row in raw.rows
            for cell in row.cells
        )
        for raw in raws:
            try:
                sheets.append(compiled_sheet(raw, plans, looks, drop_results=changes))  # type: ignore[arg-type]
            except TemplateError as error:
                self.problems += error.problems
        return sheets

    def _order(self, sheets: Sequence[Sheet]) -> tuple[int, ...]:
        """The sheets so that each comes after those its formulas name."""
        left = {sheet.plan.number: set(sheet.needs) for sheet in sheets}
        ordered: list[int] = []
        while left:
            ready = [number for number, needed in left.items() if needed.isdisjoint(left)]
            if not ready:
                names = ", ".join(sheet.plan.name for sheet in sheets if sheet.plan.number in left)
                raise TemplateError(Problem("congvan.excel.sheets-in-circle", parameters={"names": names}))
            ordered += ready
            left = {number: needed for number, needed in left.items() if number not in ready}
        return tuple(ordered)

    def _sheet_name(self, raw: RawSheet) -> Text | str:
        if not raw.plan.renamed:
            return raw.name
        compiled_name = text(raw.name, Place(part=raw.name, near=raw.name))
        self.names |= compiled_name.names
        return compiled_name

    def _with_strings(self) -> str:
        """A part for texts that many rows share, in a template that has none."""
        part = posixpath.join(posixpath.dirname(self.main), "sharedStrings.xml")
        target = posixpath.basename(part)
        fresh = Relationship(id=self.related.next_id(), type=f"{OFFICE}sharedStrings", target=target)
        self.types = self.types.with_part(part, SHARED_TYPE)
        self.related = self.related.with_added(fresh)
        self.changes |= {
            CONTENT_TYPES: self.types.xml(),
            relationships_name(self.main): self.related.xml(),
        }
        return part

    def _drop_calculation_chain(self) -> None:
        part = self._one("calcChain")
        if part is None:
            return
        self.types = self.types.without_part(part)
        kept = tuple(item for item in self.related.items if self.related.part_of(item) != part)
        self.changes |= {
            part: None,
            CONTENT_TYPES: self.types.xml(),
            relationships_name(self.main): Relationships(self.main, kept).xml(),
        }
