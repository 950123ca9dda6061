"""Widths of columns from what they hold: they fill the page, and part where a form's head is parted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

COMFORT_MM = 45.0
"""A column of text this wide is comfortable; a table that needs more room than a page upright is turned."""

WIDE_FIGURE_MM = 40.0
"""A column of figures is not made wider than this to fill the page."""

LEAST_LEFT_MM = 50.0
"""The names of a form's head are not set in less beside Quốc hiệu."""

KEPT = 0.6
"""What part of its width a column keeps that gives way to a form's head."""


class Growth(Enum):
    """Who takes room that is left over: text, figures if there is no text, running numbers never."""

    TEXT = "text"
    FIGURES = "figures"
    NONE = "none"


@frozen(kw_only=True)
class Need:
    """What a column asks for in mm: `least` for its longest word, `wanted` for its longest line.

    `given` is a width chosen by hand, None without; `growth` says who takes the room that is left over.
    """

    least: float
    wanted: float
    given: float | None
    growth: Growth

    @property
    def comfortable(self) -> float:
        """A width at which it reads well."""
        return self.given or max(self.least, min(self.wanted, COMFORT_MM))

    @property
    def asked(self) -> float:
        """The least it must have."""
        return self.given or self.least


def widths_of(needs: Sequence[Need], width_mm: float) -> list[float]:
    """Widths that fill the page: those given by hand stay, the longest words fit, text takes the rest."""
    room = width_mm - sum(need.asked for need in needs)
    free = [need for need in needs if need.given is None]
    if room <= 0 or not free:
        return [need.asked for need in needs]
    wanted = sum(need.wanted for need in free)
    total = room + sum(need.least for need in free)
    if wanted > total:
        return _contented(needs, total)
    kind = next((kind for kind in Growth if any(need.growth is kind for need in free)), Growth.NONE)
    share = (total - wanted) / sum(need.wanted for need in free if need.growth is kind)
    return [need.given or (_grown(need, share) if need.growth is kind else need.wanted) for need in needs]


def _contented(needs: Sequence[Need], total_mm: float) -> list[float]:
    """Room for columns that want more than there is: the modest get all they want, the others share."""
    widths = [need.asked for need in needs]
    hungry = [number for number, need in enumerate(needs) if need.given is None]
    least = sum(needs[number].least for number in hungry)
    for number in sorted(hungry, key=lambda number: needs[number].wanted):
        need = needs[number]
        others = least - need.least
        if need.wanted <= total_mm / len(hungry) and total_mm - need.wanted >= others:
            widths[number], total_mm, least = need.wanted, total_mm - need.wanted, others
            hungry.remove(number)
    growth = sum(needs[number].wanted - needs[number].least for number in hungry)
    for number in hungry:
        need = needs[number]
        widths[number] = need.least + (total_mm - least) * (need.wanted - need.least) / (growth or 1.0)
    return widths


def _grown(need: Need, share: float) -> float:
    if need.growth is Growth.NONE:
        return need.wanted
    grown = need.wanted * (1 + share)
    return grown if need.growth is Growth.TEXT else min(grown, max(need.wanted, WIDE_FIGURE_MM))


def parted(needs: Sequence[Need], widths: Sequence[float], right_mm: float) -> tuple[list[float], int] | None:
    """Widths with a column that ends where a form's head is parted, and that column's number from 1.

    The right half has at least `right_mm`, the left one `LEAST_LEFT_MM`. Columns to the left give way for it,
    but never more than their words allow, and only part of what they had. None when no column can.
    """
    total = sum(widths)
    best: tuple[float, list[float], int] | None = None
    for count in range(1, len(widths)):
        left = sum(widths[:count])
        missing = max(0.0, right_mm - (total - left))
        giving = [
            0.0 if need.given else max(0.0, min(width - need.least, (1 - KEPT) * width))
            for need, width in zip(needs[:count], widths[:count], strict=True)
        ]
        if left - missing < LEAST_LEFT_MM or sum(giving) < missing:
            continue
        shifted = _shifted(widths, count, giving, missing)
        cost = missing + abs(sum(shifted[:count]) - (total - right_mm)) / total
        if best is None or cost < best[0]:
            best = cost, shifted, count
    return best[1:] if best else None


def _shifted(widths: Sequence[float], count: int, giving: Sequence[float], missing: float) -> list[float]:
    """The first columns narrower by what is missing, the others wider by it, each as it can."""
    given = sum(giving) or 1.0
    right = sum(widths[count:])
    return [
        width - missing * giving[number] / given if number < count else width * (1 + missing / right)
        for number, width in enumerate(widths)
    ]
