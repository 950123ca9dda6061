"""Returned forms: read without trust, collected, added up, and who is missing reminded (tổng hợp)."""

from congvan.returns.collecting import Collection, Standing, collect, deadline_of, due_moment, pointless
from congvan.returns.consolidating import consolidate
from congvan.returns.faults import ReturnError
from congvan.returns.forms import ReadForm, ReturnedFile, read_form
from congvan.returns.reminding import reminder
from congvan.returns.states import State, states_in

__all__ = [
    "Collection",
    "ReadForm",
    "ReturnError",
    "ReturnedFile",
    "Standing",
    "State",
    "collect",
    "consolidate",
    "deadline_of",
    "due_moment",
    "pointless",
    "read_form",
    "reminder",
    "states_in",
]
