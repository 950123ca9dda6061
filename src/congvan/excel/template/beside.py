"""The parts of a workbook beside its sheets: names, charts, drawings, tables, comments, pivot tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from congvan.excel.template.cells import tag
from congvan.excel.template.parts.companions import (
    patch_chart,
    patch_comments,
    patch_table,
    patch_table_formulas,
    patch_threads,
    patch_workbook,
)
from congvan.excel.template.parts.drawings import patch_drawing, patch_linked_shapes, patch_links
from congvan.excel.template.parts.ground import Ground, Tracks
from congvan.excel.template.parts.patches import Patch, Patcher, is_changed
from congvan.excel.template.parts.pivots import clear_pivot_items, patch_pivot_cache, patch_pivot_table
from congvan.excel.template.parts.shapes import patch_control, patch_shapes
from congvan.excel.template.parts.tagged import tag_texts
from congvan.excel.template.placing.following import Plan
from congvan.excel.template.sheets import RawSheet
from congvan.opc import ContentTypes, Package, PackageError, parse_xml, serialise_xml
from congvan.problems import Problem

_WITH_TEXTS = re.compile(
    r"docProps/.*\.xml|xl/(drawings|charts|tables|chartsheets)/[^/]*\.xml|xl/comments.*\.xml"
)
_MARKS = (b"{{", b"{%")
_TABLE, _CONTROL = "spreadsheetml.table+xml", "controlproperties+xml"
_PIVOT_TABLE, _PIVOT_CACHE, _PIVOT_RECORDS = (
    "pivottable+xml",
    "pivotcachedefinition+xml",
    "pivotcacherecords+xml",
)
_FOLLOWING = ("comments+xml", "vmldrawing", "chartex+xml", _TABLE, _CONTROL, _PIVOT_TABLE)


class Beside:
    """Compiles the parts beside the sheets; `changes` are those that are the same in every output but new."""

    def __init__(self, package: Package, types: ContentTypes, main: str, raws: Sequence[RawSheet]) -> None:
        self.problems: list[Problem] = []
        self.tracks: dict[int, Tracks] = {}
        self.names: set[str] = set()
        self.changes: dict[str, bytes] = {}
        self._package = package
        self._types = types
        self._main = main
        self._plans = tuple(raw.plan for raw in raws)
        self._owners = dict(self._owned(raws))

    def parts(self, *, recalculate: bool, is_filled: bool) -> Iterator[tuple[str, Patch]]:
        """Each part that is different in each output; `is_filled` says that some cell holds a tag."""
        moves = any(plan.moves or plan.renamed for plan in self._plans)
        for name in self._package.names:
            kind = (self._types.of(name) or "").lower()
            if not self._may_change(name, kind, moves=moves, is_filled=is_filled or moves):
                continue
            data = self._package.read(name)
            tagged = any(mark in data for mark in _MARKS) and _WITH_TEXTS.fullmatch(name)
            if not (moves or tagged or name == self._main or "pivotcache" in kind):
                continue
            try:
                patch = self._patched(name, kind, data, recalculate=recalculate)
            except PackageError as error:
                self.problems += error.problems
                continue
            if is_changed(patch):
                yield name, patch

    def _may_change(self, name: str, kind: str, *, moves: bool, is_filled: bool) -> bool:
        if name == self._main or _WITH_TEXTS.fullmatch(name):
            return True
        if _PIVOT_CACHE in kind or _PIVOT_RECORDS in kind:
            return is_filled
        if name.endswith(".rels"):
            return moves and name.startswith("xl/drawings/")
        return moves and any(each in kind for each in _FOLLOWING)

    def _patched(self, name: str, kind: str, data: bytes, *, recalculate: bool) -> Patch:
        root = parse_xml(data, name)
        before = etree.tostring(root)
        patcher = Patcher(root)
        if name == self._main:
            self.problems += patch_workbook(root, patcher, self._plans, recalculate=recalculate)
        elif name.endswith(".rels"):
            self.problems += patch_links(root, patcher, self._plans)
        elif "chart+xml" in kind or "chartex+xml" in kind:
            self.problems += patch_chart(root, patcher, self._plans)
        elif _PIVOT_CACHE in kind:
            self.problems += patch_pivot_cache(root, patcher, self._plans)
        elif _PIVOT_RECORDS in kind:
            clear_pivot_items(root)
        else:
            self._follow(root, patcher, kind, self._owners.get(name))
        names, found = tag_texts(root, patcher, name)
        self.names |= names
        self.problems += found
        if not patcher.gaps and etree.tostring(root) != before:
            self.changes[name] = serialise_xml(root)
        return patcher.patch()

    def _follow(self, root: etree._Element, patcher: Patcher, kind: str, owner: Plan | None) -> None:
        if "drawing+xml" in kind or "chartshapes+xml" in kind:
            number = owner.number if owner else -1
            self.problems += patch_linked_shapes(root, patcher, self._plans, number)
        if owner is None:
            return
        tracks = self.tracks.setdefault(owner.number, Tracks())
        ground = Ground(plan=owner, plans=self._plans, tracks=tracks, problems=self.problems)
        if _TABLE in kind:
            patch_table_formulas(root, patcher, ground)
        elif _CONTROL in kind:
            patch_control(root, patcher, ground)
        elif "vmldrawing" in kind:
            patch_shapes(root, patcher, ground)
        if owner.moves:
            self._move(root, patcher, kind, ground)

    def _move(self, root: etree._Element, patcher: Patcher, kind: str, ground: Ground) -> None:
        """Let a part of a sheet whose rows or columns move follow them."""
        if "threadedcomments+xml" in kind:
            patch_threads(root, patcher, ground)
        elif "comments+xml" in kind:
            patch_comments(root, patcher, ground)
        elif _TABLE in kind:
            patch_table(root, patcher, ground)
        elif _PIVOT_TABLE in kind:
            patch_pivot_table(root, patcher, ground)
        elif "drawing+xml" in kind:
            patch_drawing(root, patcher, ground)

    def _owned(self, raws: Sequence[RawSheet]) -> Iterator[tuple[str, Plan]]:
        """The sheet of each part that speaks of a sheet's cells; pictures of its header do not."""
        for raw in raws:
            header = raw.root.find(tag("legacyDrawingHF"))
            skipped = set() if header is None else {str(value) for value in header.attrib.values()}
            related = self._package.relationships(raw.part)
            for item in related.items:
                part = related.part_of(item)
                if part and item.id not in skipped:
                    yield part, raw.plan
