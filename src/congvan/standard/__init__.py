"""Legal instruments on the formatting of documents, as dated data (thể thức và kỹ thuật trình bày)."""

from __future__ import annotations

from datetime import date

from congvan.standard.components import Component, SizeSet
from congvan.standard.nd30 import ND30
from congvan.standard.standard import Rule, Standard

__all__ = ["ND30", "STANDARDS", "Component", "Rule", "SizeSet", "Standard", "standard_for"]

STANDARDS = (ND30,)
"""Every instrument congvan knows, oldest first."""


def standard_for(day: date) -> Standard | None:
    """The instrument a document of this day is made under; None before the oldest one congvan knows."""
    return next((standard for standard in reversed(STANDARDS) if standard.is_in_force(day)), None)
