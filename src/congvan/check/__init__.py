"""What a clerk would send back: the rules of a standard that the text alone decides (kiểm tra thể thức)."""

from __future__ import annotations

from congvan.check.codes import RULES
from congvan.check.findings import problems_of
from congvan.check.reading import read
from congvan.check.rules import CHECKS
from congvan.model import Dispatch
from congvan.problems import Problem
from congvan.standard import Standard

__all__ = ["RULES", "check"]


def check(dispatch: Dispatch, *, standard: Standard) -> tuple[Problem, ...]:
    """Everything the standard has against a dispatch, in reading order; empty when it has nothing.

    Takes the dispatch as written, not printed. Never raises on a valid one and reads no clock: the dispatch's
    own date decides, and while its day or month is blank, what is wrong on every day it may still bear.
    """
    reading = read(dispatch, standard)
    return problems_of((finding for rule in CHECKS for finding in rule(reading)), dispatch, standard)
