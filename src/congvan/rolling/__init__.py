"""Next year's source from last year's: what a rule can move is moved, the rest is listed (sang năm mới)."""

from congvan.rolling.days import Shift, moved_day
from congvan.rolling.roll import Change, Rolled, roll

__all__ = ["Change", "Rolled", "Shift", "moved_day", "roll"]
