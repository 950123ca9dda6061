"""Lengths of paper and type: one integer in EMU with views in mm, pt and twips."""

from __future__ import annotations

from typing import Self

EMU_PER_MM = 36_000
EMU_PER_PT = 12_700
EMU_PER_TWIP = 635


class Length(int):
    """A length as an integer number of English Metric Units (EMU), the unit Office stores."""

    @classmethod
    def from_mm(cls, value: float) -> Self:
        """The length of `value` millimetres, rounded to a whole EMU."""
        return cls(round(value * EMU_PER_MM))

    @classmethod
    def from_pt(cls, value: float) -> Self:
        """The length of `value` points, rounded to a whole EMU."""
        return cls(round(value * EMU_PER_PT))

    @classmethod
    def from_twips(cls, value: float) -> Self:
        """The length of `value` twips (twentieths of a point), rounded to a whole EMU."""
        return cls(round(value * EMU_PER_TWIP))

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return self / EMU_PER_MM

    @property
    def pt(self) -> float:
        """The length in points."""
        return self / EMU_PER_PT

    @property
    def twips(self) -> int:
        """The length in whole twips, as WordprocessingML writes it."""
        return round(self / EMU_PER_TWIP)

    @property
    def half_points(self) -> int:
        """The length in whole half-points, as WordprocessingML writes type sizes."""
        return round(self / EMU_PER_PT * 2)


def mm_to_twips(value: float) -> int:
    """Millimetres as whole twips."""
    # As `Length.from_mm(value).twips`, without the object: letters ask for widths by the hundred.
    return round(round(value * EMU_PER_MM) / EMU_PER_TWIP)
