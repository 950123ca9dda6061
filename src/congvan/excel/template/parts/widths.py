"""Widths of columns, where each column has come to stand (độ rộng cột)."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from lxml import etree

from congvan.excel.template.cells import attributes, tag
from congvan.excel.template.parts.ground import Ground
from congvan.excel.template.parts.patches import Filling, Patcher
from congvan.excel.template.placing.axis import Axis, Block


def patch_columns(element: etree._Element, patcher: Patcher, ground: Ground) -> None:
    """Give the widths a gap where columns are repeated."""
    if ground.plan.columns.moves:
        definitions = tuple(
            (int(each.get("min", "1")), int(each.get("max", "1")), _without(each, "min", "max"))
            for each in element.iterchildren(tag("col"))
        )
        patcher.instead(element, ColumnsGap(ground.plan.number, ground.plan.columns, definitions))


def _without(element: etree._Element, *names: str) -> str:
    return attributes(element, without=frozenset(names))


@frozen
class ColumnsGap:
    """The widths of columns, where each column has come to stand."""

    sheet: int
    axis: Axis
    definitions: tuple[tuple[int, int, str], ...]

    def fill(self, filling: Filling) -> Iterable[str]:
        """The `<cols>` element, or nothing."""
        columns = filling.session.columns[self.sheet]
        found: list[tuple[int, int, str]] = []
        for low, high, rest in self.definitions:
            for block in self.axis.blocks:
                if block.first <= high and block.last >= low:
                    found += self._placed(
                        block, max(low, block.first), min(high, block.last), rest, columns.frames
                    )
        items = "".join(f'<col min="{low}" max="{high}"{rest}/>' for low, high, rest in sorted(set(found)))
        return (f"<cols>{items}</cols>",) if items else ()

    def _placed(
        self,
        block: Block,
        low: int,
        high: int,
        rest: str,
        frames: dict[tuple[int, ...], dict[int, list[int]]],
    ) -> Iterable[tuple[int, int, str]]:
        for path, frame in frames.items():
            if len(path) == len(block.loops) and block.number in frame:
                base = frame[block.number][0] - block.first
                yield base + low, min(base + high, 16_384), rest
