"""Returned forms: read without trust, collected, added up, and who is missing reminded (tổng hợp)."""

from congvan.returns.collecting import Collection, Standing, collect, due_moment
from congvan.returns.faults import ReturnError
from congvan.returns.forms import ReadForm, ReturnedFile, read_form

__all__ = [
    "Collection",
    "ReadForm",
    "ReturnError",
    "ReturnedFile",
    "Standing",
    "collect",
    "due_moment",
    "read_form",
]
